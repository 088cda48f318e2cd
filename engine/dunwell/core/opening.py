"""Open a case: turn an invoice into facts, add what is assumed, and stand at the first step.

Whatever is taken for granted is listed; nothing is guessed silently. What is absent from the data is unknown, not
false.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.amounts import settle
from dunwell.core.discount import discounts_said
from dunwell.core.judge import judge, variant_of
from dunwell.core.moves import ask
from dunwell.core.position import Pause, Position
from dunwell.core.values import replace
from dunwell.language.fields import FACTS, FIELDS, Value, value_text
from dunwell.money import cents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.language.parts import Condition
    from dunwell.language.program import Program
    from dunwell.law.rules import LawPack
    from dunwell.model import Invoice

_DIRECT_DEBIT = {"49", "59", "direct_debit"}
_MEANS = {
    "credit_transfer": {"30", "31", "42", "58", "credit_transfer"},
    "card": {"48", "54", "55", "card"},
    "cash": {"10", "cash"},
}
"""UNTDID 4461 payment means codes by our words; a code of its own for a debit beats all others."""

ADDRESS_FACTS = {"email": "debtor.has_email", "letter": "debtor.has_address", "phone": "debtor.has_phone"}
"""The fact that says whether a debtor can be reached, by the word of `do:`."""
GIVEN = "given for this run"
"""What is said of a fact that a person gave when the case was opened."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A fact that nobody said, the value taken for it, and the sentence that says so."""

    field: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A case on the day it was opened."""

    position: Position
    assumed: tuple[Assumed, ...]


def said_by(invoice: Invoice) -> dict[str, Value]:
    """The facts that the invoice itself says; what it leaves open is absent."""
    buyer, seller, agreement = invoice.buyer, invoice.seller, invoice.agreement
    said: dict[str, Value | None] = {
        "debtor.kind": buyer.kind if buyer.kind != "unknown" else None,
        "debtor.country": buyer.country or (buyer.address.country if buyer.address else None),
        "debtor.natural_person": buyer.natural_person,
        "debtor.size": buyer.size,
        "debtor.rating": buyer.rating,
        "debtor.ability": buyer.ability if buyer.ability != "unknown" else None,
        "debtor.language": buyer.language,
        "debtor.has_email": buyer.email is not None,
        "debtor.has_address": buyer.address is not None and bool(buyer.address.lines or buyer.address.postcode),
        "debtor.has_phone": buyer.phone is not None,
        "creditor.country": seller.country or (seller.address.country if seller.address else None),
        "creditor.size": seller.size,
        "currency": invoice.currency,
        "payment_means": _payment_means(invoice.payment_means),
        "invoice.issued": invoice.issued.toordinal() if invoice.issued else None,
        "invoice.due": invoice.due.toordinal() if invoice.due else None,
        "invoice.total": cents(invoice.payable) if invoice.payable is not None else None,
        "invoice.complete": True if not missing_items(invoice) else None,
        "agreement.term": agreement.term_days,
        "agreement.in_writing": agreement.in_writing,
        "agreement.default_basis": agreement.default_basis,
        "agreement.collection_costs": True if agreement.collection_costs else None,
    }
    said |= discounts_said(invoice)
    return {name: value for name, value in said.items() if value is not None and _possible(name, value)}


def missing_items(invoice: Invoice) -> tuple[str, ...]:
    """What a complete invoice states and this one's data does not, in words. The paper may still state it."""
    present = {
        "the invoice number": invoice.number,
        "the invoice date": invoice.issued,
        "the seller's name": invoice.seller.name,
        "the buyer's name": invoice.buyer.name,
        "the amount to be paid": invoice.payable,
        "the lines": invoice.lines,
        "the VAT": invoice.vat,
        "a payment term or due date": invoice.due or invoice.terms_text or invoice.agreement.term_days,
        "payment details": invoice.accounts or invoice.payment_means,
    }
    return tuple(name for name, value in present.items() if not value)


