"""Whether one person may take a decision alone, and has to say why: what the case's policy asks of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.apply import apply
from dunwell.money import amount_text
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.core.position import Position
    from dunwell.language.authority import Limit
    from dunwell.language.events import Event
    from dunwell.language.program import Program

_SUMMED = ("waived", "credited")
"""Decisions whose amounts are added up in a case: two halves are no smaller than the whole."""
_OF_THE_CLAIM = ("approved", "overridden")
_NOT_GIVEN_UP = ("paid", "credited", "handed_over")


class Beyond(NamedTuple):
    """A decision beyond what one person may take: which, what it comes to (cents), and the limit."""

    decision: str
    cents: int
    limit: Limit


def decision_of(program: Program, position: Position, event: Event) -> str:
    """Which decision an event is, by its effect; empty for none.

    Whatever ends a case while something is open gives that up, whether it is called so or not.
    """
    if event.name in (*_SUMMED, *_OF_THE_CLAIM, "written_off"):
        return event.name
    if event.name not in ("closed", "step_done") or position.end:
        return ""
    end = apply(program, position, event).end
    return "written_off" if end and end not in _NOT_GIVEN_UP else ""


def beyond(program: Program, position: Position, events: Iterable[Event], event: Event) -> Beyond | None:
    """What a second person has to confirm, or None where one is enough. `events` are those of the case so far."""
    decision = decision_of(program, position, event)
    limit = program.authority.limit(decision)
    if limit is None:
        return None
    if decision in _SUMMED:
        cents = event.money() + sum(one.money() for one in events if one.name == decision)
    else:
        cents = max(position.claim_open, 0)
    return Beyond(decision, cents, limit) if cents > limit.cents else None


def unexplained(program: Program, position: Position, event: Event) -> tuple[Problem, ...]:
    """DW073 where the policy asks why, and nobody says it."""
    decision = decision_of(program, position, event)
    said = event.word("text") or event.word("reason")
    if not program.authority.why or said or decision in ("", "overridden"):  # that one always needs a reason
        return ()
    message = f"{decision!r} is recorded without a word on why, and the policy asks for one"
    return (Problem("DW073", message, None, 'add text="the reason"'),)


def beyond_text(program: Program, found: Beyond) -> str:
    """Why a second person is asked, in a sentence."""
    amounts = (f"{program.currency} {amount_text(cents)}" for cents in (found.cents, found.limit.cents))
    return "{}: {} is above {}, so a second person confirms it".format(found.decision.replace("_", " "), *amounts)
