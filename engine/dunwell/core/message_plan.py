"""What a message says of a payment plan: one that is offered, one that runs, or one that has ended.

A plan that has ended is gone from the position, so it is found again in what had happened until then. Why it ended is
in the message itself: a policy tells a breach and infeasibility by messages of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.fold import first_program, take_on
from dunwell.core.instalments import arrears
from dunwell.core.message_values import in_days, known_day, some
from dunwell.core.position import AGREED, OFFERED, RunningPlan
from dunwell.core.schedule import Wish, propose
from dunwell.core.timing import after
from dunwell.language.program import PLAN
from dunwell.money import decimal_amount

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.core.timeline import Sent
    from dunwell.language.message_fields import MessageValue
    from dunwell.language.phrases import Duration
    from dunwell.language.plans import Message, Plan
    from dunwell.language.program import Program
    from dunwell.language.schedules import Schedule

    Data = dict[str, MessageValue]


@dataclass(frozen=True, slots=True)
class EndedPlan:
    """A plan that was agreed and has ended, with the days of its agreement and of its end."""

    running: RunningPlan
    agreed: int
    ended: int


def plan_data(program: Program, opened: Position, sent: Sent) -> Data:
    """The fields of the plan that a message is about; none for any other message."""
    message = program.messages[sent.action.message] if sent.action.message >= 0 else None
    running = sent.before.plan
    if message is None or message.kind in ("promise", "limitation", "thanks", "hand_over"):
        return {}
    if message.kind == "plan_end":
        ended = last_ended(program, opened, sent)
        return _ended(program, ended, message, sent) if ended else {}
    if running is None:
        return {}
    plan = program.plans[running.plan]
    if running.stage == OFFERED:
        return _offered(program, plan, sent)
    return _agreed(plan, running, sent) | _instalment(program, message, running, sent)


def last_ended(program: Program, opened: Position, sent: Sent) -> EndedPlan | None:
    """The latest agreed plan whose end this message tells, found by going through what had happened, in its order."""
    now, position, found = first_program(program), opened, None
    for event in (*sent.events, None):
        under, before = now, position
        now, position = take_on(program, under, before, event) if event else (under, sent.before)
        running = before.plan
        if running is None or running.stage != AGREED or (position.plan and position.plan.stage == AGREED):
            continue
        ends = under.plans[running.plan]
        if len(position.plans_breached) > len(before.plans_breached):
            end, day = ends.breached, position.plans_breached[-1]
        else:
            end, day = ends.infeasible, event.at if event else 0
        if day and end.tell == sent.action.message:
            found = EndedPlan(running, before.anchors[PLAN], day)
    return found


def _offered(program: Program, plan: Plan, sent: Sent) -> Data:
    """What is proposed: it begins so many days after the debtor agrees, on whatever day before the offer is over."""
    schedule = propose(program, plan.instalments, max(sent.before.claim_open, 0), sent.day, Wish())
    until = sent.after.plan.until if sent.after.plan else 0
    return {
        **_rules(plan, sent.before.variant),
        **_amounts(schedule),
        "plan.first_days": _least_days(program, plan.instalments.first, sent.day, until),
        "plan.offer_until": known_day(until),
    }


def _least_days(program: Program, duration: Duration, first: int, last: int) -> int:
    """The days that a duration has at least, from whichever of these days it is counted."""
    return min(after(program, day, duration) - day for day in range(first, max(first, last) + 1))


def _agreed(plan: Plan, running: RunningPlan, sent: Sent) -> Data:
    return {
        **_rules(plan, sent.before.variant),
        **_amounts(running.schedule),
        **_paid(running, sent.before),
        "plan.first_day": known_day(running.schedule[0][0]),
        "plan.last_day": known_day(running.schedule[-1][0]),
        "plan.agreed": known_day(sent.before.anchors[PLAN]),
        "plan.instalments": tuple(
            {"each.number": number, "each.due": known_day(due), "each.amount": decimal_amount(amount)}
            for number, (due, amount) in enumerate(running.schedule, 1)
        ),
    }


def _ended(program: Program, ended: EndedPlan, message: Message, sent: Sent) -> Data:
    plan = program.plans[ended.running.plan]
    breached = message.index == plan.breached.tell
    return {
        **_rules(plan, sent.before.variant),
        **_amounts(ended.running.schedule),
        **_paid(ended.running, sent.before),
        "plan.agreed": known_day(ended.agreed),
        "plan.ended": known_day(ended.ended),
        "plan.reason_breached": breached,
        "plan.reason_infeasible": not breached,
        "plan.new_invoice_late": breached and ended.running.others,
    }


def _rules(plan: Plan, variant: int) -> Data:
    """What the policy says of every plan of this kind."""
    every = (plan.instalments.every.count, plan.instalments.every.unit)
    interest = plan.interest[variant] if plan.interest else ""
    return {
        "plan.monthly": every == (1, "months"),
        "plan.weekly": every in ((1, "weeks"), (7, "days")),
        "plan.interest_frozen": interest == "frozen",
        "plan.interest_waived": interest == "waived if completed",
        "plan.repair_days": in_days(plan.repair.count, plan.repair.unit),
        "plan.new_invoices_on_time": plan.new_invoices,
    }


def _amounts(schedule: Schedule) -> Data:
    """All that is to be paid, in how many instalments; the amount of one only where all, but the last, are alike."""
    if not schedule:
        return {}
    each = {amount for _, amount in schedule[:-1]} or {schedule[-1][1]}
    first, last = schedule[0][1], schedule[-1][1]
    return {
        "plan.total": decimal_amount(sum(amount for _, amount in schedule)),
        "plan.count": len(schedule),
        "plan.amount": decimal_amount(first) if len(each) == 1 else None,
        "plan.last_amount": decimal_amount(last) if len(each) == 1 and last != first else None,
    }


def _paid(running: RunningPlan, position: Position) -> Data:
    paid = max(running.base - max(position.claim_open, 0), 0)
    return {
        "plan.paid": some(paid),
        "plan.open": some(sum(amount for _, amount in running.schedule) - paid),
    }


def _instalment(program: Program, message: Message, running: RunningPlan, sent: Sent) -> Data:
    """The instalment that a reminder, or the message that one is late, is about; and all that is behind."""
    if message.kind not in ("plan_remind", "plan_late"):
        return {}
    late = message.kind == "plan_late"
    found: Data = {}
    number = running.late if late else running.reminded
    if late:
        term = sent.after.plan.term if sent.after.plan else 0
        repair = program.plans[running.plan].repair
        found |= {
            "term.days": in_days(repair.count, repair.unit),
            "term.last_day": known_day(max(term, 0)),
            "plan.new_invoice_late": running.others,
        }
    if 0 < number <= len(running.schedule):
        found |= _of_schedule(running, number, sent.before)
    if late:
        behind = max(arrears(program, sent.before, sent.day), _up_to(running, running.late, sent.before))
        found["instalment.arrears"] = some(behind)
    return found


def _of_schedule(running: RunningPlan, number: int, position: Position) -> Data:
    due, amount = running.schedule[number - 1]
    return {
        "instalment.number": number,
        "instalment.due": known_day(due),
        "instalment.amount": decimal_amount(amount),
        "instalment.open": some(min(_up_to(running, number, position), amount)),
    }


def _up_to(running: RunningPlan, number: int, position: Position) -> int:
    """The cents of the first so many instalments that are not paid."""
    paid = max(running.base - max(position.claim_open, 0), 0)
    return max(sum(amount for _, amount in running.schedule[:number]) - paid, 0)
