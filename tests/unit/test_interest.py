"""Interest: the rates through the years, lines and their rounding, compounding, payments, stays and agreements."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import add_years, day, day_text
from dunwell.law.figures import Basis
from dunwell.law.interest import Interest, PartPayment, interest, interest_kind, rate_on
from dunwell.law.rates import rate_of
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")
KINDS = ("statutory", "commercial", "commercial_public")
DAYS = st.integers(day("2012-01-01"), day("2026-12-31"))


def rate_of_line(kind: str, on: str) -> int:
    """The rate of the single line of one day."""
    return interest(NL, 100, kind, day(on), day(on)).lines[0].rate


STATUTORY = (
    ("2012-07-01", 4, 3), ("2015-01-01", 3, 2), ("2023-01-01", 2, 4), ("2023-07-01", 4, 6), ("2024-01-01", 6, 7),
    ("2025-01-01", 7, 6), ("2026-01-01", 6, 4),
)  # fmt: skip
COMMERCIAL = (
    ("2013-01-01", "8", "7.75"), ("2013-03-16", "7.75", "8.75"), ("2013-07-01", "8.75", "8.5"),
    ("2014-01-01", "8.5", "8.25"), ("2014-07-01", "8.25", "8.15"), ("2015-01-01", "8.15", "8.05"),
    ("2016-07-01", "8.05", "8"), ("2023-01-01", "8", "10.5"), ("2023-07-01", "10.5", "12"),
    ("2024-01-01", "12", "12.5"), ("2024-07-01", "12.5", "12.25"), ("2025-01-01", "12.25", "11.15"),
    ("2025-07-01", "11.15", "10.15"), ("2026-07-01", "10.15", "10.4"),
)  # fmt: skip
CHANGES = [("statutory", *row) for row in STATUTORY] + [("commercial", *row) for row in COMMERCIAL]


@pytest.mark.parametrize(("kind", "on", "before", "after"), CHANGES)
def test_every_change_of_a_rate_is_on_its_day(kind: str, on: str, before: object, after: object) -> None:
    """The day before a change has the old rate; the day itself and the next have the new one."""
    old, new = rate_of(Decimal(str(before))), rate_of(Decimal(str(after)))
    changed = day(on)
    assert [rate_of_line(kind, day_text(changed + shift)) for shift in (-1, 0, 1)] == [old, new, new]


def test_no_other_day_changes_a_rate() -> None:
    """A line is cut only where the rate really changes: fifteen years have exactly the changes listed above."""
    for kind, changes in (("statutory", STATUTORY), ("commercial", COMMERCIAL)):
        values = NL.interest[kind].rates.values
        real = [day_text(b.start) for a, b in pairwise(values) if a.value != b.value]
        assert real == [row[0] for row in changes]


def test_lines_of_a_long_claim() -> None:
    """Ten years of commercial interest: cut on real changes and anniversaries; interest joins the base each year."""
    found = interest(NL, 200000, "commercial", day("2015-11-11"), day("2026-01-15"))
    assert found.total == 282044
    assert [line.base for line in found.lines][:4] == [200000, 200000, 216108, 233397]
    assert len(found.lines) == 18


@pytest.mark.parametrize(
    ("first", "anniversaries"),
    [
        ("2024-02-29", ["2025-02-28", "2026-02-28"]),
        ("2023-03-01", ["2024-03-01", "2025-03-01", "2026-03-01"]),
        ("2024-12-31", ["2025-12-31"]),
    ],
)
def test_the_year_runs_from_the_first_interest_day(first: str, anniversaries: list[str]) -> None:
    """Interest joins the base on the anniversary of the first interest day; 29 February becomes 28 February."""
    found = interest(NL, 1000000, "statutory", day(first), day("2026-06-30"))
    grown = [day_text(b.first) for a, b in pairwise(found.lines) if b.base > a.base]
    assert grown == anniversaries


@pytest.mark.parametrize(("count", "wanted"), [("act/365", 70192), ("act/act", 70000)])
def test_a_leap_year_by_both_day_counts(count: str, wanted: int) -> None:
    """Over the leap year 2024 act/365 gives a little more than 7 %, act/act exactly 7 %."""
    found = interest(NL, 1000000, "statutory", day("2024-01-01"), day("2024-12-31"), day_count=count)
    assert found.total == wanted


@pytest.mark.parametrize(
    ("due", "paid", "principal", "kind", "wanted"),
    [
        ("2025-12-16", "2026-01-15", 1000000, "statutory", 4110),
        ("2026-05-31", "2026-08-31", 1250000, "commercial", 32510),
        ("2026-01-01", "2026-01-23", 840000, "commercial", 5139),
        ("2026-01-01", "2026-02-01", 82000, "statutory", 279),
        ("2024-03-14", "2026-02-16", 500000, "statutory", 62382),
    ],
)
def test_worked_examples(due: str, paid: str, principal: int, kind: str, wanted: int) -> None:
    """Published examples, the day of payment counting and the due date not."""
    assert interest(NL, principal, kind, day(due) + 1, day(paid)).total == wanted


@given(
    DAYS, st.integers(0, 2000), st.integers(0, 10**9), st.sampled_from(KINDS), st.sampled_from(["act/365", "act/act"])
)
def test_lines_cover_the_period_and_add_up(first: int, length: int, principal: int, kind: str, count: str) -> None:
    """Lines follow each other without gap, their interest adds up to the total, and nothing is below zero."""
    last = first + length
    found = interest(NL, principal, kind, first, last, day_count=count)
    assert found.total == sum(line.interest for line in found.lines) >= 0
    if principal:
        assert (found.lines[0].first, found.lines[-1].last) == (first, last)
        assert all(b.first == a.last + 1 for a, b in pairwise(found.lines))
        assert sum(line.days for line in found.lines) == length + 1
    assert found.open_interest + found.open_base == principal + found.total


@given(DAYS, st.integers(0, 800), st.integers(0, 800), st.integers(0, 10**8), st.integers(0, 10**8))
def test_more_days_and_more_principal_never_bear_less(first: int, one: int, other: int, low: int, more: int) -> None:
    """Interest rises with time and with the principal."""
    short, long = sorted((one, other))

    def total(principal: int, length: int) -> int:
        return interest(NL, principal, "commercial", first, first + length).total

    assert total(low, short) <= total(low, long)
    assert total(low, short) <= total(low + more, short)


@given(DAYS, st.integers(1, 360), st.data(), st.integers(1, 10**8))
def test_splitting_a_period_costs_at_most_rounding(
    first: int, length: int, data: st.DataObject, principal: int
) -> None:
    """Within one interest year the parts of a split period add up to the whole, but for a cent of rounding."""
    cut = data.draw(st.integers(first, first + length - 1))
    whole = interest(NL, principal, "statutory", first, first + length).total
    parts = interest(NL, principal, "statutory", first, cut).total
    parts += interest(NL, principal, "statutory", cut + 1, first + length).total
    assert abs(whole - parts) <= 1


def test_a_period_without_days_bears_nothing() -> None:
    """Paid on the due date: no interest, no lines."""
    found = interest(NL, 100000, "statutory", day("2026-03-02"), day("2026-03-01"))
    assert (found.total, found.lines, found.open_base) == (0, (), 100000)


def test_a_payment_goes_to_interest_first_and_works_from_the_next_day() -> None:
    """6:44: accrued interest, then principal; the day of payment still counts on the old base."""
    payment = PartPayment(day("2026-03-01"), 20000)
    found = interest(NL, 100000, "statutory", day("2026-02-01"), day("2026-03-31"), payments=(payment,))
    assert [(day_text(line.first), line.days, line.base, line.interest) for line in found.lines] == [
        ("2026-02-01", 29, 100000, 318),
        ("2026-03-02", 30, 80318, 264),
    ]
    assert (found.open_interest, found.open_base) == (264, 80318)


def test_a_payment_as_told() -> None:
    """A payment that was accepted for the principal leaves the interest open."""
    payment = PartPayment(day("2026-03-01"), 20000, to_interest=0)
    found = interest(NL, 100000, "statutory", day("2026-02-01"), day("2026-03-01"), payments=(payment,))
    assert (found.open_interest, found.open_base) == (318, 80000)


def test_too_much_is_overpaid_and_bears_nothing() -> None:
    """Once all is paid no interest runs, and the rest is shown as overpaid."""
    payment = PartPayment(day("2026-02-10"), 150000)
    found = interest(NL, 100000, "statutory", day("2026-02-01"), day("2026-12-31"), payments=(payment,))
    assert [day_text(line.last) for line in found.lines] == ["2026-02-10"]
    assert found.overpaid == 150000 - 100000 - found.total


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 60000), st.booleans()), max_size=5),
    st.integers(0, 900),
    st.integers(0, 200000),
)
def test_every_cent_is_accounted_for(parts: list[tuple[int, int, bool]], length: int, principal: int) -> None:
    """What was owed and what ran up equals what is open and what was paid on it, whatever the payments."""
    first = day("2023-05-15")
    payments = tuple(PartPayment(first + after, amount, None if usual else 0) for after, amount, usual in parts)
    found = interest(NL, principal, "commercial", first, first + length, payments=payments)
    received = sum(payment.amount for payment in payments if payment.day <= first + length)
    assert principal + found.total == found.open_base + found.open_interest + received - found.overpaid
    assert min(found.open_base, found.open_interest, found.overpaid) >= 0


def test_no_interest_during_a_stay() -> None:
    """The days of a stay, first and last included, bear nothing; the anniversary does not move."""
    stay = (day("2026-02-11"), day("2026-02-20"))
    found = interest(NL, 1000000, "statutory", day("2026-02-01"), day("2026-02-28"), stays=(stay,))
    assert [(day_text(line.first), day_text(line.last)) for line in found.lines] == [
        ("2026-02-01", "2026-02-10"),
        ("2026-02-21", "2026-02-28"),
    ]


@pytest.mark.parametrize(
    ("kind", "agreed", "rates"),
    [
        ("statutory", 30_000, [60_000, 40_000]),
        ("statutory", 50_000, [60_000, 50_000]),
        ("commercial", 50_000, [50_000]),
        ("commercial_public", 50_000, [101_500]),
        ("commercial_public", 120_000, [120_000]),
    ],
)
def test_an_agreed_rate(kind: str, agreed: int, rates: list[int]) -> None:
    """In trade an agreed rate takes the place of the law's; for others it counts only while it is higher."""
    found = interest(NL, 1000000, kind, day("2025-12-01"), day("2026-01-31"), agreed_rate=agreed)
    assert [line.rate for line in found.lines] == rates


