"""Every figure of the Dutch law files against the research that it was taken from, kept beside the checkout."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dunwell.days import day, day_text
from dunwell.law.costs import collection_costs
from dunwell.law.notice import notice_term, received_day
from dunwell.law.rates import rate_of, share_of
from dunwell.money import cents, decimal_amount
from dunwell.resources import law_pack

if TYPE_CHECKING:
    from dunwell.law.figures import Dated, Figure
    from dunwell.law.rules import TermLimit

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "facts"
FILE, TEXT = FOLDER / "law-nl.yaml", FOLDER / "law-nl.md"
FACTS: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
NL = law_pack("nl")
TODAY = day("2026-03-02")

pytestmark = pytest.mark.skipif(not FACTS, reason="corpus absent: no shared/facts/law-nl.yaml beside the checkout")


def money(text: str) -> int:
    """An amount of the facts in cents."""
    return cents(Decimal(text))


def rows_of(figure: Figure[int]) -> list[tuple[str, int]]:
    """First day and rate of each row."""
    return [(day_text(row.start), row.value) for row in figure.values]


@pytest.mark.parametrize(
    ("kind", "name"), [("statutory", "statutory_interest_6_119"), ("commercial", "commercial_interest_6_119a")]
)
def test_every_row_of_the_rates(kind: str, name: str) -> None:
    """Each rate on its day, none left out and none added, and no row is surer than its facts."""
    facts = FACTS[name]
    rates = NL.interest[kind].rates
    assert rows_of(rates) == [(row["from_date"], rate_of(Decimal(row["pct"]))) for row in facts]
    for row, fact in zip(rates.values, facts, strict=True):
        assert (row.basis.how_sure == "derived") is fact["how_sure"].startswith("derived")
        assert row.basis.how_sure != "unsure"


def test_the_commercial_rate_is_the_rate_of_the_bank_plus_points() -> None:
    """A slip of the pen in a rate would not fit the rate of the central bank beside it."""
    for fact, row in zip(FACTS["commercial_interest_6_119a"], NL.interest["commercial"].rates.values, strict=True):
        assert row.value == rate_of(Decimal(fact["ecb_main_refi"]) + Decimal(fact["points"]))


def test_the_rates_in_the_text() -> None:
    """The table for people has the same rates on each of its days; an authority owes the commercial ones."""
    found = re.findall(
        r"^\| (\d{4}-\d\d-\d\d) \| ([\d.]+)[^|]*\| \**([\d.]+)", TEXT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(found) == 17
    for first, *percents in found:
        for kind, percent in zip(("statutory", "commercial"), percents, strict=True):
            assert NL.interest[kind].rates.on(day(first)).value == rate_of(Decimal(percent))
    assert NL.interest["commercial_public"].rates is NL.interest["commercial"].rates


def test_how_interest_runs() -> None:
    """From the day after the last day to pay, compounding yearly, act/365; in trade any agreed rate, else a higher."""
    rules = FACTS["interest_rules"]
    assert rules["first_day"] == "day after the last day for payment"
    assert rules["compounding"].startswith("yearly")
    for name, agreed in (("statutory", "higher"), ("commercial", "any"), ("commercial_public", "higher")):
        (row,) = NL.interest[name].terms.values
        assert (row.value.starts, row.value.compounding, row.value.agreed) == (1, "yearly", agreed)
        assert f"default {row.value.day_count}" in rules["day_count"]


def test_the_scale_of_collection_costs() -> None:
    """Brackets, rates, minimum, maximum, and the first day, for consumers and businesses alike."""
    facts = FACTS["bik_staffel"]
    for rule in NL.costs.values():
        (row,) = rule.scale.values
        assert (day_text(row.start), row.value.method) == (facts["valid_from"], "add_up")
        assert (row.value.minimum, row.value.maximum) == (money(facts["minimum"]), money(facts["maximum"]))
        brackets = [(bracket.up_to, bracket.flat, bracket.rate) for bracket in row.value.brackets]
        assert brackets == [
            (None if fact["to"] is None else money(fact["to"]), 0, rate_of(Decimal(fact["pct"])))
            for fact in facts["brackets"]
        ]


def test_the_edges_of_the_scale() -> None:
    """What each bracket can bring at most, and from which principal the minimum and maximum are left and reached."""
    facts = FACTS["bik_staffel"]
    for fact in (fact for fact in facts["brackets"] if fact["to"]):
        width = money(fact["to"]) - money(fact["from"])
        assert decimal_amount(share_of(width, rate_of(Decimal(fact["pct"])))) == Decimal(fact["max_in_band"])

    def costs(principal: int) -> int:
        return collection_costs(NL, (principal,), "consumer", TODAY).costs

    edge = money(facts["minimum_stops_mattering_at_principal"])
    assert costs(edge) == money(facts["minimum"]) < costs(edge + 10)
    top = money(facts["maximum_reached_at_principal"])
    assert costs(top - 100_00) < costs(top) == costs(top + 1) == money(facts["maximum"])


def test_vat_instalments_and_the_least_sum() -> None:
    """VAT with its three conditions, the months to look back, and the sum between businesses."""
    facts = FACTS["bik_staffel"]
    consumer, business = NL.costs["consumer"], NL.costs["business"]
    assert consumer.vat is business.vat is not None
    assert rows_of(consumer.vat.rate) == [(facts["vat"]["rate_valid_from"], rate_of(Decimal(facts["vat"]["rate"])))]
    assert len(consumer.vat.needs) == len(facts["vat"]["conditions"])
    instalments = facts["instalment_cumulation"]
    assert consumer.instalments is not None
    assert rows_of(consumer.instalments) == [(instalments["valid_from"], instalments["look_back_months"])]
    assert consumer.instalments.values[0].basis.how_sure == "unsure"
    assert business.at_least is not None
    assert [row.value for row in business.at_least.values] == [money(FACTS["bik_b2b_minimum"]["amount"])]
    assert (consumer.at_least, business.instalments, business.notice) == (None, None, None)


def limits() -> dict[str, Dated[TermLimit]]:
    """The one row of each rule on payment terms."""
    return {rule.name: rule.limits.values[0] for rule in NL.payment_terms}


def test_payment_terms() -> None:
    """The term where nothing was agreed, the longest ones, and from when they hold."""
    facts = {row["case"]: row for row in FACTS["payment_terms"]}
    found = limits()
    trade, large, public = found["trade"].value, found["large_debtor"], found["public_authority"].value
    assert trade.default_days == NL.default_term.on(TODAY).value == facts["b2b no date agreed"]["days"]
    assert trade.max_days == facts["b2b agreed"]["max_days"]
    fact = facts["large company pays sme"]
    running = large.value.running_contracts_from
    assert (day_text(large.start), large.value.max_days) == (fact["from_date"], fact["max_days"])
    assert running is not None
    assert day_text(running) == fact["old_contracts_from"]
    assert public.max_days == facts["public authority pays"]["max_days"]
    assert facts["public authority pays"]["longer"].startswith(str(public.max_with_exception))
    assert (facts["consumer"]["days"], found["consumer"].value.max_days) == (None, None)


def test_large_companies() -> None:
    """The amounts and employees of each row, by the financial year from which they hold."""
    assert NL.large_company is not None
    found = [
        (
            day_text(row.start)[:4],
            row.value.balance_total,
            row.value.net_turnover,
            row.value.employees,
            row.value.needed,
        )
        for row in NL.large_company.values
    ]
    assert found == [
        (
            row["from_financial_year"],
            money(row["balance_total"]),
            money(row["net_turnover"]),
            int(row["employees"]),
            row["tests_needed"],
        )
        for row in FACTS["large_company_test"]
    ]


def test_the_fourteen_day_letter() -> None:
    """Length, first day, order after default, and what it must state."""
    facts = FACTS["letter14"]
    letter = NL.notices["fourteen_day_letter"]
    (term,) = letter.term.values
    assert (term.value.days, term.value.after_default) == (facts["min_days"], facts["after_default"])
    assert (facts["starts"], term.value.starts) == ("day after receipt", 1)
    states = NL.messages["fourteen_day_letter"].states
    assert len(states) >= len(facts["must_state"])
    assert facts["article"].startswith("6:96 lid 6 and 7")
    assert any("6:96 lid 6" in statement.basis.article for statement in states)


def test_the_standard_of_the_post() -> None:
    """The margin for planning changes on the days of the slower post, and is a day more than its standard."""
    post = NL.receipt["post"]
    assert post.planning is not None
    (presumption,) = post.presumption.values
    assert FACTS["letter14"]["delivery_presumption"]["rule"].startswith("second day")
    assert presumption.value.open_day == 2
    assert [(day_text(row.start), presumption.value.open_day + row.value) for row in post.planning.values[1:]] == [
        (row["from_date"], row["max_days"] + 1) for row in FACTS["letter14"]["post_standard"]
    ]


@pytest.mark.parametrize("delivery_days", [2, 3, 4])
def test_the_longest_wait_after_posting(delivery_days: int) -> None:
    """The latest first day of costs over every posting day of three years is the one of the facts."""
    waits = [
        notice_term(NL, received_day(NL, sent, "post", post_days=delivery_days).day).costs_from - sent
        for sent in range(day("2026-01-01"), day("2028-12-01"))
    ]
    assert max(waits) == FACTS["letter14"]["safe_wait_days_after_posting"][f"delivery_days_{delivery_days}"]


ACROSS = {
    "debtor designation": "designated", "due": "due", "most onerous": "most_onerous", "oldest": "oldest",
    "pro rata": "pro_rata",
}  # fmt: skip
WITHIN = {"costs": "costs", "accrued interest": "interest", "principal and running interest": "principal"}


def test_the_order_of_allocation() -> None:
    """Within a claim and among claims, in the order of the code."""
    (row,) = NL.allocation.values
    assert row.value.within == tuple(WITHIN[name] for name in FACTS["imputation"]["within_claim"])
    assert row.value.across == tuple(ACROSS[name] for name in FACTS["imputation"]["across_claims"])


KINDS = {
    "contractual money claim": "contract", "interest, rent, periodic": "periodic",
    "consumer sale of goods (price)": "consumer_sale", "damages / agreed penalty": "damages", "judgment": "judgment",
}  # fmt: skip


def test_limitation() -> None:
    """Years and article of each kind of claim, no kind left out, and the new term after an interruption."""
    facts = {row["kind"]: row for row in FACTS["limitation"]}
    after = facts.pop("after interruption")
    assert f"max {NL.interruption.values[0].value} years" in after["rule"]
    assert {KINDS[kind] for kind in facts} | {"judgment_periodic"} == set(NL.limitation)
    for kind, fact in facts.items():
        (row,) = NL.limitation[KINDS[kind]].values
        assert (row.value.years, row.value.counted_from) == (fact["years"], "due")
        assert row.basis.article == f"art. {fact['article']}"
    assert NL.limitation["judgment_periodic"].values[0].value.years == facts["judgment"]["periodic_years"]


EASTER = {
    "good_friday_equated": "good_friday", "easter_monday": "easter_monday", "ascension": "ascension_day",
    "whit_monday": "whit_monday",
}  # fmt: skip


def test_holidays() -> None:
    """Fixed days, distances from Easter, King's Day and the equated days; the calendar by law has all and no other."""
    facts = FACTS["holidays"]
    rows = {row.name: row.rule for row in NL.calendars["statutory"].holidays}
    fixed = {rule.month_day: rule for rule in rows.values() if rule.month_day}
    kings_day = fixed.pop((4, 27))
    assert facts["kings_day"] == "27 April, 26 April if Sunday"
    assert kings_day.moved_if == (6, -1)
    assert sorted(f"{month:02d}-{number:02d}" for month, number in fixed) == facts["fixed"]
    assert {name: rows[ours].easter_offset for name, ours in EASTER.items()} == facts["easter_offsets"]
    equated = sorted(value for rule in rows.values() for value in rule.on_days)
    assert [day_text(value) for value in equated] == facts["equated_days"]
    assert {row.name for row in NL.calendars["post"].holidays} == set(rows)
    contact = {row.name for row in NL.calendars["contact"].holidays}
    assert set(rows) - contact == {"good_friday", "equated_2023_2025", "equated_2026_2028"}


