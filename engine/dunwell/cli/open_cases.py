"""The open cases of a workspace, for a comparison of two policies."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dunwell.cli.options import refuse
from dunwell.cli.session import session
from dunwell.comparing.cases import Case
from dunwell.journal.cases import all_looks
from dunwell.language.events import EVENTS, PEOPLE, RETURN
from dunwell.language.scenario import Planned
from dunwell.model import Agreement, Invoice
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.journal.cases import Look
    from dunwell.language.events import Event
    from dunwell.language.program import Program

_OURS = ("approved", "overridden")
"""What a simulation decides by itself."""


def open_cases(program: Program, workspace: str | None, form: str) -> tuple[Case, ...]:
    """The open cases under any version of this policy, each with what others did and said; none is refused (DW717)."""
    with session(workspace, form) as live:
        with live.journal.view():
            looks, _ = all_looks(live.journal, 0)
        found = [look for look in looks if look.program.id == program.id and not look.position.end]
    if not found:
        message = f"no case under {program.id} is open in the workspace"
        refuse((Problem("DW717", message, None, "compare on --portfolio, or leave --cases out"),), form)
    return tuple(_case(look) for look in found)


def _case(look: Look) -> Case:
    rate = look.case.agreed_rate
    agreement = Agreement(interest=Decimal(rate) / 10_000 if rate is not None else None)
    invoice = Invoice("journal", "invoice", "journal", number=look.case.number, agreement=agreement)
    events = (one.event for one in look.events)
    planned = tuple(Planned(one.name, one.data, one.at) for one in events if _of_others(look.program, one))
    return Case(look.case.id, invoice, look.case.facts, events=planned, on=look.case.opened_on)


def _of_others(program: Program, event: Event) -> bool:
    """Whether somebody else did or said it, or a person did a task or a call; the rest is played anew."""
    order = EVENTS[event.name].order
    if event.name == "step_done":
        index = program.step_index(event.word("step"))
        return index >= 0 and program.steps[0][index].kind == "task"
    return (order <= PEOPLE and event.name not in _OURS) or order == RETURN or event.name == "call_made"
