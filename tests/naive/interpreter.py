"""Play a case day by day, from the first to the last: what others do, what becomes true, what we do, what comes back.

The assumed world is that of `dunwell simulate`: nobody pays and nobody answers unless the events say so, a call that is
due gets `no_answer` the same day, and whoever has to release a step does so the same day.
"""

from __future__ import annotations

from copy import deepcopy

from naive import events, guards, ladder, limitation, passing, people, plans
from naive.case import Case, entry
from naive.instalments import paid_instalments

assert people  # its events are registered by importing it


def play(policy, law, invoice, opened, happenings, until, charges=lambda day, step: (0, 0)):
    """The case after every day up to `until`. An event is a name, a day and what it says; they are in order."""
    case = Case(policy, law, invoice, opened, charges)
    waiting = list(happenings)
    for day in range(opened, until + 1):
        case.day = day
        play_day(case, waiting, [one for one in waiting if one[1] == day])
        passing.count_pauses(case)
    return case


def play_day(case, waiting, todays):
    """One day in its order."""
    todays.sort(key=events.order)  # events of one kind keep the order in which they were given
    for event in [one for one in todays if events.order(one) < 3]:
        todays.remove(event)
        happen(case, event)
    go_on = True
    while go_on:
        let_pass(case)
        go_on = act(case, todays)
        for event in list(todays):
            let_pass(case)
            happen(case, event)
            go_on = True
        todays.clear()


def let_pass(case):
    """What becomes true by itself, told with what it opened, closed or ended."""
    before, said = as_it_stands(case), len(case.log)
    passing.pass_day(case)
    tell(case, before, case.log[said:])


def as_it_stands(case):
    """What can be told of a case when it has changed."""
    return {
        "holds": deepcopy(case.holds),
        "plan": deepcopy(case.plan),
        "end": case.end,
        "paid": paid_instalments(case),
    }


def happen(case, event):
    """Take in an event and tell it, with what it opened, closed or ended."""
    name, _, data = event
    case.log.append(entry(case, "event", name, outcome=data.get("outcome", "")))
    take_in(case, name, data)


def take_in(case, name, data):
    """Take in an event, and tell what came of it."""
    before = as_it_stands(case)
    events.apply(case, name, data)
    if case.end != before["end"]:
        passing.say_farewell(case)
    tell(case, before, [])


def tell(case, before, said):
    """Holds that opened or closed, what became of the plan, and the end."""
    known = [(one["name"], one["last"], one["amount"]) for one in before["holds"]]
    for one in case.holds:
        if (one["name"], one["last"], one["amount"]) not in known:
            case.log.append(entry(case, "hold", one["name"], change="opened"))
    told = [one["name"] for one in said if one["kind"] == "hold"]
    for one in before["holds"]:
        if one["name"] not in [*told, *(other["name"] for other in case.holds)]:
            case.log.append(entry(case, "hold", one["name"], change="closed"))
    if not any(one["kind"] == "plan" for one in said):
        tell_plan(case, before)
    if case.end and case.end != before["end"]:
        case.log.append(entry(case, "end", case.end))
    elif before["end"] and not case.end:
        case.log.append(entry(case, "event", "reopened"))


def tell_plan(case, before):
    """What an event changed of the payment plan."""
    old, new = before["plan"], case.plan
    name = (new or old or {}).get("name")
    if new and new["stage"] == "agreed" and (not old or old["schedule"] != new["schedule"]):
        change = "changed" if old and old["stage"] == "agreed" else "agreed"
        case.log.append(entry(case, "plan", name, change=change))
    elif new and new["stage"] == "offered" and new["until"] and not (old and old["until"]):
        case.log.append(entry(case, "plan", name, change="offered"))
    elif old and new and old["stage"] == new["stage"] == "agreed":
        for number in range(before["paid"], paid_instalments(case)):
            case.log.append(entry(case, "plan", name, change="instalment_paid", number=number + 1))
    if new and case.end == "paid" and not before["end"] and new["stage"] == "agreed":
        case.log.append(entry(case, "plan", name, change="completed"))
    if old and not new:
        case.log.append(entry(case, "plan", name, change="infeasible" if old["stage"] == "agreed" else "unanswered"))


