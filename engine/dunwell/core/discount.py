"""Discounts for early payment: who deducts one in time has paid in full. All amounts are cents.

What is deducted is granted as if it were credited, so that every cent is accounted for; a payment that is taken back
takes the discount back with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.values import replace
from dunwell.language.fields import FACT_INDEX
from dunwell.money import cents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import Position
    from dunwell.language.fields import Value
    from dunwell.model import Discount, Invoice

_TOTAL = FACT_INDEX["invoice.total"]
_TERMS = (("discount.until", "discount.amount"), ("discount.later_until", "discount.later_amount"))
_FACTS = tuple((FACT_INDEX[until], FACT_INDEX[amount]) for until, amount in _TERMS)


def discounts_said(invoice: Invoice) -> dict[str, Value]:
    """The facts about discounts that an invoice says: the first two by their last days."""
    found = sorted(_known(invoice))
    pairs = (((until, day), (amount, most)) for (until, amount), (day, most) in zip(_TERMS, found, strict=False))
    return {name: value for pair in pairs for name, value in pair}


def _known(invoice: Invoice) -> Iterator[tuple[int, int]]:
    """Each discount as its last day and its amount, as far as both are known."""
    for one in invoice.discounts:
        until, amount = _until(one, invoice), _amount(one, invoice)
        if until and amount > 0:
            yield until, amount


def _until(discount: Discount, invoice: Invoice) -> int:
    if discount.until is not None:
        return discount.until.toordinal()
    return invoice.issued.toordinal() + discount.days if invoice.issued and discount.days is not None else 0


def _amount(discount: Discount, invoice: Invoice) -> int:
    """The discount, rounded half up to the cent, and never more than what is payable."""
    base = discount.base if discount.base is not None else invoice.payable
    if invoice.payable is None or base is None:
        return 0
    amount = discount.amount if discount.percent is None else base * discount.percent / 100
    return min(cents(amount), cents(invoice.payable)) if amount is not None else 0


def discounts_of(position: Position) -> tuple[tuple[int, int], ...]:
    """The discounts of a case as last day and amount, in proportion to what credit notes left of the invoice."""
    if position.facts[_FACTS[0][0]] is None:
        return ()
    facts, whole, principal = position.facts, int(position.facts[_TOTAL] or 0), position.principal
    pairs = ((facts[until], facts[amount]) for until, amount in _FACTS)
    known = ((int(until), int(amount)) for until, amount in pairs if until is not None and amount is not None)
    if whole <= principal:
        return tuple(known)
    return tuple((until, (2 * amount * principal + whole) // (2 * whole)) for until, amount in known)


def granted(position: Position, day: int) -> Position:
    """Grant the discount if no more than it is left to pay on a day on which it holds."""
    rest = position.claim_open
    if position.end or rest <= 0:
        return position
    most = max((amount for until, amount in discounts_of(position) if day <= until), default=0)
    if rest > most or rest > position.principal:
        return position
    return replace(position, principal=position.principal - rest, discounted=position.discounted + rest)


def taken_back(position: Position) -> Position:
    """Take a discount back once what was paid for it is no longer there."""
    if not position.discounted or position.claim_open <= 0:
        return position
    return replace(position, principal=position.principal + position.discounted, discounted=0)
