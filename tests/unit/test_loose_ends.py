"""Holds and plans that nothing begins, objections passed over, escalations to the same: each told where it stands."""

import pytest

from edits import codes, edited

REVIEWED = "    expired: {go_to: review}\n"
UPHELD = "outcomes: {upheld: {wait_for: credited}}"
MORE = f"holds:\n  more: {{opens_on: EVENT, no_longer_than: 9 days, {UPHELD}, expired: ROUTE}}\n"


def hold(event="", route="{go_to: review}"):
    """One more hold, that this opens and after which this follows."""
    text = MORE.replace("EVENT", event).replace("ROUTE", route)
    return ("holds:\n", text if event else text.replace("opens_on: , ", ""))


HOLDS = [
    ([hold()], ["DW514"]),
    ([hold(), ("says_paid:    {go_to: review}", "says_paid: {hold: more}")], []),
    ([hold("question_asked")], []),
    ([hold("dispute_opened")], ["DW516"]),
    ([hold("question_asked", "{resume: true}")], ["DW515"]),
    ([hold("question_asked", "{go_to: hand_over}")], ["DW509", "DW515"]),
    ([hold("question_asked", "{close: written_off}")], []),
    ([hold("hold_placed", "{resume: true}")], []),
    ([(REVIEWED, "    expired: {resume: true}\n")], ["DW515"]),
    ([("    outcomes: {upheld: {wait_for: credited}, rejected: {resume: true}}\n", "")], ["DW517"]),
]


@pytest.mark.parametrize(("edits", "expected"), HOLDS, ids=range(len(HOLDS)))
def test_holds(edits, expected):
    """Each opens by something of its own, and what a debtor objects to is looked at by somebody."""
    assert codes("calls", *edits) == expected


CALLS = [
    ("disputes:     {hold: dispute}", "disputes: {go_to: hand_over}", ["DW515"]),
    ("disputes:     {hold: dispute}", "disputes: {close: handed_over}", ["DW515"]),
    ("question:     {go_to: review}", "question: {go_to: hand_over}", ["DW515"]),
    ("will_not_pay: {go_to: hand_over}", "will_not_pay: {close: handed_over}", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), CALLS, ids=range(len(CALLS)))
def test_what_is_said_on_the_telephone(old, new, expected):
    """An objection leads to a hold or a person; a refusal need not."""
    assert codes("calls", (old, new)) == expected


def test_the_hold_that_an_event_opens_is_shown():
    """The other one is a note."""
    (problem,) = edited("calls", hold("dispute_opened")).problems
    assert "never 'dispute'" in problem.message
    assert [note.text for note in problem.notes] == ["the one that it opens"]


ESCALATIONS = [
    ("calls", ("escalate_to: director", "escalate_to: manager"), ["DW520"]),
    ("calls", ("escalate_to: director", "escalate_to: somebody else"), []),
    ("short", ("\nsteps:", "\nattention: {owner: desk, after: 5 days, escalate_to: desk}\nsteps:"), ["DW520", "DW520"]),
    ("short", ("\nsteps:", "\nlimitation: {before: 3 months, owner: desk, escalate_to: desk}\nsteps:"), ["DW520"]),
]


@pytest.mark.parametrize(("of", "edit", "expected"), ESCALATIONS, ids=range(len(ESCALATIONS)))
def test_escalations_reach_somebody_else(of, edit, expected):
    """Of a task, of what nobody decided, and of a limitation."""
    assert codes(of, edit) == expected


def test_plans_that_nobody_offers():
    """The first is for who asks; one without an offer is arranged by people."""
    late = "{start: 2 days after instalment.due, do: email, template: instalment_late, term: 7 days after sent}"
    review = "{makes_due: everything, go_to: review}"
    plan = (
        "    instalments: {times: 6, every: 1 month, first: 7 days after agreed}\n"
        "    confirm: {do: letter, template: plan_confirmation}\n"
        f"    late: {late}\n    ends: {{breached: {review}, infeasible: {review}}}\n"
    )
    offer = "    offer: {do: email, template: plan_offer, valid: 7 days, unanswered: {go_to: review}}\n"
    plans = f"plans:\n  first:\n{offer}{plan}  second:\n{plan}"
    assert codes("calls", ("side_steps:\n", f"{plans}side_steps:\n")) == []
    assert codes("calls", ("side_steps:\n", f"{plans}  third:\n{offer}{plan}side_steps:\n")) == ["DW519"]
