"""Where a case stands: a small frozen value that only `apply` and `advance` make anew.

Days are ordinals, money is cents. Two cases that stand alike have equal positions, whatever way led there; a checker can
count and compare them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunwell.language.fields import Value

WAITING, OPEN, PAUSED, ASKING, EXPECTING = range(5)
"""What the current step is doing: waiting for its day; due or out with a person; pausing until a day; asking a person to
decide; expecting an event."""

MANUAL = -1
"""The index of a hold that a person placed and the policy does not name."""


@dataclass(frozen=True, slots=True)
class OpenHold:
    """A hold that is on. `last` is its last day; `amount` the disputed or promised cents (0: the whole claim).

    `received` is what had been received when it opened, against which a promise is measured.
    """

    hold: int
    since: int
    last: int
    amount: int = 0
    received: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the ladder stood when it was sent to a side step. `done` means that the person's word settles that step."""

    step: int
    phase: int
    attempts: int
    channel: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """One case on one day.

    `anchors`, `counts`, `hold_counts` are indexed as the program has them; an anchor of 0 is not set. `granted` is the
    last day of the latest term that a message gave: until it has passed, no further step of the ladder starts. `since` is the day
    from which the current phase counts (for PAUSED the day it ends). `late` is a set of bits, one per step. `contacts`
    are the latest days the debtor was reached, as many as the weekly limit looks at. `end` is empty while open.
    """

    day: int
    facts: tuple[Value | None, ...]
    variant: int
    anchors: tuple[int, ...]
    counts: tuple[int, ...]
    hold_counts: tuple[int, ...]
    principal: int
    granted: int = 0
    step: int = 0
    phase: int = WAITING
    since: int = 0
    attempts: int = 0
    channel: int = 0
    route: int = -1
    ask: str = ""
    escalated: bool = False
    approved: bool = False
    frame: Frame | None = None
    holds: tuple[OpenHold, ...] = ()
    stops: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()
    late: int = 0
    interest: int = 0
    costs: int = 0
    received: int = 0
    promises_broken: int = 0
    plans_breached: tuple[int, ...] = ()
    held_since: int = 0
    held_days: int = 0
    side_since: int = 0
    side_days: int = 0
    last_done: int = -1
    end: str = ""
    ended: int = 0

    @property
    def claimed(self) -> int:
        """What has been claimed so far, less credit notes and waivers; cents."""
        return self.principal + self.interest + self.costs

    @property
    def claim_open(self) -> int:
        """Claimed less received; negative after an overpayment."""
        return self.principal + self.interest + self.costs - self.received

    @property
    def principal_open(self) -> int:
        """The principal that is left when payments go to costs, then interest, then principal; never negative."""
        left = max(self.received - self.costs - self.interest, 0)
        return max(self.principal - left, 0)
