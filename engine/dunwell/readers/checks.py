"""What a person should know about a document before anybody is dunned for it.

Every check takes a document as it was read and yields findings; nothing is mended and nothing is assumed here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stdnum import iso11649
from stdnum.be import ogm_vcs

from dunwell.readers.codelists import DOCUMENT_TYPES, means_of
from dunwell.readers.fields import LABELS, Fields, Finding
from dunwell.readers.values import iban_holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from dunwell.model import Invoice

_INTEREST = re.compile(r"\b(?:\w*rente(?:nota)?|interest|\w*r[äa]nt[ae]\w*|\w*zins(?:en)?|intérêts?)\b", re.IGNORECASE)
_DISCOUNT = re.compile(
    r"skonto|\b(?:betalings)?korting\b|kredietbeperking|early[- ]payment|prompt[- ]payment|cash discount|"
    r"settlement discount|kassarabatt|escompte",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\b(\d{1,3}) (?:dagen|days|tagen|tage|jours|dagar|dage)\b", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T].*)?")
_BELGIAN = re.compile(r"[+*]{3}\d{3}/\d{4}/\d{5}[+*]{3}|\d{12}")
_DISCOUNT_READ = "nothing to do: a payer who deducts it in time has paid in full"
_DISCOUNT_IN_PROSE = "it is not read from prose: give it as agreement.discount, so that who deducts it in time has paid"
_QUOTED = 120
"""How many characters of a text are quoted in a message."""


def check_document(document: Invoice, fields: Fields) -> None:
    """Report everything that the checks find about one document.

    A field whose value could not be read is not missing too: that it is wrong has been said.
    """
    for check in CHECKS:
        for finding in check(document):
            if finding.code != "DW811" or finding.field not in fields.broken:
                fields.report(finding)


def first_due(days: tuple[date, ...], fields: Fields) -> date | None:
    """The first of a document's due dates, which is the one that stands for the whole; that there are more is reported.

    Instalments and the end of a discount are written as several due dates.
    """
    if len(days) > 1:
        message = f"the document has several due dates: {', '.join(map(str, days))}; the first is taken"
        fix = "if they are instalments, claim each when it is due; if one ends a discount, set the other"
        fields.report(Finding("DW832", "due", message, fix))
    return days[0] if days else None


def check_presence(document: Invoice) -> Iterator[Finding]:
    """What a claim cannot do without: a number, a day, an amount, a currency, a creditor and a debtor.

    In our own file the table of its keys says what is needed.
    """
    if document.syntax == "own":
        return
    for field in ("number", "issued", "payable", "currency"):
        if getattr(document, field) is None:
            fix = "ask the seller for an invoice that says it"
            yield Finding("DW811", field, f"the document says no {LABELS.get(field, field)}", fix)
    for field in ("seller", "buyer"):
        if not getattr(document, field).name:
            fix = f"look up who the {field} is and set the name in the case"
            yield Finding("DW811", field, f"the document does not name the {field}", fix, "warning")


def check_type(document: Invoice) -> Iterator[Finding]:
    """Documents that are no claim, or one that needs a second look."""
    code = document.type_code
    row = DOCUMENT_TYPES.get(code or "")
    if code and row is None and document.syntax != "own":
        fix = "look at the document; if it is no invoice, do not dun for it"
        yield Finding("DW823", "type_code", f"type code {code!r} is not in UNTDID 1001; read as {_a(document)}", fix)
    if row and row.look_at:
        problem = "DW821" if row.kind == "other" else "DW822"
        yield Finding(problem, "type_code", f"type code {code} is a {row.name}: {row.look_at}", "look at it first")
    if row and row.kind == "invoice" and document.kind == "credit_note":
        message = f"type code {code} is a {row.name}, yet the document is a CreditNote; read as a credit note"
        yield Finding("DW824", "type_code", message, "ask the seller which of the two it is")


def check_amounts(document: Invoice) -> Iterator[Finding]:
    """The amount due against the total, and amounts that leave nothing to claim."""
    payable, total = document.payable, document.total
    if payable is None:
        return
    if payable <= 0 and document.kind == "invoice":
        what = "zero" if payable == 0 else "negative"
        fix = "do not dun for it; book a negative invoice as a credit"
        yield Finding("DW816", "payable", f"the amount due is {payable:f}, {what}: there is nothing to claim", fix)
    if total is None:
        return
    expected = total - (document.prepaid or 0) + (document.rounding or 0)
    if payable != expected:
        message = f"the amount due is {payable:f}, but total less prepaid plus rounding is {expected:f}"
        yield Finding("DW815", "payable", message, "the amount due is taken as written; ask the seller if it is right")


def check_due(document: Invoice) -> Iterator[Finding]:
    """Due dates that are missing or hard to believe."""
    if document.kind != "invoice":
        return
    terms = " ".join(document.terms_text)
    if document.due is None:
        said = f"; the terms say: {_quote(terms)}" if terms else ""
        fix = "give the due date, or let the law's default term count"
        yield Finding("DW831", "terms_text", f"the document has no due date as data{said}", fix)
    elif document.issued and document.due < document.issued:
        message = f"due on {document.due}, which is before the issue date {document.issued}"
        yield Finding("DW833", "due", message, "ask the seller; nobody can pay before there is an invoice")
    elif document.due == document.issued:
        days = _DAYS.search(terms)
        said = f", but the terms speak of {days.group()}" if days else ""
        message = f"due on {document.due}, the day of issue{said}"
        yield Finding("DW834", "due", message, "make sure which term was agreed", "warning" if days else "info")


def check_terms(document: Invoice) -> Iterator[Finding]:
    """What payment terms say in prose and no field holds."""
    for text in document.terms_text:
        if _DISCOUNT.search(text):
            fix = _DISCOUNT_READ if document.discounts else _DISCOUNT_IN_PROSE
            yield Finding("DW835", "terms_text", f"the terms speak of a discount: {_quote(text)}", fix)
        if _INTEREST.search(text):
            fix = "if a rate was agreed, give it as agreement.interest; else the statutory rate counts"
            yield Finding("DW836", "terms_text", f"the terms speak of interest: {_quote(text)}", fix)


def check_interest_invoice(document: Invoice) -> Iterator[Finding]:
    """An invoice of which every line is late interest: interest upon interest is another question."""
    texts = [line.description or "" for line in document.lines]
    if document.kind == "invoice" and texts and all(_INTEREST.search(text) for text in texts):
        message = f"every line is about interest ({_quote(texts[0])}): this looks like an invoice for late interest"
        yield Finding("DW825", "lines", message, "do not charge interest on it as on goods or services")


def check_accounts(document: Invoice) -> Iterator[Finding]:
    """To which account the debtor should pay."""
    if document.kind != "invoice":
        return
    if not document.accounts:
        fix = "letters need an account: set the creditor's"
        yield Finding("DW843", "accounts", "the document names no account to pay to", fix)
    if len(document.accounts) > 1:
        numbers = ", ".join(account.number for account in document.accounts)
        fix = "say which one letters should name; a part may belong on a blocked account"
        yield Finding("DW842", "accounts", f"the document names {len(document.accounts)} accounts: {numbers}", fix)
    for account in document.accounts:
        if account.iban is None:
            fix = "foreign debtors and payment QR codes need an IBAN"
            yield Finding("DW845", "accounts", f"account {account.number!r} is not an IBAN", fix)
        elif not iban_holds(account.iban):
            fix = "ask the seller for the right account before a letter names it"
            yield Finding("DW844", "accounts", f"account {account.number!r} has wrong check digits or length", fix)


def check_payment(document: Invoice) -> Iterator[Finding]:
    """Direct debit, a payee that is not the seller, and references that a payer cannot use."""
    if document.kind == "invoice" and "direct_debit" in means_of(document.payment_means):
        fix = "there is nothing to dun before the debit is returned; record that as an event"
        yield Finding("DW841", "payment_means", "the seller collects this invoice by direct debit", fix)
    names = {_key(name) for name in (document.seller.name, document.seller.trading_name) if name}
    if document.payee and _key(document.payee) not in names:
        message = f"the payee {document.payee!r} is not the seller {document.seller.name!r}: the claim may be assigned"
        yield Finding("DW846", "payee", message, "make sure who may claim, and in whose name letters go out")
    for reference in document.references:
        why = _doubt(reference, document.seller.country)
        if why:
            fix = "name the invoice number in letters, not this reference"
            yield Finding("DW847", "references", f"payment reference {reference!r} {why}", fix)


def quotable(document: Invoice) -> Invoice:
    """The invoice as a letter may quote it: no accounts whose check digits fail, and no doubtful references."""
    return replace(
        document,
        accounts=tuple(one for one in document.accounts if one.iban is None or iban_holds(one.iban)),
        references=tuple(one for one in document.references if not _doubt(one, document.seller.country)),
    )


def check_buyer(document: Invoice) -> Iterator[Finding]:
    """Whether the buyer may be a consumer: company and VAT numbers alone do not decide it, in either direction."""
    buyer = document.buyer
    if document.kind == "invoice" and buyer.kind == "unknown" and not (buyer.registration_id or buyer.vat_id):
        message = "the buyer has no company or VAT number and may be a consumer"
        yield Finding("DW848", "buyer", message, "set debtor.kind if you know; until then the safer reading counts")


CHECKS: tuple[Callable[[Invoice], Iterator[Finding]], ...] = (
    check_presence,
    check_type,
    check_amounts,
    check_due,
    check_terms,
    check_interest_invoice,
    check_accounts,
    check_payment,
    check_buyer,
)


def _doubt(reference: str, seller_country: str | None) -> str | None:
    """Why a payment reference is doubtful, if it is."""
    compact = reference.replace(" ", "").upper()
    if _MOMENT.fullmatch(reference):
        return "is a date, not a reference"
    if re.fullmatch(r"RF\d{2}[A-Z0-9]{1,21}", compact) and not iso11649.is_valid(compact):
        return "looks like a creditor reference (RF), but its check digits do not hold"
    belgian = _BELGIAN.fullmatch(compact) and (seller_country == "BE" or not compact.isdigit())
    if belgian and not ogm_vcs.is_valid(re.sub(r"\D", "", compact)):
        return "looks like a Belgian structured reference, but its check digits do not hold"
    return None


def _a(document: Invoice) -> str:
    return {"invoice": "an invoice", "credit_note": "a credit note", "other": "no claim"}[document.kind]


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= _QUOTED else words[:_QUOTED] + "…")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
