"""Invoices and credit notes in UBL, from the example and from what other producers make of the same fields."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dunwell.model import Account, Address, Line, Vat
from dunwell.readers.einvoice import read_einvoice

EXAMPLE = (Path(__file__).parents[2] / "docs" / "examples" / "invoice-business.xml").read_text(encoding="utf-8")


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


def without(element, text=EXAMPLE):
    """The example without an element of this name."""
    start = text.index(f"<{element}")
    end = text.index(f"</{element}>", start) + len(element) + 3
    return text[:start] + text[end:]


def test_the_example_is_read_in_full():
    """Every field of the example stands where it belongs, and there is nothing to remark."""
    document, codes = read()
    assert codes == []
    assert (document.kind, document.syntax, document.type_code) == ("invoice", "UBL", "380")
    assert (document.number, document.issued, document.due) == ("2026-0042", date(2026, 1, 5), date(2026, 2, 4))
    assert (document.currency, document.payable, document.total) == ("EUR", Decimal("1210.00"), Decimal("1210.00"))
    assert (document.net, document.prepaid, document.rounding) == (Decimal("1000.00"), None, None)
    assert document.accounts == (Account("NL13TEST0123456789", "NL13TEST0123456789", "Zilverreiger Kantoorbouw B.V."),)
    assert (document.payment_means, document.references) == (("58",), ("2026-0042",))
    assert (document.buyer_reference, document.order_reference) == ("inkoop", "PO-7781")
    assert document.terms_text == ("Betaling binnen 30 dagen na factuurdatum.",)
    assert document.vat == (Vat("S", Decimal(21), Decimal("1000.00"), Decimal("210.00")),)
    net = Decimal("1000.00")
    assert document.lines == (Line("Zit-stabureau 160 x 80 cm", Decimal(4), Decimal("250.00"), net, "S", Decimal(21)),)


def test_the_parties_are_read_in_full():
    """Legal and trading name, numbers, address and contact of seller and buyer are told apart."""
    document, _ = read()
    seller, buyer = document.seller, document.buyer
    assert (seller.name, seller.trading_name) == ("Zilverreiger Kantoorbouw B.V.", "Zilverreiger Kantoorbouw")
    assert (buyer.name, buyer.trading_name) == ("Blauwe Fazant Reclame B.V.", None)
    assert (buyer.registration_id, buyer.vat_id, buyer.other_ids) == ("90002077", "NL000077778B23", ("0106:90002077",))
    assert (buyer.email, buyer.phone) == ("facturen@blauwefazant.example.nl", "+31 570 00 00 77")
    assert buyer.address == Address(("Modelweg 7",), "7400 AA", "Deventer", "NL")
    assert (buyer.country, buyer.contact, buyer.kind) == ("NL", "Crediteurenadministratie", "unknown")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("<cbc:DueDate>2026-02-04</cbc:DueDate>", date(2026, 2, 4)),
        ("<cbc:DueDate>2026-02-04+01:00</cbc:DueDate>", date(2026, 2, 4)),
        ("<cbc:DueDate>2026-02-04Z</cbc:DueDate>", date(2026, 2, 4)),
        ("<cbc:DueDate>2026-02-04T00:00:00</cbc:DueDate>", date(2026, 2, 4)),
        ("<cbc:DueDate>\n 2026-02-04 </cbc:DueDate>", date(2026, 2, 4)),
        ("<cbc:DueDate></cbc:DueDate>", None),
        ("", None),
    ],
)
def test_due_dates_are_taken_as_written(due, expected):
    """A time or a zone beside the date changes nothing; an empty element is no date."""
    document, codes = read(("<cbc:DueDate>2026-02-04</cbc:DueDate>", due))
    assert document.due == expected
    assert codes == ([] if expected else ["DW831"])


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ("<cbc:PaymentID>", "<cbc:PaymentDueDate>2026-02-05</cbc:PaymentDueDate><cbc:PaymentID>"),
        ("<cac:PaymentTerms>", "<cac:PaymentTerms><cbc:PaymentDueDate>2026-02-05</cbc:PaymentDueDate>"),
    ],
)
def test_a_due_date_may_stand_with_the_payment(place, new):
    """An invoice without a due date has that of the payment; its own comes first, and two are a warning."""
    document, codes = read((place, new), text=without("cbc:DueDate"))
    assert (document.due, codes) == (date(2026, 2, 5), [])
    document, codes = read((place, new))
    assert (document.due, codes) == (date(2026, 2, 4), ["DW832"])


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ("2026-02-30", "DW813", "'2026-02-30' is a day that does not exist"),
        ("04-02-2026", "DW813", "'04-02-2026' is not a day such as 2026-02-05"),
    ],
)
def test_a_day_that_is_none_is_reported_with_its_place(wrong, code, said):
    """What is no day leaves the field empty; the problem names value, line and column."""
    reading = read_einvoice(EXAMPLE.replace("2026-02-04", wrong).encode(), "in.xml")
    problem = reading.problems[0]
    assert reading.documents[0].due is None
    assert (problem.code, problem.message) == (code, f"due date: {said}")
    assert str(problem.place) == "in.xml:10:3"


@pytest.mark.parametrize(
    ("written", "payable"),
    [
        (">1210.00<", "1210.00"),
        (">\n  1210.00\n<", "1210.00"),
        (">1 210.00<", "1210.00"),
        (">+1210<", "1210"),
        (">-1210.00<", "-1210.00"),
        (">1210,00<", None),
        (">1.210,00<", None),
        (">1.21E3<", None),
        (">1210 EUR<", None),
        ("><", None),
    ],
)
def test_amounts_are_never_guessed(written, payable):
    """Spaces are harmless; a comma, an exponent or words leave the amount empty, which is an error."""
    document, codes = read(
        ('<cbc:PayableAmount currencyID="EUR">1210.00<', f'<cbc:PayableAmount currencyID="EUR"{written}')
    )
    assert document.payable == (Decimal(payable) if payable else None)
    assert ("DW812" in codes or "DW811" in codes) == (payable is None)


CREDIT_NOTE = (
    ("<Invoice ", "<CreditNote "),
    ("</Invoice>", "</CreditNote>"),
    ("InvoiceTypeCode", "CreditNoteTypeCode"),
    ("InvoiceLine", "CreditNoteLine"),
    ("InvoicedQuantity", "CreditedQuantity"),
)


def test_a_credit_note_keeps_its_positive_amount():
    """The kind gives the sign, the amount stays as written; a credit note needs no due date."""
    document, codes = read(*CREDIT_NOTE, (">380<", ">381<"), text=without("cbc:DueDate"))
    assert (document.kind, document.payable, document.due, codes) == ("credit_note", Decimal("1210.00"), None, [])
    assert document.lines[0].quantity == Decimal(4)


@pytest.mark.parametrize(
    ("code", "kind", "problems"),
    [
        ("380", "invoice", []),
        ("381", "credit_note", []),
        ("384", "invoice", ["DW822"]),
        ("389", "invoice", ["DW822"]),
        ("326", "invoice", ["DW822"]),
        ("575", "invoice", ["DW822"]),
        ("325", "other", ["DW821"]),
        ("751", "other", ["DW821"]),
        ("999", "invoice", ["DW823"]),
        ("", "invoice", []),
    ],
)
def test_the_type_code_decides_under_an_invoice_root(code, kind, problems):
    """Credit notes and pro formas are known by their code; an unknown code is an invoice, with a warning."""
    document, codes = read((">380<", f">{code}<"))
    assert (document.kind, codes) == (kind, problems)


def test_a_credit_note_with_the_code_of_an_invoice_is_a_credit_note():
    """If root and code disagree, nothing is claimed that may be owed to the buyer; that is said."""
    document, codes = read(*CREDIT_NOTE)
    assert (document.kind, codes) == ("credit_note", ["DW824"])


@pytest.mark.parametrize("root", ["SelfBilledInvoice", "ubl:Invoice", "n0:Invoice"])
def test_other_roots_and_prefixes(root):
    """Self-billed invoices and prefixed roots, declared or not, are the same document."""
    document, codes = read(("<Invoice ", f"<{root} "), ("</Invoice>", f"</{root}>"))
    assert (document.kind, document.number, codes) == ("invoice", "2026-0042", [])


def test_a_file_without_any_namespace_is_read():
    """Some programs leave out namespaces and prefixes altogether."""
    plain = EXAMPLE.replace("cbc:", "").replace("cac:", "")
    document, codes = read(text=plain[: plain.index("xmlns") - 1] + plain[plain.index(">\n  <CustomizationID") :])
    assert (document.number, document.payable, document.buyer.name, codes) == (
        "2026-0042",
        Decimal("1210.00"),
        "Blauwe Fazant Reclame B.V.",
        [],
    )


def test_a_person_without_a_firm_is_named_and_is_a_natural_person():
    """A buyer who is only given as a person has that person's name."""
    person = "<cac:Person><cbc:FirstName>Jo</cbc:FirstName><cbc:FamilyName>Voorbeeld</cbc:FamilyName></cac:Person>"
    start = EXAMPLE.rindex("<cac:PartyLegalEntity>")
    end = EXAMPLE.rindex("</cac:PartyLegalEntity>") + len("</cac:PartyLegalEntity>")
    document, _ = read(text=EXAMPLE[:start] + person + EXAMPLE[end:])
    assert (document.buyer.name, document.buyer.natural_person) == ("Jo Voorbeeld", True)
    assert document.seller.natural_person is None


