"""Apply an event to a position: what the outside world, or a confirmed action of ours, changes.

Events never start anything; they only change where the case stands. `advance` and `decide` then say what follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.judge import variant_of
from dunwell.core.moves import (
    ask,
    close_hold,
    counted,
    enter,
    follow,
    open_hold,
    resume,
    settle,
    step_of,
    with_anchor,
)
from dunwell.core.position import ASKING, EXPECTING, MANUAL, OPEN, PAUSED, Position
from dunwell.core.timing import after, last_day, receipt
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import ISSUED

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step

_CLOSES = {"question_answered": "question_asked", "dispute_closed": "dispute_opened"}


def apply(program: Program, position: Position, event: Event) -> Position:
    """The position after an event. The position must stand at or before the event's day (see `fold`)."""
    position = replace(position, day=max(position.day, event.at))
    applied = _APPLIERS[event.name](program, position, event)
    opened = [hold.index for hold in program.holds if hold.opens_on == event.name]
    if opened and not applied.end:
        until, amount = int(event.get("promised_on") or 0), event.money()
        applied = open_hold(program, applied, opened[0], event.at, until=until, amount=amount)
    if applied.phase == EXPECTING and program.routes[applied.route].name == event.name and not applied.end:
        then = program.routes[applied.route].then
        applied = follow(program, applied, then, event.at) if then >= 0 else resume(program, applied, event.at)
    return applied


def _payment_received(program: Program, position: Position, event: Event) -> Position:
    position = replace(position, received=position.received + event.money())
    position = settle(program, position, "paid", event.at)
    for one in position.holds:
        if (
            one.hold >= 0
            and program.holds[one.hold].opens_on == "promise_made"
            and _kept(position, one.received, one.amount)
        ):
            position = close_hold(program, position, one, event.at)
            position = follow(program, position, program.holds[one.hold].route_of("kept"), event.at)
    return position


def _kept(position: Position, received_then: int, promised: int) -> bool:
    """A promise is kept when the open amount fell by what was promised; without an amount the whole claim is meant."""
    return position.received - received_then >= promised if promised else position.claim_open <= 0


def _payment_reversed(program: Program, position: Position, event: Event) -> Position:
    position = replace(position, received=position.received - event.money())
    if position.end == "paid" and position.claim_open > program.tolerance:
        return replace(position, end="", ended=0)
    return position


def _credited(program: Program, position: Position, event: Event) -> Position:
    position = replace(position, principal=max(position.principal - event.money(), 0))
    position = settle(program, position, "credited", event.at)
    return position if position.end else _anew(program, position, "claim_lowered", event.at)


def _waived(program: Program, position: Position, event: Event) -> Position:
    costs = min(event.money(), position.costs)
    interest = min(event.money() - costs, position.interest)
    position = replace(position, costs=position.costs - costs, interest=position.interest - interest)
    return settle(program, position, "paid", event.at)


def _debtor_stopped(program: Program, position: Position, event: Event) -> Position:
    return replace(position, stops=tuple(dict.fromkeys((*position.stops, event.word("kind")))))


def _stop_lifted(program: Program, position: Position, event: Event) -> Position:
    return replace(position, stops=tuple(kind for kind in position.stops if kind != event.word("kind")))


def _unchanged(program: Program, position: Position, event: Event) -> Position:
    return position


def _hold_closed(program: Program, position: Position, event: Event) -> Position:
    """An answer or a decision ends the hold that its counterpart opened, and the outcome says where to go."""
    opens_on = _CLOSES[event.name]
    for one in position.holds:
        if one.hold >= 0 and program.holds[one.hold].opens_on == opens_on:
            position = close_hold(program, position, one, event.at)
            position = follow(program, position, program.holds[one.hold].route_of(event.word("outcome")), event.at)
    return position


def _hold_placed(program: Program, position: Position, event: Event) -> Position:
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    until = int(event.get("until") or 0)
    return open_hold(program, position, index, event.at, until=until, amount=event.money())


def _hold_lifted(program: Program, position: Position, event: Event) -> Position:
    """Lift the named hold, or the one that a person placed."""
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    for one in position.holds:
        if one.hold == index:
            position = close_hold(program, position, one, event.at)
            if index >= 0:
                position = follow(program, position, program.holds[index].route_of(event.word("outcome")), event.at)
    return position


