"""Invoices and credit notes in CII and ZUGFeRD 1, from the example and its variants."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dunwell.model import Account, Address, Line, Vat
from dunwell.readers.einvoice import read_einvoice

EXAMPLE = (Path(__file__).parents[2] / "docs" / "examples" / "invoice-consumer.xml").read_text(encoding="utf-8")
NEW_TO_OLD = {  # names of CII D16B to those of ZUGFeRD 1
    "rsm:CrossIndustryInvoice": "rsm:CrossIndustryDocument",
    "rsm:ExchangedDocumentContext": "rsm:SpecifiedExchangedDocumentContext",
    "rsm:ExchangedDocument>": "rsm:HeaderExchangedDocument>",
    "rsm:SupplyChainTradeTransaction": "rsm:SpecifiedSupplyChainTradeTransaction",
    "ApplicableHeaderTrade": "ApplicableSupplyChainTrade",
    "SpecifiedLineTrade": "SpecifiedSupplyChainTrade",
    "SpecifiedTradeSettlementHeaderMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
    "SpecifiedTradeSettlementLineMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
    "RateApplicablePercent": "ApplicablePercent",
}


def read(*changes, text=EXAMPLE):
    """The one document in the example after some replacements, and the codes of its problems."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    reading = read_einvoice(text.encode(), "in.xml")
    (document,) = reading.documents
    return document, [problem.code for problem in reading.problems]


def nest(path, inside):
    """XML of elements within each other, outermost first."""
    for name in reversed(path.split("/")):
        inside = f"<{name}>{inside}</{name}>"
    return inside


def test_the_example_is_read_in_full():
    """Every field of the example stands where it belongs; only that the buyer may be a consumer is remarked."""
    document, codes = read()
    assert codes == ["DW848"]
    assert (document.kind, document.syntax, document.type_code) == ("invoice", "CII", "380")
    assert (document.number, document.issued, document.due) == ("2026-0107", date(2026, 2, 16), date(2026, 3, 2))
    assert (document.currency, document.payable, document.total) == ("EUR", Decimal("480.00"), Decimal("480.00"))
    assert document.accounts == (Account("NL13TEST0123456789", "NL13TEST0123456789"),)
    assert (document.payment_means, document.references) == (("58",), ("2026-0107",))
    price = Decimal("396.69")
    assert document.lines == (Line("Bureaustoel", Decimal(1), price, price, "S", Decimal(21)),)
    assert document.vat == (Vat("S", Decimal(21), price, Decimal("83.31")),)


def test_the_parties_are_read_in_full():
    """Names, numbers, address and e-mail of seller and buyer are told apart."""
    document, _ = read()
    seller, buyer = document.seller, document.buyer
    assert (seller.name, seller.registration_id, seller.vat_id) == (
        "Zilverreiger Kantoorbouw B.V.",
        "90001042",
        "NL000099998B57",
    )
    assert (seller.email, seller.contact) == ("debiteuren@zilverreiger.example.nl", "Debiteurenadministratie")
    assert (buyer.name, buyer.registration_id, buyer.vat_id) == ("J. Voorbeeld", None, None)
    assert buyer.email == "j.voorbeeld@example.nl"
    assert buyer.address == Address(("Proefstraat 18",), "8000 AA", "Zwolle", "NL")


def test_zugferd_1_is_read_to_the_same_result():
    """The older syntax has the same fields under other names."""
    new, _ = read()
    old, codes = read(*NEW_TO_OLD.items())
    assert (old.syntax, codes) == ("ZUGFeRD 1", ["DW848"])
    for field in ("number", "issued", "due", "payable", "seller", "buyer", "accounts", "lines", "vat", "terms_text"):
        assert getattr(old, field) == getattr(new, field), field


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<udt:DateTimeString format="102">20260302</udt:DateTimeString>', date(2026, 3, 2)),
        ('<udt:DateTimeString format="102"> 20260302\n</udt:DateTimeString>', date(2026, 3, 2)),
        ('<udt:DateTimeString format="203">202603021200</udt:DateTimeString>', date(2026, 3, 2)),
        ("<udt:DateTimeString>2026-03-02</udt:DateTimeString>", date(2026, 3, 2)),
        ("<udt:DateTime>2026-03-02T00:00:00+01:00</udt:DateTime>", date(2026, 3, 2)),
        ("2026-03-02", date(2026, 3, 2)),
        ('<udt:DateTimeString format="102">20260230</udt:DateTimeString>', None),
        ('<udt:DateTimeString format="610">202603</udt:DateTimeString>', None),
    ],
)
def test_due_dates_in_every_dress(written, expected):
    """Dates come with and without hyphens, a time and a wrapper; a month is no day."""
    document, codes = read(('<udt:DateTimeString format="102">20260302</udt:DateTimeString>', written))
    assert document.due == expected
    assert ("DW813" in codes) == (expected is None)


