"""Rates as whole millionths, and the one rounding: exact until the end, then half up to the cent.

10.15 % is 101500. Nothing here is a float, so 15 % of 1000.50 is 150.08 and not 150.07.

>>> share_of(100050, rate_of(Decimal("15")))
15008
"""

from __future__ import annotations

from decimal import Decimal

PER_PERCENT = 10_000
WHOLE = 100 * PER_PERCENT


def rate_of(percent: Decimal) -> int:
    """The rate in millionths. Raises ValueError for more than four decimals: they would be lost."""
    numerator, denominator = percent.as_integer_ratio()
    rate, lost = divmod(numerator * PER_PERCENT, denominator)
    if lost:
        raise ValueError(f"{percent} % has more than four decimals")
    return rate


def percent_text(rate: int) -> str:
    """The rate in percent without needless zeros: 101500 becomes "10.15"."""
    return f"{Decimal(rate) / PER_PERCENT:f}"


def half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to the fraction, halves up; both are zero or more."""
    return (2 * numerator + denominator) // (2 * denominator)


def share_of(amount: int, rate: int) -> int:
    """So much per cent of an amount in cents, rounded half up to the cent."""
    return half_up(amount * rate, WHOLE)
