"""No claim lapses in silence: its last day is near, then over; what is written may interrupt it."""

from __future__ import annotations

from naive import holds
from naive.words import phrase

LETTER = "interruption"


def rule_of(case):
    """The guardrail that says when this debtor's claim lapses."""
    rules = case.law.guardrails(case.facts.get("debtor.kind"))
    return next((one for one in rules if one["kind"] == "limitation"), None)


def last_day(case):
    """The last day on which the claim can be enforced; None where no rule binds this debtor."""
    rule = rule_of(case)
    return case.law.limitation(rule["claim"], case.facts["invoice.due"], case.interrupted) if rule else None


def watch(case):
    """What the policy says of it: how long before, who is asked, who then, and which letter."""
    said = {"before": "3 months", "owner": case.attention["owner"], "escalate_to": case.attention["escalate_to"]}
    return said | case.policy.get("limitation", {})


def near_from(case):
    """The day from which the last day is near."""
    number, unit, _ = phrase(watch(case)["before"])
    return case.law.after(last_day(case), -number, unit)


def change(case):
    """The limitation comes near, or is over: its letter waits to go out, if one can; else a person is asked."""
    if case.limitation == "over" or last_day(case) is None:
        return False
    over = case.day > last_day(case)
    if not over and (case.limitation == "near" or case.day < near_from(case)):
        return False
    without_letter(case)
    case.limitation = "over" if over else "near"
    written = watch(case).get("do")
    if not over and written is not None and any(case.reachable(one) for one in channels(written)):
        holds.queue(case, LETTER)
    return True


def channels(do):
    """The channels of the letter."""
    return do.get("both", [do]) if isinstance(do, dict) else [do]


def without_letter(case):
    """The letter has no use any more."""
    case.messages = [one for one in case.messages if one != LETTER]


def asked(case):
    """Who is asked about a limitation that is near or over, and since when; nobody while its letter waits."""
    if case.limitation == "near" and not (LETTER in case.messages and not case.stops):
        return watch(case)["owner"], near_from(case)
    return (watch(case)["escalate_to"], last_day(case) + 1) if case.limitation == "over" else None


def interrupt(case):
    """An interruption within a running term starts a new one."""
    claims = {one["claim"] for one in case.law.parts["guardrails"].values() if one["kind"] == "limitation"}
    due = case.facts["invoice.due"]
    lasts = [case.law.limitation(claim, due, case.interrupted) for claim in claims]
    if case.law.knows_interruption and case.day > due and any(case.day <= last for last in lasts):
        case.interrupted.append(case.day)
        begin_anew(case)


def not_interrupted(case, day):
    """What was written that day came back: it interrupted nothing."""
    if day in case.interrupted:
        case.interrupted = [one for one in case.interrupted if one != day]
        begin_anew(case)


def begin_anew(case):
    """Something moved the last day: what was said of the old one no longer holds."""
    if case.limitation:
        case.limitation = ""
        without_letter(case)
