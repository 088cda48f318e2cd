"""A payment plan while it runs: what of it is paid, what it waits for next, and what becomes true by itself.

A plan holds the ladder from the day it is wanted to the day it ends. Money pays the oldest instalment first, whatever
was written beside it, so a partial, an early and an excess payment need no rules of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.again import anew
from dunwell.core.instalments import paid_instalments
from dunwell.core.judge import judge, unknown_fields
from dunwell.core.moves import after_hold, woken
from dunwell.core.position import AGREED, OFFERED, WANTED, RunningPlan
from dunwell.core.timing import NEVER, after, count_from
from dunwell.core.transitions import Reason, Transition
from dunwell.core.values import replace
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.language.parts import When
    from dunwell.language.plans import Plan, PlanEnd
    from dunwell.language.program import Program

    Told = tuple[Position, tuple[Transition, ...]]

JUDGE, UNANSWERED, DUE, REMIND, LATE, MISS, COMPLETE, ESCALATE = range(8)
"""What a plan does by itself."""

_ON_TIME = FACT_INDEX["debtor.new_invoices_on_time"]


def plan_of(program: Program, position: Position) -> Plan:
    """The policy's text for the plan that runs."""
    assert position.plan is not None  # callers look first
    return program.plans[position.plan.plan]


def next_plan_change(program: Program, position: Position) -> tuple[int, int]:
    """The first day on which the plan changes by itself, and how; NEVER where it waits for somebody."""
    running, plan = position.plan, plan_of(program, position)
    assert running is not None  # as in plan_of
    if running.stage == WANTED:
        if plan.when is None or judge(program, plan.when, position, position.day) is not None:
            return position.day, JUDGE
        return _escalation(program, running)
    if running.stage == OFFERED:
        if running.until:
            return running.until + 1, UNANSWERED
        return _escalation(program, running)
    return min(_watched(program, position, plan, running))


def _watched(program: Program, position: Position, plan: Plan, running: RunningPlan) -> list[tuple[int, int]]:
    """What an agreed plan waits for: its next due day, reminder, late message, the end of a repair term, its end."""
    schedule, done = running.schedule, paid_instalments(program, position)
    changes = [(NEVER, DUE)]
    if judge(program, plan.completed, position, position.day):
        changes.append((position.day, COMPLETE))
    if running.told < len(schedule):
        changes.append((schedule[running.told][0], DUE))
    if plan.reminded and done < len(schedule) and done >= max(running.reminded, running.told):
        changes.append((_from(program, schedule[done][0], plan.reminded), REMIND))
    behind = max(running.late, done)
    if behind < len(schedule):
        changes.append((_from(program, schedule[behind][0], plan.missed), LATE))
    if _others_late(plan, position) and not running.others:
        changes.append((position.day, LATE))
    if running.term > 0:
        changes.append((running.term + 1, MISS))
    if ((running.late or running.others) and not running.term) or running.wants_change:
        changes.append(_escalation(program, running))
    return changes


def _escalation(program: Program, running: RunningPlan) -> tuple[int, int]:
    return (NEVER if running.escalated else after(program, running.since, program.attention.after), ESCALATE)


def _from(program: Program, due: int, when: When) -> int:
    return count_from(program, due, when.count, when.unit)


def _others_late(plan: Plan, position: Position) -> bool:
    return plan.new_invoices and position.facts[_ON_TIME] is False


def change_plan(program: Program, position: Position, what: int) -> Told:
    """Let the plan change as `next_plan_change` said, on the position's day."""
    assert position.plan is not None  # next_plan_change looked
    return _CHANGES[what](program, position, plan_of(program, position), position.plan)


