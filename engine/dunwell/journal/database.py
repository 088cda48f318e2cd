"""The database of a journal: made, opened, brought up to date, and written in short transactions.

Several processes may use it at once: readers see what was committed, and writers wait for each other.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from dunwell.journal import sqlite
from dunwell.journal.connection import unusable
from dunwell.journal.location import Server, shown
from dunwell.journal.schema import MIGRATIONS, ONLY_GROW
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.journal.connection import Connection, Kind
    from dunwell.journal.location import Location


def create_database(location: Location) -> Connection:
    """Make the tables of a journal, or open those that are there. Raises ProblemsFound if neither can be done."""
    return _up_to_date(_connected(location, make=True))


def open_database(location: Location) -> Connection:
    """Open a journal and bring it up to date.

    Raises ProblemsFound: there is none (DW951), it is no journal or cannot be used (DW952), or it was written by a
    newer program (DW953).
    """
    if not isinstance(location, Server) and not location.exists():
        raise _none(location)
    connection = _connected(location, make=False)
    if isinstance(location, Server) and connection.version() == 0:
        connection.close()
        raise _none(location)
    return _up_to_date(connection)


def is_there(location: Location) -> bool:
    """Whether a journal was made here before. Raises ProblemsFound (DW952) if a server does not say."""
    if not isinstance(location, Server):
        return location.exists()
    connection = _connected(location, make=False)
    try:
        return connection.version() != 0
    finally:
        connection.close()


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """One transaction that writes: all of it is kept, or nothing. It takes its turn before it reads anything."""
    with _transaction(connection, "write"):
        yield


@contextmanager
def claiming(connection: Connection) -> Iterator[None]:
    """One transaction that writes without waiting for its turn: only rows that it locked itself, no events.

    Where a database cannot lock rows, it takes its turn like any other.
    """
    with _transaction(connection, "claim"):
        yield


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """One view of the journal: what others write meanwhile is not seen."""
    connection.begin("read")
    try:
        yield
    finally:
        connection.rollback()


@contextmanager
def _transaction(connection: Connection, kind: Kind) -> Iterator[None]:
    try:
        connection.begin(kind)
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _connected(location: Location, *, make: bool) -> Connection:
    if not isinstance(location, Server):
        return sqlite.connect(location, make=make)
    try:
        postgres = import_module("dunwell.journal.postgres")
    except ImportError as error:
        message = f"the journal {location.shown!r} is on a PostgreSQL server, and the library for it is not installed"
        fix = "pip install 'dunwell[postgres]'"
        raise ProblemsFound((Problem("DW081", message, None, fix),)) from error
    connection: Connection = postgres.connect(location)
    return connection


def _up_to_date(connection: Connection) -> Connection:
    """Bring the tables up to date, step by step, if they are older than the program."""
    try:
        if _version(connection) < len(MIGRATIONS):
            with writing(connection):
                for step in MIGRATIONS[_version(connection) :]:  # read anew: another process may have been first
                    for statement in step:
                        connection.define(statement)
                for table in ONLY_GROW:
                    connection.guard(table)
                connection.set_version(len(MIGRATIONS))
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: Connection) -> int:
    version = connection.version()
    if version is None:
        raise unusable(
            connection.shown, "it is a database of another program", "name another 'journal' in dunwell.yaml"
        )
    if version > len(MIGRATIONS):
        message = f"the journal {connection.shown!r} has version {version}; this program knows {len(MIGRATIONS)}"
        raise ProblemsFound((Problem("DW953", message, None, "use the newer version of Dunwell that wrote it"),))
    return version


def _none(location: Location) -> ProblemsFound:
    message = f"there is no journal at {shown(location)!r}"
    fix = "check 'journal' in dunwell.yaml; `dunwell init` makes a new one"
    return ProblemsFound((Problem("DW951", message, None, fix),))
