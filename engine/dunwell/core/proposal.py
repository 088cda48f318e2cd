"""A payment plan before it is agreed: what the policy proposes, or a person asks for, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.refuse import refusals
from dunwell.core.schedule import agreed_schedule, propose
from dunwell.core.values import replace
from dunwell.language.events import Event
from dunwell.language.phrases import did_you_mean
from dunwell.language.schedules import schedule_text
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.core.schedule import Wish
    from dunwell.language.plans import Plan
    from dunwell.language.program import Program
    from dunwell.language.schedules import Schedule

_SCHEDULED = ("plan_agreed", "plan_changed")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Instalments for a case: the plan, the event that would agree on them, and what the policy says against it."""

    plan: Plan
    schedule: Schedule
    event: Event
    problems: tuple[Problem, ...]


def propose_plan(program: Program, position: Position, name: str, day: int, wish: Wish) -> Proposal:
    """The instalments that would be agreed on a day. Raises ProblemsFound (DW974) for a plan that there is not."""
    index = program.plan_index(name)
    if index < 0:
        names = tuple(plan.name for plan in program.plans)
        message = f"the policy has no payment plan {name!r}" if name else "the policy has no payment plan"
        raise ProblemsFound((Problem("DW974", message, program.place, did_you_mean(name, names)),))
    plan = program.plans[index]
    running = position.plan is not None and bool(position.plan.schedule)
    schedule = propose(program, plan.instalments, max(position.claim_open, 0), day, wish)
    said = (("plan", plan.name),) if not running else ()
    data = (*said, ("instalments", schedule_text(schedule))) if schedule else said
    event = Event("plan_changed" if running else "plan_agreed", day, data)
    return Proposal(plan, schedule, event, refusals(program, position, event))


def with_schedule(program: Program, position: Position, event: Event) -> Event:
    """An agreement with its schedule written out, so that the journal keeps it as it was confirmed."""
    if event.name not in _SCHEDULED or event.get("instalments"):
        return event
    running = position.plan
    index = (
        running.plan if running is not None and event.name == "plan_changed" else program.plan_index(event.word("plan"))
    )
    if index < 0 or position.claim_open <= 0:
        return event
    schedule = agreed_schedule(program, program.plans[index].instalments, position.claim_open, event)
    return replace(event, data=(*event.data, ("instalments", schedule_text(schedule))))