AGREEMENT = Basis("the agreement", "as given", "confirmed")


@pytest.mark.parametrize(
    ("kind", "agreed", "rests_on_it"),
    [
        ("commercial", 50_000, True),
        ("commercial", 0, True),
        ("statutory", 50_000, True),
        ("statutory", 40_000, False),
        ("statutory", 30_000, False),
        ("statutory", None, False),
    ],
)
def test_an_agreed_rate_is_named_where_it_counts(kind: str, agreed: int | None, rests_on_it: bool) -> None:
    """The answer rests on the agreement only if its rate was used; the law's own rate of 4 % wins a draw."""
    found = interest(NL, 1000000, kind, day("2026-02-01"), day("2026-02-28"), agreed_rate=agreed)
    assert (AGREEMENT in found.bases) is rests_on_it


def test_nothing_may_be_agreed_in_trade() -> None:
    """An agreed rate of zero takes the place of the law's: no interest."""
    found = interest(NL, 1000000, "commercial", day("2026-02-01"), day("2026-12-31"), agreed_rate=0)
    assert (found.total, {line.rate for line in found.lines}) == (0, {0})


@pytest.mark.parametrize(
    ("kind", "agreed", "per", "warned"),
    [
        ("commercial", 50_000, "year", False),
        ("commercial", 0, "year", False),
        ("statutory", 10_000, "month", False),
        ("statutory", 50_000, "year", True),
        ("commercial", None, "year", True),
    ],
)
def test_an_agreed_rate_does_not_age(kind: str, agreed: int | None, per: str, warned: bool) -> None:
    """Only where the law's rate could still count is it said to be perhaps outdated."""
    first, last = day("2026-12-01"), day("2027-06-30")
    found = interest(NL, 1000000, kind, first, last, agreed_rate=agreed, agreed_per=per)
    assert [problem.code for problem in found.warnings] == (["DW611"] if warned else [])


