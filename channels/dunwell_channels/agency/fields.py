"""What a column of an agency's file can be taken from: dotted paths of the claim, or of a report, with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    FieldType = Literal["text", "day", "money", "number", "yes_no"]

OURS: Mapping[str, FieldType] = {
    "reference": "text",
    "agency.name": "text",
    "agency.registration": "text",
    "case": "text",
    "number": "text",
    "currency": "text",
}
"""What every file can say: `reference` is in the names of the files of one delivery."""
CLAIM: Mapping[str, FieldType] = {
    **OURS,
    "handed_over": "day",
    "creditor.name": "text",
    "creditor.address": "text",
    "creditor.registration_id": "text",
    "creditor.vat_id": "text",
    "creditor.iban": "text",
    "creditor.account_name": "text",
    "creditor.payment_reference": "text",
    "creditor.contact": "text",
    "creditor.email": "text",
    "creditor.phone": "text",
    "debtor.name": "text",
    "debtor.trading_name": "text",
    "debtor.kind": "text",
    "debtor.natural_person": "yes_no",
    "debtor.registration_id": "text",
    "debtor.contact": "text",
    "debtor.address.lines": "text",
    "debtor.address.postcode": "text",
    "debtor.address.town": "text",
    "debtor.address.country": "text",
    "debtor.email": "text",
    "debtor.phone": "text",
    "debtor.language": "text",
    "invoice.number": "text",
    "invoice.issued": "day",
    "invoice.due": "day",
    "invoice.total": "money",
    "invoice.order_reference": "text",
    "invoice.buyer_reference": "text",
    "default_since": "day",
    "principal.invoiced": "money",
    "principal.credited": "money",
    "principal.discount": "money",
    "principal.paid": "money",
    "principal.disputed": "money",
    "principal.open": "money",
    "interest.total": "money",
    "interest.waived": "money",
    "interest.paid": "money",
    "interest.open": "money",
    "interest.runs_on": "number",
    "costs.total": "money",
    "costs.waived": "money",
    "costs.paid": "money",
    "costs.open": "money",
    "received": "money",
    "overpaid": "money",
    "claim.principal": "money",
    "claim.interest": "money",
    "claim.costs": "money",
    "claim.total": "money",
}
"""What a hand-over can say, in the order in which a file without a mapping has it."""
REPORT: Mapping[str, FieldType] = {
    **OURS,
    "handed_over_as": "text",
    "report": "text",
    "sequence": "number",
    "date": "day",
    "recorded_on": "day",
    "amount": "money",
    "outcome": "text",
    "stop": "text",
    "to_costs": "money",
    "to_interest": "money",
    "to_principal": "money",
    "overpaid": "money",
    "claim.principal": "money",
    "claim.interest": "money",
    "claim.costs": "money",
    "claim.total": "money",
}
"""What a report can say: `handed_over_as` is the reference of the hand-over, the claim what is open by our books."""


def value_at(claim: Mapping[str, object], path: str) -> object:
    """What stands at a path; None where nothing does. Lines of an address become one text."""
    found: object = claim
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return ", ".join(map(str, found)) if isinstance(found, list) else found
