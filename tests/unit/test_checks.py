"""What is remarked about a document before anybody is dunned for it, and what is not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunwell.codes.documents import SEVERITY
from dunwell.model import Invoice, Line, Party
from dunwell.problems import Place
from dunwell.readers.checks import CHECKS, check_document, quotable
from dunwell.readers.fields import Fields
from dunwell.readers.values import account_of

GOOD = Invoice(
    file="in.xml",
    kind="invoice",
    syntax="UBL",
    type_code="380",
    number="1",
    issued=date(2026, 1, 5),
    due=date(2026, 2, 4),
    currency="EUR",
    payable=Decimal("121.00"),
    total=Decimal("121.00"),
    seller=Party("Seller B.V.", "Seller", country="NL"),
    buyer=Party("Buyer B.V.", vat_id="NL000077778B23"),
    accounts=(account_of("NL13TEST0123456789"),),
    payment_means=("58",),
    terms_text=("Binnen 30 dagen.",),
    lines=(Line("Stoel"),),
)


def codes(**changes):
    """The codes of what is found about a good invoice after some changes."""
    return [finding.code for check in CHECKS for finding in check(replace(GOOD, **changes))]


def test_a_good_invoice_gets_no_remark():
    """Nothing is said where there is nothing to say."""
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"number": None}, ["DW811"]),
        ({"issued": None}, ["DW811"]),
        ({"payable": None}, ["DW811"]),
        ({"currency": None}, ["DW811"]),
        ({"seller": Party()}, ["DW811"]),
        ({"buyer": Party(vat_id="NL000077778B23")}, ["DW811"]),
        ({"type_code": "384"}, ["DW822"]),
        ({"type_code": "325", "kind": "other"}, ["DW821"]),
        ({"type_code": "380", "kind": "credit_note"}, ["DW824"]),
        ({"type_code": "381", "kind": "credit_note"}, []),
        ({"type_code": "ABC"}, ["DW823"]),
        ({"type_code": None}, []),
        ({"payable": Decimal(0), "prepaid": Decimal(121)}, ["DW816"]),
        ({"payable": Decimal(-121), "total": Decimal(-121)}, ["DW816"]),
        ({"payable": Decimal("121.05"), "rounding": Decimal("0.05")}, []),
        ({"payable": Decimal("121.05")}, ["DW815"]),
        ({"payable": Decimal(21), "prepaid": Decimal(100)}, []),
        ({"total": None}, []),
        ({"due": None}, ["DW831"]),
        ({"due": None, "kind": "credit_note", "type_code": "381"}, []),
        ({"due": date(2026, 1, 4)}, ["DW833"]),
        ({"due": date(2026, 1, 5)}, ["DW834"]),
        ({"terms_text": ("3% Skonto innerhalb 10 Tagen",)}, ["DW835"]),
        ({"terms_text": ("#SKONTO#TAGE=7#PROZENT=2.00#",)}, ["DW835"]),
        ({"terms_text": ("Korting bij vroege betaling",)}, ["DW835"]),
        ({"terms_text": ("Escompte pour paiement anticipé",)}, ["DW835"]),
        ({"terms_text": ("Dröjsmålsränta:12 %",)}, ["DW836"]),
        ({"terms_text": ("Wij rekenen wettelijke rente.",)}, ["DW836"]),
        ({"terms_text": ("Verzugszinsen 9 %",)}, ["DW836"]),
        ({"terms_text": ("Late payments bear interest.",)}, ["DW836"]),
        ({"terms_text": ("Per orde van het parentenbestuur",)}, []),
        ({"lines": (Line("Wettelijke handelsrente"), Line("Vertragingsrente 2025"))}, ["DW825"]),
        ({"lines": (Line("Räntekostnad"),)}, ["DW825"]),
        ({"lines": (Line("Wettelijke rente"), Line("Stoel"))}, []),
        ({"accounts": ()}, ["DW843"]),
        ({"accounts": (), "kind": "credit_note", "type_code": "381"}, []),
        ({"accounts": (account_of("NL13TEST0123456789"), account_of("NL58TEST0000002042"))}, ["DW842"]),
        ({"accounts": (account_of("NL14TEST0123456789"),)}, ["DW844"]),
        ({"accounts": (account_of("5555-1234"),)}, ["DW845"]),
        ({"payment_means": ("59",)}, ["DW841"]),
        ({"payment_means": ("direct_debit",)}, ["DW841"]),
        ({"payment_means": ("49", "30")}, ["DW841"]),
        ({"payment_means": ("ZZZ",)}, []),
        ({"payee": "Factor N.V."}, ["DW846"]),
        ({"payee": "SELLER  b.v."}, []),
        ({"payee": "Seller"}, []),
        ({"references": ("2026-06-17 00:00:00",)}, ["DW847"]),
        ({"references": ("2015 0483 0000 0000",)}, []),
        ({"references": ("RF60 WL20 2600 4711",)}, []),
        ({"references": ("RF61 WL20 2600 4711",)}, ["DW847"]),
        ({"references": ("+++020/2500/00001+++",)}, ["DW847"]),
        ({"references": ("020250000001",)}, []),
        ({"references": ("020250000001",), "seller": Party("S", country="BE")}, ["DW847"]),
        ({"buyer": Party("J. Voorbeeld")}, ["DW848"]),
        ({"buyer": Party("J. Voorbeeld", kind="consumer")}, []),
        ({"buyer": Party("Firm", registration_id="90000001")}, []),
    ],
)
def test_what_is_remarked(changes, expected):
    """Each thing that files teach is remarked once, under its own code."""
    assert codes(**changes) == expected


def test_terms_against_the_due_date_make_a_warning():
    """Due on the day of issue is a remark; if the terms speak of days it is a warning."""
    severities = {}
    for terms in ((), ("Graag betalen binnen 30 dagen netto.",)):
        fields = Fields("in.xml", Place("in.xml"))
        check_document(replace(GOOD, due=GOOD.issued, terms_text=terms), fields)
        severities[terms] = [problem.severity for problem in fields.problems]
    assert list(severities.values()) == [["info"], ["warning"]]


def test_a_value_that_is_broken_is_not_missing_too():
    """One mistake gives one problem: a date that could not be read is not reported as absent."""
    fields = Fields("in.xml", Place("in.xml"))
    fields.broken.add("issued")
    check_document(replace(GOOD, issued=None), fields)
    assert fields.problems == []


def test_every_finding_has_a_registered_code_and_says_what_to_do():
    """Codes are rows of the table; message and advice are never empty."""
    worst = Invoice("in.xml", "invoice", "UBL", "384", references=("2026-01-01",), payee="X", payment_means=("59",))
    found = [finding for check in CHECKS for finding in check(worst)]
    assert len(found) > 8
    assert all(finding.code in SEVERITY and finding.message and finding.fix for finding in found)


def test_long_texts_are_quoted_in_part():
    """A message quotes at most the beginning of a long text, on one line."""
    terms = ("Rente!\n" + "bla " * 500,)
    (finding,) = [f for check in CHECKS for f in check(replace(GOOD, terms_text=terms))]
    assert len(finding.message) < 200
    assert "\n" not in finding.message


def test_what_a_letter_may_quote() -> None:
    """An account whose check digits fail and a reference that cannot be one are left out; the rest stays as it is."""
    good, bad = account_of("NL13TEST0123456789"), account_of("NL13TEST0123456780")
    invoice = Invoice("x", "invoice", "own", number="7", accounts=(bad, good), references=("RF00X", "2026-0042"))
    assert quotable(invoice) == replace(invoice, accounts=(good,), references=("2026-0042",))
