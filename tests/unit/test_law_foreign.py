"""Other lands as data alone: Belgian caps, waits and agreed rates, German base rate plus points, British fixed sums."""

from __future__ import annotations

from typing import Any

import pytest

from dunwell.days import day, day_text
from dunwell.law.allocation import allocate
from dunwell.law.costs import collection_costs
from dunwell.law.interest import interest, interest_kind
from dunwell.law.limitation import limitation
from dunwell.law.notice import notice_term, received_day
from dunwell.law.pack import read_law
from dunwell.law.rates import percent_text
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

BASIS = {"article": "art. 1", "source": "gazette", "how_sure": "two_sources"}


def figure(*values: dict[str, Any], title: str = "a figure") -> dict[str, Any]:
    """A figure whose rows all start in 2012 unless they say otherwise."""
    return {"title": title, **BASIS, "values": [{"from": "2012-01-01", **value} for value in values]}


def law(**changes: Any) -> dict[str, Any]:
    """A small law with nothing of the Dutch one; `changes` replace whole parts."""
    return {
        "jurisdiction": {"id": "xx", "name": "Elsewhere", "currency": "EUR", "time_zone": "Europe/Brussels"},
        "holidays": {"may_day": {"title": "May Day", "on": "05-01", "from": "1990-01-01", **BASIS}},
        "calendars": {
            "weekdays": {"title": "Weekdays", "closed": ["saturday", "sunday"], "holidays": ["may_day"], **BASIS}
        },
        "rates": {"base": figure({"rate": 1})},
        "default": {
            "all": {
                "title": "Default",
                "debtors": ["consumer", "unknown", "business", "public_authority"],
                "by": figure({"bases": [], "letters": []}),
            }
        },
        "interest": {},
        "receipt": {},
        "notices": {},
        "default_term": figure({"days": 30}),
        "payment_terms": {},
        "limitation": {"contract": figure({"years": 3, "counted_from": "year_end"})},
        "interruption": figure({"most_years": 3}),
        "allocation": figure({"within": ["costs", "interest", "principal"], "across": ["due", "oldest"]}),
        **changes,
    }


def costs(brackets: list[dict[str, object]], **limits: object) -> dict[str, Any]:
    """Collection costs by a scale of which one bracket is picked."""
    scale = figure({"method": "pick_one", "brackets": brackets, **limits})
    return {
        "scales": {"cap": scale},
        "collection_costs": {"consumer": {"title": "Costs", "debtors": ["consumer"], "scale": "cap"}},
    }


@pytest.mark.parametrize(
    ("debt", "cap"), [(15000, 2000), (15100, 3010), (40000, 5500), (50000, 6500), (100000, 9000), (3920000, 200000)]
)
def test_a_cap_of_flat_sums_and_percentages(debt: int, cap: int) -> None:
    """Belgium: 20 up to 150, 30 plus 10 % above that up to 500, 65 plus 5 % above 500, at most 2,000."""
    brackets: list[dict[str, object]] = [
        {"up_to": 150, "flat": 20},
        {"up_to": 500, "flat": 30, "rate": 10},
        {"flat": 65, "rate": 5},
    ]
    pack = read_law({"law.yaml": law(**costs(brackets, maximum=2000))})
    assert collection_costs(pack, (debt,), "consumer", day("2026-03-02")).costs == cap


@pytest.mark.parametrize(("debt", "fixed"), [(99999, 4000), (100000, 7000), (999999, 7000), (1000000, 10000)])
def test_fixed_sums(debt: int, fixed: int) -> None:
    """Britain: 40, 70 or 100 by the size of the debt."""
    brackets: list[dict[str, object]] = [
        {"up_to": "999.99", "flat": 40},
        {"up_to": "9999.99", "flat": 70},
        {"flat": 100},
    ]
    pack = read_law({"law.yaml": law(**costs(brackets))})
    assert collection_costs(pack, (debt,), "consumer", day("2026-03-02")).costs == fixed


@pytest.mark.parametrize(
    ("debt", "lines"),
    [
        (100000, [("5 % of 1000.00", 5000), ("Collection costs", 5000)]),
        (80000, [("5 % of 800.00", 4000), ("Collection costs", 4000)]),
        (50000, [("5 % of 500.00", 2500), ("At least, for any late payment", 4000), ("Collection costs", 4000)]),
        (0, [("Collection costs", 0)]),
    ],
)
def test_a_sum_that_is_due_in_any_case(debt: int, lines: list[tuple[str, int]]) -> None:
    """A sum for any late payment lifts lower costs, is named where it does, and is not due where nothing is open."""
    parts = costs([{"rate": 5}])
    parts["collection_costs"]["consumer"]["at_least"] = "late"
    pack = read_law({"law.yaml": law(**parts, sums={"late": {**figure({"amount": 40}), "article": "art. 2"}})})
    found = collection_costs(pack, (debt,), "consumer", day("2026-03-02"))
    assert [(row.label, row.amount) for row in found.working[1:-1]] == lines
    assert found.total == lines[-1][1]
    assert ("art. 2" in [basis.article for basis in found.bases]) is (len(lines) == 3)


