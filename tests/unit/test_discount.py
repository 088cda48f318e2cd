"""Discounts for early payment: read from invoices, granted in time, every cent accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dunwell.core.apply import apply
from dunwell.core.discount import discounts_of, discounts_said
from dunwell.core.explain_events import EXPLAINED
from dunwell.core.opening import position_of
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.loading import load_policy
from dunwell.model import Discount, Invoice
from dunwell.readers.discount import discounts_in_terms, discounts_of_cii, discounts_of_ubl
from dunwell.readers.einvoice import read_einvoice
from dunwell.readers.own import read_own
from dunwell.readers.xml import read_xml
from dunwell.render.reading_text import reading_text

PROGRAM = load_policy("policies/nl/standard.yaml").program
TWO, ONE = Decimal("2.00"), Decimal("1.00")

TERMS = [  # the syntax of the XRechnung specification for BT-20
    ("#SKONTO#TAGE=14#PROZENT=2.00#\n", [(TWO, 14, None)]),
    ("#SKONTO#TAGE=7#PROZENT=2.00#\n#SKONTO#TAGE=14#PROZENT=1.00#\n", [(TWO, 7, None), (ONE, 14, None)]),
    ("#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=100.00#\n", [(TWO, 14, Decimal("100.00"))]),
    ("#SKONTO#TAGE=30#PROZENT=0.00#\n", []),  # says only when the whole is due
    ("Bitte zahlen.\n#SKONTO#TAGE=0#PROZENT=3#\nDanke", [(Decimal(3), 0, None)]),
    ("3% Skonto innerhalb 10 Tagen bis 15.03.2018", []),  # prose is not read
    ("#SKONTO#TAGE=14#PROZENT=2,00#", []),
    ("#SKONTO#TAGE=9999#PROZENT=2.00#", []),
    ("#VERZUG#TAGE=7#PROZENT=2.00#", []),  # interest, not a discount
]


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_discounts_in_payment_terms(text, expected):
    """Percent, days and base of each line in the German syntax; nothing of prose."""
    assert [(one.percent, one.days, one.base) for one in discounts_in_terms((text,))] == expected


def xml(text):
    """The root of a piece of XML."""
    return read_xml(text.encode(), "piece.xml")[0]


PERCENT, AMOUNT = "SettlementDiscountPercent", "SettlementDiscountAmount"
UNTIL = "<SettlementPeriod><EndDate>2026-01-15</EndDate></SettlementPeriod>"
LASTS = '<SettlementPeriod><DurationMeasure unitCode="{}">10</DurationMeasure></SettlementPeriod>'
UBL = [
    (f"<{PERCENT}>2</{PERCENT}>", []),  # until when is open
    (f"<{PERCENT}>2</{PERCENT}>{UNTIL}", [Discount(percent=Decimal(2), until=date(2026, 1, 15))]),
    (f"<{AMOUNT}>5.00</{AMOUNT}>{LASTS.format('DAY')}", [Discount(amount=Decimal("5.00"), days=10)]),
    (f"<{PERCENT}>two</{PERCENT}>{LASTS.format('DAY')}", []),
    (f"<{PERCENT}>2</{PERCENT}>{LASTS.format('MON')}", []),
]


@pytest.mark.parametrize(("terms", "expected"), UBL)
def test_discounts_as_data_in_ubl(terms, expected):
    """Only with an amount and a last day or a number of days."""
    root = xml(f"<Invoice><PaymentTerms>{terms}</PaymentTerms></Invoice>")
    assert list(discounts_of_ubl(root)) == expected


def test_discounts_as_data_in_cii():
    """Percent, days and the amount that it is of."""
    root = xml(
        "<S><T><ApplicableTradePaymentDiscountTerms>"
        '<BasisPeriodMeasure unitCode="DAY">14</BasisPeriodMeasure><BasisAmount>900.00</BasisAmount>'
        "<CalculationPercent>2.00</CalculationPercent></ApplicableTradePaymentDiscountTerms></T></S>"
    )
    assert list(discounts_of_cii(root, "T")) == [Discount(percent=TWO, days=14, base=Decimal("900.00"))]


def test_a_real_invoice_with_discounts(corpus):
    """An XRechnung with 2 % in seven days and 1 % in fourteen."""
    path = corpus / "open/itplr-kosit__xrechnung-testsuite/src/test/business-cases/standard/01.10a-INVOICE_ubl.xml"
    (document,) = read_einvoice(path.read_bytes(), "invoice.xml").documents
    assert [(one.percent, one.days) for one in document.discounts] == [(TWO, 7), (ONE, 14)]
    said = discounts_said(document)
    assert said["discount.until"] == document.issued.toordinal() + 7
    assert said["discount.later_until"] == document.issued.toordinal() + 14


OWN = """number: "1"
issued: 2026-01-05
due: 2026-02-04
currency: EUR
total: "1210.00"
creditor: {{name: Zilverreiger B.V.}}
debtor: {{name: Blauwe Fazant B.V.}}
agreement: {{discount: {discount}}}
"""


@pytest.mark.parametrize(
    ("discount", "facts"),
    [
        ("{percent: 2, days: 10}", [("2026-01-15", 24_20)]),
        ("{percent: 2, days: 10 days}", [("2026-01-15", 24_20)]),
        ('{amount: "50.00", until: 2026-01-20}', [("2026-01-20", 50_00)]),
        ("[{percent: 1, days: 21}, {percent: 2, days: 10}]", [("2026-01-15", 24_20), ("2026-01-26", 12_10)]),
        ('{amount: "5000.00", days: 1}', [("2026-01-06", 1210_00)]),  # never more than the whole
    ],
)
def test_discounts_in_our_own_file(discount, facts):
    """One as keys or several as a list; they become facts in the order of their last days."""
    reading = read_own(OWN.format(discount=discount).encode(), "own.yaml")
    (document,) = reading.documents
    assert not [one for one in reading.problems if one.severity == "error"]
    said = discounts_said(document)
    named = [("discount.until", "discount.amount"), ("discount.later_until", "discount.later_amount")]
    assert [(said[until], said[amount]) for until, amount in named if until in said] == [
        (day(until), amount) for until, amount in facts
    ]


BOTH = ('{percent: 2, amount: "5.00", days: 1}', "{percent: 2, days: 3, until: 2026-01-09}")


@pytest.mark.parametrize("discount", ["{percent: 2}", "{days: 10}", *BOTH])
def test_a_discount_says_how_much_and_until_when(discount):
    """Each in one way; anything else is a mistake at its place."""
    problems = read_own(OWN.format(discount=discount).encode(), "own.yaml").problems
    (found,) = [one for one in problems if one.severity == "error"]
    assert (found.code, found.place.line) == ("DW863", 8)


@pytest.mark.parametrize(
    ("discount", "cents"),
    [
        (Discount(percent=TWO, days=1), 24_20),
        (Discount(percent=Decimal("2.5"), days=1), 30_25),
        (Discount(percent=Decimal(3), days=1, base=Decimal("1000.00")), 30_00),
        (Discount(percent=TWO, days=1, base=Decimal("0.25")), 1),  # half a cent, rounded up
        (Discount(amount=Decimal("7.00"), days=1), 7_00),
    ],
)
def test_how_much_it_is(discount, cents):
    """Of what is payable, or of the base that it names; half up to the cent."""
    invoice = Invoice("i", "invoice", "own", issued=date(2026, 1, 5), payable=Decimal("1210.00"), discounts=(discount,))
    assert discounts_said(invoice)["discount.amount"] == cents


def test_people_read_it_with_the_invoice():
    """`dunwell read` shows how much and until when."""
    discounts = '[{percent: 2, days: 10}, {amount: "5.00", until: 2026-01-26}]'
    console = Console(file=StringIO(), width=200)
    console.print(reading_text(read_own(OWN.format(discount=discounts).encode(), "own.yaml")))
    assert "2 % within 10 days of the invoice date, EUR 5.00 up to 2026-01-26" in console.file.getvalue()


def case(**facts):
    """EUR 1210 of 5 January, with EUR 24.20 off until the 15th and EUR 12.10 until the 26th."""
    known = {
        "debtor.kind": "business",
        "debtor.has_email": True,
        "invoice.issued": day("2026-01-05"),
        "invoice.due": day("2026-02-04"),
        "invoice.total": 121_000,
        "discount.until": day("2026-01-15"),
        "discount.amount": 24_20,
        "discount.later_until": day("2026-01-26"),
        "discount.later_amount": 12_10,
        **facts,
    }
    return position_of(PROGRAM, known, 121_000, day("2026-01-05"))


def after(*events, position=None):
    """The case after events written as (day, name, cents)."""
    position = position or case()
    for at, name, amount in events:
        position = apply(PROGRAM, position, Event(name, day(at), (("amount", amount),)))
    return position


PAID = [  # events, how the case ends, what is left to pay, what was granted
    ([("2026-01-15", "payment_received", 1185_80)], "paid", 0, 24_20),
    ([("2026-01-15", "payment_received", 1190_00)], "paid", 0, 20_00),
    ([("2026-01-15", "payment_received", 1185_79)], "", 24_21, 0),
    ([("2026-01-16", "payment_received", 1185_80)], "", 24_20, 0),
    ([("2026-01-16", "payment_received", 1197_90)], "paid", 0, 12_10),
    ([("2026-01-27", "payment_received", 1197_90)], "", 12_10, 0),
    ([("2026-01-10", "payment_received", 600_00), ("2026-01-14", "payment_received", 585_80)], "paid", 0, 24_20),
    ([("2026-01-10", "payment_received", 600_00), ("2026-01-27", "payment_received", 585_80)], "", 24_20, 0),
    ([("2026-01-10", "payment_received", 1210_00)], "paid", 0, 0),
    ([("2026-01-10", "payment_received", 1300_00)], "paid", -90_00, 0),
    # half of it credited: half of the discount
    ([("2026-01-08", "credited", 605_00), ("2026-01-10", "payment_received", 592_90)], "paid", 0, 12_10),
    ([("2026-01-08", "credited", 605_00), ("2026-01-10", "payment_received", 592_00)], "", 13_00, 0),
    ([("2026-01-08", "credited", 604_70), ("2026-01-10", "payment_received", 593_19)], "paid", 0, 12_11),  # 12.106
    # taken back: the whole is owed again, and what comes after the last day earns no discount
    ([("2026-01-15", "payment_received", 1185_80), ("2026-01-20", "payment_reversed", 1185_80)], "", 1210_00, 0),
    (
        [
            ("2026-01-15", "payment_received", 1185_80),
            ("2026-01-20", "payment_reversed", 1185_80),
            ("2026-01-28", "payment_received", 1185_80),
        ],
        "", 24_20, 0,
    ),
    # paid twice, and the second one taken back: the first was in time
    (
        [
            ("2026-01-15", "payment_received", 1185_80),
            ("2026-01-16", "payment_received", 1185_80),
            ("2026-01-20", "payment_reversed", 1185_80),
        ],
        "paid", 0, 24_20,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "end", "left", "granted"), PAID)
def test_who_deducts_it_in_time_has_paid(events, end, left, granted):
    """In time and enough: paid, the rest granted. A cent too little or a day too late: the rest is open."""
    position = after(*events)
    assert (position.end, position.claim_open, position.discounted) == (end, left, granted)
    assert (
        position.principal + position.discounted + sum(amount for _, name, amount in events if name == "credited")
        == 121_000
    )


def test_costs_that_were_claimed_are_not_discounted():
    """The discount is on the invoice; what was claimed besides is to be paid too."""
    position = after(("2026-01-10", "payment_received", 1185_80), position=replace(case(), costs=40_00))
    assert (position.end, position.claim_open, position.discounted) == ("", 64_20, 0)


def test_more_than_the_invoice_is_never_granted():
    """A discount recorded by mistake as larger than the claim forgives no costs, and leaves nothing negative."""
    position = replace(case(**{"discount.amount": 5000_00}), costs=40_00)
    position = after(("2026-01-10", "payment_received", 1), position=position)
    assert (position.end, position.claim_open, position.discounted) == ("", 1249_99, 0)


def test_a_case_without_discounts_is_as_before():
    """No fact, no discount."""
    none = dict.fromkeys(("discount.until", "discount.amount", "discount.later_until", "discount.later_amount"))
    assert discounts_of(case(**none)) == ()
    assert after(("2026-01-10", "payment_received", 1209_98), position=case(**none)).discounted == 0


MOVES = st.tuples(
    st.integers(0, 40), st.integers(1, 130_000), st.sampled_from(["payment_received", "payment_reversed"])
)


@given(st.lists(MOVES, max_size=6))
def test_every_cent_is_accounted_for(events):
    """Whatever comes in and goes back: nothing negative, never more granted than the discount."""
    position = case()
    for at, amount, name in sorted(events):
        position = apply(PROGRAM, position, Event(name, day("2026-01-05") + at, (("amount", amount),)))
        assert position.principal + position.discounted == 121_000
        assert 0 <= position.discounted <= 24_20
        assert position.principal_open == max(position.claim_open, 0)
        assert bool(position.discounted) <= (position.end == "paid")


@pytest.mark.parametrize(
    ("at", "amount", "text"),
    [
        ("2026-01-15", 1185_80, "paid in time for the discount: EUR 24.20 is granted, nothing is left to pay"),
        ("2026-01-15", 1000_00, "the discount of EUR 24.20 holds once all the rest is paid, by Thu 2026-01-15"),
        ("2026-01-16", 1185_80, "the discount of EUR 12.10 holds once all the rest is paid, by Mon 2026-01-26"),
        ("2026-01-27", 1197_90, "no discount: its last day was Mon 2026-01-26; EUR 12.10 is left to pay"),
        ("2026-01-27", 500_00, None),
        ("2026-01-10", 1210_00, None),
    ],
)
def test_the_timeline_says_whether_it_counts(at, amount, text):
    """Granted, not yet, or too late; nothing where no discount was deducted."""
    found = EXPLAINED["payment_received"](PROGRAM, case(), Event("payment_received", day(at), (("amount", amount),)))
    assert [one.text for one in found] == ([text] if text else [])
