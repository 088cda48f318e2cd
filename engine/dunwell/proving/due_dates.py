"""On which due dates a policy is explored: one, or several over a year, so that every kind of day comes.

Weekends, holidays and the ends of months make one due date differ from another: terms are extended, contacts move on.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunwell.days import weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.program import Program

YEAR = 365
BEFORE = (1, 4)
"""Days before a holiday on which a due date puts the first messages on it."""


def due_dates(program: Program, many: int, first: int) -> tuple[int, ...]:
    """So many due dates in the year from this day on, in their order; only this day where one is asked for.

    Half of them are the days that most often go wrong: before holidays and at the ends of months. The others are spread
    so that every day of the week comes.
    """
    if many <= 1:
        return (first,)
    edges = tuple(dict.fromkeys(_edges(program, first)))
    taken = min(many // 2, len(edges))
    chosen = {edges[number * len(edges) // taken] for number in range(taken)}
    apart = next((step for step in range(max(YEAR // many, 1), 0, -1) if step % 7), 1)
    number = 0
    while len(chosen) < min(many, YEAR):
        chosen.add(first + number * apart % YEAR)
        number += 1
    return tuple(sorted(chosen))


def _edges(program: Program, first: int) -> Iterator[int]:
    """The days before holidays of the policy and of the law that fall on a weekday, and the ends of months."""
    year = range(first, first + YEAR)
    calendars = (
        program.contacts.messages,
        program.working_days,
        *(one.calendar for one in program.law.calendars.values()),
    )
    free = sorted({day for calendar in calendars for day in calendar.holidays if day in year and weekday(day) < 5})
    yield from (day - before for day in free for before in BEFORE if day - before in year)
    yield from (day for day in year if 1 in (date.fromordinal(day).day, date.fromordinal(day + 1).day))
