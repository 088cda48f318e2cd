"""How days, cents and durations become values of message fields; what is zero or cannot be said is None."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunwell.language.message_given import DAYS_IN
from dunwell.money import decimal_amount

if TYPE_CHECKING:
    from decimal import Decimal

    from dunwell.language.phrases import Unit


def known_day(ordinal: int) -> date | None:
    """The day; None for 0, which is no day."""
    return date.fromordinal(ordinal) if ordinal else None


def some(amount: int) -> Decimal | None:
    """An amount in units of so many cents; None for nothing."""
    return decimal_amount(amount) if amount > 0 else None


def in_days(count: int, unit: Unit) -> int | None:
    """A duration as a number of days; None for working days and months, which have no fixed number."""
    return count * DAYS_IN[unit] if unit in DAYS_IN else None
