"""What money does to a case: payments, credit notes and waivers. All amounts are cents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.again import anew
from dunwell.core.amounts import allocated, settle
from dunwell.core.discount import granted, taken_back
from dunwell.core.moves import after_hold, close_hold, woken
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import OpenHold, Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program


def payment_received(program: Program, position: Position, event: Event) -> Position:
    """Money came in: the case may be settled, also with a discount for early payment, and a promise kept."""
    position = granted(replace(position, received=position.received + event.money()), event.at)
    position = settle(program, allocated(position, event.money()), "paid", event.at)
    return _promises_kept(program, position, event.at)


def kept(position: Position, one: OpenHold) -> bool:
    """A promise is kept when the open claim fell by what was promised; without an amount all of it is meant."""
    return came_in(position, one) >= one.amount if one.amount else position.claim_open <= 0


def came_in(position: Position, one: OpenHold) -> int:
    """By how much the open claim fell since a hold began; never below zero."""
    return max(one.claim_open - position.claim_open, 0)


def _promises_kept(program: Program, position: Position, day: int) -> Position:
    for one in position.holds:
        if one.hold < 0:
            continue
        hold = program.holds[one.hold]
        if hold.opens_on == "promise_made" and (position.end or kept(position, one)):
            position = close_hold(program, position, one, day)
            position = after_hold(program, position, hold.route_of("kept"), day)
    return position


def payment_reversed(program: Program, position: Position, event: Event) -> Position:
    """Money went back; a case that ended as paid or credited is open again. No more goes back than came in."""
    position = allocated(taken_back(replace(position, received=max(position.received - event.money(), 0))))
    if position.end in ("paid", "credited") and position.claim_open > program.tolerance:
        return woken(replace(position, end="", ended=0), event.at)
    return position


def credited(program: Program, position: Position, event: Event) -> Position:
    """A credit note lowers the principal."""
    position = allocated(replace(position, principal=max(position.principal - event.money(), 0)))
    position = _promises_kept(program, settle(program, position, "credited", event.at), event.at)
    return position if position.end else anew(program, position, "claim_lowered", event.at)


def waived(program: Program, position: Position, event: Event) -> Position:
    """Costs or interest are no longer asked for; where nobody said which, costs before interest."""
    costs = min(event.money(), position.costs) if event.word("of") != "interest" else 0
    interest = min(event.money() - costs, position.interest) if event.word("of") != "costs" else 0
    position = allocated(replace(position, costs=position.costs - costs, interest=position.interest - interest))
    return _promises_kept(program, settle(program, position, "paid", event.at), event.at)
