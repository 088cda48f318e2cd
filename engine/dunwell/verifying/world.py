"""What others may do in the morning of a day: a table of what can come from outside.

Only what could be recorded comes: the same checks refuse an event here and in a journal. What a budget counts is named
by its kind; what follows from something counted is not counted again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.fold import order_of
from dunwell.core.refuse import refusals
from dunwell.language.events import Event
from dunwell.verifying import says
from dunwell.verifying.budgets import spent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget, Left
    from dunwell.verifying.says import Data

    _Says = Callable[[Program, Budget, Position, int], Iterator[Data]]


class Deed(NamedTuple):
    """Something that somebody may do now: the event, what is left of the budget after it, and what it takes from it.

    `action` is what of ours it answers.
    """

    event: Event
    left: Left
    outside: int = 1
    action: Action | None = None


_BESIDE = ("plan", "holds", "stops", "received")
"""What a row may need to be there."""


class Row(NamedTuple):
    """One row: an event, the kind that the budget counts (none: it follows from something else), what it says.

    `beside` names what of a position has to be there, for otherwise nothing can be said.
    """

    event: str
    kind: str
    says: _Says
    beside: str = ""


def paid(position: Position, day: int, left: Left) -> Deed | None:
    """All that is open is paid, if anything is."""
    if position.end or position.claim_open <= 0:
        return None
    return Deed(Event("payment_received", day, (("amount", position.claim_open),)), left)


def mornings(program: Program, budget: Budget, position: Position, day: int, left: Left) -> Iterator[Deed]:
    """What may come from outside in the morning of a day, before anything of it is decided; but for all being paid."""
    for row, rest in _rows(left, bool(position.end), *[bool(getattr(position, name)) for name in _BESIDE]):
        for data in row.says(program, budget, position, day):
            event = Event(row.event, day, data)
            if possible(program, position, event):
                yield Deed(event, rest)


@lru_cache(maxsize=65536)
def _rows(left: Left, ended: bool, *beside: bool) -> tuple[tuple[Row, Left], ...]:  # noqa: FBT001 - half of a key
    """The rows that can say something and for which the budget has something left, each with what is left after it."""
    there = {"", *(name for name, is_there in zip(_BESIDE, beside, strict=True) if is_there)}
    rows = [(row, spent(left, row.kind)) for row in (_AFTER_END if ended else _MORNING) if row.beside in there]
    return tuple((row, rest) for row, rest in rows if rest is not None)


def possible(program: Program, position: Position, event: Event) -> bool:
    """Whether the event could be recorded of a case that stands like this on its day."""
    return all(problem.severity != "error" for problem in refusals(program, position, event))


def rank(event: Event) -> int:
    """Where an event stands within its day: later ones come after it, whenever they are recorded."""
    return order_of(event)[1]


_MORNING: tuple[Row, ...] = (
    Row("payment_received", "partial", says.partial),
    Row("payment_received", "", says.instalment, "plan"),
    Row("payment_reversed", "reversal", says.reversal, "received"),
    Row("credited", "", says.credit),
    Row("credited", "credit", says.unasked_credit),
    Row("debtor_stopped", "stop", says.stop),
    Row("stop_lifted", "", says.stop_lifted, "stops"),
    Row("dispute_opened", "dispute", says.dispute),
    Row("dispute_opened", "part", says.dispute_of_part),
    Row("dispute_closed", "", says.dispute_closed, "holds"),
    Row("question_asked", "question", says.question_asked),
    Row("question_answered", "", says.question_answered, "holds"),
    Row("promise_made", "promise", says.promise),
    Row("plan_requested", "request", says.plan_wanted),
    Row("plan_agreed", "", says.plan_agreed, "plan"),
    Row("plan_changed", "", says.plan_changed, "plan"),
    Row("plan_declared_infeasible", "infeasible", says.plan_given_up, "plan"),
    Row("fact_recorded", "fact", says.fact),
    Row("fact_recorded", "", says.fact_asked),
    Row("fact_recorded", "", says.fact_for_law),
)
"""What may come in the morning of a day, in the order of a day."""

_AFTER_END: tuple[Row, ...] = (
    Row("payment_reversed", "reversal", says.reversal),
    Row("recalled", "recall", says.recalled),
    Row("reopened", "recall", says.reopened),
)


def _full(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if position.claim_open > 0:
        yield (("amount", position.claim_open),)


LATE_EVENTS: tuple[Row, ...] = (
    Row("payment_received", "late", _full),
    Row("dispute_opened", "late", lambda program, budget, position, day: iter([()])),
)
"""What may be recorded days after its day."""
