"""The moves on the ladder at their edges: a case that nothing moves any more, a hold to which nothing gives an end."""

from dataclasses import replace

import pytest

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.moves import enter, hold_end, open_hold
from dunwell.core.timing import after
from stories import DUE, LADDER, opened, stands

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
