"""What money does to a case: payments, credit notes and waivers. All amounts are cents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.moves import anew, close_hold, follow, settle

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program


def payment_received(program: Program, position: Position, event: Event) -> Position:
    """Money came in: the case may be settled, and a promise kept."""
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


def payment_reversed(program: Program, position: Position, event: Event) -> Position:
    """Money went back; a case that ended as paid is open again."""
    position = replace(position, received=position.received - event.money())
    if position.end == "paid" and position.claim_open > program.tolerance:
        return replace(position, end="", ended=0)
    return position


def credited(program: Program, position: Position, event: Event) -> Position:
    """A credit note lowers the principal."""
    position = replace(position, principal=max(position.principal - event.money(), 0))
    position = settle(program, position, "credited", event.at)
    return position if position.end else anew(program, position, "claim_lowered", event.at)


def waived(program: Program, position: Position, event: Event) -> Position:
    """Costs, then interest, are no longer asked for."""
    costs = min(event.money(), position.costs)
    interest = min(event.money() - costs, position.interest)
    position = replace(position, costs=position.costs - costs, interest=position.interest - interest)
    return settle(program, position, "paid", event.at)
