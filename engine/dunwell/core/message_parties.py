"""What a message says of creditor and debtor, and how to pay: from the invoice, else from the creditor's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.fields import FACT_INDEX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.core.position import Position
    from dunwell.language.message_fields import MessageValue
    from dunwell.model import Address, Invoice

_CONTACT = ("contact.name", "contact.email", "contact.phone", "contact.hours")
_AGENCY = ("agency.name", "agency.address", "agency.email", "agency.phone", "agency.iban")
MOST_DESCRIBED = 3
"""So many lines of an invoice are enough to know what it is about."""


def party_data(invoice: Invoice, position: Position, settings: Mapping[str, str]) -> dict[str, MessageValue]:
    """The fields of the parties, of agency and payment, and what was delivered; None for what nobody says."""
    seller, buyer = invoice.seller, invoice.buyer
    return {
        "creditor.name": _creditor(invoice, settings),
        "creditor.address": one_line(seller.address) or settings.get("creditor.address"),
        "creditor.registration_id": seller.registration_id or settings.get("creditor.registration_id"),
        **_contact(invoice, settings),
        **{name: settings.get(name) for name in _AGENCY},
        "debtor.name": buyer.name or buyer.trading_name,
        "debtor.contact": buyer.contact,
        "debtor.phone": buyer.phone,
        "debtor.natural_person": _natural_person(position),
        "invoice.about": _about(invoice),
        **_payment(invoice, settings),
    }


def one_line(address: Address | None) -> str | None:
    """An address on one line; None for one of which nothing is known but the country."""
    if address is None or not (address.lines or address.postcode or address.town):
        return None
    town = " ".join(filter(None, (address.postcode, address.town)))
    return ", ".join(filter(None, (*address.lines, town)))


def _creditor(invoice: Invoice, settings: Mapping[str, str]) -> str | None:
    return invoice.seller.name or invoice.seller.trading_name or settings.get("creditor.name")


def _contact(invoice: Invoice, settings: Mapping[str, str]) -> dict[str, MessageValue]:
    """Who answers questions: as the settings name it, else the seller; never one's name with the other's telephone."""
    if any(settings.get(name) for name in _CONTACT):
        return {name: settings.get(name) for name in _CONTACT}
    seller = invoice.seller
    return dict(zip(_CONTACT, (seller.contact, seller.email, seller.phone, None), strict=True))


def _natural_person(position: Position) -> bool | None:
    """As somebody said it; a consumer is one, and of any other debtor it is not known."""
    said = position.facts[FACT_INDEX["debtor.natural_person"]]
    if said is not None:
        return said is True
    return True if position.facts[FACT_INDEX["debtor.kind"]] == "consumer" else None


def _about(invoice: Invoice) -> str | None:
    """The first lines of the invoice by their descriptions."""
    said = tuple(dict.fromkeys(line.description.strip() for line in invoice.lines if line.description))
    return "; ".join(said[:MOST_DESCRIBED]) + ("; …" if len(said) > MOST_DESCRIBED else "") or None


def _payment(invoice: Invoice, settings: Mapping[str, str]) -> dict[str, MessageValue]:
    """The account of the invoice with its holder, else that of the settings; no number that is no IBAN."""
    account = next((one for one in invoice.accounts if one.iban), None)
    holder = (account.holder or invoice.payee) if account else settings.get("payment.account_name")
    return {
        "payment.iban": account.iban if account else settings.get("payment.iban"),
        "payment.account_name": holder or _creditor(invoice, settings),
        "payment.reference": next(iter(invoice.references), None) or invoice.number,
    }
