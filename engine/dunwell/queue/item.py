"""One thing that waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dunwell.core.explain import Because

Kind = Literal[
    "approve",
    "ask",
    "blocked",
    "call",
    "task",
    "hold",
    "limitation",
    "payment",
    "outbox",
    "bank",
    "register",
    "proposal",
    "refund",
    "plan",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the queue.

    `deadline` is the last day on which it is in time; after it `then` follows (0: nothing does by itself). `owner` is
    who has it now, `was` who had it before it escalated. `cents` is what is open (None: it is not about money).
    `commands` are what settles it, the usual one first; words in capitals stand for what only the person knows.
    """

    kind: Kind
    what: str
    owner: str
    commands: tuple[str, ...]
    since: int = 0
    deadline: int = 0
    then: str = ""
    was: str = ""
    case: str = ""
    number: str = ""
    debtor: str = ""
    cents: int | None = None
    currency: str = ""
    why: tuple[Because, ...] = ()

    def late(self, day: int) -> int:
        """How many days the deadline is past; 0 for one that is not."""
        return max(day - self.deadline, 0) if self.deadline else 0
