"""The horizontal axis of the picture: days to x, the names of months, the days that get a number, the closed days.

>>> Scale(date(2026, 2, 1), 28, left=100, right=380).x(date(2026, 2, 8))
170.0
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dunwell.render.timeline_labels import Label, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.render.timeline_words import Words

SHORTEST = 28
"""Days shown at least, so that a few days are not blown up to the full width."""

LEAD = 3
"""Days shown before the first entry and after the last."""

THINNEST = 2.0
"""The narrowest day for which weekends are shaded."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scale:
    """So many days from `first` on, spread evenly from `left` to `right`."""

    first: date
    days: int
    left: float
    right: float

    @property
    def step(self) -> float:
        """The width of one day."""
        return (self.right - self.left) / self.days

    def x(self, day: date) -> float:
        """The left edge of a day, kept within the picture."""
        return min(max(self.left + (day - self.first).days * self.step, self.left), self.right)

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return (self.x(day) + self.x(day + _DAY)) / 2

    def shown(self) -> tuple[date, ...]:
        """Every day of the picture, in order."""
        return tuple(self.first + timedelta(days=n) for n in range(self.days))


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded stretch of closed days; `title` names a holiday and is empty for weekends."""

    x: float
    width: float
    title: str = ""


def scale_for(days: tuple[date, ...], left: float, right: float) -> Scale:
    """The scale that shows all these days with some room around them."""
    first, last = min(days) - LEAD * _DAY, max(days) + LEAD * _DAY
    return Scale(first, max((last - first).days + 1, SHORTEST), left, right)


def month_labels(scale: Scale, y: float, words: Words) -> Iterator[Label]:
    """Yield the name of every month, as much of it as fits between its edges."""
    for start, end in _months(scale):
        left, right = scale.x(start), scale.x(end)
        full = Label(words.month(start), left + 5, y, bold=True)
        short = Label(words.short_month(start), left + 4, y, size=11)
        yield from [label for label in (full, short) if label.box.right + 4 <= right][:1]


def month_edges(scale: Scale) -> tuple[float, ...]:
    """Where a month begins, without the left edge of the picture."""
    return tuple(scale.x(start) for start, _ in _months(scale))[1:]


def _months(scale: Scale) -> Iterator[tuple[date, date]]:
    starts = [day for day in scale.shown() if day.day == 1 or day == scale.first]
    ends = [*starts[1:], scale.first + timedelta(days=scale.days)]
    return zip(starts, ends, strict=True)


def day_labels(scale: Scale, y: float) -> Iterator[Label]:
    """Yield the numbers of all days, or of the Mondays, or where neither has room the years."""
    wanted = text_width("30", 11) + 6
    if scale.step * 7 < wanted:
        yield from _year_labels(scale, y)
        return
    for day in scale.shown():
        if scale.step >= wanted or day.weekday() == 0:
            yield Label(str(day.day), scale.middle(day), y, size=11, anchor="middle")


def _year_labels(scale: Scale, y: float) -> Iterator[Label]:
    """Yield the year at the start of the picture and at every January, where it has room before the next."""
    starts = [day for day in scale.shown() if day == scale.first or (day.month, day.day) == (1, 1)]
    ends = [*(scale.x(day) for day in starts[1:]), scale.right]
    labels = (Label(str(day.year), scale.x(day) + 5, y, bold=True) for day in starts)
    yield from (label for label, end in zip(labels, ends, strict=True) if label.box.right + 4 <= end)


def closed_bands(
    scale: Scale, closed: frozenset[date], holidays: Mapping[date, str], words: Words
) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
    """Weekends (neighbouring closed days as one band; none where they would be mere stripes), and named holidays."""
    weekends: list[Band] = []
    for day in scale.shown():
        if day not in closed or day in holidays or scale.step < THINNEST:
            continue
        x = scale.x(day)
        if weekends and abs(weekends[-1].x + weekends[-1].width - x) < scale.step / 100:
            weekends[-1] = Band(weekends[-1].x, weekends[-1].width + scale.step)
        else:
            weekends.append(Band(x, scale.step))
    named = (
        Band(scale.x(day), max(scale.step, 2), f"{holidays[day]}, {words.day(day)}")
        for day in scale.shown()
        if day in holidays
    )
    return tuple(weekends), tuple(named)
