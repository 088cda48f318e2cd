"""The open corpus of e-invoices, read as an independent reading has it; skipped where the corpus is absent."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from dunwell.readers.codelists import means_of
from dunwell.readers.files import read_documents, redelivered
from dunwell.readers.values import iban_holds

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
EXPECTED = CORPORA / "expected-open.json"
INVOICES = json.loads(EXPECTED.read_text(encoding="utf-8"))["invoices"] if EXPECTED.is_file() else {}
each_file = pytest.mark.parametrize("name", sorted(INVOICES))

pytestmark = pytest.mark.skipif(not INVOICES, reason="corpus absent: no folder shared/corpora beside the checkout")


@pytest.fixture(scope="module")
def readings():
    """Every file of the corpus, read once."""
    return {name: read_documents(CORPORA / "open" / name, name.split("/")[-1]) for name in INVOICES}


@pytest.fixture
def document(name, readings):
    """The one document in a file."""
    (found,) = readings[name].documents
    return found


def day(text):
    """The day in a date as written, or None."""
    return text[:10] if text else None


def amount(text):
    """The amount written, or None."""
    return None if text is None else Decimal(text)


@each_file
def test_what_the_claim_is(name, document):
    """Type, number, dates, currency and amounts are those of the independent reading."""
    want = INVOICES[name]
    assert document.type_code == want["type_code"]
    assert document.kind == ("credit_note" if "credit_note" in want["flags"] else "invoice")
    assert document.number == want["number"]
    assert str(document.issued) == day(want["issue_date"])
    assert (str(document.due) if document.due else None) == day(want["due_date"])
    assert document.currency == want["currency"]
    got = (document.payable, document.total, document.net, document.prepaid, document.rounding)
    names = ("payable_amount", "tax_inclusive", "tax_exclusive", "prepaid", "rounding")
    assert got == tuple(amount(want[name]) for name in names)


@each_file
def test_who_claims_from_whom(name, document):
    """Names, countries, numbers and e-mail addresses of both parties are those of the independent reading."""
    want = INVOICES[name]
    for party, expected in ((document.seller, want["seller"]), (document.buyer, want["buyer"])):
        assert party.name == (expected["legal_name"] or expected["trading_name"])
        assert party.country == expected["country"]
        assert party.vat_id == next((text for text in expected["vat_ids"] if any(map(str.isdigit, text))), None)
        assert party.registration_id == (expected["registration_ids"] or [None])[0]
        contact = expected["contact_email"]
        assert party.email == (contact or (expected["endpoint"] if expected["endpoint_scheme"] == "EM" else None))
    known = bool(document.buyer.vat_id or document.buyer.registration_id)
    assert known == want["buyer_has_vat_or_registration_id"]


@each_file
def test_how_to_pay(name, document):
    """Accounts, means, references, mandate, terms and the invoice referred to are those of the independent reading."""
    want = INVOICES[name]
    assert [account.number for account in document.accounts] == list(dict.fromkeys(want["payee_accounts"]))
    assert next((account.iban for account in document.accounts if account.iban), None) == want["seller_iban"]
    assert document.payment_means == tuple(dict.fromkeys(want["payment_means"]))
    assert document.references == tuple(dict.fromkeys(want["payment_references"]))
    assert (document.mandate, document.payee) == (want["mandate"], want["payee_name"])
    assert document.preceding == tuple(want["preceding_invoices"])
    assert document.terms_text == tuple(want["payment_terms"])
    assert (document.buyer_reference, document.order_reference) == (want["buyer_reference"], want["order_reference"])


@each_file
def test_what_it_is_for(name, document):
    """As many lines and attachments, and the same VAT, as in the independent reading."""
    want = INVOICES[name]
    assert (len(document.lines), document.attachments) == (want["lines"], want["attachments"])
    assert sum(1 for line in document.lines if line.net is not None and line.net < 0) == want["negative_lines"]
    assert {vat.category for vat in document.vat} - {None} == set(want["vat_categories"])
    tax = [amount(each["amount"]) for each in want["tax_amounts"] if each["currency"] in {None, document.currency}]
    if document.vat and tax:
        assert sum(vat.amount or 0 for vat in document.vat) == tax[0]


FLAGS = {
    "no_due_date": "DW831",
    "due_equals_issue": "DW834",
    "several_payee_accounts": "DW842",
    "iban_checksum_wrong": "DW844",
    "payee_account_not_iban": "DW845",
    "payee_differs_from_seller": "DW846",
    "direct_debit": "DW841",
    "early_payment_discount": "DW835",
    "no_payee_account": "DW843",
    "buyer_without_vat_or_registration_id": "DW848",
}
ONLY_INVOICES = {"DW831", "DW834", "DW841", "DW842", "DW843", "DW844", "DW845", "DW848"}


@each_file
def test_what_files_teach_is_said(name, document, readings):
    """Each flag of the independent reading is a remark of ours; a credit note needs no due date and no account."""
    flags = set(INVOICES[name]["flags"])
    want = {code for flag, code in FLAGS.items() if flag in flags}
    if document.kind == "credit_note":
        want -= ONLY_INVOICES
    said = {problem.code for problem in readings[name].problems}
    assert want <= said
    assert said & set(FLAGS.values()) - want <= {"DW835"}  # we also know Dutch words for a discount
    assert "DW815" not in said
    assert "error" not in {problem.severity for problem in readings[name].problems}


@each_file
def test_flags_that_are_fields(name, document):
    """Check digits and direct debit come out as in the independent reading."""
    want = INVOICES[name]
    iban = want["seller_iban"]
    assert iban is None or iban_holds(iban) == want["seller_iban_checksum_ok"]
    assert ("direct_debit" in means_of(document.payment_means)) == ("direct_debit" in want["flags"])


SEEN = {
    "Rantefaktura_Enkel.xml": "DW825",
    "ubl-21-en16931.xml": "DW847",
    "nbio-stuck-ubl.xml": "DW847",
    "gaccount_ok_sample.xml": "DW840",
    "SI-UBL-INV-1.2-ok-reference.xml": "DW832",
    "(urspr_faktura).xml": "DW836",
}


@pytest.mark.parametrize(("ending", "code"), SEEN.items())
def test_single_traps(ending, code, readings):
    """An interest invoice, junk references, a blocked account, two due dates and agreed interest are each noticed."""
    (reading,) = [reading for name, reading in readings.items() if name.endswith(ending)]
    assert code in {problem.code for problem in reading.problems}


def test_one_number_delivered_three_times_is_flagged(readings):
    """One seller's 471102 stands in three files; a credit note with the number of an invoice is not the same."""
    documents = tuple(reading.documents[0] for reading in readings.values())
    flagged = [problem.message.split("'")[1] for problem in redelivered(documents)]
    assert sorted(flagged) == ["12115118", "20150483", "471102", "471102"]