# ------------------------------------------------------------------------------------------------------- what is due


def act(case, todays):
    """Carry out the first thing that is due and not yet done; each question is put once."""
    for action in due(case):
        key = (action["kind"], action["name"], action["attempt"], action["since"], action["channels"])
        failed = [one for one in todays if one[0] == "step_failed" and one[2]["step"] == action["name"]]
        if key not in case.asked and action["since"] <= case.day:
            case.asked.add(key)
            if action["kind"] == "step" and failed:  # that day it could not be carried out: the event says so
                todays.remove(failed[0])
                happen(case, failed[0])
                return True
            DO[action["kind"]](case, action, todays)
            return True
    return False


def due(case):
    """What is due today, in its order."""
    if case.end:
        index = farewell(case)
        return message_first(case, index, []) if index else []
    expects = case.state == "expects" and not any(one["name"] == "manual" for one in case.holds)
    waits = expects or case.held
    beside = [] if case.held else of_plan(case) if case.plan else of_step(case)
    actions = of_stop(case) if case.stops else of_step(case) if expects else beside
    waits = [one for one in case.messages if (not waits or confirms(case, one)) and not too_late(case, one)]
    if waits and not case.stops:
        actions = message_first(case, waits[0], actions)
    asked = limitation.asked(case)
    return [*actions, *([an_action("ask", "limitation", asked[1], owner=asked[0])] if asked else [])]


def an_action(kind, name, since, *, attempt=1, channels=(), owner=""):
    """Something to carry out; `since` tells two of the same kind apart."""
    return {"kind": kind, "name": name, "since": since, "attempt": attempt, "channels": channels, "owner": owner}


def of_stop(case):
    """While the law stops a case somebody sees to it, unless a hold by hand says when to look again."""
    if any(one["name"] == "manual" and one["last"] >= case.day for one in case.holds):
        return []
    return [an_action("ask", "", case.entered, attempt=case.stops[0], owner=case.attention["owner"])]


def of_plan(case):
    """A payment plan holds the ladder; a person may be asked about it."""
    question = plans.question(case)
    if not question:
        return []
    about = "" if question in ("offer", "change") else case.at
    return [an_action("ask", about, case.plan["since"], attempt=case.at, owner=case.attention["owner"])]


def of_step(case):
    """What the current step asks for today."""
    owner, step, name, day = case.attention["owner"], case.step, case.at, case.day
    if case.state in ("asks", "expects"):
        return [an_action("ask", name, case.since, attempt=case.question, owner=owner)]
    if case.state != "open" or not ladder.ready(case):
        return []
    when = next_contact(case, calls=step["kind"] == "phone") if step["contact"] else day
    broken = guards.breaches(case, step, when)
    if broken:
        return [an_action("blocked", name, case.since, owner=owner) | {"guardrail": broken[0][0]}]
    if step.get("approve") and not case.released:
        return [an_action("approve", name, case.since)]
    if when > day:
        return []
    channels, attempt = ladder.channels_today(case, step), case.done.get(name, 0) + 1
    since = passing.ready_since(case)
    return [an_action("step", name, since, attempt=attempt, channels=channels, owner=step.get("owner", ""))]


def next_contact(case, *, sure=False, calls=False):
    """The first day from today on which the debtor may be reached."""
    day = case.day
    while not ladder.contact_allowed(case, day, confirms=sure, calls=calls):
        day += 1
    return day


def channels_of_message(case, name):
    """The channels of a message apart from the ladder for which an address is known, and all of them."""
    do = text_of_message(case, name)["do"]
    written = do.get("both", [do]) if isinstance(do, dict) else [do]
    return tuple(one for one in written if case.reachable(one)), written


def text_of_message(case, name):
    """Where the policy writes a message."""
    policy, (about, _, what) = case.policy, name.rpartition("_")
    if name == limitation.LETTER:
        return policy["limitation"]
    for end, farewell_ in passing.FAREWELLS.items():
        if name == farewell_:
            return policy["ends"][end]
    if about in policy.get("plans", {}):
        plan = policy["plans"][about]
        places = {"offer": "offer", "confirmation": "confirm", "reminder": "remind", "late": "late"}
        return plan[places[what]] if what in places else plan["ends"][what]["tell"]
    return policy["holds"][about]["confirm"]


