"""The journal in a SQLite file: opened in WAL mode, so that readers see what was committed while somebody writes."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.journal.connection import PATIENCE, Result, storable, unusable
from dunwell.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dunwell.journal.connection import Kind, Value

_BEGIN: Mapping[Kind, str] = {"write": "BEGIN IMMEDIATE", "claim": "BEGIN IMMEDIATE", "read": "BEGIN"}


@dataclass(frozen=True, slots=True)
class SqliteConnection:
    """An open SQLite file."""

    raw: sqlite3.Connection
    shown: str
    skip_locked: str = ""

    def execute(self, statement: str, values: Sequence[Value] = (), /) -> Result:
        """Run a statement and fetch its rows."""
        with _told(self.shown):
            cursor = self.raw.execute(statement, tuple(map(storable, values)))
            return Result(cursor.fetchall(), cursor.rowcount)

    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> Result:
        """Run a statement once for each row of values."""
        with _told(self.shown):
            cursor = self.raw.executemany(statement, [tuple(map(storable, row)) for row in rows])
            return Result((), cursor.rowcount)

    def define(self, statement: str, /) -> None:
        """Run a statement of a migration."""
        self.execute(statement)

    def guard(self, table: str, /) -> None:
        """Refuse to change or delete a row of a table, whoever tries."""
        for action in ("UPDATE", "DELETE"):
            self.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the journal only grows: {table} are not changed'); END"
            )

    def begin(self, kind: Kind, /) -> None:
        """Begin a transaction; one that writes takes its turn."""
        self.execute(_BEGIN[kind])

    def commit(self) -> None:
        """Keep what the transaction did."""
        self.execute("COMMIT")

    def rollback(self) -> None:
        """Take back what the transaction did."""
        if self.raw.in_transaction:  # a full disk, for one, ends it already
            self.execute("ROLLBACK")

    def version(self) -> int | None:
        """The number of migrations that were run; None if the tables are another program's."""
        version = int(self.execute("PRAGMA user_version").fetchone()[0])
        tables = self.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return None if tables and not version else version

    def set_version(self, version: int, /) -> None:
        """Note how many migrations were run."""
        self.execute(f"PRAGMA user_version = {version}")

    def forget(self) -> bool:
        """Write the file anew without what was deleted, and empty its log; False if somebody else still needs that."""
        self.execute("PRAGMA busy_timeout = 1000")  # a reader may stay for long, and the rows are gone already
        try:
            self.execute("VACUUM")
            return not self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except ProblemsFound:
            return False
        finally:
            self.execute(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")

    def close(self) -> None:
        """Close the file."""
        self.raw.close()


def connect(path: Path, *, make: bool) -> SqliteConnection:
    """Open a file, or make it if it is not there. Raises ProblemsFound (DW952)."""
    shown = path.as_posix()
    with _told(shown):
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if make else 'rw'}"
        raw = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
        raw.row_factory = sqlite3.Row
        connection = SqliteConnection(raw, shown)
        try:
            for setting in ("foreign_keys = ON", "journal_mode = WAL", "secure_delete = ON"):  # who is erased is gone
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def _told(shown: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise unusable(shown, str(error)) from error
