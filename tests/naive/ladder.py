"""The ladder: one step at a time, judged once on the day it would start, done when the outside world confirms it."""

from __future__ import annotations

import calendar
from datetime import date

from naive import holds, plans
from naive.case import DONE, KINDS_OF_MESSAGE, entry
from naive.conditions import field, judge


def contact_allowed(case, day, *, confirms=False, calls=False):
    """At most one contact a day a case, on contact days only, and in any seven days as many as the policy says."""
    said, weekday = case.policy.get("contacts", {}), calendar.day_name[date.fromordinal(day).weekday()]
    if case.policy.get("contact_days") != "every day" and not case.law.working_day(day):
        return False
    if "weekdays" in said and weekday not in said["weekdays"]:
        return False
    if any(quiet(one, day) for one in said.get("quiet", []) if calls or one.get("only") != "calls"):
        return False
    if case.contacts and day <= case.contacts[-1]:
        return False
    return confirms or not said.get("per_week") or sum(one > day - 7 for one in case.contacts) < said["per_week"]


def quiet(period, day):
    """A period of every year; its last day is in the next year if it is before the first."""
    first, last = (month_and_day(period[key]) for key in ("from", "until"))
    today = (date.fromordinal(day).month, date.fromordinal(day).day)
    return first <= today <= last if first <= last else today >= first or today <= last


def month_and_day(text):
    """ "24 December" as numbers that can be compared."""
    number, month = text.split()
    return list(calendar.month_name).index(month), int(number)


def ready(case):
    """Whether the current step may be carried out today, apart from contact days: see the three rules inside."""
    step, day = case.step, case.day
    if day < case.since:
        return False
    if presses(step) and day <= case.anchor("invoice.due"):
        return False  # nothing presses for payment before the due date has passed
    again = step["kind"] == "phone" and case.done.get(case.at) and "attempts" in step
    if again and day < case.after(case.sent[case.at], step["attempts"]["apart"]):
        return False  # a call keeps its distance from the one before, whatever came in between
    if step["side"]:
        return True  # a side step begins as soon as a route leads to it
    if "start" in step and day < case.day_of(step["start"]):
        return False
    own = (
        case.state == "open"
    )  # a step that has begun waits for the terms of others; its own is of a message that came back
    return all(day > last for name, last in case.term.items() if not (own and name == case.at))


def presses(step):
    """Whether a step presses for payment; a friendly message that counts from the invoice itself may come early."""
    if not step["contact"] and step["kind"] != "agency":
        return False
    friendly = not any(step.get(key) for key in ("legal_form", "announces", "claims")) and step["kind"] != "agency"
    of_invoice = step.get("start", "").endswith(("invoice.due", "invoice.issued", "opened"))
    return not (friendly and of_invoice)


def starts_today(case):
    """A contact moves on to the next day that allows it."""
    calls = case.step["kind"] == "phone"
    return ready(case) and (not case.step["contact"] or contact_allowed(case, case.day, calls=calls))


def change(case):
    """What the current step does by itself today, if anything: it ends a pause, starts, or has made all its calls."""
    step = case.step
    if case.state == "pauses" and case.day >= case.since:
        route, case.state, case.pending = case.pending, "open", None
        if route:
            follow(case, route, back=DONE)
        else:
            go_on(case)
        return True
    if case.state == "waits" and starts_today(case):
        start(case, step)
        return True
    if case.state == "open" and calls_used_up(case, step):
        after_calls(case, step)
        return True
    return False


def start(case, step):
    """The day of a step has come: its counters, its `when` and its requirements are judged, once."""
    if (step.get("times") and case.done.get(case.at, 0) >= step["times"]) or calls_used_up(case, step):
        case.log.append(entry(case, "skip", case.at))
        if "otherwise" in step:
            follow(case, step["otherwise"], back=DONE)
        elif step["kind"] == "phone":
            after_calls(case, step)
        else:
            go_on(case)
        return
    if "start" in step and not case.day_of(step["start"]):
        case.ask("unset")
        return
    verdict = judge(case, step["when"]) if "when" in step else True
    if verdict is None:  # unknown is not false: a person is asked
        case.ask("unknown")
    elif not verdict:
        case.log.append(entry(case, "skip", case.at))
        if "otherwise" in step:
            follow(case, step["otherwise"], back="open")
        else:
            go_on(case)
    elif step["kind"] == "check":
        check(case, step)
    else:
        case.state, case.since = "open", case.day
        find_a_way(case, step)


def check(case, step):
    """Look at the invoice: all requirements must hold; an unknown one asks a person."""
    verdicts = {name: field(case, name) for name in step["requires"]}
    first_unknown = next((name for name, value in verdicts.items() if value is None), None)
    if first_unknown:
        case.ask("unknown")
    elif all(value is True for value in verdicts.values()):
        case.log.append(entry(case, "step", case.at, outcome="passed"))
        case.sent[case.at] = case.received_on[case.at] = case.day
        case.done[case.at] = case.done.get(case.at, 0) + 1
        go_on(case)
    else:
        case.log.append(entry(case, "step", case.at, outcome="failed"))
        follow(case, step["otherwise"], back=DONE)


