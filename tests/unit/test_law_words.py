"""The figures of a law in words: each kind of rule, also those that no shipped law uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dunwell.days import day
from dunwell.law.pack import read_law
from dunwell.law.rules import DEBTOR_KINDS
from dunwell.render.law_words import counted, day_in_words, figures_in_words, listed
from dunwell.resources import jurisdictions, law_pack

if TYPE_CHECKING:
    from dunwell.law.rules import LawPack

NL = law_pack("nl")
BASIS = {"article": "art. 1", "source": "gazette", "how_sure": "two_sources"}


def figure(title: str | None = None, **value: Any) -> dict[str, Any]:
    """A figure with one row."""
    return {**({"title": title} if title else {}), **BASIS, "values": [{"from": "2012-01-01", **value}]}


def in_words(pack: LawPack, title: str) -> list[str]:
    """The phrases of the last value of the figure with this title."""
    (found,) = [row for _, row in figures_in_words(pack) if row.title == title]
    return found.values[-1].value.split("\n")


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("Statutory commercial interest (wettelijke handelsrente), percent per year", ["10.4 %"]),
        (
            "Statutory interest (wettelijke rente): how it runs",
            [
                "runs while the debtor is in default, at the earliest from the day after the due date",
                "unpaid interest joins the principal every year",
                "days counted as actual days over 365",
                "an agreed rate counts only where it is higher",
            ],
        ),
        (
            "Scale of collection costs (staffel buitengerechtelijke incassokosten)",
            [
                "up to EUR 2,500.00: 15 % of that part",
                "above EUR 2,500.00 up to EUR 5,000.00: 10 % of that part",
                "above EUR 5,000.00 up to EUR 10,000.00: 5 % of that part",
                "above EUR 10,000.00 up to EUR 200,000.00: 1 % of that part",
                "above EUR 200,000.00: 0.5 % of that part",
                "at least EUR 40.00",
                "at most EUR 6,775.00",
            ],
        ),
        ("Least compensation for a late payment between businesses", ["EUR 40.00"]),
        (
            "Received by post",
            [
                "on open day 2 after sending",
                "counted by the calendar “post”",
                "receipt has to be proved if the debtor disputes it",
            ],
        ),
        ("Received by e-mail", ["on the day of sending", "receipt always has to be proved"]),
        (
            "Fourteen-day letter (veertiendagenbrief): its term",
            [
                "14 days, the first is the day after receipt",
                "a last day that is closed moves to the next open day of the calendar “statutory”",
                "only a letter sent once the debtor is in default counts",
            ],
        ),
        (
            "A large company pays a small or medium-sized one",
            ["30 days if nothing was agreed", "at most 30 days", "for older contracts from 1 July 2023"],
        ),
        (
            "A public authority pays",
            [
                "30 days if nothing was agreed",
                "at most 30 days",
                "longer if expressly agreed and objectively justified, then at most 60 days",
            ],
        ),
        (
            "Businesses between each other",
            [
                "30 days if nothing was agreed",
                "at most 60 days",
                "longer if expressly agreed and not manifestly unfair",
            ],
        ),
        ("A consumer pays", ["due at once if nothing was agreed", "no longest term"]),
        (
            "Large company",
            [
                "large is who meets at least 2 of these:",
                "balance total above EUR 25,000,000",
                "net turnover above EUR 50,000,000",
                "250 employees or more",
            ],
        ),
        ("Price of goods sold to a consumer", ["2 years from the day after the claim became due"]),
        (
            "Order of allocation",
            [
                "within one claim: costs, then interest, then principal",
                (
                    "among several claims: what the debtor named, then what is due, then the most onerous, "
                    "then the oldest, then the rest in proportion"
                ),
            ],
        ),
        ("Hours of contact", ["from 07:00 until 20:00", "on the open days of the calendar “contact”"]),
    ],
)
def test_what_the_dutch_law_says_in_words(title: str, phrases: list[str]) -> None:
    """The value of a rule as short phrases, amounts with currency and cents."""
    assert in_words(NL, title) == phrases


def elsewhere() -> LawPack:
    """A law with the kinds of rule that the Dutch one does not use."""
    rules = {"starts": 31, "compounding": "none", "day_count": "act/act", "agreed": "any", "runs": "overdue"}
    interest = {"title": "Interest", "debtors": ["consumer", "business", "unknown"], "rate": "base"}
    brackets = [{"up_to": 150, "flat": 20}, {"up_to": 500, "flat": 30, "rate": 10}, {"up_to": 600}, {"rate": 5}]
    term = {"days": 1, "starts": 0, "extended_by": "every day", "after_default": False}
    post = figure(calendar="every day", open_day=3, proof="on_dispute")
    law = {
        "jurisdiction": {"id": "xx", "name": "Elsewhere", "currency": "GBP", "time_zone": "Europe/London"},
        "calendars": {},
        "rates": {"base": figure("Base rate", rate="-0.88")},
        "default": {"all": {"title": "Default", "debtors": [*DEBTOR_KINDS], "by": figure(bases=[], letters=[])}},
        "interest": {
            "default": interest | {"rules": figure(**rules), "points": figure("Points", points=5), "round_up_to": "0.5"}
        },
        "scales": {"cap": figure("Cap", method="pick_one", brackets=brackets), "all": figure("Flat", **FLAT)},
        "collection_costs": {
            "consumer": {"title": "Costs", "debtors": ["consumer"], "scale": "cap"},
            "business": {"title": "Costs", "debtors": ["business"], "scale": "all"},
        },
        "receipt": {"post": {"title": "Post", "presumption": post}},
        "notices": {"first": {"title": "First", "debtors": ["consumer"], "term": figure(**term)}},
        "default_term": figure("Default term", days=1),
        "payment_terms": {},
        "limitation": {"contract": figure("Contract", years=3, counted_from="year_end")},
        "interruption": figure("Interruption", most_years=1),
        "allocation": figure(within=["principal"], across=["oldest"]),
    }
    return read_law({"law.yaml": law})


FLAT = {"method": "add_up", "brackets": [{"flat": 40}]}
ELSEWHERE = elsewhere()


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("Base rate", ["-0.88 %"]),
        ("Points", ["5 %"]),
        (
            "Interest: how it runs",
            [
                "runs from day 31 after the due date",
                "no interest on interest",
                "days counted as actual days over the days of the interest year",
                "an agreed rate takes the place of this one",
            ],
        ),
        (
            "Cap",
            [
                "up to GBP 150.00: GBP 20.00",
                "above GBP 150.00 up to GBP 500.00: GBP 30.00 plus 10 % of what lies above GBP 150.00",
                "above GBP 500.00 up to GBP 600.00: nothing",
                "above GBP 600.00: 5 % of what lies above GBP 600.00",
            ],
        ),
        ("Flat", ["on every amount: GBP 40.00"]),
        ("Post", ["on day 3 after sending", "receipt has to be proved if the debtor disputes it"]),
        ("First: its term", ["1 day, the first is the day of receipt"]),
        ("Default term", ["1 day"]),
        ("Contract", ["3 years from the end of the year in which it became due"]),
        ("Interruption", ["at most 1 year"]),
        ("Order of allocation", ["within one claim: principal", "among several claims: the oldest"]),
    ],
)
def test_what_other_laws_may_say(title: str, phrases: list[str]) -> None:
    """Points, fixed sums, calendar days, no compounding, terms from the day of receipt, years from the year's end."""
    assert in_words(ELSEWHERE, title) == phrases


