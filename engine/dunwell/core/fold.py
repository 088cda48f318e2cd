"""Fold a case's events into its position: the journal's truth, from the first day to today.

An event that is recorded late is put where it belongs by its day, and the case is folded anew. Events that come before
a day's decisions (money, what others say) see the case as it stood the evening before; what we did sees that day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.language.events import ACTION, EVENTS, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.core.position import Position
    from dunwell.core.transitions import Transition
    from dunwell.language.events import Event
    from dunwell.language.program import Program


_ANSWERS = ("approved", "overridden")
"""What a person says to what the day itself asks: it comes after the day's decisions, with our own actions."""


def before_decisions(event: Event) -> bool:
    """Whether the event comes before the decisions of its own day."""
    return EVENTS[event.name].order <= PEOPLE and event.name not in _ANSWERS


def order_of(event: Event) -> tuple[int, int, int]:
    """The key by which a case's events are sorted: the day, the order within it, the sequence."""
    return (event.at, ACTION, event.sequence) if event.name in _ANSWERS else event.order


def until_day(event: Event) -> int:
    """The day up to which time has passed when the event comes: its own, or the one before."""
    return event.at - 1 if before_decisions(event) else event.at


def take_in(program: Program, position: Position, event: Event) -> tuple[Position, tuple[Transition, ...]]:
    """Let time pass up to an event and apply it; the transitions on the way."""
    position, told = advance(program, position, until_day(event))
    return apply(program, position, event), told


def fold(program: Program, opened: Position, events: Iterable[Event], day: int) -> Position:
    """The position on a day after these events, in whatever order they are given. Later events are left out."""
    return advance(program, folded(program, opened, (event for event in events if event.at <= day)), day)[0]


def folded(program: Program, opened: Position, events: Iterable[Event]) -> Position:
    """The position right after the last of these events, in whatever order they are given."""
    position = opened
    for event in sorted(events, key=order_of):
        position, _ = take_in(program, position, event)
    return position


def met_by(program: Program, opened: Position, events: Iterable[Event], event: Event) -> Position:
    """The position that an event meets: after those that come before it, in whatever order they are given."""
    before = folded(program, opened, (one for one in events if order_of(one) < order_of(event)))
    return advance(program, before, until_day(event))[0]