def test_a_missing_currency_is_taken_from_the_amount():
    """Without a currency of its own the document has that of its amount due; that is said, as is a contradiction."""
    document, codes = read(text=without("cbc:DocumentCurrencyCode"))
    assert (document.currency, codes) == ("EUR", ["DW814"])
    document, codes = read(('PayableAmount currencyID="EUR"', 'PayableAmount currencyID="SEK"'))
    assert (document.currency, codes) == ("EUR", ["DW814"])


def test_vat_in_a_second_currency_is_left_out():
    """Only the VAT in the document's own currency counts."""
    second = nest("cac:TaxTotal/cac:TaxSubtotal", '<cbc:TaxAmount currencyID="DKK">1566.60</cbc:TaxAmount>')
    document, codes = read(("<cac:LegalMonetaryTotal>", second + "<cac:LegalMonetaryTotal>"))
    assert ([vat.amount for vat in document.vat], codes) == ([Decimal("210.00")], [])


def test_parts_for_several_accounts_are_named():
    """With a blocked account the file says how much belongs where; both amounts are named."""
    parts = ""
    for name, iban, amount in (("A", "NL13TEST0123456789", "910.00"), ("G", "NL58TEST0000002042", "300.00")):
        account = nest("cac:PayeeFinancialAccount/cbc:ID", iban)
        parts += nest("cac:PaymentMeans", nest("cbc:ID", name) + account)
        parts += nest("cac:PaymentTerms", nest("cbc:PaymentMeansID", name) + nest("cbc:Amount", amount))
    reading = read_einvoice(EXAMPLE.replace("<cac:PaymentMeans>", parts + "<cac:PaymentMeans>", 1).encode(), "in.xml")
    said = {problem.code: problem.message for problem in reading.problems}
    assert said["DW840"] == (
        "the amount is to be paid in parts: 910.00 to NL13TEST0123456789, 300.00 to NL58TEST0000002042"
    )
    assert "DW842" in said
    assert len(reading.documents[0].accounts) == 2


