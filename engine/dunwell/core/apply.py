"""Apply an event to a position: what the outside world, or a confirmed action of ours, changes.

Events never start anything; they only change where the case stands. `advance` and `decide` then say what follows. Here
is the table; the events stand in rooms by theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core import events_actions, events_calls, events_holds, events_money, events_people, events_plan
from dunwell.core.events_holds import holds_ended, holds_opened
from dunwell.core.farewell import told_at_end
from dunwell.core.moves import follow, later_plan, on_day, resume, stands_still
from dunwell.core.pauses import recounted
from dunwell.core.plan import watched
from dunwell.core.position import EXPECTING, Position
from dunwell.core.values import replace
from dunwell.language.events import MOVED
from dunwell.language.program import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.events import Event
    from dunwell.language.program import Program


def apply(program: Program, position: Position, event: Event) -> Position:
    """The position after an event. The position must stand at or before the event's day (see `fold`)."""
    position = on_day(position, max(position.day, event.at))
    applied = _APPLIERS[event.name](program, position, event)
    applied = holds_opened(program, holds_ended(program, applied, event), event)
    if applied.plan is not None:
        applied = watched(program, applied)
    expected = position.phase == applied.phase == EXPECTING and position.route == applied.route
    if expected and program.routes[applied.route].name == event.name and not applied.end:
        applied = _came(program, applied, event)
    if position.phase == EXPECTING != applied.phase and applied.plan is not None:
        applied = _plan_goes_on(program, applied, position.since, event.at)
    if applied.end != position.end:
        applied = told_at_end(program, applied)
    return recounted(program, applied)


def _came(program: Program, position: Position, event: Event) -> Position:
    """What was waited for has come: the case goes on, unless a credit note is for less than was decided."""
    left = position.awaited - event.money()
    if left > program.tolerance:
        return replace(position, awaited=left)
    position, then = replace(position, awaited=0), program.routes[position.route].then
    return follow(program, position, then, event.at) if then >= 0 else resume(program, position, event.at)


def _plan_goes_on(program: Program, position: Position, since: int, day: int) -> Position:
    """A wait is over: what lay ahead in a plan moves on by its days; a hold moves it for its own."""
    begun = max(since, position.anchors[PLAN])
    until = min([day, *(one.since for one in position.holds if stands_still(program, one))])
    return replace(position, plan=later_plan(position.plan, begun, max(until - begun, 0)))


def _unchanged(program: Program, position: Position, event: Event) -> Position:
    return position


_APPLIERS: dict[str, Callable[[Program, Position, Event], Position]] = {
    "payment_received": events_money.payment_received,
    "payment_reversed": events_money.payment_reversed,
    "credited": events_money.credited,
    "waived": events_money.waived,
    "debtor_stopped": events_holds.debtor_stopped,
    "stop_lifted": events_holds.stop_lifted,
    "dispute_opened": _unchanged,
    "dispute_closed": _unchanged,
    "question_asked": _unchanged,
    "question_answered": _unchanged,
    "promise_made": _unchanged,
    "limitation_interrupted": events_people.limitation_interrupted,
    "plan_requested": events_plan.plan_requested,
    "plan_offered": events_plan.plan_offered,
    "plan_agreed": events_plan.plan_agreed,
    "plan_changed": events_plan.plan_changed,
    "plan_declared_infeasible": events_plan.plan_declared_infeasible,
    "hold_placed": events_holds.hold_placed,
    "hold_lifted": events_holds.hold_lifted,
    "fact_recorded": events_people.fact_recorded,
    "approved": events_people.approved,
    "overridden": events_people.overridden,
    "recalled": events_people.recalled,
    "written_off": events_people.ended("written_off"),
    "closed": events_people.ended("closed"),
    "reopened": events_people.reopened,
    "step_done": events_actions.step_done,
    "step_failed": events_actions.step_failed,
    "message_sent": events_actions.message_sent,
    "call_made": events_calls.call_made,
    "handed_over": events_actions.handed_over,
    "delivered": events_actions.delivered,
    "bounced": events_actions.came_back,
    "letter_returned": events_actions.came_back,
    MOVED: _unchanged,
}
"""One function for every event of `language.events`; a move to another text is for `fold` (see `carry`)."""
