"""The journal in a database of a PostgreSQL server. Imported only where one is used: it needs the extra `postgres`."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dunwell.journal.connection import PATIENCE, Result, storable, unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dunwell.journal.connection import Kind, Value
    from dunwell.journal.location import Server

_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = '{patience}ms'"
_BEGIN: Mapping[Kind, str] = {
    "read": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "claim": _WRITE,
    "write": _WRITE + "; SELECT pg_advisory_xact_lock({turn})",
}
_OUR_WORDS = re.compile(r"\b(TEXT|BLOB)\b")
_TYPES = {"TEXT": 'TEXT COLLATE "C"', "BLOB": "BYTEA"}
"""What types are called here; by "C" text has the order of SQLite, whatever language the database is in."""

_ONLY_GROWS = """
    CREATE OR REPLACE FUNCTION dunwell_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal only grows: % are not changed', TG_TABLE_NAME; END $$"""
_USUAL: Mapping[str, str | int] = {"connect_timeout": 10, "application_name": "dunwell"}
"""What a URL need not say; seconds."""
_LOCKED = "55P03"
"""The code of a lock that another transaction did not give up in time."""
_LOOK = "look at the server and the network, and at the URL; `dunwell explain DW952` says more"
_LOST = "when the server is back, see what was recorded (`dunwell history`) before you run the command again"


@dataclass(frozen=True, slots=True)
class PostgresRow:
    """A row of values that also goes by the names of its columns."""

    _names: Mapping[str, int]
    _values: Sequence[Any]

    def __getitem__(self, key: str | int, /) -> Any:
        return self._values[key if isinstance(key, int) else self._names[key]]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def keys(self) -> Iterable[str]:
        """The names of the columns in their order."""
        return self._names


@dataclass(frozen=True, slots=True)
class PostgresConnection:
    """An open connection to a server. `turn` is the lock that writers of this journal take one after the other."""

    raw: psycopg.Connection[PostgresRow]
    shown: str
    turn: int = 0
    skip_locked: str = " FOR UPDATE SKIP LOCKED"

    def execute(self, statement: str, values: Sequence[Value] = (), /) -> Result:
        """Run a statement and fetch its rows."""
        with self._told():
            cursor = self.raw.execute(_translated(statement), tuple(map(storable, values)))
            return Result(cursor.fetchall() if cursor.description else (), cursor.rowcount)

    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> Result:
        """Run a statement once for each row of values."""
        with self._told(), self.raw.cursor() as cursor:
            cursor.executemany(_translated(statement), [tuple(map(storable, row)) for row in rows])
            return Result((), cursor.rowcount)

    def define(self, statement: str, /) -> None:
        """Run a statement of a migration, with the types that this database has."""
        self._run(_OUR_WORDS.sub(lambda found: _TYPES[found[0]], statement))

    def guard(self, table: str, /) -> None:
        """Refuse to change or delete a row of a table, whoever tries."""
        self._run(_ONLY_GROWS)
        self._run(f"DROP TRIGGER IF EXISTS {table}_grows ON {table}")
        self._run(
            f"CREATE TRIGGER {table}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION dunwell_only_grows()"
        )

    def begin(self, kind: Kind, /) -> None:
        """Begin a transaction; one that writes takes its turn."""
        self._run(_BEGIN[kind].format(patience=round(PATIENCE * 1000), turn=self.turn))

    def commit(self) -> None:
        """Keep what the transaction did."""
        self._run("COMMIT")

    def rollback(self) -> None:
        """Take back what the transaction did; without a connection the server does so itself."""
        with suppress(psycopg.Error):
            self.raw.rollback()

    def version(self) -> int | None:
        """The number of migrations that were run; None if the tables are another program's."""
        tables = self.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        if "dunwell_version" not in {row[0] for row in tables}:
            return None if tables else 0
        return int(self.execute("SELECT version FROM dunwell_version").fetchone()[0])

    def set_version(self, version: int, /) -> None:
        """Note how many migrations were run."""
        self._run("CREATE TABLE IF NOT EXISTS dunwell_version (version INTEGER NOT NULL)")
        self._run("DELETE FROM dunwell_version")
        self.execute("INSERT INTO dunwell_version (version) VALUES (?)", (version,))

    def forget(self) -> bool:
        """Let the server use the space of what was deleted for other rows; copies of it are the server's own matter."""
        self._run("VACUUM")
        return True

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()

    def _run(self, statements: str) -> None:
        """Run statements without values, several at once."""
        with self._told():
            self.raw.execute(statements.encode())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the server could not do in its own words, but without the row that it was about."""
        try:
            yield
        except psycopg.Error as error:
            if self.raw.closed:
                raise unusable(self.shown, "the connection to the server was lost", _LOST) from error
            why = "it is locked by another writer" if error.sqlstate == _LOCKED else error.diag.message_primary
            raise unusable(self.shown, why or type(error).__name__, _LOOK) from error


def connect(server: Server) -> PostgresConnection:
    """Connect to a database of a server. Raises ProblemsFound (DW952)."""
    try:
        settings = conninfo_to_dict(server.url)
    except psycopg.Error as error:  # its words repeat the URL
        fix = "write it as postgresql://user@host/database"
        raise unusable(server.shown, "the URL cannot be read", fix) from error
    usual = {key: value for key, value in _USUAL.items() if key not in settings}
    url = make_conninfo(server.url, **usual, client_encoding="UTF8")
    try:
        raw = psycopg.connect(url, autocommit=True, row_factory=_rows)
    except psycopg.Error as error:
        raise unusable(server.shown, _without(str(error), settings.get("password")), _LOOK) from error
    connection = PostgresConnection(raw, server.shown)
    try:
        return _ready(connection)
    except BaseException:
        connection.close()
        raise


def _ready(connection: PostgresConnection) -> PostgresConnection:
    """See that the database is one that a journal can be in, and which lock its writers take."""
    encoding = connection.raw.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        fix = "make the database with ENCODING 'UTF8'"
        raise unusable(connection.shown, f"its text is in {encoding}, which lacks most letters", fix)
    schema = connection.execute("SELECT current_schema() AS name").fetchone()["name"]
    if schema is None:
        fix = "make the schema, or name one that is there in the search_path of the user"
        raise unusable(connection.shown, "the user has no schema to work in", fix)
    return PostgresConnection(connection.raw, connection.shown, crc32(f"dunwell journal in {schema}".encode()))


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], PostgresRow]:
    names = {column.name: index for index, column in enumerate(cursor.description or ())}
    return lambda values: PostgresRow(names, values)


@lru_cache(maxsize=256)
def _translated(statement: str) -> bytes:
    """A statement with values in the way of this library."""
    return statement.replace("%", "%%").replace("?", "%s").encode()


def _without(words: str, password: object) -> str:
    """What a connection ended in, on one line and without the password."""
    line = " ".join(words.split())
    return line.replace(str(password), "…") if password else line