def test_a_rate_that_changes_on_the_last_day() -> None:
    """The last day is a line of its own with the new rate, and the answer rests on both rows."""
    found = interest(NL, 1000000, "statutory", day("2025-12-31"), day("2026-01-01"))
    assert [(day_text(line.first), line.days, line.rate) for line in found.lines] == [
        ("2025-12-31", 1, 60_000),
        ("2026-01-01", 1, 40_000),
    ]
    rows = NL.interest["statutory"].rates.values[-2:]
    assert set(found.bases) == {*(row.basis for row in rows), NL.interest["statutory"].terms.values[0].basis}


def test_a_payment_on_the_day_of_another_change() -> None:
    """A payment on the day of a new rate works from the next day: that day bears the new rate on the old base."""
    payment = PartPayment(day("2026-01-01"), 500000, to_interest=0)
    found = interest(NL, 1000000, "statutory", day("2025-12-31"), day("2026-01-02"), payments=(payment,))
    assert [(line.rate, line.base) for line in found.lines] == [(60_000, 1000000), (40_000, 1000000), (40_000, 500000)]


def test_payments_work_in_the_order_of_their_days() -> None:
    """Two payments, given in the wrong order, each bring the base down from their own next day."""
    payments = (PartPayment(day("2026-02-20"), 30000, 0), PartPayment(day("2026-02-10"), 20000, 0))
    found = interest(NL, 100000, "statutory", day("2026-02-01"), day("2026-02-28"), payments=payments)
    assert [(day_text(line.first), line.base) for line in found.lines] == [
        ("2026-02-01", 100000),
        ("2026-02-11", 80000),
        ("2026-02-21", 50000),
    ]


