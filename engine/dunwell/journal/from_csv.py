"""Read a list of events that people keep in a spreadsheet: one row an event, one column a key.

The columns `case`, `event` and `at` (its day) must be there, filled in every row: without its day, a row that is given
again tomorrow would be another event. `by` is who says so, and `data` holds KEY=VALUE pairs parted by semicolons, for
who would rather not have a column for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.journal.recording import Wanted
from dunwell.journal.tables import READERS, Form, read_table, row_slips
from dunwell.journal.taking import Item
from dunwell.language.events import EVENTS
from dunwell.readers.spreadsheet import day_in

if TYPE_CHECKING:
    from dunwell.problems import Problem
    from dunwell.readers.spreadsheet import SheetRow

_NEEDED = ("case", "event", "at")
_FIXED = (*_NEEDED, "by", "data")
_TYPES = {datum.name: datum.type for kind in EVENTS.values() for datum in kind.data}
_READERS = {"at": day_in, **{name: READERS[kind] for name, kind in _TYPES.items() if kind in READERS}}
_FORM = Form("DW044", "DW045", _NEEDED, (*_FIXED, *sorted(_TYPES)), "case;event;at;amount …", _READERS)


def read_events(content: bytes, name: str, by: str) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """The events of a file and what is wrong with its rows; `by` records where a row says nobody else."""
    rows, wrong = read_table(content, name, _FORM)
    items, problems = [], [*wrong]
    for row in rows:
        found = tuple(row_slips(row, _FORM))
        problems += found
        if not found:
            items.append(_item(row, name, by))
    return tuple(items), tuple(problems)


def _item(row: SheetRow, name: str, by: str) -> Item:
    cells = row.cells
    data = [f"{key}={_READERS.get(key, str)(cell)}" for key, cell in cells.items() if key not in _FIXED]
    data += [one.strip() for one in cells.get("data", "").split(";") if one.strip()]
    at = day_in(cells["at"]).toordinal()
    wanted = Wanted(cells["event"], tuple(data), at, cells.get("by", by), f"{name}, row {row.number}")
    return Item(cells["case"], wanted, "", f"row {row.number}", row.place)
