"""Let time pass: what becomes true by itself, dated on the day it did.

One change at a time, the earliest first, until nothing changes up to the day asked for. Going day by day or in one hop
gives the same: every change depends only on the position and on its own day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.events_calls import after_calls, calls_used_up
from dunwell.core.events_money import came_in, kept
from dunwell.core.farewell import told_at_end
from dunwell.core.guard import breaches
from dunwell.core.lapsing import limitation_came, limitation_day
from dunwell.core.moves import (
    after_hold,
    ask,
    close_hold,
    follow,
    go_on,
    held,
    held_by_hand,
    on_day,
    step_of,
)
from dunwell.core.pauses import recounted
from dunwell.core.plan import change_plan, next_plan_change
from dunwell.core.position import ASKING, DONE, EXPECTING, MANUAL, OPEN, PAUSED, WAITING, OpenHold, Position
from dunwell.core.starting import start
from dunwell.core.timing import NEVER, after, open_day, ready_day, start_day, window_end
from dunwell.core.transitions import Reason, Transition
from dunwell.core.values import replace
from dunwell.language.program import DUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.parts import Patience
    from dunwell.language.program import Program, Step

HOLD_OVER, PLANNED, LADDER, ESCALATE, LATE, LIMITATION = range(6)
"""What changes next, in the order in which it is done on one day."""

NOTHING = (NEVER, LADDER, 0)
"""No change ever comes by itself."""


def advance(program: Program, position: Position, day: int) -> tuple[Position, tuple[Transition, ...]]:
    """The position on a later day, and every transition on the way. A day before the position's changes nothing.

    A policy that sends a case round in circles on one day ends up asking a person; `check` reports such policies.
    """
    told: list[Transition] = []
    rounds, today = 0, position.day
    limit = 4 * len(program.steps[0]) + 2 * len(program.holds) + 8
    while True:
        when, what, index = next_change(program, position)
        if when > day:
            break
        rounds = rounds + 1 if when == today else 1
        today = when
        position = on_day(position, when)
        if rounds > limit:
            position, rounds = ask(replace(position, plan=None), "circle", when), 0
            continue
        position, made = _CHANGES[what](program, position, index)
        position = recounted(program, told_at_end(program, position) if position.end else position)
        told.extend(made)
    return (on_day(position, day) if position.day < day else position), tuple(told)


def next_change(program: Program, position: Position) -> tuple[int, int, int]:
    """The first day from the position's own on which something changes by itself, its kind, and whose it is."""
    if position.end:
        return NOTHING
    if position.stops:
        return (max(limitation_day(program, position), position.day), LIMITATION, 0)
    steps = program.steps[position.variant]
    changes = _missed_windows(program, position, steps)
    if position.holds:
        changes += _holds_over(position)
    if position.phase == EXPECTING:  # whatever was decided comes first: nothing beside it goes on
        if not held_by_hand(position):
            changes += _step_changes(program, position, steps[position.step])
    elif position.plan is not None:
        if not held(program, position):
            when, how = next_plan_change(program, position)
            changes.append((when, PLANNED, how))
    elif not held(program, position):
        changes += _step_changes(program, position, steps[position.step])
    soonest = min(changes) if changes else NOTHING
    if soonest[0] > position.anchors[DUE] + program.limitation.safe_days:  # mostly the limitation is years away
        changes.append((limitation_day(program, position), LIMITATION, 0))
        soonest = min(changes)
    return _today(changes, position.day) if soonest[0] < position.day else soonest


def _today(changes: list[tuple[int, int, int]], day: int) -> tuple[int, int, int]:
    """The first change of a day on which some are overdue: all of them are done today, in the order of a day."""
    return min((day, what, index) for when, what, index in changes if when <= day)


def _holds_over(position: Position) -> list[tuple[int, int, int]]:
    """The holds that end; while the case waits for an event, only the one that a person placed."""
    waits = position.phase == EXPECTING
    return [
        (one.last + 1, HOLD_OVER, index) for index, one in enumerate(position.holds) if one.hold == MANUAL or not waits
    ]


def _step_changes(program: Program, position: Position, step: Step) -> list[tuple[int, int, int]]:
    """What the current step does by itself: it starts, ends a pause, has made all its calls, or waits too long."""
    phase, index = position.phase, step.index
    if phase == WAITING:
        return [(start_day(program, position, step), LADDER, index)]
    if phase == PAUSED:
        return [(position.since, LADDER, index)]
    if phase == OPEN and calls_used_up(position, step):
        return [(position.day, LADDER, index)]
    if not position.escalated and (waits := waits_until(program, position, step)):
        return [(waits[0], ESCALATE, index)]
    return []


