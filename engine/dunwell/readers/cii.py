"""Read an invoice or credit note in UN/CEFACT CII (D16B: Factur-X, ZUGFeRD 2, XRechnung, NLCIUS-CII) or ZUGFeRD 1.

ZUGFeRD 1 has the same tree with other names for some branches; where they differ, both paths stand side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.model import Address, Invoice, Line, Party, Reading, Vat
from dunwell.problems import Place
from dunwell.readers.checks import check_document, first_due
from dunwell.readers.codelists import document_kind
from dunwell.readers.discount import discounts_in_terms, discounts_of_cii
from dunwell.readers.fields import Fields, Finding
from dunwell.readers.values import account_of
from dunwell.readers.xml import Node, node_at, nodes, own_text, text_of, texts_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from dunwell.model import Account

ROOTS = {"CrossIndustryInvoice": "CII", "CrossIndustryDocument": "ZUGFeRD 1"}
"""The documents that this module reads, and what their syntax is called."""

_HEADER = ("ExchangedDocument", "HeaderExchangedDocument")
_DEAL = ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
_AGREEMENT = ("ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
_SETTLEMENT = ("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
_SUMS = ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
_TERMS = "SpecifiedTradePaymentTerms"
_MEANS = "SpecifiedTradeSettlementPaymentMeans"


def read_cii(root: Node, file: str) -> Reading:
    """One document from its root element, with everything that is worth knowing before anybody is dunned for it."""
    fields = Fields(file, Place(file, root.line, root.column))
    document = _document(root, fields)
    check_document(document, fields)
    return Reading((document,), (), tuple(fields.problems))


def _document(root: Node, fields: Fields) -> Invoice:
    header = node_at(root, *_HEADER)
    deal = node_at(root, *_DEAL)
    agreement = node_at(deal, *_AGREEMENT)
    settlement = node_at(deal, *_SETTLEMENT)
    sums = node_at(settlement, *_SUMS)
    type_code = fields.text("type_code", header, "TypeCode")
    seller = node_at(agreement, "SellerTradeParty")
    buyer = node_at(agreement, "BuyerTradeParty")
    fields.seen("seller", seller)
    fields.seen("buyer", buyer)
    _report_discount(settlement, fields)
    return Invoice(
        file=fields.file,
        kind=document_kind(type_code),
        syntax=ROOTS.get(root.tag, "CII"),
        type_code=type_code,
        number=fields.text("number", header, "ID"),
        issued=fields.day("issued", header, "IssueDateTime/DateTimeString", "IssueDateTime/DateTime", "IssueDateTime"),
        due=first_due(_due_days(settlement, fields), fields),
        currency=_currency(settlement, sums, fields),
        payable=_payable(sums, fields),
        total=fields.amount("total", sums, "GrandTotalAmount"),  # BT-112
        net=fields.amount("net", sums, "TaxBasisTotalAmount"),  # BT-109
        prepaid=fields.amount("prepaid", sums, "TotalPrepaidAmount"),  # BT-113
        rounding=fields.amount("rounding", sums, "RoundingAmount"),  # BT-114
        seller=_party(seller),
        buyer=_party(buyer),
        payee=fields.text("payee", settlement, "PayeeTradeParty/Name"),
        accounts=_accounts(settlement, fields),
        payment_means=fields.texts("payment_means", settlement, f"{_MEANS}/TypeCode"),
        mandate=text_of(settlement, f"{_TERMS}/DirectDebitMandateID"),
        references=fields.texts("references", settlement, "PaymentReference"),
        buyer_reference=text_of(agreement, "BuyerReference"),
        order_reference=_document_id(agreement, "BuyerOrderReferencedDocument"),
        preceding=_preceding(settlement),
        terms_text=(terms := fields.texts("terms_text", settlement, f"{_TERMS}/Description")),
        discounts=(*discounts_of_cii(settlement, _TERMS), *discounts_in_terms(terms)),
        notes=texts_of(header, "IncludedNote/Content"),
        lines=tuple(_line(line, fields) for line in nodes(deal, "IncludedSupplyChainTradeLineItem")),
        vat=tuple(_vat(part, fields) for part in nodes(settlement, "ApplicableTradeTax")),
        attachments=sum(1 for _ in nodes(agreement, "AdditionalReferencedDocument/AttachmentBinaryObject")),
    )


def _due_days(settlement: Node | None, fields: Fields) -> tuple[date, ...]:
    """Every due date (BT-9); some producers leave out the element around the text."""
    due = f"{_TERMS}/DueDateDateTime"
    return fields.days("due", settlement, f"{due}/DateTimeString", f"{due}/DateTime", due)


def _currency(settlement: Node | None, sums: Node | None, fields: Fields) -> str | None:
    """The invoice's currency, else the one that stands beside the amount due."""
    said = fields.text("currency", settlement, "InvoiceCurrencyCode")
    payable = node_at(sums, "DuePayableAmount", "GrandTotalAmount")
    return said or (payable.get("currencyID", "").strip() if payable is not None else None) or None


def _payable(sums: Node | None, fields: Fields) -> Decimal | None:
    """The amount due (BT-115), or total less prepaid: the small profiles of ZUGFeRD 1 leave the amount due out."""
    payable = fields.amount("payable", sums, "DuePayableAmount")
    total = fields.amount("total", sums, "GrandTotalAmount")
    if node_at(sums, "DuePayableAmount") is not None or total is None:
        return payable
    prepaid = fields.amount("prepaid", sums, "TotalPrepaidAmount")
    payable = total - prepaid if prepaid is not None else total
    message = f"the document says no amount due; {payable:f} was worked out from the total"
    fields.report(Finding("DW817", "total", message, "make sure that nothing was paid before"))
    return payable


