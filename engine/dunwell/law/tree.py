"""A cursor over an already parsed law file: typed looks at its values, every mistake noted with its place.

A look never raises: it notes the problem and hands back a stand-in, so that one run finds all mistakes of all files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dunwell.days import FIRST_YEAR, LAST_YEAR, day
from dunwell.law.figures import HOW_SURE, Basis, Dated, Figure
from dunwell.law.rates import rate_of
from dunwell.money import cents, parse_amount, round_half_up
from dunwell.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    Path: TypeAlias = tuple[str | int, ...]
    Locate: TypeAlias = Callable[[str, Path], Place]

T = TypeVar("T")

_INHERITED = ("article", "source", "how_sure")
BASIS_KEYS = (*_INHERITED, "note")
_FIGURE_KEYS = ("title", "values", "published_until", *BASIS_KEYS)
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_NEVER = re.compile("(?!)")
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


@dataclass(slots=True)
class Tree:
    """One value of a law file with its path; `problems` is shared by all cursors of one reading."""

    file: str
    value: object
    problems: list[Problem]
    locate: Locate
    path: Path = ()
    inherited: dict[str, str] = field(default_factory=dict)

    def wrong(self, code: str, message: str, fix: str) -> None:
        """Note a problem at this value."""
        where = ".".join(str(part) for part in self.path)
        self.problems.append(
            Problem(code, f"{where}: {message}" if where else message, self.locate(self.file, self.path), fix)
        )

    def rows(self) -> tuple[tuple[str, Tree], ...]:
        """The keys of this table with their values; empty, with a problem, if it is none."""
        if not isinstance(self.value, dict):
            self.wrong(
                "DW601", f"{_shown(self.value)} is not a table of keys and values", "write `key: value` lines here"
            )
            return ()
        return tuple((str(key), self._below(str(key), value)) for key, value in self.value.items())

    def items(self) -> tuple[Tree, ...]:
        """The values of this list; empty, with a problem, if it is none."""
        if not isinstance(self.value, list):
            self.wrong("DW601", f"{_shown(self.value)} is not a list", "write a list here")
            return ()
        return tuple(self._below(index, value) for index, value in enumerate(self.value))

    def only(self, *keys: str) -> None:
        """Note every key that is not one of these."""
        for key, row in self.rows():
            if key not in keys:
                row.wrong("DW602", f"unknown key {key!r}", f"known here: {', '.join(sorted(keys))}")

    def has(self, key: str) -> bool:
        """Whether this is a table with that key."""
        return isinstance(self.value, dict) and key in self.value

    def at(self, key: str) -> Tree:
        """The value of a key; a missing one is noted and stands in as an empty text."""
        if isinstance(self.value, dict) and key in self.value:
            return self._below(key, self.value[key])
        self.wrong("DW601", f"the key {key!r} is missing", f"add `{key}:`")
        return Tree(self.file, "", [], self.locate, (*self.path, key), self.inherited)

    def text(self) -> str:
        """This value as text; a list or a table is a problem."""
        if isinstance(self.value, (str, int)) and not isinstance(self.value, bool) and self.value != "":
            return str(self.value)
        self.wrong("DW601", f"{_shown(self.value)} is not a text", "write a text here")
        return ""

    def _read(self, convert: Callable[[str], T], stand_in: T, wanted: str) -> T:
        text = self.text()
        if not text:
            return stand_in
        try:
            return convert(text)
        except ValueError:
            self.wrong("DW601", f"{text!r} is not {wanted}", f"write {wanted}")
            return stand_in

    def whole(self, least: int = 0) -> int:
        """A whole number."""

        def convert(text: str) -> int:
            number = _integer(text)
            if number < least:
                raise ValueError(text)
            return number

        return self._read(convert, least, f"a whole number of at least {least}")

    def integer(self) -> int:
        """A whole number that may be below zero."""
        return self._read(_integer, 0, "a whole number")

    def cents(self) -> int:
        """An amount of zero or more in euros or the like, as cents."""

        def convert(text: str) -> int:
            amount = parse_amount(text)
            if amount < 0 or amount != round_half_up(amount):
                raise ValueError(text)
            return cents(amount)

        return self._read(convert, 0, "an amount such as 40 or 40.00")

    def rate(self) -> int:
        """A percentage as millionths; may be below zero."""
        return self._read(lambda text: rate_of(parse_amount(text)), 0, "a percentage such as 10.15")

    def day(self) -> int:
        """A day as ordinal."""
        return self._read(_known_day, 1, f"a day such as 2026-02-05 between {FIRST_YEAR} and {LAST_YEAR}")

    def clock(self) -> int:
        """A time of day such as 07:00, in minutes after midnight."""

        def convert(text: str) -> int:
            match = _CLOCK.fullmatch(text)
            if not match:
                raise ValueError(text)
            return 60 * int(match[1]) + int(match[2])

        return self._read(convert, 0, "a time of day such as 07:00")

    def word(self, known: Iterable[str]) -> str:
        """One of a closed list of words."""
        words = tuple(known)
        text = self.text()
        if text and text not in words:
            self.wrong("DW602", f"{text!r} is not known here", f"write one of: {', '.join(words)}")
        return text if text in words else words[0]

    def words(self, known: Iterable[str]) -> tuple[str, ...]:
        """A list of words from a closed list."""
        allowed = tuple(known)
        return tuple(item.word(allowed) for item in self.items())

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.wrong("DW601", f"{_shown(self.value)} is neither true nor false", "write true or false")
        return self.value is True

    def pattern(self) -> re.Pattern[str]:
        """A regular expression, for small and capital letters alike and across lines."""
        text = self.text()
        try:
            return re.compile(text, re.IGNORECASE | re.DOTALL)
        except re.error as error:
            self.wrong("DW601", f"{text!r} is no regular expression: {error}", "mend the pattern")
            return _NEVER

    def basis(self) -> Basis:
        """The article, source and certainty of this value; what it does not say itself comes from above it."""
        said = {**self.inherited, **{key: self.at(key).text() for key in BASIS_KEYS if self.has(key)}}
        for key in _INHERITED:
            if not said.get(key):
                fix = f"add `{key}:`: every value of the law says what it rests on"
                self.wrong("DW603", f"{key!r} is missing here and above", fix)
        if said.get("how_sure", "unsure") not in HOW_SURE:
            self.wrong("DW602", f"how_sure {said['how_sure']!r} is not known", f"write one of: {', '.join(HOW_SURE)}")
        return Basis(said.get("article", ""), said.get("source", ""), said.get("how_sure", ""), said.get("note"))

    def figure(
        self, read: Callable[[Tree], T], *keys: str, title: str | None = None, extra: tuple[str, ...] = ()
    ) -> Figure[T]:
        """A dated figure: `values` in rising order of `from`, each read by `read` from a row with these keys.

        `title` stands in where the file gives none; beside the figure this table may hold the `extra` keys.
        """
        self.only(*_FIGURE_KEYS, *extra)
        values: list[Dated[T]] = []
        for row in self.at("values").items():
            row.only("from", *keys, *BASIS_KEYS)
            values.append(Dated(row.at("from").day(), read(row), row.basis()))
            if len(values) > 1 and values[-1].start <= values[-2].start:
                fix = "put the rows in rising order of days"
                row.at("from").wrong("DW604", "this day is not after the one of the row above", fix)
        if not values:
            fix = "add a row with `from:` and its value under `values:`"
            self.wrong("DW601", "there is no value", fix)
        return Figure(
            self.at("title").text() if self.has("title") or title is None else title,
            tuple(values),
            self.at("published_until").day() if self.has("published_until") else None,
            self.at("note").text() if self.has("note") else None,
        )

    def _below(self, key: str | int, value: object) -> Tree:
        inherited = self.inherited
        if isinstance(self.value, dict) and not self.value.keys().isdisjoint(_INHERITED):
            inherited = {**inherited, **{k: str(self.value[k]) for k in _INHERITED if k in self.value}}
        return Tree(self.file, value, self.problems, self.locate, (*self.path, key), inherited)


def table(tree: Tree, read: Callable[[str, Tree], T]) -> dict[str, T]:
    """Every row of a table by its key, in the order of the file."""
    return {key: read(key, row) for key, row in tree.rows()}


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _known_day(text: str) -> int:
    value = day(text)
    if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise ValueError(text)
    return value


def _shown(value: object) -> str:
    kinds = {dict: "a table", list: "a list", type(None): "nothing"}
    return kinds.get(type(value), repr(value) if value != "" else "nothing")
