"""What a message template prints, on every way through its conditions.

A template is read elsewhere into pieces: words, printed fields, and choices between branches. Two conditions on one
field agree with each other, so a way that prints what it found unknown does not exist.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from dunwell.language.message_fields import BY_NAME, FILTER_OF, loop_of, print_of
from dunwell.language.phrases import did_you_mean
from dunwell.problems import DunwellError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST_WAYS = 4096
"""So many ways through a template are looked at; a template with more conditions than make these cannot be judged."""


@dataclass(frozen=True, slots=True)
class Written:
    """Literal words; `place` is where they start."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Printed:
    """A field with the filter it is printed through ("" for none)."""

    field: str
    filter: str
    place: Place


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands in one branch of a condition, and what is known there: (what was asked, whether it holds)."""

    known: tuple[tuple[str, bool], ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A condition: its branches, the last of which may be empty, and the fields that it asks for.

    A loop is one with a single branch: its list is known there, and what it prints is printed at least once.
    """

    asked: tuple[tuple[str, Place], ...]
    branches: tuple[Branch, ...]


Leaf: TypeAlias = Written | Printed
Piece: TypeAlias = Written | Printed | Choice


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """A template as it was read, with the parts it includes in their places."""

    file: str
    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a template: what is printed in order, and what is known of the fields that were asked for."""

    pieces: tuple[Leaf, ...]
    known: Mapping[str, bool]

    def text(self, values: Mapping[str, str]) -> tuple[str, tuple[int, ...]]:
        """The text with some fields' values (others as their names), and the offset at which each piece starts."""
        parts: list[str] = []
        starts: list[int] = []
        length = 0
        for piece in self.pieces:
            part = piece.text if isinstance(piece, Written) else values.get(piece.field, f"({piece.field})")
            starts.append(length)
            parts.append(part)
            length += len(part)
        return "".join(parts), tuple(starts)

    def place(self, text: str, starts: tuple[int, ...], offset: int) -> Place:
        """Where the character at this offset of `text` comes from."""
        index = bisect_right(starts, offset) - 1
        piece = self.pieces[index]
        if isinstance(piece, Printed):
            return piece.place
        before = text[starts[index] : offset].split("\n")
        start = piece.place
        return Place(
            start.file, start.line + len(before) - 1, len(before[-1]) + (start.column if len(before) == 1 else 1)
        )


class TooManyWaysError(DunwellError):
    """There are more than `MOST_WAYS` ways through a template."""


def ways(pieces: tuple[Piece, ...], matters: Callable[[Leaf], bool]) -> tuple[Way, ...]:
    """Every way through the pieces, leaving out the conditions under which nothing that matters stands.

    Raises TooManyWaysError.
    """
    return tuple(_onward(Way((), {}), _without_idle(pieces, matters)))


def _without_idle(pieces: tuple[Piece, ...], matters: Callable[[Leaf], bool]) -> tuple[Piece, ...]:
    return tuple(
        piece
        for piece in pieces
        if not isinstance(piece, Choice)
        or any(not isinstance(below, Choice) and matters(below) for below in each_piece((piece,)))
    )


def _onward(way: Way, pieces: tuple[Piece, ...]) -> list[Way]:
    found = [way]
    for piece in pieces:
        if isinstance(piece, Choice):
            found = [
                longer
                for before in found
                for branch in piece.branches
                if all(before.known.get(what, holds) == holds for what, holds in branch.known)
                for longer in _onward(Way(before.pieces, {**before.known, **dict(branch.known)}), branch.pieces)
            ]
        else:
            found = [Way((*before.pieces, piece), before.known) for before in found]
        if len(found) > MOST_WAYS:
            raise TooManyWaysError
    return found


def each_piece(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Every piece, also those in branches, in the order of the template."""
    for piece in pieces:
        yield piece
        if isinstance(piece, Choice):
            for branch in piece.branches:
                yield from each_piece(branch.pieces)


def check_fields(use: TemplateUse) -> Iterator[Problem]:
    """DW633 for a field that no message has, DW635 for one that is not printed through its filter."""
    for piece in each_piece((*use.subject, *use.body)):
        if isinstance(piece, Choice):
            yield from (_unknown(name, place) for name, place in piece.asked if name not in BY_NAME)
        elif isinstance(piece, Printed):
            field = BY_NAME.get(piece.field)
            if field is None:
                yield _unknown(piece.field, piece.place)
            elif FILTER_OF[field.type] != piece.filter:
                yield _filter(piece, FILTER_OF[field.type])


def _unknown(name: str, place: Place) -> Problem:
    fix = did_you_mean(name, tuple(BY_NAME))
    return Problem("DW633", f"no message has a field {name!r}", place, fix)


def _filter(piece: Printed, wanted: str | None) -> Problem:
    kind = BY_NAME[piece.field].type
    if kind == "list":
        fix = f"write {loop_of(piece.field)}…{{% endfor %}}"
        return Problem("DW635", f"{piece.field!r} is a list; it is printed row by row", piece.place, fix)
    if wanted is None:
        message = f"{piece.field!r} is yes or no; it can be asked, not printed"
        return Problem("DW635", message, piece.place, f"write words for it: {{% if {piece.field} %}}…{{% endif %}}")
    printed = f"as {piece.filter}" if piece.filter else "as it is"
    message = f"{piece.field!r} is of the type {kind}, and is printed {printed}"
    return Problem("DW635", message, piece.place, f"write {print_of(piece.field)}")