def test_what_the_document_carries_besides():
    """Payee, mandate, preceding invoices, notes and attachments are read."""
    extra = (
        nest("cbc:Note", "Let op")
        + nest("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", "2025-0900")
        + nest("cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject", "QQ==")
        + nest("cac:PayeeParty/cac:PartyName/cbc:Name", "Voorbeeld Factoring B.V.")
    )
    mandate = nest("cac:PaymentMandate/cbc:ID", "M-1")
    document, codes = read(
        ("<cac:AccountingSupplierParty>", extra + "<cac:AccountingSupplierParty>"),
        ("<cac:PayeeFinancialAccount>", mandate + "<cac:PayeeFinancialAccount>"),
        (">58<", ">59<"),
    )
    assert (document.notes, document.preceding, document.attachments) == (("Let op",), ("2025-0900",), 1)
    assert (document.payee, document.mandate) == ("Voorbeeld Factoring B.V.", "M-1")
    assert codes == ["DW841", "DW846"]


def test_the_vat_number_is_told_from_other_tax_numbers():
    """A party may have several tax numbers; the one under the VAT scheme is its VAT number."""
    number = nest("cbc:CompanyID", "F-skatt") + nest("cac:TaxScheme/cbc:ID", "TAX")
    other = nest("cac:PartyTaxScheme", number)
    document, _ = read(("<cac:PartyTaxScheme>", other + "<cac:PartyTaxScheme>"))
    assert document.buyer.vat_id == "NL000077778B23"
    assert "F-skatt" in document.buyer.other_ids


def test_an_electronic_address_that_is_an_email_address_serves_as_one():
    """Without an e-mail address among the contacts, an endpoint of scheme EM is taken."""
    text = EXAMPLE.replace('schemeID="0106">90002077</cbc:EndpointID>', 'schemeID="EM">ap@example.nl</cbc:EndpointID>')
    text = text.replace("<cbc:ElectronicMail>facturen@blauwefazant.example.nl</cbc:ElectronicMail>", "")
    document, _ = read(text=text)
    assert document.buyer.email == "ap@example.nl"


def test_a_discount_given_as_data_is_reported():
    """A percentage for early payment is said, with the percentage."""
    discount = "<cac:PaymentTerms><cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
    _, codes = read(("<cac:PaymentTerms>", discount))
    assert codes == ["DW835"]


def test_a_text_without_end_is_cut_in_messages():
    """A megabyte where an amount should be does not end up on the screen."""
    reading = read_einvoice(
        EXAMPLE.replace(">1210.00</cbc:Payable", f">{'x' * 1_000_000}</cbc:Payable").encode(), "in.xml"
    )
    assert max(len(problem.message) for problem in reading.problems) < 500


def test_amounts_of_lines_do_not_stop_a_claim():
    """A broken amount in a line is a warning; a broken total is an error."""
    reading = read_einvoice(EXAMPLE.replace(">250.00<", ">250,00<").encode(), "in.xml")
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("DW812", "warning")]
    reading = read_einvoice(EXAMPLE.replace(">1210.00</cbc:Tax", ">1210,00</cbc:Tax").encode(), "in.xml")
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("DW812", "error")]
