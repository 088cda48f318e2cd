"""What cannot be recorded of a payment plan: one that is not there, not allowed, or beyond the policy's bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.judge import judge
from dunwell.core.plan import plan_of
from dunwell.core.position import AGREED
from dunwell.core.schedule import agreed_schedule, outside
from dunwell.days import day_text
from dunwell.money import amount_text
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.plans import Plan
    from dunwell.language.program import Program


def _wanted(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if not program.plans:
        yield Problem("DW971", "the policy has no payment plan", None, "write one, or let a person see to it")


def _agreed(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    """A plan that the policy allows, over all that is open, within its bounds, from a day that lies ahead."""
    yield from _wanted(program, position, event)
    index = program.plan_index(event.word("plan"))
    if index < 0:
        return
    plan = program.plans[index]
    if position.plan is not None and position.plan.stage == AGREED:
        yield Problem("DW971", "a payment plan runs already", None, "record 'plan_changed' for other instalments")
        return
    if plan.when is not None and judge(program, plan.when, position, event.at) is False:
        message = f"the policy does not allow the plan {plan.name!r} here ({plan.when.place})"
        yield Problem("DW976", message, plan.when.place, "see what the policy asks")
    yield from _schedule(program, position, event, plan, "error")


def _changed(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if position.plan is None or position.plan.stage != AGREED:
        yield Problem("DW971", "no payment plan runs", None, "record 'plan_agreed' first")
        return
    plan = plan_of(program, position)
    yield from _schedule(program, position, event, plan, "warning")
    most = plan.instalments.lowered
    if most is not None and position.plan.lowered >= most:
        message = f"instalments may be lowered {most} times at most: lower ones end the plan as infeasible"
        yield Problem("DW976", message, plan.instalments.place, "keep the amount, or end the plan", "warning")


def _schedule(program: Program, position: Position, event: Event, plan: Plan, severity: str) -> Iterator[Problem]:
    schedule = agreed_schedule(program, plan.instalments, position.claim_open, event)
    total = sum(amount for _, amount in schedule)
    if total != max(position.claim_open, 0):
        message = (
            f"the instalments add up to {amount_text(total)}, and {amount_text(max(position.claim_open, 0))} is open"
        )
        yield Problem("DW972", message, None, "let them add up to what is open")
    if schedule and schedule[0][0] < event.at:
        message = f"the first instalment would be due on {day_text(schedule[0][0])}, before the agreement"
        yield Problem("DW973", message, None, "write a day that lies ahead")
    for why in outside(program, plan.instalments, schedule, event.at) if schedule else ():
        fix = "agree within the policy's bounds" if severity == "error" else "the plan ends with this, as infeasible"
        place = plan.instalments.place
        yield Problem("DW976", f"beyond the bounds of the plan {plan.name!r}: {why}", place, fix, severity)  # type: ignore[arg-type] # the two literals


def _given_up(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if position.plan is None:
        yield Problem("DW971", "no payment plan is offered or runs", None, "nothing to end")


PLAN_CHECKS: dict[str, Callable[[Program, Position, Event], Iterator[Problem]]] = {
    "plan_requested": _wanted,
    "plan_offered": _wanted,
    "plan_agreed": _agreed,
    "plan_changed": _changed,
    "plan_declared_infeasible": _given_up,
}
"""A check for each event of a payment plan."""
