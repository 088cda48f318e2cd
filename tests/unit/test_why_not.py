"""Why a step is not due: the reasons with the values found, the day it comes, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.core.decide import decide
from dunwell.core.explain import day_name
from dunwell.core.opening import stand
from dunwell.core.simulate import Standing, simulate, standing_on
from dunwell.core.transitions import Reason
from dunwell.core.what_if import changes_of
from dunwell.core.why_not import StepWhy, why_not
from dunwell.days import day_text
from dunwell.language.scenario import Planned
from dunwell.loading import load_policy
from stories import DUE, LADDER, journal, opened, stands

if TYPE_CHECKING:
    from dunwell.core.position import Position

DUTCH = load_policy("policies/nl/standard.yaml").program
assert DUTCH is not None


def small() -> Position:
    """A business that owes EUR 100.00 under the shipped Dutch policy, on the due date."""
    facts = {
        "debtor.kind": "business",
        "debtor.country": "NL",
        "debtor.rating": "ordinary",
        "debtor.has_email": True,
        "debtor.has_address": True,
        "invoice.complete": True,
        "invoice.term_as_agreed": True,
        "agreement.default_basis": "agreed_term",
        "agency.registered": True,
        "invoice.issued": DUE - 30,
        "invoice.due": DUE,
        "invoice.total": 10_000,
    }
    return stand(DUTCH, facts, DUE)


def asked(story: str, at: int, name: str = "", **facts: object) -> dict[str, StepWhy]:
    """Every step on a day after a story (or the one named), by its name."""
    position = stands(story, at, **facts)
    known = tuple(journal(story))
    return {one.step.name: one for one in why_not(LADDER, Standing(position, DUE + at, known), name)}


def reasons(one: StepWhy) -> str:
    """All reasons of a step as one text."""
    return " | ".join(because.text for because in one.because)


STORIES = [
    ("", 0, "reminder", "now", "waits until 1 day after the due date"),
    ("", 1, "reminder", "due", "1 day after the due date"),
    ("", 1, "letter", "ahead", "the case is at reminder, and this step comes after it"),
    ("reminded", 5, "reminder", "done", "done on Mon 2026-03-02"),
    ("reminded", 5, "letter", "ahead", "a time to pay still runs, until Mon 2026-03-09"),
    ("reminded; 3 question_asked", 5, "call", "now", "on hold since Wed 2026-03-04: question"),
    ("reminded; 3 question_asked", 5, "hand_over", "ahead", "on hold since Wed 2026-03-04: question"),
    ("3 debtor_stopped kind=bankruptcy", 5, "reminder", "now", "the law stops collection"),
    ("planned", 5, "letter", "ahead", "the payment plan payment_plan runs; no step starts"),
    ("warned", 23, "hand_over", "now", "a person releases it first"),
    ("4 payment_received amount=100000", 5, "reminder", "over", "the case ended on Thu 2026-03-05: paid"),
]


@pytest.mark.parametrize(("story", "at", "step", "state", "said"), STORIES)
def test_what_keeps_a_step(story: str, at: int, step: str, state: str, said: str) -> None:
    """The term that runs, the hold, the plan, the stop, the release, the end: each is named with its day."""
    one = asked(story, at)[step]
    assert (one.state, said in reasons(one)) == (state, True), reasons(one)


def test_a_condition_says_the_values_found() -> None:
    """The test that fails with its value; the day on which it is skipped; the fact with which it would not be."""
    (told,) = why_not(DUTCH, standing_on(DUTCH, small(), (), DUE + 2), "call")
    assert told.state == "now"
    assert "does not hold: worth_a_call: the open claim (EUR 100.00) is at least EUR 250.00" in reasons(told)
    assert told.comes is not None
    assert told.comes.how == "skipped"
    changes = {change.text: change.comes for change in told.changes}
    good = changes["debtor.rating were good"]
    assert good is not None
    assert (good.day, good.how) == (told.comes.day, "done")
    assert not any("poor" in text for text in changes)


def test_the_day_is_that_of_the_simulation() -> None:
    """From the day after the reminder, each step comes on the day on which the whole simulation has it."""
    whole = simulate(LADDER, opened(), (), DUE + 400).entries
    standing = standing_on(LADDER, opened(), (), DUE + 2)
    told = {one.step.name: one.comes for one in why_not(LADDER, standing)}
    for name in ("call", "letter", "hand_over"):
        first = next(entry for entry in whole if entry.name == name and entry.kind == "step")
        comes = told[name]
        assert comes is not None
        assert (comes.day, comes.how) == (first.day, "done")


def test_lifting_a_hold_is_tried() -> None:
    """Where the case waits for a hold, it says what comes if that were lifted today."""
    one = asked("reminded; 3 hold_placed until=60", 12, "call")["call"]
    texts = {change.text: change.comes for change in one.changes}
    comes = texts["a person's hold were lifted"]
    assert comes is not None
    assert one.comes is not None
    assert DUE + 12 <= comes.day < DUE + 60 < one.comes.day


def test_a_payment_is_the_smallest_that_matters() -> None:
    """The amount is what carries the claim just under the bound that a condition names."""
    step = next(step for step in DUTCH.steps[0] if step.name == "hand_over")
    changes = changes_of(DUTCH, small(), DUE, [step])
    assert [(one.text, one.steps) for one in changes] == [("EUR 25.01 were paid", {"hand_over"})]
    assert dict(changes[0].planned[0].data) == {"amount": 2501}


def test_stale_bank_data_is_said_first() -> None:
    """What is due but waits for bank data says so, and why it would be due."""
    position = stands("", 1)
    standing = Standing(position, DUE + 1)
    decision = why_not(LADDER, standing, "reminder")
    assert decision[0].state == "due"
    stale = Reason("stale", LADDER.bank_data_place, ("", DUE - 5, DUE - 2, DUE))
    waits = decide(LADDER, standing.position, standing.day).actions
    (told,) = why_not(LADDER, standing, "reminder", waits=waits, stale=stale)
    assert told.state == "waits"
    assert told.because[0].text.startswith(f"payments are known up to {day_name(DUE - 5)}")


def test_standing_takes_in_what_others_do_that_day() -> None:
    """A payment of the day counts, our own message of the day is still due, and what is planned later stays planned."""
    paid = Planned("payment_received", (("amount", 40_000),), DUE + 1)
    later = Planned("payment_received", (("amount", 1_000),), DUE + 30)
    standing = standing_on(LADDER, opened(), (paid, later), DUE + 1)
    assert standing.position.claim_open == 60_000
    assert standing.planned == (later,)
    assert [one.state for one in why_not(LADDER, standing, "reminder")] == ["due"]
    assert day_text(standing.day) == "2026-03-02"
