"""The report of a matching run as JSON: what came in, what was matched, what was not, with totals that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.matching.matched import GROUPS
from dunwell.money import amount_text

if TYPE_CHECKING:
    from dunwell.matching.matched import Candidate, Matched, Result

Json = dict[str, object]


def matching_json(matched: Matched) -> Json:
    """Totals by currency and group, then every payment once, in the order of the files. Amounts are text."""
    return {
        "totals": [totals_json(matched, currency) for currency in matched.currencies],
        "payments": [result_json(result) for result in matched.results],
    }


def totals_json(matched: Matched, currency: str) -> Json:
    """Counts and sums of one currency; the groups of what came in add up to `came_in`, likewise for `went_out`."""
    groups = {}
    for group in GROUPS:
        amounts = [each.payment.cents for each in matched.of(group) if each.payment.currency == currency]
        if amounts:
            came_in, went_out = incoming(amounts), outgoing(amounts)
            groups[group] = {"count": len(amounts), "in": amount_text(came_in), "out": amount_text(went_out)}
    everything = [each.payment.cents for each in matched.results if each.payment.currency == currency]
    return {
        "currency": currency or None,
        "count": len(everything),
        "came_in": amount_text(incoming(everything)),
        "went_out": amount_text(outgoing(everything)),
        "groups": groups,
    }


def incoming(amounts: list[int]) -> int:
    """The sum of what came in, in cents."""
    return sum(amount for amount in amounts if amount > 0)


def outgoing(amounts: list[int]) -> int:
    """The sum of what went out, in cents, above zero."""
    return -sum(amount for amount in amounts if amount < 0)


def result_json(result: Result) -> Json:
    """One payment and what became of it."""
    payment = result.payment
    return {
        "group": result.group,
        "rule": result.rule,
        "why": result.why,
        "file": payment.file,
        "entry": payment.line,
        "part": payment.part or None,
        "date": day_text(payment.day) if payment.day else None,
        "amount": amount_text(payment.cents),
        "currency": payment.currency or None,
        "name": payment.name or None,
        "account": payment.payer or None,
        "text": payment.text or None,
        "reference": payment.reference or None,
        "cases": [
            {"case": share.case, "number": share.number, "amount": amount_text(share.cents)} for share in result.shares
        ],
        "candidates": [_candidate(one) for one in result.candidates],
        "fingerprint": result.fingerprint or None,
        "reverses": result.reverses or None,
    }


def _candidate(candidate: Candidate) -> Json:
    return {
        "case": candidate.case,
        "number": candidate.number,
        "open": amount_text(candidate.open),
        "reasons": list(candidate.reasons),
    }
