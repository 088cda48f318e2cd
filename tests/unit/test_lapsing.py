"""Limitation of a case: told in time, interrupted by what is written, never over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.decide import decide
from dunwell.core.explain import explain
from dunwell.core.lapsing import enforceable_until, interrupted
from dunwell.core.opening import position_of
from dunwell.core.position import NEAR, OVER, RUNNING
from dunwell.core.timing import NEVER
from dunwell.days import day, day_text
from dunwell.language.events import Event
from dunwell.loading import load_policy

FIXTURES = Path(__file__).parents[1] / "fixtures" / "policies"
NL = load_policy("policies/nl/standard.yaml").program
BE = load_policy("policies/be/standard.yaml").program
DE = load_policy("policies/de/standard.yaml").program
LADDER = load_policy(str(FIXTURES / "ladder.yaml")).program
"""A policy that says nothing of limitation."""


def case(program, due, opened, **facts):
    """A case of EUR 1210 that is opened on a day, long after its due date."""
    known = {
        "debtor.kind": "business",
        "debtor.has_email": True,
        "debtor.has_address": True,
        "invoice.issued": day(due) - 30,
        "invoice.due": day(due),
        **{name.replace("__", "."): value for name, value in facts.items()},
    }
    return position_of(program, known, 121_000, day(opened))


def looks(program, position, until):
    """Every day on which something else is due, found by hopping from look to look: (day, what is due)."""
    found = []
    while True:
        decision = decide(program, position, position.day)
        due = [(one.kind, one.owner, one.message) for one in decision.actions if one.step < 0]
        if not found or found[-1][1] != due:
            found.append((day_text(position.day), due))
        if decision.next_look is None or decision.next_look > day(until):
            return found
        position, _ = advance(program, position, decision.next_look)


def held(position, program=NL):
    """The case while a person keeps it on hold for years."""
    return apply(program, position, Event("hold_placed", position.day, (("until", day("2040-01-01")),)))


def stopped(position, program=NL):
    """The case of a debtor who is bankrupt."""
    return apply(program, position, Event("debtor_stopped", position.day, (("kind", "bankruptcy"),)))


LETTER = ("message", "", NL.limitation.message)
STORIES = [
    # three months before the five years of a business: the letter, on hold too
    (NL, held, {}, [("2026-02-02", []), ("2026-03-30", [LETTER])]),
    # no way to write to the debtor: the owner is asked, then the next
    (
        NL, held, {"debtor__has_email": False, "debtor__has_address": False},
        [("2026-02-02", []), ("2026-03-30", [("ask", "credit-control", -1)]), ("2026-07-01", [("ask", "manager", -1)])],
    ),
    # nothing goes out after a stop by law: a person is asked, who files the claim
    (
        NL, stopped, {},
        [("2026-02-02", []), ("2026-03-30", [("ask", "credit-control", -1)]), ("2026-07-01", [("ask", "manager", -1)])],
    ),
    # the two years of a consumer are over already
    (NL, held, {"debtor__kind": "consumer"}, [("2026-02-02", [("ask", "manager", -1)])]),
    # nobody said who the debtor is
    (NL, held, {"debtor__kind": None}, [("2026-02-02", [("ask", "manager", -1)])]),
]  # fmt: skip


@pytest.mark.parametrize(("program", "keep", "facts", "expected"), STORIES)
def test_what_becomes_due_and_when(program, keep, facts, expected):
    """A claim due on 30 June 2021, in a case that nobody touches: what the looks alone find."""
    position = keep(case(program, "2021-06-30", "2026-02-02", **facts))
    assert looks(program, position, "2026-12-31")[: len(expected)] == expected


def test_a_policy_without_a_word_of_it_asks_a_person():
    """The built-in watch: three months before, whom the policy asks in general."""
    position = held(case(LADDER, "2021-06-30", "2026-02-02"), LADDER)
    found = looks(LADDER, position, "2026-12-31")
    owner = LADDER.attention_owner
    escalated = LADDER.attention.escalate_to
    assert found == [
        ("2026-02-02", []),
        ("2026-03-30", [("ask", owner, -1)]),
        ("2026-07-01", [("ask", escalated, -1)]),
    ]


@pytest.mark.parametrize("keep", [held, stopped, lambda position: position], ids=["held", "stopped", "running"])
@pytest.mark.parametrize("has_letter", [True, False])
def test_going_day_by_day_is_going_by_looks(keep, has_letter):
    """Between two looks nothing changes by itself, over the last months of a limitation and past its end."""
    position = keep(case(NL, "2021-06-30", "2026-03-02", debtor__has_address=has_letter, debtor__has_email=has_letter))
    position, _ = advance(NL, position, position.day)
    daily = position
    decision = decide(NL, position, position.day)
    for today in range(position.day + 1, day("2026-07-20")):
        daily, told = advance(NL, daily, today)
        assert daily == advance(NL, position, today)[0]
        now = decide(NL, daily, today)
        if today != decision.next_look:
            assert told == ()
            assert [one[:6] for one in now.actions] == [one[:6] for one in decision.actions]
        decision = now


def test_the_letter_interrupts_it_and_the_watch_starts_anew():
    """Sent on 30 March 2026, five more years run from the next day; the next letter is due three months before."""
    position, _ = advance(NL, held(case(NL, "2021-06-30", "2026-02-02")), day("2026-03-30"))
    assert position.limitation == NEAR
    sent = apply(NL, position, Event("message_sent", day("2026-03-30"), (("message", "interruption"),)))
    assert (sent.limitation, sent.messages, day_text(enforceable_until(NL, sent))) == (RUNNING, (), "2031-03-30")
    assert looks(NL, sent, "2030-12-31") == [("2026-03-30", []), ("2030-12-30", [LETTER])]


def test_the_reasons_are_sentences_with_their_article():
    """Near and over: the guardrail, the last day, and what to do."""
    position, _ = advance(NL, stopped(case(NL, "2021-06-30", "2026-02-02")), day("2026-04-01"))
    *_, asked = decide(NL, position, position.day).actions
    told = explain(NL, position, asked.reasons[0])
    assert told.text.startswith("NL-112: the claim can be enforced until Tue 2026-06-30; nothing is sent")
    assert told.law == "art. 3:307, 3:317, 3:319 and 3:322 BW"
    position, _ = advance(NL, position, day("2026-07-01"))
    assert position.limitation == OVER
    *_, asked = decide(NL, position, position.day).actions
    assert "could be enforced until Tue 2026-06-30" in explain(NL, position, asked.reasons[0]).text


INTERRUPTIONS = [
    ([], "2026-06-30", ()),
    (["2021-06-30"], "2026-06-30", ()),  # before it ran
    (["2022-01-10"], "2027-01-10", ("2022-01-10",)),
    (["2022-01-10", "2022-03-01"], "2027-03-01", ("2022-01-10", "2022-03-01")),  # needed if the second came back
    (["2022-01-10", "2022-03-01", "2022-04-01"], "2027-04-01", ("2022-03-01", "2022-04-01")),  # now no more
    (["2022-01-10", "2026-12-01"], "2031-12-01", ("2022-01-10", "2026-12-01")),  # the second rests on the first
    (["2022-01-10", "2026-12-01", "2027-01-10"], "2032-01-10", ("2022-01-10", "2026-12-01", "2027-01-10")),
    (["2022-01-10", "2026-12-01", "2027-01-11"], "2032-01-11", ("2022-01-10", "2026-12-01", "2027-01-11")),
    (["2026-07-01"], "2026-06-30", ()),  # a day too late
]


@pytest.mark.parametrize(("days", "last", "kept"), INTERRUPTIONS)
def test_only_the_interruptions_that_matter_are_kept(days, last, kept):
    """art. 3:319 BW: a new term from the next day. However many letters go out, a case keeps a few days only."""
    position = case(LADDER, "2021-06-30", "2021-06-30")
    for text in days:
        position = interrupted(LADDER, position, day(text))
    assert day_text(enforceable_until(LADDER, position)) == last
    assert tuple(map(day_text, position.interrupted)) == kept


def test_what_others_do_interrupts_it_too():
    """An acknowledgement, a claim in court, a filing with the trustee: recorded as an event, also after a stop."""
    position, _ = advance(NL, stopped(case(NL, "2021-06-30", "2026-02-02")), day("2026-04-01"))
    position = apply(NL, position, Event("limitation_interrupted", day("2026-04-01")))
    assert [one.reasons[0].id for one in decide(NL, position, position.day).actions] == ["stopped"]
    assert day_text(enforceable_until(NL, position)) == "2031-04-01"


def test_a_letter_that_came_back_interrupted_nothing():
    """The last day is again the one before the letter."""
    position = case(LADDER, "2026-03-01", "2026-03-01")
    sent = apply(LADDER, position, Event("step_done", day("2026-03-02"), (("step", "reminder"),)))
    assert day_text(enforceable_until(LADDER, sent)) != day_text(enforceable_until(LADDER, position))
    back = apply(LADDER, sent, Event("bounced", day("2026-03-03"), (("step", "reminder"),)))
    assert (enforceable_until(LADDER, back), back.interrupted) == (enforceable_until(LADDER, position), ())


def test_the_letter_before_one_that_came_back_still_counts():
    """What it interrupted stays interrupted, though the later one had made it needless."""
    position = case(LADDER, "2026-03-01", "2026-03-01")
    for name, at in (("reminder", "2026-03-02"), ("letter", "2026-03-20")):
        before, position = position, apply(LADDER, position, Event("step_done", day(at), (("step", name),)))
    back = apply(LADDER, position, Event("letter_returned", day("2026-03-30"), (("step", "letter"),)))
    assert enforceable_until(LADDER, back) == enforceable_until(LADDER, before) == day("2031-03-02")


def test_who_the_debtor_is_moves_the_last_day():
    """Once he is known to be a business the case is no longer past its limitation."""
    position, _ = advance(NL, held(case(NL, "2021-06-30", "2024-02-02", debtor__kind=None)), day("2024-02-02"))
    assert position.limitation == OVER
    known = apply(NL, position, Event("fact_recorded", position.day, (("fact", "debtor.kind"), ("value", "business"))))
    assert (known.limitation, day_text(enforceable_until(NL, known))) == (RUNNING, "2026-06-30")


def test_a_law_without_limitation_watches_nothing():
    """The Belgian files hold no term: no last day, no look, and a stopped case stays as it is."""
    position = stopped(case(BE, "2021-06-30", "2026-02-02"), BE)
    assert enforceable_until(BE, position) == NEVER
    assert decide(BE, position, position.day).next_look is None


def test_the_letter_goes_by_the_ways_that_are_known():
    """Both where both addresses are known; else the one."""
    for facts, channels in (
        ({}, ("email", "letter")),
        ({"debtor__has_address": False}, ("email",)),
        ({"debtor__has_email": False}, ("letter",)),
    ):
        position, _ = advance(NL, held(case(NL, "2021-06-30", "2026-02-02", **facts)), day("2026-03-30"))
        (letter,) = decide(NL, position, position.day).actions
        assert (letter.kind, letter.channels) == ("message", channels)


def test_where_a_letter_does_not_interrupt_a_person_is_told_so():
    """German law: three years from the end of the year, half a year before a person decides whether to go to court."""
    position, _ = advance(DE, held(case(DE, "2022-06-30", "2025-02-02"), DE), day("2025-06-30"))
    assert (day_text(enforceable_until(DE, position)), position.limitation) == ("2025-12-31", NEAR)
    (asked,) = decide(DE, position, position.day).actions
    assert "a letter does not interrupt" in explain(DE, position, asked.reasons[0]).text
    sent = apply(DE, position, Event("step_done", position.day, (("step", "reminder"),)))
    assert (sent.interrupted, day_text(enforceable_until(DE, sent))) == ((), "2025-12-31")


def test_what_a_policy_says_of_it_and_what_stands_in():
    """The policy's own time, owner and letter; without them three months, and whom it asks in general."""
    said, silent = NL.limitation, LADDER.limitation
    assert (str(said.before), said.owner, said.escalate_to) == ("3 months", "credit-control", "manager")
    assert NL.messages[said.message].name == "interruption"
    assert (str(silent.before), silent.owner, silent.message) == ("3 months", LADDER.attention_owner, -1)
    assert BE.limitation.rules == ()


