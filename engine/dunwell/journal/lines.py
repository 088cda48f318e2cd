"""A whole journal as JSON lines and back: for keeping it readable without us, and for moving between databases.

One line says what it is, then comes one line for each row of each table whose rows cannot be made anew, in the order
of the schema and of the keys, then one with the counts and a checksum of all before it. The same journal gives the
same bytes from every kind of database.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from dunwell.journal.database import reading, writing
from dunwell.journal.plain import compact
from dunwell.journal.schema import KEYS, MIGRATIONS
from dunwell.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dunwell.journal.connection import Connection, Row, Value

FORMAT = 1
"""The version of this way of writing a journal down; that of its tables is told beside it."""
AT_A_TIME = 500
"""How many rows are in memory at once."""
_BYTES = "base64"


def export_lines(connection: Connection) -> Iterator[bytes]:
    """The lines of a journal as it is at one moment."""
    checksum = sha256()
    counts = dict.fromkeys(KEYS, 0)

    def line(said: Mapping[str, object]) -> bytes:
        written = _dumped(said)
        checksum.update(written)
        return written

    with reading(connection):
        yield line({"dunwell_journal": FORMAT, "tables": len(MIGRATIONS)})
        for table, key in KEYS.items():
            for row in _rows(connection, table, key):
                counts[table] += 1
                yield line({"table": table, "row": dict(zip(row.keys(), map(_plain, row), strict=True))})
    yield _dumped({"rows": counts, "sha256": checksum.hexdigest()})


def import_lines(connection: Connection, lines: Iterable[bytes], name: str) -> Mapping[str, int]:
    """Add all that was exported to a journal that is empty, everything or nothing; how many rows of each table.

    `name` is what problems call the file. Raises ProblemsFound: the journal holds something (DW082), the file is
    another version's (DW083), was cut off or changed (DW084), or a line makes no sense (DW085).
    """
    with writing(connection):
        _must_be_empty(connection)
        return _Import(connection, name).run(lines)


@dataclass(slots=True)
class _Import:
    """One import: what was counted so far, and the rows that are about to be added."""

    connection: Connection
    name: str
    checksum: Any = field(default_factory=sha256)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 0))
    table: str = ""
    columns: tuple[str, ...] = ()
    rows: list[Sequence[Value]] = field(default_factory=list)

    def run(self, lines: Iterable[bytes]) -> Mapping[str, int]:
        """Take in all lines."""
        closed = False
        for number, line in enumerate(lines, 1):
            if closed:
                raise self._cut("something stands after its last line")
            said = self._read(line, number)
            if number == 1:
                self._begin(said)
            elif "sha256" in said:
                self._end(said)
                closed = True
                continue
            else:
                self._row(said, number)
            self.checksum.update(line)
        if not closed:
            raise self._cut("its last line is missing")
        return self.counts

    def _cut(self, why: str) -> ProblemsFound:
        message = f"{self.name!r} is not as it was written: {why}"
        return ProblemsFound((Problem("DW084", message, None, "export it again, or take another copy of the file"),))

    def _read(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            said = json.loads(line)
        except ValueError as error:
            raise self._senseless(number, "it is no JSON") from error
        if not isinstance(said, dict):
            raise self._senseless(number, "it is no JSON object")
        return said

    def _begin(self, said: Mapping[str, Any]) -> None:
        if (said.get("dunwell_journal"), said.get("tables")) == (FORMAT, len(MIGRATIONS)):
            return
        found = f"format {said.get('dunwell_journal')} with tables {said.get('tables')}"
        if "dunwell_journal" not in said:
            found = "no journal of Dunwell"
        message = f"{self.name!r} is {found}; this program reads format {FORMAT} with tables {len(MIGRATIONS)}"
        fix = "export it with this version of Dunwell, which brings the journal up to date when it opens it"
        raise ProblemsFound((Problem("DW083", message, None, fix),))

    def _end(self, said: Mapping[str, Any]) -> None:
        self._flush()
        if said.get("rows") != self.counts:
            raise self._cut("rows are missing, or there are more")
        if said["sha256"] != self.checksum.hexdigest():
            raise self._cut("its checksum is another one")

    def _row(self, said: Mapping[str, Any], number: int) -> None:
        table, row = said.get("table"), said.get("row")
        if not isinstance(table, str) or table not in KEYS or not isinstance(row, dict):
            raise self._senseless(number, "it is no row of a journal's table")
        columns = tuple(row)
        if not all(name.isidentifier() for name in columns):
            raise self._senseless(number, "a column has no possible name")
        if (table, columns) != (self.table, self.columns) or len(self.rows) >= AT_A_TIME:
            self._flush()
        self.table, self.columns = table, columns
        try:
            self.rows.append(tuple(_value(row[name]) for name in columns))
        except (TypeError, ValueError) as error:
            raise self._senseless(number, "a value is none that a journal holds") from error
        self.counts[table] += 1

    def _flush(self) -> None:
        if self.rows:
            names, marks = ", ".join(self.columns), ", ".join("?" * len(self.columns))
            statement = f"INSERT INTO {self.table} ({names}) VALUES ({marks})"
            self.connection.executemany(statement, self.rows)
            self.rows = []

    def _senseless(self, number: int, why: str) -> ProblemsFound:
        fix = "export it again, or take another copy of the file"
        return ProblemsFound((Problem("DW085", f"this line cannot be taken in: {why}", Place(self.name, number), fix),))


def _must_be_empty(connection: Connection) -> None:
    full = [table for table in KEYS if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()]
    if full:
        message = f"the journal {connection.shown!r} is not empty: it holds {', '.join(full)}"
        fix = "make a new workspace (`dunwell init DIR`), and take it in there"
        raise ProblemsFound((Problem("DW082", message, None, fix),))


def _rows(connection: Connection, table: str, key: tuple[str, ...]) -> Iterator[Row]:
    """All rows of a table by its key, some at a time."""
    order, marks = ", ".join(key), ", ".join("?" * len(key))
    last: tuple[Value, ...] = ()
    while True:
        after = f"WHERE ({order}) > ({marks})" if last else ""
        query = f"SELECT * FROM {table} {after} ORDER BY {order} LIMIT {AT_A_TIME}"
        rows = connection.execute(query, last).fetchall()
        yield from rows
        if len(rows) < AT_A_TIME:
            return
        last = tuple(rows[-1][name] for name in key)


def _dumped(said: Mapping[str, object]) -> bytes:
    return compact(said).encode() + b"\n"


def _plain(value: Value) -> object:
    return {_BYTES: b64encode(value).decode()} if isinstance(value, bytes) else value


def _value(said: object) -> Value:
    if isinstance(said, dict):
        (name,) = said
        if name == _BYTES:
            return b64decode(said[name], validate=True)
    elif said is None or (isinstance(said, str | int) and not isinstance(said, bool)):
        return said
    raise ValueError(type(said).__name__)
