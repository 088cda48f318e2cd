"""What a simulation or a run tells: entries in the order of their days, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dunwell.core.claim import Claim
    from dunwell.core.explain import Because
    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.events import Event
    from dunwell.language.schedules import Schedule
    from dunwell.problems import Problem

EntryKind = Literal[
    "step", "skip", "event", "hold", "plan", "message", "attention", "escalation", "late", "blocked", "end"
]


@dataclass(frozen=True, slots=True)
class Sent:
    """What the words of a message rest on: the case right before and after it, and what had happened until then.

    `events` are in the order in which they counted, without the confirmation of this very message.
    """

    action: Action
    day: int
    before: Position
    after: Position
    events: tuple[Event, ...]
    claim: Claim


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline. `day`, `term_until` and `received` are ordinals; what does not apply is empty or None.

    `name` is the step, hold, message or reason to end; `change` what happened to a hold; `outcome` what came of a check
    or a call; `owner` who has it; `guardrail` the id of the rule that blocks a step. Of a payment plan, `number` and
    `amount` (cents) are the instalment's and `schedule` is what was agreed. `sent` is what the words of a
    message rest on; only a simulation has it, for entries with a template.
    """

    day: int
    kind: EntryKind
    name: str = ""
    title: str = ""
    channels: tuple[str, ...] = ()
    template: str | None = None
    variant: str = ""
    attempt: int = 1
    term_until: int = 0
    received: int = 0
    claim: Claim | None = None
    announces: tuple[str, ...] = ()
    change: str = ""
    outcome: str = ""
    owner: str = ""
    guardrail: str = ""
    number: int = 0
    amount: int = 0
    schedule: Schedule = ()
    event: Event | None = None
    sent: Sent | None = None
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """All entries, the last position, and the notes and problems met on the way."""

    entries: tuple[Entry, ...]
    position: Position
    problems: tuple[Problem, ...] = ()
