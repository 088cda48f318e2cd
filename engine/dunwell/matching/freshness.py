"""Up to which day the payments on each account are known, from the statements of the bank.

>>> known_days(())
{}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.matching.payments import compact
from dunwell.money import cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.model import Statement

_OLD_NUMBER = 7
"""An account number from before IBAN has at least so many digits; it is the end of the IBAN that replaced it."""


def known_days(statements: Iterable[Statement]) -> dict[str, int]:
    """The last day up to and including which payments are known, for each account that says so.

    That is the day of the latest closing balance. A statement without one tells only that it was made on the day of its
    latest booked entry: more may have come in later on that day, so the day before is known. Nothing is known from
    statements whose entries do not lead from one balance to the other, for one is missing, nor from notifications
    (camt.054), which tell of single bookings.
    """
    days: dict[str, int] = {}
    for each in statements:
        account, day = compact(each.account), _known_until(each)
        if account and day is not None:
            days[account] = max(day, days.get(account, 0))
    return days


def known_day(days: Mapping[str, int], account: str) -> int | None:
    """The last day known of an account; an old number counts for the IBAN that ends in it. None if nothing is known."""
    own = compact(account)
    found = (day for number, day in days.items() if number == own or _replaced(number, own) or _replaced(own, number))
    return max(found, default=None)


def _replaced(old: str, iban: str) -> bool:
    digits = old.lstrip("0")
    return digits.isdigit() and len(digits) >= _OLD_NUMBER and not iban.isdigit() and iban.endswith(digits)


def _known_until(statement: Statement) -> int | None:
    if statement.kind == "camt.054" or not _adds_up(statement):
        return None
    if statement.closed_on:
        return statement.closed_on.toordinal()
    booked = [entry.day.toordinal() for entry in statement.entries if entry.booked and entry.day]
    return max(booked) - 1 if booked else None


def _adds_up(statement: Statement) -> bool:
    if statement.opening is None or statement.closing is None:
        return True
    moved = sum(cents(entry.amount) for entry in statement.entries if entry.booked)
    return cents(statement.opening) + moved == cents(statement.closing)