def test_hours_of_contact() -> None:
    """From which day, at which hours and on which days a collector may not contact a debtor."""
    facts = FACTS["collector_contact_rules"]
    assert NL.contact is not None
    (row,) = NL.contact.hours.values
    closed, *days = facts["no_contact"]
    clock = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in (row.value.closes, row.value.opens)]
    assert (day_text(row.start), "-".join(clock)) == (facts["from_date"], closed)
    assert days == ["Sunday", "public holiday (Atw)"]
    assert NL.calendars[row.value.calendar].calendar.closed_weekdays == {6}
    assert NL.contact.collectors == ("third_party", "assignee")


def test_every_part_of_the_facts_is_looked_at() -> None:
    """What is not compared above is either no figure of these files, as the page of law says, or of another land."""
    compared = {
        "bik_staffel", "bik_b2b_minimum", "statutory_interest_6_119", "commercial_interest_6_119a", "interest_rules",
        "payment_terms", "large_company_test", "letter14", "imputation", "limitation", "holidays",
        "collector_contact_rules",
    }  # fmt: skip
    not_in_the_files = {
        "meta",
        "statutory_interest_formula",
        "commercial_interest_formula",
        "debt_relief",
        "sector_rules",
    }
    assert set(FACTS) == compared | not_in_the_files | {"foreign"}
