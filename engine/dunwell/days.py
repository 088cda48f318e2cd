"""Days as whole numbers, and calendars that say which of them are open.

Inside the engine a day is its proleptic Gregorian ordinal (`datetime.date.toordinal`): cheap to add, compare and hash.
There are no hours anywhere but where a moment is turned into a day and back, or counted on from. This is the only
module that imports pendulum.

>>> day_text(add_months(day("2026-01-31"), 1))
'2026-02-28'
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import pendulum
from dateutil.easter import easter

FIRST_YEAR, LAST_YEAR = 1990, 2120
"""Holidays are known between these years; a day outside them counts as if it had none."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(text: str) -> int:
    """The day written as YYYY-MM-DD. Raises ValueError for another form or for a day that does not exist."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(f"{text!r} is not a day such as 2026-02-05")
    return date.fromisoformat(text).toordinal()


def day_text(value: int) -> str:
    """The day as YYYY-MM-DD."""
    return date.fromordinal(value).isoformat()


def today(time_zone: str) -> int:
    """The day it is now in a time zone such as "Europe/Amsterdam". Beside `now` the one place that looks at a clock."""
    return pendulum.today(time_zone).date().toordinal()


def now() -> str:
    """The moment it is now, to the second, in UTC: "2026-02-05T09:30:00+00:00". The other look at a clock."""
    return pendulum.now("UTC").replace(microsecond=0).isoformat()


def later(moment: str, seconds: int) -> str:
    """The moment so many seconds later, in the form of `now`."""
    return pendulum.from_timestamp(datetime.fromisoformat(moment).timestamp() + seconds).isoformat()


def local_minute(moment: datetime, time_zone: str) -> tuple[int, int]:
    """The day and the minute after midnight that a moment is in a time zone. The moment must know its own zone."""
    local = pendulum.instance(moment).in_timezone(time_zone)
    return local.date().toordinal(), 60 * local.hour + local.minute


def moment_of(value: int, minute: int, time_zone: str) -> datetime:
    """The moment at a minute after midnight of a day in a time zone; one that a clock skips is moved on."""
    start = date.fromordinal(value)
    return pendulum.datetime(start.year, start.month, start.day, minute // 60, minute % 60, tz=time_zone)


def weekday(value: int) -> int:
    """0 for Monday up to 6 for Sunday."""
    return (value + 6) % 7


def month_name(value: int) -> str:
    """The month that a day is in, as `MONTHS` has it."""
    return MONTHS[date.fromordinal(value).month - 1]


def each_year(first: tuple[int, int], last: tuple[int, int]) -> frozenset[int]:
    """Every day from the first (month, day) up to and including the last, in every year that calendars know.

    A last day before the first one lies in the next year; 29 February is the 28th in other years.
    """
    spans = (
        (_in_year(year, first), _in_year(year + (last < first), last)) for year in range(FIRST_YEAR - 1, LAST_YEAR + 1)
    )
    return frozenset(value for start, end in spans for value in range(start, end + 1))


def _in_year(year: int, month_day: tuple[int, int]) -> int:
    month, number = month_day
    return date(year, month, min(number, monthrange(year, month)[1])).toordinal()


@lru_cache(maxsize=4096)
def add_months(value: int, months: int) -> int:
    """The same day of the month so many months later (or earlier, if negative); a month end rounds down.

    Always compute a series from its base: 31 January plus two months is 31 March, not 28 March.
    """
    start = date.fromordinal(value)
    return pendulum.Date(start.year, start.month, start.day).add(months=months).toordinal()


def add_years(value: int, years: int) -> int:
    """The same day so many years later; 29 February becomes 28 February in other years."""
    return add_months(value, 12 * years)


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """One line of a calendar. Exactly one of `month_day`, `easter_offset` and `on_days` is set.

    `month_day` is (month, day); with `moved_if` = (weekday, shift) it moves by `shift` days in years in which it falls
    on that weekday (Dutch King's Day). `every` keeps only years divisible by it; it holds from `first_year` on.
    """

    name: str
    month_day: tuple[int, int] | None = None
    easter_offset: int | None = None
    on_days: tuple[int, ...] = ()
    moved_if: tuple[int, int] | None = None
    every: int = 1
    first_year: int = FIRST_YEAR

    def days_between(self, first_year: int, last_year: int) -> tuple[int, ...]:
        """Every day on which this holiday falls from the first year up to and including the last, in order."""
        if self.on_days:
            return tuple(d for d in self.on_days if first_year <= date.fromordinal(d).year <= last_year)
        years = range(max(first_year, self.first_year), last_year + 1)
        return tuple(self._in_year(year) for year in years if year % self.every == 0)

    def _in_year(self, year: int) -> int:
        if self.easter_offset is not None:
            return easter(year).toordinal() + self.easter_offset
        if self.month_day is None:
            raise ValueError(f"holiday {self.name!r} says neither month and day, nor Easter, nor days")
        value = date(year, *self.month_day).toordinal()
        if self.moved_if and weekday(value) == self.moved_if[0]:
            value += self.moved_if[1]
        return value


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are open: not one of the closed weekdays and not a holiday.

    `name` is what people read ("working days", "statutory"); `closed_weekdays` holds numbers as `weekday` gives them;
    `holidays` holds the closed days between `FIRST_YEAR` and `LAST_YEAR`.
    """

    name: str
    closed_weekdays: frozenset[int]
    holidays: frozenset[int]

    @classmethod
    def of(cls, name: str, closed_weekdays: frozenset[int], rules: tuple[HolidayRule, ...]) -> Calendar:
        """Build a calendar from its rules, with the holidays of all known years worked out."""
        if len(closed_weekdays) > 6:
            raise ValueError(f"calendar {name!r} closes every day of the week")
        days = frozenset(d for rule in rules for d in rule.days_between(FIRST_YEAR, LAST_YEAR))
        return cls(name, closed_weekdays, days)

    def is_open(self, value: int) -> bool:
        """Whether this day is neither a closed weekday nor a holiday."""
        return (value + 6) % 7 not in self.closed_weekdays and value not in self.holidays

    def next_open(self, value: int) -> int:
        """The day itself if it is open, else the first open day after it."""
        while not self.is_open(value):
            value += 1
        return value

    def add(self, value: int, count: int) -> int:
        """The `count`-th open day strictly after `value` (before it, if negative); 0 gives `value` itself."""
        step = 1 if count > 0 else -1
        for _ in range(abs(count)):
            value += step
            while not self.is_open(value):
                value += step
        return value


EVERY_DAY = Calendar("days", frozenset(), frozenset())
