"""Check a table that people fill in: the headings it needs, those it may have, and the cells of each row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.language.phrases import did_you_mean
from dunwell.problems import Place, Problem
from dunwell.readers.spreadsheet import amount_in, day_in, read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.readers.spreadsheet import SheetRow

    Reader = Callable[[str], object]

READERS: Mapping[str, Reader] = {"day": day_in, "money": amount_in}
"""How the cells of a type are read; others are text."""
_FIXES: Mapping[Reader, str] = {
    day_in: "write the year first: 2026-04-02",
    amount_in: "write an amount such as 400,00",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a table looks like: the headings that every row fills in, all that are known, how cells are read.

    `heading_code` and `row_code` are the problem codes of its mistakes; `example` is a first row.
    """

    heading_code: str
    row_code: str
    needed: tuple[str, ...]
    known: tuple[str, ...]
    example: str
    readers: Mapping[str, Reader]


def read_table(content: bytes, name: str, form: Form) -> tuple[tuple[SheetRow, ...], tuple[Problem, ...]]:
    """The rows of a file, headings in small letters; or no row, and what is wrong with its headings."""
    sheet = read_sheet(content, name)
    headings = tuple(heading.casefold() for heading in sheet.headings)
    wrong = tuple(_heading_slips([heading for heading in headings if heading], sheet.fault, Place(name, 1), form))
    return (() if wrong else tuple(replace(row, headings=headings) for row in sheet.rows)), wrong


def _heading_slips(said: list[str], fault: str, place: Place, form: Form) -> Iterator[Problem]:
    missing = [heading for heading in form.needed if heading not in said]
    if missing:
        message = f"the first row has no heading {' and no heading '.join(map(repr, missing))}"
        message += f"; {fault}" if fault else ""
        yield Problem(form.heading_code, message, place, f"write the headings {form.example} into the first row")
        return
    if fault:
        yield Problem(form.heading_code, f"the file is no whole table: {fault}", place, "save it as CSV again")
    for heading in dict.fromkeys(said):
        if heading not in form.known:
            fix = did_you_mean(heading, form.known)
            yield Problem(form.heading_code, f"unknown heading {heading!r}", place, fix)
        elif said.count(heading) > 1:
            message = f"the heading {heading!r} stands twice"
            yield Problem(form.heading_code, message, place, "keep one of the two columns")


def row_slips(row: SheetRow, form: Form) -> Iterator[Problem]:
    """What is wrong with the cells of a row by themselves."""
    cells = row.cells
    for heading in form.needed:
        if heading not in cells:
            fix = "fill it in, or take the row out"
            yield Problem(form.row_code, f"row {row.number}: {heading} is empty", row.place, fix)
    for heading in filter(form.readers.__contains__, cells):
        read = form.readers[heading]
        try:
            read(cells[heading])
        except ValueError as error:
            message = f"row {row.number}, {heading}: {error}"
            yield Problem(form.row_code, message, row.at(heading), _FIXES.get(read, ""))
    if row.too_long:
        message = f"row {row.number} has more cells than there are headings"
        fix = "put a cell in quotation marks if a separator stands in it"
        yield Problem(form.row_code, message, row.place, fix)
