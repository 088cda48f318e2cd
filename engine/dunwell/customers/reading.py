"""Read a customer register: every row that can be read, and every mistake with its row and column.

A wrong cell is left out and told; the rest of its row, and all other rows, count.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from dunwell.customers.cells import BadCell, read_cell
from dunwell.customers.columns import BY_NAME, HEADINGS, KNOWS_BY, plain
from dunwell.customers.register import Customer, Register
from dunwell.model import Address, Agreement, DebtorKind, Party
from dunwell.problems import Place, Problem, ProblemsFound
from dunwell.readers.spreadsheet import read_sheet
from dunwell.readers.xml import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dunwell.customers.cells import CellValue
    from dunwell.customers.columns import Column
    from dunwell.readers.spreadsheet import Cell, Sheet, SheetRow

    Values = dict[str, CellValue]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it was read: its values by column, and where it starts."""

    place: Place
    values: Values


def open_register(path: Path, logical: str) -> Register:
    """Read the register in a file. Raises ProblemsFound (DW060, DW061) where nothing of it can be used."""
    try:
        with path.open("rb") as file:
            source = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise _unusable(logical, f"it cannot be opened: {why}") from error
    return read_register(source, logical)


def read_register(source: bytes, logical: str) -> Register:
    """Read the bytes of a register; `logical` is the path that people see. Raises ProblemsFound (DW060, DW061)."""
    if len(source) > MAX_BYTES:
        raise _unusable(logical, f"it is above the limit of {MAX_BYTES:,} bytes")
    sheet = read_sheet(source, logical, remarks=True)
    if sheet.fault:
        raise _unusable(logical, sheet.fault)
    columns, problems = _columns(sheet)
    if not any(column.name in KNOWS_BY for column in columns.values()):
        headings = ", ".join(repr(cell.text) for cell in sheet.heading[:_MOST_HEADINGS] if cell.text)
        message = f"no column tells one customer from another; the headings are {headings or 'empty'}"
        fix = f"give it one of these headings: {', '.join(KNOWS_BY)}; docs/reference/workspace.md lists more"
        raise ProblemsFound((Problem("DW061", message, sheet.heading[0].place, fix), *problems))
    found = [_row(row, columns, problems) for row in sheet.rows]
    rows = list(_once([row for row in found if row is not None], problems))
    return Register.of(logical, tuple(map(_customer, rows)), tuple(problems))


_MOST_HEADINGS = 8
_NEAR = 0.85
"""How alike a heading must be to one that is known to be told: files have many columns that are not for us."""


def _unusable(file: str, why: str) -> ProblemsFound:
    message, fix = f"the customer register cannot be used: {why}", "check 'customers' in dunwell.yaml, and the file"
    return ProblemsFound((Problem("DW060", message, Place(file), fix),))


def _columns(sheet: Sheet) -> tuple[Mapping[int, Column], list[Problem]]:
    """The columns that are known, by where they stand; a heading nearly known, or known twice, is told (DW062)."""
    columns: dict[int, Column] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(sheet.heading):
        column = HEADINGS.get(plain(cell.text))
        if column is None:
            for close in get_close_matches(plain(cell.text), HEADINGS, n=1, cutoff=_NEAR):
                message = f"the column {cell.text!r} is not read"
                fix = f"did you mean {_written(close)!r}? Any other heading is fine for what is not for us"
                problems.append(Problem("DW062", message, cell.place, fix, "warning"))
        elif column in columns.values():
            message = f"the column {cell.text!r} is not read: another one says the {column.name} already"
            fix = f"take one of them out, or call it otherwise than {column.name}"
            problems.append(Problem("DW062", message, cell.place, fix, "warning"))
        else:
            columns[index] = column
    return columns, problems


def _written(heading: str) -> str:
    """A heading in plain letters as the table of columns writes it."""
    column = HEADINGS[heading]
    return next(each for each in (column.name, *column.headings) if plain(each) == heading)


