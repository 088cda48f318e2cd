"""Cash in view: what a debtor has agreed or promised to pay, and when. What is only claimed is not expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dunwell.core.instalments import paid
from dunwell.core.position import AGREED
from dunwell.language.program import PROMISE

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.program import Program


class Expected(NamedTuple):
    """So many cents by a day. `why` says who said so: an instalment of a plan (with its number), or a promise."""

    day: int
    amount: int
    why: Literal["instalment", "promise"]
    number: int = 0


def expected(program: Program, position: Position) -> tuple[Expected, ...]:
    """What is still to come of a case, the earliest first; a plan stands in the place of a promise made before it."""
    if position.end:
        return ()
    running = position.plan
    if running is not None and running.stage == AGREED:
        return tuple(_instalments(running.schedule, paid(position)))
    promise = next((one for one in position.holds if _promised(program, one.hold)), None)
    if promise is None:
        return ()
    fell = max(promise.claim_open - position.claim_open, 0)
    amount = promise.amount - fell if promise.amount else position.claim_open
    return (Expected(position.anchors[PROMISE], amount, "promise"),) if amount > 0 else ()


def _instalments(schedule: tuple[tuple[int, int], ...], came_in: int) -> list[Expected]:
    """What is left of each instalment, once what came in is taken from the oldest."""
    found = []
    for number, (due, amount) in enumerate(schedule, start=1):
        left = amount - min(came_in, amount)
        came_in -= amount - left
        if left:
            found.append(Expected(due, left, "instalment", number))
    return found


def _promised(program: Program, hold: int) -> bool:
    return hold >= 0 and program.holds[hold].opens_on == "promise_made"
