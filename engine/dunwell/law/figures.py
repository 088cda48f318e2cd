"""Figures of the law: values with the day they start, their article, their source and how sure they are.

A value holds from its day until the next one. Days are ordinals as everywhere in the engine.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from dunwell.days import day_text
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

HOW_SURE = {
    "confirmed": "confirmed by the source",
    "two_sources": "two sources agree",
    "derived": "worked out, or a choice that the law leaves open",
    "unsure": "not confirmed",
}
"""The closed list of `how_sure` and what people read for it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a value rests on: its article, where it was found, how sure that is (a key of `HOW_SURE`), and a remark."""

    article: str
    source: str
    how_sure: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Dated(Generic[T_co]):
    """A value in force from the day `start` on."""

    start: int
    value: T_co
    basis: Basis


@dataclass(frozen=True, slots=True)
class Figure(Generic[T_co]):
    """A value of the law through the years, in rising order of days.

    `published_until` is the last day for which the values were published; None where nothing is published at intervals.
    """

    title: str
    values: tuple[Dated[T_co], ...]
    published_until: int | None = None
    note: str | None = None

    def at(self, day: int) -> Dated[T_co] | None:
        """The value in force on a day; None before the first."""
        index = bisect_right(self.values, day, key=lambda value: value.start)
        return self.values[index - 1] if index else None

    def on(self, day: int) -> Dated[T_co]:
        """The value in force on a day. Raises ProblemsFound (DW610) before the first."""
        value = self.at(day)
        if value is None:
            first = day_text(self.values[0].start)
            message = f"{self.title}: no value is known on {day_text(day)}; the first starts on {first}"
            refuse("DW610", message, "take a later day, or add the earlier value with its source to the law files")
        return value

    def past(self, day: int) -> tuple[Problem, ...]:
        """A warning (DW611) if the day lies past what was published, else nothing."""
        return past_published(self.title, self.published_until, day)


def past_published(title: str, published_until: int | None, day: int) -> tuple[Problem, ...]:
    """A warning (DW611) if the day lies after the last published one, else nothing."""
    if published_until is None or day <= published_until:
        return ()
    message = f"{title}: published until {day_text(published_until)}; on {day_text(day)} it may have changed"
    return (Problem("DW611", message, fix="look up the new value and add it to the law files", severity="warning"),)


def refuse(code: str, message: str, fix: str) -> NoReturn:
    """Raise ProblemsFound with one error: what was asked cannot be answered."""
    raise ProblemsFound((Problem(code, message, fix=fix),))


def named(table: Mapping[str, T], name: str, what: str) -> T:
    """The row of a table by its name. Raises ProblemsFound (DW612), listing the known names, for another one."""
    if name not in table:
        refuse("DW612", f"{name!r} is no {what} that this law knows", f"write one of: {', '.join(table)}")
    return table[name]


@dataclass(frozen=True, slots=True)
class Working:
    """One line of a calculation as people check it: what was done, and the amount (cents) or the day that came out."""

    label: str
    amount: int | None = None
    day: int | None = None
