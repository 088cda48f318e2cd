"""Read an invoice or credit note in UBL 2: Peppol BIS, NLCIUS and SI-UBL, XRechnung, e-FFF, PINT and their kin.

The comments BT-… name the business term of EN 16931 that a path holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.model import Address, Invoice, Line, Party, Reading, Vat
from dunwell.problems import Place
from dunwell.readers.checks import check_document, first_due
from dunwell.readers.codelists import document_kind
from dunwell.readers.discount import discounts_in_terms, discounts_of_ubl
from dunwell.readers.fields import Fields, Finding
from dunwell.readers.values import account_of
from dunwell.readers.xml import Node, node_at, nodes, own_text, text_of, texts_of

if TYPE_CHECKING:
    from datetime import date

    from dunwell.model import Account

ROOTS = {"Invoice": False, "CreditNote": True, "SelfBilledInvoice": False, "SelfBilledCreditNote": True}
"""The documents that this module reads, and whether each is a credit note."""

_DUE = ("DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate")
_TOTALS = "LegalMonetaryTotal"


def read_ubl(root: Node, file: str) -> Reading:
    """One document from its root element, with everything that is worth knowing before anybody is dunned for it."""
    fields = Fields(file, Place(file, root.line, root.column))
    document = _document(root, fields)
    check_document(document, fields)
    return Reading((document,), (), tuple(fields.problems))


def _document(root: Node, fields: Fields) -> Invoice:
    type_code = fields.text("type_code", root, "InvoiceTypeCode", "CreditNoteTypeCode")
    currency = _currency(root, fields)
    seller = node_at(root, "AccountingSupplierParty", "SellerSupplierParty")
    buyer = node_at(root, "AccountingCustomerParty", "BuyerCustomerParty")
    payee = node_at(root, "PayeeParty")
    fields.seen("seller", seller)
    fields.seen("buyer", buyer)
    _report_discount(root, fields)
    _report_parts(root, fields)
    return Invoice(
        file=fields.file,
        kind=document_kind(type_code, credit_root=ROOTS.get(root.tag, False)),
        syntax="UBL",
        type_code=type_code,
        number=fields.text("number", root, "ID"),
        issued=fields.day("issued", root, "IssueDate"),
        due=_due(root, fields),
        currency=currency,
        payable=fields.amount("payable", root, f"{_TOTALS}/PayableAmount"),  # BT-115
        total=fields.amount("total", root, f"{_TOTALS}/TaxInclusiveAmount"),  # BT-112
        net=fields.amount("net", root, f"{_TOTALS}/TaxExclusiveAmount"),  # BT-109
        prepaid=fields.amount("prepaid", root, f"{_TOTALS}/PrepaidAmount"),  # BT-113
        rounding=fields.amount("rounding", root, f"{_TOTALS}/PayableRoundingAmount"),  # BT-114
        seller=_party(seller),
        buyer=_party(buyer),
        payee=fields.text("payee", payee, "PartyName/Name", "PartyLegalEntity/RegistrationName"),
        accounts=_accounts(root, fields),
        payment_means=fields.texts("payment_means", root, "PaymentMeans/PaymentMeansCode"),
        mandate=text_of(root, "PaymentMeans/PaymentMandate/ID"),
        references=fields.texts("references", root, "PaymentMeans/PaymentID"),
        buyer_reference=text_of(root, "BuyerReference"),
        order_reference=text_of(root, "OrderReference/ID"),
        preceding=texts_of(root, "BillingReference/InvoiceDocumentReference/ID"),
        terms_text=(terms := fields.texts("terms_text", root, "PaymentTerms/Note")),
        discounts=(*discounts_of_ubl(root), *discounts_in_terms(terms)),
        notes=texts_of(root, "Note"),
        lines=tuple(_line(line, fields) for tag in ("InvoiceLine", "CreditNoteLine") for line in nodes(root, tag)),
        vat=_vat(root, currency, fields),
        attachments=sum(1 for _ in nodes(root, "AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject")),
    )


def _currency(root: Node, fields: Fields) -> str | None:
    """The document's currency, else that of the amount due; a difference between the two is reported."""
    said = fields.text("currency", root, "DocumentCurrencyCode")
    payable = node_at(root, f"{_TOTALS}/PayableAmount")
    beside = payable.get("currencyID", "").strip() if payable is not None else ""
    if beside and said != beside:
        says = f"the document says {said}" if said else "the document names none for itself"
        taken = said or beside
        message = f"the amount due is in {beside}, and {says}; {taken} is taken"
        fields.report(Finding("DW814", "currency", message, "ask the seller for a corrected invoice"))
    return said or beside or None


def _due(root: Node, fields: Fields) -> date | None:
    """The due date (BT-9), else the one that came with the payment means (UBL 2.0, and credit notes)."""
    return first_due(fields.days("due", root, *_DUE), fields)


def _report_discount(root: Node, fields: Fields) -> None:
    """Report a discount for early payment that is there as data; the prose about it stays in the terms."""
    percent = fields.text("discount", root, "PaymentTerms/SettlementDiscountPercent")
    if percent:
        message = f"a discount of {percent} % is offered for early payment"
        fields.report(Finding("DW835", "discount", message, "a payer who deducts it in time has paid in full"))


