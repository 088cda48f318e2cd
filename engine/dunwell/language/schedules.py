"""The schedule of a payment plan as text, as events keep it: a day and an amount for each instalment.

>>> schedule_text(read_schedule("2026-03-18 100.00, 2026-04-18 50"))
'2026-03-18 100.00, 2026-04-18 50.00'
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dunwell.days import day, day_text
from dunwell.money import amount_text, cents, parse_amount

if TYPE_CHECKING:
    from dunwell.language.phrases import Duration

MOST_INSTALMENTS = 240
"""Twenty years of months: more is a slip of the pen."""
LAST_DAY = day("2199-12-31")
"""A day after this is a slip of the pen; and no calendar can be asked for months after the last of its days."""
_MOST_OF = {"days": 366, "working days": 260, "weeks": 53, "months": 12}
Schedule = tuple[tuple[int, int], ...]
"""The due day and the cents of each instalment, in the order of the days."""


def spreads(every: Duration) -> bool:
    """Whether so much time can lie between two instalments: a day at least, and about a year at most."""
    return 0 < every.count <= _MOST_OF[every.unit]


def read_schedule(text: str) -> Schedule:
    """Read "2026-03-18 100.00, 2026-04-18 100.00". Raises ValueError for text that says no schedule."""
    schedule = []
    for part in text.split(","):
        words = part.split()
        if len(words) != 2:
            raise ValueError(f"{part.strip()!r} is not a day and an amount")
        amount = cents(parse_amount(words[1]))
        if amount <= 0:
            raise ValueError(f"an instalment of {words[1]} is no instalment")
        schedule.append((_day(words[0]), amount))
    if any(later[0] <= earlier[0] for earlier, later in pairwise(schedule)):
        raise ValueError("the days of the instalments do not follow each other")
    return tuple(schedule)


def _day(text: str) -> int:
    try:
        return day(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day") from error


def schedule_text(schedule: Schedule) -> str:
    """A schedule as `read_schedule` reads it."""
    return ", ".join(f"{day_text(due)} {amount_text(amount)}" for due, amount in schedule)
