"""Where each field of a message comes from, and when nobody knows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunwell.language.message_fields import BY_NAME, FILTER_OF
from dunwell.model import Address, Agreement
from previews import INFEASIBLE, NEW_INVOICE, PLAN_KEPT_IN_PART, PROMISE, data_of, invoice, simulated, with_buyer
from previews import STORIES as CASES

DISPUTED = CASES["nl consumer who disputes a part"].simulated()
PROMISED = simulated(invoice(kind="consumer", total="480.00"), "nl", PROMISE)
PLANNED = simulated(invoice(kind="consumer"), "nl", PLAN_KEPT_IN_PART)
BUSINESS = simulated(invoice())
AGREED = simulated(invoice(default_basis="agreed_term"))
ABROAD = CASES["be consumer"].simulated()
ENDED = simulated(invoice(), "nl", INFEASIBLE)
OTHERS = simulated(invoice(), "nl", NEW_INVOICE)
THANKED = simulated(invoice(), "telling", "\n- {at: 2026-02-11, event: payment_received, amount: 1250.00}\n")
HANDED_OVER = simulated(invoice(), "telling")
GERMAN = CASES["de consumer with a plan"].simulated()
HOURS = {"contact.hours": "op werkdagen van 9 tot 17 uur"}


def day(text):
    """A day by its text."""
    return date.fromisoformat(text)


def money(text):
    """An amount by its text."""
    return Decimal(text)


SOURCES = {
    "creditor.name": ("the seller of the invoice", BUSINESS, "reminder", "Zilverreiger Kantoorbouw B.V."),
    "creditor.address": ("the seller of the invoice", BUSINESS, "reminder", "Proefkade 1, 3500 AA Utrecht"),
    "creditor.registration_id": ("the seller of the invoice", BUSINESS, "reminder", "90001042"),
    "contact.name": ("the seller of the invoice", BUSINESS, "reminder", "Debiteurenadministratie"),
    "contact.email": ("the seller of the invoice", BUSINESS, "reminder", "debiteuren@zilverreiger.example.nl"),
    "contact.phone": ("the seller of the invoice", BUSINESS, "reminder", "+31 30 000 00 42"),
    "contact.hours": ("the settings alone", BUSINESS, "reminder", None),
    "debtor.name": ("the buyer of the invoice", BUSINESS, "reminder", "Blauwe Fazant Reclame"),
    "debtor.contact": ("the buyer of the invoice", BUSINESS, "reminder", None),
    "debtor.phone": ("the buyer of the invoice", BUSINESS, "call", "+31 570 00 00 77"),
    "debtor.natural_person": ("the fact, else a consumer is one", PROMISED, "reminder", True),
    "invoice.number": ("the invoice", BUSINESS, "reminder", "2026-0042"),
    "invoice.issued": ("the fact, assumed or said", BUSINESS, "reminder", day("2026-01-05")),
    "invoice.due": ("the fact, assumed or said", BUSINESS, "reminder", day("2026-02-04")),
    "invoice.total": ("the principal at the opening", DISPUTED, "put_in_default", money("1210.00")),
    "invoice.about": ("the lines of the invoice", ABROAD, "first_reminder", "Bureaustoel; Bureau"),
    "invoice.currency": ("the fact, assumed or said", BUSINESS, "reminder", "EUR"),
    "claim.principal": ("the claim, less what is disputed", DISPUTED, "put_in_default", money("900.00")),
    "claim.received": ("total less principal and disputed", DISPUTED, "put_in_default", money("10.00")),
    "claim.disputed": ("a dispute of a part", DISPUTED, "put_in_default", money("300.00")),
    "claim.interest": ("what the step claims", ABROAD, "notice", money("2.12")),
    "claim.costs": ("what the step claims", ABROAD, "notice", money("100.50")),
    "claim.total": ("all that is claimed", ABROAD, "notice", money("1312.62")),
    "payment.iban": ("the account of the invoice", BUSINESS, "reminder", "NL13TEST0123456789"),
    "payment.account_name": ("its holder, else the creditor", BUSINESS, "reminder", "Zilverreiger Kantoorbouw B.V."),
    "payment.reference": ("the reference, else the number", BUSINESS, "reminder", "2026-0042"),
    "term.days": ("the term as the letter words it", PROMISED, "notice", 14),
    "term.last_day": ("the term that was set by sending", BUSINESS, "reminder", day("2026-02-12")),
    "default.since": ("the law on default, once it is so", AGREED, "notice", day("2026-02-05")),
    "reminder.sent": ("the first message of the ladder", BUSINESS, "notice", day("2026-02-05")),
    "interest.rate": ("the rate in force that day", BUSINESS, "notice", money("10.15")),
    "interest.since": ("the first day of interest", BUSINESS, "notice", day("2026-02-05")),
    "interest.accrued": ("the law's interest up to today", BUSINESS, "notice", money("5.38")),
    "costs.amount": ("what the step announces", PROMISED, "notice", money("49.50")),
    "costs.vat": ("nobody: it is not claimed", PROMISED, "notice", None),
    "costs.total": ("what the step announces", BUSINESS, "notice", money("181.50")),
    "call.attempt": ("the action", BUSINESS, "call", 1),
    "call.attempts": ("the step", BUSINESS, "call", 2),
    "call.last": ("the action and the step", BUSINESS, "call", False),
    "call.back_until": ("the wait after the last call", BUSINESS, "call", None),
    "promise.made": ("the event", PROMISED, "promise_confirmation", day("2026-02-13")),
    "promise.date": ("the anchor that the promise set", PROMISED, "promise_confirmation", day("2026-02-20")),
    "promise.amount": ("the event", PROMISED, "promise_confirmation", money("400.00")),
    "plan.total": ("the schedule", PLANNED, "payment_plan_confirmation", money("1210.00")),
    "plan.paid": ("what came in since", PLANNED, "payment_plan_late", money("301.66")),
    "plan.open": ("the schedule less that", PLANNED, "payment_plan_late", money("908.34")),
    "plan.count": ("the schedule", PLANNED, "payment_plan_offer", 6),
    "plan.amount": ("the schedule, where all are alike", PLANNED, "payment_plan_offer", money("201.66")),
    "plan.last_amount": ("the schedule, if it differs", PLANNED, "payment_plan_offer", money("201.70")),
    "plan.monthly": ("the plan's rhythm", PLANNED, "payment_plan_offer", True),
    "plan.weekly": ("the plan's rhythm", PLANNED, "payment_plan_offer", False),
    "plan.first_day": ("the schedule", PLANNED, "payment_plan_confirmation", day("2026-02-25")),
    "plan.first_days": ("the plan's bounds", PLANNED, "payment_plan_offer", 7),
    "plan.last_day": ("the schedule", PLANNED, "payment_plan_confirmation", day("2026-07-25")),
    "plan.offer_until": ("the day the offer was made", PLANNED, "payment_plan_offer", day("2026-02-23")),
    "plan.agreed": ("the anchor of the agreement", PLANNED, "payment_plan_confirmation", day("2026-02-18")),
    "plan.ended": ("what had happened until then", PLANNED, "payment_plan_breached", day("2026-04-04")),
    "plan.reason_breached": ("which message it is", PLANNED, "payment_plan_breached", True),
    "plan.reason_infeasible": ("which message it is", ENDED, "payment_plan_infeasible", True),
    "plan.interest_frozen": ("the plan, by variant", PLANNED, "payment_plan_offer", True),
    "plan.interest_waived": ("the plan, by variant", ENDED, "payment_plan_offer", True),
    "plan.repair_days": ("the plan's repair term", PLANNED, "payment_plan_offer", 7),
    "plan.new_invoice_late": ("the plan as it runs, or ended", OTHERS, "payment_plan_breached", True),
    "plan.new_invoices_on_time": ("the plan", PLANNED, "payment_plan_offer", True),
    "plan.instalments": ("the schedule", OTHERS, "payment_plan_confirmation", (
        {"each.number": 1, "each.due": day("2026-03-25"), "each.amount": money("605.00")},
        {"each.number": 2, "each.due": day("2026-04-25"), "each.amount": money("605.00")},
    )),
    "end.day": ("the position after the end", THANKED, "payment_thanks", day("2026-02-11")),
    "end.overpaid": ("the position after the end", THANKED, "payment_thanks", money("40.00")),
    "agency.name": ("the settings", HANDED_OVER, "hand_over_notice", None),
    "agency.address": ("the settings", HANDED_OVER, "hand_over_notice", None),
    "agency.email": ("the settings", HANDED_OVER, "hand_over_notice", None),
    "agency.phone": ("the settings", HANDED_OVER, "hand_over_notice", None),
    "agency.iban": ("the settings", HANDED_OVER, "hand_over_notice", None),
    "instalment.number": ("the plan as it runs", PLANNED, "payment_plan_late", 2),
    "instalment.due": ("the schedule", PLANNED, "payment_plan_late", day("2026-03-25")),
    "instalment.amount": ("the schedule", PLANNED, "payment_plan_late", money("201.66")),
    "instalment.open": ("the schedule less what is paid", PLANNED, "payment_plan_late", money("101.66")),
    "instalment.arrears": ("all due before that day, less paid", PLANNED, "payment_plan_late", money("101.66")),
}  # fmt: skip
"""Each field: where it comes from, and a message of a played case with its value there."""


def test_every_field_has_a_source():
    """No field of the table without a row here; the rows of a list come with the list."""
    assert {name for name in BY_NAME if not name.startswith("each.")} == set(SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_fields_come_from_their_source(name):
    """The value of a field in a message of a real simulation."""
    _, played, message, expected = SOURCES[name]
    assert data_of(played, message)[name] == expected


@pytest.mark.parametrize("name", SOURCES)
def test_values_have_the_type_of_their_field(name):
    """Decimal for money and percent, a day for a day, and so on; no float and no text where a number belongs."""
    types = {"money": Decimal, "percent": Decimal, "day": date, "text": str, "list": tuple, "yes_no": bool}
    value = data_of(*SOURCES[name][1:3])[name]
    assert FILTER_OF.keys() == {*types, "number"}
    assert value is None or type(value) is types.get(BY_NAME[name].type, int)


def test_the_last_call_says_until_when_to_call_back():
    """Two working days after Tuesday the 17th; a call before it says nothing of the kind."""
    data = data_of(BUSINESS, "call", number=1)
    assert (data["call.attempt"], data["call.last"], data["call.back_until"]) == (2, True, day("2026-02-19"))


def test_who_will_be_in_default_is_not_yet():
    """The notice that puts a business in default does not say that it is; its interest runs from the due date."""
    data = data_of(BUSINESS, "notice")
    assert data["default.since"] is None
    assert data["interest.since"] == day("2026-02-05")


def test_no_interest_runs_for_a_consumer_who_is_not_in_default():
    """The rate is known, but neither a day nor an amount: nothing runs before the notice of default has run out."""
    data = data_of(PROMISED, "put_in_default")
    assert (data["interest.rate"], data["interest.since"], data["interest.accrued"]) == (money("4"), None, None)


def test_a_rate_that_nobody_agreed_is_not_named():
    """A Belgian consumer owes interest only as agreed."""
    assert data_of(ABROAD, "first_reminder")["interest.rate"] == 8
    free = replace(ABROAD.invoice, agreement=Agreement())
    assert data_of(simulated(free, "be"), "first_reminder")["interest.rate"] is None


@pytest.mark.parametrize(
    ("played", "name", "days"),
    [
        (PROMISED, "put_in_default", 14),
        (PROMISED, "notice", 14),
        (ABROAD, "first_reminder", 14),
        (GERMAN, "reminder", 7),
    ],
)
def test_terms_are_worded_in_days(played, name, days):
    """By the policy's own count, or as a letter by law counts from its first day."""
    assert data_of(played, name)["term.days"] == days


