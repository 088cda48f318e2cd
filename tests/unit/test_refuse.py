"""What cannot be recorded of a case as it stands, and why."""

import pytest

from dunwell.codes.catalogue import CODES
from dunwell.core.apply import apply
from dunwell.core.refuse import _CHECKS, refusals
from dunwell.language.events import EVENTS
from stories import LADDER, journal, stands

CAN = {"debtor__ability": "cannot_pay"}
SLIPS = [
    ("an answer to no question", "reminded", "9 question_answered", ["DW971"], "no question is open"),
    ("a decision in no dispute", "reminded", "9 dispute_closed outcome=rejected", ["DW971"], "no dispute is open"),
    (
        "an outcome that is not listed",
        "9 dispute_opened",
        "10 dispute_closed outcome=reject",
        ["DW974"],
        "no outcome 'reject'",
    ),
    (
        "partly, but for how much",
        "9 dispute_opened",
        "10 dispute_closed outcome=partly_upheld",
        ["DW972"],
        "for how much",
    ),
    (
        "a hold lifted that is not on",
        "9 question_asked",
        "10 hold_lifted hold=dispute",
        ["DW971"],
        "'dispute' is not on",
    ),
    ("a hold without reason and end", "reminded", "9 hold_placed", ["DW975", "DW975"], "reason"),
    ("a hold that ends before it begins", "reminded", "9 hold_placed until=8 text=x", ["DW973"], "before it began"),
    (
        "a stop lifted that is not on",
        "9 debtor_stopped kind=death",
        "10 stop_lifted kind=bankruptcy",
        ["DW971"],
        "bankruptcy",
    ),
    (
        "more taken back than came in",
        "9 payment_received amount=100",
        "10 payment_reversed amount=101",
        ["DW972"],
        "1.00 was",
    ),
    ("more credited than is owed", "reminded", "9 credited amount=100001", ["DW972"], "the principal is 1000.00"),
    ("costs waived that nobody claimed", "reminded", "9 waived amount=1", ["DW972"], "claimed so far: 0.00"),
    ("a payment of nothing", "reminded", "9 payment_received amount=0", ["DW972"], "nothing"),
    ("a promise for yesterday", "reminded", "9 promise_made promised_on=8", ["DW973"], "lies before"),
    ("a promise too far away", "reminded", "9 promise_made promised_on=24", ["DW973"], "until 2026-03-24 at most"),
    ("a promise in a call, too", "reminded", "9 call_made outcome=promise promised_on=24", ["DW973"], "too late"),
    ("a call that promises no day", "reminded", "9 call_made outcome=promise", ["DW973"], "by when"),
    ("an outcome that no call has", "reminded", "9 call_made outcome=noanswer", ["DW974"], "noanswer"),
    ("more in dispute than is open", "reminded", "9 dispute_opened amount=100001", ["DW972"], "1000.00 is open"),
    ("a call recorded as a step", "reminded", "9 step_done step=call", ["DW971"], "is a call"),
    ("a task without its outcome", "9 question_asked", "30 step_done step=review", ["DW974"], "no outcome ''"),
    ("a letter back that never went out", "reminded", "9 letter_returned step=letter", ["DW971"], "never sent"),
    ("a message that the policy does not have", "reminded", "9 message_sent message=hello", ["DW974"], "hello"),
    ("a release of nothing", "reminded", "9 approved", ["DW971"], "nothing waits"),
    ("opened again while it is open", "reminded", "9 reopened", ["DW971"], "is open"),
    ("anything after the end", "9 closed", "10 promise_made promised_on=12", ["DW971"], "ended on 2026-03-10"),
    ("a promise to us while the agency has it", "handed over", "24 promise_made promised_on=25", ["DW971"], "recalled"),
    ("opened again behind the agency's back", "handed over", "24 reopened", ["DW971"], "record 'recalled' instead"),
    ("taken back though it was never handed over", "9 closed", "10 recalled", ["DW971"], "'reopened'"),
    ("taken back while it is open", "reminded", "9 recalled", ["DW971"], "not with an agency"),
    ("taken back twice", "handed over; 24 recalled", "25 recalled", ["DW971"], "not with an agency"),
    (
        "a dispute decided that nobody opened",
        "handed over",
        "24 dispute_closed outcome=upheld",
        ["DW971"],
        "no dispute",
    ),
    (
        "more instalments than the policy allows",
        "reminded",
        "9 plan_agreed times=4",
        ["DW976"],
        "4 instalments, 3 at most",
    ),
    ("smaller ones than it allows", "reminded", "9 plan_agreed amount=5000", ["DW976", "DW976"], "at most"),
    ("a first one too late", "reminded", "9 plan_agreed first=17", ["DW976"], "2026-03-17 at the latest"),
    ("a first one before the agreement", "reminded", "9 plan_agreed first=8", ["DW973"], "before the agreement"),
    ("a second plan", "agreed", "5 plan_agreed", ["DW971"], "plan_changed"),
    ("a change of no plan", "reminded", "9 plan_changed times=2", ["DW971"], "no payment plan runs"),
    ("the end of no plan", "reminded", "9 plan_declared_infeasible", ["DW971"], "no payment plan"),
]


