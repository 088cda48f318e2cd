"""What puts a case on hold and takes it off: answers, decisions, people, and stops by law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.moves import after_hold, ask, blocked, close_hold, open_hold, woken
from dunwell.core.position import EXPECTING, MANUAL
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import OpenHold, Position
    from dunwell.language.events import Event
    from dunwell.language.program import Hold, Program

_CLOSES = {"question_answered": "question_asked", "dispute_closed": "dispute_opened"}


def holds_ended(program: Program, position: Position, event: Event) -> Position:
    """An event ends the holds that wait for it, and those that its counterpart opened."""
    for one in position.holds:
        if one.hold >= 0 and _ends(program.holds[one.hold], event.name):
            position = _over(program, position, one, event)
    return position


def _ends(hold: Hold, name: str) -> bool:
    return hold.until_event == name or (hold.opens_on is not None and hold.opens_on == _CLOSES.get(name))


def _over(program: Program, position: Position, one: OpenHold, event: Event) -> Position:
    """Take a hold off and go where its outcome says; an outcome that the policy does not list asks a person."""
    position = close_hold(program, position, one, event.at)
    if one.hold < 0:
        return position
    hold, outcome = program.holds[one.hold], event.word("outcome")
    route = hold.route_of(outcome)
    if route < 0 and outcome and hold.outcomes:
        return ask(position, f"outcome:{outcome}", event.at)
    waits = route >= 0 and program.routes[route].kind == "wait_for" and program.routes[route].name == "credited"
    if waits:
        position = replace(position, awaited=_awaited(position, event.money()))
    elif position.phase != EXPECTING:
        position = replace(position, awaited=0)
    return after_hold(program, position, route, event.at)


def _awaited(position: Position, amount: int) -> int:
    """How much is to be credited, with what was decided on before and has not come; 0 is whatever comes."""
    if position.phase != EXPECTING:
        return amount
    return position.awaited + amount if position.awaited and amount else 0


def holds_opened(program: Program, position: Position, event: Event) -> Position:
    """An event opens the first hold that the policy has for it."""
    hold = next((hold for hold in program.holds if hold.opens_on == event.name), None)
    if hold is None:
        return position
    until = int(event.get("promised_on") or 0)
    return open_hold(program, position, hold.index, event.at, until=until, amount=event.money())


def hold_placed(program: Program, position: Position, event: Event) -> Position:
    """A person puts the case on hold, by a hold of the policy or one that it does not name."""
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    until = int(event.get("until") or 0)
    return open_hold(program, position, index, event.at, until=until, amount=event.money())


def hold_lifted(program: Program, position: Position, event: Event) -> Position:
    """Lift the named hold, or the one that a person placed."""
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    lifted = next((one for one in position.holds if one.hold == index), None)
    return position if lifted is None else _over(program, position, lifted, event)


def debtor_stopped(program: Program, position: Position, event: Event) -> Position:
    """The law stops collection; two stops may run side by side."""
    return replace(position, stops=tuple(dict.fromkeys((*position.stops, event.word("kind")))))


def stop_lifted(program: Program, position: Position, event: Event) -> Position:
    """One stop by law has ended."""
    left = replace(position, stops=tuple(kind for kind in position.stops if kind != event.word("kind")))
    return woken(left, event.at) if position.stops and not blocked(program, left) else left
