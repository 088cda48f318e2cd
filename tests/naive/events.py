"""What happens outside: one function for each event, with what the reference says of it."""

from __future__ import annotations

from naive import holds, ladder, limitation, money, plans
from naive.case import KINDS_OF_MESSAGE
from naive.words import phrase

BEFORE_DECISIONS = {
    "payment_received": 0, "payment_reversed": 0, "credited": 0, "waived": 0,
    "debtor_stopped": 1, "stop_lifted": 1, "dispute_opened": 1, "dispute_closed": 1, "question_asked": 1,
    "question_answered": 1, "promise_made": 1, "limitation_interrupted": 1, "plan_requested": 1, "plan_agreed": 1,
    "plan_changed": 1, "plan_declared_infeasible": 2, "hold_placed": 2, "hold_lifted": 2, "fact_recorded": 2,
    "recalled": 2, "written_off": 2, "closed": 2, "reopened": 2,
}  # fmt: skip
"""Money first, then what the debtor and others say, then what we decide: so a payment counts before a letter."""
MEANS = {"promise": "promise_made", "disputes": "dispute_opened", "question": "question_asked"}


def order(event):
    """Within a day: what came from outside, then what we did, what people said to it, and what came back."""
    name, _, _ = event
    return BEFORE_DECISIONS.get(name, 3)


def apply(case, name, data):
    """Take in an event: what it says itself, the holds that it ends and opens, and whoever waited for it."""
    waited, since = (case.pending, case.since) if case.state == "expects" else (None, 0)
    HAPPENED[name](case, data)
    holds.ended_by(case, name, data)
    holds.opened_by(case, name, data)
    plans.watch(case)
    if waited and case.state == "expects" and case.pending is waited and waited["wait_for"] == name and not case.end:
        came(case, waited, data)
    if waited and case.state != "expects" and case.plan:  # a plan stood still meanwhile
        begun = max(since, case.plan_agreed)
        until = min([case.day, *(one["since"] for one in case.holds if holds.stands_still(case, one))])
        holds.later_plan(case, begun, max(until - begun, 0))


def came(case, route, data):
    """What was waited for has come: the case goes on, unless a credit note is for less than was decided."""
    left = case.awaited - data.get("amount", 0)
    if left > case.tolerance:
        case.awaited = left
        return
    case.awaited = 0
    if "then" in route:
        ladder.follow(case, route["then"])
    else:
        ladder.resume(case)


def nothing(case, data):
    """What it means is said by the policy's holds alone."""


# --------------------------------------------------------------------------------------------------- what was done


def step_done(case, data):
    """A confirmed action stands, wherever the case was thought to be; a task is done with a listed outcome only."""
    name, steps = data["step"], case.steps
    if name not in steps:
        return
    step = steps[name]
    route = step.get("outcomes", {}).get(data.get("outcome", ""))
    if step["kind"] == "task" and route is None:
        return
    carried_out(case, step, data)
    if case.end:
        return
    if "close" in step:
        case.close(step["close"])
    elif step["kind"] == "task":
        if name == case.at:
            outcome_of_task(case, route)
    elif step["side"]:
        if name == case.at:
            ladder.go_on(case)
    else:  # the ladder goes on from what was really done, and never goes back for a step that lies behind
        stands = case.came_from["at"] if case.came_from else case.at
        if case.ladder.index(name) >= case.ladder.index(stands):
            ladder.enter(case, ladder.next_of(case, name))


def carried_out(case, step, data):
    """Counters count confirmed actions; the day sets the anchors; a message grants its term."""
    name = step["step"]
    channels = tuple(data["channels"].split("+")) if data.get("channels") else step["channels"]
    written = step["kind"] in KINDS_OF_MESSAGE
    case.done[name] = case.done.get(name, 0) + 1
    case.last_done = name
    case.interest += data.get("interest", 0)
    case.costs += data.get("costs", 0)
    money.allocate(case)
    case.sent[name] = case.day
    case.received_on[name] = case.law.received(case.day, channels) if written else case.day
    grant(case, step)
    if written:
        limitation.interrupt(case)
    if step["contact"]:
        case.contacts.append(case.day)


def grant(case, step):
    """The last day of the term that a message gives; a term of the law is extended by the law's calendar."""
    name = step["step"]
    form = case.law.form_term(step.get("legal_form"))
    if "term" in step:
        number, unit, basis = phrase(step["term"])
        calendar = form[1] if form else "every day"
    elif form:
        number, unit, basis, calendar = form[0], "day", "received", form[1]
    else:
        return
    last = case.law.after(case.sent[name] if basis == "sent" else case.received_on[name], number, unit)
    while not case.law.is_open(calendar, last):
        last += 1
    case.term[name] = last


def outcome_of_task(case, route):
    """Go where the person's word leads. After a hold or a plan a side step is over, and a task starts again."""
    if "hold" in route or "offer" in route:
        if case.step["side"]:
            ladder.resume(case)
        else:
            case.state, case.since = "waits", case.day
    used_up = case.step.get("times") and case.done.get(case.at, 0) >= case.step["times"]
    ladder.follow(case, route, back="done" if used_up else "")


def step_failed(case, data):
    """A step that is due could not be carried out: another way is tried."""
    if data["step"] != case.at or case.state != "open":
        return
    if case.step["kind"] not in KINDS_OF_MESSAGE:
        case.ask("failed")
        return
    another_way(case, case.step, case.step["fallback"] if case.by_fallback else "")