def _report_discount(settlement: Node | None, fields: Fields) -> None:
    """Report a discount for early payment that is there as data; the prose about it stays in the terms."""
    percent = fields.text("discount", settlement, f"{_TERMS}/ApplicableTradePaymentDiscountTerms/CalculationPercent")
    if percent:
        message = f"a discount of {percent} % is offered for early payment"
        fields.report(Finding("DW835", "discount", message, "a payer who deducts it in time has paid in full"))


def _preceding(settlement: Node | None) -> tuple[str, ...]:
    documents = nodes(settlement, "InvoiceReferencedDocument")
    return tuple(number for document in documents if (number := text_of(document, "IssuerAssignedID", "ID")))


def _document_id(parent: Node | None, tag: str) -> str | None:
    return text_of(parent, f"{tag}/IssuerAssignedID", f"{tag}/ID")


def _party(party: Node | None) -> Party:
    """A party: its `Name` is the legal one (BT-27, BT-44), the trading name stands under its legal organisation."""
    trading = text_of(party, "SpecifiedLegalOrganization/TradingBusinessName")
    contact = node_at(party, "DefinedTradeContact")
    endpoint = node_at(party, "URIUniversalCommunication/URIID")
    address = _address(node_at(party, "PostalTradeAddress"))
    tax_ids = tuple(nodes(party, "SpecifiedTaxRegistration/ID"))
    vat = next((own_text(number) for number in tax_ids if number.get("schemeID", "VA") == "VA"), None)
    return Party(
        name=text_of(party, "Name") or trading,
        trading_name=trading,
        country=address.country if address else None,
        registration_id=text_of(party, "SpecifiedLegalOrganization/ID"),
        vat_id=vat or None,
        other_ids=(
            *(own_text(number) for number in tax_ids if number.get("schemeID", "VA") != "VA" and own_text(number)),
            *_schemed(party, "ID", "GlobalID", "URIUniversalCommunication/URIID"),
        ),
        email=_email(contact) or _email_endpoint(endpoint),
        phone=text_of(contact, "TelephoneUniversalCommunication/CompleteNumber"),
        address=address,
        contact=text_of(contact, "PersonName", "DepartmentName"),
    )


def _email(contact: Node | None) -> str | None:
    return text_of(contact, "EmailURIUniversalCommunication/URIID", "EmailURIUniversalCommunication/CompleteNumber")


def _email_endpoint(endpoint: Node | None) -> str | None:
    """The electronic address, if it is an e-mail address (scheme EM)."""
    return own_text(endpoint) if endpoint is not None and endpoint.get("schemeID") == "EM" else None


def _schemed(party: Node | None, *paths: str) -> tuple[str, ...]:
    """Identifiers with their scheme before them, as in 0088:4000001123452."""
    found = ((node.get("schemeID", "").strip(), own_text(node)) for path in paths for node in nodes(party, path))
    return tuple(f"{scheme}:{number}" if scheme else number for scheme, number in found if number)


def _address(address: Node | None) -> Address | None:
    if address is None:
        return None
    country = text_of(address, "CountryID")
    return Address(
        lines=texts_of(address, "LineOne", "StreetName", "LineTwo", "LineThree"),
        postcode=text_of(address, "PostcodeCode"),
        town=text_of(address, "CityName"),
        country=country.upper() if country else None,
    )


def _accounts(settlement: Node | None, fields: Fields) -> tuple[Account, ...]:
    """Every account to pay to, each number once."""
    found: dict[str, Account] = {}
    for means in nodes(settlement, f"{_MEANS}/PayeePartyCreditorFinancialAccount"):
        number = fields.text("accounts", means, "IBANID", "ProprietaryID")
        if number:
            account = account_of(number, text_of(means, "AccountName"))
            found.setdefault(account.iban or number, account)
    return tuple(found.values())


def _line(line: Node, fields: Fields) -> Line:
    agreement = node_at(line, "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
    delivery = node_at(line, "SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery")
    settlement = node_at(line, "SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
    sums = ("SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
    price = tuple(f"{kind}PriceProductTradePrice/ChargeAmount" for kind in ("Net", "Gross"))
    tax = node_at(settlement, "ApplicableTradeTax")
    return Line(
        description=text_of(line, "SpecifiedTradeProduct/Name", "AssociatedDocumentLineDocument/IncludedNote/Content"),
        quantity=fields.amount("quantity", delivery, "BilledQuantity", severity="warning"),
        unit_price=fields.amount("unit_price", agreement, *price, severity="warning"),
        net=fields.amount("line_net", settlement, *(f"{s}/LineTotalAmount" for s in sums), severity="warning"),
        vat_category=text_of(tax, "CategoryCode"),
        vat_rate=_rate(tax, fields),
    )


def _vat(tax: Node, fields: Fields) -> Vat:
    taxable = fields.amount("taxable", tax, "BasisAmount", severity="warning")
    amount = fields.amount("vat_amount", tax, "CalculatedAmount", severity="warning")
    return Vat(text_of(tax, "CategoryCode"), _rate(tax, fields), taxable, amount)


def _rate(tax: Node | None, fields: Fields) -> Decimal | None:
    return fields.amount("vat_rate", tax, "RateApplicablePercent", "ApplicablePercent", severity="warning")