def _judge(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    """The policy says whether the debtor may have a plan: then it is offered, or the case goes on elsewhere."""
    day = position.day
    if plan.when is not None and not judge(program, plan.when, position, day):
        reasons = (Reason("plan_refused", plan.when.place, (plan.index,)),)
        position = after_hold(program, gone(program, position, day), plan.otherwise, day)
        return position, (Transition("plan", day, name=plan.name, change="refused", reasons=reasons),)
    position = replace(position, plan=replace(running, stage=OFFERED, since=day, escalated=False))
    return (_queued(position, plan.offer) if plan.offer >= 0 else position), ()


def _unanswered(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    day = position.day
    reasons = (Reason("offer_over", plan.place, (running.until,)),)
    position = after_hold(program, gone(program, position, day), plan.unanswered, day)
    return position, (Transition("plan", day, name=plan.name, change="unanswered", reasons=reasons),)


def _due(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    """The day of an instalment has come; a reminder that did not go out by then has no use any more."""
    number = running.told + 1
    due, amount = running.schedule[running.told]
    unpaid = paid_instalments(program, position) < number
    position = _without(replace(position, plan=replace(running, told=number)), plan.remind)
    reasons = (Reason("instalment_due", plan.instalments.place, (number, len(running.schedule), due, amount)),)
    told = Transition("plan", position.day, name=plan.name, change="instalment_due", number=number, reasons=reasons)
    return position, (told,) if unpaid else ()


def _remind(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    position = replace(position, plan=replace(running, reminded=paid_instalments(program, position) + 1))
    return _queued(position, plan.remind), ()


def _late(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    """An instalment is missed, or a new invoice is: the debtor is told, and gets a term to repair it."""
    day, behind = position.day, max(running.late, paid_instalments(program, position))
    others = _others_late(plan, position)
    missed = behind < len(running.schedule) and _from(program, running.schedule[behind][0], plan.missed) <= day
    why = Reason("instalment_missed", plan.missed.place, (behind + 1, running.schedule[behind][0])) if missed else None
    reasons = tuple(filter(None, (why, Reason("new_invoice_late", plan.place) if others else None)))
    late = behind + 1 if missed else running.late
    running = replace(running, late=late, others=others, term=0, since=day, escalated=False)
    told = Transition("plan", day, name=plan.name, change="instalment_late", number=late * missed, reasons=reasons)
    return _queued(replace(position, plan=running), plan.late), (told,)


def _miss(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    """A repair term ran out: often enough, or for the last instalment, and the plan is breached; else it goes on."""
    if running.misses + 1 < plan.misses and running.late < len(running.schedule):
        return replace(position, plan=replace(running, misses=running.misses + 1, term=-1)), ()
    reasons = (Reason("repair_over", plan.repair.place, (running.term,)), *everything_due(plan.breached))
    told = Transition("plan", position.day, name=plan.name, change="breached", reasons=reasons)
    return ended(program, position, plan.breached, position.day, breached=True), (told,)


def _complete(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    """All that was agreed is paid, and yet the case is open: more is owed beside the plan. The ladder goes on."""
    reasons = (Reason("plan_kept", plan.completed.place),)
    told = Transition("plan", position.day, name=plan.name, change="completed", reasons=reasons)
    return gone(program, position, position.day), (told,)


def _escalate(program: Program, position: Position, plan: Plan, running: RunningPlan) -> Told:
    reason = Reason("patience_over", program.attention.place, (running.since, str(program.attention.after)))
    told = Transition("escalation", position.day, position.step, program.attention.escalate_to, reasons=(reason,))
    return replace(position, plan=replace(running, escalated=True)), (told,)


_CHANGES: tuple[Callable[[Program, Position, Plan, RunningPlan], Told], ...] = (
    _judge, _unanswered, _due, _remind, _late, _miss, _complete, _escalate,
)  # fmt: skip


def watched(program: Program, position: Position) -> Position:
    """After money or a fact: what was late and is repaired is no longer late, and what is paid is not reminded of."""
    running = position.plan
    if running is None or running.stage != AGREED:
        return position
    plan, done = plan_of(program, position), paid_instalments(program, position)
    others = running.others and _others_late(plan, position)
    if (running.late or running.others) and done >= running.late and not others:
        position = _without(replace(position, plan=replace(running, late=0, others=False, term=0)), plan.late)
    return _without(position, plan.remind) if done >= running.reminded else position


def ended(program: Program, position: Position, end: PlanEnd, day: int, *, breached: bool = False) -> Position:
    """The plan is over without being kept: it is told, and the case goes where the policy says."""
    position = gone(program, position, day)
    position = _queued(position, end.tell) if end.tell >= 0 else position
    if breached:
        position = replace(position, plans_breached=(*position.plans_breached, day))
        position = anew(program, position, "plan_breached", day)
    return after_hold(program, position, end.route, day)


def gone(program: Program, position: Position, day: int) -> Position:
    """The position without its plan, and without the plan's messages that wait; whoever was asked has time again."""
    if position.plan is None:
        return position
    plan = plan_of(program, position)
    position = replace(position, plan=None, frozen=frozen_until(program, position, day))
    return woken(_without(position, plan.offer, plan.confirm, plan.remind, plan.late), day)


def frozen_until(program: Program, position: Position, day: int) -> tuple[tuple[int, int], ...]:
    """The periods up to a day in which plans froze the interest, the running one included; first and last day."""
    running = position.plan
    if running is None or running.stage != AGREED or plan_of(program, position).interest[position.variant] != "frozen":
        return position.frozen
    agreed = position.anchors[PLAN]
    return (*position.frozen, (agreed, max(day, agreed)))


def everything_due(end: PlanEnd) -> tuple[Reason, ...]:
    """The reason that says that all is due at once, where the policy says so."""
    return (Reason("everything_due", end.place),) if end.everything_due else ()


def question(program: Program, position: Position) -> tuple[str, ...]:
    """What a person is asked about the plan, as an id and a name; nothing if nobody is asked."""
    running = position.plan
    if running is None:
        return ()
    plan = program.plans[running.plan]
    if running.stage == WANTED and plan.when is not None:
        if judge(program, plan.when, position, position.day) is not None:
            return ()  # whatever is unknown, the verdict does not hang on it
        return ("unknown", unknown_fields(program, plan.when, position, position.day)[0])
    if running.stage == OFFERED and not running.until and plan.offer < 0:
        return ("offer", plan.name)
    return ("plan_change", plan.name) if running.wants_change else ()


def _queued(position: Position, message: int) -> Position:
    return position if message in position.messages else replace(position, messages=(*position.messages, message))


def _without(position: Position, *messages: int) -> Position:
    if not any(message in position.messages for message in messages):
        return position
    return replace(position, messages=tuple(one for one in position.messages if one not in messages))
