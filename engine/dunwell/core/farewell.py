"""What a debtor is told after the end of the case: thanks for the payment, or whom to pay from now on.

It waits from the end on, goes out once, and is taken back if the case is open again before that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.moves import reachable
from dunwell.core.position import MANUAL
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program


def told_at_end(program: Program, position: Position) -> Position:
    """Let the message of this end wait, and none of another; of an open case none at all."""
    farewells = dict(program.farewells)
    if not farewells:
        return position
    others = tuple(index for index in position.messages if index not in farewells.values())
    wanted = (farewells[position.end],) if position.end in farewells else ()
    return replace(position, messages=(*others, *wanted))


def farewell(program: Program, position: Position) -> int:
    """The message that is due after the end, or -1.

    Nothing is sent while the law stops the case. Nobody is thanked who never heard of us, or with whom a person asked
    to have no contact. Where no address is known, nothing is left to do.
    """
    index = next((one for _, one in program.farewells if one in position.messages), -1)
    if index < 0 or position.stops:
        return -1
    message = program.messages[index]
    unasked = not position.contacts or any(one.hold == MANUAL for one in position.holds)
    if message.kind == "thanks" and unasked:
        return -1
    return index if any(reachable(position, channel) for channel in message.channels) else -1


def is_farewell(program: Program, event: Event) -> bool:
    """Whether an event says that such a message went out: the one thing of ours that follows an end."""
    index = program.message_index(event.word("message")) if event.name == "message_sent" else -1
    return any(index == one for _, one in program.farewells)
