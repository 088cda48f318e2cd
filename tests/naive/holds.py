"""Holds: reasons for which no step starts. They may overlap; each ends by an event or a day, or expires."""

from __future__ import annotations

from naive import ladder
from naive.case import entry
from naive.words import phrase

CLOSES = {"question_answered": "question_asked", "dispute_closed": "dispute_opened"}


def is_promise(hold):
    """Whether a hold waits for a promised day."""
    return phrase_anchor(hold.get("until")) == "promise.date"


def phrase_anchor(until):
    """The anchor of an `until` that is a day; empty for an event."""
    return phrase(until)[2] if until and " " in until else ""


def open_hold(case, name, until=0, amount=0):
    """Open a hold, or renew one that is on. One too many, or a promise for too late a day, goes `otherwise` instead."""
    if case.end not in ("", "handed_over"):
        return
    on = next((one for one in case.holds if one["name"] == name), None)
    if name == "manual":
        last = max(until or case.after(case.day, case.attention["after"]), case.day)
    else:
        hold = case.hold(name)
        if refused(case, name, until):
            if on is None:
                instead(case, name, hold)
            return
        if is_promise(hold):
            case.promise_date = until
        last = last_day(case, hold, until)
        case.held_times[name] = case.held_times.get(name, 0) + 1
        queue(case, f"{name}_confirmation" if "confirm" in hold else None)
    case.holds = [one for one in case.holds if one["name"] != name]
    since = on["since"] if on else case.day
    case.holds.append({"name": name, "since": since, "last": last, "amount": amount, "claim_open": case.claim_open})


def queue(case, message):
    """A message waits to go out, once."""
    if message and message not in case.messages:
        case.messages.append(message)


def refused(case, name, until):
    """`times`: how often in one case; and a promise for a later day than `no_longer_than` is refused."""
    hold = case.hold(name)
    if hold.get("times") and case.held_times.get(name, 0) >= hold["times"]:
        return True
    too_late = is_promise(hold) and "no_longer_than" in hold and until > case.after(case.day, hold["no_longer_than"])
    return too_late and "otherwise" in hold


def instead(case, name, hold):
    """Where to go once `times` has run out; a person, where that is nowhere, or a hold that has run out too."""
    route = hold.get("otherwise")
    if route is None or ("hold" in route and refused(case, route["hold"], 0)):
        case.ask("hold_again")
    else:
        after_hold(case, route)


def after_hold(case, route):
    """`resume` has nothing to undo, for the ladder did not move; and nothing leads away from what is waited for."""
    if route and "resume" not in route and not (case.state == "expects" and "go_to" in route):
        ladder.follow(case, route)


def last_day(case, hold, until):
    """The earliest of its `until`, its `no_longer_than` and the day a person gave; else the time to ask a person."""
    ends = [case.after(case.day, hold["no_longer_than"])] if "no_longer_than" in hold else []
    ends += [case.day_of(hold["until"])] if phrase_anchor(hold.get("until")) else []
    ends += [until] if until and not is_promise(hold) else []
    known = [day for day in ends if day]
    return max(min(known, default=case.after(case.day, case.attention["after"])), case.day)


def close_hold(case, one):
    """Take a hold off. If its terms stand still, what still ran when it began moves on by the days held."""
    was_blocked = case.blocked
    case.holds = [other for other in case.holds if other["name"] != one["name"]]
    if stands_still(case, one):
        beside = next((other for other in case.holds if stands_still(case, other)), None)
        if beside:  # the same days must not count twice: the other hold moves the terms for both
            beside["since"] = min(beside["since"], one["since"])
        else:
            later(case, one["since"], case.day - one["since"])
    confirmation = f"{one['name']}_confirmation"
    case.messages = [message for message in case.messages if message != confirmation]
    if was_blocked and not case.blocked:
        ladder.woken(case)


def stands_still(case, one):
    """What running terms do meanwhile."""
    return one["name"] != "manual" and case.hold(one["name"]).get("terms") == "stand still"


def later(case, since, days):
    """Every running term and every instalment that lay ahead moves on by the days held."""
    case.term = {name: last + days if last >= since else last for name, last in case.term.items()}
    waits = case.since if case.state == "expects" else case.day  # a wait moves the plan for its own days
    later_plan(case, since, max(min(case.day, waits) - since, 0))


def later_plan(case, since, days):
    """The days of a plan that lay ahead."""
    if case.plan:
        for row in case.plan["schedule"]:
            row["due"] += days if row["due"] >= since else 0
        for key in ("until", "term"):
            case.plan[key] += days if case.plan[key] >= since else 0


# ------------------------------------------------------------------------------------------------------------- endings


def expire(case, one):
    """A hold's last day has passed: a promise is kept or broken, anything else has expired."""
    if one["name"] == "manual":
        close_hold(case, one)
        case.log.append(entry(case, "hold", "manual", change="expired"))
        return
    hold, part_paid = case.hold(one["name"]), came_in(case, one)
    route, change, outcome = hold.get("expired"), "expired", ""
    was_kept = kept(case, one)
    close_hold(case, one)
    if hold.get("opens_on") == "promise_made":
        outcomes = hold.get("outcomes", {})
        if was_kept:
            route, change = outcomes.get("kept"), "closed"
        else:
            route = outcomes.get("kept_in_part") if part_paid else None
            route = route or outcomes.get("broken")
            outcome = "kept_in_part" if part_paid else "broken"
            case.promises_broken += 1
    case.log.append(entry(case, "hold", one["name"], change=change, outcome=outcome))
    after_hold(case, route)


def came_in(case, one):
    """By how much the open claim fell since a hold began."""
    return max(one["claim_open"] - case.claim_open, 0)


def kept(case, one):
    """Kept = the open amount fell by the promised amount; without one all of it is meant."""
    return came_in(case, one) >= one["amount"] if one["amount"] else case.claim_open <= 0


def promises_kept(case):
    """A promise is kept by money, not by word: as soon as it has come in."""
    for one in list(case.holds):
        promise = one["name"] != "manual" and case.hold(one["name"]).get("opens_on") == "promise_made"
        if promise and (case.end or kept(case, one)):
            close_hold(case, one)
            after_hold(case, case.hold(one["name"]).get("outcomes", {}).get("kept"))


def ended_by(case, name, data):
    """An event ends the holds whose `until` it is, and those that its counterpart opened."""
    for one in list(case.holds):
        if one["name"] != "manual":
            hold = case.hold(one["name"])
            if hold.get("until") == name or (name in CLOSES and hold.get("opens_on") == CLOSES[name]):
                over(case, one, data)


def over(case, one, data):
    """Take a hold off and go where its outcome says; an outcome that the policy does not list asks a person."""
    close_hold(case, one)
    if one["name"] == "manual":
        return
    outcomes, outcome = case.hold(one["name"]).get("outcomes", {}), data.get("outcome", "")
    route = outcomes.get(outcome)
    if route is None and outcome and outcomes:
        case.ask("outcome")
        return
    before, amount = (case.awaited, data.get("amount", 0)) if case.state == "expects" else (None, data.get("amount", 0))
    if route and route.get("wait_for") == "credited":
        case.awaited = amount if before is None else before + amount if before and amount else 0
    elif before is None:
        case.awaited = 0
    after_hold(case, route)


def opened_by(case, name, data):
    """An event opens the first hold that the policy has for it."""
    found = next((one for one, hold in case.policy.get("holds", {}).items() if hold.get("opens_on") == name), None)
    if found:
        open_hold(case, found, data.get("promised_on", 0), data.get("amount", 0))
