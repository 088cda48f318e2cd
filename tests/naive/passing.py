"""What becomes true by itself on a day, one thing after another in its order, until nothing changes any more."""

from __future__ import annotations

from naive import guards, holds, ladder, limitation, plans
from naive.case import entry

FAREWELLS = {"paid": "payment_thanks", "handed_over": "hand_over_notice"}


class GoesRoundError(Exception):
    """A policy sends a case round in circles on one day: a static bound says how often anything can change."""


def pass_day(case):
    """Let everything of this day become true."""
    for _ in range(4 * len(case.steps) + 2 * len(case.policy.get("holds", {})) + 9):
        if not any_change(case):
            return
        say_farewell(case)
    raise GoesRoundError


def any_change(case):
    """One change of today, the first in the order of a day."""
    if case.end:
        return False
    if case.stops:
        return limitation.change(case)
    expects, by_hand = case.state == "expects", any(one["name"] == "manual" for one in case.holds)
    for one in case.holds:
        if case.day > one["last"] and (one["name"] == "manual" or not expects):
            holds.expire(case, one)
            return True
    if expects:
        if not by_hand and escalate(case):
            return True
    elif not case.held:
        changed = plans.change(case) if case.plan else ladder.change(case) or escalate(case)
        if changed:
            return True
    return missed_window(case) or limitation.change(case)


def say_farewell(case):
    """What the debtor is told when the case has ended, and nothing for an end that is not listed."""
    case.messages = [one for one in case.messages if one not in FAREWELLS.values()]
    if case.end in case.policy.get("ends", {}):
        case.messages.append(FAREWELLS[case.end])


def patience(case):
    """How long whoever the case waits for may take, and who is told then; None where it waits for no person."""
    step, general = case.step, case.attention
    of_step = step.get("not_called") or step.get("without_outcome")
    if case.state == "asks":
        return general
    if case.state == "expects":
        return of_step or general
    if case.state != "open":
        return None
    if step["kind"] in ("phone", "task"):
        return of_step
    if step.get("approve") and not case.released:
        return general
    broken = guards.breaches(case, step, case.day)
    return general if any(lawful == guards.NEVER for _, lawful in broken) else None


def ready_since(case):
    """The first day on which an open step could be carried out."""
    day, today = case.since, case.day
    while True:
        case.day = day
        found = ladder.ready(case)
        case.day = today
        if found:
            return day
        day += 1


def escalate(case):
    """Waiting for a person always has an escalation; silence never proceeds to a harsher step."""
    who = patience(case)
    if who is None or case.escalated:
        return False
    since = ready_since(case) if case.state == "open" else case.since
    if case.state == "open" and case.step["kind"] == "phone":  # nobody is late on days on which nobody may be called
        while not ladder.contact_allowed(case, since, calls=True):
            since += 1
    if case.day < case.after(since, who["after"]):
        return False
    case.escalated = True
    case.log.append(entry(case, "escalation", case.at, owner=who["escalate_to"]))
    return True


# ----------------------------------------------------------------------------------------------------------- windows


def window_of(step):
    """The phrase of a step's `no_later_than`, and what its days do not count in."""
    window = step.get("no_later_than")
    return (window["day"], window.get("not_counting", [])) if isinstance(window, dict) else (window, [])


def paused(case, not_counting):
    """On hold, in a plan, in a review: days that do not count where the window says so; a stop by law never counts."""
    states = {"holds": case.holds, "plans": case.plan, "reviews": case.came_from}
    return bool(case.stops) or any(states[one] for one in not_counting)


def missed_window(case):
    """A promise that the step starts by a day: it moves nothing, a missed promise is shown as late."""
    stands = case.ladder.index(case.came_from["at"] if case.came_from else case.at)
    for name in case.ladder[stands:]:
        last, not_counting = window_of(case.steps[name])
        if last is None or name in case.late or case.done.get(name) or paused(case, not_counting):
            continue
        if case.came_from and name == case.came_from["at"] and case.came_from["state"] != "waits":
            continue
        day = case.day_of(last)
        if day and case.not_counted.get(name):
            day = made_up_for(case, day + case.not_counted[name])
        if name == case.at and case.state == "open" and case.step["kind"] == "task" and case.since <= day:
            continue  # work that was given in time has started
        if day and case.day > day:
            case.late.add(name)
            case.log.append(entry(case, "late", name))
            return True
    return False


def count_pauses(case):
    """At the end of each day: whether it counts for the windows."""
    for name in case.ladder:
        last, not_counting = window_of(case.steps[name])
        if last and paused(case, not_counting):
            before, end = case.not_counted.get(name, 0), case.day_of(last)
            if before and end and case.day <= made_up_for(case, end + before):  # paused again on that very day
                before = max(before, case.day - end)
            case.not_counted[name] = before + 1


def made_up_for(case, day):
    """Days made up for end on one that allows a contact."""
    while not ladder.contact_allowed(case, day):
        day += 1
    return day
