"""The data that a message template may use: one typed table, for the checks, the rendering and the reference.

An *optional* field may be unknown in a case. A template asks before it prints one: `{% if contact.phone %}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

MessageType = Literal["text", "money", "day", "number", "percent", "yes_no"]

FILTER_OF: Mapping[MessageType, str | None] = MappingProxyType(
    {"text": "", "number": "", "money": "money", "day": "day", "percent": "percent", "yes_no": None}
)
"""The filter with which a field of a type is printed; None for a type that can only be asked."""


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
)

_CLAIM = (
    _row("invoice.number", "text", "the invoice number", "het factuurnummer"),
    _row("invoice.issued", "day", "the invoice date", "de factuurdatum"),
    _row("invoice.due", "day", "the original due date", "de oorspronkelijke vervaldatum"),
    _row("invoice.total", "money", "the invoice amount", "het factuurbedrag"),
    _perhaps("invoice.about", "text", "what was delivered, in words", "wat er is geleverd"),
    _row("invoice.currency", "text", "the currency (three letters)", "de munt (drie letters)"),
    _row("claim.principal", "money", "what is open of the invoice", "wat er van de factuur openstaat"),
    _perhaps("claim.received", "money", "what was received so far", "wat er tot nu toe is ontvangen"),
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

MESSAGE_FIELDS: tuple[MessageField, ...] = (*_PARTIES, *_CLAIM, *_TERM, *_WHAT_FOLLOWS, *_CONTACT)

BY_NAME: Mapping[str, MessageField] = MappingProxyType({field.name: field for field in MESSAGE_FIELDS})
"""The rows of `MESSAGE_FIELDS` by their dotted names."""


def print_of(name: str) -> str:
    """How a template prints a field: `{{ invoice.due | day }}`; an unknown one is printed as it is."""
    wanted = FILTER_OF[BY_NAME[name].type] if name in BY_NAME else ""
    return f"{{{{ {name} | {wanted} }}}}" if wanted else f"{{{{ {name} }}}}"
