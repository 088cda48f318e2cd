"""Carry out one row of the outbox: look at its case again, make the bytes, keep them, hand them over, close the row.

Whatever goes wrong stays with this row. Until the bytes are kept nothing has gone out; from then on a worker that dies
leaves a row of which nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from dunwell.days import day_text, later, moment_of, now
from dunwell.delivery import CannotDeliver, Outcome
from dunwell.journal.database import writing
from dunwell.journal.files import keep_files
from dunwell.journal.outbox import begun_today, row_numbered
from dunwell.journal.outbox_changes import Change, begin_sending
from dunwell.law.contact import contact_at
from dunwell.problems import ProblemsFound
from dunwell.run.closing import close_row
from dunwell.run.guarded import Fault, deliver, prepare
from dunwell.run.planning import action_of, waits_until
from dunwell.run.writing import write_delivery, write_report

if TYPE_CHECKING:
    from collections.abc import Collection

    from dunwell.core.transitions import Action
    from dunwell.delivery import Delivery, File
    from dunwell.journal.cases import Look
    from dunwell.journal.outbox import Row
    from dunwell.problems import Problem
    from dunwell.run.desk import Desk
    from dunwell.run.writing import Written

BACKOFF = (5, 30, 120, 360, 720, 1440, 1440, 1440)
"""Minutes until a passing fault is tried again, by how often it was tried; after the last one a person is asked."""
NOT_DUE = "not due any more"
"""Why a row is taken back whose case wants something else by now."""
ONE_A_DAY = "something else went out today, and waits for its other channel"
"""Why a second contact of a day waits, where the first is not confirmed yet."""
_HOURS = ("email", "phone")
"""The addresses at which a debtor is disturbed by the hour; a letter is read when its reader likes."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one row in this run, with the problems of our own that kept it."""

    row: Row
    problems: tuple[Problem, ...] = ()


def carry_out(desk: Desk, row: Row) -> Done:
    """Carry out a row that this worker has claimed."""
    while True:
        made = _make(desk, row)
        if isinstance(made, Done):
            return made
        look, written, files = made
        with writing(desk.journal.connection):
            if desk.journal.last_sequence(row.case_id) != _last(look):
                continue  # something was recorded meanwhile: look again
            until = later(now(), desk.lease)
            if not begin_sending(desk.journal, row, written.interest, written.costs, _last(look), until):
                return Done(row_numbered(desk.journal, row.number))
            keep_files(desk.journal, row.case_id, row.number, files)
        return _finish(desk, replace(row, state="sending"), _handed_over(desk, row, written, files))


def _handed_over(desk: Desk, row: Row, written: Written, files: tuple[File, ...]) -> Outcome:
    """What became of the bytes; where the channel does not say it, nobody knows. One that hangs works no more."""
    try:
        found = deliver(desk.carrier(row.channel), written.delivery, files, desk.lines[row.channel].channel)
    except CannotDeliver as error:
        return as_outcome(error)
    if isinstance(found, Fault):
        if found.hangs:
            desk.stopped[row.channel] = found.why
        return Outcome("unknown", found.why)
    return found


def as_outcome(error: CannotDeliver) -> Outcome:
    """What a carrier raised as the outcome that it stands for, with what to do about it."""
    return Outcome(error.kind, f"{error}: {error.fix}" if error.fix else str(error))


def _last(look: Look) -> int:
    return max((one.event.sequence for one in look.events), default=0)


def _make(desk: Desk, row: Row) -> Done | tuple[Look, Written, tuple[File, ...]]:
    """The bytes for a row as its case stands now; or what became of a row that gets none."""
    try:
        look = desk.look(row.case_id)
        if row.kind == "report":
            return _report(desk, look, row)
        action = action_of(look, row)
        put_off = put_off_until(desk, look, row, action)
        if put_off is not None:
            return _put_back(desk, row, put_off)
        if action is None:
            return _not_due(desk, look, row)
        return look, *made_for(desk, look, action, row)
    except ProblemsFound as error:
        return Done(_put_back(desk, row, Change("failed", why_of(error.problems))).row, error.problems)
    except CannotDeliver as error:
        return _finish(desk, row, as_outcome(error))


def why_of(problems: tuple[Problem, ...]) -> str:
    """Problems as the reason why a row has failed."""
    return "; ".join(f"{one.code} {one.message}" for one in problems)


def _report(desk: Desk, look: Look, row: Row) -> Done | tuple[Look, Written, tuple[File, ...]]:
    """The bytes of a report to the agency; it confirms nothing."""
    made = made_for_report(desk, look, row)
    return (look, *made) if made else _put_back(desk, row, Change("withdrawn", NOT_DUE))