def waits_until(program: Program, position: Position, step: Step) -> tuple[int, Patience] | None:
    """The day on which somebody else is told that the step waits for a person, and whom; None if it waits for nobody.

    It is the same day whether or not it has come. Nobody is late with a call on days on which nobody may be called.
    """
    patience = _patience(program, position, step)
    if patience is None:
        return None
    since = ready_day(program, position, step) if position.phase == OPEN else position.since
    if position.phase == OPEN and step.kind == "phone":
        since = open_day(program, position, step, since)
    return after(program, since, patience.after), patience


def _missed_windows(program: Program, position: Position, steps: tuple[Step, ...]) -> list[tuple[int, int, int]]:
    """The windows that can be missed now: the ladder has not gone past the step, and the window's days are counting."""
    frame, changes = position.frame, []
    ladder = frame.step if frame else position.step
    for (index, _), pause in zip(program.windows, position.pauses, strict=True):
        if index < ladder or position.counts[index] or position.late >> index & 1:
            continue
        window = steps[index].window
        if window is None or pause.since:
            continue
        if frame and index == frame.step and frame.phase != WAITING:
            continue
        last = window_end(program, position, window, pause)
        begun = index == position.step and position.phase == OPEN and steps[index].kind == "task"
        if not begun or position.since > last:  # work that was given in time has started, however long it takes
            changes.append((last + 1, LATE, index))
    return changes


def _patience(program: Program, position: Position, step: Step) -> Patience | None:
    """How long whoever the case waits for may take, or None where it waits for no person."""
    if position.phase == ASKING:
        return program.attention
    if position.phase == EXPECTING:
        return step.patience or program.attention
    if position.phase == OPEN and step.kind in ("phone", "task"):
        return step.patience
    if position.phase != OPEN:
        return None
    if step.approve and not position.approved:
        return program.attention
    broken = breaches(program, position, step, position.day) if step.guards else ()
    return program.attention if any(one.lawful_from == NEVER for one in broken) else None  # others end by themselves


def _hold_over(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    """A hold's last day has passed: a promise is broken, anything else has expired."""
    one = position.holds[index]
    position = close_hold(program, position, one, position.day)
    if one.hold == MANUAL:
        return position, (_hold_told(program, one, position.day, "expired"),)
    hold, route, change = program.holds[one.hold], program.holds[one.hold].expired, "expired"
    if hold.opens_on == "promise_made":
        if kept(position, one):
            route, change = hold.route_of("kept"), "closed"
        else:
            part = hold.route_of("kept_in_part") if came_in(position, one) else -1
            route = part if part >= 0 else hold.route_of("broken")
            position = replace(position, promises_broken=position.promises_broken + 1)
    told = _hold_told(program, one, position.day, change, came_in(position, one))
    return after_hold(program, position, route, position.day), (told,)


def _hold_told(program: Program, one: OpenHold, day: int, change: str, paid: int = 0) -> Transition:
    if one.hold == MANUAL:
        return Transition(
            "hold", day, name="manual", change=change, reasons=(Reason("hold_over", program.place, (one.last,)),)
        )
    hold = program.holds[one.hold]
    why = "promise_broken" if hold.opens_on == "promise_made" and change == "expired" else "hold_over"
    args = (one.last, paid, one.amount or one.claim_open) if why == "promise_broken" else (one.last,)
    outcome = "" if why == "hold_over" else "kept_in_part" if paid else "broken"
    return Transition(
        "hold", day, name=hold.name, change=change, outcome=outcome, reasons=(Reason(why, hold.place, args),)
    )


def _ladder(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    step = step_of(program, position)
    if position.phase == PAUSED:
        route = position.route
        position = replace(position, phase=OPEN, route=-1)
        if route >= 0:
            return follow(program, position, route, position.day, back=DONE), ()
        return go_on(program, position, position.day), ()
    if position.phase == OPEN:  # all calls were made and what followed them is over
        return after_calls(program, position, step, position.day), ()
    return start(program, position, step)


def _escalate(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    step = step_of(program, position)
    patience = _patience(program, position, step)
    assert patience is not None  # next_change asked the same
    reason = Reason("patience_over", patience.place, (position.since, str(patience.after)))
    told = Transition("escalation", position.day, position.step, patience.escalate_to, reasons=(reason,))
    return replace(position, escalated=True), (told,)


def _late(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    window = program.steps[position.variant][index].window
    assert window is not None  # only steps with a window are asked
    pause = next(pause for (step, _), pause in zip(program.windows, position.pauses, strict=True) if step == index)
    last = window_end(program, position, window, pause)
    reason = Reason("window_missed", window.place, (index, last))
    told = Transition("late", position.day, index, reasons=(reason,))
    return replace(position, late=position.late | 1 << index), (told,)


def _limitation(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    """Its last day is near, or has passed: what is then due tells it."""
    return limitation_came(program, position), ()


_CHANGES: tuple[Callable[[Program, Position, int], tuple[Position, tuple[Transition, ...]]], ...] = (
    _hold_over,
    change_plan,
    _ladder,
    _escalate,
    _late,
    _limitation,
)
