"""Payments that wait for a person, as JSON: the list, its totals, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.money import amount_text
from dunwell.render.case_json import case_document
from dunwell.render.matching import incoming, outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dunwell.journal.cases import Look
    from dunwell.journal.settling import Settled, Settling
    from dunwell.journal.waiting import Waiting
    from dunwell.matching.matched import Candidate

    Document = dict[str, object]


def waiting_totals(payments: Sequence[Waiting]) -> Document:
    """How many payments wait, since which day, and what they come to by currency."""
    currencies = sorted({one.currency for one in payments})
    days = [one.day or one.kept.on for one in payments]
    return {
        "payments": len(payments),
        "oldest": day_text(min(days)) if days else None,
        "totals": [_total(currency, payments) for currency in currencies],
    }


def _total(currency: str, payments: Iterable[Waiting]) -> Document:
    amounts = [one.cents for one in payments if one.currency == currency]
    return {
        "currency": currency or None,
        "count": len(amounts),
        "came_in": amount_text(incoming(amounts)),
        "went_out": amount_text(outgoing(amounts)),
    }


def waiting_document(payments: Sequence[Waiting], looks: Mapping[str, Look]) -> Document:
    """Every payment that waits, with its candidates as they stand today."""
    return {**waiting_totals(payments), "waiting": [_payment(one, looks) for one in payments], "problems": []}


def settled_document(settling: Settling) -> Document:
    """What was decided on each payment, and where the cases stand now."""
    return {
        "settled": [_settled(one) for one in settling.settled],
        "cases": [case_document(look) for look in settling.looks],
        "problems": [problem.as_json() for problem in settling.problems],
    }


def _settled(one: Settled) -> Document:
    shares = [{"case": case.id, "number": case.number, "amount": amount_text(amount)} for case, amount in one.shares]
    return {**_money(one.payment), "decided": one.decided, "booked": shares}


def _payment(one: Waiting, looks: Mapping[str, Look]) -> Document:
    said = one.said
    return {
        **_money(one),
        "name": said.get("name"),
        "account": said.get("account"),
        "text": said.get("text"),
        "why": said.get("why"),
        "source": said.get("source"),
        "kept_on": day_text(one.kept.on),
        "candidates": [_candidate(each, looks.get(each.case)) for each in one.candidates],
    }


def _money(one: Waiting) -> Document:
    return {
        "number": one.number,
        "date": day_text(one.day) if one.day else None,
        "amount": amount_text(one.cents),
        "currency": one.currency or None,
    }


def _candidate(candidate: Candidate, look: Look | None) -> Document:
    """A case that the payment may be for; what is open is that of today, the reasons are those of the import."""
    left = candidate.open if look is None else max(look.position.claim_open, 0)
    return {
        "case": candidate.case,
        "number": candidate.number,
        "open": amount_text(left),
        "ended": look.position.end or None if look else None,
        "reasons": list(candidate.reasons),
    }