@pytest.mark.parametrize(("claim", "before", "event", "codes", "words"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_slips_are_refused(claim, before, event, codes, words):
    """Each with its code, what was found and what to do."""
    one = journal(event)[0]
    found = refusals(LADDER, stands(before, one.at - stands("", 0).day, **CAN), one)
    assert [problem.code for problem in found] == codes
    assert any(words in f"{problem.message} {problem.fix}" for problem in found)
    assert all(problem.fix and problem.severity == "error" for problem in found)


def test_a_plan_for_who_will_not_pay_is_refused():
    """The policy says who may have one, and where it says so."""
    found = refusals(LADDER, stands("reminded", 9, debtor__ability="will_not_pay"), journal("9 plan_agreed")[0])
    assert [problem.code for problem in found] == ["DW976"]
    assert "ladder.yaml" in str(found[0].place)


WARNED = [
    ("more paid than is open", "reminded", "9 payment_received amount=100100", "1.00 more than was open"),
    ("a second promise", "9 promise_made promised_on=10", "14 promise_made promised_on=16", "does not wait"),
    ("a step that is not due", "", "0 step_done step=letter", "'letter' is not due"),
    ("a change that ends the plan", "agreed", "5 plan_changed times=4", "4 instalments, 3 at most"),
]


@pytest.mark.parametrize(("claim", "before", "event", "words"), WARNED, ids=[slip[0] for slip in WARNED])
def test_what_is_recorded_with_a_warning(claim, before, event, words):
    """It happened, but somebody may expect something else of it."""
    one = journal(event)[0]
    found = refusals(LADDER, stands(before, one.at - stands("", 0).day, **CAN), one)
    assert {problem.severity for problem in found} == {"warning"}
    assert words in found[0].message


def test_a_step_that_the_law_forbids_is_recorded_with_its_guardrail():
    """It happened; but whoever records it hears the rule, the day from which it is lawful, and the policy's line."""
    facts = {"debtor__kind": "consumer"}
    one = journal("0 step_done step=hand_over")[0]
    found = [problem for problem in refusals(LADDER, stands("warned", 23, **facts), one) if problem.code == "DW977"]
    assert {problem.severity for problem in found} == {"warning"}
    assert any(problem.message.startswith("NL-") for problem in found)
    assert "ladder.yaml" in str(found[0].place)


FINE = [
    ("reminded", "9 payment_received amount=100"),
    ("9 question_asked", "10 question_answered"),
    ("9 dispute_opened amount=400", "10 dispute_closed outcome=partly_upheld amount=100"),
    ("reminded", "9 promise_made promised_on=23"),
    ("reminded", "9 plan_agreed times=2"),
    ("agreed", "5 plan_changed times=2"),
    ("9 payment_received amount=100000", "20 payment_reversed amount=100000"),
    ("reminded", "9 hold_placed until=12 text=waits"),
    ("handed over", "24 payment_received amount=100"),
    ("handed over", "24 credited amount=100"),
    ("handed over", "24 dispute_opened amount=100"),
    ("handed over; 24 dispute_opened", "25 dispute_closed outcome=rejected"),
    ("handed over", "24 debtor_stopped kind=bankruptcy"),
    ("handed over", "24 recalled"),
]


@pytest.mark.parametrize(("before", "event"), FINE)
def test_what_fits_is_not_refused(before, event):
    """And it changes the case, so that something was recorded indeed."""
    one = journal(event)[0]
    position = stands(before, one.at - stands("", 0).day, **CAN)
    assert refusals(LADDER, position, one) == ()
    assert apply(LADDER, position, one) != position


def test_every_code_is_used_and_every_check_has_its_event():
    """The six codes of recording each refuse something here; no check stands for an event that does not exist."""
    used = {code for slip in SLIPS for code in slip[3]}
    assert used == {code for code in CODES if "DW971" <= code <= "DW976"}
    assert set(_CHECKS) <= set(EVENTS)


def test_a_claim_that_was_paid_before_it_was_handed_over_can_be_taken_back():
    """The payment turned up later: the case is paid, but the agency has the claim and must be told."""
    paid = stands("warned; 22 payment_received amount=100000; 23 step_done step=hand_over", 24)
    assert paid.end == "paid"
    assert refusals(LADDER, paid, journal("24 recalled")[0]) == ()
