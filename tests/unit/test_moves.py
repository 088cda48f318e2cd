"""The moves on the ladder at their edges: a case that nothing moves any more, a hold to which nothing gives an end."""

from dataclasses import replace

import pytest

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.moves import enter, hold_end, open_hold
from dunwell.core.timing import after
from stories import DUE, LADDER, opened, otherwise_written, stands, stands_under

NO_VARIANT = replace(stands("", 0), ask="no_variant")
ENDED = stands("reminded; 3 payment_received amount=100000", 4)


@pytest.mark.parametrize("position", [ENDED, NO_VARIANT], ids=["ended", "no variant"])
@pytest.mark.parametrize("index", [-1, 0, 2])
def test_a_case_that_has_ended_or_has_no_variant_comes_to_no_step(position, index):
    """Whatever asks for it: the position is the very same."""
    assert enter(LADDER, position, index, DUE + 5) == position


def test_an_ended_case_takes_no_hold():
    """Nothing is left to hold."""
    assert ENDED.end
    assert open_hold(LADDER, ENDED, 0, DUE + 5) == ENDED


@pytest.mark.parametrize("at", range(40))
def test_deciding_on_an_older_position_is_deciding_after_advancing_it(at):
    """What is due, when to look next and why do not depend on who let the time pass."""
    older = opened()
    newer, _ = advance(LADDER, older, DUE + at)
    assert decide(LADDER, older, DUE + at) == decide(LADDER, newer, DUE + at)


@pytest.mark.parametrize(
    "events", ["reminded", "called twice", "reminded; 5 question_asked", "reminded; 5 dispute_opened"]
)
@pytest.mark.parametrize("at", range(12, 40, 3))
def test_the_next_look_lies_after_the_day_decided(events, at):
    """A caller who hops from look to look always gets further."""
    older = stands(events, 12)
    decision = decide(LADDER, older, DUE + at)
    assert decision.next_look is None or decision.next_look > DUE + at


def test_a_hold_without_any_end_lasts_as_long_as_a_person_may_take():
    """So it never lasts for good, nor ends on the day it began."""
    endless = replace(LADDER.holds[0], until=None, limit=None)
    position = opened()
    assert hold_end(LADDER, position, endless, DUE) == after(LADDER, DUE, LADDER.attention.after) > DUE
    assert hold_end(LADDER, position, endless, DUE, DUE + 2) == DUE + 2


def test_a_step_needed_again_is_gone_back_to_although_another_lies_ahead():
    """A credit note for a case sent back to the call: the reminder behind it is sent anew, then the letter."""
    once = "    fallback: letter\n    times: 1\n    otherwise: {go_to: call}\n    anew_after: [claim_lowered]\n"
    program = otherwise_written("    fallback: letter\n", once)
    back = "warned; 16 plan_requested; 17 approved step=call"
    assert program.steps[0][stands_under(program, back, 18).step].name == "call"
    there = stands_under(program, f"{back}; 18 credited amount=20000", 18)
    assert program.steps[0][there.step].name == "reminder"


TASK = """\
  - step: look
    start: 1 day after reminder.term
    no_later_than: 10 days after invoice.due
    do: task
    owner: desk
    outcomes: {done: {go_to: call}}
    without_outcome: {after: 9 days, escalate_to: manager}
"""


@pytest.mark.parametrize(("reminded_on", "late"), [(1, []), (2, []), (3, [11])])
def test_work_that_is_given_in_time_has_started_in_time(reminded_on, late):
    """The window of a task asks when somebody gets it; how long that takes is for its patience."""
    program = otherwise_written("  - step: call\n", f"{TASK}  - step: call\n")
    there = stands_under(program, f"{reminded_on} step_done step=reminder", reminded_on)
    told = advance(program, there, DUE + 17)[1]
    assert [one.day - DUE for one in told if one.kind == "late" and one.step == 1] == late
