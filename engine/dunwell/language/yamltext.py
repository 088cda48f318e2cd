"""The text of a YAML file before it is parsed: its size, encoding, characters and lines.

Lines end at CR LF, LF or CR, as editors count them. The other line separators of Unicode are refused, so that a line
number means the same to everybody; so are characters that a reviewer of the file cannot see.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dunwell.problems import Edit, Mend, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1024 * 1024
_MOST_CHARACTERS_SHOWN = 20
_LINE_END = re.compile(r"\r\n|\r|\n")
_INDENT = re.compile(r"[ \t\xa0]*")
_SAVE_AS_UTF8 = "save the file as UTF-8 (in most editors: Save as, Encoding)"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# First what YAML itself forbids, then line separators, zero-width spaces and marks that turn the direction of text.
_FORBIDDEN = re.compile(
    "[^\\t\\n\\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u2028\u2029\u200b\ufeff\u202a-\u202e\u2066-\u2069]"
)
_UNSEEN = "\u200b\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Those that have no width: without them the text reads as it did."""


class Mark(Protocol):
    """A position as PyYAML gives it: line and column counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Spot(NamedTuple):
    """A position as the parser counts, from 0; `Place` is the same for people, from 1."""

    line: int
    column: int


def spot(mark: Mark | None) -> Spot:
    """The position of a mark; the start of the file if the parser gave none."""
    return Spot(mark.line, mark.column) if mark else Spot(0, 0)


class Lines:
    """A text by lines, and the way from the parser's marks to places that always lie inside the file."""

    def __init__(self, text: str, file: str) -> None:
        self.text = split_lines(text)
        self.file = file

    @property
    def start(self) -> Place:
        """The first character of the file."""
        return Place(self.file)

    @property
    def has_text(self) -> bool:
        """Whether there is anything but white space."""
        return any(line.strip() for line in self.text)

    def inside(self, mark: Spot) -> Spot:
        """The mark itself; the last character written if the mark lies behind that."""
        if mark.line < len(self.text) - 1 or (mark.line == len(self.text) - 1 and self.text[mark.line]):
            return Spot(mark.line, min(mark.column, len(self.text[mark.line])))
        written = (n for n in range(len(self.text) - 1, -1, -1) if self.text[n].strip())
        last = next(written, 0)
        return Spot(last, max(0, len(self.text[last].rstrip()) - 1))

    def place(self, mark: Spot, length: int = 1, skip_to: str = "") -> Place:
        """The place of a mark, moved on to `skip_to` if that stands further on in the line.

        It lies inside the file, even if the mark does not, and the length ends with the line.
        """
        line, column = self.inside(mark)
        text = self.text[line]
        if skip_to and skip_to in text[column:]:
            column = text.index(skip_to, column)
        return Place(self.file, line + 1, column + 1, max(1, min(length, len(text) - column)))

    def between(self, start: Spot, end: Spot) -> Place:
        """From one mark up to another; up to the end of the first line if the other is further down."""
        line = self.text[start.line] if start.line < len(self.text) else ""
        last = end.column if end.line == start.line else len(line.rstrip())
        return self.place(start, length=last - start.column)

    def whole(self, number: int) -> Place:
        """All that is written on a line, without its indentation; the number counts from 0."""
        text = self.text[number].rstrip()
        indent = len(indentation(text))
        return Place(self.file, number + 1, indent + 1, max(1, len(text) - indent))

    def before(self, mark: Spot) -> str:
        """What stands on the line of a mark before it."""
        line, column = self.inside(mark)
        return self.text[line][:column]

    def after(self, mark: Spot) -> str:
        """What stands on the line of a mark from it on, without the blanks at the end."""
        line, column = self.inside(mark)
        return self.text[line][column:].rstrip()

    def above(self, number: int) -> int | None:
        """The nearest line above this one that is neither blank nor a comment (numbers from 0)."""
        candidates = range(min(number, len(self.text)) - 1, -1, -1)
        return next((n for n in candidates if self.text[n].strip() and not self.text[n].lstrip().startswith("#")), None)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text as the places of its problems count them."""
    return tuple(_LINE_END.split(text))


def split_kept(text: str) -> list[str]:
    """The same lines, each with the sign that ends it: joined they are the text again."""
    ends = [found.end() for found in _LINE_END.finditer(text)]
    lines = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    rest = text[ends[-1] if ends else 0 :]
    return [*lines, rest] if rest else lines


def indentation(line: str) -> str:
    """The blanks, tabs and no-break spaces that a line starts with."""
    found = _INDENT.match(line)
    return found.group() if found else ""


def readable_text(source: bytes | str, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file without a byte order mark, and what is wrong with its size, encoding and characters.

    Forbidden characters come back as U+FFFD, so that the rest can be read too; None where that is of no use.
    """
    if len(source) > MOST_BYTES:
        message = f"the file has {len(source)} bytes; more than {MOST_BYTES} are not read"
        return None, (Problem("DW101", message, Place(file), "split it into several files"),)
    text = source if isinstance(source, str) else _decoded(source, file)
    if isinstance(text, Problem):
        return None, (text,)
    text = text.removeprefix("\ufeff")
    problems = tuple(_forbidden_characters(text, file))
    if len(problems) > _MOST_CHARACTERS_SHOWN:
        return None, problems[:_MOST_CHARACTERS_SHOWN]
    return without_hidden(text), problems


def _decoded(source: bytes, file: str) -> str | Problem:
    """The text of UTF-8 bytes; else a problem that names the encoding or the byte."""
    if source[:2] in _UTF16_MARKS or b"\0\0" in (source[0:4:2], source[1:4:2]):
        return Problem("DW102", "the file is written in UTF-16, not in UTF-8", Place(file), _SAVE_AS_UTF8)
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = split_lines(source[: error.start].decode("utf-8"))
        byte = source[error.start : error.start + 1]
    meant = byte.decode("cp1252", "ignore")
    hint = f"; it may be {meant!r} as older Windows programs write it" if meant else ""
    place = Place(file, len(lines), len(lines[-1].removeprefix("\ufeff")) + 1)
    return Problem("DW102", f"the byte 0x{byte.hex().upper()} is not UTF-8{hint}", place, _SAVE_AS_UTF8)


def _forbidden_characters(text: str, file: str) -> Iterator[Problem]:
    """One problem for each character, up to one more than are shown."""
    for found in islice(_FORBIDDEN.finditer(text), _MOST_CHARACTERS_SHOWN + 1):
        before = split_lines(text[: found.start()])
        message = f"{_character(found)} is not allowed: a reader of the file cannot see it"
        place = Place(file, len(before), len(before[-1]) + 1)
        gone = Mend((Edit(place.line, place.column, place.line, place.column + 1, ""),))
        yield Problem("DW103", message, place, "delete the character", mend=gone if found.group() in _UNSEEN else None)


def hidden_character(value: str) -> str | None:
    """The first character that no file may hold, as "U+0007 (a control character)"; an escape can make one."""
    found = _FORBIDDEN.search(value)
    return _character(found) if found else None


def without_hidden(text: str) -> str:
    """The text with U+FFFD in place of each character that no file may hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _character(found: re.Match[str]) -> str:
    name = unicodedata.name(found.group(), "a control character").lower()
    return f"U+{ord(found.group()):04X} ({name})"
