"""Decide what is due on a day, when to look again, and why.

Deciding changes nothing. What is due stays due until it is confirmed by an event, so deciding again after recording the
result yields nothing new, and a late run carries out the one step that is due, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.advance import advance, next_change
from dunwell.core.moves import blocked, reachable, step_of
from dunwell.core.position import ASKING, EXPECTING, OPEN, Position
from dunwell.core.timing import NEVER, contact_day, day_of, ready_day
from dunwell.core.transitions import Action, Decision, Reason

if TYPE_CHECKING:
    from dunwell.language.program import Program, Step, When
    from dunwell.problems import Place


def decide(program: Program, position: Position, day: int) -> Decision:
    """What is due on `day`. The position is first advanced to it; one that stands later is taken as it stands.

    `next_look` is the first later day on which anything changes by itself; nothing changes in between.
    """
    position, _ = advance(program, position, day)
    day = position.day
    if position.end:
        return Decision((), None, (Reason("ended", program.place, (position.end, position.ended)),))
    look = next_change(program, position)[0]
    if position.messages and not position.stops:  # what was agreed is confirmed, also while the case is on hold
        actions, reasons, later = _message(program, position, day)
    elif position.stops or (position.holds and blocked(program, position)):
        actions, reasons, later = (), _why_blocked(program, position), NEVER
    else:
        actions, reasons, later = _due(program, position, day)
    look = min(look, later)
    return Decision(actions, look if look < NEVER else None, reasons)


def _why_blocked(program: Program, position: Position) -> tuple[Reason, ...]:
    stops = tuple(Reason("stopped", program.place, (kind,)) for kind in position.stops)
    holds = (
        Reason(
            "held", program.holds[one.hold].place if one.hold >= 0 else program.place, (one.hold, one.since, one.last)
        )
        for one in position.holds
    )
    return (*stops, *holds)


def _message(program: Program, position: Position, day: int) -> tuple[tuple[Action, ...], tuple[Reason, ...], int]:
    """The message that has waited longest, on the first day on which the debtor may be reached."""
    when = contact_day(program, position, day)
    if when > day:
        return (), (Reason("contact_waits", program.place, (when,)),), when
    index = position.messages[0]
    message = program.messages[index]
    return (
        (Action("message", -1, 1, message.channels, index, "", day, (Reason("confirms", message.place),)),),
        (),
        day + 1,
    )


def _due(program: Program, position: Position, day: int) -> tuple[tuple[Action, ...], tuple[Reason, ...], int]:
    """The actions of the day, why nothing is due if so, and the first later day on which one becomes due."""
    step = step_of(program, position)
    if position.phase == OPEN:
        return _open_step(program, position, step, day)
    if position.phase == ASKING:
        why = Reason("asks", _place_of_question(program, position, step), tuple(position.ask.split(":", 1)))
        return (_asking(program, position, why),), (), NEVER
    if position.phase == EXPECTING:
        route = program.routes[position.route]
        return (_asking(program, position, Reason("expects", route.place, (route.name,))),), (), NEVER
    return (), (_why_waiting(position, step),), NEVER


def _asking(program: Program, position: Position, why: Reason) -> Action:
    return Action("ask", position.step, 1, (), -1, program.attention_owner, position.since, (why,))


def _open_step(
    program: Program, position: Position, step: Step, day: int
) -> tuple[tuple[Action, ...], tuple[Reason, ...], int]:
    since = ready_day(program, position, step)
    first = max(since, day)
    if first > day:
        return (), (Reason("not_yet", step.place, (first,)),), first
    if step.approve and not position.approved:  # a person may be asked on any day
        why = (Reason("approval", step.place_of("approve")),)
        return (Action("approve", step.index, 1, (), -1, program.attention_owner, position.since, why),), (), NEVER
    when = contact_day(program, position, day) if step.contact else day
    if when > day:
        return (), (Reason("contact_waits", step.place, (when,)),), when
    channels = channels_for(position, step)
    reasons = _why_due(program, position, step)
    owner = step.owner or ""
    attempt = position.counts[step.index] + 1
    again = day + 1 if step.contact else NEVER  # not done today, it may have to wait for the next contact day
    return (Action("step", step.index, attempt, channels, -1, owner, since, reasons),), (), again


def channels_for(position: Position, step: Step) -> tuple[str, ...]:
    """The channels that carry a step out: its own, its fallback, or of several those for which an address is known."""
    if position.channel:
        return (step.fallback_channel,)
    if step.kind == "both":
        return tuple(name for name in step.channels if reachable(position, name)) or step.channels
    return step.channels


def _why_due(program: Program, position: Position, step: Step) -> tuple[Reason, ...]:
    reasons = []
    if step.start is None:
        reasons.append(Reason("sent_here" if step.side else "comes_next", step.place))
    else:
        reasons.append(Reason("start", step.start.place, (step.index, position.anchors[step.start.anchor])))
        reasons.extend(_why_later(program, position, step, step.start))
    if step.when is not None:
        reasons.append(Reason("when_holds", step.place_of("when"), (step.index,)))
    if step.approve:
        reasons.append(Reason("released", step.place_of("approve")))
    if position.channel:
        reasons.append(Reason("fallback", step.place_of("fallback"), (step.channels[0], step.fallback_channel)))
    if step.kind == "phone" and step.attempts > 1:
        reasons.append(Reason("attempt", step.place_of("attempts"), (position.counts[step.index] + 1, step.attempts)))
    return tuple(reasons)


def _why_later(program: Program, position: Position, step: Step, start: When) -> tuple[Reason, ...]:
    """What moved a step on from the day that its own start says."""
    day = day_of(program, position, start)
    granted = position.granted(besides=step.index)
    if position.since <= day or position.counts[step.index]:
        return ()
    if granted >= day:
        return (Reason("term_first", start.place, (granted,)),)
    return (Reason("contact_moved", program.place, (position.since,)),) if step.contact else ()


def _why_waiting(position: Position, step: Step) -> Reason:
    if step.start is not None and position.phase == 0:
        return Reason("waits_for_start", step.start.place, (step.index, position.anchors[step.start.anchor]))
    return Reason("waits", step.place, (step.index, position.since))


def _place_of_question(program: Program, position: Position, step: Step) -> Place:
    """Where the policy leaves the question open."""
    why, _, name = position.ask.partition(":")
    if why == "unknown" and step.kind == "check":
        return next((place for field, _, place in step.required if field == name), step.place)
    return step.place_of({"unknown": "when", "undeliverable": "do", "failed": "do", "unset": "start"}.get(why, "step"))
