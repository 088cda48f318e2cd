"""An invoice in the journal: the same again when it is read, with its people apart."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from dunwell.journal.documents import content_of, invoice_from, invoice_json, party_from, party_json
from dunwell.model import Account, Address, Agreement, Discount, Invoice, Line, Party, Vat
from dunwell.readers.files import read_documents
from strategies import invoices

ROOT = Path(__file__).resolve().parents[2]
FULL = Invoice(
    file="a.xml", kind="invoice", syntax="ubl", type_code="380", number="1", issued=date(2026, 1, 5),
    due=date(2026, 2, 4), currency="EUR", payable=Decimal("1210.00"), total=Decimal("1210.0"), net=Decimal(1000),
    prepaid=Decimal(0), rounding=Decimal("0.01"),
    seller=Party(name="Groene Reiger B.V.", other_ids=("a", "b"), size="small"),
    buyer=Party(
        name="J. Voorbeeld", kind="consumer", natural_person=True, rating="good", ability="cannot_pay", language="nl",
        address=Address(("Kade 1", "achter"), "1234 AB", "Deventer", "NL"), email="j@example.nl", phone="+31",
    ),
    payee="P", accounts=(Account("NL13TEST0123456789", "NL13TEST0123456789", "H"),), payment_means=("58", "30"),
    mandate="M", references=("R", "S"), buyer_reference="B", order_reference="O", preceding=("0",),
    terms_text=("30 dagen",), notes=("voor J. Voorbeeld",), attachments=2,
    lines=(Line("Stoel", Decimal(2), Decimal("1.5"), Decimal(3), "S", Decimal(21)),),
    vat=(Vat("S", Decimal(21), Decimal(1000), Decimal(210)),),
    agreement=Agreement(30, False, "d", Decimal("8.5"), Decimal(40), "agreed_term"),
    discounts=(Discount(percent=Decimal(2), days=10), Discount(amount=Decimal("5.00"), until=date(2026, 1, 12))),
)  # fmt: skip


def again(invoice):
    """The invoice, written and read."""
    seller, buyer = (party_from(party_json(party)) for party in (invoice.seller, invoice.buyer))
    return invoice_from(invoice_json(invoice), invoice.file, seller, buyer)


def test_every_field_comes_back():
    """Amounts with their digits, days, lists and what was said as no."""
    assert again(FULL) == FULL
    assert str(again(FULL).payable) == "1210.00"
    missing = [name for name in Invoice.__dataclass_fields__ if getattr(FULL, name) == getattr(BARE, name)]
    assert missing == ["kind"], "a field that the sample leaves out would not be tried"


BARE = Invoice("", "invoice", "own")


@given(invoices())
def test_any_invoice_comes_back(invoice):
    """Whatever it leaves out."""
    assert again(invoice) == invoice


@pytest.mark.parametrize("name", ["invoice-business.xml", "invoice-consumer.yaml", "invoice-facturx.pdf"])
def test_invoices_that_are_read_come_back(name):
    """The examples of the docs, each in its own syntax."""
    (invoice,) = read_documents(ROOT / "docs" / "examples" / name, name).documents
    assert again(invoice) == invoice


def test_people_are_not_in_the_document():
    """Seller and buyer are written apart, so that the debtor can be erased."""
    text = invoice_json(replace(FULL, notes=()))
    assert "Voorbeeld" not in text
    assert "Reiger" not in text
    assert "a.xml" not in text


def test_the_fingerprint_is_that_of_the_content():
    """Another file or another place gives the same, any other word another."""
    assert content_of(replace(FULL, file="b.xml")) == content_of(FULL)
    assert content_of(replace(FULL, due=date(2026, 2, 5))) != content_of(FULL)
    assert content_of(replace(FULL, buyer=replace(FULL.buyer, name="A"))) != content_of(FULL)
