"""What our own actions do to a case: steps done and failed, messages, and what comes back of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.again import anew, back_to
from dunwell.core.amounts import allocated
from dunwell.core.events_plan import plan_message_sent
from dunwell.core.lapsing import interrupted, not_interrupted
from dunwell.core.moves import ask, contacted, counted, enter, follow, go_on, resume, step_of, with_anchor
from dunwell.core.position import DONE, EXPECTING, OPEN, WAITING
from dunwell.core.timing import last_day, receipt
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step

MESSAGES = ("email", "letter", "both")
"""The kinds of steps that send something that can be received and can come back."""


def step_done(program: Program, position: Position, event: Event) -> Position:
    """A confirmed action stands, wherever the case was thought to be.

    The ladder goes on from what was really done. It never goes back for a step that lies behind, and a task is done
    only with an outcome that the policy lists.
    """
    index = program.step_index(event.word("step"))
    if index < 0:
        return position
    step = program.steps[position.variant][index]
    route = step.route_of(event.word("outcome"))
    if step.kind == "task" and route < 0:
        return position
    position = _carried_out(program, position, step, event)
    if position.end:
        return position
    if step.close:
        return replace(position, end=step.close, ended=event.at)
    if step.kind == "task":
        return _outcome(program, position, route, event.at) if index == position.step else position
    if step.side:
        return go_on(program, position, event.at) if index == position.step else position
    ladder = position.frame.step if position.frame else position.step
    return enter(program, position, step.next, event.at) if index >= ladder else position


def _outcome(program: Program, position: Position, route: int, day: int) -> Position:
    """Go where the person's word leads. After a hold or a plan a side step is over, and a task starts again."""
    if program.routes[route].kind in ("hold", "offer"):
        side = step_of(program, position).side
        position = resume(program, position, day) if side else replace(position, phase=WAITING, since=day)
    step = step_of(program, position)
    used_up = bool(step.times) and position.counts[step.index] >= step.times
    return follow(program, position, route, day, back=DONE if used_up else -1)


def _carried_out(program: Program, position: Position, step: Step, event: Event) -> Position:
    """Count the action, set its anchors, add what it claims, and note the contact."""
    channels = tuple(event.word("channels").split("+")) if event.get("channels") else step.channels
    received = receipt(program, event.at, channels) if step.kind in MESSAGES else event.at
    anchors = with_anchor(with_anchor(position.anchors, step.sent, event.at), step.sent + 1, received)
    position = replace(
        position,
        counts=counted(position.counts, step.index),
        last_done=step.index,
        interest=position.interest + event.money("interest"),
        costs=position.costs + event.money("costs"),
    )
    position = _granting(program, allocated(position), step, anchors, event.at, received)
    if step.kind in MESSAGES:  # whatever asks for payment in writing interrupts the limitation, where the law has that
        position = interrupted(program, position, event.at)
    return contacted(program, position, event.at) if step.contact else position


def _granting(
    program: Program, position: Position, step: Step, anchors: tuple[int, ...], sent: int, received: int
) -> Position:
    """Set the last day of the term that a message gives; the ladder waits for it."""
    if step.term is not None:
        anchors = with_anchor(anchors, step.sent + 2, last_day(program, step.term, sent, received))
    return replace(position, anchors=anchors)


def step_failed(program: Program, position: Position, event: Event) -> Position:
    """A step that is due could not be carried out: another way is tried."""
    if program.step_index(event.word("step")) != position.step or position.phase != OPEN:
        return position
    step = step_of(program, position)
    if step.kind not in MESSAGES:
        return ask(position, f"failed:{step.name}", event.at)
    return _another_way(program, position, step, event.at, used=step.fallback_channel if position.channel else "")


def came_back(program: Program, position: Position, event: Event) -> Position:
    """A message came back: it was not done after all. As long as nothing was done since, it is done another way."""
    index = program.step_index(event.word("step"))
    if event.name == "letter_returned" and not position.end:
        position = anew(program, position, "letter_returned", event.at)
    if index < 0 or index != position.last_done or position.end:
        return position
    step = program.steps[position.variant][index]
    position = not_interrupted(program, position, position.anchors[step.sent])
    if step.kind not in MESSAGES or position.ask == "no_variant":
        return position
    counts = counted(position.counts, index, -1) if position.counts[index] else position.counts
    position = back_to(program, replace(position, counts=counts, last_done=-1), index, event.at)
    used = event.word("channel") or ("email" if event.name == "bounced" else "letter")
    if position.phase == EXPECTING:
        other = bool(step.fallback_channel) and step.fallback_channel != used
        return replace(position, channel=int(other))
    return _another_way(program, replace(position, phase=OPEN), step, event.at, used=used)


def _another_way(program: Program, position: Position, step: Step, day: int, *, used: str) -> Position:
    """Take the step's fallback; where it has none, or that was used and failed, ask a person."""
    if step.fallback_channel and step.fallback_channel != used:
        return replace(position, phase=OPEN, channel=1, since=day)
    if step.fallback >= 0:
        return follow(program, position, step.fallback, day, back=OPEN)
    return ask(position, f"undeliverable:{used or step.channels[0]}", day)


def delivered(program: Program, position: Position, event: Event) -> Position:
    """A confirmed day of receipt takes the place of the presumed one, and the term counts from it."""
    index = program.step_index(event.word("step"))
    if index < 0:
        return position
    step = program.steps[position.variant][index]
    sent = position.anchors[step.sent]
    if not sent or step.kind not in MESSAGES:
        return position
    received = max(event.at, sent)
    anchors = with_anchor(position.anchors, step.sent + 1, received)
    return _granting(program, position, step, anchors, sent, received)


def message_sent(program: Program, position: Position, event: Event) -> Position:
    """A message apart from the ladder went out; it counts as a contact. The one for it interrupts the limitation."""
    index = program.message_index(event.word("message"))
    left = tuple(one for one in position.messages if one != index)
    position = contacted(program, replace(position, messages=left), event.at)
    if index >= 0 and index == program.limitation.message:
        return interrupted(program, position, event.at)
    return plan_message_sent(program, position, event, index)


def handed_over(program: Program, position: Position, event: Event) -> Position:
    """The claim went to the agency, with what that adds to it; a case that has ended stays as it ended."""
    if position.end:
        return position
    interest, costs = position.interest + event.money("interest"), position.costs + event.money("costs")
    return allocated(replace(position, interest=interest, costs=costs, end="handed_over", ended=event.at))
