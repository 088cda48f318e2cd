"""What exploring cannot prove, because it is never done: that every run ends. Found on the text, at once.

A circle without a count is a finding of `dunwell check` too (DW509). A payment plan that can be agreed again after each
breach, because its `when` never asks about breaches, is told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.circles import check_circles
from dunwell.verifying.model import Breach
from dunwell.verifying.watch import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.plans import Plan
    from dunwell.language.program import Program
    from dunwell.verifying.model import Moved
    from dunwell.verifying.watch import Memory

ENDLESS = "every-run-ends"
_CIRCLE = "DW509"


def endless(program: Program) -> tuple[Breach, ...]:
    """A breach for each way in which a case can go on for ever; it needs no story, and one explored could not end."""
    circles = (one.message.partition(": ")[2] for one in check_circles(program) if one.code == _CIRCLE)
    return tuple(Breach(ENDLESS, (one,)) for one in dict.fromkeys((*circles, *_plans(program))))


def _plans(program: Program) -> Iterator[str]:
    return (_again(program, plan) for plan in program.plans if not counted(plan))


def _again(program: Program, plan: Plan) -> str:
    route = program.routes[plan.breached.route] if plan.breached.route >= 0 else None
    leads = route is not None and route.kind == "go_to" and route.target >= 0
    then = program.steps[0][route.target].name if route is not None and leads else "the step before it"
    return f"{plan.name} → breached → {then} → {plan.name}"


def plan_again(program: Program, memory: Memory, moved: Moved) -> Iterator[Breach]:
    """A plan that is agreed although it was breached before, and the policy never asks."""
    event, running = moved.move.event, moved.after.plan
    if (
        event is not None
        and event.name == "plan_agreed"
        and running is not None
        and memory.breached >> running.plan & 1
    ):
        yield Breach(ENDLESS, (_again(program, program.plans[running.plan]),))