def find_a_way(case, step):
    """Another channel, or where to go, if there is no address."""
    if step["kind"] not in KINDS_OF_MESSAGE or any(case.reachable(one) for one in step["channels"]):
        return
    fallback = step.get("fallback")
    if isinstance(fallback, str) and case.reachable(fallback):
        case.by_fallback = True
    elif isinstance(fallback, dict):
        case.log.append(entry(case, "skip", case.at))
        follow(case, fallback, back="open")
    else:
        case.ask("undeliverable")


def channels_today(case, step):
    """The step's own channels, its fallback, or of several those for which an address is known."""
    if case.by_fallback:
        return (step["fallback"],)
    known = tuple(one for one in step["channels"] if case.reachable(one))
    return known or step["channels"] if step["kind"] == "both" else step["channels"]


# ------------------------------------------------------------------------------------------------------------- calls


def calls_used_up(case, step):
    """`times` and `attempts` count calls really made, whatever route led to them."""
    made = case.done.get(step["step"], 0)
    most = step.get("attempts", {}).get("times", 1)
    return step["kind"] == "phone" and (made >= most or made >= step.get("times", made + 1))


def after_calls(case, step):
    """What follows the last attempt; the next step, where the policy says nothing."""
    last = next((one["after_last"] for one in step["outcomes"].values() if "after_last" in one), None)
    if last:
        follow(case, last, back=DONE)  # no way leads back to a call that was made as often as it may be
    else:
        go_on(case)


# ------------------------------------------------------------------------------------------------------------- moves


def follow(case, route, back=""):
    """A route says where the case goes. `back` is how the ladder goes on where a side step leads back to it."""
    if case.end:
        return
    if "go_to" in route:
        enter(case, route["go_to"], back)
    elif "resume" in route:
        resume(case)
    elif "hold" in route:
        holds.open_hold(case, route["hold"])
    elif "offer" in route:
        plans.want(case, route["offer"])
    elif "close" in route:
        case.close(route["close"])
    elif "wait_for" in route and case.question != "no_variant":
        case.state, case.since, case.pending = "expects", case.day, route
        case.question, case.escalated = "", False


def enter(case, name, back=""):
    """Come to a step; past the last one a person is asked. On the way to a side step the place is kept."""
    if case.end or case.question == "no_variant":
        return
    if name is None:
        case.ask("end_of_ladder")
        return
    if not case.steps[name]["side"]:
        case.came_from = None
    elif case.came_from is None:
        stood = back or ("open" if case.state in ("open", "pauses") else "waits")
        case.came_from = {"at": case.at, "state": stood, "by_fallback": case.by_fallback, "entered": case.entered}
    case.at, case.state, case.since, case.entered = name, "waits", case.day, case.day
    case.by_fallback = case.escalated = case.released = False
    case.pending, case.question, case.awaited = None, "", 0


def next_of(case, name):
    """What is done leads to the next step of the ladder."""
    below = case.ladder[case.ladder.index(name) + 1 :]
    return below[0] if below else None


def go_on(case):
    """Go on after the current step: down the ladder, or from a side step back to it."""
    if case.step["side"]:
        resume(case)
    else:
        enter(case, next_of(case, case.at))


def resume(case):
    """A step sent back goes on where it stood. On the ladder itself it only ends a wait for an event."""
    stood = case.came_from
    if case.end or case.question == "no_variant":
        return
    if stood is None:
        if case.state == "expects":
            case.state, case.since, case.pending, case.awaited = "waits", case.day, None, 0
    elif stood["state"] == DONE:
        enter(case, next_of(case, stood["at"]))
    else:
        enter(case, stood["at"])
        case.state, case.by_fallback, case.entered = stood["state"], stood["by_fallback"], stood["entered"]


def anew(case, why):
    """What makes a step necessary again although `times` has run out; the ladder goes back to one that lies behind."""
    again = [name for name, step in case.steps.items() if why in step.get("anew_after", ()) and case.done.get(name)]
    for name in again:
        case.done[name] = 0
    stands = case.ladder.index(case.came_from["at"] if case.came_from else case.at)
    behind = [name for name in case.ladder[:stands] if name in again]
    if behind and case.came_from:
        case.came_from = {"at": behind[-1], "state": "waits", "by_fallback": False, "entered": case.day}
    elif behind:
        back_to(case, behind[-1])


def back_to(case, name):
    """A step has to be done again: where the case waits for an event, after that has come."""
    waits = case.state, case.since, case.pending, case.awaited, case.escalated
    enter(case, name)
    if waits[0] == "expects":
        case.state, case.since, case.pending, case.awaited, case.escalated = waits


def woken(case):
    """A case that could not move can again: whoever it waits for has the whole time once more."""
    if case.state in ("open", "asks", "expects"):
        case.since = max(case.since, case.day)
