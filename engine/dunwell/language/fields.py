"""What a condition may ask of a case: one typed table, the same for policies, tests, scenarios and `--assume`.

A *fact* is said by the invoice, by a person or by the policy's `if_unknown`; it may be unknown. A *derived* field is
worked out from what happened to the case and is always known. Each has a sentence in English and in Dutch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dunwell.days import MONTHS, day, day_text
from dunwell.language.phrases import PhraseError, did_you_mean, nearest, not_a_day, read_money
from dunwell.language.spelling import surely, yes_or_no
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable

FieldType = Literal["money", "number", "day", "yes_no", "choice", "text"]
Value = int | str | bool
"""Money in cents, days as ordinals, numbers, words, yes or no."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row: `choices` of a choice, `form` (a pattern) of a text; `derived` fields cannot be assumed or recorded."""

    name: str
    type: FieldType
    en: str
    nl: str
    choices: tuple[str, ...] = ()
    derived: bool = False
    form: str = ""


FACTS: tuple[Field, ...] = (
    Field(
        "debtor.kind",
        "choice",
        "the kind of debtor",
        "het soort debiteur",
        ("business", "consumer", "public_authority"),
    ),
    Field(
        "debtor.country",
        "text",
        "the debtor's country (two letters)",
        "het land van de debiteur (twee letters)",
        form="[A-Z]{2}",
    ),
    Field("debtor.natural_person", "yes_no", "the debtor is a natural person", "de debiteur is een natuurlijk persoon"),
    Field(
        "debtor.size",
        "choice",
        "the debtor's size",
        "de grootte van de debiteur",
        ("small", "medium", "large"),
    ),
    Field(
        "debtor.rating",
        "choice",
        "the customer's rating",
        "de beoordeling van de klant",
        ("good", "ordinary", "poor"),
    ),
    Field(
        "debtor.ability",
        "choice",
        "the debtor's ability to pay",
        "of de debiteur kan of wil betalen",
        ("cannot_pay", "will_not_pay"),
    ),
    Field(
        "debtor.language",
        "text",
        "the language the debtor reads (two letters)",
        "de taal van de debiteur (twee letters)",
        form="[a-z]{2}",
    ),
    Field("debtor.has_email", "yes_no", "an e-mail address is known", "er is een e-mailadres bekend"),
    Field("debtor.has_address", "yes_no", "a postal address is known", "er is een postadres bekend"),
    Field("debtor.has_phone", "yes_no", "a telephone number is known", "er is een telefoonnummer bekend"),
    Field(
        "creditor.country",
        "text",
        "the creditor's country (two letters)",
        "het land van de schuldeiser (twee letters)",
        form="[A-Z]{2}",
    ),
    Field(
        "creditor.size",
        "choice",
        "the creditor's size",
        "de grootte van de schuldeiser",
        ("small", "medium", "large"),
    ),
    Field(
        "currency",
        "text",
        "the invoice's currency (three letters)",
        "de munt van de factuur (drie letters)",
        form="[A-Z]{3}",
    ),
    Field(
        "payment_means",
        "choice",
        "the way of payment",
        "de betaalwijze",
        ("credit_transfer", "direct_debit", "card", "cash", "other"),
    ),
    Field("invoice.issued", "day", "the invoice date", "de factuurdatum"),
    Field("invoice.due", "day", "the due date", "de vervaldatum"),
    Field("invoice.total", "money", "the invoice amount to be paid", "het te betalen factuurbedrag"),
    Field(
        "invoice.complete",
        "yes_no",
        "the invoice has all that the law asks",
        "de factuur bevat alles wat de wet vraagt",
    ),
    Field(
        "invoice.term_as_agreed",
        "yes_no",
        "the invoice's payment term is the agreed one",
        "de betaaltermijn op de factuur is de afgesproken termijn",
    ),
    Field("agreement.term", "number", "the agreed payment term in days", "de afgesproken betaaltermijn in dagen"),
    Field(
        "agreement.in_writing",
        "yes_no",
        "the payment term was agreed in writing",
        "de betaaltermijn is schriftelijk afgesproken",
    ),
    Field(
        "agreement.default_basis",
        "choice",
        "the basis of default",
        "de grond voor verzuim",
        ("agreed_term", "notice", "none"),
    ),
    Field(
        "agreement.collection_costs",
        "yes_no",
        "collection costs for late payment were agreed",
        "er zijn incassokosten bij te late betaling afgesproken",
    ),
    Field(
        "invoice.later_instalment",
        "yes_no",
        "it is a later instalment of one contract within the months that the law looks back",
        "het is een latere termijn van dezelfde overeenkomst binnen de maanden waarnaar de wet terugkijkt",
    ),
    Field(
        "debtor.claims_to_join",
        "yes_no",
        "other claims on this debtor belong in the same letter",
        "andere vorderingen op deze debiteur horen in dezelfde brief",
    ),
    Field(
        "collector.kind",
        "choice",
        "who collects: the creditor itself, somebody for it, or somebody to whom the claim was assigned",
        "wie int: de schuldeiser zelf, iemand anders voor hem, of degene aan wie de vordering is overgedragen",
        ("own", "third_party", "assignee"),
    ),
    Field(
        "collector.registered",
        "yes_no",
        "who collects is in the register of collectors",
        "wie int staat in het register van incassodienstverleners",
    ),
    Field(
        "agency.registered",
        "yes_no",
        "the collection agency is in the register",
        "het incassobureau staat in het register",
    ),
    Field(
        "debtor.new_invoices_on_time",
        "yes_no",
        "the debtor pays new invoices on time",
        "de debiteur betaalt nieuwe facturen op tijd",
    ),
    Field(
        "letter.defective",
        "yes_no",
        "the last formal letter turned out to be defective",
        "de laatste formele brief bleek gebrekkig",
    ),
    Field("discount.amount", "money", "the discount for early payment", "de korting bij vroege betaling"),
    Field(
        "discount.until", "day", "the last day on which that discount holds", "de laatste dag waarop die korting geldt"
    ),
    Field(
        "discount.later_amount",
        "money",
        "the smaller discount that holds after that day",
        "de kleinere korting die na die dag geldt",
    ),
    Field(
        "discount.later_until",
        "day",
        "the last day on which the smaller discount holds",
        "de laatste dag waarop de kleinere korting geldt",
    ),
)

