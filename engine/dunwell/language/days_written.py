"""Days as people write them, "12 March 2026", turned into the one form that policies have, "2026-03-12".

>>> days_meant("12 maart 2026"), days_meant("13/2/2026"), days_meant("03/04/2026")
(('2026-03-12',), ('2026-02-13',), ('2026-03-04', '2026-04-03'))
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    "january januari januar janvier jan",
    "february februari februar février feb",
    "march maart märz mars mrt mar",
    "april avril apr",
    "may mei mai",
    "june juni juin jun",
    "july juli juillet jul",
    "august augustus août aug",
    "september septembre sept sep",
    "october oktober octobre okt oct",
    "november novembre nov",
    "december dezember décembre dez dec",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
# strings, which `re` compiles when they are first needed: a policy without mistakes does not pay for them
_NAMED = r"([0-9]{1,2})(?:st|nd|rd|th|e|\.)?[ -]+([^\W\d_]+)\.?,?[ -]+([0-9]{4})"
_MONTH_FIRST = r"([^\W\d_]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})([-/. ]?)([0-9]{1,2})\2([0-9]{1,2})"
_YEAR_LAST = r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})"


def days_meant(text: str) -> tuple[str, ...]:
    """Each day that a text can mean, as year, month and day: none, one, or two where day and month could be swapped."""
    return tuple(dict.fromkeys(sorted(_readings(text.strip().lower()))))


def _readings(text: str) -> Iterator[str]:
    if found := re.fullmatch(_NAMED, text):
        yield from _day(found[3], _MONTH_OF.get(found[2], 0), found[1])
    elif found := re.fullmatch(_MONTH_FIRST, text):
        yield from _day(found[3], _MONTH_OF.get(found[1], 0), found[2])
    elif found := re.fullmatch(_YEAR_FIRST, text):
        if found[2] or len(text) == len("20260312"):
            yield from _day(found[1], found[3], found[4])
    elif found := re.fullmatch(_YEAR_LAST, text):
        yield from _day(found[4], found[3], found[1])
        yield from _day(found[4], found[1], found[3])


def _day(year: str, month: str | int, day: str) -> Iterator[str]:
    """The day, if the calendar has it."""
    try:
        yield date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return
