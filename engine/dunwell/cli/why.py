"""`dunwell explain CASE`: why each step of a case is due on a day, or is not, and what would change that."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dunwell.choosing import agreed_rate
from dunwell.cli.options import FOUND, print_problems, refuse
from dunwell.cli.playing import planned_events, played
from dunwell.cli.session import session, show
from dunwell.cli.telling import no_step
from dunwell.core.simulate import Standing, standing_on
from dunwell.core.stale import why_stale
from dunwell.core.why_not import why_not
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned, day_for, events_of, find_case, look_at
from dunwell.problems import has_errors
from dunwell.render.why_not_json import why_not_document

if TYPE_CHECKING:
    from dunwell.language.program import Program
    from dunwell.workspace import Workspace


def why_case(case: str, workspace: str | None, on: int, step: str, form: str) -> None:
    """A case of the workspace, as the journal has it; exit code 2 if there is no such case or step."""
    with session(workspace, form) as live:
        found = find_case(live.journal, case)
        program = Pinned(live.journal).program(found)
        _known(program, step, form)
        look = look_at(found, program, events_of(live.journal, found), day_for(program, on))
        events = tuple(one.event for one in look.events if one.event.at <= look.day)
        standing = Standing(look.position, look.day, events)
        program = look.program
        held = with_bank_data(live.journal, live.bank(), look)
    stale = why_stale(program, held.stale) if held.stale else None
    told = why_not(program, standing, step, found.agreed_rate, held.waits, stale)
    about = {"case": found.id, "number": found.number, "debtor": found.debtor or None}
    show(why_not_document(program, look.position, look.day, told, about), form, "why_not_text", "why_not_text")


def why_invoice(  # noqa: PLR0913, PLR0917 - what the command was given
    invoice: str,
    policy: str | None,
    scenario: str | None,
    assume: tuple[str, ...],
    on: int,
    step: str,
    form: str,
    workspace: Workspace | None,
) -> None:
    """An invoice file, played up to the day with a scenario as `simulate` does; exit code 1 if no policy is for it."""
    simulated, problems = played(Path(invoice), policy, scenario, assume, 0, 0, form, workspace)
    program, opened = simulated.program, simulated.opened
    if program is None or opened is None:
        print_problems(problems, {}, form)
        sys.exit(FOUND)
    _known(program, step, form)
    agreed = agreed_rate(simulated.invoice)
    day = max(day_for(program, on), opened.position.day)
    standing = standing_on(program, opened.position, planned_events(scenario, program, form), day, agreed)
    about = {"case": None, "number": simulated.invoice.number, "debtor": simulated.invoice.buyer.name}
    told = why_not(program, standing, step, agreed)
    show(why_not_document(program, standing.position, standing.day, told, about), form, "why_not_text", "why_not_text")
    sys.exit(FOUND if has_errors(problems) else 0)


def _known(program: Program, step: str, form: str) -> None:
    names = tuple(one.name for one in program.steps[0])
    if step and step not in names:
        refuse((no_step(step, names),), form)
