"""Fold a case's events into its position: the journal's truth, from the first day to today.

An event that is recorded late is put where it belongs by its day, and the case is folded anew. Events that come before
a day's decisions (money, what others say) see the case as it stood the evening before; what we did sees that day. A
case that was moved to another text of its policy is folded under each text for as long as it held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.carry import carry
from dunwell.language.events import ACTION, EVENTS, MOVED, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def in_order(events: Iterable[Event]) -> Sequence[Event]:
    """Events in the order in which they count.

    A move to another text parts its day: what was recorded before it counts before it, the rest after it.
    """
    every = tuple(events)
    moves = [(one.at, one.sequence) for one in every if one.name == MOVED]
    if not moves:
        return sorted(every, key=order_of)

    def key(event: Event) -> tuple[int, int, int, int]:
        at, order, sequence = order_of(event)
        return (at, sum(one < (at, sequence) for one in moves if one[0] == at), order, sequence)

    return sorted(every, key=key)


def first_program(program: Program) -> Program:
    """The program under which a case of this one was opened."""
    return program.earlier[0] if program.earlier else program


def next_program(program: Program, now: Program) -> Program:
    """The program that a case of `program` went on under after `now`."""
    chain = (*program.earlier, program)
    return chain[min(len(now.earlier) + 1, len(chain) - 1)]


def program_on(program: Program, events: Iterable[Event], day: int) -> Program:
    """The program that a case stands under at the end of a day."""
    moves = sum(one.name == MOVED and one.at <= day for one in events)
    chain = (*program.earlier, program)
    return chain[min(moves, len(chain) - 1)]


def until_day(event: Event) -> int:
    """The day up to which time has passed when the event comes: its own, or the one before."""
    return event.at - 1 if before_decisions(event) else event.at


def take_in(program: Program, position: Position, event: Event) -> tuple[Position, tuple[Transition, ...]]:
    """Let time pass up to an event and apply it; the transitions on the way."""
    position, told = advance(program, position, until_day(event))
    return apply(program, position, event), told


def take_on(program: Program, now: Program, position: Position, event: Event) -> tuple[Program, Position]:
    """As `take_in`, for a case that stands under `now` of the programs of `program`: a move leads on to the next."""
    position, _ = take_in(now, position, event)
    if event.name != MOVED:
        return now, position
    then = next_program(program, now)
    return then, carry(now, then, position).position


def fold(program: Program, opened: Position, events: Iterable[Event], day: int) -> Position:
    """The position on a day after these events, in whatever order they are given. Later events are left out."""
    now, position = _folded(program, opened, (event for event in events if event.at <= day))
    return advance(now, position, day)[0]


def folded(program: Program, opened: Position, events: Iterable[Event]) -> Position:
    """The position right after the last of these events, in whatever order they are given."""
    return _folded(program, opened, events)[1]


def _folded(program: Program, opened: Position, events: Iterable[Event]) -> tuple[Program, Position]:
    now, position = first_program(program), opened
    for event in in_order(events):
        now, position = take_on(program, now, position, event)
    return now, position


def met_by(program: Program, opened: Position, events: Iterable[Event], event: Event) -> tuple[Program, Position]:
    """The program and the position that an event meets: after those that come before it, however they are given."""
    now, position = first_program(program), opened
    for one in in_order((*events, event)):
        if one is event:
            break
        now, position = take_on(program, now, position, one)
    return now, advance(now, position, until_day(event))[0]