def test_the_lines_of_a_scale_with_flat_sums() -> None:
    """The working names the flat sum, the rate with what it is taken of, and a bracket in which nothing is due."""
    pack = read_law({"law.yaml": law(**costs([{"up_to": 10}, {"up_to": 150, "flat": 20}, {"flat": 30, "rate": 10}]))})
    found = [collection_costs(pack, (debt,), "consumer", day("2026-03-02")) for debt in (1000, 15000, 25000)]
    assert [(each.working[1].label, each.working[1].amount) for each in found] == [
        ("nothing", 0),
        ("20.00", 2000),
        ("30.00 plus 10 % of 100.00 above 150.00", 4000),
    ]


def test_a_debtor_without_a_rule_is_told_what_is_missing() -> None:
    """A law may say nothing about costs or interest of some kind of debtor; the refusal names which of the two."""
    pack = read_law({"law.yaml": law(**costs([{"rate": 5}]))})
    for ask, what in (
        (lambda: collection_costs(pack, (100,), "business", day("2026-03-02")), "collection costs"),
        (lambda: interest_kind(pack, "business"), "interest"),
    ):
        with pytest.raises(ProblemsFound) as caught:
            ask()
        (problem,) = caught.value.problems
        assert (problem.code, problem.message) == (
            "DW612",
            f"this law has no {what} for a debtor of the kind 'business'",
        )


RATES = {
    "rates": {
        "base": figure(
            {"rate": "-0.88"}, {"from": "2023-01-01", "rate": "1.62"}, {"from": "2023-07-01", "rate": "3.12"}
        )
    }
}


def base_plus(points: int, **more: object) -> dict[str, Any]:
    """One kind of interest: the base rate plus points, never on interest."""
    rules = {"starts": 1, "compounding": "none", "day_count": "act/365", "agreed": "higher", "runs": "in_default"}
    rule = {"title": "Interest", "debtors": ["consumer"], "rate": "base", "rules": figure(rules)}
    return {**RATES, "interest": {"default": {**rule, "points": figure({"points": points}), **more}}}


@pytest.mark.parametrize(("points", "rate", "total"), [(5, 66_200, 32828), (9, 106_200, 52664)])
def test_base_rate_plus_points_without_compounding(points: int, rate: int, total: int) -> None:
    """Germany: 181 days of base rate plus 5 or 9 points on 10,000."""
    pack = read_law({"law.yaml": law(**base_plus(points))})
    found = interest(pack, 1000000, "default", day("2023-01-01"), day("2023-06-30"))
    assert (found.lines[0].rate, found.total) == (rate, total)


def test_a_rate_below_zero_bears_nothing() -> None:
    """A base rate below zero without points never makes the creditor pay."""
    pack = read_law({"law.yaml": law(**base_plus(0))})
    found = interest(pack, 1000000, "default", day("2015-03-01"), day("2015-12-31"))
    assert (found.total, [line.rate for line in found.lines]) == (0, [0])
    assert {basis.article for basis in found.bases} == {BASIS["article"]}


def test_an_answer_names_base_rate_and_points() -> None:
    """Where a rate is the sum of two tables, the answer rests on both, each with its own article."""
    parts = base_plus(5)
    parts["interest"]["default"]["points"]["article"] = "art. 288"
    pack = read_law({"law.yaml": law(**parts)})
    found = interest(pack, 1000000, "default", day("2023-01-01"), day("2023-06-30"))
    assert [basis.article for basis in found.bases] == ["art. 1", "art. 288"]


def test_without_compounding_no_line_ends_on_an_anniversary() -> None:
    """Where interest bears no interest, years are not cut: only the two changes of the base rate are."""
    pack = read_law({"law.yaml": law(**base_plus(5))})
    found = interest(pack, 1000000, "default", day("2015-03-01"), day("2023-12-31"))
    assert [line.base for line in found.lines] == [1000000] * 3


def test_a_rate_rounded_up_to_the_half_point() -> None:
    """Belgium: the sum of base rate and points goes up to the next half point."""
    pack = read_law({"law.yaml": law(**base_plus(8, round_up_to="0.5"))})
    rates = [line.rate for line in interest(pack, 1000000, "default", day("2022-12-01"), day("2023-07-31")).lines]
    assert rates == [75_000, 100_000, 115_000]


