"""What was done and has to be done again: a letter that came back, or whose grounds have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.moves import counted, enter
from dunwell.core.position import EXPECTING, WAITING, Frame
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.program import Program


def anew(program: Program, position: Position, why: str, day: int) -> Position:
    """Reset the count of steps that must be done again for this reason, and go back to one that lies behind."""
    steps = program.steps[position.variant]
    again = [step for step in steps if why in step.anew_after and position.counts[step.index]]
    for step in again:
        position = replace(position, counts=counted(position.counts, step.index, -position.counts[step.index]))
    frame = position.frame
    ladder = frame.step if frame else position.step
    behind = max((step.index for step in again if not step.side and step.index < ladder), default=-1)
    if behind < 0:
        return position
    if frame is not None:
        return replace(position, frame=Frame(behind, WAITING, 0, day))
    return back_to(program, position, behind, day)


def back_to(program: Program, position: Position, index: int, day: int) -> Position:
    """Go back to a step that has to be done again; a case that waits for an event does so after that has come."""
    back = enter(program, position, index, day)
    if position.phase != EXPECTING:
        return back
    return replace(
        back,
        phase=EXPECTING,
        since=position.since,
        route=position.route,
        awaited=position.awaited,
        escalated=position.escalated,
    )
