"""Payment plans that ask that new invoices are paid on time: which debtor has a later invoice that is overdue.

A case knows of itself only. What another case shows is told to a person, who records it as a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.position import AGREED
from dunwell.days import day_text
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE, ISSUED, PLAN
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.journal.cases import Look

_ON_TIME = FACT_INDEX["debtor.new_invoices_on_time"]


def late_new_invoices(looks: Iterable[Look]) -> Iterator[Problem]:
    """DW978 for each plan whose debtor has an overdue invoice from after the agreement, until it is recorded.

    Two cases are of one debtor if they have the same creditor and the same name of the debtor.
    """
    every = [look for look in looks if not look.position.end]
    for look in every:
        if _asks(look):
            late = [other for other in every if _same_debtor(look, other) and _late(look, other)]
            yield from (_told(look, other) for other in late[:1])


def _asks(look: Look) -> bool:
    running = look.position.plan
    agreed = running is not None and running.stage == AGREED and look.program.plans[running.plan].new_invoices
    return agreed and look.position.facts[_ON_TIME] is not False


def _same_debtor(look: Look, other: Look) -> bool:
    mine, theirs = (one.case.debtor.casefold() for one in (look, other))
    return other is not look and bool(mine) and mine == theirs and look.case.seller == other.case.seller


def _late(look: Look, other: Look) -> bool:
    anchors = other.position.anchors
    return anchors[ISSUED] >= look.position.anchors[PLAN] and anchors[DUE] < other.day


def _told(look: Look, other: Look) -> Problem:
    plan, new, due = look.case.number, other.case.number, day_text(other.position.anchors[DUE])
    message = f"the payment plan of {plan} asks for new invoices on time; {new} was due on {due}"
    fix = f"dunwell record {plan} fact_recorded fact=debtor.new_invoices_on_time value=false"
    return Problem("DW978", message, None, fix, "warning")