def confirms(case, name):
    """Whether a message goes out while the case is on hold too, and beside the limit of a week."""
    return name in (limitation.LETTER, "hand_over_notice") or name.endswith("_confirmation")


def too_late(case, name):
    """A promise is not confirmed after the day promised: nobody needs that any more."""
    hold = case.policy.get("holds", {}).get(name.removesuffix("_confirmation"), {})
    promised = name.endswith("_confirmation") and hold.get("until", "").endswith("promise.date")
    return promised and case.promise_date < next_contact(case, sure=True)


def farewell(case):
    """The message after the end. Nobody is thanked who never heard of us, or with whom we are to have no contact."""
    name = next((one for one in passing.FAREWELLS.values() if one in case.messages), "")
    if not name or case.stops or not channels_of_message(case, name)[0]:
        return ""
    unasked = not case.contacts or any(one["name"] == "manual" for one in case.holds)
    return "" if name == "payment_thanks" and unasked else name


def message_first(case, name, actions):
    """The message that has waited longest comes before what else would reach the debtor; without an address, asks."""
    others = [one for one in actions if one["kind"] != "step" or not case.steps[one["name"]]["contact"]]
    channels, _written = channels_of_message(case, name)
    if not channels:
        return [an_action("ask", case.at, 0, attempt=name, owner=case.attention["owner"]), *others]
    if next_contact(case, sure=confirms(case, name)) > case.day:
        return others
    return [an_action("message", name, case.day, channels=channels), *others]


# ----------------------------------------------------------------------------------------------- what the world does


def do_step(case, action, todays):
    """Carry a step out: a message goes out, a call is made, work is given to a person who answers later."""
    name, step = action["name"], case.step
    told = entry(case, "step", name, channels=action["channels"], attempt=action["attempt"], owner=action["owner"])
    case.log.append(told)
    if step["kind"] == "task":
        return
    if step["kind"] == "phone":
        made = next((one for one in todays if one[0] == "call_made"), None)
        data = {"outcome": "no_answer"}
        if made:
            todays.remove(made)
            data = made[2]
        told["outcome"] = data["outcome"]
        take_in(case, "call_made", data | {"step": name})
        return
    data = {"step": name, "channels": "+".join(action["channels"])}
    if step.get("claims"):
        interest, costs = case.charges(case.day, name)
        data |= {"interest": interest - interest_open(case), "costs": costs - costs_open(case)}
    take_in(case, "step_done", data)
    told["term_until"] = case.term.get(name, 0) if "term" in step or case.law.form_term(step.get("legal_form")) else 0
    told["received"] = case.received_on[name] if "letter" in action["channels"] else 0


def costs_open(case):
    """The costs claimed that are not paid; a payment goes to costs first."""
    return max(case.costs - case.paid_charges, 0)


def interest_open(case):
    """The interest claimed that is not paid."""
    return case.interest + case.costs - case.paid_charges - costs_open(case)


def do_message(case, action, todays):
    """A message apart from the ladder goes out."""
    name = action["name"]
    told = entry(case, "message", name, channels=action["channels"])
    case.log.append(told)
    take_in(case, "message_sent", {"message": name, "channels": "+".join(action["channels"])})
    if case.plan and name == f"{case.plan['name']}_offer":
        told["term_until"] = case.plan["until"]
    elif case.plan and name == f"{case.plan['name']}_late":
        told["term_until"] = max(case.plan["term"], 0)


def do_ask(case, action, todays):
    """Somebody is asked, and says nothing unless an event does."""
    case.log.append(entry(case, "attention", action["name"], owner=action["owner"]))


def do_block(case, action, todays):
    """A step that would breach the law says why and waits."""
    case.log.append(entry(case, "blocked", action["name"], owner=action["owner"], guardrail=action["guardrail"]))


def do_approve(case, action, todays):
    """Whoever has to release a step does so the same day."""
    events.apply(case, "approved", {"step": action["name"]})


DO = {"step": do_step, "message": do_message, "ask": do_ask, "blocked": do_block, "approve": do_approve}