@pytest.mark.parametrize(
    ("channel", "sent", "first", "last"),
    [
        ("post", "2026-06-01", "2026-06-04", "2026-06-17"),
        ("post", "2026-04-29", "2026-05-05", "2026-05-18"),
        ("email", "2026-06-05", "2026-06-06", "2026-06-19"),
    ],
)
def test_a_wait_from_the_third_working_day(channel: str, sent: str, first: str, last: str) -> None:
    """Belgium: 14 calendar days that start on the third working day after posting, or the day after an e-mail."""
    receipt = {
        "post": {
            "title": "Post",
            "presumption": figure({"calendar": "weekdays", "open_day": 3, "proof": "on_dispute"}),
        },
        "email": {
            "title": "E-mail",
            "presumption": figure({"calendar": "every day", "open_day": 1, "proof": "on_dispute"}),
        },
    }
    term = figure({"days": 14, "starts": 0, "extended_by": "every day", "after_default": False})
    notices = {"reminder": {"title": "First reminder", "debtors": ["consumer"], "term": term}}
    pack = read_law({"law.yaml": law(receipt=receipt, notices=notices)})
    found = notice_term(pack, received_day(pack, day(sent), channel).day)
    assert (day_text(found.first_day), day_text(found.last_day)) == (first, last)


def test_limitation_from_the_end_of_the_year() -> None:
    """Germany: three years from the end of the year in which the claim became due."""
    found = limitation(read_law({"law.yaml": law()}), "contract", day("2023-03-15"))
    assert (day_text(found.first_day), day_text(found.last_day)) == ("2024-01-01", "2026-12-31")


BE, DE = law_pack("be"), law_pack("de")


@pytest.mark.parametrize(
    ("agreed", "points", "rates"),
    [
        (None, 0, ["0"]),
        (80_000, 0, ["8"]),
        (105_000, 0, ["10.5"]),
        (110_000, 0, ["11", "10.5"]),
        (150_000, 0, ["11.5", "10.5"]),
        (None, 20_000, ["11.5", "10.5"]),
    ],
)
def test_the_most_that_may_be_agreed(agreed: int | None, points: int, rates: list[str]) -> None:
    """A Belgian consumer owes interest only if a rate was agreed, and at most the one between businesses."""
    span = day("2025-06-01"), day("2025-07-31")
    found = interest(BE, 1000000, "consumer", *span, agreed_rate=agreed, points=points)
    assert [percent_text(line.rate) for line in found.lines] == rates


def test_an_agreed_rate_a_month_is_not_held_against_a_highest_rate() -> None:
    """A rate a month grows within the year; the highest rate by law is one a year, so it is asked for anew."""
    with pytest.raises(ProblemsFound, match="DW612"):
        interest(BE, 1000000, "consumer", day("2026-01-01"), day("2026-03-01"), agreed_rate=5_000, agreed_per="month")


def test_costs_that_need_an_agreement_say_so() -> None:
    """What a Belgian consumer owes is a highest amount, a business owes its forty euros without any agreement."""
    on = day("2026-03-02")
    found = {kind: collection_costs(BE, (40000,), kind, on) for kind in ("consumer", "business")}
    assert {kind: (one.costs, one.if_agreed, one.notice) for kind, one in found.items()} == {
        "consumer": (5500, True, "first_reminder"),
        "business": (4000, False, None),
    }


def test_a_german_consumer_owes_no_fixed_sum() -> None:
    """There is no figure to charge, so none is made up."""
    with pytest.raises(ProblemsFound, match="DW612"):
        collection_costs(DE, (40000,), "consumer", day("2026-03-02"))


def test_what_the_files_do_not_hold_is_refused() -> None:
    """Belgium: no limitation, no allocation. Germany: no interruption, no letter with a term by law."""
    on = day("2026-03-02")
    for ask in (
        lambda: limitation(BE, "contract", on),
        lambda: allocate(BE, 100, 1, 1, 1, on_day=on),
        lambda: limitation(DE, "contract", on, (on + 1,)),
        lambda: notice_term(DE, on),
    ):
        with pytest.raises(ProblemsFound, match=r"DW61[02]"):
            ask()


BELGIAN = "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25"
GERMAN = "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"


@pytest.mark.parametrize(("law", "days"), [("be", BELGIAN), ("de", GERMAN)])
def test_holidays_of_2026_by_hand(law: str, days: str) -> None:
    """The holidays of a year against a list made by hand."""
    found = law_pack(law).calendars["working days"].between(2026, 2026)
    assert [day_text(when)[5:] for when, _ in found] == days.split()


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        ("2016-06-30", None),
        ("2016-07-01", 80_000),
        ("2022-12-31", 80_000),
        ("2023-01-01", 105_000),
        ("2026-12-31", 105_000),
    ],
)
def test_the_belgian_rate_on_its_first_days(on: str, rate: int | None) -> None:
    """The day before the first known rate is unknown; a rate holds until the day before the next."""
    found = BE.interest["commercial"].rates.at(day(on))
    assert (found and found.value) == rate


@pytest.mark.parametrize(("on", "points"), [("2014-07-28", 80_000), ("2014-07-29", 90_000), ("2026-12-31", 90_000)])
def test_the_german_points_on_their_first_days(on: str, points: int) -> None:
    """Eight points before the act of 2014, nine since."""
    table = DE.interest["commercial"].points
    assert table is not None
    assert table.on(day(on)).value == points
