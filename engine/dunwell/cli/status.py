"""`dunwell status`: where the open cases stand and what is due."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from dunwell.cli.options import leave
from dunwell.cli.session import live_options, session, show
from dunwell.core.claim import claim_of
from dunwell.days import day_text
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned, all_looks, day_for, events_of, find_case, look_at
from dunwell.journal.new_invoices import late_new_invoices
from dunwell.journal.pauses import pauses
from dunwell.journal.waiting import all_waiting
from dunwell.money import amount_text
from dunwell.render.case_json import case_document
from dunwell.render.pauses import pause_document
from dunwell.render.waiting import waiting_totals

if TYPE_CHECKING:
    from dunwell.journal.cases import Look
    from dunwell.journal.store import Case
    from dunwell.journal.waiting import Waiting
    from dunwell.problems import Problem


@click.command("status")
@click.argument("case", required=False)
@live_options
def command(case: str | None, workspace: str | None, on: int, form: str) -> None:
    """List the open cases: what is open, at which step they stand, what is due now, and when to look again.

    With CASE (the invoice number, or seller/number), say where that case stands and why.
    What may not go out because the bank's data is too old is said to wait, and so are payments that a person has to
    decide on.
    Exit code 0, or 1 if there are cases that cannot be judged; 2 if there is no such case.
    """
    with session(workspace, form) as live:
        if case is None:
            with live.journal.view():
                looks, problems = all_looks(live.journal, on)
                bank, waiting = live.bank(), all_waiting(live.journal)
                looks = tuple(with_bank_data(live.journal, bank, look, told=False) for look in looks)
                problems = (*problems, *late_new_invoices(looks), *live.edited())
                stopped = pauses(live.journal, max((look.day for look in looks), default=on))
            document = _all(looks, problems) | {
                "waiting": waiting_totals(waiting),
                "paused": [pause_document(one) for one in stopped],
            }
        else:
            found = find_case(live.journal, case)
            program = Pinned(live.journal).program(found)
            look = look_at(found, program, events_of(live.journal, found), day_for(program, on))
            document, problems = _one(with_bank_data(live.journal, live.bank(), look))
            document["payments_waiting"] = _may_be_for(found, all_waiting(live.journal))
    show(document, form, "status_text" if case is None else "case_text", problems=problems)
    leave(problems)


def _one(look: Look) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """One case, with the interest that has run up by law and is not claimed."""
    events = tuple(one.event for one in look.events)
    claim = claim_of(look.program, look.position, events, look.day, None, look.case.agreed_rate)
    return case_document(look) | {
        "accrued": amount_text(0 if look.position.end else claim.accrued),
        "assumed": [{"field": one.field, "value": one.value, "text": one.text} for one in look.case.assumed],
        "problems": [problem.as_json() for problem in claim.problems],
    }, claim.problems


def _may_be_for(case: Case, payments: tuple[Waiting, ...]) -> list[int]:
    """The numbers of the payments that wait and may be for this case."""
    return [one.number for one in payments if case.id in {each.case for each in one.candidates}]


def _all(looks: tuple[Look, ...], problems: tuple[Problem, ...]) -> dict[str, object]:
    """The open cases, and what they come to by currency."""
    live = [look for look in looks if not look.position.end]
    claims = Counter[str]()
    for look in live:
        claims[look.case.currency] += look.position.claim_open
    return {
        "day": day_text(max(look.day for look in looks)) if looks else None,
        "cases": [case_document(look) for look in live],
        "totals": {
            "open": len(live),
            "due": sum(bool(look.decision.actions) for look in live),
            "waits_for_bank": sum(bool(look.waits) for look in live),
            "on_hold": sum(bool(look.position.holds or look.position.stops) for look in live),
            "on_plan": sum(look.position.plan is not None for look in live),
            "ended": len(looks) - len(live),
            "claims": {currency: amount_text(amount) for currency, amount in sorted(claims.items())},
        },
        "overpaid": [_overpaid(look) for look in looks if look.position.claim_open < 0],
        "problems": [problem.as_json() for problem in problems],
    }


def _overpaid(look: Look) -> dict[str, object]:
    """What a case has received beyond its claim; somebody has to pay it back or set it off."""
    case = look.case
    over = amount_text(-look.position.claim_open)
    return {"case": case.id, "number": case.number, "currency": case.currency, "amount": over}
