"""What verifying a policy came to: all that was explored, gathered over its kinds of cases and due dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dunwell.verifying.endless import endless
from dunwell.verifying.findings import findings
from dunwell.verifying.model import gathered

if TYPE_CHECKING:
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget
    from dunwell.verifying.findings import Change, Finding
    from dunwell.verifying.model import Breach, Explored, Story


@dataclass(frozen=True)
class Report:
    """The result for one policy.

    `dues` are the due dates explored (ordinals), `every_day` whether no day was hopped over, `seconds` how long it
    took by the clock, `remembered` how many of `explored` were known from before. `changes` are what is no longer as
    it was pinned; None where nothing is pinned.
    """

    program: Program
    budget: Budget
    dues: tuple[int, ...]
    every_day: bool
    explored: tuple[Explored, ...]
    seconds: float
    remembered: int = 0
    changes: tuple[Change, ...] | None = None

    @cached_property
    def breaches(self) -> tuple[tuple[Breach, Story], ...]:
        """The plainest story for each invariant that does not hold."""
        return gathered(self.explored)

    @cached_property
    def endless(self) -> tuple[Breach, ...]:
        """The ways in which a case could go round for ever; they are in the text, and no story comes to their end."""
        return endless(self.program)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What can happen in each variant, first and last on which day."""
        return findings(self.program, self.explored)

    @property
    def incomplete(self) -> tuple[Explored, ...]:
        """Those of which a limit was hit before all was seen: no pass."""
        return tuple(one for one in self.explored if not one.complete)

    @property
    def proven(self) -> bool:
        """Whether everything was seen and everything holds."""
        return bool(self.explored) and not (self.breaches or self.endless or self.incomplete)

    @property
    def states(self) -> int:
        """How many states were looked at."""
        return sum(one.states for one in self.explored)

    @property
    def longest_wait(self) -> tuple[int, Story] | None:
        """The longest time, in days, in which nothing is due to anybody while the case is open."""
        waits = [one.longest_wait for one in self.explored if one.longest_wait is not None]
        return max(waits, key=lambda wait: wait[0], default=None)