DERIVED: tuple[Field, ...] = (
    Field("principal.open", "money", "the open principal", "de openstaande hoofdsom", derived=True),
    Field(
        "claim.open",
        "money",
        "the open claim",
        "de openstaande vordering",
        derived=True,
    ),
    Field("received", "money", "received so far", "tot nu toe ontvangen", derived=True),
    Field("invoice.term_expired", "yes_no", "the due date has passed", "de vervaldatum is voorbij", derived=True),
    Field("today.month", "choice", "the month on that day", "de maand op die dag", MONTHS, derived=True),
    Field("no_open_question", "yes_no", "no question of the debtor is open", "er staat geen vraag open", derived=True),
    Field(
        "no_open_objection", "yes_no", "no objection of the debtor is open", "er staat geen bezwaar open", derived=True
    ),
    Field(
        "plan.open",
        "money",
        "what is open of the payment plan",
        "wat er van de betalingsregeling openstaat",
        derived=True,
    ),
    Field(
        "plan.instalments_open",
        "number",
        "instalments of the payment plan that are not paid",
        "termijnen van de betalingsregeling die niet zijn betaald",
        derived=True,
    ),
    Field(
        "debtor.promises_broken",
        "number",
        "promises broken in this case",
        "gebroken toezeggingen in dit dossier",
        derived=True,
    ),
    Field(
        "debtor.plans_breached",
        "number",
        "payment plans breached",
        "niet nagekomen betalingsregelingen",
        derived=True,
    ),
)

