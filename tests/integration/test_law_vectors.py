"""Worked examples of law from many sources, kept beside the checkout, against the calculators."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dunwell.days import day, day_text
from dunwell.law.allocation import OpenClaim, allocate, allocate_over, order_of_claims
from dunwell.law.contact import contact_allowed
from dunwell.law.costs import collection_costs
from dunwell.law.interest import Interest, PartPayment, interest
from dunwell.law.limitation import limitation
from dunwell.law.notice import check_order, notice_term, received_day
from dunwell.law.rates import percent_text, rate_of
from dunwell.law.terms import check_term, company_size
from dunwell.money import amount_text, cents
from dunwell.resources import law_pack

FILE = Path(__file__).resolve().parents[3] / "shared" / "facts" / "law-vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["vectors"] if FILE.is_file() else []
NL = law_pack("nl")
TODAY = day("2026-03-02")
ELSEWHERE = {"uk_fixed_sum", "uk_interest"}
"""Categories of a land whose law is not shipped; tests/unit/test_law_foreign.py has their kinds of rule."""

pytestmark = pytest.mark.skipif(
    not VECTORS, reason="corpus absent: no shared/facts/law-vectors.json beside the checkout"
)


def money(text: str) -> int:
    """An amount of the examples in cents."""
    return cents(Decimal(text))


def of(*categories: str) -> Any:
    """Run a test over every example of these categories."""
    rows = [row for row in VECTORS if row["category"] in categories]
    return pytest.mark.parametrize("row", rows, ids=[row["id"] for row in rows])


def costs(*principals: str, debtor: str = "consumer", **said: bool) -> dict[str, str]:
    """Costs, VAT and total as texts."""
    found = collection_costs(NL, tuple(money(text) for text in principals), debtor, TODAY, **said)
    return {"costs": amount_text(found.costs), "vat": amount_text(found.vat), "total": amount_text(found.total)}


def test_no_example_is_left_out() -> None:
    """Every category is either tested here or belongs to another land."""
    tested = {
        "bik", "bik_vat", "bik_aggregate", "bik_partial", "bik_consumer_gate", "interest", "interest_contract_monthly",
        "imputation_6_44", "imputation_6_43", "imputation_case", "letter14", "letter14_wording", "letter14_gate",
        "payment_term", "contact_window", "limitation", "calendar", "be_consumer_cap", "be_wait", "de_interest",
    }  # fmt: skip
    assert {row["category"] for row in VECTORS} <= tested | ELSEWHERE


@of("bik")
def test_scale(row: dict[str, Any]) -> None:
    """Costs without and with VAT over one principal."""
    wanted = row["expected"]
    found = costs(row["input"]["principal"], vat_not_deductible=True, outsourced=True, declared=True)
    assert found == {
        "costs": wanted["costs_excl"], "vat": wanted["vat_if_surcharge_applies"], "total": wanted["costs_incl"],
    }  # fmt: skip


@of("bik_vat")
def test_vat(row: dict[str, Any]) -> None:
    """VAT only if all conditions hold."""
    said = row["input"]
    found = costs(
        said["principal"], outsourced=said["outsourced"], vat_not_deductible=not said["creditor_can_deduct_vat"],
        declared=said["declaration_made"],
    )  # fmt: skip
    assert found | row["expected"] == found


@of("bik_aggregate")
def test_several_claims(row: dict[str, Any]) -> None:
    """The principals are added up before the scale is applied."""
    said, wanted = row["input"], row["expected"]
    principals = said.get("invoices") or [said["invoices_total"]]
    assert costs(*principals, debtor=said.get("debtor", "consumer"))["costs"] == wanted.get(
        "costs", wanted.get("staffel")
    )


@of("bik_partial")
def test_paid_within_the_term(row: dict[str, Any]) -> None:
    """What is paid within the fourteen days bears no costs; the rest does, by the scale."""
    said, wanted = row["input"], row["expected"]
    left = amount_text(money(said["principal"]) - money(said["paid_within_14_day_term"]))
    assert costs(left)["costs"] == next(value for key, value in wanted.items() if key.startswith("due_after_term"))
    assert costs(said["principal"])["costs"] == wanted.get("announced_in_letter", costs(said["principal"])["costs"])


@of("bik_consumer_gate")
def test_who_needs_a_letter(row: dict[str, Any]) -> None:
    """A business owes the minimum without a letter."""
    found = collection_costs(NL, (money(row["input"]["principal"]),), "business", TODAY)
    assert (found.notice, amount_text(found.costs)) == (None, row["expected"]["minimum_costs"])


def lines_of(found: Interest) -> list[dict[str, object]]:
    """The lines in the shape of the examples."""
    return [
        {
            "from": day_text(line.first), "to_excl": day_text(line.last + 1), "days": line.days,
            "rate": Decimal(percent_text(line.rate)), "base": Decimal(amount_text(line.base)),
            "interest": Decimal(amount_text(line.interest)),
        }
        for line in found.lines
    ]  # fmt: skip


@of("interest")
def test_interest(row: dict[str, Any]) -> None:
    """Total and every line, by both day counts, with agreed points or an agreed rate where the example has one."""
    said = row["input"]
    for basis, wanted in row["expected"].items():
        custom = said["table"] == "custom"
        found = interest(
            NL, money(said["principal"]), "commercial" if custom else said["table"], day(said["first_interest_day"]),
            day(said["last_interest_day_incl"]), day_count="act/365" if basis == "act/365" else "act/act",
            agreed_rate=rate_of(Decimal(wanted["lines"][0]["rate"])) if custom else None,
            points=rate_of(Decimal(said["surcharge_points"])),
        )  # fmt: skip
        exact = ("rate", "base", "interest")
        lines = [{key: Decimal(line[key]) if key in exact else line[key] for key in line} for line in wanted["lines"]]
        assert (amount_text(found.total), lines_of(found)) == (wanted["total"], lines)


@of("interest_contract_monthly")
def test_monthly_interest(row: dict[str, Any]) -> None:
    """An agreed rate a month, added to the principal every month."""
    said = row["input"]
    found = interest(
        NL, money(said["principal"]), "commercial", day(said["default_date"]), day(said["calc_date_excl"]) - 1,
        agreed_rate=rate_of(Decimal(said["monthly_rate"])), agreed_per="month",
    )  # fmt: skip
    assert amount_text(found.total) == row["expected"]["total"]


@of("imputation_6_44")
def test_allocation_within_a_claim(row: dict[str, Any]) -> None:
    """Costs, interest, principal, and what is left of each."""
    said = row["input"]
    parts = [money(said[name]) for name in ("payment", "costs", "accrued_interest", "principal")]
    found = allocate(NL, *parts, on_day=TODAY)
    assert {key: amount_text(getattr(found, key)) for key in row["expected"]} == row["expected"]


@of("imputation_6_43")
def test_allocation_among_claims(row: dict[str, Any]) -> None:
    """Designated, due, most onerous, oldest."""
    said = row["input"]
    claims = tuple(
        OpenClaim(one["ref"], day(one["due"]), money("1000"), rate=rate_of(Decimal(one["rate"])))
        for one in said["claims"]
    )
    on = day(said.get("payment_date", "2026-06-01"))
    if "designated" in said:
        shares, _ = allocate_over(NL, money(said["payment"]), claims, on, (said["designated"],))
        assert [name for name, _ in shares] == row["expected"]["order"]
    else:
        assert list(order_of_claims(NL, claims, on)) == row["expected"]["order"]


KINDS = {
    "statutory compound": ("statutory", 0),
    "statutory+2 compound": ("statutory", 20_000),
    "commercial compound": ("commercial", 0),
}


@of("imputation_case")
def test_a_whole_case(row: dict[str, Any]) -> None:
    """Three claims and two payments, each to costs, interest, principal; the source cuts more lines: a few cents."""
    said, wanted = row["input"], row["expected"]
    last = day(said["end"]) - 1
    costs_left = {one["ref"]: money(one["costs"]) for one in said["claims"]}
    paid: dict[str, list[PartPayment]] = {one["ref"]: [] for one in said["claims"]}
    claims = {one["ref"]: one for one in said["claims"]}

    def run(ref: str, until: int) -> Interest:
        kind, points = KINDS[claims[ref]["type"]]
        principal, start = money(claims[ref]["principal"]), day(claims[ref]["start"])
        return interest(NL, principal, kind, start, until, points=points, payments=tuple(paid[ref]))

    shares: list[tuple[str, str, str, str]] = []
    for payment in said["payments"]:
        on, rest = day(payment["date"]) - 1, money(payment["amount"])
        for ref in payment["designated"]:
            now = run(ref, on)
            done = allocate(NL, rest, costs_left[ref], now.open_interest, now.open_base, on_day=on)
            paid[ref].append(PartPayment(on, done.to_interest + done.to_principal))
            costs_left[ref] -= done.to_costs
            rest = done.overpayment
            shares.append(
                (ref, amount_text(done.to_costs), amount_text(done.to_interest), amount_text(done.to_principal))
            )
    first, (second, third) = wanted["payment1"], wanted["payment2"]
    assert shares == [
        ("V3", first["costs"], first["interest"], first["principal"]),
        ("V3", "0.00", second["interest"], second["principal"]),
        ("V1", "0.00", third["interest"], third["principal"]),
    ]
    ends = {ref: run(ref, last) for ref in claims}
    for ref, end in ends.items():
        still = end.open_base + end.open_interest + costs_left[ref]
        assert abs(end.total - money(wanted[ref]["interest"])) <= 3
        assert abs(still - money(wanted[ref]["open"])) <= 3
    assert abs(sum(end.total for end in ends.values()) - money(wanted["total_interest"])) <= 5


@of("letter14")
def test_fourteen_day_letter(row: dict[str, Any]) -> None:
    """Received, first day, last day, last day after extension, first day of costs."""
    said, wanted = row["input"], row["expected"]
    if "sent" in said:
        days = 3 if "3 delivery days" in said["delivery_rule"] else None
        received = received_day(NL, day(said["sent"]), said["channel"], post_days=days).day
    else:
        received = day(said["received"])
    term = notice_term(NL, received)
    shown = {
        "received": received,
        "first_day_of_term": term.first_day,
        "last_day_of_term": term.counted_last_day,
        "last_day_with_atw_extension": term.last_day,
        "costs_due_from_earliest": term.costs_from,
    }
    assert {name: day_text(one) for name, one in shown.items()} == wanted


@of("letter14_wording")
def test_wordings(row: dict[str, Any]) -> None:
    """Each meaning of the examples is in the law files, valid or fatal as the courts said."""
    wordings = NL.notices["fourteen_day_letter"].wordings
    assert wordings is not None
    meanings = {one.meaning: one.valid for one in wordings.rows}
    assert meanings[row["input"]["wording_meaning"]] is row["expected"]["valid"]


@of("letter14_gate")
def test_letter_before_default(row: dict[str, Any]) -> None:
    """A letter sent before default has no effect."""
    sent = TODAY - 1 if row["input"]["letter_sent_before_default"] else TODAY
    assert (check_order(NL, sent, TODAY) == ()) is row["expected"]["valid"]


@of("payment_term")
def test_payment_terms(row: dict[str, Any]) -> None:
    """The longest terms, the transition for running contracts, and the test of size."""
    said, wanted = row["input"], row["expected"]
    if "balance_total_eur" in said:
        amounts = said["balance_total_eur"] * 100, said["net_turnover_eur"] * 100, said["employees"]
        size = company_size(NL, *amounts, day(f"{said['year']}-01-01"))
        assert {"large": size.large, "tests_met": size.tests_met} == wanted
        return
    large = said["debtor"] == "large company"
    found = check_term(
        NL, "public_authority" if said["debtor"] == "public authority" else "business", said["agreed_days"],
        day(said.get("invoice_date", "2026-03-02")),
        contract_day=day(said["contract_date"]) if "contract_date" in said else None,
        debtor_size="large" if large else None, creditor_size=said.get("creditor"),
        exception=said.get("objectively_justified", said.get("express_and_not_unfair", False)),
    )  # fmt: skip
    shown = {
        "max_days": found.max_days, "effective_days": found.days, "absolute_max": found.absolute_max,
        "until": found.until and day_text(found.until),
    }  # fmt: skip
    assert shown | wanted == shown


@of("contact_window")
def test_hours_of_contact(row: dict[str, Any]) -> None:
    """Allowed or not at a local moment, for a collector whom the hours bind."""
    on, clock = row["input"]["local_time"].split("T")
    hour, minute = clock.split(":")
    found = contact_allowed(NL, day(on), 60 * int(hour) + int(minute), collector="third_party")
    assert (found.allowed, found.binding) == (row["expected"]["allowed"], True)


CLAIMS = {"consumer sale of goods": "consumer_sale", "services / B2B": "contract", "B2B": "contract"}


@of("limitation")
def test_limitation(row: dict[str, Any]) -> None:
    """The last safe day, also after an acknowledgement."""
    said, wanted = row["input"], row["expected"]
    interrupted = (day(said["acknowledgement"]),) if "acknowledgement" in said else ()
    found = limitation(NL, CLAIMS[said["kind"]], day(said["due_date"]), interrupted)
    shown = {
        "last_safe_day": day_text(found.last_day),
        "years": found.years,
        "new_term_starts": day_text(found.first_day),
    }
    assert shown | wanted == shown


@of("calendar")
def test_days_of_the_statutory_calendar(row: dict[str, Any]) -> None:
    """Days on which a term by law cannot end, weekends apart."""
    on = day(row["input"]["date"])
    year = int(row["input"]["date"][:4])
    holidays = dict(NL.calendars["statutory"].between(year, year))
    assert (on in holidays) is row["expected"]["atw_day"]


@of("be_consumer_cap")
def test_belgian_caps(row: dict[str, Any]) -> None:
    """The most that a Belgian consumer can owe in compensation."""
    found = collection_costs(law_pack("be"), (money(row["input"]["debt"]),), "consumer", TODAY)
    assert amount_text(found.costs) == row["expected"]["max_flat_compensation"]


@of("be_wait")
def test_belgian_wait(row: dict[str, Any]) -> None:
    """Fourteen calendar days from the third working day after a letter was posted (no holiday lies between)."""
    channel = {"letter": "post", "email": "email"}[row["input"]["channel"]]
    sent = day(row["input"]["sent"])
    term = notice_term(law_pack("be"), received_day(law_pack("be"), sent, channel).day)
    assert "14 calendar days counted from the third working day" in row["expected"]["rule"]
    assert (day_text(term.first_day), day_text(term.last_day)) == ("2026-06-04", "2026-06-17")


@of("de_interest")
def test_german_interest(row: dict[str, Any]) -> None:
    """Base rate and points over a period whose last day is not counted, without interest on interest."""
    said, wanted = row["input"], row["expected"]
    kind = "statutory" if said["consumer"] else "commercial"
    found = interest(law_pack("de"), money(said["principal"]), kind, day(said["from"]), day(said["to"]) - 1)
    assert (percent_text(found.lines[0].rate), amount_text(found.total)) == (wanted["rate"], wanted["interest"])