def came_back(name):
    """A message came back: it was not done after all. As long as nothing was done since, it is done another way."""

    def happened(case, data):
        step_name = data["step"]
        if name == "letter_returned" and not case.end:
            ladder.anew(case, "letter_returned")
        if step_name != case.last_done or case.end:
            return
        step = case.steps[step_name]
        limitation.not_interrupted(case, case.sent[step_name])
        if step["kind"] not in KINDS_OF_MESSAGE or case.question == "no_variant":
            return
        case.done[step_name] = max(case.done.get(step_name, 0) - 1, 0)
        case.last_done = ""
        ladder.back_to(case, step_name)
        used = data.get("channel") or ("email" if name == "bounced" else "letter")
        if case.state == "expects":
            case.by_fallback = isinstance(step.get("fallback"), str) and step["fallback"] != used
            return
        case.state = "open"
        another_way(case, step, used)

    return happened


def another_way(case, step, used):
    """The step's fallback; where it has none, or that was used and failed, a person is asked."""
    fallback = step.get("fallback")
    if isinstance(fallback, str) and fallback != used:
        case.state, case.by_fallback, case.since = "open", True, case.day
    elif isinstance(fallback, dict):
        ladder.follow(case, fallback, back="open")
    else:
        case.ask("undeliverable")


def delivered(case, data):
    """A confirmed day of receipt takes the place of the presumed one, and the term counts from it."""
    name = data["step"]
    if name in case.sent and case.steps[name]["kind"] in KINDS_OF_MESSAGE:
        case.received_on[name] = max(case.day, case.sent[name])
        grant(case, case.steps[name])


def message_sent(case, data):
    """A message apart from the ladder went out; it counts as a contact. An offer and a repair term run from it."""
    name = data["message"]
    case.messages = [one for one in case.messages if one != name]
    case.contacts.append(case.day)
    if name == "interruption":
        limitation.interrupt(case)
    plan = case.plan
    if plan is None:
        return
    text = plans.text_of(case)
    if name == f"{plan['name']}_offer" and plan["stage"] == "offered":
        plan |= {"since": case.day, "until": case.after(case.day, text["offer"]["valid"]), "escalated": False}
    elif name == f"{plan['name']}_late" and plan["stage"] == "agreed" and (plan["late"] or plan["others"]):
        number, unit, basis = phrase(text["late"]["term"])
        counted = case.day if basis == "sent" else case.law.received(case.day, tuple(data["channels"].split("+")))
        plan |= {"term": case.law.after(counted, number, unit), "escalated": False}


def handed_over(case, data):
    """The claim went to the agency, with what that adds to it."""
    if not case.end:
        case.interest += data.get("interest", 0)
        case.costs += data.get("costs", 0)
        case.close("handed_over")
        money.allocate(case)


# ------------------------------------------------------------------------------------------------------------ calls


def call_made(case, data):
    """Count the attempt and follow its outcome; what the debtor said holds whichever step the case is at."""
    case.contacts.append(case.day)
    outcome = data["outcome"]
    if outcome in ("cannot_pay", "will_not_pay"):
        case.facts["debtor.ability"] = outcome
    step = case.steps.get(data.get("step", ""), case.step)
    if step["kind"] != "phone":
        said(case, data)
        return
    name = case.last_done = step["step"]
    case.done[name] = case.done.get(name, 0) + 1
    case.sent[name] = case.received_on[name] = case.day
    if "step" in data and not step["side"]:
        stands = case.came_from["at"] if case.came_from else case.at
        if case.ladder.index(name) > case.ladder.index(stands):  # a call that lies ahead was really made
            ladder.enter(case, name)
            case.state = "open" if case.at == name else case.state
    if name != case.at or case.state not in ("waits", "open", "pauses"):
        said(case, data)
        return
    case.since, case.escalated = max(case.since, case.day), False
    route = step["outcomes"].get(outcome)
    if route is None:
        return
    if "call_again" in route:
        if ladder.calls_used_up(case, step):
            wait_to_be_called(case, step)
    elif "hold" in route:
        said(case, data, route["hold"])
    else:
        ladder.follow(case, route)


def wait_to_be_called(case, step):
    """What the last call leaves, and how long we then wait to be called back."""
    if "last_attempt" not in step:
        ladder.after_calls(case, step)
        return
    last = next((one["after_last"] for one in step["outcomes"].values() if "after_last" in one), None)
    case.state, case.since, case.pending = "pauses", case.after(case.day, step["last_attempt"]["wait"]), last


def said(case, data, hold=""):
    """A call's outcome implies what it says: a promise, a dispute, a question."""
    meant = MEANS.get(data["outcome"])
    for name, one in case.policy.get("holds", {}).items():
        if not hold and meant and one.get("opens_on") == meant:
            hold = name
    if hold:
        holds.open_hold(case, hold, data.get("promised_on", 0), data.get("amount", 0))


HAPPENED = money.HAPPENED | {
    "dispute_opened": nothing, "dispute_closed": nothing, "question_asked": nothing, "question_answered": nothing,
    "promise_made": nothing, "step_done": step_done, "step_failed": step_failed, "delivered": delivered,
    "bounced": came_back("bounced"), "letter_returned": came_back("letter_returned"), "message_sent": message_sent,
    "handed_over": handed_over, "call_made": call_made,
}  # fmt: skip
"""One function for every event; those that people decide are added by `people`."""