def _report_parts(root: Node, fields: Fields) -> None:
    """Report amounts that belong on different accounts, as with the Dutch blocked account (G-rekening)."""
    numbers = {text_of(m, "ID"): text_of(m, "PayeeFinancialAccount/ID") for m in nodes(root, "PaymentMeans")}
    parts = [
        f"{amount} to {numbers.get(means) or means}"
        for terms in nodes(root, "PaymentTerms")
        if (amount := text_of(terms, "Amount")) and (means := text_of(terms, "PaymentMeansID"))
    ]
    if len(parts) > 1:
        fix = "a payment on one of them is a part payment; letters must name all of them"
        fields.report(Finding("DW840", "accounts", f"the amount is to be paid in parts: {', '.join(parts)}", fix))


def _party(role: Node | None) -> Party:
    party = node_at(role, "Party")
    legal = text_of(party, "PartyLegalEntity/RegistrationName")  # BT-27, BT-44
    trading = text_of(party, "PartyName/Name")
    person = _person(node_at(party, "Person"))
    vat_id, tax_ids = _tax_ids(party)
    endpoint = node_at(party, "EndpointID")
    contact = node_at(role, "Party/Contact", "AccountingContact", "BuyerContact", "SellerContact")
    address = _address(node_at(party, "PostalAddress", "PartyLegalEntity/RegistrationAddress"))
    return Party(
        name=legal or trading or person,
        trading_name=trading,
        country=address.country if address else None,
        registration_id=text_of(party, "PartyLegalEntity/CompanyID"),
        vat_id=vat_id,
        other_ids=(*tax_ids, *_schemed(party, "PartyIdentification/ID"), *_schemed(party, "EndpointID")),
        email=text_of(contact, "ElectronicMail") or _email_endpoint(endpoint),
        phone=text_of(contact, "Telephone"),
        address=address,
        contact=text_of(contact, "Name") or person,
        natural_person=True if person and not (legal or trading) else None,
    )


def _person(person: Node | None) -> str | None:
    parts = (text_of(person, part) for part in ("FirstName", "MiddleName", "FamilyName"))
    return " ".join(part for part in parts if part) or None


def _tax_ids(party: Node | None) -> tuple[str | None, tuple[str, ...]]:
    """The VAT number, and the other tax numbers: a local one, the Swedish "approved for F-tax"."""
    vat: list[str] = []
    other: list[str] = []
    for scheme in nodes(party, "PartyTaxScheme"):
        number = text_of(scheme, "CompanyID")
        words = " ".join(texts_of(scheme, "TaxScheme/ID", "TaxScheme/TaxTypeCode", "TaxScheme/Name")).upper()
        if number:
            (vat if not words or "VAT" in words else other).append(number)
    return (vat[0] if vat else None), tuple(dict.fromkeys((*vat[1:], *other)))


def _schemed(party: Node | None, path: str) -> tuple[str, ...]:
    """Identifiers with their scheme before them, as in 0106:12345678."""
    found = ((node.get("schemeID", "").strip(), (node.text or "").strip()) for node in nodes(party, path))
    return tuple(f"{scheme}:{number}" if scheme else number for scheme, number in found if number)


def _email_endpoint(endpoint: Node | None) -> str | None:
    """The electronic address, if it is an e-mail address (scheme EM)."""
    return own_text(endpoint) if endpoint is not None and endpoint.get("schemeID") == "EM" else None


def _address(address: Node | None) -> Address | None:
    if address is None:
        return None
    street = " ".join(texts_of(address, "StreetName", "BuildingNumber"))
    more = texts_of(address, "AdditionalStreetName", "Postbox", "AddressLine/Line")
    country = text_of(address, "Country/IdentificationCode")
    return Address(
        lines=tuple(line for line in (street, *more) if line),
        postcode=text_of(address, "PostalZone"),
        town=text_of(address, "CityName"),
        country=country.upper() if country else None,
    )


def _accounts(root: Node, fields: Fields) -> tuple[Account, ...]:
    """Every account to pay to, each number once."""
    found: dict[str, Account] = {}
    for means in nodes(root, "PaymentMeans/PayeeFinancialAccount"):
        number = fields.text("accounts", means, "ID")
        if number:
            account = account_of(number, text_of(means, "Name"))
            found.setdefault(account.iban or number, account)
    return tuple(found.values())


def _line(line: Node, fields: Fields) -> Line:
    category = node_at(line, "Item/ClassifiedTaxCategory", "TaxTotal/TaxSubtotal/TaxCategory")
    return Line(
        description=text_of(line, "Item/Name", "Item/Description", "Note"),
        quantity=fields.amount("quantity", line, "InvoicedQuantity", "CreditedQuantity", severity="warning"),
        unit_price=fields.amount("unit_price", line, "Price/PriceAmount", severity="warning"),
        net=fields.amount("line_net", line, "LineExtensionAmount", severity="warning"),
        vat_category=text_of(category, "ID"),
        vat_rate=fields.amount("vat_rate", category, "Percent", severity="warning"),
    )


def _vat(root: Node, currency: str | None, fields: Fields) -> tuple[Vat, ...]:
    """VAT for each rate in the document's currency; a second total in the currency of the tax office is left out."""
    found: list[Vat] = []
    for part in nodes(root, "TaxTotal/TaxSubtotal"):
        amount = node_at(part, "TaxAmount")
        if amount is not None and amount.get("currencyID", currency) == currency:
            category = node_at(part, "TaxCategory")
            rate = fields.amount("vat_rate", category, "Percent", severity="warning")
            if rate is None:
                rate = fields.amount("vat_rate", part, "Percent", severity="warning")  # UBL 2.0
            taxable = fields.amount("taxable", part, "TaxableAmount", severity="warning")
            vat = fields.amount("vat_amount", part, "TaxAmount", severity="warning")
            found.append(Vat(text_of(category, "ID"), rate, taxable, vat))
    return tuple(found)
