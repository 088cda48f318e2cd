"""The files of a case: the invoice as it came in, and whatever was sent, byte for byte. All of it can be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.delivery import File

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.journal.store import Journal

INVOICE = 0
"""The number under which the invoice's own file is kept; every other is that of a delivery in the outbox."""


def keep_files(journal: Journal, case_id: str, delivery: int, files: Iterable[File]) -> None:
    """Keep files with a case, inside a transaction that is open.

    A delivery that is tried again has other words by then: what is kept is what is handed over last. The invoice's own
    file stays as it was kept first.
    """
    if delivery != INVOICE:
        journal.connection.execute("DELETE FROM files WHERE case_id = ? AND delivery = ?", (case_id, delivery))
    journal.connection.executemany(
        "INSERT INTO files (case_id, delivery, name, media_type, content) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(case_id, delivery, one.name, one.media_type, one.content) for one in files],
    )


def files_of(journal: Journal, case_id: str, delivery: int) -> tuple[File, ...]:
    """The files of one delivery, or with `INVOICE` that of the invoice, by their names; empty once erased."""
    rows = journal.connection.execute(
        "SELECT name, media_type, content FROM files WHERE case_id = ? AND delivery = ? ORDER BY name",
        (case_id, delivery),
    )
    return tuple(File(row["name"], row["media_type"], bytes(row["content"])) for row in rows.fetchall())
