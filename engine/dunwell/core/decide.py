"""Decide what is due on a day, when to look again, and why.

Deciding changes nothing. What is due stays due until it is confirmed by an event, so deciding again after recording the
result yields nothing new, and a late run carries out the one step that is due, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.advance import advance, next_change
from dunwell.core.farewell import farewell
from dunwell.core.guard import breaches
from dunwell.core.lapsing import limitation_asks, why_limitation
from dunwell.core.moves import held, held_by_hand, reachable, step_of
from dunwell.core.plan import question
from dunwell.core.position import EXPECTING, MANUAL, WAITING, Position
from dunwell.core.timing import NEVER, contact_day, day_of, open_day, ready_day
from dunwell.core.transitions import Action, Decision, Reason
from dunwell.language.program import DUE, ENTERED, PROMISE

if TYPE_CHECKING:
    from dunwell.core.position import RunningPlan
    from dunwell.language.parts import When
    from dunwell.language.program import Program, Step
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
        return _after_the_end(program, position, day)
    if position.messages or position.plan or position.stops or position.holds:
        actions, reasons, later = _besides(program, position, day)
    else:
        actions, reasons, later = _IN_PHASE[position.phase](program, position, step_of(program, position), day)
    if position.limitation:
        actions = (*actions, *limitation_asks(program, position))
    look = later if later < look else look
    return Decision(actions, look if look < NEVER else None, reasons)


def _after_the_end(program: Program, position: Position, day: int) -> Decision:
    """Nothing is due, but for the message that tells the end, once."""
    ended = Reason("ended", program.place, (position.end, position.ended))
    index = farewell(program, position) if position.messages else -1
    if index < 0:
        return Decision((), None, (ended,))
    actions, reasons, later = _message(program, position, index, day, ((), (), NEVER))
    return Decision(actions, later, (ended, *reasons))


def _besides(program: Program, position: Position, day: int) -> _Due:
    """What is due where something stands beside the ladder: a stop, a hold, a plan, or a message that waits."""
    expects = position.phase == EXPECTING and not held_by_hand(position)
    waits = expects or held(program, position)
    due: _Due
    if position.stops:
        due = _stopped(program, position, day)
    elif expects:
        due = _expecting(program, position, step_of(program, position), day)
    elif waits:
        due = (), why_held(program, position), NEVER
    elif position.plan is not None:
        due = _planned(program, position, position.plan)
    else:
        due = _IN_PHASE[position.phase](program, position, step_of(program, position), day)
    # what was agreed is confirmed also while the case is on hold; nothing is sent while the law stops it
    messages = [
        index
        for index in position.messages
        if (not waits or program.messages[index].confirms) and not _too_late(program, position, index, day)
    ]
    return _message(program, position, messages[0], day, due) if messages and not position.stops else due


def _stopped(program: Program, position: Position, day: int) -> _Due:
    """While the law stops a case, somebody sees to what is left to do, such as filing the claim.

    Whoever has done it puts the case on hold by hand until the day on which to look again.
    """
    why = why_held(program, position)
    until = max((one.last for one in position.holds if one.hold == MANUAL), default=0)
    if until >= day:
        return (), why, until + 1
    since = position.anchors[ENTERED]
    return (Action("ask", position.step, 1, (), -1, program.attention_owner, since, why[:1]),), (), NEVER


def _too_late(program: Program, position: Position, index: int, day: int) -> bool:
    """Whether a promise would be confirmed only after the day promised; then nobody needs it any more."""
    until = next((hold.until for hold in program.holds if hold.confirm == index), None)
    promised = until is not None and until.anchor == PROMISE
    return promised and position.anchors[PROMISE] < contact_day(program, position, day, confirms=True)


def _planned(program: Program, position: Position, running: RunningPlan) -> _Due:
    """A payment plan holds the ladder; a person may be asked about it."""
    place, asked = program.plans[running.plan].place, question(program, position)
    if not asked:
        return (), (Reason("planned", place, (running.plan, running.stage)),), NEVER
    why = (Reason("asks", place, asked),)
    return (Action("ask", position.step, 1, (), -1, program.attention_owner, running.since, why),), (), NEVER


def why_held(program: Program, position: Position) -> tuple[Reason, ...]:
    """The stops and holds that are on, each as a reason."""
    reasons = [Reason("stopped", program.place, (kind,)) for kind in position.stops]
    for one in position.holds:
        place = program.holds[one.hold].place if one.hold >= 0 else program.place
        reasons.append(Reason("held", place, (one.hold, one.since, one.last)))
    return tuple(reasons)


def _message(program: Program, position: Position, index: int, day: int, due: _Due) -> _Due:
    """The message that has waited longest comes before what else is due, if that would reach the debtor too.

    It goes out on the first day that allows it. Without an address for it a person has to see to it.
    """
    message = program.messages[index]
    others = tuple(action for action in due[0] if not _contacts(program, position, action))
    channels = tuple(name for name in message.channels if reachable(position, name))
    if not channels:
        why = (Reason("asks", message.place, ("undeliverable", message.channels[0])),)
        ask = Action("ask", position.step, 1, (), index, program.attention_owner, 0, why)
        later = day + 1 if message.kind == "promise" else NEVER  # soon nobody needs it any more, and the next one goes
        return (ask, *others), (), min(later, due[2])
    when = contact_day(program, position, day, confirms=message.confirms)
    if when > day:
        return others, (Reason("contact_waits", message.place, (when,)),), min(when, due[2])
    if message.kind == "limitation":
        why = (why_limitation(program, position),)
    else:
        about = (position.ended,) if position.end else _about(position)
        why = (Reason(_WHY_SENT[message.kind], message.place, about),)
    return (Action("message", -1, 1, channels, index, "", day, why), *others), (), min(day + 1, due[2])


def _contacts(program: Program, position: Position, action: Action) -> bool:
    return action.kind == "step" and program.steps[position.variant][action.step].contact


def _about(position: Position) -> tuple[int, ...]:
    """The instalment that a message of a plan is about: its number and its day; nothing without a plan."""
    running = position.plan
    if running is None or not running.schedule:
        return ()
    number = max(running.late, running.reminded, 1)
    return (number, running.schedule[min(number, len(running.schedule)) - 1][0])


_WHY_SENT = {
    "promise": "confirms",
    "plan": "confirms",
    "plan_offer": "offers",
    "plan_remind": "reminds",
    "plan_late": "tells_late",
    "plan_end": "tells_end",
    "thanks": "says_thanks",
    "hand_over": "tells_hand_over",
}
"""The reason of a message by what it is for."""


def _open_step(program: Program, position: Position, step: Step, day: int) -> _Due:
    since = ready_day(program, position, step)
    if since > day:
        return (), (Reason("not_yet", step.place, (since,)),), since
    when = open_day(program, position, step, day)
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
    why = Reason("expects", route.place, (route.name, position.awaited))
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
    day, due = day_of(program, position, start), position.anchors[DUE]
    if position.since <= day:
        return ()
    if step.overdue_only and day <= due and position.since in (due + 1, contact_day(program, position, due + 1)):
        return (Reason("not_due", start.place, (due,)),)
    granted = position.granted_besides(step.index)
    if granted >= day:
        return (Reason("term_first", start.place, (granted,)),)
    if step.contact and open_day(program, position, step, max(day, granted + 1)) == position.since:
        return (Reason("contact_moved", program.contacts.place, (position.since,)),)
    return (Reason("came_later", start.place, (position.since,)),)


def _place_of_question(step: Step, why: str, name: str = "") -> Place:
    """Where the policy leaves the question open."""
    if why == "unknown" and step.kind == "check":
        return next((place for field, _, place in step.required if field == name), step.place)
    return step.place_of(_OPEN_KEYS.get(why, "step"))


_OPEN_KEYS = {"unknown": "when", "undeliverable": "do", "failed": "do", "unset": "start"}
"""The key of a step that leaves a question open, by the question."""
