"""What waits while payment data is too old: since when, on what, and what a bank file has to reach."""

from dataclasses import replace

import pytest

from dunwell.core.decide import decide
from dunwell.core.explain import explain
from dunwell.core.fold import fold
from dunwell.core.stale import hold_back, stale_from, stale_on, why_stale
from dunwell.days import day, day_text
from dunwell.language.phrases import Duration
from dunwell.loading import load_policy
from dunwell.resources import read_text
from stories import DUE, LADDER, journal, opened

POLICY = load_policy("policies/nl/standard.yaml").program
OURS = "NL13TEST0123456789"
ASKS = replace(LADDER, bank_data=Duration(1, "working days"))


def policy(count, unit):
    """The shipped policy with another age of its bank data."""
    return replace(POLICY, bank_data=Duration(count, unit))


@pytest.mark.parametrize(
    ("count", "unit", "known", "stale"),
    [
        (1, "working days", "2026-02-05", "2026-02-09"),  # Thursday; good on Friday and through the weekend
        (1, "working days", "2026-02-06", "2026-02-10"),  # Friday; good on Monday
        (1, "working days", "2026-02-07", "2026-02-10"),  # Saturday likewise
        (2, "working days", "2026-02-05", "2026-02-10"),  # Thursday; good on Friday and Monday
        (2, "working days", "2026-02-06", "2026-02-11"),  # Friday; good on Monday and Tuesday
        (2, "working days", "2026-02-08", "2026-02-11"),  # Sunday
        (0, "working days", "2026-02-06", "2026-02-09"),
        (3, "days", "2026-02-06", "2026-02-10"),
        (1, "weeks", "2026-02-06", "2026-02-14"),
        (1, "months", "2026-01-31", "2026-03-01"),
        (1, "working days", "2026-04-02", "2026-04-07"),  # Easter Monday is no working day
    ],
)
def test_too_old_from(count, unit, known, stale):
    """The last day that the policy allows is still good; the next is not. Working days are the policy's."""
    program = policy(count, unit)
    found = stale_from(program, day(known))
    assert day_text(found) == stale
    assert stale_on(program, OURS, day(known), found - 1) is None
    assert stale_on(program, OURS, day(known), found).since == found


def test_without_data_and_without_a_rule():
    """A policy that asks for bank data and has none is never fresh; one that does not ask is never stale."""
    assert stale_from(policy(2, "days"), None) == 1
    assert stale_from(replace(POLICY, bank_data=None), None) is None
    assert stale_on(replace(POLICY, bank_data=None), OURS, None, DUE) is None


@pytest.mark.parametrize(
    ("count", "unit", "today", "needed"),
    [
        (1, "working days", "2026-02-10", "2026-02-09"),  # Tuesday: Monday is new enough, Sunday is not
        (1, "working days", "2026-02-09", "2026-02-06"),  # Monday: Friday is
        (1, "working days", "2026-02-08", "2026-02-05"),  # Sunday: Thursday is, until Monday
        (0, "days", "2026-02-10", "2026-02-10"),
        (2, "days", "2026-02-10", "2026-02-08"),
        (1, "months", "2026-03-15", "2026-02-15"),
    ],
)
def test_the_file_that_is_needed(count, unit, today, needed):
    """It is the oldest that would do: with it nothing is stale, with one of the day before it still is."""
    program, on = policy(count, unit), day(today)
    stale = stale_on(program, OURS, None, on)
    assert day_text(stale.needed) == needed
    assert stale_on(program, OURS, stale.needed, on) is None
    assert stale_on(program, OURS, stale.needed - 1, on) is not None


TABLE = [
    ("", 1, ["reminder"]),
    ("reminded", 9, ["call"]),
    ("called twice", 12, ["letter"]),
    ("reminded; 3 plan_agreed plan=arranged", 3, ["arranged_confirmation"]),
    ("agreed", 12, ["arranged_late"]),
    ("warned", 23, []),  # the hand-over waits for a release, and a person may be asked for it
    ("warned; 23 approved", 23, ["hand_over"]),
    ("reminded; 2 letter_returned step=reminder", 2, []),
]


@pytest.mark.parametrize(("story", "at", "waits"), TABLE)
def test_what_waits(story, at, waits):
    """Steps and messages that reach the debtor, calls and the hand-over; nothing is lost, and fresh data frees it."""
    position = fold(ASKS, opened(), journal(story), DUE + at)
    decision = decide(ASKS, position, DUE + at)
    held = hold_back(ASKS, position, decision, stale_on(ASKS, OURS, None, DUE + at))
    names = [
        ASKS.messages[one.message].name if one.kind == "message" else ASKS.steps[0][one.step].name for one in held.waits
    ]
    assert names == waits
    assert sorted((*held.decision.actions, *held.waits)) == sorted(decision.actions)
    assert [one.id for one in held.decision.reasons if one.id == "stale"] == ["stale"] * bool(waits)
    assert hold_back(ASKS, position, decision, None).decision == decision


def test_an_interruption_of_the_limitation_does_not_wait():
    """A claim that lapses while a bank file is missing cannot be had back."""
    index = POLICY.limitation.message
    assert POLICY.messages[index].kind == "limitation"
    position = opened()
    action = decide(LADDER, opened(), DUE + 1).actions[0]._replace(kind="message", message=index)
    decision = decide(LADDER, opened(), DUE + 1)._replace(actions=(action,))
    held = hold_back(POLICY, position, decision, stale_on(POLICY, OURS, None, DUE))
    assert (held.waits, held.decision.actions) == ((), (action,))


@pytest.mark.parametrize("known", [None, day("2026-02-05")])
def test_the_sentence(known, snapshot):
    """How old, how old it may be, what to do, and the policy's line."""
    stale = stale_on(POLICY, OURS, known, day("2026-02-10"))
    because = explain(POLICY, opened(), why_stale(POLICY, stale))
    line = POLICY.bank_data_place.line
    assert str(because.place).startswith(f"policies/nl/standard.yaml:{line}:")
    assert "bank_data" in read_text("policies/nl/standard.yaml").splitlines()[line - 1]
    assert because.text == snapshot


def test_the_sentence_without_an_account():
    """Where neither invoice nor workspace names one."""
    stale = stale_on(POLICY, "", None, day("2026-02-10"))
    assert explain(POLICY, opened(), why_stale(POLICY, stale)).text.startswith("no bank file was ever imported")
