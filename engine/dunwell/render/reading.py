"""What was read of invoices and bank files, as JSON: amounts are text as the file has them, days are ISO dates."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dunwell.model import (
        Account,
        Address,
        Agreement,
        Detail,
        Discount,
        Entry,
        Invoice,
        Line,
        Party,
        Reading,
        Statement,
        Vat,
    )

Json = dict[str, object]


def reading_json(reading: Reading) -> Json:
    """The answer of `dunwell read --format json`."""
    return {
        "documents": [document_json(document) for document in reading.documents],
        "statements": [statement_json(statement) for statement in reading.statements],
        "problems": [problem.as_json() for problem in reading.problems],
    }


def document_json(document: Invoice) -> Json:
    """One invoice or credit note; `seller_iban` is the first account that has the shape of an IBAN."""
    return {
        "file": document.file,
        "kind": document.kind,
        "syntax": document.syntax,
        "type_code": document.type_code,
        "number": document.number,
        "issued": _text(document.issued),
        "due": _text(document.due),
        "currency": document.currency,
        "payable": _text(document.payable),
        "total": _text(document.total),
        "net": _text(document.net),
        "prepaid": _text(document.prepaid),
        "rounding": _text(document.rounding),
        "seller": party_json(document.seller),
        "buyer": party_json(document.buyer),
        "payee": document.payee,
        "seller_iban": next((account.iban for account in document.accounts if account.iban), None),
        "accounts": [_account(account) for account in document.accounts],
        "payment_means": list(document.payment_means),
        "mandate": document.mandate,
        "references": list(document.references),
        "buyer_reference": document.buyer_reference,
        "order_reference": document.order_reference,
        "preceding": list(document.preceding),
        "terms_text": list(document.terms_text),
        "notes": list(document.notes),
        "lines": [_line(line) for line in document.lines],
        "vat": [_vat(vat) for vat in document.vat],
        "attachments": document.attachments,
        "discounts": [_discount(one) for one in document.discounts],
        "agreement": _agreement(document.agreement),
    }


def party_json(party: Party) -> Json:
    """A seller or buyer with everything that is known of it."""
    return {
        "name": party.name,
        "trading_name": party.trading_name,
        "country": party.country,
        "registration_id": party.registration_id,
        "vat_id": party.vat_id,
        "other_ids": list(party.other_ids),
        "email": party.email,
        "phone": party.phone,
        "address": _address(party.address),
        "contact": party.contact,
        "kind": party.kind,
        "natural_person": party.natural_person,
        "size": party.size,
        "rating": party.rating,
        "ability": party.ability,
        "language": party.language,
    }


def statement_json(statement: Statement) -> Json:
    """One account statement; amounts are signed by their effect on the account."""
    return {
        "file": statement.file,
        "account": statement.account,
        "currency": statement.currency,
        "opening": _text(statement.opening),
        "closing": _text(statement.closing),
        "kind": statement.kind,
        "number": statement.number,
        "closed_on": _text(statement.closed_on),
        "entries": [_entry(entry) for entry in statement.entries],
    }


def _entry(entry: Entry) -> Json:
    return {
        "date": _text(entry.day),
        "booked": entry.booked,
        "amount": _text(entry.amount),
        "currency": entry.currency,
        "name": entry.name,
        "account": entry.account,
        "text": entry.text,
        "reference": entry.reference,
        "returned": entry.returned,
        "valued": _text(entry.valued),
        "end_to_end": entry.end_to_end,
        "mandate": entry.mandate,
        "bank_reference": entry.bank_reference,
        "details": [_detail(detail) for detail in entry.details],
    }


def _detail(detail: Detail) -> Json:
    return {
        "amount": _text(detail.amount),
        "name": detail.name,
        "account": detail.account,
        "text": detail.text,
        "reference": detail.reference,
        "returned": detail.returned,
        "end_to_end": detail.end_to_end,
        "mandate": detail.mandate,
        "bank_reference": detail.bank_reference,
    }


def _account(account: Account) -> Json:
    return {"number": account.number, "iban": account.iban, "holder": account.holder}


def _address(address: Address | None) -> Json | None:
    if address is None:
        return None
    return {
        "lines": list(address.lines),
        "postcode": address.postcode,
        "town": address.town,
        "country": address.country,
    }


def _line(line: Line) -> Json:
    names = ("quantity", "unit_price", "net", "vat_rate")
    amounts = {name: _text(getattr(line, name)) for name in names}
    return {"description": line.description, "vat_category": line.vat_category, **amounts}


def _vat(vat: Vat) -> Json:
    return {"category": vat.category, **{name: _text(getattr(vat, name)) for name in ("rate", "taxable", "amount")}}


def _discount(discount: Discount) -> Json:
    return {
        "percent": _text(discount.percent),
        "amount": _text(discount.amount),
        "until": _text(discount.until),
        "days": discount.days,
        "base": _text(discount.base),
    }


def _agreement(agreement: Agreement) -> Json:
    return {
        "term_days": agreement.term_days,
        "in_writing": agreement.in_writing,
        "document": agreement.document,
        "interest": _text(agreement.interest),
        "collection_costs": _text(agreement.collection_costs),
        "default_basis": agreement.default_basis,
    }


def _text(value: Decimal | date | None) -> str | None:
    """An amount in plain digits, never with an exponent; a day as YYYY-MM-DD."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()
