"""Discounts for early payment: those that an e-invoice has as data, and those of the German syntax in payment terms.

The XRechnung specification (BT-20) writes them as `#SKONTO#TAGE=14#PROZENT=2.00#`, one a line, perhaps with
`BASISBETRAG=100.00#`. What stands in prose only is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from dunwell.model import Discount
from dunwell.readers.values import parse_day, parse_number
from dunwell.readers.xml import node_at, nodes, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dunwell.readers.xml import Node

_T = TypeVar("_T")
_IN_TERMS = re.compile(
    r"#SKONTO#TAGE=(?P<days>\d{1,3})#PROZENT=(?P<percent>\d{1,2}(?:\.\d{1,4})?)#(?:BASISBETRAG=(?P<base>\d{1,12}\.\d\d)#)?",
    re.ASCII,
)
_DAY_UNITS = ("DAY", "DAYS", "D")


def discounts_in_terms(terms: Iterable[str]) -> tuple[Discount, ...]:
    """The discounts written as `#SKONTO#…#`. One of zero percent only says when the whole is due, and is left out."""
    found = (match for text in terms for match in _IN_TERMS.finditer(text))
    made = (
        Discount(
            percent=parse_number(match["percent"]),
            days=int(match["days"]),
            base=parse_number(match["base"]) if match["base"] else None,
        )
        for match in found
    )
    return tuple(one for one in made if one.percent)


def discounts_of_ubl(root: Node) -> tuple[Discount, ...]:
    """The discounts of UBL's payment terms, whose last day or number of days is data."""
    made = (
        Discount(
            percent=_read(parse_number, text_of(terms, "SettlementDiscountPercent")),
            amount=_read(parse_number, text_of(terms, "SettlementDiscountAmount")),
            until=_read(parse_day, text_of(terms, "SettlementPeriod/EndDate")),
            days=_days(node_at(terms, "SettlementPeriod/DurationMeasure")),
        )
        for terms in nodes(root, "PaymentTerms")
    )
    return tuple(one for one in made if _usable(one))


def discounts_of_cii(settlement: Node | None, terms_path: str) -> tuple[Discount, ...]:
    """The discounts of CII's payment terms, whose number of days is data."""
    made = (
        Discount(
            percent=_read(parse_number, text_of(terms, "CalculationPercent")),
            amount=_read(parse_number, text_of(terms, "ActualDiscountAmount")),
            base=_read(parse_number, text_of(terms, "BasisAmount")),
            days=_days(node_at(terms, "BasisPeriodMeasure")),
        )
        for terms in nodes(settlement, f"{terms_path}/ApplicableTradePaymentDiscountTerms")
    )
    return tuple(one for one in made if _usable(one))


def _usable(discount: Discount) -> bool:
    known = discount.until is not None or discount.days is not None
    return known and bool(discount.percent or discount.amount)


def _days(node: Node | None) -> int | None:
    """A number of days; another unit is not read."""
    if node is None or node.get("unitCode", "").upper() not in _DAY_UNITS:
        return None
    text = (node.text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None


def _read(parse: Callable[[str], _T], text: str | None) -> _T | None:
    """The value; None where there is none, or none that can be read."""
    try:
        return parse(text) if text else None
    except ValueError:
        return None
