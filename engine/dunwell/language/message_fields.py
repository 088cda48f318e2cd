"""The data that a message template may use: one typed table, for the checks, the rendering and the reference.

An *optional* field may be unknown in a case. A template asks before it prints one: `{% if contact.phone %}`.
A *list* is printed row by row: `{% for each in plan.instalments %}{{ each.due | day }}{% endfor %}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    MessageValue: TypeAlias = str | Decimal | date | int | bool | tuple[Mapping[str, "MessageValue"], ...] | None

MessageType = Literal["text", "money", "day", "number", "percent", "yes_no", "list"]

FILTER_OF: Mapping[MessageType, str | None] = MappingProxyType(
    {"text": "", "number": "", "money": "money", "day": "day", "percent": "percent", "yes_no": None, "list": None}
)
"""The filter with which a field of a type is printed; None for a type that can only be asked, or gone through."""

ROW_OF: Mapping[str, str] = MappingProxyType({"plan.instalments": "each"})
"""The lists, and the group of fields that each of their rows has; outside the loop these fields do not exist."""


@dataclass(frozen=True, slots=True)
class MessageField:
    """One row: the dotted name, its type, and what it is in English and in Dutch."""

    name: str
    type: MessageType
    en: str
    nl: str
    optional: bool = False


def _row(name: str, kind: MessageType, en: str, nl: str) -> MessageField:
    return MessageField(name, kind, en, nl)


def _perhaps(name: str, kind: MessageType, en: str, nl: str) -> MessageField:
    return MessageField(name, kind, en, nl, optional=True)


_PARTIES = (
    _row("creditor.name", "text", "the creditor's name", "de naam van de schuldeiser"),
    _perhaps("creditor.address", "text", "the creditor's address on one line", "het adres van de schuldeiser"),
    _perhaps("creditor.registration_id", "text", "the creditor's company number", "het KvK-nummer van de schuldeiser"),
    _perhaps("contact.name", "text", "who answers questions", "wie vragen beantwoordt"),
    _perhaps("contact.email", "text", "the e-mail address for questions", "het e-mailadres voor vragen"),
    _perhaps("contact.phone", "text", "the telephone number for questions", "het telefoonnummer voor vragen"),
    _perhaps("contact.hours", "text", "when the telephone is answered", "wanneer er wordt opgenomen"),
    _row("debtor.name", "text", "the debtor's name", "de naam van de debiteur"),
    _perhaps("debtor.contact", "text", "the person to ask for at the debtor's", "de contactpersoon bij de debiteur"),
    _perhaps("debtor.phone", "text", "the debtor's telephone number", "het telefoonnummer van de debiteur"),
    _perhaps(
        "debtor.natural_person", "yes_no", "the debtor is a person, also a sole trader", "de debiteur is een mens"
    ),
)

_CLAIM = (
    _row("invoice.number", "text", "the invoice number", "het factuurnummer"),
    _row("invoice.issued", "day", "the invoice date", "de factuurdatum"),
    _row("invoice.due", "day", "the original due date", "de oorspronkelijke vervaldatum"),
    _row("invoice.total", "money", "the invoice amount", "het factuurbedrag"),
    _perhaps("invoice.about", "text", "what was delivered, in words", "wat er is geleverd"),
    _row("invoice.currency", "text", "the currency (three letters)", "de munt (drie letters)"),
    _row(
        "claim.principal",
        "money",
        "what is open of the invoice, without what is disputed",
        "wat er van de factuur openstaat, zonder wat wordt betwist",
    ),
    _perhaps(
        "claim.received",
        "money",
        "what was paid or credited on the invoice so far",
        "wat er tot nu toe van de factuur is betaald of verrekend",
    ),
    _perhaps(
        "claim.disputed",
        "money",
        "what is disputed, and is not asked for meanwhile",
        "wat wordt betwist, en zolang niet wordt gevraagd",
    ),
    _perhaps("claim.interest", "money", "the interest that is claimed", "de rente die wordt gevorderd"),
    _perhaps("claim.costs", "money", "the costs that are claimed", "de kosten die worden gevorderd"),
    _row("claim.total", "money", "all that is claimed and still open", "alles wat wordt gevorderd en openstaat"),
    _row("payment.iban", "text", "the account to pay to (IBAN)", "de rekening om op te betalen (IBAN)"),
    _row("payment.account_name", "text", "whose account it is", "de naam bij de rekening"),
    _row("payment.reference", "text", "the reference to give", "het kenmerk bij de betaling"),
)

_TERM = (
    _perhaps("term.days", "number", "the days of the term granted", "de dagen van de gegeven termijn"),
    _perhaps("term.last_day", "day", "the last day of the term granted", "de laatste dag van de gegeven termijn"),
    _perhaps("default.since", "day", "since when the debtor is in default", "sinds wanneer de debiteur in verzuim is"),
    _perhaps("reminder.sent", "day", "the day of the reminder before", "de dag van de eerdere herinnering"),
)

_WHAT_FOLLOWS = (
    _perhaps("interest.rate", "percent", "the interest a year in percent", "de rente per jaar in procenten"),
    _perhaps("interest.since", "day", "the day from which interest runs", "de dag vanaf wanneer rente loopt"),
    _perhaps("interest.accrued", "money", "the interest accrued until today", "de rente tot en met vandaag"),
    _perhaps(
        "costs.amount",
        "money",
        "the collection costs that follow, without VAT",
        "de incassokosten die volgen, zonder btw",
    ),
    _perhaps("costs.vat", "money", "the VAT on these costs, if it is claimed", "de btw daarover, als wij die vorderen"),
    _perhaps("costs.total", "money", "the collection costs with that VAT", "de incassokosten met die btw"),
)

_CONTACT = (
    _perhaps("call.attempt", "number", "the number of this call", "het hoeveelste telefoontje dit is"),
    _perhaps("call.attempts", "number", "how often is called at most", "hoe vaak er hoogstens wordt gebeld"),
    _perhaps("call.last", "yes_no", "this is the last call", "dit is het laatste telefoontje"),
    _perhaps("call.back_until", "day", "the last day to call back", "de laatste dag om terug te bellen"),
    _perhaps("promise.made", "day", "the day of the promise", "de dag van de toezegging"),
    _perhaps("promise.date", "day", "the day promised for payment", "de toegezegde betaaldag"),
    _perhaps("promise.amount", "money", "the amount promised", "het toegezegde bedrag"),
)

_PLAN = (
    _perhaps("plan.total", "money", "all that the plan covers", "alles waarover de regeling gaat"),
    _perhaps("plan.paid", "money", "what was paid since the plan was agreed", "wat er sinds de afspraak is betaald"),
    _perhaps("plan.open", "money", "what is still open of the plan", "wat er van de regeling openstaat"),
    _perhaps("plan.count", "number", "the number of instalments", "het aantal termijnen"),
    _perhaps("plan.amount", "money", "the amount of each instalment", "het bedrag van elke termijn"),
    _perhaps(
        "plan.last_amount",
        "money",
        "the amount of the last instalment, only where it differs",
        "het bedrag van de laatste termijn, alleen als dat anders is",
    ),
    _perhaps("plan.monthly", "yes_no", "an instalment is due every month", "er is elke maand een termijn"),
    _perhaps("plan.weekly", "yes_no", "an instalment is due every week", "er is elke week een termijn"),
    _perhaps("plan.first_day", "day", "the day of the first instalment", "de dag van de eerste termijn"),
    _perhaps(
        "plan.first_days",
        "number",
        "in an offer, the days from agreeing to the first instalment",
        "in een voorstel, de dagen vanaf de afspraak tot de eerste termijn",
    ),
    _perhaps("plan.last_day", "day", "the day of the last instalment", "de dag van de laatste termijn"),
    _perhaps("plan.offer_until", "day", "the last day to accept the offer", "de laatste dag om akkoord te gaan"),
    _perhaps("plan.agreed", "day", "the day on which the plan was agreed", "de dag van de afspraak"),
    _perhaps("plan.ended", "day", "the day on which the plan ended", "de dag waarop de regeling is geëindigd"),
    _perhaps("plan.reason_breached", "yes_no", "the plan ended because it was not kept", "zij is niet nagekomen"),
    _perhaps(
        "plan.reason_infeasible", "yes_no", "the plan ended because it is not feasible", "zij is niet vol te houden"
    ),
    _perhaps(
        "plan.interest_frozen", "yes_no", "no interest while the plan runs", "geen rente zolang de regeling loopt"
    ),
    _perhaps(
        "plan.interest_waived",
        "yes_no",
        "interest runs on, but is not asked for if the plan is kept to its end",
        "de rente loopt door, maar vervalt als de regeling helemaal wordt nagekomen",
    ),
    _perhaps(
        "plan.repair_days",
        "number",
        "the days to pay a late instalment after the message about it",
        "de dagen om een te late termijn alsnog te betalen na het bericht daarover",
    ),
    _perhaps(
        "plan.new_invoice_late", "yes_no", "a new invoice was not paid on time", "een nieuwe factuur is te laat betaald"
    ),
    _perhaps(
        "plan.new_invoices_on_time",
        "yes_no",
        "part of the plan is that new invoices are paid on time",
        "bij de regeling hoort dat nieuwe facturen op tijd worden betaald",
    ),
    _perhaps("plan.instalments", "list", "all instalments, one row each", "alle termijnen, een per rij"),
    _row("each.number", "number", "in a row of `plan.instalments`: its number", "in zo'n rij: het nummer"),
    _row("each.due", "day", "in a row of `plan.instalments`: its last day to pay", "in zo'n rij: de laatste betaaldag"),
    _row("each.amount", "money", "in a row of `plan.instalments`: its amount", "in zo'n rij: het bedrag"),
    _perhaps("instalment.number", "number", "the number of the instalment in question", "het nummer van deze termijn"),
    _perhaps("instalment.due", "day", "the last day to pay this instalment", "de laatste betaaldag van deze termijn"),
    _perhaps("instalment.amount", "money", "the amount of this instalment", "het bedrag van deze termijn"),
    _perhaps("instalment.open", "money", "what is still open of this instalment", "wat er van deze termijn openstaat"),
    _perhaps(
        "instalment.arrears",
        "money",
        "all that is behind, this instalment included",
        "de hele achterstand, met deze termijn",
    ),
)

_END = (
    _perhaps("end.day", "day", "the day on which the case ended", "de dag waarop het dossier is gesloten"),
    _perhaps("end.overpaid", "money", "what was paid beyond all that was owed", "wat er te veel is betaald"),
    _perhaps("agency.name", "text", "the agency to which claims go", "het incassobureau waar vorderingen heen gaan"),
    _perhaps("agency.address", "text", "the agency's address on one line", "het adres van het incassobureau"),
    _perhaps("agency.email", "text", "the agency's e-mail address", "het e-mailadres van het incassobureau"),
    _perhaps("agency.phone", "text", "the agency's telephone number", "het telefoonnummer van het incassobureau"),
    _perhaps(
        "agency.iban", "text", "the agency's account to pay to (IBAN)", "de rekening van het incassobureau (IBAN)"
    ),
)

MESSAGE_FIELDS: tuple[MessageField, ...] = (*_PARTIES, *_CLAIM, *_TERM, *_WHAT_FOLLOWS, *_CONTACT, *_PLAN, *_END)

BY_NAME: Mapping[str, MessageField] = MappingProxyType({field.name: field for field in MESSAGE_FIELDS})
"""The rows of `MESSAGE_FIELDS` by their dotted names."""


LIST_OF: Mapping[str, str] = MappingProxyType({row: name for name, row in ROW_OF.items()})
"""The list in whose rows a group of fields stands."""


def loop_of(name: str) -> str:
    """How a template goes through a list: `{% for each in plan.instalments %}`."""
    return f"{{% for {ROW_OF[name]} in {name} %}}"


def print_of(name: str) -> str:
    """How a template prints a field: `{{ invoice.due | day }}`; an unknown one is printed as it is."""
    wanted = FILTER_OF[BY_NAME[name].type] if name in BY_NAME else ""
    return f"{{{{ {name} | {wanted} }}}}" if wanted else f"{{{{ {name} }}}}"
