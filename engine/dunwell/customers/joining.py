"""Join a customer register to an invoice: which of the two is believed, field by field.

An invoice says how things were on its day and who owes; the register is kept up to date by people who know the
customer. So the register says how the customer is reached and how it behaves; the invoice says who it is and what was
agreed, and the register only fills what the invoice leaves open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.customers.register import Customer, Register
    from dunwell.model import Address, Agreement, Invoice, Party


@dataclass(frozen=True, slots=True)
class Rule:
    """Of one field: whether the register `wins` over the invoice or `completes` it, and why.

    `told` says whether a contradiction with the invoice is worth a warning.
    """

    field: str
    register: Literal["wins", "completes"]
    why: str
    told: bool = False


PARTY_RULES: tuple[Rule, ...] = (
    Rule("email", "wins", "invoices go to an inbox for invoices; reminders go to a person"),
    Rule("phone", "wins", "the number that is answered"),
    Rule("contact", "wins", "who is asked about this today"),
    Rule("address", "wins", "the register is mended when a letter comes back; an invoice never is"),
    Rule("language", "wins", "an invoice is written in the seller's language"),
    Rule("rating", "wins", "how the customer pays is known here only"),
    Rule("ability", "wins", "as with the rating"),
    Rule("vat_id", "completes", "who owes is said by the invoice"),
    Rule("registration_id", "completes", "as with the VAT number"),
    Rule("country", "completes", "as with the VAT number"),
    Rule("kind", "completes", "whether somebody bought as a consumer is decided sale by sale", told=True),
    Rule("natural_person", "completes", "it goes with the kind", told=True),
    Rule("size", "completes", "it counts on the day of the agreement", told=True),
)
AGREEMENT_RULES: tuple[Rule, ...] = (
    Rule("term_days", "completes", "a contract may have its own term", told=True),
    Rule("in_writing", "completes", "it goes with the term", told=True),
    Rule("interest", "completes", "as with the term", told=True),
)
"""Every field that a register may say. The name is the invoice's: a claim is on whom the invoice names."""


def with_register(invoice: Invoice, register: Register) -> Invoice:
    """The invoice with what the register says of its buyer; as it is where no customer surely is the buyer."""
    customer = register.find(invoice.buyer).customer
    return joined(invoice, customer) if customer else invoice


def joined(invoice: Invoice, customer: Customer) -> Invoice:
    """The invoice with what this customer's row says."""
    buyer: Party = _merged(invoice.buyer, customer.party, PARTY_RULES)
    agreement: Agreement = _merged(invoice.agreement, customer.agreement, AGREEMENT_RULES)
    return replace(invoice, buyer=buyer, agreement=agreement)


def contradictions(invoice: Invoice, customer: Customer) -> tuple[Problem, ...]:
    """A warning (DW066) for each field in which the invoice and the register contradict each other."""
    pairs = ((invoice.buyer, customer.party, PARTY_RULES), (invoice.agreement, customer.agreement, AGREEMENT_RULES))
    return tuple(problem for mine, theirs, rules in pairs for problem in _contradicted(mine, theirs, rules, customer))


def _merged(mine: Any, theirs: Any, rules: tuple[Rule, ...]) -> Any:
    said = {rule.field: getattr(theirs, rule.field) for rule in rules}
    taken = {
        rule.field: said[rule.field]
        for rule in rules
        if _known(said[rule.field]) and (rule.register == "wins" or not _known(getattr(mine, rule.field)))
    }
    if "address" in taken and not _whole(taken["address"]) and _known(mine.address):
        del taken["address"]  # a postcode alone is no place to send a letter to
    return replace(mine, **taken)


def _known(value: object) -> bool:
    return value is not None and value not in {"unknown", ""}


def _whole(address: Address) -> bool:
    return bool(address.lines and (address.postcode or address.town))


def _contradicted(mine: Any, theirs: Any, rules: tuple[Rule, ...], customer: Customer) -> Iterator[Problem]:
    for rule in rules:
        one, other = getattr(mine, rule.field), getattr(theirs, rule.field)
        if rule.told and _known(one) and _known(other) and one != other:
            what = rule.field.replace("_", " ")
            message = f"{what}: the invoice says {_said(one)}, the register of {customer.called} {_said(other)}"
            fix = f"the invoice counts: {rule.why}; mend whichever is wrong"
            yield Problem("DW066", message, None, fix, "warning")


def _said(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
