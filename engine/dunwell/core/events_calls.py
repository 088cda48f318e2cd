"""What a call does to a case: the attempt counts, and what the debtor said holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.moves import contacted, counted, enter, follow, go_on, open_hold, step_of, with_anchor
from dunwell.core.position import DONE, MANUAL, OPEN, PAUSED, WAITING, Position
from dunwell.core.timing import after
from dunwell.core.values import replace
from dunwell.language.fields import FACT_INDEX

if TYPE_CHECKING:
    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step

_MEANS = {"promise": "promise_made", "disputes": "dispute_opened", "question": "question_asked"}
_ABILITY = ("cannot_pay", "will_not_pay")


def call_made(program: Program, position: Position, event: Event) -> Position:
    """Count the attempt and follow its outcome; what the debtor said holds whichever step the case is at."""
    outcome = event.word("outcome")
    position = contacted(program, position, event.at)
    if outcome in _ABILITY:
        index = FACT_INDEX["debtor.ability"]
        position = replace(position, facts=(*position.facts[:index], outcome, *position.facts[index + 1 :]))
    step = _call_step(program, position, event)
    if step is None:
        return _said(program, position, event)
    position = replace(
        position,
        counts=counted(position.counts, step.index),
        anchors=with_anchor(with_anchor(position.anchors, step.sent, event.at), step.sent + 1, event.at),
        last_done=step.index,
    )
    if event.get("step") and not step.side and step.index > (position.frame.step if position.frame else position.step):
        position = _come_to(program, position, step, event.at)
    if step.index != position.step or position.phase not in (WAITING, OPEN, PAUSED):
        return _said(program, position, event)
    return _outcome(program, position, step, event)


def _come_to(program: Program, position: Position, step: Step, day: int) -> Position:
    """A call that lies ahead was really made: the ladder goes on from it, as from any step that was done.

    Before a case was opened nobody watched it, so whoever is to call again has the whole time from then.
    """
    there = enter(program, position, step.index, day)
    return replace(there, phase=OPEN, since=max(day, position.day)) if there.step == step.index else position


def _call_step(program: Program, position: Position, event: Event) -> Step | None:
    """The step that the call belongs to: the one it names, else the current one if that is a call."""
    named = program.step_index(event.word("step"))
    step = program.steps[position.variant][named] if named >= 0 else step_of(program, position)
    return step if step.kind == "phone" else None


def _outcome(program: Program, position: Position, step: Step, event: Event) -> Position:
    position = replace(position, since=max(position.since, event.at), escalated=False)
    index = step.route_of(event.word("outcome"))
    if index < 0:
        return position
    match program.routes[index].kind:
        case "call_again":
            return _call_again(program, position, step, event.at)
        case "hold":
            return _said(program, position, event, program.routes[index].target)
        case _:
            return follow(program, position, index, event.at)


def _call_again(program: Program, position: Position, step: Step, day: int) -> Position:
    if not calls_used_up(position, step):
        return position
    if step.wait_after is not None:
        return replace(position, phase=PAUSED, since=after(program, day, step.wait_after), route=step.after_last)
    return after_calls(program, position, step, day)


def calls_used_up(position: Position, step: Step) -> bool:
    """Whether a call has been tried as often as the policy allows, whatever led to it each time."""
    made = position.counts[step.index]
    return step.kind == "phone" and (made >= step.attempts or bool(step.times and made >= step.times))


def after_calls(program: Program, position: Position, step: Step, day: int) -> Position:
    """Go where the policy says after the last call: on, where it says nothing. No way leads back to the call."""
    if step.after_last >= 0:
        return follow(program, position, step.after_last, day, back=DONE)
    return go_on(program, position, day)


def _said(program: Program, position: Position, event: Event, hold: int = MANUAL) -> Position:
    """Open the hold that a call's outcome means: the one named by the policy, else the one its event opens."""
    meant = _MEANS.get(event.word("outcome"))
    if hold == MANUAL and meant:
        hold = next((one.index for one in program.holds if one.opens_on == meant), MANUAL)
    if hold == MANUAL:
        return position
    until, amount = int(event.get("promised_on") or 0), event.money()
    return open_hold(program, position, hold, event.at, until=until, amount=amount)
