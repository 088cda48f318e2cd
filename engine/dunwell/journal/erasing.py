"""Erase who the debtor of an ended case was, and what anybody wrote; events, amounts and books stay as they are.

What was erased, when, by whom and why is kept for good.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.position import WITH_THE_AGENCY
from dunwell.days import day, day_text
from dunwell.journal.cases import Pinned, day_for, events_of, look_at
from dunwell.journal.database import writing
from dunwell.journal.outbox import OPEN, rows_of_case
from dunwell.journal.proposals import open_proposals
from dunwell.journal.store import Stamp
from dunwell.journal.waiting import all_kept
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dunwell.journal.store import Case, Journal
    from dunwell.journal.waiting import Waiting

_OF_A_CASE = ("parties", "documents", "files", "remarks")
"""Tables that name people, whose rows belong to a case each."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One time that a case was cleared of people: how many rows of each table, when, by whom, and why."""

    case: str
    erased: Mapping[str, int]
    why: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and what keeps other cases from it."""

    done: tuple[Erasure, ...]
    kept: tuple[Problem, ...]


def of_debtor(journal: Journal, name: str) -> tuple[Case, ...]:
    """The cases of a debtor of this name; capitals and spaces make no difference."""
    return tuple(case for case in journal.cases() if case.debtor and _folded(case.debtor) == _folded(name))


def why_not(journal: Journal, pinned: Pinned, case: Case, on: int) -> Problem | None:
    """What keeps a case from being erased (DW086, DW087); `on` is the day asked for (0: today)."""
    program = pinned.program(case)
    end = look_at(case, program, events_of(journal, case), day_for(program, on)).position.end
    if end in ("", WITH_THE_AGENCY):
        where = "is still open" if not end else "lies with the agency"
        fix = "erase it when it has ended; a legal claim may keep what it needs until then"
        return Problem("DW086", f"case {case.number!r} {where}, so its claim needs who the debtor is", None, fix)
    waits = [str(one.number) for one in all_kept(journal) if not one.decided and _may_be_for(one, case)]
    if waits:
        message = f"payment {', '.join(waits)} may be for case {case.number!r} and waits for a person"
        return Problem("DW087", message, None, "decide on it first: `dunwell import --waiting`")
    asked = [str(one.number) for one in open_proposals(journal) if one.case == case.id]
    if asked:
        message = f"decision {', '.join(asked)} on case {case.number!r} waits for a second person"
        return Problem("DW087", message, None, "confirm or refuse it first: `dunwell confirm`")
    open_ = [str(row.number) for row in rows_of_case(journal, case.id) if row.state in OPEN]
    if open_:
        message = f"delivery {', '.join(open_)} of case {case.number!r} is not closed"
        return Problem("DW087", message, None, "decide on it first: `dunwell outbox`")
    return None


def erase_cases(journal: Journal, cases: Sequence[Case], why: str, stamp: Stamp, on: int = 0) -> Erased:
    """Erase who the debtors of ended cases were, in one transaction; a case that is not ended stays as it is."""
    pinned = Pinned(journal)
    done, kept = [], []
    with writing(journal.connection):
        for case in cases:
            problem = why_not(journal, pinned, case, on)
            if problem is not None:
                kept.append(problem)
            elif erased := _erase(journal, case):
                done.append(Erasure(case.id, erased, why, stamp))
                _note(journal, done[-1])
    return Erased(tuple(done), tuple(kept))


def forget(journal: Journal) -> Problem | None:
    """Take what was erased out of the database's files too; a warning (DW088) if that has to wait."""
    if journal.connection.forget():
        return None
    message = "what was erased may still stand in the journal's log, which another program uses"
    return Problem("DW088", message, None, "run the same command again when nobody else uses the journal", "warning")


def erasures_of(journal: Journal, case_id: str) -> tuple[Erasure, ...]:
    """Every time that a case was erased, in the order of recording."""
    rows = journal.connection.execute("SELECT * FROM erasures WHERE case_id = ? ORDER BY sequence", (case_id,))
    return tuple(
        Erasure(
            case_id,
            json.loads(row["erased"]),
            row["why"],
            Stamp(day(row["recorded_on"]), row["recorded_at"], row["recorded_by"]),
        )
        for row in rows
    )


def _erase(journal: Journal, case: Case) -> dict[str, int]:
    """Delete all that names people, inside a transaction that is open; how many rows of each table."""
    said = {
        table: journal.connection.execute(f"DELETE FROM {table} WHERE case_id = ?", (case.id,)).rowcount
        for table in _OF_A_CASE
    }
    said["waiting_remarks"] = sum(
        journal.connection.execute("DELETE FROM waiting_remarks WHERE number = ?", (one.number,)).rowcount
        for one in all_kept(journal)
        if _was_for(journal, one, case)
    )
    of_case = "DELETE FROM proposal_remarks WHERE number IN (SELECT number FROM proposals WHERE case_id = ?)"
    said["proposal_remarks"] = journal.connection.execute(of_case, (case.id,)).rowcount
    answers = "UPDATE outbox SET why = '', proof = '' WHERE case_id = ? AND (why <> '' OR proof <> '')"
    said["outbox"] = journal.connection.execute(answers, (case.id,)).rowcount
    return {table: count for table, count in said.items() if count}


def _note(journal: Journal, erasure: Erasure) -> None:
    journal.connection.execute(
        "INSERT INTO erasures (case_id, sequence, why, erased, recorded_on, recorded_at, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (erasure.case, len(erasures_of(journal, erasure.case)) + 1, erasure.why, json.dumps(erasure.erased),
         day_text(erasure.stamp.on), erasure.stamp.at, erasure.stamp.by),
    )  # fmt: skip


def _was_for(journal: Journal, payment: Waiting, case: Case) -> bool:
    """Whether a payment on which was decided, or a part of it, was booked on a case, or was known to be there."""
    if payment.decided in ("", "not_ours"):
        return False
    query = "SELECT 1 FROM bookings WHERE case_id = ? AND (fingerprint = ? OR substr(fingerprint, 1, ?) = ?)"
    whole = f"{payment.fingerprint}/"
    booked = journal.connection.execute(query, (case.id, payment.fingerprint, len(whole), whole)).fetchone()
    return booked is not None or (payment.decided == "known" and _may_be_for(payment, case))


def _may_be_for(payment: Waiting, case: Case) -> bool:
    return case.id in {one.case for one in payment.candidates}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
