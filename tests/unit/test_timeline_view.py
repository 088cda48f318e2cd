"""What a timeline document says, in words."""

from collections.abc import Mapping
from datetime import date

import pytest

from dunwell.render.timeline_view import Row, distance, view
from dunwell.render.timeline_words import Words

ENGLISH = Words("en")


def row_of(entry: Mapping[str, object], *others: Mapping[str, object]) -> Row:
    """The view of one entry, with others beside it in the document."""
    return view({"invoice": {"currency": "EUR"}, "entries": [entry, *others]}, ENGLISH).rows[0]


@pytest.mark.parametrize(
    ("entry", "heading", "tone"),
    [
        ({"kind": "step", "step": "reminder"}, "Reminder", "step"),
        ({"kind": "step", "step": "reminder", "title": "Herinnering"}, "Herinnering", "step"),
        ({"kind": "skip", "step": "call"}, "Skipped: Call", "skip"),
        ({"kind": "event", "event": "payment_received", "amount": "400.00"}, "Payment received €400.00", "event"),
        ({"kind": "hold", "hold": "dispute", "change": "opened"}, "On hold: Dispute", "wait"),
        ({"kind": "hold", "hold": "dispute", "change": "expired"}, "Dispute: expired", "wait"),
        ({"kind": "plan", "change": "breached"}, "Payment plan: breached", "wait"),
        ({"kind": "plan", "change": "changed"}, "Payment plan: changed", "wait"),
        ({"kind": "plan", "change": "unanswered"}, "Payment plan: not taken up", "wait"),
        ({"kind": "plan", "change": "refused"}, "Payment plan: not allowed", "wait"),
        ({"kind": "plan", "change": "instalment_due", "instalment": 2}, "Instalment 2 falls due", "wait"),
        ({"kind": "plan", "change": "instalment_late"}, "New invoice late", "wait"),
        ({"kind": "message", "template": "plan_confirmation"}, "Message: The payment plan is confirmed", "step"),
        ({"kind": "message", "template": "instalment_late"}, "Message: An instalment is missing", "step"),
        ({"kind": "message", "template": "birthday_card"}, "Message: Birthday card", "step"),
        ({"kind": "attention", "step": "call"}, "A person decides: Call", "alarm"),
        ({"kind": "escalation", "step": "call"}, "Escalated: Call", "alarm"),
        ({"kind": "late", "step": "call"}, "Late: Call", "alarm"),
        ({"kind": "blocked"}, "Blocked", "alarm"),
        ({"kind": "end", "reason": "handed_over"}, "End: Handed over", "end"),
        ({"kind": "weather", "step": "rain"}, "Weather: Rain", "event"),
    ],
)
def test_every_kind_of_entry_has_a_heading_and_a_tone(entry: Mapping[str, object], heading: str, tone: str) -> None:
    """Each kind says what it is in words, so that the tone (a colour, a mark) is never the only sign."""
    row = row_of(entry)
    assert (row.heading, row.tone) == (heading, tone)


def test_an_entry_without_a_title_takes_the_one_that_its_step_has_elsewhere() -> None:
    """What waits for a person names the step as people know it."""
    row = row_of({"kind": "attention", "step": "call"}, {"kind": "step", "step": "call", "title": "Bellen"})
    assert row.heading == "A person decides: Bellen"


def test_a_title_without_a_step_is_nobody_elses() -> None:
    """A question about a plan has a title and no step; other entries without a step keep their own words."""
    plan = {"kind": "plan", "change": "agreed"}
    assert (
        row_of(plan, {"kind": "attention", "step": "", "title": "Betalingsregeling"}).heading == "Payment plan: agreed"
    )


def test_everything_else_an_entry_says_becomes_a_note() -> None:
    """Attempt, outcome, owner, escalation, receipt and what is announced are all told."""
    row = row_of(
        {
            "kind": "step",
            "step": "notice",
            "attempt": 2,
            "outcome": "no_answer",
            "owner": "credit-control",
            "escalate_to": "manager",
            "guardrail": "NL-COSTS-1",
            "received": "2026-02-09",
            "announces": {"interest": "from 5 February", "collection_costs": "40.00", "agency": None},
        }
    )
    assert row.notes == (
        "attempt 2",
        "outcome: no answer",
        "owner: credit-control",
        "then to manager",
        "guardrail NL-COSTS-1",
        "presumed received Mon 9 Feb 2026",
        "announces interest (from 5 February), collection costs €40.00, hand-over to an agency",
    )


def test_a_first_and_only_attempt_is_not_mentioned() -> None:
    """A step that is done once does not say "attempt 1"; one that is done again does."""
    first = {"kind": "step", "step": "call", "attempt": 1}
    assert row_of(first).notes == ()
    assert row_of(first, {**first, "attempt": 2}).notes == ("attempt 1",)


def test_a_claim_is_taken_apart_only_where_it_is_more_than_the_principal() -> None:
    """The sum behind a claim is shown when costs or interest are in it."""
    plain = {"principal": "100.00", "interest": "0.00", "costs": "0.00", "total": "100.00"}
    more = {"principal": "100.00", "interest": "0.00", "costs": "40.00", "total": "140.00"}
    assert row_of({"kind": "step", "claim": plain}).claim_parts == ""
    assert row_of({"kind": "step", "claim": more}).claim_parts == "principal €100.00 + costs €40.00"


@pytest.mark.parametrize(
    ("event", "change"),
    [
        ("payment_received", -40000),
        ("credited", -40000),
        ("waived", -40000),
        ("payment_reversed", 40000),
        ("disputed", 0),
    ],
)
def test_money_that_comes_in_lowers_the_claim(event: str, change: int) -> None:
    """Only payments, credits and waivers move the claim, and a reversal moves it back; cents."""
    assert row_of({"kind": "event", "event": event, "amount": "400.00"}).change_cents == change


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 4), "on the due date"),
        (date(2026, 2, 5), "1 day after the due date"),
        (date(2026, 1, 28), "7 days before the due date"),
    ],
)
def test_a_day_is_told_from_the_due_date(day: date, text: str) -> None:
    """How late it is, is said in days."""
    assert distance(day, date(2026, 2, 4), ENGLISH) == text


def test_an_empty_document_is_a_timeline_of_unknowns() -> None:
    """Nothing at all is still something that can be shown."""
    shown = view({}, ENGLISH)
    assert shown.rows == ()
    assert {fact.label: fact.text for fact in shown.facts} == {
        "Invoice": "Unknown",
        "Debtor": "Unknown",
        "Amount": "Unknown",
        "Due date": "Unknown",
        "Policy": "No policy applies",
    }
