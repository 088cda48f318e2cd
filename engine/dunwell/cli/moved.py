"""What `dunwell verify` finds of two versions of a policy, and how that differs; loaded only where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.comparing.cases import PLAIN
from dunwell.proving.verified import Asked, verified
from dunwell.verifying.budgets import QUICK
from dunwell.verifying.findings import as_pinned, changes

if TYPE_CHECKING:
    from dunwell.loading import Loaded
    from dunwell.verifying.findings import Change


def moved_findings(old: Loaded, new: Loaded) -> tuple[Change, ...]:
    """The findings of the smallest budget that differ, for cases that are due on one day under both."""
    assert old.program is not None and new.program is not None  # noqa: PT018 - those with errors are refused
    due = max(int(PLAIN["invoice.due"]), old.program.valid_from, new.program.valid_from)
    before, after = (verified(one, Asked(QUICK, (due,)), None, lambda done: None) for one in (old, new))
    return changes(as_pinned(before.findings), after.findings)
