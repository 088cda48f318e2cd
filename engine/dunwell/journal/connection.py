"""What a connection to the journal's database does, whichever database it is: the same SQL in, the same rows out.

A statement is written as SQLite has it, with `?` for a value. All of its rows are fetched at once. What the database
cannot do is a problem (DW952) that shows neither a password nor what a row holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal["write", "claim", "read"]
"""What a transaction is for: to write in turn, to write rows that it locks itself, or to see one moment of it all."""

Value = str | int | bytes | None
"""What a column may hold."""

PATIENCE = 30
"""Seconds that a writer waits for another one before it gives up."""


class Row(Protocol):
    """A row, by the names of its columns or by their order."""

    def __getitem__(self, key: str | int, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def keys(self) -> Iterable[str]: ...


@dataclass(slots=True)
class Result:
    """The rows that a statement gave, and how many rows it changed."""

    rows: Sequence[Row]
    rowcount: int
    _next: int = 0

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def fetchall(self) -> Sequence[Row]:
        """All rows."""
        return self.rows

    def fetchone(self) -> Any:
        """The next row, or None."""
        self._next += 1
        return self.rows[self._next - 1] if self._next <= len(self.rows) else None


class Connection(Protocol):
    """An open database. `shown` is how messages call it.

    `skip_locked` ends a query that leaves out rows which another transaction holds; empty where there are no such rows.
    """

    @property
    def shown(self) -> str: ...
    @property
    def skip_locked(self) -> str: ...
    def execute(self, statement: str, values: Sequence[Value] = (), /) -> Result: ...
    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> Result: ...
    def define(self, statement: str, /) -> None: ...
    def guard(self, table: str, /) -> None: ...
    def begin(self, kind: Kind, /) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def version(self) -> int | None: ...
    def set_version(self, version: int, /) -> None: ...
    def forget(self) -> bool: ...
    def close(self) -> None: ...


def storable(value: Value) -> Value:
    """A value as every database keeps it: text without NUL characters and without halves of a character."""
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    return value.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def unusable(where: str, why: str, fix: str = "") -> ProblemsFound:
    """The problem that a database cannot do what it should (DW952)."""
    usual = "look at the file, its folder and the disk; if another program writes to it, try again"
    return ProblemsFound((Problem("DW952", f"the journal {where!r} cannot be used: {why}", None, fix or usual),))
