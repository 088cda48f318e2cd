"""Tables from spreadsheets and for them: CSV with `;`, `,` or tabs, in Unicode or a Windows code page.

Rows and cells are only cut here: quotes, the ways in which Excel protects text (`="007"`), and where each cell stands.
Spreadsheets put days and amounts in the form of the country; what may be read in two ways is refused, not guessed.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

from dunwell.money import parse_amount
from dunwell.problems import Place
from dunwell.readers.decoding import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEPARATORS = (";", ",", "\t", "|")
_SAID = re.compile(r"\s*sep=(.)\s*\Z", re.IGNORECASE)
_AS_TEXT = re.compile(r'="(.*)"\Z', re.DOTALL)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs themselves begin: zip archives, and what they wrote before 2007."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_LOCAL = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2}")
_GROUPS = re.compile(r"-?\d{1,3}(?:[.,' \u00a0]\d{3})+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""How a cell begins that some spreadsheet works out or runs."""
_MONEY_SIGNS = re.compile(r"^(?:EUR|€)\s*|\s*(?:EUR|€)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without spaces around it, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as a spreadsheet counts (empty rows count, lines within a cell do not), and all its cells.

    There may be fewer or more cells than `headings`.
    """

    number: int
    written: tuple[Cell, ...]
    headings: tuple[str, ...]

    @property
    def place(self) -> Place:
        """The line of the file on which the row begins."""
        first = self.written[0].place
        return Place(first.file, first.line)

    @property
    def cells(self) -> Mapping[str, str]:
        """The filled cells by heading."""
        pairs = zip(self.headings, self.written, strict=False)
        return {heading: cell.text for heading, cell in pairs if heading and cell.text}

    @property
    def too_long(self) -> bool:
        """Whether anything stands beyond the last heading: a separator within a cell moves what follows."""
        return any(cell.text for cell in self.written[len(self.headings) :])

    def at(self, heading: str) -> Place:
        """Where the cell of a heading stands; where the row begins, if it has none."""
        pairs = zip(self.headings, self.written, strict=False)
        return next((cell.place for name, cell in pairs if name == heading), self.place)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row in which anything stands, and the rows below it but for empty ones.

    `fault` is what kept the rest of it, or all of it, from being read; "" for a whole sheet.
    """

    heading: tuple[Cell, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    fault: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of the heading, as they are written."""
        return tuple(cell.text for cell in self.heading)


def read_sheet(content: bytes, name: str = "", *, remarks: bool = False) -> Sheet:
    """Cut a file into a heading and rows; `name` is what places call it.

    With `remarks`, rows that begin with # are left out. The separator is the one that the file says (`sep=;`), else the
    one that cuts the first row into most cells.
    """
    if content.startswith(_WORKBOOKS):
        return Sheet(fault="it is a workbook; save it as CSV")
    lines = list(StringIO(decode_text(content), newline=""))
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    said = _SAID.match(lines[first]) if lines else None
    if said:
        lines[first] = "\n"
    separator = said[1] if said else _separator(lines, remarks=remarks)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    fault = ""
    try:
        rows.extend(_rows(lines, separator, name, remarks=remarks))
    except csv.Error as error:
        fault = f"it cannot be cut into cells: {error}"
    if not rows:
        return Sheet(fault=fault or "it holds no row")
    heading = rows[0][1]
    headings = tuple(cell.text for cell in heading)
    return Sheet(heading, tuple(SheetRow(number, cells, headings) for number, cells in rows[1:]), fault)


def _separator(lines: list[str], *, remarks: bool) -> str:
    first = next((line for line in lines if line.strip() and not (remarks and line.startswith("#"))), "")
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _rows(lines: list[str], separator: str, name: str, *, remarks: bool) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows with anything in them by number. Raises csv.Error."""
    reader = csv.reader(lines, delimiter=separator)
    start = 0
    for number, row in enumerate(reader, 1):
        first, start = start, reader.line_num
        if any(cell.strip() for cell in row) and not (remarks and row[0].lstrip().startswith("#")):
            yield number, _cells(row, lines[first], Place(name, first + 1))


def _cells(row: list[str], line: str, start: Place) -> tuple[Cell, ...]:
    """The cells of a row with the column of the file's line at which each begins, as far as it stands on that line."""
    cells, at = [], 0
    for text in row:
        found = max(line.find(text, at), at)
        at = found + len(text)
        protected = _AS_TEXT.match(text.strip())
        said = (protected[1] if protected else text).strip()
        cells.append(Cell(said, Place(start.file, start.line, found + 1, max(len(text), 1))))
    return tuple(cells)


def safe_cell(text: str) -> str:
    """Somebody else's text as a cell that no spreadsheet takes for a formula: an apostrophe comes before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def day_in(cell: str) -> date:
    """The day in a cell: 2026-04-02, 2-4-2026 or 2.4.2026 (the day first), or 15/04/2026.

    With slashes some countries put the month first, so 02/04/2026 is refused. Raises ValueError.
    """
    if found := _ISO.fullmatch(cell):
        return _date(cell, int(found[1]), int(found[2]), int(found[3]))
    found = _LOCAL.fullmatch(cell)
    if found is None:
        short = "; write the year with four digits" if _SHORT.fullmatch(cell) else ""
        raise ValueError(f"{cell!r} is not a day such as 2026-04-02{short}")
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] != "/" or one == other:
        return _date(cell, year, other, one)
    if one <= 12 and other <= 12:
        first, second = date(year, other, one), date(year, one, other)
        raise ValueError(f"{cell!r} may be {first.isoformat()} or {second.isoformat()}")
    return _date(cell, year, *((one, other) if other > 12 else (other, one)))


def amount_in(cell: str) -> str:
    """The amount in a cell as "1250.00": with a comma or a point before the cents, with or without thousands marked.

    "1.250" may be either, and is refused. Raises ValueError.
    """
    bare = _MONEY_SIGNS.sub("", cell.strip()).strip()
    whole, mark, cents = bare, "", ""
    if len(bare) > 2 and bare[-3:-2] in (",", "."):
        whole, mark, cents = bare[:-3], ".", bare[-2:]
    elif len(bare) > 1 and bare[-2:-1] in (",", "."):
        whole, mark, cents = bare[:-2], ".", f"{bare[-1]}0"
    if _GROUPS.fullmatch(whole):
        if not mark and not re.search(r"[' \u00a0]", whole):
            raise ValueError(f"{cell!r} may be thousands or an amount with three decimals")
        whole = re.sub(r"[.,' \u00a0]", "", whole)
    return f"{parse_amount(f'{whole}{mark}{cents}'):.2f}"


def _date(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{cell!r} is no day of the calendar") from error