def test_points_on_top() -> None:
    """Points that were agreed on top of the rate by law follow its changes."""
    found = interest(NL, 1000000, "statutory", day("2023-01-01"), day("2023-12-31"), points=20_000)
    assert ([line.rate for line in found.lines], found.total) == ([60_000, 80_000], 70082)


def test_an_agreed_monthly_rate_is_added_every_month() -> None:
    """Two per cent a month for a year on 1000.00, each month rounded: 268.23."""
    found = interest(
        NL, 100000, "commercial", day("2025-01-15"), day("2026-01-14"), agreed_rate=20_000, agreed_per="month"
    )
    assert (found.total, len(found.lines)) == (26823, 12)


@pytest.mark.parametrize(("last", "warned"), [("2026-12-31", False), ("2027-01-01", True)])
@pytest.mark.parametrize("kind", KINDS)
def test_past_the_last_published_rate_there_is_a_warning(kind: str, last: str, warned: bool) -> None:
    """Rates are known to the end of 2026; a day later the last one is used, and said to be perhaps outdated."""
    found = interest(NL, 100000, kind, day("2026-12-01"), day(last))
    assert [problem.code for problem in found.warnings] == (["DW611"] if warned else [])


def test_bases_name_the_rows_that_were_used() -> None:
    """The answer rests on the rates of its own lines and on no other."""
    found: Interest = interest(NL, 100000, "statutory", day("2025-12-01"), day("2026-01-31"))
    used = [row.basis for row in NL.interest["statutory"].rates.values[-2:]]
    assert list(found.bases[:2]) == used
    assert len(found.bases) == 3


@pytest.mark.parametrize(
    ("principal", "kind", "first", "count", "code"),
    [
        (-1, "statutory", "2026-01-01", None, "DW613"),
        (1, "moratory", "2026-01-01", None, "DW612"),
        (1, "statutory", "2026-01-01", "30/360", "DW612"),
        (1, "statutory", "2011-12-31", None, "DW610"),
    ],
)
def test_what_cannot_be_answered_says_why(principal: int, kind: str, first: str, count: str | None, code: str) -> None:
    """Amounts below zero, unknown names and days before the first rate are problems."""
    with pytest.raises(ProblemsFound, match=code):
        interest(NL, principal, kind, day(first), day("2026-02-01"), day_count=count)


