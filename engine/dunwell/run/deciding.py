"""A person's word on deliveries that wait for one: what failed, what is in doubt, what is held."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dunwell.core.carrying import about_to_go
from dunwell.core.fold import in_order
from dunwell.journal.database import writing
from dunwell.journal.outbox import FOR_A_PERSON, changed_on, row_numbered, rows_in
from dunwell.journal.outbox_changes import Change, note_claim
from dunwell.problems import Problem, ProblemsFound
from dunwell.run.closing import close_row
from dunwell.run.planning import action_of

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
    """Carry out what was decided, all of it or nothing; `at` is the day on which it went out.

    Without a day, what was in doubt went out on the day it was tried, all else today.

    Raises ProblemsFound with all that cannot be decided (DW010, and DW965 for a day to come).
    """
    with writing(desk.journal.connection):
        waiting = {row.number: row for row in rows_in(desk.journal, *FOR_A_PERSON, "ready")}
        problems = [found for word in words if (found := _wrong(waiting.get(word.number), word))]
        problems += (_twice(number) for number, count in Counter(one.number for one in words).items() if count > 1)
        if at > desk.today:
            problems.append(Problem("DW965", "that day has not come yet", None, "say the day on which it went out"))
        if problems:
            raise ProblemsFound(tuple(problems))
        for word in words:
            state, meant, _ = _MEANS[word.said]
            row = waiting[word.number]
            tried = changed_on(desk.journal, row) if state == "sent" and row.state == "in_doubt" else 0
            then = replace_day(desk, at or tried)
            if state == "sent" and row.state == "failed":
                _claim(then, row)
            close_row(then, row, Change(state, word.why or meant))
        return tuple(row_numbered(desk.journal, word.number) for word in words)


def replace_day(desk: Desk, at: int) -> Desk:
    """The same desk on the day that something is said to have happened."""
    return replace(desk, today=at) if at else desk


def _claim(desk: Desk, row: Row) -> None:
    """Let what a person sent themselves claim what the step claims as its case stands, if no words were made here."""
    look = desk.look(row.case_id) if row.kind == "step" else None
    action = action_of(look, row) if look else None
    if look is None or action is None or row.seen:
        return
    events = in_order(one.event for one in look.events if one.event.at <= look.day)
    event, _ = about_to_go(look.program, look.position, action, events, look.day, look.case.agreed_rate)
    note_claim(desk.journal, row, event.money("interest"), event.money("costs"))


def _twice(number: int) -> Problem:
    return Problem("DW010", f"delivery {number} is named twice", None, "say one thing of each delivery")


def _wrong(row: Row | None, word: Word) -> Problem | None:
    states = _MEANS[word.said][2]
    if row is not None and row.state in states:
        return None
    what = f"delivery {word.number} is {_plain(row.state)}" if row else f"no delivery {word.number} waits"
    fix = f"--{word.said} is for what is {' or '.join(map(_plain, states))}; see `dunwell outbox`"
    return Problem("DW010", what, None, fix)


def _plain(state: State) -> str:
    return "to be tried again" if state == "ready" else state.replace("_", " ")