def test_on_the_last_day_there_is_still_time():
    """A claim that comes in on its last day is near its end, not past it; the letter can still go out."""
    position, _ = advance(NL, held(case(NL, "2021-06-30", "2026-06-30")), day("2026-06-30"))
    assert (position.limitation, position.messages) == (NEAR, (NL.limitation.message,))
    assert advance(NL, position, day("2026-07-01"))[0].limitation == OVER


def test_a_hold_that_outlasts_the_time_of_warning_hides_nothing():
    """A consumer's two years: on hold until shortly before they end, the letter goes out three months before."""
    opened = case(NL, "2024-01-31", "2024-01-31", debtor__kind="consumer")
    until = ("until", day("2025-12-31"))
    position = apply(NL, opened, Event("hold_placed", opened.day, (until,)))
    assert (day_text(position.day), []) == looks(NL, position, "2025-12-01")[0]
    assert looks(NL, position, "2025-12-01")[1] == ("2025-10-31", [LETTER])


def test_a_stop_on_an_old_claim_is_looked_at_that_day():
    """Time never runs back: what came near before the stop is said on the day of the stop."""
    old = stopped(case(NL, "2021-06-30", "2026-06-01"))
    position, _ = advance(NL, old, old.day)
    assert (position.day, position.limitation) == (old.day, NEAR)
    *_, asked = decide(NL, old, old.day).actions
    assert (asked.kind, asked.owner) == ("ask", "credit-control")


def test_who_agrees_on_a_plan_acknowledges_the_claim():
    """art. 3:318 BW: five years run from the agreement, also from one that changes it."""
    position, _ = advance(NL, case(NL, "2021-06-30", "2026-05-04"), day("2026-05-04"))
    agreed = apply(NL, position, Event("plan_agreed", day("2026-05-04"), (("plan", "payment_plan"),)))
    assert (agreed.limitation, day_text(enforceable_until(NL, agreed))) == (RUNNING, "2031-05-04")