@pytest.mark.parametrize(
    ("kind", "said", "is_person"),
    [("consumer", None, True), ("business", None, None), ("business", True, True), ("business", False, False)],
)
def test_who_is_a_natural_person(kind, said, is_person):
    """A consumer is one; of a business it is known only if somebody said it."""
    played = simulated(with_buyer(invoice(kind=kind), natural_person=said))
    assert data_of(played, "reminder")["debtor.natural_person"] is is_person


def test_settings_say_what_the_invoice_does_not():
    """Who answers questions is the settings' as a whole; name and address are the invoice's where it has them."""
    data = data_of(BUSINESS, "reminder", {**HOURS, "creditor.name": "Een ander", "creditor.address": "Elders 1"})
    assert (data["contact.hours"], data["contact.phone"]) == (HOURS["contact.hours"], None)
    assert (data["creditor.name"], data["creditor.address"]) == (
        "Zilverreiger Kantoorbouw B.V.",
        "Proefkade 1, 3500 AA Utrecht",
    )


def test_the_table_of_the_claim_adds_up():
    """Invoice amount less received and disputed is the principal; with interest and costs it is the total."""
    for story in CASES.values():
        for entry in (one for one in story.simulated().timeline.entries if one.sent):
            data = data_of(story.simulated(), entry.name)
            left = data["invoice.total"] - (data["claim.received"] or 0) - (data["claim.disputed"] or 0)
            assert left == data["claim.principal"]
            assert data["claim.total"] == left + (data["claim.interest"] or 0) + (data["claim.costs"] or 0)


def test_only_the_country_is_no_address():
    """It says nothing of where a letter would go."""
    played = simulated(replace(invoice(), seller=replace(invoice().seller, address=Address(country="NL"))))
    assert data_of(played, "reminder")["creditor.address"] is None
