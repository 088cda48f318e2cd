"""Collection costs by the scale: brackets, minimum, maximum, rounding, several claims, VAT."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day
from dunwell.law.costs import collection_costs
from dunwell.money import cents
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")
DAY = day("2026-03-02")
AMOUNTS = st.integers(0, 2_000_000_00)


def costs(principal: int, debtor: str = "consumer") -> int:
    """The costs in cents over one principal in cents."""
    return collection_costs(NL, (principal,), debtor, DAY).costs


@pytest.mark.parametrize(
    ("principal", "wanted"),
    [
        ("0", "0"), ("0.01", "40"), ("266.66", "40"), ("266.67", "40"), ("266.70", "40.01"), ("267", "40.05"),
        ("1000.50", "150.08"), ("2499.99", "375"), ("2500", "375"), ("2500.05", "375.01"), ("5000", "625"),
        ("10000", "875"), ("10000.49", "875"), ("10000.50", "875.01"), ("200000", "2775"), ("999999.99", "6775"),
        ("1000000", "6775"), ("1005000", "6775"), ("9999999", "6775"),
    ],
)  # fmt: skip
def test_the_scale_at_and_around_its_edges(principal: str, wanted: str) -> None:
    """Minimum up to 266.67, each bracket top, half cents up, and the maximum from exactly one million."""
    assert costs(cents(Decimal(principal))) == cents(Decimal(wanted))


@given(AMOUNTS, AMOUNTS)
def test_more_principal_never_costs_less(one: int, other: int) -> None:
    """The costs rise with the principal, and lie between minimum and maximum for whoever owes anything."""
    low, high = sorted((one, other))
    assert costs(low) <= costs(high)
    assert costs(high) == 0 if high == 0 else 4000 <= costs(high) <= 677500


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_claims_are_added_up_first(principals: list[int]) -> None:
    """Several claims cost what their sum costs, never more than apart, but for half a cent of rounding each."""
    together = collection_costs(NL, tuple(principals), "consumer", DAY).costs
    assert together == costs(sum(principals))
    assert together <= sum(costs(principal) for principal in principals) + len(principals)


@given(AMOUNTS)
def test_the_working_leads_to_the_total(principal: int) -> None:
    """The last line of the working is the total, which is costs plus VAT."""
    found = collection_costs(NL, (principal,), "consumer", DAY, vat_not_deductible=True, outsourced=True, declared=True)
    assert found.working[-1].amount == found.total == found.costs + found.vat


@pytest.mark.parametrize(
    ("principals", "debtor", "lines"),
    [
        (
            ("100", "3900"), "consumer",
            [
                ("Principal, all claims together", "4000"), ("15 % of 2500.00", "375"),
                ("10 % of 1500.00 above 2500.00", "150"), ("Collection costs", "525"),
                ("VAT, 21 % of 525.00", "110.25"), ("Total", "635.25"),
            ],
        ),
        (
            ("266.67",), "consumer",
            [
                ("Principal", "266.67"), ("15 % of 266.67", "40"), ("Collection costs", "40"),
                ("VAT, 21 % of 40.00", "8.40"), ("Total", "48.40"),
            ],
        ),
        (
            ("100",), "business",
            [
                ("Principal", "100"), ("15 % of 100.00", "15"), ("Minimum", "40"), ("Collection costs", "40"),
                ("VAT, 21 % of 40.00", "8.40"), ("Total", "48.40"),
            ],
        ),
        (
            ("0",), "business",
            [("Principal", "0"), ("Collection costs", "0"), ("VAT, 21 % of 0.00", "0"), ("Total", "0")],
        ),
    ],
)  # fmt: skip
def test_the_working_can_be_checked_by_hand(
    principals: tuple[str, ...], debtor: str, lines: list[tuple[str, str]]
) -> None:
    """Each bracket that takes part, what the minimum makes of it, VAT and total; no line for what changed nothing."""
    amounts = tuple(cents(Decimal(principal)) for principal in principals)
    found = collection_costs(NL, amounts, debtor, DAY, vat_not_deductible=True, outsourced=True, declared=True)
    assert [(row.label, row.amount) for row in found.working] == [(text, cents(Decimal(sum_))) for text, sum_ in lines]


@pytest.mark.parametrize(("principal", "capped"), [("1000000", False), ("1000002", True)])
def test_the_maximum_is_a_line_only_where_it_cuts(principal: str, capped: bool) -> None:
    """Exactly at one million the scale itself gives the maximum; above it the working says that it was cut."""
    found = collection_costs(NL, (cents(Decimal(principal)),), "consumer", DAY)
    assert ("Maximum" in [row.label for row in found.working]) is capped
    assert found.costs == 677500


def test_an_answer_names_what_it_rests_on() -> None:
    """The scale always; the rate of VAT only where VAT was added."""
    plain = collection_costs(NL, (10000,), "consumer", DAY).bases
    taxed = collection_costs(NL, (10000,), "consumer", DAY, vat_not_deductible=True, outsourced=True, declared=True)
    assert [basis.article for basis in plain] == ["art. 2 Besluit vergoeding voor buitengerechtelijke incassokosten"]
    assert taxed.bases[:1] == plain
    assert [basis.article.split(" Besluit")[0] for basis in taxed.bases[1:]] == ["art. 2 lid 3"]


@pytest.mark.parametrize("debtor", ["consumer", "business", "public_authority", "unknown"])
def test_everybody_owes_by_the_same_scale_but_not_at_the_same_time(debtor: str) -> None:
    """Only a consumer, or who may be one, has to get a fourteen-day letter first."""
    found = collection_costs(NL, (82000,), debtor, DAY)
    assert found.costs == 12300
    assert found.notice == ("fourteen_day_letter" if debtor in ("consumer", "unknown") else None)


@pytest.mark.parametrize(
    ("outsourced", "not_deductible", "declared", "vat", "warned"),
    [
        (True, True, True, 13125, False),
        (True, True, False, 0, True),
        (True, False, True, 0, True),
        (False, True, True, 0, True),
        (False, False, False, 0, False),
    ],
)
def test_vat_only_if_all_three_hold(
    outsourced: bool, not_deductible: bool, declared: bool, vat: int, warned: bool
) -> None:
    """VAT needs an outside service, VAT that cannot be deducted, and a statement; what is missing is said."""
    found = collection_costs(
        NL, (500000,), "consumer", DAY, outsourced=outsourced, vat_not_deductible=not_deductible, declared=declared
    )
    assert (found.costs, found.vat, found.total) == (62500, vat, 62500 + vat)
    assert [problem.code for problem in found.warnings] == (["DW614"] if warned else [])


@pytest.mark.parametrize(("on", "known"), [("2012-06-30", False), ("2012-07-01", True), ("2012-07-02", True)])
def test_the_scale_starts_on_its_first_day(on: str, known: bool) -> None:
    """There is no scale before 1 July 2012, and none is guessed."""
    if known:
        assert collection_costs(NL, (100000,), "consumer", day(on)).costs == 15000
        return
    with pytest.raises(ProblemsFound, match="DW610"):
        collection_costs(NL, (100000,), "consumer", day(on))


def test_vat_before_its_first_known_rate_is_not_guessed() -> None:
    """The general rate is known from 1 October 2012; the day before, VAT cannot be worked out."""
    first = day("2012-10-01")
    said = {"outsourced": True, "vat_not_deductible": True, "declared": True}
    assert collection_costs(NL, (500000,), "consumer", first, **said).vat == 13125
    with pytest.raises(ProblemsFound, match="DW610"):
        collection_costs(NL, (500000,), "consumer", first - 1, **said)


@pytest.mark.parametrize(
    ("on", "debtor", "warned"),
    [("2024-09-30", "consumer", False), ("2024-10-01", "consumer", True), ("2024-10-01", "business", False)],
)
def test_costs_on_a_later_instalment_ask_for_a_person(on: str, debtor: str, warned: bool) -> None:
    """Since 1 October 2024 a consumer's later instalment is not charged without a person's word."""
    found = collection_costs(NL, (10000,), debtor, day(on), later_instalment=True)
    assert [problem.code for problem in found.warnings] == (["DW615"] if warned else [])
    assert all(problem.fix == "let a person decide before these costs are charged" for problem in found.warnings)


@pytest.mark.parametrize(
    ("principals", "debtor", "code"),
    [((-1,), "consumer", "DW613"), ((100, -1), "consumer", "DW613"), ((1,), "x", "DW612")],
)
def test_what_cannot_be_answered_says_why(principals: tuple[int, ...], debtor: str, code: str) -> None:
    """An amount below zero and an unknown kind of debtor are problems, not answers."""
    with pytest.raises(ProblemsFound, match=code):
        collection_costs(NL, principals, debtor, DAY)


def test_principals_of_nothing_cost_nothing() -> None:
    """A principal of zero is an answer, not a mistake, alone or beside another."""
    assert costs(0) == 0
    assert collection_costs(NL, (0, 82000), "consumer", DAY).costs == costs(82000)


def test_the_refusal_names_the_amount() -> None:
    """Of several principals the one that is below zero is named, with what to do about it."""
    with pytest.raises(ProblemsFound) as caught:
        collection_costs(NL, (10000, -250, -100), "consumer", DAY)
    (problem,) = caught.value.problems
    assert problem.message == "the principal -2.50 is below zero"
    assert problem.fix.startswith("leave credit notes out")


def test_missing_conditions_of_vat_are_named() -> None:
    """The warning says which conditions are missing, and names all of them."""
    (problem,) = collection_costs(NL, (10000,), "consumer", DAY, declared=True).warnings
    assert problem.message == "no VAT on the costs: it also needs outsourced, vat not deductible"
    assert problem.fix.endswith("hold: outsourced, vat not deductible, declared")
