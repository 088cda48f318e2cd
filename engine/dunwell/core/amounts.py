"""What money does to a case before anything follows from it: how it is allocated, and whether all is paid. Cents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.program import Program


def settle(program: Program, position: Position, reason: str, day: int) -> Position:
    """End the case if all that was claimed has been received, within the tolerance."""
    if not position.end and position.claim_open <= program.tolerance:
        return replace(position, end=reason, ended=day)
    return position


def allocated(position: Position, payment: int = 0) -> Position:
    """Allocate anew what was received: a payment goes to the charges claimed by then, the rest to the principal.

    What is more than the principal pays interest and costs that were claimed later.
    """
    charges = position.interest + position.costs
    paid = min(position.paid_charges + payment, charges, position.received)
    surplus = max(position.received - paid - position.principal, 0)
    paid = min(paid + surplus, charges)
    return position if paid == position.paid_charges else replace(position, paid_charges=paid)
