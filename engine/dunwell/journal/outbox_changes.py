"""What is done to rows of the outbox: added, claimed, begun, and moved on; each inside a transaction that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunwell.days import day_text
from dunwell.journal.outbox import OPEN, Key, marks_for, names_of, next_turn, row_numbered, rows_in, rows_numbered
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dunwell.journal.outbox import NewRow, Row, State
    from dunwell.journal.store import Journal, Stamp


class Change(NamedTuple):
    """What becomes of a row: its new state, why, what the outside world answered, and from when on it is tried again.

    `tried` counts this as a try.
    """

    state: State
    why: str = ""
    proof: str = ""
    not_before: str = ""
    tried: bool = False


def add_rows(journal: Journal, wanted: Iterable[NewRow], state: State, stamp: Stamp) -> tuple[Row, ...]:
    """Add what is to be carried out, inside a transaction that is open.

    An action of which a row is open is not taken up again. All channels of one action are added together.
    """
    turns: dict[tuple[str, str, str], int | None] = {}
    added = []
    for one in wanted:
        about = (one.case_id, one.kind, one.name)
        if about not in turns:
            turns[about] = next_turn(journal, one)
        turn = turns[about]
        if turn is not None:
            added.append(_add(journal, one, Key(*about, turn), state, stamp))
    return tuple(added)


def _add(journal: Journal, one: NewRow, key: Key, state: State, stamp: Stamp) -> Row:
    last = journal.connection.execute("SELECT MAX(number) AS last FROM outbox").fetchone()["last"] or 0
    journal.connection.execute(
        "INSERT INTO outbox (number, key, reference, case_id, action, kind, name, attempt, channel, due_since, state,"
        " tries, not_before, lease_until, worker, closed_on, interest, costs, seen, why, proof, recorded_on,"
        " recorded_at, recorded_by) VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', '', '', '', '', 0, '', '', ?, ?, ?)",
        (last + 1, *names_of(key.action, one.channel), one.case_id, key.action, one.kind, one.name, one.attempt,
         one.channel, day_text(one.since), state, day_text(stamp.on), stamp.at, stamp.by),
    )  # fmt: skip
    return row_numbered(journal, last + 1)


def claim_rows(
    journal: Journal, worker: str, moment: str, until: str, channels: Collection[str], most: int
) -> tuple[Row, ...]:
    """Take rows that are ready for these channels, for this worker alone and until a moment, inside a transaction.

    `moment` is the one up to which retries are due. The oldest come first.
    """
    if not channels:
        return ()
    marks = marks_for(channels)
    found = journal.connection.execute(
        f"SELECT number FROM outbox WHERE state = 'ready' AND not_before <= ? AND channel IN ({marks})"
        " ORDER BY due_since, number LIMIT ?" + journal.connection.skip_locked,
        (moment, *channels, most),
    ).fetchall()
    numbers = tuple(row["number"] for row in found)
    if not numbers:
        return ()
    journal.connection.execute(
        f"UPDATE outbox SET state = 'claimed', worker = ?, lease_until = ? WHERE number IN ({marks_for(numbers)})",
        (worker, until, *numbers),
    )
    rows = {row.number: row for row in rows_numbered(journal, numbers)}
    return tuple(rows[number] for number in numbers)


def change_row(journal: Journal, row: Row, change: Change, stamp: Stamp) -> bool:
    """Move a row on from the state and worker that it was read with, inside a transaction that is open.

    Nothing is changed, and False given, if somebody else moved it meanwhile. What becomes of a row is kept for good.
    """
    open_still = change.state in OPEN and change.state != "handed_out"
    changed = journal.connection.execute(
        "UPDATE outbox SET state = ?, why = ?, proof = ?, not_before = ?, tries = ?, closed_on = ?, lease_until = '',"
        " worker = '' WHERE number = ? AND state = ? AND worker = ?",
        (change.state, change.why, change.proof or row.proof, change.not_before, row.tries + change.tried,
         "" if open_still else day_text(stamp.on), row.number, row.state, row.worker),
    ).rowcount  # fmt: skip
    if changed:
        _note(journal, row.number, change, stamp)
    return bool(changed)


def release(journal: Journal, stamp: Stamp) -> tuple[Row, ...]:
    """Let everything go that waits to be released, inside a transaction that is open."""
    rows = rows_in(journal, "held")
    for row in rows:
        change_row(journal, row, Change("ready", "released"), stamp)
    return rows


def take_up_again(journal: Journal, channels: Collection[str], today: int) -> None:
    """Make ready again what a person had in hand on an earlier day and has not reported, inside a transaction."""
    marks = marks_for(channels)
    journal.connection.execute(
        "UPDATE outbox SET state = 'ready' WHERE state = 'handed_out' AND closed_on < ?"
        f" AND channel IN ({marks or 'NULL'})",
        (day_text(today), *channels),
    )


def begin_sending(journal: Journal, row: Row, interest: int, costs: int, seen: int, until: str) -> bool:
    """Say that the row's bytes, which are kept, are about to be handed over; False if the row is no longer ours.

    `seen` is the sequence of the last event of the case that they rest on. The lease ends at `until`: what was claimed
    with others may have waited long for its turn.
    """
    changed = journal.connection.execute(
        "UPDATE outbox SET state = 'sending', interest = ?, costs = ?, seen = ?, lease_until = ?"
        " WHERE number = ? AND state = 'claimed' AND worker = ?",
        (amount_text(interest), amount_text(costs), seen, until, row.number, row.worker),
    ).rowcount
    return bool(changed)


def note_claim(journal: Journal, row: Row, interest: int, costs: int) -> None:
    """Keep what a row claims whose words were not made here, inside a transaction that is open."""
    journal.connection.execute(
        "UPDATE outbox SET interest = ?, costs = ? WHERE number = ?",
        (amount_text(interest), amount_text(costs), row.number),
    )


def _note(journal: Journal, number: int, change: Change, stamp: Stamp) -> None:
    query = "SELECT MAX(sequence) AS last FROM outbox_changes WHERE number = ?"
    last = journal.connection.execute(query, (number,)).fetchone()["last"] or 0
    journal.connection.execute(
        "INSERT INTO outbox_changes (number, sequence, state, why, recorded_on, recorded_at, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, last + 1, change.state, change.why, day_text(stamp.on), stamp.at, stamp.by),
    )