def _fact_recorded(program: Program, position: Position, event: Event) -> Position:
    index, value = FACT_INDEX[event.word("fact")], event.get("value")
    facts = (*position.facts[:index], value, *position.facts[index + 1 :])
    position = replace(position, facts=facts)
    if event.word("fact") in ("invoice.issued", "invoice.due") and value is not None:
        slot = ISSUED if event.word("fact") == "invoice.issued" else ISSUED + 1
        position = replace(position, anchors=with_anchor(position.anchors, slot, int(value)))
    variant = variant_of(program, position, event.at)
    position = replace(position, variant=max(variant, 0))
    if event.word("fact") == "letter.defective" and value is True:
        return _anew(program, position, "letter_defective", event.at)
    answered = position.ask.startswith("unknown:") or (position.ask == "no_variant" and variant >= 0)
    if position.phase == ASKING and answered:
        return enter(program, position, position.step, event.at)
    return position


def _approved(program: Program, position: Position, event: Event) -> Position:
    """Release the current step; a case that asks a person goes on at the step that the person names, or at the next."""
    if position.phase != ASKING:
        return replace(position, approved=True)
    named = program.step_index(event.word("step"))
    return enter(program, position, named if named >= 0 else step_of(program, position).next, event.at)


def _ended(reason: str) -> Callable[[Program, Position, Event], Position]:
    def end(program: Program, position: Position, event: Event) -> Position:
        return replace(position, end=event.word("reason") or reason, ended=event.at)

    return end


def _reopened(program: Program, position: Position, event: Event) -> Position:
    return replace(position, end="", ended=0)


def _step_done(program: Program, position: Position, event: Event) -> Position:
    """A confirmed action stands, wherever the case was thought to be: the ladder goes on from what was really done."""
    index = program.step_index(event.word("step"))
    if index < 0:
        return position
    step = program.steps[position.variant][index]
    position = replace(_carried_out(program, position, step, event), last_done=index)
    position = replace(
        position, interest=position.interest + event.money("interest"), costs=position.costs + event.money("costs")
    )
    if position.end:
        return position
    if step.close:
        return replace(position, end=step.close, ended=event.at)
    if step.kind == "task":
        known = step.route_of(event.word("outcome"))
        return follow(program, position, known, event.at) if index == position.step else position
    if step.side and index != position.step:
        return position
    return enter(program, position, step.next, event.at)


def _carried_out(program: Program, position: Position, step: Step, event: Event) -> Position:
    """Count the action, set its anchors, and note the contact."""
    channels = tuple(event.word("channels").split("+")) if event.get("channels") else step.channels
    received = receipt(program, event.at, channels) if step.kind in ("email", "letter", "both") else event.at
    anchors = with_anchor(with_anchor(position.anchors, step.sent, event.at), step.sent + 1, received)
    position = replace(position, counts=counted(position.counts, step.index))
    position = _granting(program, position, step, anchors, event.at, received)
    return _contacted(program, position, event.at) if step.contact else position


def _granting(
    program: Program, position: Position, step: Step, anchors: tuple[int, ...], sent: int, received: int
) -> Position:
    """Set the last day of the term that a message gives; the ladder waits for it."""
    if step.term is None or not sent:
        return replace(position, anchors=anchors)
    last = last_day(program, step.term, sent, received)
    return replace(position, anchors=with_anchor(anchors, step.sent + 2, last), granted=last)


def _contacted(program: Program, position: Position, day: int) -> Position:
    keep = max(program.contacts_per_week, 1)
    return replace(position, contacts=(*position.contacts, day)[-keep:])


def _step_failed(program: Program, position: Position, event: Event) -> Position:
    index = program.step_index(event.word("step"))
    return _try_otherwise(program, position, index, event.at) if index == position.step else position


def _came_back(program: Program, position: Position, event: Event) -> Position:
    """A message came back: as long as nothing was done since, the step is done again another way."""
    index = program.step_index(event.word("step"))
    if event.name == "letter_returned":
        position = _anew(program, position, "letter_returned", event.at)
    if index < 0 or index != position.last_done:
        return position
    position = replace(enter(program, position, index, event.at), phase=OPEN)
    return _try_otherwise(program, position, index, event.at)


def _try_otherwise(program: Program, position: Position, index: int, day: int) -> Position:
    step = program.steps[position.variant][index]
    if step.fallback_channel and not position.channel:
        return replace(position, phase=OPEN, channel=1, since=day)
    if step.fallback >= 0:
        return follow(program, position, step.fallback, day, settled=True)
    return ask(position, f"undeliverable:{step.channels[0]}", day)


def _anew(program: Program, position: Position, why: str, day: int) -> Position:
    """Reset the count of steps that must be done again for this reason, and go back to one that lies behind."""
    steps = program.steps[position.variant]
    again = [step for step in steps if why in step.anew_after and position.counts[step.index]]
    for step in again:
        position = replace(position, counts=counted(position.counts, step.index, -position.counts[step.index]))
    if again and not steps[position.step].side and position.step > again[-1].index:
        return enter(program, position, again[-1].index, day)
    return position


