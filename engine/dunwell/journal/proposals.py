"""Decisions that wait for a second person: proposed by one, confirmed or refused by another, and never lost.

What people wrote about them stands apart, where it can be erased; who proposed what, and who decided, stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dunwell.core.moves import step_of
from dunwell.days import day, day_text
from dunwell.journal.codec import data_from, data_json, free_text
from dunwell.journal.database import writing
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.journal.connection import Row
    from dunwell.journal.store import Journal
    from dunwell.language.program import Program

Decided = Literal["", "confirmed", "refused"]
"""What became of a proposal; empty while it waits."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that waits for a second person, or about which one has decided.

    `number` is what people call it by. `stood` is how the case stood when it was proposed, `asked` why it takes two.
    `decided_by` says when and by whom it was decided, `why` with which words, and `sequence` which event of the case it
    became (0: none).
    """

    number: int
    case: str
    event: Event
    stood: Mapping[str, str]
    proposed: Stamp
    decided: Decided = ""
    decided_by: Stamp | None = None
    sequence: int = 0
    why: str = ""
    asked: str = ""


def propose(journal: Journal, case_id: str, event: Event, stood: Mapping[str, str], asked: str, stamp: Stamp) -> int:
    """Keep a decision for a second person; its number. The same one that waits already is not kept twice."""
    with writing(journal.connection):
        same = (one for one in open_proposals(journal) if one.case == case_id)
        known = next((one.number for one in same if (one.event.name, one.event.data) == (event.name, event.data)), 0)
        if known:
            return known
        number = (journal.connection.execute("SELECT MAX(number) FROM proposals").fetchone()[0] or 0) + 1
        journal.connection.execute(
            "INSERT INTO proposals (number, case_id, name, valid_on, data, stood, asked, recorded_on, recorded_at,"
            " recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, case_id, event.name, day_text(event.at), data_json(event),
             json.dumps(dict(stood), ensure_ascii=False), asked, day_text(stamp.on), stamp.at, stamp.by),
        )  # fmt: skip
        _add_remarks(journal, number, dict(free_text(event)))
    return number


def decide_proposal(journal: Journal, number: int, decided: Decided, why: str, stamp: Stamp, sequence: int = 0) -> None:
    """Add what was decided, inside a transaction that is open; a proposal is decided on once."""
    journal.connection.execute(
        "INSERT INTO proposal_decisions (number, decision, sequence, recorded_on, recorded_at, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, decided, sequence or None, day_text(stamp.on), stamp.at, stamp.by),
    )
    _add_remarks(journal, number, {"why": why})


def proposals(journal: Journal, case_id: str = "") -> tuple[Proposal, ...]:
    """Every proposal that there ever was, of one case or of all, in the order of their numbers."""
    said: dict[int, dict[str, str]] = {}
    for row in journal.connection.execute("SELECT number, about, text FROM proposal_remarks"):
        said.setdefault(row["number"], {})[row["about"]] = row["text"]
    rows = journal.connection.execute(
        "SELECT p.*, d.decision, d.sequence, d.recorded_on AS decided_on, d.recorded_at AS decided_at,"
        " d.recorded_by AS decided_by FROM proposals p LEFT JOIN proposal_decisions d ON d.number = p.number"
        " ORDER BY p.number"
    ).fetchall()
    return tuple(_proposal(row, said.get(row["number"], {})) for row in rows if case_id in ("", row["case_id"]))


def open_proposals(journal: Journal) -> tuple[Proposal, ...]:
    """The proposals on which nobody has decided yet, the oldest first."""
    return tuple(one for one in proposals(journal) if not one.decided)


def standing(program: Program, position: Position) -> dict[str, str]:
    """How a case stands, as far as it matters to who decides about it: what is open, where it is, what holds it."""
    return {
        "open": amount_text(position.claim_open),
        "step": step_of(program, position).name,
        "end": position.end,
        "on hold": "yes" if position.holds or position.stops else "no",
        "payment plan": "yes" if position.plan else "no",
    }


def overtaken(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What of the case is not as it was when something was proposed, in words."""
    for what, before in then.items():
        after = now.get(what, "")
        if before != after:
            yield f"{what}: {before or 'none'} then, {after or 'none'} now"


def _add_remarks(journal: Journal, number: int, said: Mapping[str, str]) -> None:
    journal.connection.executemany(
        "INSERT INTO proposal_remarks (number, about, text) VALUES (?, ?, ?)",
        [(number, about, text) for about, text in said.items() if text],
    )


def _proposal(row: Row, said: Mapping[str, str]) -> Proposal:
    words = tuple((about, text) for about, text in said.items() if about != "why")
    event = Event(row["name"], day(row["valid_on"]), (*data_from(row["name"], row["data"]), *words))
    proposed = Stamp(day(row["recorded_on"]), row["recorded_at"], row["recorded_by"])
    decided = Stamp(day(row["decided_on"]), row["decided_at"], row["decided_by"]) if row["decision"] else None
    return Proposal(
        row["number"], row["case_id"], event, json.loads(row["stood"]), proposed, row["decision"] or "", decided,
        row["sequence"] or 0, said.get("why", ""), row["asked"],
    )  # fmt: skip