def made_for_report(desk: Desk, look: Look, row: Row) -> tuple[Written, tuple[File, ...]] | None:
    """A report in bytes, as `made_for`; None if it is not due any more."""
    written = write_report(desk, look, row)
    return (written, _files(desk, written.delivery, row)) if written else None


def made_for(desk: Desk, look: Look, action: Action, row: Row) -> tuple[Written, tuple[File, ...]]:
    """A row in words and bytes; nothing is kept and nothing handed over. Raises ProblemsFound and CannotDeliver."""
    written = write_delivery(desk, look, action, row)
    return written, _files(desk, written.delivery, row)


def _files(desk: Desk, delivery: Delivery, row: Row) -> tuple[File, ...]:
    files = prepare(desk.carrier(row.channel), delivery, desk.lines[row.channel].channel)
    if isinstance(files, Fault):
        raise CannotDeliver("faulty", files.why)
    return files


def _not_due(desk: Desk, look: Look, row: Row) -> Done:
    """What is not due any more is taken back; what a person had in hand was reported."""
    if row.closed:
        return _put_back(desk, row, Change("reported", "what came of it was recorded"))
    ended = f"the case has ended: {look.position.end.replace('_', ' ')}" if look.position.end else ""
    return _put_back(desk, row, Change("withdrawn", ended or NOT_DUE))


def put_off_until(desk: Desk, look: Look, row: Row, action: Action | None) -> Change | None:
    """What is due later only: on a day of contact or with fresh bank data, or within the hours that bind us."""
    if action is None:
        day = 0 if row.closed else waits_until(look, row)
        return Change("ready", f"waits until {day_text(day)}", not_before=_midnight(look, day)) if day else None
    if disturbs(desk, (row.channel,)) and begun_today(desk.journal, row.case_id, row.action, desk.today):
        return Change("ready", ONE_A_DAY, not_before=_midnight(look, look.day + 1))
    wait = _closed_hours(desk, look, row)
    return Change("ready", "outside the hours of contact", not_before=wait) if wait else None


def _midnight(look: Look, day: int) -> str:
    return moment_of(day, 0, look.program.time_zone).isoformat()


def disturbs(desk: Desk, channels: Collection[str]) -> bool:
    """Whether any of these channels reaches the debtor."""
    return any(desk.lines[word].channel.address for word in channels)


def _closed_hours(desk: Desk, look: Look, row: Row) -> str:
    """The moment from which the debtor may be contacted, where the law binds us to hours and they are over; or ""."""
    law = look.program.law
    if desk.lines[row.channel].channel.address not in _HOURS or law.contact is None:
        return ""
    check, moment = contact_at(law, datetime.fromisoformat(desk.moment), collector=desk.collector)
    return moment.isoformat() if check.binding and not check.allowed else ""


def _put_back(desk: Desk, row: Row, change: Change) -> Done:
    with writing(desk.journal.connection):
        close_row(desk, row, change)
    return Done(row_numbered(desk.journal, row.number))


def _finish(desk: Desk, row: Row, outcome: Outcome) -> Done:
    """Close a row by what became of it, and confirm its action if it was the last one."""
    return _put_back(desk, row, change_for(desk, row, outcome))


def change_for(desk: Desk, row: Row, outcome: Outcome) -> Change:
    """What an outcome makes of a row: it is tried again, is over, or waits for a person."""
    channel = desk.lines[row.channel].channel
    match outcome.kind:
        case "delivered":
            return Change("sent", outcome.why, outcome.proof, tried=True)
        case "handed_out":
            return Change("handed_out", outcome.why, outcome.proof, tried=True)
        case "refused" if row.kind == "step":
            return Change("refused", outcome.why, outcome.proof, tried=True)
        case "later":
            return _again(desk, row, outcome)
        case "unknown" if channel.resend:
            return _again(desk, row, outcome)
        case "unknown":
            return Change("in_doubt", outcome.why, outcome.proof, tried=True)
        case _:
            return Change("failed", outcome.why, outcome.proof, tried=True)


def _again(desk: Desk, row: Row, outcome: Outcome) -> Change:
    if row.tries + 1 >= len(BACKOFF):
        return Change("failed", f"tried {row.tries + 1} times: {outcome.why}", tried=True)
    when = later(max(desk.moment, now()) if not desk.on else desk.moment, 60 * BACKOFF[row.tries])
    return Change("ready", outcome.why, outcome.proof, when, tried=True)
