"""Verify one policy as it was asked for: its cases on its due dates, over several processes, and what came of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from dunwell.comparing.cases import PLAIN
from dunwell.proving.due_dates import due_dates
from dunwell.proving.jobs import jobs_of
from dunwell.proving.pool import prove
from dunwell.verifying.invariants import invariants_observer
from dunwell.verifying.marks import marks_observer
from dunwell.verifying.report import Report

if TYPE_CHECKING:
    from pathlib import Path

    from dunwell.loading import Loaded
    from dunwell.proving.jobs import Done, Progress
    from dunwell.verifying.budgets import Budget

FEW = 3
"""So few cases of a small budget are done sooner here than in processes that have to be started."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be verified: `dues` are the due dates (none: `spread` of them over a year); `jobs` 0 is one process
    for each processor."""

    budget: Budget
    dues: tuple[int, ...] = ()
    spread: int = 1
    every_day: bool = False
    jobs: int = 0


def verified(policy: Loaded, asked: Asked, folder: Path | None, progress: Progress) -> Report:
    """The report on a policy without errors; results are kept in `folder`, and taken from there, if one is given."""
    program = policy.program
    assert program is not None  # the caller said the errors
    begun = perf_counter()
    dues = asked.dues or due_dates(program, asked.spread, max(int(PLAIN["invoice.due"]), program.valid_from))
    jobs = jobs_of(program, asked.budget, dues, every_day=asked.every_day)
    small = asked.budget.profiles == "plain" and len(jobs) <= FEW
    processes = asked.jobs or (1 if small else os.cpu_count() or 1)
    kept = 0

    def count(done: Done) -> None:
        nonlocal kept
        kept += done.was_kept
        progress(done)

    found = prove(
        policy, jobs, (invariants_observer, marks_observer), processes=processes, folder=folder, progress=count
    )
    return Report(program, asked.budget, dues, asked.every_day, found, perf_counter() - begun, kept)