def _row(row: SheetRow, columns: Mapping[int, Column], problems: list[Problem]) -> _Row | None:
    """The values of a row; None for one that is longer than the heading: who knows which of its cells moved."""
    place, cells = row.place, row.written
    if row.too_long:
        message = f"row {place.line} has {len(cells)} cells, the heading {len(row.headings)}: the row is not read"
        fix = "put quotes around a cell that holds the separator"
        problems.append(Problem("DW063", message, place, fix))
        return None
    values: Values = {}
    for index, column in columns.items():
        cell = cells[index] if index < len(cells) else None
        if cell is None or not cell.text:
            continue
        try:
            values[column.name] = read_cell(column, cell.text)
        except BadCell as error:
            problems.append(_told(row.headings[index], cell, error))
    if values.get("kind") == "consumer" and values.get("natural_person") is False:
        message = f"row {place.line}: a consumer is a natural person, and the row says that this one is not"
        problems.append(Problem("DW063", message, place, "mend 'kind' or 'natural_person'; until then neither counts"))
        del values["kind"], values["natural_person"]
    if not values.keys() & set(KNOWS_BY):
        message = f"row {place.line} does not say which customer it is about: the row is not read"
        problems.append(Problem("DW063", message, place, "write a customer number, VAT number, company number or name"))
        return None
    return _Row(place, values)


def _told(heading: str, cell: Cell, error: BadCell) -> Problem:
    message = f"row {cell.place.line}, column {heading!r}: {error}; the cell is not read"
    return Problem("DW063", message, cell.place, error.fix)


def _once(rows: list[_Row], problems: list[Problem]) -> Iterator[_Row]:
    """The rows without those that repeat a customer number (DW064): of two that differ neither may be taken."""
    by_number: dict[str, list[_Row]] = {}
    for row in rows:
        by_number.setdefault(plain(str(row.values.get("customer_number", ""))), []).append(row)
    for number, same in by_number.items():
        if not number or len(same) == 1:
            yield from same
        elif all(row.values == same[0].values for row in same):
            yield same[0]
        else:
            lines = " and ".join(str(row.place.line) for row in same)
            called = same[0].values["customer_number"]
            message = f"customer {called} stands in rows {lines} with different contents: none of them is read"
            problems.append(Problem("DW064", message, same[1].place, "leave one row for each customer"))


def _customer(row: _Row) -> Customer:
    said = row.values
    texts: dict[str, Any] = {name: str(said[name]) for name in _TEXTS if name in said}
    email = said.get("dunning_email") or said.get("email")
    natural = said.get("natural_person")
    party = Party(
        **texts,
        registration_id=_text(said, "company_number"),
        email=str(email) if email else None,
        address=_address(said),
        natural_person=natural if isinstance(natural, bool) else None,
        kind=_kind(said),
    )
    term, in_writing, interest = said.get("term"), said.get("in_writing"), said.get("interest")
    agreement = Agreement(
        term_days=int(term) if term is not None else None,
        in_writing=bool(in_writing) if in_writing is not None else None,
        interest=interest if isinstance(interest, Decimal) else None,
    )
    return Customer(row.place, str(said.get("customer_number", "")), party, agreement)


_TEXTS = ("name", "vat_id", "size", "rating", "ability", "language", "phone", "contact", "country")
assert set(_TEXTS) < BY_NAME.keys()


def _kind(said: Values) -> DebtorKind:
    kind: Any = said.get("kind", "unknown")  # one of the words of its column
    return kind if kind in get_args(DebtorKind) else "unknown"


def _text(said: Values, name: str) -> str | None:
    return str(said[name]) if name in said else None


def _address(said: Values) -> Address | None:
    house = " ".join(str(said[name]) for name in ("street", "house_number", "house_letter") if name in said)
    lines = tuple(filter(None, (house if "street" in said else "", _text(said, "street2"))))
    postcode, town, country = (_text(said, name) for name in ("postcode", "town", "country"))
    if not (lines or postcode or town):
        return None
    return Address(lines, postcode, town, country)
