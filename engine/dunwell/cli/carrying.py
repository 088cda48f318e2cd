"""What `run` and `outbox` share: the desk at which channels work, made from a workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import uuid4

from dunwell.cli.session import today_at_home
from dunwell.cli.setting_up import set_up
from dunwell.customers.joining import with_register
from dunwell.days import day_text, now
from dunwell.journal.cases import Pinned
from dunwell.problems import Problem, ProblemsFound
from dunwell.run.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.cli.session import Session
    from dunwell.plugins.ready import Ready


def desk_of(live: Session, on: int, by: str | None) -> Desk:
    """The desk of a run. Raises ProblemsFound: the journal was written on a later day than today (DW012)."""
    moment = now()
    day = today_at_home(on)
    _not_backwards(live, day)
    register = live.register()
    ready = set_up(live.workspace).ready
    return Desk(
        journal=live.journal,
        pinned=Pinned(live.journal),
        bank=live.bank(),
        lines=ready.channels,
        stopped=dict(_unfit(ready)),
        faults=ready.problems,
        settings=live.workspace.creditor.fields(),
        read=live.workspace.words().read,
        on=on,
        today=day,
        moment=f"{day_text(day)}{moment[10:]}" if on else moment,
        by=live.user(by),
        collector=live.workspace.collector,
        completed=lambda invoice: with_register(invoice, register),
        limits=live.workspace.limits,
        worker=f"{os.getpid()}-{uuid4().hex[:8]}",
    )


def _unfit(ready: Ready) -> Iterator[tuple[str, str]]:
    """The channels that dunwell.yaml names and that cannot be set up, each with the first thing that is wrong."""
    for word, problems in ready.faults.items():
        errors = [one for one in problems if one.severity == "error"]
        if word not in ready.channels and errors:
            yield word, f"{errors[0].code} {errors[0].message}"


def _not_backwards(live: Session, day: int) -> None:
    last = live.journal.last_day()
    if last > day:
        message = f"today is {day_text(day)}, but the journal was written on {day_text(last)}: the clock was set back"
        fix = "set the clock right; or say --on, if you try things out with days to come"
        raise ProblemsFound((Problem("DW012", message, None, fix),))