@pytest.mark.parametrize(
    ("pack", "title", "remark"),
    [
        (NL, "Extra delivery days to plan with", "Open days to add to “Received by post” when planning."),
        (
            NL,
            "A large company pays a small or medium-sized one",
            (
                "For businesses. Only if the debtor is a large company. Only if the creditor is a small or "
                "medium-sized company."
            ),
        ),
        (
            NL,
            "VAT on collection costs, general rate, percent",
            (
                "Only if all of this holds: an outside service collects, and charges VAT; the creditor cannot deduct "
                "that VAT; the creditor says so, and that the costs are raised for it."
            ),
        ),
        (
            NL,
            "Hours of contact",
            (
                "Binding for those who collect for another and those who took the claim over; for others a house rule. "
                "Policies plan days and know no hours: these count at the moment at which something is sent or "
                "somebody called."
            ),
        ),
        (
            ELSEWHERE,
            "Interest: how it runs",
            (
                "Owed by consumers, businesses and debtors of an unknown kind, at the rate of “Base rate”. On top "
                "of it come the points of “Points”. The sum is rounded up to a multiple of 0.5 %."
            ),
        ),
    ],
)
def test_for_whom_a_figure_holds(pack: LawPack, title: str, remark: str) -> None:
    """Who owes it, whom it binds and what else it needs stands before the remark of the law files."""
    (found,) = [row for _, row in figures_in_words(pack) if row.title == title]
    assert found.note == remark


@pytest.mark.parametrize("jurisdiction", jurisdictions())
def test_each_figure_comes_once(jurisdiction: str) -> None:
    """A scale or rate that two rules share is told once, and figures of one heading stand together."""
    told = figures_in_words(law_pack(jurisdiction))
    assert len({(heading, figure.title) for heading, figure in told}) == len(told)
    headings = [heading for heading, _ in told]
    assert headings == sorted(headings, key=headings.index)


def test_small_words() -> None:
    """Days are written out, one is not many, and an enumeration ends in "and"."""
    assert day_in_words(day("2026-07-01")) == "1 July 2026"
    assert [counted(count, "day") for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [listed(words) for words in (["own"], ["oldest", "due"], "abc")] == [
        "the creditor",
        "the oldest and what is due",
        "a, b and c",
    ]
