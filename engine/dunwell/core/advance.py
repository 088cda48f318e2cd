"""Let time pass: what becomes true by itself, dated on the day it did.

One change at a time, the earliest first, until nothing changes up to the day asked for. Going day by day or in one hop
gives the same: every change depends only on the position and on its own day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.guard import breaches
from dunwell.core.judge import field_value, judge, unknown_fields
from dunwell.core.moves import ask, blocked, close_hold, enter, follow, step_of
from dunwell.core.position import ASKING, EXPECTING, MANUAL, OPEN, PAUSED, WAITING, OpenHold, Position
from dunwell.core.timing import NEVER, after, start_day, window_end
from dunwell.core.transitions import Reason, Transition
from dunwell.language.fields import FACT_INDEX

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.program import Patience, Program, Step

_ADDRESS_FACT = {"email": FACT_INDEX["debtor.has_email"], "letter": FACT_INDEX["debtor.has_address"]}

HOLD_OVER, LADDER, ESCALATE, LATE = range(4)
"""What changes next, in the order in which it is done on one day."""


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
        position = replace(position, day=when)
        if rounds > limit:
            position = ask(position, "circle", when)
            continue
        position, made = _CHANGES[what](program, position, index)
        told.extend(made)
    return (replace(position, day=day) if position.day < day else position), tuple(told)


def next_change(program: Program, position: Position) -> tuple[int, int, int]:
    """The first day from the position's own on which something changes by itself, the kind, and of which hold or step."""
    if position.end:
        return NEVER, LADDER, 0
    best = (NEVER, LADDER, 0)
    for index, one in enumerate(position.holds):
        if one.last:
            best = min(best, (max(one.last + 1, position.day), HOLD_OVER, index))
    if position.stops or (position.holds and blocked(program, position)):
        return best
    step = step_of(program, position)
    best = min(best, (_ladder_day(program, position, step), LADDER, position.step))
    patience = None if position.escalated else _patience(program, position, step)
    if patience is not None:
        best = min(best, (max(after(program, position.since, patience.after), position.day), ESCALATE, position.step))
    for index in program.windows:
        best = min(best, (_late_day(program, position, index), LATE, index))
    return best


def _ladder_day(program: Program, position: Position, step: Step) -> int:
    """The day on which the current step does something by itself: starts, or ends a pause."""
    phase = position.phase
    if phase == WAITING:
        return start_day(program, position, step)
    if phase == PAUSED:
        return max(position.since, position.day)
    if phase == OPEN and _calls_used_up(position, step):
        return position.day
    return NEVER


def _calls_used_up(position: Position, step: Step) -> bool:
    return step.kind == "phone" and position.attempts >= step.attempts


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
    if (step.approve and not position.approved) or (step.guards and breaches(program, position, step, position.day)):
        return program.attention
    return None


def _late_day(program: Program, position: Position, index: int) -> int:
    """The day on which a step's window has been missed: the step is not done, and the ladder has not gone past it."""
    if position.late >> index & 1 or position.counts[index]:
        return NEVER
    ladder = position.frame.step if position.frame else position.step
    if index < ladder or position.frame is not None:
        return NEVER
    return max(window_end(program, position, program.steps[position.variant][index]) + 1, position.day)


