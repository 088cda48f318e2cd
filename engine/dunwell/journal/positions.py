"""Where each case stands, kept beside its events, so that a daily run touches only the cases that can change.

A row can always be made anew: it is taken away with every event that is recorded, and it counts only for the program
and the law that made it, from the day it was made for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.position import Position
from dunwell.days import day_text, today
from dunwell.journal.cases import Look, Pinned, day_for, judge, look_at, look_from, newer
from dunwell.journal.codec import UnknownEvent
from dunwell.journal.database import writing
from dunwell.journal.plain import plain, reader
from dunwell.resources import law_files, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.journal.connection import Row
    from dunwell.journal.store import Case, Journal, Recorded
    from dunwell.language.program import Program
    from dunwell.problems import Problem

AT_A_TIME = 500
"""How many cases are in memory at once."""
LAST_ZONE = "Pacific/Kiritimati"
"""Where a day begins first: no policy is at home in a place with a later today."""
_DECIDES = ("money.py", "days.py", "core", "language", "law")
"""What of this package a position depends on."""


class Taken(NamedTuple):
    """Some of the cases that can change, and the problems of those among them that cannot be judged."""

    looks: tuple[Look, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The row of a case: its position on the day of `position.day`, after the first so many events."""

    position: Position
    events: int

    def holds(self, events: tuple[Recorded, ...], on: int) -> bool:
        """Whether time alone leads from here to a day: no event is new, and none lies between."""
        made = self.position.day
        return made <= on and len(events) == self.events and all(one.event.at <= made for one in events)


def looks_to_take(journal: Journal, on: int, *, keep: bool = True) -> Iterator[Taken]:
    """The cases that can change by a day, some at a time; of any other, nothing is due and time changes nothing.

    `on` is the day asked for (0: today). Where the cases stand is kept for the next time, unless this is a look ahead
    (`keep` False). Each portion is a transaction, so no other may be open. Raises ProblemsFound (DW953).
    """
    pinned = Pinned(journal)
    ids = _can_change(journal, on or today(LAST_ZONE))
    for start in range(0, len(ids), AT_A_TIME):
        taken = _take(journal, pinned, ids[start : start + AT_A_TIME], on)
        if keep:
            keep_positions(journal, taken.looks)
        yield taken


def keep_positions(journal: Journal, looks: Sequence[Look]) -> None:
    """Keep where cases stand, except those of which an event was recorded since they were looked at."""
    with writing(journal.connection):
        journal.connection.executemany(
            "INSERT INTO positions (case_id, made_by, made_on, events, next_look, ended, position)"
            " SELECT ?, ?, ?, ?, ?, ?, ? FROM cases c WHERE c.case_id = ?"
            " AND ? = (SELECT COUNT(*) FROM events e WHERE e.case_id = c.case_id)"
            " ON CONFLICT (case_id) DO UPDATE SET made_by = excluded.made_by, made_on = excluded.made_on,"
            " events = excluded.events, next_look = excluded.next_look, ended = excluded.ended,"
            " position = excluded.position",
            [(*_row(look), look.case.id, len(look.events)) for look in looks],
        )


def kept_positions(journal: Journal, ids: Sequence[str]) -> Mapping[str, Kept]:
    """The rows of these cases that this program made."""
    marks = ", ".join("?" * len(ids))
    rows = journal.connection.execute(
        f"SELECT case_id, events, position FROM positions WHERE made_by = ? AND case_id IN ({marks})",
        (made_by(), *ids),
    )
    return {row["case_id"]: _kept(row) for row in rows}


def next_look(look: Look) -> int | None:
    """The first day on which a run has to look at a case again: the same day if something is due, None if never."""
    if look.decision.actions:
        return look.day
    to_come = [one.event.at for one in look.events if one.event.at > look.day]
    return min((*to_come, *((look.decision.next_look,) if look.decision.next_look else ())), default=None)


@lru_cache(maxsize=1)
def made_by() -> str:
    """The fingerprint of all that a position depends on besides its case and the policy: this program and the law."""
    found = sha256()
    package = files("dunwell")
    for name in _DECIDES:
        there = package / name
        pages = there.iterdir() if there.is_dir() else (there,)
        for page in sorted((one for one in pages if one.name.endswith(".py")), key=lambda one: one.name):
            found.update(page.read_bytes())
    for path in law_files():
        found.update(read_text(path).encode())
    return found.hexdigest()


def _can_change(journal: Journal, on: int) -> tuple[str, ...]:
    """The ids of the cases of which something is due by a day, and of those of which nothing is kept for it."""
    rows = journal.connection.execute(
        "SELECT case_id FROM positions WHERE next_look <= ? AND made_by = ? AND made_on <= ?"
        " UNION ALL SELECT c.case_id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM positions p"
        " WHERE p.case_id = c.case_id AND p.made_by = ? AND p.made_on <= ?) ORDER BY case_id",
        (day_text(on), made_by(), day_text(on), made_by(), day_text(on)),
    )
    return tuple(row["case_id"] for row in rows)


def _take(journal: Journal, pinned: Pinned, ids: Sequence[str], on: int) -> Taken:
    with journal.view():
        try:
            cases, events = journal.some_cases(ids), journal.some_events(ids)
        except UnknownEvent as error:
            raise newer(error) from error
        kept = kept_positions(journal, ids)
    return Taken(*judge(pinned, cases, lambda case, program: _look(case, program, events, kept, on)))


def _look(
    case: Case,
    program: Program,
    events: Mapping[str, tuple[Recorded, ...]],
    kept: Mapping[str, Kept],
    on: int,
) -> Look:
    """Look at a case from where it was kept, if time alone leads from there to the day."""
    day_, happened, row = day_for(program, on), events.get(case.id, ()), kept.get(case.id)
    if row is not None and row.holds(happened, day_):
        return look_from(case, program, happened, row.position, day_)
    return look_at(case, program, happened, day_)


def _row(look: Look) -> tuple[str | int | None, ...]:
    coming = next_look(look)
    position = json.dumps(plain(look.position), ensure_ascii=False, separators=(",", ":"))
    return (
        look.case.id,
        made_by(),
        day_text(look.day),
        len(look.events),
        day_text(coming) if coming else None,
        look.position.end,
        position,
    )


def _kept(row: Row) -> Kept:
    return Kept(reader(Position)(json.loads(row["position"])), row["events"])
