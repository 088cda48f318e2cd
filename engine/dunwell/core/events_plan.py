"""What people say of a payment plan: it is asked for, offered, agreed, changed, or cannot be kept; and its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.instalments import paid_instalments
from dunwell.core.lapsing import interrupted
from dunwell.core.moves import after_hold, want_plan, with_anchor
from dunwell.core.plan import ended, frozen_until, gone, plan_of
from dunwell.core.position import AGREED, OFFERED, RunningPlan
from dunwell.core.schedule import agreed_schedule, outside
from dunwell.core.timing import after, last_day, receipt
from dunwell.core.values import replace
from dunwell.language.program import PLAN

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.plans import Plan
    from dunwell.language.program import Program
    from dunwell.language.schedules import Schedule


def plan_requested(program: Program, position: Position, event: Event) -> Position:
    """The debtor asks for a plan, at whatever step the case is."""
    return want_plan(position, program.plan_index(event.word("plan")), event.at)


def plan_offered(program: Program, position: Position, event: Event) -> Position:
    """A person offered a plan; the offer stands for as long as the policy, or the person, says."""
    index = program.plan_index(event.word("plan"))
    if position.end or index < 0 or (position.plan and position.plan.stage == AGREED):
        return position
    plan = program.plans[index]
    until = int(event.get("until") or 0) or after(program, event.at, plan.valid or program.attention.after)
    return replace(_unasked(position, plan), plan=RunningPlan(index, OFFERED, event.at, until))


def plan_agreed(program: Program, position: Position, event: Event) -> Position:
    """A plan is agreed; its schedule stands as confirmed, and covers all that is open. A second one changes it."""
    index = program.plan_index(event.word("plan"))
    if position.plan is not None and position.plan.stage == AGREED:
        return plan_changed(program, position, event)
    if position.end or index < 0 or position.claim_open <= 0:
        return position
    plan = program.plans[index]
    schedule = agreed_schedule(program, plan.instalments, position.claim_open, event)
    agreed = _agreed(position, plan, schedule, event.at, RunningPlan(index, AGREED, event.at))
    return interrupted(program, agreed, event.at)  # who agrees on a plan acknowledges the claim


def _agreed(position: Position, plan: Plan, schedule: Schedule, day: int, running: RunningPlan) -> Position:
    base = max(sum(amount for _, amount in schedule), position.claim_open)
    messages = (*(one for one in position.messages if one not in (plan.offer, plan.confirm, plan.late)), plan.confirm)
    return replace(
        position,
        plan=replace(running, schedule=schedule, base=base),
        messages=messages,
        anchors=with_anchor(position.anchors, PLAN, day),
    )


def plan_changed(program: Program, position: Position, event: Event) -> Position:
    """Other instalments are agreed for what is left. Lowered too often or beyond its bounds, the plan is infeasible."""
    running = position.plan
    if position.end or running is None or running.stage != AGREED:
        return position
    plan = plan_of(program, position)
    schedule = agreed_schedule(program, plan.instalments, max(position.claim_open, 0), event)
    left = running.schedule[paid_instalments(program, position) :]
    lower = bool(schedule) and bool(left) and schedule[0][1] < left[0][1]
    lowered = running.lowered + lower
    most = plan.instalments.lowered
    if outside(program, plan.instalments, schedule, event.at) or (most is not None and lowered > most):
        return ended(program, position, plan.infeasible, event.at)
    position = replace(position, frozen=frozen_until(program, position, event.at))
    again = RunningPlan(running.plan, AGREED, event.at, misses=running.misses, lowered=lowered)
    return interrupted(program, _agreed(position, plan, schedule, event.at, again), event.at)


def plan_declared_infeasible(program: Program, position: Position, event: Event) -> Position:
    """A person says that the plan cannot be kept; an offer is over with that, as if it had not been answered."""
    running = position.plan
    if position.end or running is None:
        return position
    plan = plan_of(program, position)
    if running.stage == AGREED:
        return ended(program, position, plan.infeasible, event.at)
    return after_hold(program, gone(program, position, event.at), plan.unanswered, event.at)


def plan_message_sent(program: Program, position: Position, event: Event, index: int) -> Position:
    """An offer that went out stands from that day on; so does the term to repair what is late."""
    running = position.plan
    if running is None:
        return position
    plan = plan_of(program, position)
    if index == plan.offer and running.stage == OFFERED and plan.valid is not None:
        until = after(program, event.at, plan.valid)
        return replace(position, plan=replace(running, since=event.at, until=until, escalated=False))
    if index == plan.late and running.stage == AGREED and (running.late or running.others):
        message = program.messages[index]
        channels = tuple(event.word("channels").split("+")) if event.get("channels") else message.channels
        term = last_day(program, plan.repair, event.at, receipt(program, event.at, channels))
        return replace(position, plan=replace(running, term=term, escalated=False))
    return position


def _unasked(position: Position, plan: Plan) -> Position:
    return replace(position, messages=tuple(one for one in position.messages if one != plan.offer))