def _hold_over(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    """A hold's last day has passed: a promise is broken, anything else has expired."""
    one = position.holds[index]
    position = close_hold(program, position, one, position.day)
    if one.hold == MANUAL:
        return position, (_hold_told(program, one, position.day, "expired"),)
    hold = program.holds[one.hold]
    if hold.opens_on == "promise_made":
        kept = _paid_since(position, one)
        if not kept:
            position = replace(position, promises_broken=position.promises_broken + 1)
        route = hold.route_of("kept" if kept else "broken")
        told = _hold_told(program, one, position.day, "closed" if kept else "expired")
    else:
        route, told = hold.expired, _hold_told(program, one, position.day, "expired")
    return follow(program, position, route, position.day), (told,)


def _paid_since(position: Position, one: OpenHold) -> bool:
    return position.received - one.received >= one.amount if one.amount else position.claim_open <= 0


def _hold_told(program: Program, one: OpenHold, day: int, change: str) -> Transition:
    if one.hold == MANUAL:
        return Transition(
            "hold", day, name="manual", change=change, reasons=(Reason("hold_over", program.place, (one.last,)),)
        )
    hold = program.holds[one.hold]
    why = "promise_broken" if hold.opens_on == "promise_made" and change == "expired" else "hold_over"
    return Transition("hold", day, name=hold.name, change=change, reasons=(Reason(why, hold.place, (one.last,)),))


def _ladder(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    step = step_of(program, position)
    if position.phase == PAUSED:
        route = position.route
        position = replace(position, phase=OPEN, route=-1)
        if route >= 0:
            return follow(program, position, route, position.day), ()
        return enter(program, position, step.next, position.day), ()
    if position.phase == OPEN:  # all calls were made and what followed them is over
        if step.after_last >= 0:
            return follow(program, position, step.after_last, position.day), ()
        return enter(program, position, step.next, position.day), ()
    return _start(program, position, step)


def _start(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """The day of a step has come: it is judged, once."""
    day = position.day
    if step.times and position.counts[step.index] >= step.times:
        reason = Reason("times_used_up", step.place_of("times"), (position.counts[step.index], step.times))
        told = Transition("skip", day, step.index, reasons=(reason,))
        if step.otherwise >= 0:
            return follow(program, position, step.otherwise, day), (told,)
        return enter(program, position, step.next, day), (told,)
    if step.when is not None:
        verdict = judge(program, step.when, position, day)
        if verdict is None:
            return _ask_for_facts(program, position, step)
        if not verdict:
            return _refused(program, position, step)
    if step.kind == "check":
        return _check(program, position, step)
    return _deliverable(program, replace(position, phase=OPEN, since=day), step)


def _ask_for_facts(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    assert step.when is not None  # only called for a step with a condition
    missing = unknown_fields(program, step.when, position, position.day)
    return ask(position, f"unknown:{missing[0]}", position.day), ()


def _refused(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """The step's condition does not hold: it goes elsewhere, or it is skipped. No anchor is set."""
    day = position.day
    reasons = (Reason("when_fails", step.place_of("when"), (step.index,)),)
    told = Transition("skip", day, step.index, reasons=reasons)
    if step.otherwise >= 0:
        return follow(program, position, step.otherwise, day, settled=True), (told,)
    return enter(program, position, step.next, day), (told,)


def _check(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """A check looks at its requirements; an unknown one asks a person, a failed one goes elsewhere."""
    day = position.day
    failed: list[Reason] = []
    for name, index, place in step.required:
        value = field_value(program, name, index, position, day)
        if value is None:
            return ask(position, f"unknown:{name}", day), ()
        if value is not True:
            failed.append(Reason("requirement_fails", place, (name,)))
    if failed:
        told = Transition("check", day, step.index, change="failed", reasons=tuple(failed))
        return follow(program, position, step.otherwise, day, settled=True), (told,)
    told = Transition("check", day, step.index, change="passed", reasons=_passed(position, step))
    return enter(program, position, step.next, day), (told,)


def _passed(position: Position, step: Step) -> tuple[Reason, ...]:
    start = (
        ()
        if step.start is None
        else (Reason("start", step.start.place, (step.index, position.anchors[step.start.anchor])),)
    )
    return (*start, Reason("requirements_hold", step.place_of("requires"), tuple(name for name, _, _ in step.required)))


def _deliverable(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """See whether the step can reach the debtor at all; if not, take its fallback."""
    if step.kind not in ("email", "letter", "both") or any(reachable(position, name) for name in step.channels):
        return position, ()
    if step.fallback_channel and reachable(position, step.fallback_channel):
        return replace(position, channel=1), ()
    if step.fallback >= 0:
        reason = Reason("no_address", step.place_of("fallback"), (step.channels[0],))
        told = Transition("skip", position.day, step.index, reasons=(reason,))
        return follow(program, position, step.fallback, position.day, settled=True), (told,)
    return ask(position, f"undeliverable:{step.channels[0]}", position.day), ()


def reachable(position: Position, channel: str) -> bool:
    """Whether the address that a channel needs is known."""
    return position.facts[_ADDRESS_FACT[channel]] is True


def _escalate(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    step = step_of(program, position)
    patience = _patience(program, position, step)
    assert patience is not None  # next_change asked the same
    reason = Reason("patience_over", patience.place, (position.since, str(patience.after)))
    told = Transition("escalation", position.day, position.step, patience.escalate_to, reasons=(reason,))
    return replace(position, escalated=True), (told,)


def _late(program: Program, position: Position, index: int) -> tuple[Position, tuple[Transition, ...]]:
    step = program.steps[position.variant][index]
    assert step.window is not None  # only steps with a window are asked
    reason = Reason("window_missed", step.window.place, (index, window_end(program, position, step)))
    told = Transition("late", position.day, index, reasons=(reason,))
    return replace(position, late=position.late | 1 << index), (told,)


_CHANGES: tuple[Callable[[Program, Position, int], tuple[Position, tuple[Transition, ...]]], ...] = (
    _hold_over,
    _ladder,
    _escalate,
    _late,
)
