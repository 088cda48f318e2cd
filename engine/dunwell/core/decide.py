"""Decide what is due on a day, when to look again, and why.

Deciding changes nothing. What is due stays due until it is confirmed by an event, so deciding again after recording the
result yields nothing new, and a late run carries out the one step that is due, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.advance import advance, next_change
from dunwell.core.guard import breaches
from dunwell.core.lapsing import limitation_asks, why_limitation
from dunwell.core.moves import blocked, reachable, step_of
from dunwell.core.position import WAITING, Position
from dunwell.core.timing import NEVER, contact_day, day_of, ready_day
from dunwell.core.transitions import Action, Decision, Reason

if TYPE_CHECKING:
    from dunwell.language.program import Program, Step, When
    from dunwell.problems import Place

    _Due = tuple[tuple[Action, ...], tuple[Reason, ...], int]
    """The actions of the day, why nothing is due if so, and the first later day on which one becomes due."""


def decide(program: Program, position: Position, day: int) -> Decision:
    """What is due on `day`. The position is first advanced to it; one that stands later is taken as it stands.

    `next_look` is the first later day on which anything changes by itself; nothing changes in between.
    """
    look = next_change(program, position)[0]
    if position.day < day or look <= day:
        position, _ = advance(program, position, day)
        look = next_change(program, position)[0]
    day = position.day
    if position.end:
        return Decision((), None, (Reason("ended", program.place, (position.end, position.ended)),))
    if position.messages and not position.stops:  # what was agreed is confirmed, also while the case is on hold
        actions, reasons, later = _message(program, position, day)
    elif blocked(program, position):
        actions, reasons, later = (), _why_blocked(program, position), NEVER
    else:
        actions, reasons, later = _IN_PHASE[position.phase](program, position, step_of(program, position), day)
    if position.limitation:
        actions = (*actions, *limitation_asks(program, position))
    look = later if later < look else look
    return Decision(actions, look if look < NEVER else None, reasons)


def _why_blocked(program: Program, position: Position) -> tuple[Reason, ...]:
    reasons = [Reason("stopped", program.place, (kind,)) for kind in position.stops]
    for one in position.holds:
        place = program.holds[one.hold].place if one.hold >= 0 else program.place
        reasons.append(Reason("held", place, (one.hold, one.since, one.last)))
    return tuple(reasons)


def _message(program: Program, position: Position, day: int) -> _Due:
    """The message that has waited longest, on the first day on which the debtor may be reached."""
    when = contact_day(program, position, day)
    if when > day:
        return (), (Reason("contact_waits", program.place, (when,)),), when
    index = position.messages[0]
    message = program.messages[index]
    interrupts = index == program.limitation.message
    why = why_limitation(program, position) if interrupts else Reason("confirms", message.place)
    channels = tuple(name for name in message.channels if reachable(position, name)) or message.channels
    return (Action("message", -1, 1, channels, index, "", day, (why,)),), (), day + 1


def _open_step(program: Program, position: Position, step: Step, day: int) -> _Due:
    since = ready_day(program, position, step)
    if since > day:
        return (), (Reason("not_yet", step.place, (since,)),), since
    when = contact_day(program, position, day) if step.contact else day
    broken = breaches(program, position, step, when) if step.guards else ()
    if broken:
        why = tuple(Reason("guardrail", step.place, (one.rule.id, one.lawful_from)) for one in broken)
        lawful = max(one.lawful_from for one in broken)
        return (Action("blocked", step.index, 1, (), -1, program.attention_owner, position.since, why),), (), lawful
    if step.approve and not position.approved:  # a person may be asked on any day
        why = (Reason("approval", step.place_of("approve")),)
        return (Action("approve", step.index, 1, (), -1, program.attention_owner, position.since, why),), (), NEVER
    if when > day:
        return (), (Reason("contact_waits", step.place, (when,)),), when
    channels = channels_for(position, step)
    reasons = _why_due(program, position, step)
    owner = step.owner or ""
    attempt = position.counts[step.index] + 1
    again = day + 1 if step.contact else NEVER  # not done today, it may have to wait for the next contact day
    return (Action("step", step.index, attempt, channels, -1, owner, since, reasons),), (), again


def _asking(program: Program, position: Position, step: Step, day: int) -> _Due:
    asked = tuple(position.ask.split(":", 1))
    why = Reason("asks", _place_of_question(step, *asked), asked)
    return (Action("ask", step.index, 1, (), -1, program.attention_owner, position.since, (why,)),), (), NEVER


def _waiting(program: Program, position: Position, step: Step, day: int) -> _Due:
    start = step.start if position.phase == WAITING else None
    if start is None:
        return (), (Reason("waits", step.place, (step.index, position.since)),), NEVER
    return (), (Reason("waits_for_start", start.place, (step.index, position.anchors[start.anchor])),), NEVER


def _expecting(program: Program, position: Position, step: Step, day: int) -> _Due:
    """Nobody but a person can bring about what is waited for, so a person is asked for it."""
    route = program.routes[position.route]
    why = Reason("expects", route.place, (route.name,))
    return (Action("ask", step.index, 1, (), -1, program.attention_owner, position.since, (why,)),), (), NEVER


_IN_PHASE = (_waiting, _open_step, _waiting, _asking, _expecting)
"""What is due in each phase of `position`."""


def channels_for(position: Position, step: Step) -> tuple[str, ...]:
    """The channels that carry a step out: its own, its fallback, or of several those for which an address is known."""
    if position.channel:
        return (step.fallback_channel,)
    if step.kind == "both":
        return tuple(name for name in step.channels if reachable(position, name)) or step.channels
    return step.channels


def _why_due(program: Program, position: Position, step: Step) -> tuple[Reason, ...]:
    reasons = []
    if step.side and position.frame is not None:
        reasons.append(Reason("sent_here", step.place, (position.frame.step,)))
    elif step.start is None:
        reasons.append(Reason("comes_next", step.place))
    if step.start is not None:
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
    if position.counts[step.index]:
        return ()
    day = day_of(program, position, start)
    if position.since <= day:
        return ()
    granted = position.granted_besides(step.index)
    if granted >= day:
        return (Reason("term_first", start.place, (granted,)),)
    return (Reason("contact_moved", program.place, (position.since,)),) if step.contact else ()


def _place_of_question(step: Step, why: str, name: str = "") -> Place:
    """Where the policy leaves the question open."""
    if why == "unknown" and step.kind == "check":
        return next((place for field, _, place in step.required if field == name), step.place)
    return step.place_of(_OPEN_KEYS.get(why, "step"))


_OPEN_KEYS = {"unknown": "when", "undeliverable": "do", "failed": "do", "unset": "start"}
"""The key of a step that leaves a question open, by the question."""
