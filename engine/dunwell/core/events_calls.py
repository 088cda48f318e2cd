"""What a call does to a case: the attempt counts, and what the debtor said holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.moves import contacted, counted, enter, follow, open_hold, step_of, with_anchor
from dunwell.core.position import MANUAL, OPEN, PAUSED
from dunwell.core.timing import after
from dunwell.language.fields import FACT_INDEX

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step


def call_made(program: Program, position: Position, event: Event) -> Position:
    """Count the attempt and follow its outcome; what the debtor said holds whichever step the case is at."""
    outcome = event.word("outcome")
    step = step_of(program, position)
    on_step = step.kind == "phone" and position.phase in (OPEN, 0)
    position = contacted(program, position, event.at)
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
