"""Payment terms: the limits by kind and size of the parties, running contracts, and the test of size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day, day_text
from dunwell.law.rules import DEBTOR_KINDS
from dunwell.law.terms import check_term, company_size, default_term
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")
TODAY = day("2026-03-02")


@pytest.mark.parametrize(
    ("debtor", "agreed", "exception", "days", "warned"),
    [
        ("business", None, False, 30, False),
        ("business", 60, False, 60, False),
        ("business", 61, False, 60, True),
        ("business", 90, True, 90, False),
        ("public_authority", None, False, 30, False),
        ("public_authority", 31, False, 30, True),
        ("public_authority", 45, True, 45, False),
        ("public_authority", 61, True, 60, True),
        ("consumer", None, False, None, False),
        ("consumer", 120, False, 120, False),
        ("unknown", 14, False, 14, False),
        ("business", 0, False, 0, False),
    ],
)
def test_the_term_that_holds(debtor: str, agreed: int | None, exception: bool, days: int | None, warned: bool) -> None:
    """30 days where nothing was agreed, at most 60 between businesses, 30 for an authority; a consumer has no limit."""
    found = check_term(NL, debtor, agreed, TODAY, exception=exception)
    assert found.days == days
    assert [problem.code for problem in found.warnings] == (["DW621"] if warned else [])


@pytest.mark.parametrize(
    ("invoiced", "contract", "days", "until"),
    [
        ("2022-06-30", None, 60, "2023-07-01"),
        ("2022-07-01", None, 30, None),
        ("2022-07-02", None, 30, None),
        ("2023-03-01", "2021-05-01", 60, "2023-07-01"),
        ("2023-06-30", "2022-06-30", 60, "2023-07-01"),
        ("2023-07-01", "2022-06-30", 30, None),
        ("2023-03-01", "2022-07-01", 30, None),
    ],
)
def test_a_large_company_that_pays_a_small_one(
    invoiced: str, contract: str | None, days: int, until: str | None
) -> None:
    """At most 30 days since 1 July 2022; contracts from before got a year, and the answer says until when."""
    found = check_term(
        NL, "business", 60, day(invoiced), contract_day=day(contract) if contract else None,
        debtor_size="large", creditor_size="sme",
    )  # fmt: skip
    assert (found.days, found.until and day_text(found.until)) == (days, until)


@pytest.mark.parametrize(
    ("debtor_size", "creditor_size"), [("sme", "sme"), ("large", "large"), ("large", None), (None, None)]
)
def test_the_thirty_days_are_only_between_these_sizes(debtor_size: str | None, creditor_size: str | None) -> None:
    """Other pairs, and unknown sizes, fall under the sixty days."""
    assert check_term(NL, "business", 60, TODAY, debtor_size=debtor_size, creditor_size=creditor_size).days == 60


@given(st.sampled_from(DEBTOR_KINDS), st.integers(0, 400), st.booleans())
def test_no_term_gets_longer(debtor: str, agreed: int, exception: bool) -> None:
    """The law only ever shortens an agreed term, and the exception never makes it shorter."""
    found = check_term(NL, debtor, agreed, TODAY, exception=exception)
    strict = check_term(NL, debtor, agreed, TODAY)
    assert found.days is not None
    assert strict.days is not None
    assert strict.days <= found.days <= agreed


def test_the_assumed_term() -> None:
    """Where an invoice names no term, thirty days are assumed."""
    assert default_term(NL, TODAY) == 30


@pytest.mark.parametrize(
    ("year", "balance", "turnover", "employees", "large", "met"),
    [
        (2023, 20_000_001, 40_000_001, 0, True, 2),
        (2023, 20_000_000, 40_000_000, 250, False, 1),
        (2024, 20_000_001, 40_000_001, 0, False, 0),
        (2024, 25_000_001, 0, 250, True, 2),
        (2025, 26_000_000, 51_000_000, 120, True, 2),
        (2025, 25_000_000, 51_000_000, 249, False, 1),
    ],
)
def test_who_is_large(year: int, balance: int, turnover: int, employees: int, large: bool, met: int) -> None:
    """Two of three tests; the amounts rose for the financial year 2024."""
    found = company_size(NL, balance * 100, turnover * 100, employees, day(f"{year}-01-01"))
    assert (found.large, found.tests_met) == (large, met)


def test_what_cannot_be_answered_says_why() -> None:
    """A term or figures below zero, an unknown debtor, and days before the first rule are problems."""
    for ask, code in (
        (lambda: check_term(NL, "business", -1, TODAY), "DW613"),
        (lambda: check_term(NL, "ghost", 30, TODAY), "DW612"),
        (lambda: check_term(NL, "business", 30, day("2011-12-31")), "DW610"),
        (lambda: company_size(NL, -1, 0, 0, TODAY), "DW613"),
        (lambda: company_size(NL, 0, 0, 0, day("2015-12-31")), "DW610"),
    ):
        with pytest.raises(ProblemsFound, match=code):
            ask()
