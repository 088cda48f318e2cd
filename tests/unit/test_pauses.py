"""Days that a window does not count: a hold, a plan and a review on one day leave out that day once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.fold import fold
from dunwell.core.pauses import recounted
from dunwell.core.position import WANTED, Frame, OpenHold, Pause, RunningPlan
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.verifying.profiles import opened as opened_case
from proofs import plain_case, policy
from stories import DUE, LADDER, opened, stands

KINDS = ("holds", "plans", "reviews")
PAUSED_BY = st.lists(st.sampled_from(KINDS), unique=True).map(tuple)
SPANS = st.fixed_dictionaries({kind: st.sets(st.integers(0, 30)) for kind in KINDS})
"""The days on which a hold, a plan and a review are on, counted from the due date."""


def with_windows(*paused_by):
    """The ladder with these windows and its case, whose pauses are at their beginning."""
    program = replace(LADDER, windows=tuple((0, by) for by in paused_by))
    return program, replace(opened(), pauses=(Pause(),) * len(paused_by))


def on(position, later, spans):
    """The position on a day, with what is on then."""
    day = DUE + later
    return replace(
        position,
        day=day,
        holds=(OpenHold(0, day, day, 0, 0),) if later in spans["holds"] else (),
        plan=RunningPlan(0, WANTED, day) if later in spans["plans"] else None,
        frame=Frame(0, 0, 0, day) if later in spans["reviews"] else None,
    )


def counted(program, position, days, spans):
    """The days left out of each window up to day 31, if the case is looked at on these days."""
    for later in days:
        position = recounted(program, on(position, later, spans))
    return [pause.days + (DUE + 31 - pause.since if pause.since else 0) for pause in position.pauses]


@given(SPANS, PAUSED_BY, PAUSED_BY)
def test_a_day_counts_once_and_only_for_who_asked(spans, first, second):
    """Each window leaves out the days on which anything that pauses it was on, however many did."""
    program, position = with_windows(first, second)
    wanted = [len(set().union(*(spans[kind] for kind in by))) for by in (first, second)]
    assert counted(program, position, range(32), spans) == wanted


@given(SPANS, PAUSED_BY)
def test_hopping_is_day_by_day(spans, by):
    """Looking only on the days on which something changes leaves out the same days."""
    program, position = with_windows(by)
    changes = [
        later
        for later in range(32)
        if later == 0 or any((later in spans[kind]) != (later - 1 in spans[kind]) for kind in KINDS)
    ]
    assert counted(program, position, changes, spans) == counted(program, position, range(32), spans)


@pytest.mark.parametrize(
    ("promised", "until", "late"),
    [(None, "2026-03-09", False), ("2026-03-09", "2026-03-12", False), ("2026-03-10", "2026-03-13", True)],
)
def test_who_has_until_monday_still_has_that_day_when_monday_is_paused(promised, until, late):
    """A window that ended at the weekend is made up for on Monday; a promise made that morning does not take it away.

    One that is made on Tuesday comes after it, and then it was missed.
    """
    program = policy("be").program
    start = opened_case(program, plain_case("be", due=day("2026-02-04")))
    events = [
        Event("dispute_opened", day("2026-02-05")),
        Event("dispute_closed", day("2026-03-07"), (("outcome", "rejected"),)),
    ]
    if promised:
        events.append(Event("promise_made", day(promised), (("promised_on", day(promised)),)))
    position = fold(program, start, events, day(until))
    assert bool(position.late) is late


def test_nothing_that_pauses_leaves_the_position_as_it_is():
    """The very same value, so that cases can be told apart by it."""
    program, position = with_windows(())
    held = on(position, 3, {kind: {3} for kind in KINDS})
    assert recounted(program, held) is held


@pytest.mark.parametrize(
    ("events", "days"),
    [
        ("5 question_asked; 8 question_answered", 3),
        ("5 question_asked; 6 dispute_opened; 8 question_answered; 9 dispute_closed outcome=rejected", 4),
        ("5 question_asked; 8 question_answered; 8 hold_placed hold=rest; 9 hold_lifted hold=rest", 4),
        ("5 question_asked", 15),  # unanswered from day 11 on: then a review, which the window does not count either
    ],
)
def test_a_case_counts_its_holds_and_reviews(events, days):
    """The call's window: overlapping holds once, one after the other without a gap, and a review after a hold."""
    (pause,) = stands(f"reminded; {events}", 20).pauses
    assert pause.days + (DUE + 20 - pause.since if pause.since else 0) == days
