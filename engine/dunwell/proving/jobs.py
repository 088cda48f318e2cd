"""The jobs of a proof: one for each case and due date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.verifying.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget
    from dunwell.verifying.model import Explored, Observer, Profile

    Watch = Callable[[Program], Observer]
    """What makes an observer in each process: a function of a module, which it can find by its name."""
    Progress = Callable[["Done"], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One case on one due date, and how it is explored."""

    profile: Profile
    budget: Budget
    every_day: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A job that is done: its result, how many of how many, and whether it had been kept."""

    explored: Explored
    done: int
    jobs: int
    was_kept: bool


def jobs_of(program: Program, budget: Budget, days: Iterable[int], *, every_day: bool = False) -> tuple[Job, ...]:
    """A job for each case on each due date; the plain cases of a day first, for they take longest."""
    return tuple(Job(profile, budget, every_day) for day in days for profile in profiles(program, budget, day))
