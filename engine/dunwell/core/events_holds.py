"""What puts a case on hold and takes it off: answers, decisions, people, and stops by law."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.moves import close_hold, follow, open_hold
from dunwell.core.position import MANUAL

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program

_CLOSES = {"question_answered": "question_asked", "dispute_closed": "dispute_opened"}


def hold_closed(program: Program, position: Position, event: Event) -> Position:
    """An answer or a decision ends the hold that its counterpart opened, and the outcome says where to go."""
    opens_on = _CLOSES[event.name]
    for one in position.holds:
        if one.hold >= 0 and program.holds[one.hold].opens_on == opens_on:
            position = close_hold(program, position, one, event.at)
            position = follow(program, position, program.holds[one.hold].route_of(event.word("outcome")), event.at)
    return position


def hold_placed(program: Program, position: Position, event: Event) -> Position:
    """A person puts the case on hold, by a hold of the policy or one that it does not name."""
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    until = int(event.get("until") or 0)
    return open_hold(program, position, index, event.at, until=until, amount=event.money())


def hold_lifted(program: Program, position: Position, event: Event) -> Position:
    """Lift the named hold, or the one that a person placed."""
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    for one in position.holds:
        if one.hold == index:
            position = close_hold(program, position, one, event.at)
            if index >= 0:
                position = follow(program, position, program.holds[index].route_of(event.word("outcome")), event.at)
    return position


def debtor_stopped(program: Program, position: Position, event: Event) -> Position:
    """The law stops collection; two stops may run side by side."""
    return replace(position, stops=tuple(dict.fromkeys((*position.stops, event.word("kind")))))


def stop_lifted(program: Program, position: Position, event: Event) -> Position:
    """One stop by law has ended."""
    return replace(position, stops=tuple(kind for kind in position.stops if kind != event.word("kind")))
