"""Close rows of the outbox; the last row of an action adds the event that confirms it to its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import now
from dunwell.journal.outbox import OPEN, rows_of_action
from dunwell.journal.outbox_changes import change_row
from dunwell.language.events import Event

if TYPE_CHECKING:
    from dunwell.journal.outbox import Row
    from dunwell.journal.outbox_changes import Change
    from dunwell.run.desk import Desk


def close_row(desk: Desk, row: Row, change: Change) -> bool:
    """Move a row on, inside a transaction that is open, and confirm its action if that was its last row.

    False, and nothing is changed, if somebody else moved it meanwhile.
    """
    stamp = desk.stamp(now())
    if not change_row(desk.journal, row, change, stamp):
        return False
    event = confirmed_by(rows_of_action(desk.journal, row))
    if event is not None:
        desk.journal.add_event(row.case_id, event, stamp)
    return True


def confirmed_by(rows: tuple[Row, ...]) -> Event | None:
    """What the rows of one action say together, once none of them is open.

    Sent by any channel it is done, by those that sent it and on the day of the last, with what the last words claimed;
    refused by all it has failed. Taken back, or reported by a person, it says nothing.
    """
    if any(row.state in OPEN for row in rows):
        return None
    sent = [row for row in rows if row.state == "sent"]
    refused = [row for row in rows if row.state == "refused"]
    kind, name = rows[0].kind, rows[0].name
    if kind == "report" or not (sent or refused):
        return None
    if not sent:
        last = max(refused, key=lambda row: row.closed)
        return Event("step_failed", last.closed, (("step", name), ("text", last.why)))
    last = max(sent, key=lambda row: (row.closed, row.number))
    channels = ("channels", "+".join(row.channel for row in sent))
    if kind == "message":
        return Event("message_sent", last.closed, (("message", name), channels))
    told = max(sent, key=lambda row: (_was_made(row), row.closed, row.number))
    amounts = (("interest", told.interest), ("costs", told.costs)) if told.interest or told.costs else ()
    return Event("step_done", last.closed, (("step", name), channels, *amounts))


def _was_made(row: Row) -> bool:
    """Whether the row's words were made here; of what a person sent in their stead nobody knows what it claimed."""
    return bool(row.seen or row.interest or row.costs)