def test_several_due_dates_are_said():
    """The first of several terms gives the due date, with a warning."""
    second = (
        '<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260401'
        "</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
    )
    end = "</ram:SpecifiedTradePaymentTerms>"
    document, codes = read((end, end + second))
    assert (document.due, codes) == (date(2026, 3, 2), ["DW832", "DW848"])


@pytest.mark.parametrize(
    ("code", "kind"),
    [("380", "invoice"), ("381", "credit_note"), ("384", "invoice"), ("751", "other"), ("", "invoice")],
)
def test_the_type_code_decides(code, kind):
    """CII has one root for all documents."""
    document, _ = read((">380<", f">{code}<"))
    assert document.kind == kind


def test_a_missing_amount_due_is_worked_out_and_said():
    """Total less prepaid stands in for an amount due that a small profile leaves out."""
    due = "<ram:DuePayableAmount>480.00</ram:DuePayableAmount>"
    document, codes = read((due, ""))
    assert (document.payable, codes) == (Decimal("480.00"), ["DW817", "DW848"])
    document, codes = read((due, "<ram:TotalPrepaidAmount>80.00</ram:TotalPrepaidAmount>"))
    assert (document.payable, document.prepaid) == (Decimal("400.00"), Decimal("80.00"))


def test_an_amount_due_that_is_no_amount_is_not_worked_out():
    """A broken amount is an error, not an occasion to compute another."""
    document, codes = read(("<ram:DuePayableAmount>480.00", "<ram:DuePayableAmount>480,00"))
    assert (document.payable, codes) == (None, ["DW812", "DW848"])


def test_prepaid_and_rounding_lead_to_the_amount_due():
    """Amount due = total less prepaid plus rounding; anything else gets a warning."""
    due = "<ram:DuePayableAmount>480.00"
    before = "<ram:RoundingAmount>-0.02</ram:RoundingAmount><ram:TotalPrepaidAmount>100</ram:TotalPrepaidAmount>"
    document, codes = read((due, before + "<ram:DuePayableAmount>379.98"))
    assert (document.payable, document.prepaid, document.rounding, codes) == (
        Decimal("379.98"),
        Decimal(100),
        Decimal("-0.02"),
        ["DW848"],
    )
    assert read((due, before + due))[1] == ["DW815", "DW848"]


def test_payee_mandate_preceding_and_discount():
    """What the settlement says besides is read, and what matters is remarked."""
    currency, due, end = "<ram:InvoiceCurrencyCode>", "<ram:DueDateDateTime>", "</ram:ApplicableHeaderTradeSettlement>"
    discount = nest("ram:ApplicableTradePaymentDiscountTerms/ram:CalculationPercent", "2")
    document, codes = read(
        (currency, nest("ram:PayeeTradeParty/ram:Name", "Voorbeeld Factoring B.V.") + currency),
        (due, nest("ram:DirectDebitMandateID", "M-1") + discount + due),
        (end, nest("ram:InvoiceReferencedDocument/ram:IssuerAssignedID", "2025-0900") + end),
        (">58<", ">59<"),
    )
    assert (document.payee, document.mandate, document.preceding) == ("Voorbeeld Factoring B.V.", "M-1", ("2025-0900",))
    assert codes == ["DW835", "DW841", "DW846", "DW848"]


def test_an_account_without_an_iban_is_read():
    """A national account number stands in a field of its own."""
    document, codes = read(
        ("<ram:IBANID>NL13TEST0123456789</ram:IBANID>", "<ram:ProprietaryID>5555-1234</ram:ProprietaryID>")
    )
    assert (document.accounts, codes) == ((Account("5555-1234"),), ["DW845", "DW848"])


def test_a_trading_name_and_a_local_tax_number():
    """The legal name comes first; a tax number of another scheme is no VAT number."""
    end, tax = "</ram:SpecifiedLegalOrganization>", "<ram:SpecifiedTaxRegistration>"
    local = f'{tax}<ram:ID schemeID="FC">201/113</ram:ID></ram:SpecifiedTaxRegistration>'
    document, _ = read((end, nest("ram:TradingBusinessName", "Zilver") + end), (tax, local + tax))
    assert (document.seller.name, document.seller.trading_name) == ("Zilverreiger Kantoorbouw B.V.", "Zilver")
    assert (document.seller.vat_id, document.seller.other_ids) == ("NL000099998B57", ("201/113",))


def test_an_invoice_without_a_transaction_is_incomplete_not_a_crash():
    """A file that ends after its header is read as far as it goes; every missing field is an error."""
    text = EXAMPLE[: EXAMPLE.index("<rsm:SupplyChainTradeTransaction>")] + "</rsm:CrossIndustryInvoice>"
    document, codes = read(text=text)
    assert (document.number, document.payable, document.seller.name) == ("2026-0107", None, None)
    assert codes.count("DW811") == 4
