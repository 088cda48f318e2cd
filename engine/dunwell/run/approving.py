"""Release what waits for a person's word before a run: steps that the policy wants approved, and rows that are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import now
from dunwell.journal.cases import all_looks
from dunwell.journal.confirming import Proposed, record_or_propose
from dunwell.journal.database import writing
from dunwell.journal.outbox_changes import release
from dunwell.journal.recording import Wanted
from dunwell.problems import ProblemsFound

if TYPE_CHECKING:
    from dunwell.problems import Problem
    from dunwell.run.desk import Desk


def approve_all(desk: Desk, why: str = "") -> tuple[list[tuple[str, str]], list[Problem]]:
    """Approve every step that waits for approval, as pairs of case and step, and release every held row.

    What this person may not approve alone is kept for a second one, and a warning says so (DW074); what may not be
    approved at all is a problem. Both stay as they are. `why` is the reason, where the policy asks for one.
    """
    with desk.journal.view():
        looks, _ = all_looks(desk.journal, desk.on)
    said = (f"text={why}",) if why else ()
    approved: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for look in looks:
        for action in look.decision.actions:
            if action.kind != "approve":
                continue
            name = look.program.steps[look.position.variant][action.step].name
            wanted = Wanted("approved", (f"step={name}", *said), look.day, desk.by)
            try:
                done = record_or_propose(desk.journal, look.case, look.program, wanted, look.day)
            except ProblemsFound as error:
                problems += error.problems
                continue
            if isinstance(done, Proposed):
                problems.append(done.problem())
            else:
                approved.append((look.case.id, name))
    with writing(desk.journal.connection):
        released = release(desk.journal, desk.stamp(now()))
    approved += ((row.case_id, row.name) for row in released)
    return approved, problems