FIELDS: dict[str, Field] = {field.name: field for field in FACTS + DERIVED}
FACT_INDEX: dict[str, int] = {field.name: index for index, field in enumerate(FACTS)}
"""Where a fact stands in `Position.facts`."""

PASSING = ("today.month", "invoice.term_expired")
"""Fields that change by time alone: what is judged once may ask them, what must hold all the time may not."""

FIELD_NAMES = tuple(FIELDS)
AS_INVOICED = "as invoiced"
"""The one word that `if_unknown` may give for `agreement.term`: the term that the invoice itself states."""


def read_value(field: Field, raw: object, currency: str | None = None) -> Value:
    """Turn what an author wrote (text, whole number, true or false) into the field's value.

    A bare amount such as "250.00" is taken in the policy's currency; one with another currency is refused.
    Raises PhraseError with a hint.
    """
    return _READERS[field.type](field, raw, currency)


def value_text(field: Field, value: Value, currency: str = "EUR") -> str:
    """The value as people read it in explanations: "EUR 250.00", "2026-02-05", "yes", "business"."""
    if field.type == "money":
        return f"{currency} {amount_text(int(value))}"
    if field.type == "day":
        return day_text(int(value))
    if field.type == "yes_no":
        return "yes" if value else "no"
    return str(value)


def _money(field: Field, raw: object, currency: str | None) -> int:
    text = str(raw).lower() if isinstance(raw, bool) else str(raw).strip()
    if text[:1].isdigit() and not any(map(str.isalpha, text)):
        text = f"{currency or 'EUR'} {text}"
    found, amount = read_money(text)
    if currency and found != currency:
        message = f"{_said(raw)} is in {found}, but the policy applies to {currency}"
        raise PhraseError(message, f"write the amount in {currency}", found)
    return amount


def _number(field: Field, raw: object, currency: str | None) -> int:
    if type(raw) is int or (isinstance(raw, str) and raw.isdigit() and len(raw) < 10):
        return int(raw)
    raise PhraseError(f"{_said(raw)} is not a whole number", f"{field.name} is a number, such as 30")


def _day(field: Field, raw: object, currency: str | None) -> int:
    try:
        return day(str(raw))
    except ValueError as error:
        raise not_a_day(str(raw)) from error


def _yes_no(field: Field, raw: object, currency: str | None) -> bool:
    if isinstance(raw, bool) or str(raw) in ("true", "false"):
        return str(raw).lower() == "true"
    hint, meant = f"{field.name} is yes or no: write true or false", yes_or_no(str(raw))
    raise PhraseError(f"{_said(raw)} is not true or false", hint, "", meant)


def _choice(field: Field, raw: object, currency: str | None) -> str:
    if isinstance(raw, str) and raw in field.choices:
        return raw
    hint, meant = did_you_mean(str(raw), field.choices), nearest(str(raw), field.choices) or ""
    sure = bool(meant) and surely(str(raw), meant, field.choices)
    raise PhraseError(f"{_said(raw)} is not a value of {field.name}", hint, "", meant, sure=sure)


def _text(field: Field, raw: object, currency: str | None) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise PhraseError(f"{_said(raw)} is not text", f"{field.name} is text; put it in quotes if needed")
    if field.form and not re.fullmatch(field.form, raw.strip()):
        raise PhraseError(f"{_said(raw)} cannot be {field.en}", f"write for example {FORM_EXAMPLES[field.form]}")
    return raw.strip()


def _said(raw: object) -> str:
    """What an author wrote, as YAML has it."""
    return str(raw).lower() if isinstance(raw, bool) else repr(raw)


FORM_EXAMPLES = {"[A-Z]{2}": "NL", "[A-Z]{3}": "EUR", "[a-z]{2}": "nl"}

_READERS: dict[FieldType, Callable[[Field, object, str | None], Value]] = {
    "money": _money,
    "number": _number,
    "day": _day,
    "yes_no": _yes_no,
    "choice": _choice,
    "text": _text,
}
