"""The phrases of a policy, read afresh from their text, and days counted one by one."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

PHRASE = re.compile(r"(?:(\d+) (day|working day|week|month)s? ?(after|before)? ?|on )(\S.*)?")
AMOUNT = re.compile(r"[A-Z]{3} (\d+)(?:\.(\d\d))?")


@cache
def phrase(text):
    """A length of time with or without an anchor: count (negative for "before"), unit, anchor."""
    found = PHRASE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    count, unit, side, anchor = found.groups()
    return int(count or 0) * (-1 if side == "before" else 1), unit or "day", anchor or ""


def amount(text):
    """The cents of "EUR 12.50"; 0 where nothing is written."""
    if text is None:
        return 0
    whole, part = AMOUNT.fullmatch(text).groups()
    return int(whole) * 100 + int(part or 0)


def count(day, number, unit, is_open):
    """ "7 days after X" is X + 7; working days are the open ones strictly after (or before) X."""
    if unit == "day":
        return day + number
    if unit == "week":
        return day + 7 * number
    if unit == "month":
        return months(day, number)
    step, left = (1 if number > 0 else -1), abs(number)
    while left:
        day += step
        left -= is_open(day)
    return day


def months(day, number):
    """Months are counted from their base, and a month end rounds down."""
    base = date.fromordinal(day)
    year, month = divmod(base.year * 12 + base.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(base.day, last)).toordinal()


def years(day, number):
    """A year later is twelve months later."""
    return months(day, 12 * number)
