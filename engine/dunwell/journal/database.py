"""The file of a journal: made, opened, brought up to date, and written in short transactions.

Several processes may use it at once: readers see what was committed, and writers wait for each other.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dunwell.journal.schema import MIGRATIONS, ONLY_GROW, guards
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 30
"""Seconds that a writer waits for another one before it gives up."""


def create_database(path: Path) -> sqlite3.Connection:
    """Make the file of a journal, or open the one that is there. Raises ProblemsFound if neither can be done."""
    with told(path):
        return _ready(_connected(path, "rwc"), path)


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file of a journal and bring it up to date.

    Raises ProblemsFound: there is no file (DW951), it is no journal or cannot be used (DW952), or it was written by a
    newer program (DW953).
    """
    if not path.exists():
        message = f"there is no journal at {path.as_posix()!r}"
        fix = "check 'journal' in dunwell.yaml; `dunwell init` makes a new one"
        raise ProblemsFound((Problem("DW951", message, None, fix),))
    with told(path):
        return _ready(_connected(path, "rw"), path)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that writes: all of it is kept, or nothing. It takes its turn before it reads anything."""
    with told(None):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One view of the journal: what others write meanwhile is not seen."""
    with told(None):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")  # who is erased is gone from the file too
    return connection


def _ready(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Bring the tables up to date, step by step, if they are older than the program."""
    try:
        if _version(connection, path) < len(MIGRATIONS):
            with writing(connection):
                for step in MIGRATIONS[_version(connection, path) :]:  # read anew: another process may have been first
                    for statement in step:
                        connection.execute(statement)
                for statement in (one for table in ONLY_GROW for one in guards(table)):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        message = f"the journal {path.as_posix()!r} has version {version}; this program knows {len(MIGRATIONS)}"
        raise ProblemsFound((Problem("DW953", message, None, "use the newer version of Dunwell that wrote it"),))
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if version == 0 and tables:
        message = f"{path.as_posix()!r} is a database of another program"
        raise ProblemsFound((Problem("DW952", message, None, "name another file as 'journal' in dunwell.yaml"),))
    return version


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """What the database cannot do is a problem (DW952), not an exception of its own."""
    try:
        yield
    except sqlite3.Error as error:
        where = f"the journal {path.as_posix()!r}" if path else "the journal"
        fix = "look at the file, its folder and the disk; if another program writes to it, try again"
        raise ProblemsFound((Problem("DW952", f"{where} cannot be used: {error}", None, fix),)) from error
