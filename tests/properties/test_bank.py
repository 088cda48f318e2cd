"""The bank on the live side: no payment is overlooked, and nothing goes to a debtor on data that is too old."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.stale import hold_back, stale_on
from dunwell.days import day
from dunwell.journal.payments import import_statements
from dunwell.journal.settling import Verdicts, settle
from dunwell.journal.waiting import all_kept, all_waiting
from dunwell.language.phrases import Duration
from dunwell.model import Detail, Entry, Statement
from dunwell.money import cents
from dunwell.problems import ProblemsFound
from strategies import cases, histories, policies
from workspaces import PAYER, journal_in, make, opened_case

ON = day("2026-03-02")
TODAY = ON + 18
NUMBERS = ("2026-0001", "2026-0002")
OUTSIDE = ("unmatched", "known", "pending", "outgoing")
"""The groups of a report that are not about a claim, or were counted before."""


@given(st.data())
def test_whatever_reaches_the_debtor_waits_and_nothing_else(data):
    """Every step that is a contact, and every message that asks for money but one; what else there is goes on.

    Who is thanked for a payment, or told where the claim has gone, is not asked to pay us.
    """
    program = replace(data.draw(policies()).program, bank_data=Duration(1, "working days"))
    opened = data.draw(cases(program))
    journal = data.draw(histories(program, opened))
    on = max([opened.day, *(event.at for event in journal)]) + data.draw(st.integers(0, 40))
    position = fold(program, opened, journal, on)
    decision = decide(program, position, on)
    held = hold_back(program, position, decision, stale_on(program, "", None, on))
    assert [one for one in decision.actions if one in held.decision.actions] == list(held.decision.actions)
    assert [one for one in decision.actions if one in held.waits] == list(held.waits)
    assert len(held.waits) + len(held.decision.actions) == len(decision.actions)
    steps = program.steps[position.variant]
    for one in held.waits:
        assert one.kind == "message" or (one.kind == "step" and steps[one.step].kind not in ("check", "task"))
    for one in held.decision.actions:
        if one.kind == "message":
            assert program.messages[one.message].kind in ("limitation", "thanks", "hand_over")
        else:
            assert one.kind != "step" or not steps[one.step].contact


entries = st.builds(
    lambda at, amount, text, back, reference, end_to_end, parts: Entry(
        day=date(2026, 3, 3) + timedelta(at),
        amount=Decimal(sum(parts) if parts else -amount if back else amount) / 100,
        text=None if parts else text,
        account=PAYER,
        currency="EUR",
        returned="AC04" if back and not parts else None,
        bank_reference=reference,
        end_to_end=end_to_end,
        details=tuple(Detail(Decimal(part) / 100, text=text) for part in parts),
    ),
    st.integers(0, 4),
    st.sampled_from([10_000, 25_000, 40_000, 100_000, 120_000, 3_333]),
    st.sampled_from([None, "dank u", *NUMBERS, " en ".join(NUMBERS), "2026 0001"]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([None, "B1", "B2", "B3"]),
    st.sampled_from([None, "E1"]),
    st.sampled_from([(), (), (), (10_000, 25_000), (40_000, 60_000)]),
)
files = st.builds(
    lambda found, kind, lump: (found, kind, lump),
    st.lists(entries, min_size=1, max_size=5),
    st.sampled_from(["camt.053", "camt.054", "MT940"]),
    st.booleans(),
)


def statements_of(found, kind, lump, name):
    """A file; some banks give a batch as one sum."""
    told = tuple(replace(one, details=()) if lump else one for one in found)
    return (Statement(name, "NL13TEST0123456789", "EUR", entries=told, kind=kind),)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A journal with two cases, to copy."""
    folder = make(tmp_path_factory.mktemp("bank"))
    journal = journal_in(folder)
    for number, total in zip(NUMBERS, ("1000.00", "250.00"), strict=True):
        opened_case(folder, journal, ON, number=number, total=total)
    journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.connection.close()
    return folder


def on_cases(journal):
    """What the cases have received, less what went back."""
    signs = {"payment_received": 1, "payment_reversed": -1}
    events = (one.event for events in journal.all_events().values() for one in events)
    return sum(signs[event.name] * event.money() for event in events)


def accounted_for(journal):
    """All that the journal knows of payments: on cases, waiting, and settled without a case."""
    kept = [one for one in all_kept(journal) if one.decided in ("", "known", "not_ours")]
    return on_cases(journal) + sum(one.cents for one in kept)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_payment_is_overlooked(data, workspace):
    """After every import and every decision: what came in = booked + waiting + known + not about a claim."""
    with TemporaryDirectory() as folder:
        for name in ("dunwell.yaml", "dunwell.db"):
            shutil.copy(workspace / name, Path(folder) / name)
        journal = journal_in(Path(folder))
        try:
            for number, found in enumerate(data.draw(st.lists(files, min_size=1, max_size=3))):
                taken_in(journal, statements_of(*found, f"{number}.sta"))
                decided(data, journal)
        finally:
            journal.connection.close()


def taken_in(journal, statements):
    """An import adds what its report says is new, to the cent.

    So does the same file again: what it booked or kept is known; only what no case fitted may fit now, as more of its
    payer is known.
    """
    first = counted(journal, statements)
    seen = {one.fingerprint for one in first.results if one.group not in OUTSIDE}
    again = counted(journal, statements)
    assert {one.group for one in again.results if one.fingerprint in seen} <= {"known"}


def counted(journal, statements):
    """Import a file and compare what the journal knows before and after; the report."""
    before, sums = accounted_for(journal), {one.number for one in all_waiting(journal)}
    report = import_statements(journal, statements, "desk", TODAY, TODAY).matched
    whole = sum(cents(entry.amount) for one in statements for entry in one.entries)
    outside = sum(one.payment.cents for one in report.results if one.group in OUTSIDE)
    in_parts = sum(one.cents for one in all_kept(journal) if one.decided == "in_parts" and one.number in sums)
    assert accounted_for(journal) == before + whole - outside - in_parts
    return report


def decided(data, journal):
    """A person decides on some; nothing is lost by it, also where the case cannot take it."""
    for one in all_waiting(journal):
        word = data.draw(st.sampled_from(["", "book", "split", "known", "not_ours"]))
        before, kept = accounted_for(journal), all_kept(journal)
        try:
            settle(journal, said(one, word))
        except ProblemsFound:
            assert all_kept(journal) == kept
        assert accounted_for(journal) == before
        assert word not in ("known", "not_ours") or one.number not in {each.number for each in all_waiting(journal)}


def said(one, word):
    """What a person types about one payment."""
    number = str(one.number)
    book = {
        "book": (f"{number}={NUMBERS[0]}",),
        "split": (f"{number}={NUMBERS[1]}:0.01", f"{number}={NUMBERS[0]}"),
    }.get(word, ())
    known, not_ours = ((number,) if word == name else () for name in ("known", "not_ours"))
    return Verdicts(book, known, not_ours, "anna", TODAY)
