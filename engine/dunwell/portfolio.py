"""Read a portfolio of invoices for a comparison: a folder of invoices, or a table with an invoice on each row.

The headings of a table are `number` and names of facts (`invoice.due`, `debtor.kind`, …). What is no invoice that
can be collected is left out and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.choosing import why_no_claim
from dunwell.comparing.cases import Case
from dunwell.language.fields import FIELD_NAMES, FIELDS, read_value
from dunwell.language.phrases import PhraseError, did_you_mean
from dunwell.policy_tests import REACHABLE, made_invoice
from dunwell.problems import Place, Problem
from dunwell.readers.files import read_documents
from dunwell.readers.spreadsheet import amount_in, day_in, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dunwell.language.fields import Field, Value
    from dunwell.readers.spreadsheet import SheetRow

NUMBER = "number"


def read_portfolio(path: Path) -> tuple[tuple[Case, ...], int, tuple[Problem, ...]]:
    """The cases, how many files or documents were left out, and what is wrong with the portfolio as a whole."""
    try:
        return _folder(path) if path.is_dir() else _table(path)
    except OSError as error:
        message = f"{path.as_posix()!r} cannot be read: {error.strerror}"
        return (), 0, (Problem("DW716", message, None, "name a folder of invoices, or a CSV file"),)


def _folder(path: Path) -> tuple[tuple[Case, ...], int, tuple[Problem, ...]]:
    """Every document of every file of a folder, by its number."""
    cases, left_out = [], 0
    for file in sorted(one for one in path.rglob("*") if one.is_file()):
        documents = read_documents(file, file.as_posix()).documents
        found = [Case(one.number or file.name, one, {}) for one in documents if why_no_claim(one, {}) is None]
        left_out += max(len(documents), 1) - len(found)
        cases += found
    return tuple(cases), left_out, () if cases else (_empty(path),)


def _table(path: Path) -> tuple[tuple[Case, ...], int, tuple[Problem, ...]]:
    name = path.as_posix()
    sheet = read_sheet(path.read_bytes())
    wrong = tuple(
        Problem("DW716", f"no fact is called {heading!r}", Place(name, 1), did_you_mean(heading, FIELD_NAMES))
        for heading in sheet.headings
        if heading and heading != NUMBER and (heading not in FIELDS or FIELDS[heading].derived)
    )
    if wrong:
        return (), 0, wrong
    problems: list[Problem] = []
    cases = tuple(_cases(sheet.rows, name, problems))
    left_out = len(sheet.rows) - len(cases)
    return cases, left_out, tuple(problems) if problems or cases else (_empty(path),)


def _cases(rows: tuple[SheetRow, ...], name: str, problems: list[Problem]) -> Iterator[Case]:
    for row in rows:
        given: dict[str, Value] = {}
        for heading, cell in row.cells.items():
            if heading == NUMBER:
                continue
            try:
                given[heading] = _value(FIELDS[heading], cell)
            except (PhraseError, ValueError) as error:
                message = f"row {row.number}, {heading}: {error}"
                problems.append(Problem("DW716", message, Place(name, row.number), "write it as a policy test would"))
        invoice = made_invoice(name, given)
        if why_no_claim(invoice, given) is None:
            yield Case(row.cells.get(NUMBER, f"row {row.number}"), invoice, REACHABLE | given)


def _value(field: Field, cell: str) -> Value:
    """A cell as people's spreadsheets show it; yes and no may be written in words."""
    if field.type == "money":
        cell = amount_in(cell)
    elif field.type == "day":
        cell = day_in(cell).isoformat()
    elif field.type == "yes_no":
        cell = _YES_NO.get(cell.strip().lower(), cell)
    return read_value(field, cell)


_YES_NO = {"yes": "true", "no": "false", "ja": "true", "nee": "false"}


def _empty(path: Path) -> Problem:
    return Problem("DW716", f"{path.as_posix()!r} holds no invoice", None, "name a folder of invoices, or a CSV file")
