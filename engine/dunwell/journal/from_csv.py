"""Read a list of events that people keep in a spreadsheet: one row an event, one column a key.

The columns `case`, `event` and `at` (its day) must be there, filled in every row: without its day, a row that is given
again tomorrow would be another event. `by` is who says so, and `data` holds KEY=VALUE pairs parted by semicolons, for
who would rather not have a column for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.journal.recording import Wanted
from dunwell.journal.taking import Item
from dunwell.language.events import EVENTS
from dunwell.language.phrases import did_you_mean
from dunwell.problems import Place, Problem
from dunwell.readers.spreadsheet import amount_in, day_in, read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.readers.spreadsheet import Sheet, SheetRow

_NEEDED = ("case", "event", "at")
_FIXED = (*_NEEDED, "by", "data")
_TYPES = {datum.name: datum.type for kind in EVENTS.values() for datum in kind.data}
_READERS: dict[str, tuple[Callable[[str], str], str]] = {
    "day": (lambda cell: day_in(cell).isoformat(), "write the year first: 2026-04-02"),
    "money": (amount_in, "write an amount such as 400,00"),
}
"""How the cells of a type are read, and how they should be written."""


def read_events(content: bytes, name: str, by: str) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """The events of a file and what is wrong with its rows; `by` records where a row says nobody else."""
    sheet = read_sheet(content)
    wrong = tuple(_headings(sheet, name))
    if wrong:
        return (), wrong
    items, problems = [], [_too_long(name, number) for number in sheet.extra]
    for row in sheet.rows:
        found = list(_slips(row, name))
        problems += found
        if not found and row.number not in sheet.extra:
            items.append(_item(row, name, by))
    return tuple(items), tuple(problems)


def _headings(sheet: Sheet, name: str) -> Iterator[Problem]:
    """What is wrong with the first row (DW044)."""
    known, place = (*_FIXED, *sorted(_TYPES)), Place(name, 1)
    said = tuple(heading for heading in sheet.headings if heading)
    missing = [heading for heading in _NEEDED if heading not in said]
    if missing:
        message = f"the first row has no heading {' and no heading '.join(map(repr, missing))}"
        yield Problem("DW044", message, place, "write the headings case;event;at;amount … into the first row")
    for heading in said:
        if heading not in known and not (missing and said):
            yield Problem("DW044", f"no event says anything by {heading!r}", place, did_you_mean(heading, known))
    for heading in {heading for heading in said if said.count(heading) > 1}:
        yield Problem("DW044", f"the heading {heading!r} stands twice", place, "keep one of the two columns")


def _slips(row: SheetRow, name: str) -> Iterator[Problem]:
    """What is wrong with the cells of a row before anything is known of its case (DW045)."""
    place = Place(name, row.number)
    for heading in _NEEDED:
        if heading not in row.cells:
            yield Problem("DW045", f"row {row.number}: {heading} is empty", place, "fill it in, or take the row out")
    for heading, cell in row.cells.items():
        read, fix = _READERS.get("day" if heading == "at" else _TYPES.get(heading, ""), (str, ""))
        try:
            read(cell)
        except ValueError as error:
            yield Problem("DW045", f"row {row.number}, {heading}: {error}", place, fix)


def _item(row: SheetRow, name: str, by: str) -> Item:
    cells = row.cells
    data = [f"{key}={_read(key, cell)}" for key, cell in cells.items() if key not in _FIXED]
    data += [one.strip() for one in cells.get("data", "").split(";") if one.strip()]
    at = day_in(cells["at"]).toordinal()
    wanted = Wanted(cells["event"], tuple(data), at, cells.get("by", by), f"{name}, row {row.number}")
    return Item(cells["case"], wanted, "", f"row {row.number}", Place(name, row.number))


def _read(key: str, cell: str) -> str:
    read, _ = _READERS.get(_TYPES.get(key, ""), (str, ""))
    return read(cell)


def _too_long(name: str, number: int) -> Problem:
    message = f"row {number} has more cells than there are headings"
    fix = "put a cell in quotation marks if a separator stands in it"
    return Problem("DW045", message, Place(name, number), fix)
