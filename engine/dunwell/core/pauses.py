"""The days that a window does not count: on hold, in a payment plan, in a review, and stopped by law; each once.

Kept per window, as its policy says what pauses it; one place notices every change of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.position import Pause
from dunwell.core.timing import NEVER, day_of, window_end
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.program import Program


def recounted(program: Program, position: Position) -> Position:
    """The position with its pauses begun or ended on its day, where what pauses a window came or went."""
    quiet = not (position.holds or position.stops or position.plan or position.frame)
    if quiet and not any(since for since, _ in position.pauses):
        return position
    pauses = tuple(
        _next(program, position, index, pause, paused=_paused(position, by))
        for pause, (index, by) in zip(position.pauses, program.windows, strict=True)
    )
    return position if pauses == position.pauses else replace(position, pauses=pauses)


def _paused(position: Position, by: tuple[str, ...]) -> bool:
    if position.stops or (position.holds and "holds" in by):
        return True
    return bool((position.plan and "plans" in by) or (position.frame and "reviews" in by))


def _next(program: Program, position: Position, index: int, pause: Pause, *, paused: bool) -> Pause:
    """The pause as it is from the position's day on.

    A window that is made up for on the next contact day, such as a Monday, and is paused again that morning, still has
    that day afterwards.
    """
    day, window = position.day, program.steps[position.variant][index].window
    if not paused:
        return Pause(0, pause.days + day - pause.since) if pause.since else pause
    if pause.since:
        return pause
    if window is None or not pause.days or not day <= window_end(program, position, window, pause) < NEVER:
        return Pause(day, pause.days)
    return Pause(day, max(pause.days, day - day_of(program, position, window.last)))
