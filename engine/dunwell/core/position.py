"""Where a case stands: a small frozen value that only `apply` and `advance` make anew.

Days are ordinals, money is cents. Two cases that stand alike have equal positions, whatever way led there; a checker
can count and compare them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dunwell.language.program import FIXED_ANCHORS

if TYPE_CHECKING:
    from dunwell.language.fields import Value

WAITING, OPEN, PAUSED, ASKING, EXPECTING, DONE = range(6)
"""What the current step is doing: waiting for its day; due or out with a person; pausing until a day; asking a person
to decide; expecting an event. DONE stands in a `Frame` only: the step is over, and the ladder goes on after it."""

RUNNING, NEAR, OVER = range(3)
"""What was said of the limitation: nothing yet, that its last day is near, that it has passed."""

WANTED, OFFERED, AGREED = range(3)
"""The stages of a payment plan: somebody wants one, it was offered or is about to be, it was agreed."""

MANUAL = -1
"""The index of a hold that a person placed and the policy does not name."""

WITH_THE_AGENCY = "handed_over"
"""How a case has ended that can come back: what happens to its claim still counts, and the agency has to know it."""

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
class RunningPlan:
    """A payment plan from the day it is wanted to its end. `since` is the day of its stage, or of what it waits for.

    `until` is the last day of an offer (0: not made yet). `schedule` holds the due day and the cents of each instalment
    as agreed, `base` what was open then. `told` and `reminded` are how many instalments fell due and were reminded of,
    `late` up to which one the debtor was told that it is missing, `others` whether also that a new invoice is. `term`
    is the last day to repair that (0: the message has not gone out, -1: it ran out). `lowered` counts.
    """

    plan: int
    stage: int
    since: int
    until: int = 0
    schedule: tuple[tuple[int, int], ...] = ()
    base: int = 0
    told: int = 0
    reminded: int = 0
    late: int = 0
    others: bool = False
    term: int = 0
    misses: int = 0
    lowered: int = 0
    wants_change: bool = False
    escalated: bool = False


class Pause(NamedTuple):
    """Of one window: the day since which its days do not count (0: they count), and how many did not before that."""

    since: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the ladder stood when it was sent to a side step, and the day it had come to that step."""

    step: int
    phase: int
    channel: int
    entered: int


class Past(NamedTuple):
    """What was done by a step of an earlier text of the policy that this one does not have: its days, how often.

    `form` is its legal form, empty for none; `kind` what it did.
    """

    name: str
    kind: str
    form: str
    sent: int
    received: int
    term: int
    times: int


@dataclass(frozen=True, slots=True)
class Position:
    """One case on one day.

    `anchors`, `counts`, `hold_counts` are indexed as the program has them; an anchor of 0 is not set. `since` is the
    day from which the current phase counts (for PAUSED the day it ends). `channel` is 1 once a step takes its fallback.
    `late` is a set of bits, one per step. `contacts` are the latest days the debtor was reached, as many as the weekly
    limit looks at. `paid_charges` is what of `received` went to interest and costs when it came in. `frozen` are the
    periods of plans in which no interest ran; `pauses` has one for each window of the policy;
    `awaited` is what credit notes are still to lower the claim by, where a decision said so. `end` is empty while the
    case is open. Of a case that was moved to another text of its policy, `past` is what was done by steps that this one
    does not have, and `behind` a set of bits: the steps that were done, and lie ahead only because they were moved.
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
    plan: RunningPlan | None = None
    frozen: tuple[tuple[int, int], ...] = ()
    pauses: tuple[Pause, ...] = ()
    awaited: int = 0
    last_done: int = -1
    end: str = ""
    ended: int = 0
    interrupted: tuple[int, ...] = ()
    limitation: int = RUNNING
    discounted: int = 0
    past: tuple[Past, ...] = ()
    behind: int = 0

    @property
    def granted(self) -> int:
        """The last day of the longest term that a message gave, or 0: no other step of the ladder starts before."""
        longest = max(self.anchors[_FIRST_TERM::3])
        return max(longest, *(one.term for one in self.past)) if self.past else longest

    def granted_besides(self, step: int) -> int:
        """As `granted`, but leaving out the term of one step."""
        terms = self.anchors[_FIRST_TERM::3]
        longest = max(terms)
        own = longest and terms[step] == longest
        left = max((*terms[:step], *terms[step + 1 :]), default=0) if own else longest
        return max(left, *(one.term for one in self.past)) if self.past else left

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