def _delivered(program: Program, position: Position, event: Event) -> Position:
    """A confirmed day of receipt takes the place of the presumed one, and the term counts from it."""
    index = program.step_index(event.word("step"))
    if index < 0:
        return position
    step = program.steps[position.variant][index]
    anchors = with_anchor(position.anchors, step.sent + 1, event.at)
    return _granting(program, position, step, anchors, position.anchors[step.sent], event.at)


def _call_made(program: Program, position: Position, event: Event) -> Position:
    """Count the attempt and follow its outcome; what the debtor said holds whichever step the case is at."""
    outcome = event.word("outcome")
    step = step_of(program, position)
    on_step = step.kind == "phone" and position.phase in (OPEN, 0)
    position = _contacted(program, position, event.at)
    if outcome in ("cannot_pay", "will_not_pay"):
        index = FACT_INDEX["debtor.ability"]
        position = replace(position, facts=(*position.facts[:index], outcome, *position.facts[index + 1 :]))
    if not on_step:
        return _said(program, position, event)
    position = replace(
        position,
        phase=OPEN,
        attempts=position.attempts + 1,
        counts=counted(position.counts, step.index),
        anchors=with_anchor(with_anchor(position.anchors, step.sent, event.at), step.sent + 1, event.at),
        last_done=step.index,
    )
    route = step.route_of(outcome)
    if route >= 0 and program.routes[route].kind == "call_again":
        return _call_again(program, position, step, event.at)
    if route >= 0 and program.routes[route].kind == "hold":
        return _said(program, position, event, program.routes[route].target)
    return follow(program, position, route, event.at) if route >= 0 else position


def _call_again(program: Program, position: Position, step: Step, day: int) -> Position:
    if position.attempts < step.attempts:
        return replace(position, since=after(program, day, step.apart) if step.apart else day + 1, escalated=False)
    if step.wait_after is not None:
        return replace(position, phase=PAUSED, since=after(program, day, step.wait_after), route=step.after_last)
    return _after_calls(program, position, step, day)


def _after_calls(program: Program, position: Position, step: Step, day: int) -> Position:
    if step.after_last >= 0:
        return follow(program, position, step.after_last, day)
    return enter(program, position, step.next, day)


_MEANS = {"promise": "promise_made", "disputes": "dispute_opened", "question": "question_asked"}


def _said(program: Program, position: Position, event: Event, hold: int = MANUAL) -> Position:
    """Open the hold that a call's outcome means: the one named by the policy, else the one its event opens."""
    meant = _MEANS.get(event.word("outcome"))
    if hold == MANUAL and meant:
        hold = next((one.index for one in program.holds if one.opens_on == meant), MANUAL)
    if hold == MANUAL:
        return position
    until, amount = int(event.get("promised_on") or 0), event.money()
    return open_hold(program, position, hold, event.at, until=until, amount=amount)


def _handed_over(program: Program, position: Position, event: Event) -> Position:
    interest, costs = position.interest + event.money("interest"), position.costs + event.money("costs")
    return replace(position, interest=interest, costs=costs, end="handed_over", ended=event.at)


def _message_sent(program: Program, position: Position, event: Event) -> Position:
    left = tuple(index for index in position.messages if program.messages[index].name != event.word("message"))
    return _contacted(program, replace(position, messages=left), event.at)


_APPLIERS: dict[str, Callable[[Program, Position, Event], Position]] = {
    "payment_received": _payment_received,
    "payment_reversed": _payment_reversed,
    "credited": _credited,
    "waived": _waived,
    "debtor_stopped": _debtor_stopped,
    "stop_lifted": _stop_lifted,
    "dispute_opened": _unchanged,
    "dispute_closed": _hold_closed,
    "question_asked": _unchanged,
    "question_answered": _hold_closed,
    "promise_made": _unchanged,
    "plan_requested": lambda program, position, event: ask(position, "offer:payment_plan", event.at),
    "hold_placed": _hold_placed,
    "hold_lifted": _hold_lifted,
    "fact_recorded": _fact_recorded,
    "approved": _approved,
    "recalled": _reopened,
    "written_off": _ended("written_off"),
    "closed": _ended("closed"),
    "reopened": _reopened,
    "step_done": _step_done,
    "step_failed": _step_failed,
    "message_sent": _message_sent,
    "call_made": _call_made,
    "handed_over": _handed_over,
    "delivered": _delivered,
    "bounced": _came_back,
    "letter_returned": _came_back,
}
"""One function for every event of `language.events`."""
