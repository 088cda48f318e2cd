"""Money: whole cents inside, `Decimal` and text at the edges. Never a float.

>>> cents(Decimal("1210.00"))
121000
>>> amount_text(121000)
'1210.00'
"""

from __future__ import annotations

import re
from decimal import Decimal

_AMOUNT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def parse_amount(text: str) -> Decimal:
    """Read an amount written with a decimal point: "1210.00", "-5", "0.5". Raises ValueError for anything else.

    A decimal comma, a thousands separator, an exponent or digits of another script are refused: the writer may have
    meant something else.
    """
    stripped = text.strip()
    if not _AMOUNT.fullmatch(stripped):
        raise ValueError(f"{text!r} is not an amount such as 1210.00")
    return Decimal(stripped)


def round_half_up(value: Decimal) -> Decimal:
    """Round to the cent, halves up (away from zero), as Dutch practice does: 150.075 becomes 150.08."""
    return decimal_amount(cents(value))


def cents(value: Decimal) -> int:
    """Whole cents of an amount in units, rounded half up: Decimal("150.075") becomes 15008.

    Exact for any number of digits: decimal arithmetic would first round to its 28, or refuse.
    """
    numerator, denominator = value.as_integer_ratio()
    whole = (200 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def decimal_amount(value: int) -> Decimal:
    """The amount in units of so many cents, always with two decimals."""
    return Decimal(amount_text(value))


def amount_text(value: int) -> str:
    """Cents as the plain text used in JSON: 121000 becomes "1210.00"."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}"
