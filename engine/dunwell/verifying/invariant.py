"""One thing that must hold in every story: what it is called, what it asks, and the sentence for a breach of it.

A sentence has places such as `{0:day}` for the values of a breach: days, amounts in cents, or names as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dunwell.days import day_text, weekday
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.verifying.model import Breach

Language = Literal["en", "nl"]
Both = tuple[str, str]
"""A text in English and in Dutch."""

_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
}


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold. `titles` say it in a few words, `broken` how it does not; `article` is set where it is law."""

    id: str
    titles: Both
    broken: Both
    article: str = ""

    def title(self, language: Language = "en") -> str:
        """What must hold."""
        return _in(self.titles, language)

    def sentence(self, language: Language, args: tuple[int | str, ...]) -> str:
        """How it does not hold in a story, with the values of the breach."""
        return _in(self.broken, language).format(*(_Value(value, language) for value in args))


@dataclass(frozen=True, slots=True)
class _Value:
    """A value in a sentence, written as its place asks, or as it is where the place asks for nothing."""

    value: int | str
    language: Language

    def __format__(self, spec: str) -> str:
        return _WRITTEN[spec](self)

    def __str__(self) -> str:
        return str(self.value).replace("_", " ")


def _day(one: _Value) -> str:
    return f"{_WEEKDAYS[one.language][weekday(int(one.value))]} {day_text(int(one.value))}"


def _since_default(one: _Value) -> str:
    if not one.value:
        return _in(("the debtor is not in default", "de debiteur is niet in verzuim"), one.language)
    return _in(("default begins on", "het verzuim begint op"), one.language) + f" {_day(one)}"


def _until_lapsed(one: _Value) -> str:
    if not one.value:
        return _in(("no letter by law came before it", "er ging geen wettelijke brief aan vooraf"), one.language)
    until = ("the letter's term runs up to and including", "de termijn van de brief loopt tot en met")
    return f"{_in(until, one.language)} {_day(one)}"


_WRITTEN: dict[str, Callable[[_Value], str]] = {
    "": str,
    "day": _day,
    "money": lambda one: amount_text(int(one.value)),
    "default": _since_default,
    "lapse": _until_lapsed,
}
"""How a place in a sentence can ask for its value; a day of 0 is none."""


def told(invariants: Mapping[str, Invariant], breach: Breach, language: Language = "en") -> str:
    """The sentence of a breach, with the article where it is law."""
    invariant = invariants[breach.invariant]
    said = invariant.sentence(language, breach.args)
    return f"{said} [{invariant.article}]" if invariant.article else said


def _in(both: Both, language: Language) -> str:
    return both[0] if language == "en" else both[1]
