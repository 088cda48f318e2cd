"""A table as Excel and bookkeeping programs write it: CSV with `;`, `,` or tabs, in Unicode or a Windows code page.

Nothing is interpreted here but quotes, and the ways in which Excel protects text (`="007"`). Rows that start with `#`
are remarks.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from dunwell.problems import Place
from dunwell.readers.mt940 import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = (";", ",", "\t", "|")
_SAID = re.compile(r"\s*sep=(.)\s*\Z", re.IGNORECASE)
_AS_TEXT = re.compile(r'="(.*)"\Z', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without spaces around it, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading and the rows below it; a row may have fewer or more cells than the heading."""

    heading: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


class NotASheet(ValueError):  # noqa: N818 - it says what was met
    """Raised where the text cannot be cut into rows; it says why."""


def read_sheet(source: bytes, file: str) -> Sheet:
    """Cut a file into a heading and rows, empty rows left out. Raises NotASheet.

    The separator is the one that the file says (`sep=;`), else the one that cuts the first row into most cells.
    """
    lines = list(StringIO(decode_text(source), newline=""))
    said = next((index for index, line in enumerate(lines) if line.strip()), 0)
    found = _SAID.match(lines[said]) if lines else None
    if found:
        lines[said] = "\n"
    separator = found[1] if found else _separator(lines)
    rows = list(_rows(lines, separator, file))
    if not rows:
        raise NotASheet("it holds no row")
    return Sheet(rows[0], tuple(rows[1:]))


def _separator(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _rows(lines: list[str], separator: str, file: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(lines, delimiter=separator)
    start = 0
    try:
        for row in reader:
            first, start = start, reader.line_num
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                yield _cells(row, lines[first], Place(file, first + 1))
    except csv.Error as error:
        raise NotASheet(f"line {reader.line_num} cannot be cut into cells: {error}") from error


def _cells(row: list[str], line: str, start: Place) -> tuple[Cell, ...]:
    """The cells of a row with the column of the file's line at which each begins, as far as it stands on that line."""
    cells, at = [], 0
    for text in row:
        found = max(line.find(text, at), at)
        at = found + len(text)
        protected = _AS_TEXT.match(text.strip())
        said = " ".join((protected[1] if protected else text).split())
        cells.append(Cell(said, Place(start.file, start.line, found + 1, max(len(text), 1))))
    return tuple(cells)
