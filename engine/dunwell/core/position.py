"""Where a case stands: a small frozen value that only `apply` and `advance` make anew.

Days are ordinals, money is cents. Two cases that stand alike have equal positions, whatever way led there; a checker
can count and compare them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.program import FIXED_ANCHORS

if TYPE_CHECKING:
    from dunwell.language.fields import Value

WAITING, OPEN, PAUSED, ASKING, EXPECTING, DONE = range(6)
"""What the current step is doing: waiting for its day; due or out with a person; pausing until a day; asking a person
to decide; expecting an event. DONE stands in a `Frame` only: the step is over, and the ladder goes on after it."""

RUNNING, NEAR, OVER = range(3)
"""What was said of the limitation: nothing yet, that its last day is near, that it has passed."""

MANUAL = -1
"""The index of a hold that a person placed and the policy does not name."""

_FIRST_TERM = len(FIXED_ANCHORS) + 2


@dataclass(frozen=True, slots=True)
class OpenHold:
    """A hold that is on. `last` is its last day; `amount` the disputed or promised cents (0: the whole claim).

    `claim_open` is what was open when it began, against which a promise is measured.
    """

    hold: int
    since: int
    last: int
    amount: int = 0
    claim_open: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the ladder stood when it was sent to a side step, and the day it had come to that step."""

    step: int
    phase: int
    channel: int
    entered: int


@dataclass(frozen=True, slots=True)
class Position:
    """One case on one day.

    `anchors`, `counts`, `hold_counts` are indexed as the program has them; an anchor of 0 is not set. `since` is the
    day from which the current phase counts (for PAUSED the day it ends). `channel` is 1 once a step takes its fallback.
    `late` is a set of bits, one per step. `contacts` are the latest days the debtor was reached, as many as the weekly
    limit looks at. `paid_charges` is what of `received` went to interest and costs when it came in. `interrupted` are
    the days that the limitation rests on besides the due date. `discounted` is what of the principal was granted as a
    discount for early payment. `end` is empty while the case is open.
    """

    day: int
    facts: tuple[Value | None, ...]
    variant: int
    anchors: tuple[int, ...]
    counts: tuple[int, ...]
    hold_counts: tuple[int, ...]
    principal: int
    step: int = 0
    phase: int = WAITING
    since: int = 0
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
    paid_charges: int = 0
    promises_broken: int = 0
    plans_breached: tuple[int, ...] = ()
    held_since: int = 0
    held_days: int = 0
    side_since: int = 0
    side_days: int = 0
    last_done: int = -1
    end: str = ""
    ended: int = 0
    interrupted: tuple[int, ...] = ()
    limitation: int = RUNNING
    discounted: int = 0

    @property
    def granted(self) -> int:
        """The last day of the longest term that a message gave, or 0: no other step of the ladder starts before."""
        return max(self.anchors[_FIRST_TERM::3])

    def granted_besides(self, step: int) -> int:
        """As `granted`, but leaving out the term of one step."""
        terms = self.anchors[_FIRST_TERM::3]
        longest = max(terms)
        own = longest and terms[step] == longest
        return max((*terms[:step], *terms[step + 1 :]), default=0) if own else longest

    @property
    def claimed(self) -> int:
        """What has been claimed so far, less credit notes and waivers; cents."""
        return self.principal + self.interest + self.costs

    @property
    def claim_open(self) -> int:
        """Claimed less received; negative after an overpayment."""
        return self.principal + self.interest + self.costs - self.received

    @property
    def costs_open(self) -> int:
        """The costs claimed that are not paid; a payment goes to costs first."""
        return max(self.costs - self.paid_charges, 0)

    @property
    def interest_open(self) -> int:
        """The interest claimed that is not paid; a payment goes to it after the costs."""
        return self.interest + self.costs - self.paid_charges - self.costs_open

    @property
    def principal_open(self) -> int:
        """The principal that is left: a payment goes to it after the charges that had been claimed by then."""
        return max(self.principal - (self.received - self.paid_charges), 0)
