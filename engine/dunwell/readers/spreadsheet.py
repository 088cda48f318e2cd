"""Read a table that people saved from a spreadsheet: CSV with `;`, `,` or tabs, in UTF-8 or a Windows code page.

Spreadsheets change what they show: they put days in the form of the country, and add empty rows and columns. A day
that may be read in two ways is refused rather than guessed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dunwell.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEPARATORS = (";", "\t", ",")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_LOCAL = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2}")
_GROUPS = re.compile(r"-?\d{1,3}(?:[.,' \u00a0]\d{3})+")
_MONEY_SIGNS = re.compile(r"^(?:EUR|€)\s*|\s*(?:EUR|€)$")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as a spreadsheet counts (the headings are row 1), and its filled cells by heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings as they are written, and the rows in which anything stands.

    `extra` are the numbers of rows with more cells than there are headings.
    """

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    extra: tuple[int, ...] = ()


def read_sheet(content: bytes) -> Sheet:
    """The rows of a CSV file. What is no text, or has no headings, gives a sheet without any."""
    text = _decoded(content)
    if text is None:
        return Sheet((), ())
    named = re.match(r"sep=(.)\r?\n", text)  # what some spreadsheets want in the first line
    text = text[named.end() :] if named else text
    separator = named[1] if named else _separator(text.partition("\n")[0])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return Sheet((), ())
    if not rows:
        return Sheet((), ())
    headings = tuple(cell.strip() for cell in rows[0])
    found, extra = [], []
    for number, cells in enumerate(rows[1:], start=3 if named else 2):
        filled = {name: cell.strip() for name, cell in zip(headings, cells, strict=False) if name and cell.strip()}
        if filled:
            found.append(SheetRow(number, filled))
        if any(cell.strip() for cell in cells[len(headings) :]):
            extra.append(number)
    return Sheet(headings, tuple(found), tuple(extra))


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


def _decoded(content: bytes) -> str | None:
    """The text; UTF-16 is what some spreadsheets call Unicode text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _separator(headings: str) -> str:
    return max(_SEPARATORS, key=headings.count)


def _date(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{cell!r} is no day of the calendar") from error