def facts_of(
    invoice: Invoice, program: Program, given: Mapping[str, Value]
) -> tuple[dict[str, Value], tuple[Assumed, ...]]:
    """All facts of a case by name, and which of them were assumed. `given` overrides what the invoice says."""
    facts = said_by(invoice) | dict(given)
    assumed = [Assumed(name, value_text(FIELDS[name], value, program.currency), GIVEN) for name, value in given.items()]

    def assume(name: str, value: Value, text: str) -> None:
        if name not in facts:
            facts[name] = value
            assumed.append(Assumed(name, value_text(FIELDS[name], value, program.currency), text))

    _assume_dates(facts, program.law, assume)
    if "creditor.country" in facts:
        assume("debtor.country", facts["creditor.country"], "the buyer's country is not stated; the seller's is taken")
    missing = missing_items(invoice)
    for assumption in program.assumptions:
        where = f"nobody said it; the policy assumes it ({assumption.place})"
        if assumption.field == "invoice.complete" and missing:
            absent = ", ".join(missing)
            where = f"not in the data: {absent}; the policy assumes that the invoice states it ({assumption.place})"
        if assumption.value is not None:
            assume(assumption.field, assumption.value, where)
        elif "invoice.due" in facts and "invoice.issued" in facts:
            assume(
                "agreement.term",
                max(int(facts["invoice.due"]) - int(facts["invoice.issued"]), 0),
                f"as invoiced ({assumption.place})",
            )
    _derive(facts)
    return facts, tuple(assumed)


def fits(program: Program, facts: Mapping[str, Value]) -> Condition | None:
    """The first condition of `applies_to` that does not surely hold, or None if the policy is for this invoice."""
    position = position_of(program, facts, 0, 0)
    return next((one for one in program.applies_to if judge(program, one, position, 0) is not True), None)


def open_case(program: Program, invoice: Invoice, day: int, given: Mapping[str, Value]) -> Opened:
    """Stand a case at its first step on the day it is opened. The invoice must state an amount and a date."""
    facts, assumed = facts_of(invoice, program, given)
    return Opened(stand(program, facts, day), assumed)


def stand(program: Program, facts: Mapping[str, Value], day: int) -> Position:
    """The position of a case with these facts on the day it is opened; the facts must hold an amount and a date."""
    position = position_of(program, facts, int(facts["invoice.total"]), day)
    variant = variant_of(program, position, day)
    position = ask(position, "no_variant", day) if variant < 0 else replace(position, variant=variant)
    return settle(program, position, "paid", day)


def _possible(name: str, value: Value) -> bool:
    """Whether a word that an invoice file says is one that conditions know."""
    choices = FIELDS[name].choices
    return not choices or value in choices


def _payment_means(codes: tuple[str, ...]) -> str | None:
    if _DIRECT_DEBIT.intersection(codes):
        return "direct_debit"
    found = next((word for word, known in _MEANS.items() if known.intersection(codes)), None)
    return found or ("other" if any(code not in ("1", "ZZZ") for code in codes) else None)


def _assume_dates(facts: dict[str, Value], law: LawPack, assume: Callable[[str, Value, str], None]) -> None:
    """A missing due date is the law's default term after the invoice date; a missing invoice date is the due date."""
    if "invoice.issued" not in facts and "invoice.due" in facts:
        assume("invoice.issued", facts["invoice.due"], "the invoice date is not stated; the due date is taken")
    if "invoice.due" not in facts and "invoice.issued" in facts:
        issued = int(facts["invoice.issued"])
        term = law.default_term.on(issued)
        text = f"no due date as data; {term.value} days after the invoice date by {term.basis.article}"
        assume("invoice.due", issued + term.value, text)


def _derive(facts: dict[str, Value]) -> None:
    """Facts that follow from others: the term as agreed, and default by an agreed fatal term."""
    if "invoice.term_as_agreed" not in facts and {"agreement.term", "invoice.due", "invoice.issued"} <= facts.keys():
        invoiced = max(int(facts["invoice.due"]) - int(facts["invoice.issued"]), 0)
        facts["invoice.term_as_agreed"] = invoiced == facts["agreement.term"]


def position_of(program: Program, facts: Mapping[str, Value], principal: int, day: int) -> Position:
    """A case with these facts at its first step; for judging conditions before a case is opened too."""
    values = tuple(facts.get(field.name) for field in FACTS)
    anchors = [0] * len(program.anchors)
    issued, due = facts.get("invoice.issued"), facts.get("invoice.due")
    anchors[:4] = [int(issued or 0), int(due or 0), day, day]
    return Position(
        day=day,
        facts=values,
        variant=0,
        anchors=tuple(anchors),
        counts=(0,) * len(program.steps[0]),
        hold_counts=(0,) * len(program.holds),
        principal=principal,
        pauses=(Pause(),) * len(program.windows),
        since=day,
    )
