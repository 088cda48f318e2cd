"""The outbox: what is to be carried out, by one channel each, and what became of it.

A row is added in the transaction that looked at its case. A worker claims it for a while, keeps the bytes that it is
about to hand over, hands them over, and closes the row. Of a row that a worker left behind everybody can see how far
it came: before the bytes were kept nothing went out, after that nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from dunwell.days import day, day_text
from dunwell.delivery import reference_of
from dunwell.money import amount_text, cents, parse_amount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dunwell.delivery import DeliveryKind
    from dunwell.journal import connection as database
    from dunwell.journal.store import Journal, Stamp

State = Literal[
    "held",
    "ready",
    "claimed",
    "sending",
    "sent",
    "handed_out",
    "reported",
    "failed",
    "refused",
    "in_doubt",
    "withdrawn",
]
"""held: waits for a person to release it. claimed: a worker has it. sending: it is being handed over. handed_out: a
person of ours has it; reported: that person said what came of it. failed: something of ours is wrong. refused: it
cannot reach this debtor this way. in_doubt: nobody knows whether it went out. withdrawn: it was not due any more."""

OPEN: tuple[State, ...] = ("held", "ready", "claimed", "sending", "handed_out", "failed", "in_doubt")
"""The states in which an action is not over, so that it is not taken up again."""
FOR_A_PERSON: tuple[State, ...] = ("held", "failed", "in_doubt")
"""The states that wait for a person."""


class Key(NamedTuple):
    """What one action is told from others by: the case, what is done, and the how-manieth time it is taken up."""

    case_id: str
    kind: DeliveryKind
    name: str
    turn: int

    @property
    def action(self) -> str:
        """The action's own name, the same for all channels that carry it out."""
        return f"{self.case_id}/{self.kind}/{self.name}/{self.turn}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row to add: an action by one channel. `since` is the day from which it was due."""

    case_id: str
    kind: DeliveryKind
    name: str
    attempt: int
    channel: str
    since: int


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery. `number` is what people call it by.

    `since` and `closed` are days (0: not closed); `not_before` and `lease_until` moments in UTC. `interest` and `costs`
    (cents) are what the message added to the claim. `why` names no debtor.
    """

    number: int
    key: str
    reference: str
    case_id: str
    action: str
    kind: DeliveryKind
    name: str
    attempt: int
    channel: str
    since: int
    state: State
    tries: int
    not_before: str
    lease_until: str
    worker: str
    closed: int
    interest: int
    costs: int
    why: str
    proof: str
    added: int


class Change(NamedTuple):
    """What becomes of a row: its new state, why, what the outside world answered, and from when on it is tried again.

    `tried` counts this as a try.
    """

    state: State
    why: str = ""
    proof: str = ""
    not_before: str = ""
    tried: bool = False


def add_rows(journal: Journal, wanted: Iterable[Wanted], state: State, stamp: Stamp) -> tuple[Row, ...]:
    """Add what is to be carried out, inside a transaction that is open.

    An action of which a row is open is not taken up again. All channels of one action are added together.
    """
    turns: dict[tuple[str, str, str], int | None] = {}
    added = []
    for one in wanted:
        about = (one.case_id, one.kind, one.name)
        if about not in turns:
            turns[about] = _next_turn(journal, one)
        turn = turns[about]
        if turn is not None:
            added.append(_add(journal, one, Key(*about, turn), state, stamp))
    return tuple(added)


def _next_turn(journal: Journal, one: Wanted) -> int | None:
    """The number of the next time this action is taken up; None while it is open."""
    rows = journal.connection.execute(
        "SELECT action, state FROM outbox WHERE case_id = ? AND kind = ? AND name = ?",
        (one.case_id, one.kind, one.name),
    ).fetchall()
    if any(row["state"] in OPEN for row in rows):
        return None
    return len({row["action"] for row in rows}) + 1


def imagined(journal: Journal, one: Wanted, today: int) -> Row | None:
    """The row that `add_rows` would add, with the number 0; None if the action is open already."""
    turn = _next_turn(journal, one)
    if turn is None:
        return None
    action = Key(one.case_id, one.kind, one.name, turn).action
    key = f"{action}/{one.channel}"
    about = (one.case_id, action, one.kind, one.name, one.attempt, one.channel, one.since)
    return Row(0, key, reference_of(key), *about, "ready", 0, "", "", "", 0, 0, 0, "", "", today)


def beside(row: Row, channel: str) -> Row:
    """The row of another channel for the same action."""
    key = f"{row.action}/{channel}"
    return replace(row, key=key, reference=reference_of(key), channel=channel)


def _add(journal: Journal, one: Wanted, key: Key, state: State, stamp: Stamp) -> Row:
    last = journal.connection.execute("SELECT MAX(number) AS last FROM outbox").fetchone()["last"] or 0
    whole = f"{key.action}/{one.channel}"
    journal.connection.execute(
        "INSERT INTO outbox (number, key, reference, case_id, action, kind, name, attempt, channel, due_since, state,"
        " tries, not_before, lease_until, worker, closed_on, interest, costs, why, proof, recorded_on, recorded_at,"
        " recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', '', '', '', '', '', '', ?, ?, ?)",
        (last + 1, whole, reference_of(whole), one.case_id, key.action, one.kind, one.name, one.attempt, one.channel,
         day_text(one.since), state, day_text(stamp.on), stamp.at, stamp.by),
    )  # fmt: skip
    return row_numbered(journal, last + 1)


def open_already(journal: Journal, one: Wanted) -> bool:
    """Whether this action is in the outbox and not over."""
    return _next_turn(journal, one) is None


def gone_out(journal: Journal, today: int) -> dict[str, int]:
    """How many deliveries each channel has carried out on a day, or is about to."""
    waits = ("ready", "claimed", "sending", "held")
    went = ("sent", "handed_out", "reported", "in_doubt")
    rows = journal.connection.execute(
        "SELECT channel, COUNT(*) AS count FROM outbox"
        f" WHERE state IN ({_marks(waits)}) OR (state IN ({_marks(went)}) AND closed_on = ?) GROUP BY channel",
        (*waits, *went, day_text(today)),
    )
    return {row["channel"]: row["count"] for row in rows.fetchall()}


def cases_to_report(journal: Journal, events: tuple[str, ...]) -> tuple[str, ...]:
    """The cases that went to an agency with one of these events recorded since then that is in no report yet."""
    rows = journal.connection.execute(
        "SELECT DISTINCT e.case_id FROM events e JOIN outbox o ON o.case_id = e.case_id"
        " WHERE o.kind = 'step' AND o.channel = 'agency' AND o.state = 'sent' AND e.recorded_on >= o.recorded_on"
        f" AND e.name IN ({_marks(events)}) AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.case_id = e.case_id"
        " AND r.kind = 'report' AND r.name = e.name || '-' || e.sequence AND r.state <> 'withdrawn')"
        " ORDER BY e.case_id",
        events,
    )
    return tuple(row["case_id"] for row in rows.fetchall())


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def claim_rows(
    journal: Journal, worker: str, moment: str, until: str, channels: Collection[str], most: int
) -> tuple[Row, ...]:
    """Take rows that are ready for these channels, for this worker alone and until a moment, inside a transaction.

    `moment` is the one up to which retries are due. The oldest come first.
    """
    if not channels:
        return ()
    marks = _marks(channels)
    found = journal.connection.execute(
        f"SELECT number FROM outbox WHERE state = 'ready' AND not_before <= ? AND channel IN ({marks})"
        " ORDER BY due_since, number LIMIT ?" + journal.connection.skip_locked,
        (moment, *channels, most),
    ).fetchall()
    for row in found:
        journal.connection.execute(
            "UPDATE outbox SET state = 'claimed', worker = ?, lease_until = ? WHERE number = ?",
            (worker, until, row["number"]),
        )
    return tuple(row_numbered(journal, row["number"]) for row in found)


def left_behind(journal: Journal, now: str) -> tuple[Row, ...]:
    """The rows whose worker did not come back in time."""
    return _rows(journal, "WHERE state IN ('claimed', 'sending') AND lease_until < ?", (now,))


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
    marks = _marks(channels)
    journal.connection.execute(
        "UPDATE outbox SET state = 'ready' WHERE state = 'handed_out' AND closed_on < ?"
        f" AND channel IN ({marks or 'NULL'})",
        (day_text(today), *channels),
    )


def begin_sending(journal: Journal, row: Row, interest: int, costs: int) -> bool:
    """Say that the row's bytes, which are kept, are about to be handed over; False if the row is no longer ours."""
    changed = journal.connection.execute(
        "UPDATE outbox SET state = 'sending', interest = ?, costs = ? WHERE number = ? AND state = 'claimed'"
        " AND worker = ?",
        (amount_text(interest), amount_text(costs), row.number, row.worker),
    ).rowcount
    return bool(changed)


