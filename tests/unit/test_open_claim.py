"""What the matcher gets to know of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunwell.core.position import AGREED, OpenHold, RunningPlan
from dunwell.matching.open_claim import open_claim
from dunwell.model import Account, Invoice, Party
from stories import DUE, opened

INVOICE = Invoice(
    "in.xml",
    "invoice",
    "UBL",
    number="2026-0042",
    issued=date(2026, 1, 30),
    currency="EUR",
    payable=Decimal("1000.00"),
    buyer=Party(name="De Wilgen Groenvoorziening VOF", trading_name="De Wilgen"),
    accounts=(Account("NL13 TEST 0123 4567 89", "NL13TEST0123456789"), Account("428428")),
    references=("RF18539007547034",),
)
POSITION = opened()


def test_a_case_as_it_was_opened() -> None:
    """Number, names, references and accounts are those of the invoice; what is open is the principal."""
    claim = open_claim("A", INVOICE, POSITION, ("NL40TEST0987654321",))
    assert (claim.number, claim.open, claim.total, claim.currency) == ("2026-0042", 100_000, 100_000, "EUR")
    assert claim.names == ("De Wilgen Groenvoorziening VOF", "De Wilgen")
    assert claim.creditor_accounts == ("NL13TEST0123456789", "428428")
    assert (claim.references, claim.accounts) == (("RF18539007547034",), ("NL40TEST0987654321",))
    assert (claim.parts, claim.issued, claim.ended) == ((), date(2026, 1, 30).toordinal(), "")


def test_other_amounts_that_may_be_paid() -> None:
    """Without the costs claimed, as promised, beside a dispute, or an instalment: each is an amount that fits."""
    costs = replace(POSITION, costs=4_000)
    assert open_claim("A", INVOICE, costs).parts == (100_000,)
    promised = replace(POSITION, holds=(OpenHold(0, DUE, DUE + 9, 30_000),))
    assert open_claim("A", INVOICE, promised).parts == (30_000, 70_000)
    plan = RunningPlan(0, AGREED, DUE, schedule=((DUE + 30, 40_000), (DUE + 60, 60_000)), base=100_000)
    assert open_claim("A", INVOICE, replace(POSITION, plan=plan)).parts == (40_000, 60_000)


def test_a_case_that_is_over() -> None:
    """What is overpaid is not open, and the end is said in words."""
    over = replace(POSITION, received=120_000, end="handed_over")
    claim = open_claim("A", replace(INVOICE, payable=None), over)
    assert (claim.open, claim.total, claim.ended) == (0, 100_000, "handed over")
