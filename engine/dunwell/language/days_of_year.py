"""Days that come back every year, such as "24 December"."""

from __future__ import annotations

import re
from calendar import monthrange

from dunwell.days import MONTHS
from dunwell.language.phrases import PhraseError, did_you_mean

PATTERN = rf"^[0-9]{{1,2}} ({'|'.join(MONTHS)})$"
_WRITTEN = re.compile(r"([0-9]{1,2}) (\w+)\Z")
_REVERSED = re.compile(r"(\w+) ([0-9]{1,2})\Z")
_IN_NUMBERS = re.compile(r"(?:[0-9]{4}-)?([0-9]{2})-([0-9]{2})\Z")
_LEAP_YEAR = 2028
"""29 February is a day too."""


def read_month_day(text: str) -> tuple[int, int]:
    """Read "24 December" as (month, day). Raises PhraseError.

    >>> read_month_day("24 December")
    (12, 24)
    """
    found = _WRITTEN.match(text.strip())
    if not found:
        raise PhraseError(f"{text!r} is not a day of the year", _meant(text.strip()))
    number, name = int(found[1]), found[2]
    if name not in MONTHS:
        raise PhraseError(f"there is no month {name!r}", did_you_mean(name, MONTHS), name)
    month = MONTHS.index(name) + 1
    _, most = monthrange(_LEAP_YEAR, month)
    if not 1 <= number <= most:
        raise PhraseError(f"{name} has no day {number}", f"write a day from 1 to {most}", found[1])
    return month, number


def _meant(text: str) -> str:
    """What to write for "August 1", "2026-08-01" and "08-01"; else an example."""
    if (found := _IN_NUMBERS.match(text)) and 1 <= int(found[1]) <= len(MONTHS):
        return f"write {int(found[2])} {MONTHS[int(found[1]) - 1]}: it comes back every year"
    if (found := _REVERSED.match(text)) and found[1] in MONTHS:
        return f"write {found[2]} {found[1]}"
    return "write the day and the month: 24 December"