def _note(journal: Journal, number: int, change: Change, stamp: Stamp) -> None:
    query = "SELECT MAX(sequence) AS last FROM outbox_changes WHERE number = ?"
    last = journal.connection.execute(query, (number,)).fetchone()["last"] or 0
    journal.connection.execute(
        "INSERT INTO outbox_changes (number, sequence, state, why, recorded_on, recorded_at, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, last + 1, change.state, change.why, day_text(stamp.on), stamp.at, stamp.by),
    )


def row_numbered(journal: Journal, number: int) -> Row:
    """The row of this number, which must be there."""
    return _rows(journal, "WHERE number = ?", (number,))[0]


def row_referred(journal: Journal, reference: str) -> Row | None:
    """The row that a delivery's reference stands for, or None."""
    return next(iter(_rows(journal, "WHERE reference = ?", (reference,))), None)


def rows_in(journal: Journal, *states: State) -> tuple[Row, ...]:
    """The rows in any of these states, by their numbers."""
    return _rows(journal, f"WHERE state IN ({_marks(states)})", states)


def rows_of_case(journal: Journal, case_id: str) -> tuple[Row, ...]:
    """All rows of a case, by their numbers."""
    return _rows(journal, "WHERE case_id = ?", (case_id,))


def rows_of_action(journal: Journal, row: Row) -> tuple[Row, ...]:
    """The rows of all channels that carry out the same action."""
    return _rows(journal, "WHERE case_id = ? AND action = ?", (row.case_id, row.action))


def _rows(journal: Journal, which: str, values: tuple[str | int, ...]) -> tuple[Row, ...]:
    rows = journal.connection.execute(f"SELECT * FROM outbox {which} ORDER BY number", values)
    return tuple(_row(row) for row in rows.fetchall())


def _row(row: database.Row) -> Row:
    return Row(
        number=row["number"],
        key=row["key"],
        reference=row["reference"],
        case_id=row["case_id"],
        action=row["action"],
        kind=row["kind"],
        name=row["name"],
        attempt=row["attempt"],
        channel=row["channel"],
        since=day(row["due_since"]),
        state=row["state"],
        tries=row["tries"],
        not_before=row["not_before"],
        lease_until=row["lease_until"],
        worker=row["worker"],
        closed=day(row["closed_on"]) if row["closed_on"] else 0,
        interest=_cents(row["interest"]),
        costs=_cents(row["costs"]),
        why=row["why"],
        proof=row["proof"],
        added=day(row["recorded_on"]),
    )


def _cents(written: str) -> int:
    return cents(parse_amount(written)) if written else 0
