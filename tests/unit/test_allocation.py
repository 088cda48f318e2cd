"""What a payment is set against: costs, interest, principal; and among several claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day
from dunwell.law.allocation import OpenClaim, allocate, allocate_over, order_of_claims
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")
DAY = day("2026-06-01")
CENTS = st.integers(0, 10**9)
CLAIMS = st.lists(
    st.builds(
        OpenClaim,
        reference=st.sampled_from("ABCDEFGH"),
        due=st.sampled_from([day("2026-01-31"), day("2026-03-31"), day("2027-01-31")]),
        principal=st.integers(0, 9999),
        interest=st.integers(0, 99),
        costs=st.sampled_from([0, 4000]),
        rate=st.sampled_from([40_000, 101_500]),
    ),
    max_size=6,
    unique_by=lambda claim: claim.reference,
)


@pytest.mark.parametrize(
    ("payment", "shares"),
    [
        (0, (0, 0, 0, 0)),
        (3999, (3999, 0, 0, 0)),
        (4001, (4000, 1, 0, 0)),
        (10000, (4000, 500, 5500, 0)),
        (14501, (4000, 500, 10000, 1)),
    ],
)
def test_costs_then_interest_then_principal(payment: int, shares: tuple[int, ...]) -> None:
    """A payment fills the costs that are due, then the interest, then the principal; the rest is too much."""
    found = allocate(NL, payment, 4000, 500, 10000, on_day=DAY)
    assert (found.to_costs, found.to_interest, found.to_principal, found.overpayment) == shares


@given(CENTS, CENTS, CENTS, CENTS)
def test_no_cent_is_lost_within_a_claim(payment: int, costs: int, interest: int, principal: int) -> None:
    """The payment is what was allocated plus the overpayment, and what is left is what was owed less that."""
    found = allocate(NL, payment, costs, interest, principal, on_day=DAY)
    allocated = found.to_costs + found.to_interest + found.to_principal
    assert payment == allocated + found.overpayment
    assert costs + interest + principal - allocated == found.left_costs + found.left_interest + found.left_principal
    assert found.left_costs == 0 or found.to_interest == found.to_principal == 0
    assert found.overpayment == 0 or found.left_principal == 0


def test_an_amount_below_zero_is_refused() -> None:
    """A payment back is another event, not a negative payment."""
    for amounts, name in (((-1, 0, 0, 100), "payment"), ((1, -1, 0, 100), "costs"), ((1, 0, 0, -1), "principal")):
        with pytest.raises(ProblemsFound) as caught:
            allocate(NL, *amounts, on_day=DAY)
        (problem,) = caught.value.problems
        assert (problem.code, problem.message) == ("DW613", f"the {name} -0.01 is below zero")
        assert problem.fix == "give an amount of zero or more"


OLD = OpenClaim("old", day("2026-01-31"), 10000, rate=40_000)
DEAR = OpenClaim("dear", day("2026-03-31"), 10000, rate=101_500)
YOUNG = OpenClaim("young", day("2026-04-30"), 10000, rate=40_000)
NOT_DUE = OpenClaim("not due", day("2027-01-31"), 10000, rate=101_500)


@pytest.mark.parametrize(
    ("designated", "order"),
    [
        ((), ("dear", "old", "young", "not due")),
        (("young",), ("young", "dear", "old", "not due")),
        (("not due", "old"), ("not due", "old", "dear", "young")),
        (("unheard of",), ("dear", "old", "young", "not due")),
    ],
)
def test_the_order_among_claims(designated: tuple[str, ...], order: tuple[str, ...]) -> None:
    """What the debtor names goes first; then what is due, the most onerous, the oldest."""
    assert order_of_claims(NL, (NOT_DUE, YOUNG, OLD, DEAR), DAY, designated) == order


def test_a_claim_is_due_on_its_due_day() -> None:
    """A claim counts as due from its due day, not the day before."""
    claims = (OpenClaim("b", DAY + 1, 100), OpenClaim("a", DAY, 100, rate=0))
    assert order_of_claims(NL, claims, DAY) == ("a", "b")
    assert order_of_claims(NL, claims, DAY - 1) == ("a", "b")


def test_claims_alike_share_in_proportion() -> None:
    """Between claims of the same day and rate a payment is shared by what is open on each, to the cent."""
    claims = (OpenClaim("a", OLD.due, 10000), OpenClaim("b", OLD.due, 20000))
    shares, rest = allocate_over(NL, 10000, claims, DAY)
    assert [(name, share.to_principal) for name, share in shares] == [("a", 3334), ("b", 6666)]
    assert rest == 0


@pytest.mark.parametrize(("payment", "names", "rest"), [(0, [], 0), (10000, ["b"], 0), (15000, ["b", "c"], 0)])
def test_only_claims_that_get_something_are_named(payment: int, names: list[str], rest: int) -> None:
    """A claim with nothing open, and one that the money does not reach, have no share."""
    claims = (OpenClaim("a", OLD.due - 1, 0), OpenClaim("b", OLD.due, 10000), OpenClaim("c", OLD.due + 1, 10000))
    shares, left = allocate_over(NL, payment, claims, DAY)
    assert ([name for name, _ in shares], left) == (names, rest)


def test_a_claim_without_interest_is_the_least_onerous() -> None:
    """Who says no rate says zero: any rate is more onerous, and claims are principal alone unless they say more."""
    plain, dear = OpenClaim("plain", OLD.due, 10000), OpenClaim("dear", OLD.due, 10000, rate=1)
    assert order_of_claims(NL, (plain, dear), DAY) == ("dear", "plain")
    assert plain == OpenClaim("plain", OLD.due, 10000, interest=0, costs=0, rate=0)
    assert plain.open == 10000


def test_each_claim_takes_its_own_costs_and_interest_first() -> None:
    """Within every claim that a payment reaches, costs and interest go before the principal."""
    claims = (OpenClaim("a", OLD.due, 10000, interest=100, costs=4000, rate=101_500), OLD)
    shares, rest = allocate_over(NL, 20000, claims, DAY)
    (first, on_first), (second, on_second) = shares
    assert (first, on_first.to_costs, on_first.to_interest, on_first.to_principal) == ("a", 4000, 100, 10000)
    assert (second, on_second.to_principal, rest) == ("old", 5900, 0)


@given(CLAIMS, st.integers(0, 60000), st.lists(st.sampled_from("ABCDEFGH"), max_size=3, unique=True))
def test_no_cent_is_lost_among_claims(claims: list[OpenClaim], payment: int, designated: list[str]) -> None:
    """Whatever the claims, the payment is the sum of the shares and the rest; a rest means that all is paid."""
    shares, rest = allocate_over(NL, payment, tuple(claims), DAY, tuple(designated))
    given_out = sum(share.to_costs + share.to_interest + share.to_principal for _, share in shares)
    assert payment == given_out + rest
    assert all(share.overpayment == 0 for _, share in shares)
    assert rest == 0 or given_out == sum(claim.open for claim in claims)


def test_a_claim_due_today_comes_before_a_dearer_one_due_tomorrow() -> None:
    """Whether a claim is due comes before how onerous it is, and the due day itself counts as due."""
    today = day("2026-06-01")
    claims = (OpenClaim("later", today + 1, 10_000, rate=101_500), OpenClaim("today", today, 10_000, rate=40_000))
    assert order_of_claims(NL, claims, today) == ("today", "later")
    assert order_of_claims(NL, claims, today - 1) == ("later", "today")


def test_law_without_an_order_refuses_in_words() -> None:
    """Files that hold no order of allocation give no order, and say what to do."""
    with pytest.raises(ProblemsFound, match="DW610 these law files hold no order of allocation") as refused:
        order_of_claims(law_pack("be"), (OpenClaim("A", 1, 100),), day("2026-06-01"))
    assert refused.value.problems[0].fix == "take another law, or add it with its source"
