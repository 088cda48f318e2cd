"""What a call does to a case: the attempt counts, and what the debtor said holds."""

import pytest

from stories import LADDER, due, otherwise_written, stands, stands_under, told

STORIES = [
    ("the second call keeps its distance", "reminded; called", 10, []),
    ("and comes then", "reminded; called", 11, ["call"]),
    ("after the last call the ladder goes on", "called twice", 12, ["letter"]),
    (
        "a call before its day is an attempt, and does not start the step",
        "reminded; 3 call_made outcome=no_answer",
        5,
        [],
    ),
    ("one attempt is then left", "reminded; 3 call_made outcome=no_answer", 9, ["call"]),
    (
        "a question answered the next day does not bring the next call nearer",
        "reminded; 9 call_made outcome=question; 10 question_answered",
        10,
        [],
    ),
    ("it comes when it would have come", "reminded; 9 call_made outcome=question; 10 question_answered", 11, ["call"]),
    (
        "a dispute after the second call brings no third",
        "reminded; called; 11 call_made outcome=disputes; 20 dispute_closed outcome=rejected",
        23,
        ["letter"],
    ),
    (
        "nor does a side step",
        "reminded; called; 11 call_made outcome=wrong_number; 20 step_done step=mend outcome=done",
        23,
        ["letter"],
    ),
    (
        "nor does sending the case back to the call",
        "called twice; 12 plan_requested; 13 approved step=call",
        16,
        ["letter"],
    ),
    (
        "a call that names its step counts though the ladder went on",
        "reminded; 9 step_done step=call; 9 call_made outcome=no_answer step=call",
        10,
        ["letter"],
    ),
    ("what was said in a call counts wherever the case is", "0 call_made outcome=question", 1, []),
    ("a promise is waited for", "reminded; 9 call_made outcome=promise promised_on=15", 17, []),
    ("and broken leads on", "reminded; 9 call_made outcome=promise promised_on=15", 19, ["letter"]),
    (
        "a plan wanted asks what nobody said",
        "reminded; 9 call_made outcome=wants_plan",
        9,
        ["ask unknown:debtor.ability"],
    ),
]


@pytest.mark.parametrize(("events", "at", "expected"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES])
def test_what_is_due(events, at, expected):
    """After these events exactly this is due."""
    assert due(events, at) == expected


def test_ability_is_remembered():
    """Who cannot or will not pay is known from then on."""
    said = stands("reminded; 9 call_made outcome=will_not_pay", 10)
    assert "will_not_pay" in said.facts


def test_calls_that_are_used_up_are_skipped_and_told():
    """A case that is sent back to a call that may not be made is told so once."""
    back = "called twice; 12 plan_requested; 13 approved step=call"
    assert (15, "skip", "call") in told(back, 16)
    assert stands(back, 16).counts[LADDER.step_index("call")] == 2


def test_what_follows_the_last_call_leads_past_it():
    """Where a person looks at the case after the last call and says "proceed", it proceeds; no call is left to make."""
    reviewed = otherwise_written("after_last: {go_to: letter}", "after_last: {go_to: review}")
    there = stands_under(reviewed, "called twice; 12 step_done step=review outcome=proceed", 12)
    assert reviewed.steps[0][there.step].name == "letter"
