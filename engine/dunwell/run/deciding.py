"""A person's word on deliveries that wait for one: what failed, what is in doubt, what is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dunwell.journal.database import writing
from dunwell.journal.outbox import FOR_A_PERSON, row_numbered, rows_in
from dunwell.journal.outbox_changes import Change
from dunwell.problems import Problem, ProblemsFound
from dunwell.run.confirming import close_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.journal.outbox import Row, State
    from dunwell.run.desk import Desk

Said = Literal["retry", "sent", "drop", "release"]

_MEANS: dict[Said, tuple[State, str, tuple[State, ...]]] = {
    "retry": ("ready", "to be tried again", ("failed", "in_doubt", "ready")),
    "sent": ("sent", "it went out", ("failed", "in_doubt")),
    "drop": ("withdrawn", "left", FOR_A_PERSON),
    "release": ("ready", "released", ("held",)),
}
"""What a word makes of a row, why if nobody says it, and in which states it can be said."""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody decides on the delivery of a number, and why."""

    number: int
    said: Said
    why: str = ""


def decide_rows(desk: Desk, words: Sequence[Word], at: int = 0) -> tuple[Row, ...]:
    """Carry out what was decided, all of it or nothing; `at` is the day on which it went out (0: today).

    Raises ProblemsFound with all that cannot be decided (DW010, and DW965 for a day to come).
    """
    with writing(desk.journal.connection):
        waiting = {row.number: row for row in rows_in(desk.journal, *FOR_A_PERSON, "ready")}
        problems = [found for word in words if (found := _wrong(waiting.get(word.number), word))]
        if at > desk.today:
            problems.append(Problem("DW965", "that day has not come yet", None, "say the day on which it went out"))
        if problems:
            raise ProblemsFound(tuple(problems))
        then = replace_day(desk, at)
        for word in words:
            state, meant, _ = _MEANS[word.said]
            close_row(then, waiting[word.number], Change(state, word.why or meant))
        return tuple(row_numbered(desk.journal, word.number) for word in words)


def replace_day(desk: Desk, at: int) -> Desk:
    """The same desk on the day that something is said to have happened."""
    return replace(desk, today=at) if at else desk


def _wrong(row: Row | None, word: Word) -> Problem | None:
    states = _MEANS[word.said][2]
    if row is not None and row.state in states:
        return None
    what = f"delivery {word.number} is {_plain(row.state)}" if row else f"no delivery {word.number} waits"
    fix = f"--{word.said} is for what is {' or '.join(map(_plain, states))}; see `dunwell outbox`"
    return Problem("DW010", what, None, fix)


def _plain(state: State) -> str:
    return "to be tried again" if state == "ready" else state.replace("_", " ")
