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
from dunwell.money import cents, parse_amount

if TYPE_CHECKING:
    from collections.abc import Collection

    from dunwell.delivery import DeliveryKind
    from dunwell.journal import connection as database
    from dunwell.journal.store import Journal

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
class NewRow:
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
    (cents) are what the message added to the claim, `seen` the sequence of the last event that it knew of. `why` names
    no debtor.
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
    seen: int
    why: str
    proof: str
    added: int


def next_turn(journal: Journal, one: NewRow, over: Collection[Row] = ()) -> int | None:
    """The number of the next time this action is taken up; None while it is open, and for a report that was made.

    A report confirms nothing by an event, so that only its row tells that it was made. Rows in `over` count as closed.
    """
    rows = journal.connection.execute(
        "SELECT number, action, state FROM outbox WHERE case_id = ? AND kind = ? AND name = ?",
        (one.case_id, one.kind, one.name),
    ).fetchall()
    closed = {row.number for row in over}
    if any(row["state"] in OPEN and row["number"] not in closed for row in rows):
        return None
    if one.kind == "report" and any(row["state"] != "withdrawn" for row in rows):
        return None
    return len({row["action"] for row in rows}) + 1


def imagined(journal: Journal, one: NewRow, today: int, over: Collection[Row] = ()) -> Row | None:
    """The row that `add_rows` would add, with the number 0; None if the action is open already."""
    turn = next_turn(journal, one, over)
    if turn is None:
        return None
    action = Key(one.case_id, one.kind, one.name, turn).action
    about = (one.case_id, action, one.kind, one.name, one.attempt, one.channel, one.since)
    key, reference = names_of(action, one.channel)
    return Row(0, key, reference, *about, "ready", 0, "", "", "", 0, 0, 0, 0, "", "", today)


def beside(row: Row, channel: str) -> Row:
    """The row of another channel for the same action."""
    key, reference = names_of(row.action, channel)
    return replace(row, key=key, reference=reference, channel=channel)


def names_of(action: str, channel: str) -> tuple[str, str]:
    """The key and the reference of the delivery that carries an action out by a channel."""
    key = f"{action}/{channel}"
    return key, reference_of(key)


def open_already(journal: Journal, one: NewRow, over: Collection[Row] = ()) -> bool:
    """Whether this action is in the outbox and not over."""
    return next_turn(journal, one, over) is None


def begun_today(journal: Journal, case_id: str, action: str, today: int) -> bool:
    """Whether another action of the case went out on a day by one channel, and waits for its others to be confirmed."""
    found = journal.connection.execute(
        "SELECT 1 FROM outbox s JOIN outbox o ON o.case_id = s.case_id AND o.action = s.action"
        " WHERE s.case_id = ? AND s.action <> ? AND s.state = 'sent' AND s.closed_on = ?"
        f" AND o.state IN ({marks_for(OPEN)})",
        (case_id, action, day_text(today), *OPEN),
    )
    return found.fetchone() is not None


def gone_out(journal: Journal, today: int) -> dict[str, int]:
    """How many deliveries each channel has carried out on a day, or is about to; one in doubt may have gone out."""
    waits = ("ready", "claimed", "sending", "held")
    went = ("sent", "handed_out", "reported")
    rows = journal.connection.execute(
        "SELECT channel, COUNT(*) AS count FROM outbox o"
        f" WHERE state IN ({marks_for(waits)}) OR (state IN ({marks_for(went)}) AND closed_on = ?)"
        " OR (state = 'in_doubt' AND EXISTS (SELECT 1 FROM outbox_changes c WHERE c.number = o.number"
        " AND c.state = 'in_doubt' AND c.recorded_on = ?)) GROUP BY channel",
        (*waits, *went, day_text(today), day_text(today)),
    )
    return {row["channel"]: row["count"] for row in rows.fetchall()}


def cases_to_report(journal: Journal, events: tuple[str, ...]) -> tuple[str, ...]:
    """The cases that went to an agency with one of these events recorded since then that is in no report yet."""
    rows = journal.connection.execute(
        "SELECT DISTINCT e.case_id FROM events e JOIN outbox o ON o.case_id = e.case_id"
        " WHERE o.kind = 'step' AND o.channel = 'agency' AND o.state = 'sent' AND e.recorded_on >= o.recorded_on"
        f" AND e.name IN ({marks_for(events)}) AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.case_id = e.case_id"
        " AND r.kind = 'report' AND r.name = e.name || '-' || e.sequence AND r.state <> 'withdrawn')"
        " ORDER BY e.case_id",
        events,
    )
    return tuple(row["case_id"] for row in rows.fetchall())


def marks_for(values: Collection[object]) -> str:
    """The question marks of so many values, for a list in a statement."""
    return ", ".join("?" * len(values))


def left_behind(journal: Journal, now: str) -> tuple[Row, ...]:
    """The rows whose worker did not come back in time."""
    return _rows(journal, "WHERE state IN ('claimed', 'sending') AND lease_until < ?", (now,))


def row_numbered(journal: Journal, number: int) -> Row:
    """The row of this number, which must be there."""
    return _rows(journal, "WHERE number = ?", (number,))[0]


def rows_numbered(journal: Journal, numbers: tuple[int, ...]) -> tuple[Row, ...]:
    """The rows of these numbers."""
    return _rows(journal, f"WHERE number IN ({marks_for(numbers)})", numbers)


def changed_on(journal: Journal, row: Row) -> int:
    """The day on which the row came to its state; 0 for one that was only added."""
    query = "SELECT recorded_on FROM outbox_changes WHERE number = ? ORDER BY sequence DESC LIMIT 1"
    found = journal.connection.execute(query, (row.number,)).fetchone()
    return day(found["recorded_on"]) if found else 0


def row_referred(journal: Journal, reference: str) -> Row | None:
    """The row that a delivery's reference stands for, or None."""
    return next(iter(_rows(journal, "WHERE reference = ?", (reference,))), None)


def rows_in(journal: Journal, *states: State) -> tuple[Row, ...]:
    """The rows in any of these states, by their numbers."""
    return _rows(journal, f"WHERE state IN ({marks_for(states)})", states)


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
        seen=row["seen"],
        why=row["why"],
        proof=row["proof"],
        added=day(row["recorded_on"]),
    )


def _cents(written: str) -> int:
    return cents(parse_amount(written)) if written else 0
