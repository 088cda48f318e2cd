"""The moves that events and the passing of time share: entering steps, following routes, opening and closing holds.

Each takes a position and a day and gives the new position; nothing here looks at a clock or decides what is due.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.position import ASKING, EXPECTING, MANUAL, OPEN, WAITING, Frame, OpenHold, Position
from dunwell.core.timing import after, day_of
from dunwell.language.program import ENTERED, PROMISE

if TYPE_CHECKING:
    from dunwell.language.program import Hold, Program, Step


def step_of(program: Program, position: Position) -> Step:
    """The current step, as it is in the case's variant."""
    return program.steps[position.variant][position.step]


def with_anchor(anchors: tuple[int, ...], slot: int, day: int) -> tuple[int, ...]:
    """The anchors with one of them set."""
    return (*anchors[:slot], day, *anchors[slot + 1 :])


def counted(counts: tuple[int, ...], index: int, by: int = 1) -> tuple[int, ...]:
    """The counters with one of them raised."""
    return (*counts[:index], counts[index] + by, *counts[index + 1 :])


def enter(program: Program, position: Position, index: int, day: int) -> Position:
    """Come to a step. Index -1, past the last step, asks a person: no case is ever left to nobody."""
    if index < 0:
        return ask(position, "end_of_ladder", day)
    step = program.steps[position.variant][index]
    leaving_side = position.frame is not None and not step.side
    return replace(
        position,
        step=index,
        phase=OPEN if step.side else WAITING,
        since=day,
        attempts=0,
        channel=0,
        route=-1,
        ask="",
        escalated=False,
        approved=False,
        frame=None if leaving_side else position.frame,
        side_days=position.side_days + (day - position.side_since if leaving_side else 0),
        anchors=with_anchor(position.anchors, ENTERED, day),
    )


def ask(position: Position, why: str, day: int) -> Position:
    """Ask a person to decide; `why` is an id of the explanation, with a name after a colon where it needs one."""
    return replace(position, phase=ASKING, since=day, ask=why, escalated=False)


def follow(program: Program, position: Position, index: int, day: int, *, settled: bool = False) -> Position:
    """Follow a route. `settled`: the step that sends the case away has been judged, and resuming goes past that judgement."""
    if index < 0:
        return position
    route = program.routes[index]
    match route.kind:
        case "go_to":
            return _go_to(program, position, route.target, day, settled=settled)
        case "resume":
            return resume(program, position, day)
        case "hold":
            return open_hold(program, position, route.target, day)
        case "offer":
            return ask(position, f"offer:{route.name}", day)
        case "close":
            return replace(position, end=route.name, ended=day)
        case "wait_for":
            return replace(position, phase=EXPECTING, since=day, route=index, escalated=False)
        case _:
            return position


def _go_to(program: Program, position: Position, target: int, day: int, *, settled: bool) -> Position:
    if target < 0:
        return ask(position, "end_of_ladder", day)
    if program.steps[position.variant][target].side and position.frame is None:
        current = step_of(program, position)
        done = settled and current.kind == "check"
        phase = OPEN if settled or position.phase == OPEN else WAITING
        frame = Frame(position.step, phase, position.attempts, position.channel, done)
        position = replace(position, frame=frame, side_since=day)
    return enter(program, position, target, day)


def resume(program: Program, position: Position, day: int) -> Position:
    """Go back to where the ladder stood; without a side step in between nothing moves."""
    frame = position.frame
    if frame is None:
        return replace(position, phase=OPEN, ask="", since=day) if position.phase in (ASKING, EXPECTING) else position
    side_days = position.side_days + day - position.side_since
    position = replace(position, frame=None, side_days=side_days)
    if frame.done:
        return enter(program, position, program.steps[position.variant][frame.step].next, day)
    back = enter(program, position, frame.step, day)
    return replace(back, phase=frame.phase, attempts=frame.attempts, channel=frame.channel)


