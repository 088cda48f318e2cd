"""What our own actions do to a case: steps done and failed, messages, and what comes back of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.moves import anew, ask, contacted, counted, enter, follow, with_anchor
from dunwell.core.position import OPEN
from dunwell.core.timing import last_day, receipt

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step


def step_done(program: Program, position: Position, event: Event) -> Position:
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
    return contacted(program, position, event.at) if step.contact else position


def _granting(
    program: Program, position: Position, step: Step, anchors: tuple[int, ...], sent: int, received: int
) -> Position:
    """Set the last day of the term that a message gives; the ladder waits for it."""
    if step.term is None or not sent:
        return replace(position, anchors=anchors)
    last = last_day(program, step.term, sent, received)
    return replace(position, anchors=with_anchor(anchors, step.sent + 2, last), granted=last)


def step_failed(program: Program, position: Position, event: Event) -> Position:
    """A step that is due could not be carried out: another way is tried."""
    index = program.step_index(event.word("step"))
    return _try_otherwise(program, position, index, event.at) if index == position.step else position


def came_back(program: Program, position: Position, event: Event) -> Position:
    """A message came back: as long as nothing was done since, the step is done again another way."""
    index = program.step_index(event.word("step"))
    if event.name == "letter_returned":
        position = anew(program, position, "letter_returned", event.at)
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


def delivered(program: Program, position: Position, event: Event) -> Position:
    """A confirmed day of receipt takes the place of the presumed one, and the term counts from it."""
    index = program.step_index(event.word("step"))
    if index < 0:
        return position
    step = program.steps[position.variant][index]
    anchors = with_anchor(position.anchors, step.sent + 1, event.at)
    return _granting(program, position, step, anchors, position.anchors[step.sent], event.at)


def message_sent(program: Program, position: Position, event: Event) -> Position:
    """A message apart from the ladder went out; it counts as a contact."""
    left = tuple(index for index in position.messages if program.messages[index].name != event.word("message"))
    return contacted(program, replace(position, messages=left), event.at)


def handed_over(program: Program, position: Position, event: Event) -> Position:
    """The claim went to the agency, with what that adds to it."""
    interest, costs = position.interest + event.money("interest"), position.costs + event.money("costs")
    return replace(position, interest=interest, costs=costs, end="handed_over", ended=event.at)