def test_a_refusal_says_what_was_found() -> None:
    """The message names the value and what it was taken for, and the fix says what could be written."""
    first = day("2026-01-01")
    below = ("DW613", "give an amount of zero or more")
    for ask, message, (code, fix) in (
        (lambda: interest(NL, -101, "statutory", first, first), "the amount -1.01 is below zero", below),
        (
            lambda: interest(NL, 1, "statutory", first, first, payments=(PartPayment(first, -5),)),
            "the amount -0.05 is below zero",
            below,
        ),
        (
            lambda: interest(NL, 1, "moratory", first, first),
            "'moratory' is no kind of interest that this law knows",
            ("DW612", "write one of: statutory, commercial, commercial_public"),
        ),
        (
            lambda: interest(NL, 1, "statutory", first, first, day_count="30/360"),
            "'30/360' is no day count",
            ("DW612", "write one of: act/365, act/act"),
        ),
        (
            lambda: interest(NL, 1, "statutory", first, first, agreed_rate=1, agreed_per="week"),
            "'week' is no period of a rate",
            ("DW612", "write one of: year, month"),
        ),
    ):
        with pytest.raises(ProblemsFound) as caught:
            ask()
        (problem,) = caught.value.problems
        assert (problem.message, problem.code, problem.fix) == (message, code, fix)


def test_a_last_day_that_is_an_anniversary() -> None:
    """Interest joins the base on the anniversary even if that is the last day."""
    found = interest(NL, 1000000, "statutory", day("2025-01-01"), day("2026-01-01"))
    assert [(day_text(line.first), line.base) for line in found.lines] == [
        ("2025-01-01", 1000000),
        ("2026-01-01", 1060000),
    ]


def test_a_stay_of_one_day() -> None:
    """A stay whose first and last day are the same leaves out that day alone."""
    stay = (day("2026-02-10"), day("2026-02-10"))
    found = interest(NL, 1000000, "statutory", day("2026-02-01"), day("2026-02-28"), stays=(stay,))
    assert [(day_text(line.first), line.days) for line in found.lines] == [("2026-02-01", 9), ("2026-02-11", 18)]


def test_a_period_without_an_agreed_rate_says_nothing() -> None:
    """Who names the month but agreed on no rate gets the interest by law, added yearly."""
    first, last = day("2024-01-01"), day("2026-06-30")
    assert interest(NL, 1000000, "statutory", first, last, agreed_per="month") == interest(
        NL, 1000000, "statutory", first, last
    )


@pytest.mark.parametrize(
    ("debtor", "kind"),
    [
        ("consumer", "statutory"),
        ("unknown", "statutory"),
        ("business", "commercial"),
        ("public_authority", "commercial_public"),
    ],
)
def test_which_interest_a_debtor_owes(debtor: str, kind: str) -> None:
    """Consumers, and whoever may be one, owe the statutory interest; trade owes the commercial one."""
    assert interest_kind(NL, debtor) == kind


def test_the_longest_period_is_worked_out() -> None:
    """A century of compounding ends, and stays exact."""
    first = day("2012-01-01")
    found = interest(NL, 1, "statutory", first, add_years(first, 100))
    assert found.total == sum(line.interest for line in found.lines)


@pytest.mark.parametrize(
    ("law", "kind", "agreed", "rate"),
    [
        ("nl", "business", None, "10.15"),
        ("nl", "business", "12", "12"),
        ("nl", "consumer", None, "4"),
        ("be", "consumer", None, "0"),
        ("be", "consumer", "5", "5"),
        ("de", "consumer", None, "6.27"),
    ],
)
def test_the_rate_of_a_day(law: str, kind: str, agreed: str | None, rate: str) -> None:
    """As interest would run that day: by law, as agreed, or not at all where nothing was agreed."""
    pack = law_pack(law)
    wanted = rate_of(Decimal(agreed)) if agreed else None
    found = rate_on(pack, interest_kind(pack, kind), day("2026-03-02"), agreed_rate=wanted)
    assert found == rate_of(Decimal(rate))
