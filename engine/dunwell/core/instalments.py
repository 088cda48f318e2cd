"""What is paid of a payment plan: money pays the oldest instalment first, whatever was written beside it.

So a partial, an early and an excess payment, and one that skips an instalment, need no rules of their own.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from dunwell.core.position import AGREED

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.program import Program


def open_of_plan(program: Program, position: Position) -> int:
    """The cents of the running plan that are not paid; 0 within the tolerance, and where no plan is agreed."""
    plan = position.plan
    if plan is None or plan.stage != AGREED:
        return 0
    left = sum(amount for _, amount in plan.schedule) - paid(position)
    return left if left > program.tolerance else 0


def paid(position: Position) -> int:
    """What came in, or was credited, since the plan was agreed; never below zero."""
    assert position.plan is not None  # callers look first
    return max(position.plan.base - max(position.claim_open, 0), 0)


def paid_instalments(program: Program, position: Position) -> int:
    """How many instalments are paid, the oldest first; a shortage within the tolerance counts as paid."""
    plan = position.plan
    if plan is None or plan.stage != AGREED:
        return 0
    enough = paid(position) + program.tolerance
    return sum(total <= enough for total in accumulate(amount for _, amount in plan.schedule))


def instalments_open(program: Program, position: Position) -> int:
    """How many instalments of the running plan are not paid; 0 where no plan is agreed."""
    plan = position.plan
    return len(plan.schedule) - paid_instalments(program, position) if plan is not None else 0


def arrears(program: Program, position: Position, day: int) -> int:
    """The cents of instalments that fell due before this day and are not paid."""
    plan = position.plan
    if plan is None or plan.stage != AGREED:
        return 0
    return max(sum(amount for due, amount in plan.schedule if due < day) - paid(position), 0)
