"""What people decide: facts, releases, ends, stops, holds by hand, and payment plans."""

from __future__ import annotations

from naive import events, holds, ladder, limitation, plans
from naive.case import ADDRESSES
from naive.instalments import agreed, paid_instalments

BY_A_FACT = ("unknown", "undeliverable", "unset")


def fact_recorded(case, data):
    """A fact became known: a start may move, the variant may change, and a question about it is answered."""
    fact, value = data["fact"], data["value"]
    before = {one: case.reachable(one) for one in ADDRESSES}
    case.facts[fact] = value
    if fact in ("invoice.due", "debtor.kind"):
        limitation.begin_anew(case)
    asked = case.question
    if not case.choose_variant():
        return
    if case.state == "asks" and asked == "no_variant":
        case.question = ""
        answered(case, "", before)
    elif case.state == "asks" and asked in BY_A_FACT:
        answered(case, fact if value is True else "", before)
    if fact == "letter.defective" and value is True and not case.end:
        ladder.anew(case, "letter_defective")


def answered(case, fact, before):
    """The step is judged again. Where an address was known and did not work, only a new one answers."""
    step = case.step
    ways = [*step["channels"], *([step["fallback"]] if isinstance(step.get("fallback"), str) else [])]
    failed = case.question == "undeliverable" and any(before.get(way, True) for way in ways)
    if not failed:
        case.state, case.since, case.question, case.escalated = "waits", case.day, "", False
        return
    way = next((one for one in ways if ADDRESSES.get(one) == fact), None)
    if way:
        case.state, case.since, case.question, case.escalated = "open", case.day, "", False
        case.by_fallback = way not in step["channels"]


def approved(case, data):
    """A person released a step, or says where a case that asks goes on: at the step that the person names, or next."""
    named = data.get("step", "")
    if case.plan and plans.question(case):
        if agreed(case):
            case.plan["wants_change"] = False
            return
        plans.gone(case)
        if named:
            ladder.enter(case, named)
    elif case.state == "asks":
        if named:
            ladder.enter(case, named)
        else:
            ladder.go_on(case)
    elif case.state == "open" and case.step.get("approve") and named in ("", case.at):
        case.released = True


def overridden(case, data):
    """A person skipped a step against the policy: the case goes on after it."""
    if not case.end and case.plan is None and case.state in ("waits", "open", "pauses") and data["step"] == case.at:
        ladder.go_on(case)


def ended(reason):
    """A person ends the case; one that has ended stays as it ended."""

    def happened(case, data):
        if not case.end:
            case.close(data.get("reason") or reason)

    return happened


def reopened(case, data):
    """A person opened the case again, and says where it goes on; one in which nothing is left to pay stays ended."""
    if case.end and case.claim_open > case.tolerance:
        case.end, case.ended = "", 0
        case.ask("reopened")


def recalled(case, data):
    """The claim was taken back from the agency: a person says where it goes on. What waited or ran out is gone."""
    if case.end != "handed_over":
        return
    case.end, case.ended, case.messages, case.awaited, case.released = "", 0, [], 0, False
    promises = [name for name, hold in case.policy.get("holds", {}).items() if hold.get("opens_on") == "promise_made"]
    case.holds = [one for one in case.holds if one["last"] >= case.day and one["name"] not in promises]
    if case.plan:
        plans.gone(case)
    case.ask("recalled")
    case.settle("paid" if case.received else "credited")


def hold_placed(case, data):
    """A person puts the case on hold, by a hold of the policy or one that it does not name."""
    holds.open_hold(case, data.get("hold") or "manual", data.get("until", 0), data.get("amount", 0))


def hold_lifted(case, data):
    """A person lifted a hold."""
    name = data.get("hold") or "manual"
    for one in case.holds:
        if one["name"] == name:
            holds.over(case, one, data)
            return


def debtor_stopped(case, data):
    """The law stops collection: nothing until the stop is lifted. Two stops may run side by side."""
    if data["kind"] not in case.stops:
        case.stops.append(data["kind"])


def stop_lifted(case, data):
    """One stop by law has ended."""
    was_stopped = bool(case.stops)
    case.stops = [one for one in case.stops if one != data["kind"]]
    if was_stopped and not case.blocked:
        ladder.woken(case)


def plan_offered(case, data):
    """A person offered a plan; the offer stands for as long as the policy, or the person, says."""
    name = data.get("plan") or next(iter(case.policy.get("plans", {})), "")
    if case.end or not name or agreed(case):
        return
    text = case.policy["plans"][name]
    case.messages = [one for one in case.messages if one != f"{name}_offer"]
    valid = text.get("offer", {}).get("valid") or case.attention["after"]
    case.plan = plans.a_plan(name, "offered", case.day, until=data.get("until") or case.after(case.day, valid))


def plan_agreed(case, data):
    """A plan was agreed: it covers all that is open, and acknowledges the claim. A second agreement changes it."""
    name = data.get("plan") or next(iter(case.policy.get("plans", {})), "")
    if agreed(case):
        plan_changed(case, data)
    elif not case.end and name and case.claim_open > 0:
        rows = plans.schedule_of(case, case.policy["plans"][name], data)
        if case.plan is None:
            case.plan = plans.a_plan(name, "wanted", case.day)
        plans.agree(case, rows, {})
        limitation.interrupt(case)


def plan_changed(case, data):
    """Other instalments for what is left. Lowered too often, or beyond its bounds, the plan is infeasible."""
    if case.end or not agreed(case):
        return
    bounds = plans.text_of(case)["instalments"]
    rows = plans.schedule_of(case, plans.text_of(case), data)
    left = case.plan["schedule"][paid_instalments(case) :]
    lowered = case.plan["lowered"] + bool(rows and left and rows[0]["amount"] < left[0]["amount"])
    if plans.outside(case, bounds, rows) or lowered > bounds.get("lowered", lowered):
        plans.over(case, "infeasible")
        return
    plans.agree(case, rows, {"misses": case.plan["misses"], "lowered": lowered})
    limitation.interrupt(case)


def plan_declared_infeasible(case, data):
    """The plan cannot be kept; an offer is over with that, as if it had not been answered."""
    if case.end or case.plan is None:
        return
    if agreed(case):
        plans.over(case, "infeasible")
        return
    text = plans.text_of(case)
    plans.gone(case)
    holds.after_hold(case, text.get("offer", {}).get("unanswered"))


def plan_requested(case, data):
    """The debtor asked for a payment plan, at whatever step the case is."""
    plans.want(case, data.get("plan", ""))


def limitation_interrupted(case, data):
    """The limitation was interrupted otherwise."""
    limitation.interrupt(case)


events.HAPPENED |= {
    "fact_recorded": fact_recorded, "approved": approved, "overridden": overridden, "recalled": recalled,
    "written_off": ended("written_off"), "closed": ended("closed"), "reopened": reopened, "hold_placed": hold_placed,
    "hold_lifted": hold_lifted, "debtor_stopped": debtor_stopped, "stop_lifted": stop_lifted,
    "plan_requested": plan_requested, "plan_offered": plan_offered, "plan_agreed": plan_agreed,
    "plan_changed": plan_changed, "plan_declared_infeasible": plan_declared_infeasible,
    "limitation_interrupted": limitation_interrupted,
}  # fmt: skip