def open_hold(
    program: Program, position: Position, index: int, day: int, *, until: int = 0, amount: int = 0
) -> Position:
    """Open a hold; one that is already on is renewed. `until` is the day promised, or the last day a person gave.

    Where the hold's count has run out, the case follows its `otherwise` instead.
    """
    if index == MANUAL:
        last = until or after(program, day, program.attention.after)
        return _hold_on(position, OpenHold(MANUAL, day, last, amount, position.received), day)
    hold = program.holds[index]
    if hold.times and position.hold_counts[index] >= hold.times and hold.otherwise >= 0:
        return follow(program, position, hold.otherwise, day)
    if until:
        position = replace(position, anchors=with_anchor(position.anchors, PROMISE, until))
    position = replace(position, hold_counts=counted(position.hold_counts, index))
    if hold.confirm >= 0:
        position = replace(position, messages=(*position.messages, hold.confirm))
    opened = OpenHold(index, day, hold_end(program, position, hold, day), amount, position.received)
    return _hold_on(position, opened, day)


def hold_end(program: Program, position: Position, hold: Hold, since: int) -> int:
    """The last day of a hold: the earlier of its `until` and its `no_longer_than`; 0 if it has neither day."""
    ends = [after(program, since, hold.limit)] if hold.limit else []
    if hold.until is not None:
        until = day_of(program, position, hold.until)
        ends = [until] if until else ends
    return min(ends, default=0)


def _hold_on(position: Position, opened: OpenHold, day: int) -> Position:
    others = tuple(one for one in position.holds if one.hold != opened.hold)
    return replace(position, holds=(*others, opened), held_since=position.held_since or day)


def close_hold(program: Program, position: Position, one: OpenHold, day: int) -> Position:
    """Take a hold off. If its terms stand still, terms still running when it opened move on by the days held."""
    left = tuple(other for other in position.holds if other is not one)
    held = day - one.since
    if one.hold >= 0 and program.holds[one.hold].stand_still:
        anchors = _later_terms(program, position, one.since, held)
        granted = position.granted + held if position.granted >= one.since else position.granted
        position = replace(position, anchors=anchors, granted=granted)
    if not left:
        position = replace(position, held_days=position.held_days + day - position.held_since, held_since=0)
    return replace(position, holds=left)


def _later_terms(program: Program, position: Position, since: int, days: int) -> tuple[int, ...]:
    terms = {step.sent + 2 for step in program.steps[position.variant]}
    return tuple(day + days if slot in terms and day >= since else day for slot, day in enumerate(position.anchors))


def blocked(program: Program, position: Position) -> bool:
    """Whether no step may start: the law stops it, or a hold on the whole claim is on."""
    if position.stops:
        return True
    for one in position.holds:
        partial = one.hold >= 0 and program.holds[one.hold].part and 0 < one.amount < position.claim_open
        if not partial:
            return True
    return False


def settle(program: Program, position: Position, reason: str, day: int) -> Position:
    """End the case if all that was claimed has been received, within the tolerance."""
    if not position.end and position.claim_open <= program.tolerance:
        return replace(position, end=reason, ended=day)
    return position


def contacted(program: Program, position: Position, day: int) -> Position:
    """Note that the debtor was reached, as far back as the weekly limit looks."""
    keep = max(program.contacts_per_week, 1)
    return replace(position, contacts=(*position.contacts, day)[-keep:])


def anew(program: Program, position: Position, why: str, day: int) -> Position:
    """Reset the count of steps that must be done again for this reason, and go back to one that lies behind."""
    steps = program.steps[position.variant]
    again = [step for step in steps if why in step.anew_after and position.counts[step.index]]
    for step in again:
        position = replace(position, counts=counted(position.counts, step.index, -position.counts[step.index]))
    if again and not steps[position.step].side and position.step > again[-1].index:
        return enter(program, position, again[-1].index, day)
    return position
