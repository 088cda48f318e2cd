"""Conditions, judged on the raw mapping: true, false, or None where a fact is unknown. Unknown is never false."""

from __future__ import annotations

import calendar
from datetime import date

from naive import instalments
from naive.words import AMOUNT, amount, months, phrase

OPERATORS = {
    "is": lambda one, other: one == other,
    "is_not": lambda one, other: one != other,
    "at_least": lambda one, other: one >= other,
    "above": lambda one, other: one > other,
    "at_most": lambda one, other: one <= other,
    "below": lambda one, other: one < other,
    "one_of": lambda one, others: one in others,
    "none_of": lambda one, others: one not in others,
}


def judge(case, condition):
    """Whether a condition holds today; None if that hangs on what nobody has said."""
    if isinstance(condition, str):  # a text is the name of a condition
        return judge(case, case.policy["conditions"][condition])
    verdicts = []
    for key, value in condition.items():  # several must all hold
        if key in ("all", "any", "none"):
            verdicts.append(together(key, [judge(case, part) for part in value]))
        else:
            verdicts.append(test(case, key, value))
    return together("all", verdicts)


def together(word, verdicts):
    """`all/any/none` follow three-valued logic."""
    if word == "all":
        return False if False in verdicts else None if None in verdicts else True
    found = True if True in verdicts else None if None in verdicts else False
    return found if word == "any" or found is None else not found


def test(case, name, wanted):
    """A bare value means `is`, a list `one_of`, operators must all hold; `known` asks whether anybody has said it."""
    if isinstance(wanted, list):
        wanted = {"one_of": wanted}
    if not isinstance(wanted, dict):
        wanted = {"is": wanted}
    value = field(case, name, wanted.get("within"))
    verdicts = []
    for operator, other in wanted.items():
        if operator == "known":
            verdicts.append((value is not None) is other)
        elif operator != "within":
            verdicts.append(None if value is None else OPERATORS[operator](value, plain(other)))
    return together("all", verdicts)


def plain(value):
    """What a policy writes, as the cases keep it: cents and days as numbers."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, str) and AMOUNT.fullmatch(value):
        return amount(value)
    try:
        return date.fromisoformat(value).toordinal()
    except (TypeError, ValueError):
        return value


def field(case, name, within=None):
    """A derived field is worked out from what happened and always known; anything else is a fact, or unknown."""
    if name in DERIVED:
        return DERIVED[name](case)
    if name == "debtor.plans_breached":
        return len([day for day in case.plans_breached if within is None or day >= long_ago(case.day, within)])
    return case.facts.get(name)


def long_ago(day, within):
    """The first day that is not longer ago than this; working days are counted as days."""
    number, unit, _ = phrase(within)
    return months(day, -number) if unit == "month" else day - number * (7 if unit == "week" else 1)


def on_hold_for(case, event):
    """Whether a hold is on that such an event opens."""
    return any(one["name"] != "manual" and case.hold(one["name"]).get("opens_on") == event for one in case.holds)


DERIVED = {
    "principal.open": lambda case: case.principal_open,
    "claim.open": lambda case: max(case.claim_open, 0) - case.disputed,
    "received": lambda case: case.received,
    "today.month": lambda case: calendar.month_name[date.fromordinal(case.day).month],
    "invoice.term_expired": lambda case: case.day > case.facts["invoice.due"],
    "no_open_question": lambda case: not on_hold_for(case, "question_asked"),
    "no_open_objection": lambda case: not on_hold_for(case, "dispute_opened"),
    "plan.open": instalments.open_of_plan,
    "plan.instalments_open": instalments.instalments_open,
    "debtor.promises_broken": lambda case: case.promises_broken,
}
