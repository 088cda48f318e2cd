"""A payment plan while it runs: judged, offered, watched instalment by instalment, and ended by itself."""

import pytest

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.explain import explain
from dunwell.days import day
from stories import DUE, LADDER, due, journal, opened, stands, told

CAN = {"debtor__ability": "cannot_pay"}
WILL_NOT = {"debtor__ability": "will_not_pay"}
OFFERED = "reminded; 3 plan_requested; 3 message_sent message=payment_plan_offer"

STORIES = [
    ("a plan that is allowed is offered", "reminded; 3 plan_requested", 3, ["message payment_plan_offer"], CAN),
    (
        "one that hangs on an unknown fact asks a person",
        "reminded; 3 plan_requested",
        3,
        ["ask unknown:debtor.ability"],
        {},
    ),
    (
        "the fact answers the question",
        "reminded; 3 plan_requested; 4 fact_recorded fact=debtor.ability value=cannot_pay",
        4,
        ["message payment_plan_offer"],
        {},
    ),
    ("who will not pay gets none, and the policy goes on", "reminded; 3 plan_requested", 9, ["letter"], WILL_NOT),
    ("no step starts while an offer stands", OFFERED, 8, [], CAN),
    ("an offer that nobody takes leads on", OFFERED, 10, ["letter"], CAN),
    ("an offer that is given up leads on at once", f"{OFFERED}; 4 plan_declared_infeasible", 9, ["letter"], CAN),
    ("a person who offers says until when", "reminded; 3 plan_offered until=20", 15, [], CAN),
    ("what is agreed is confirmed", "reminded; 3 plan_agreed plan=arranged", 3, ["message arranged_confirmation"], {}),
    (
        "it is confirmed on hold too",
        "reminded; 3 plan_agreed; 3 dispute_opened",
        3,
        ["message payment_plan_confirmation"],
        {},
    ),
    ("a reminder goes out before an instalment", "planned", 5, ["message payment_plan_reminder"], {}),
    ("but not for one that is paid", "planned; 4 payment_received amount=40000", 5, [], {}),
    ("a reminder that missed its day is not sent", "planned", 8, [], {}),
    ("nothing is due while instalments are paid", "agreed; 10 payment_received amount=33333", 30, [], {}),
    ("a missed one brings a message", "agreed", 12, ["message arranged_late"], {}),
    ("not before the policy's days are over", "agreed", 11, [], {}),
    ("a shortage within the tolerance is none", "agreed; 10 payment_received amount=33300", 12, [], {}),
    ("a larger one is", "agreed; 10 payment_received amount=33200", 12, ["message arranged_late"], {}),
    ("money before the message makes it needless", "agreed; 12 payment_received amount=33333", 12, [], {}),
    ("the repair term belongs to the debtor", "late", 19, [], {}),
    ("then the plan is breached, and that is told on the next open day", "late", 22, ["message arranged_breached"], {}),
    ("paid on its last day it is repaired", "late; 19 payment_received amount=33333", 20, [], {}),
    ("paid in part it is not", "late; 19 payment_received amount=30000", 22, ["message arranged_breached"], {}),
    ("after the message the ladder goes on", "late; 22 message_sent message=arranged_breached", 23, ["letter"], {}),
    (
        "a payment that skips an instalment pays the oldest",
        "agreed; 12 message_sent message=arranged_late; 13 payment_received amount=33333",
        30,
        [],
        {},
    ),
    ("an excess pays the next one", "agreed; 10 payment_received amount=66666", 43, [], {}),
    (
        "a reversal makes it late again",
        "agreed; 10 payment_received amount=33333; 13 payment_reversed amount=33333",
        15,
        ["message arranged_late"],
        {},
    ),
    ("a plan not feasible goes where the policy says", "agreed; 5 plan_declared_infeasible", 5, ["review"], {}),
    ("a change that is asked for asks a person", "agreed; 5 plan_requested", 5, ["ask plan_change:arranged"], {}),
    ("who may refuse it", "agreed; 5 plan_requested; 6 approved", 6, [], {}),
    ("a change is confirmed anew", "agreed; 5 plan_changed times=2", 5, ["message arranged_confirmation"], {}),
    ("a change beyond the bounds ends the plan", "agreed; 5 plan_changed times=9", 5, ["review"], {}),
    ("a promise during a plan holds its messages", "agreed; 11 promise_made promised_on=14", 12, [], {}),
    (
        "without an address somebody has to confirm it",
        "reminded; 3 plan_agreed",
        3,
        ["ask undeliverable:letter"],
        {"debtor__has_address": False},
    ),
    (
        "nothing of a plan starts while the law stops the case",
        "agreed; 11 debtor_stopped kind=bankruptcy",
        30,
        ["ask stopped"],
        {},
    ),
    (
        "until a hold by hand says when to look again",
        "agreed; 11 debtor_stopped kind=bankruptcy; 12 hold_placed until=60",
        30,
        [],
        {},
    ),
]


@pytest.mark.parametrize(("claim", "events", "at", "expected", "facts"), STORIES, ids=[story[0] for story in STORIES])
def test_what_is_due(claim, events, at, expected, facts):
    """As the claim says."""
    assert due(events, at, **facts) == expected


def test_what_a_plan_tells_by_itself():
    """Each thing on the day on which it became true: due, late, breached."""
    found = [(at, change) for at, kind, change in told("late", 22) if kind == "plan"]
    assert found == [(10, "instalment_due"), (12, "instalment_late"), (20, "breached")]


def test_a_kept_plan_ends_the_case():
    """The last instalment pays what is left, and the case ends as paid."""
    paid = (
        "agreed; 10 payment_received amount=33333; 40 payment_received amount=33333; 70 payment_received amount=33334"
    )
    position = stands(paid, 71)
    assert (position.end, position.ended) == ("paid", DUE + 70)


def test_a_case_paid_by_a_plan_and_reopened_by_a_reversal_goes_on_with_the_plan():
    """What was agreed still stands: the instalment is missing again, and the debtor is told."""
    paid = "agreed; 10 payment_received amount=33333; 40 payment_received amount=66667"
    assert stands(paid, 41).end == "paid"
    assert due(f"{paid}; 75 payment_reversed amount=66667", 75) == ["message arranged_late"]


def test_a_dispute_moves_instalments_and_repair_terms():
    """Terms stand still: what lay ahead when the dispute began moves on by its days; a breach never falls within it."""
    held = "late; 15 dispute_opened; 25 dispute_closed outcome=rejected"
    position = stands(held, 25)
    assert position.plan.term == DUE + 29
    assert position.plan.schedule[1][0] == stands("late", 15).plan.schedule[1][0] + 10
    assert due(held, 29) == []
    assert due(held, 30) == ["message arranged_breached"]


def test_what_is_credited_counts_as_paid():
    """A credit note lowers what is left of the plan, from the oldest instalment on."""
    assert due("agreed; 9 credited amount=33333", 12) == []


def test_a_breach_lets_the_letter_be_sent_anew():
    """The count of a step with `anew_after: [plan_breached]` begins again; one without keeps it."""
    breached = "warned; 13 plan_agreed plan=arranged; 13 message_sent message=arranged_confirmation;"
    late = f"{breached} 22 message_sent message=arranged_late"
    before, after = (stands(late, at).counts[LADDER.step_index("letter")] for at in (29, 30))
    assert (before, after) == (1, 0)


def test_an_offer_that_cannot_be_made_is_escalated():
    """Nobody arranges it: after the policy's patience somebody else is told, once."""
    found = told("reminded; 3 plan_requested plan=arranged", 40)
    assert [one for one in found if one[1] == "escalation"] == [(8, "escalation", "manager")]


def test_every_state_of_a_plan_says_why_nothing_starts():
    """Wanted, offered, agreed: each has a sentence of its own."""
    for events, facts, words in [
        ("reminded; 3 plan_requested", {}, "nobody has said this"),
        (OFFERED, CAN, "is offered until Mon 2026-03-09"),
        ("agreed", {}, "next is instalment 1 of 3, EUR 333.33 on Wed 2026-03-11"),
    ]:
        position = advance(LADDER, stands(events, 4, **facts), DUE + 5)[0]
        decision = decide(LADDER, position, DUE + 5)
        reasons = decision.reasons or decision.actions[0].reasons
        assert words in " ".join(explain(LADDER, position, reason).text for reason in reasons)


LATE_ELSEWHERE = "planned; 3 fact_recorded fact=debtor.new_invoices_on_time value=no"
MISSED = "planned; 10 message_sent message=payment_plan_late"  # its repair term ends on day 17


def test_a_plan_may_forgive_a_miss():
    """With `misses: 2` the first repair term that runs out is counted; the second ends the plan, and not before."""
    assert stands(MISSED, 17).plan.misses == 0
    assert (stands(MISSED, 18).plan.misses, stands(MISSED, 18).plan.term) == (1, -1)
    again = f"{MISSED}; 41 message_sent message=payment_plan_late"
    assert [at for at, kind, change in told(again, 60) if change == "instalment_late"] == [10, 41]
    assert stands(again, 48).plan is not None
    assert ("plan", "breached") in [(kind, change) for at, kind, change in told(again, 49)]


def test_what_is_missed_at_last_is_not_forgiven():
    """After the last instalment there is no other to wait for: its repair term ends the plan."""
    paid = "planned; 8 payment_received amount=33333; 39 payment_received amount=33333"
    late = f"{paid}; 71 message_sent message=payment_plan_late"
    assert [(at, change) for at, kind, change in told(late, 90) if change == "breached"] == [(79, "breached")]


@pytest.mark.parametrize(
    ("events", "at", "expected"),
    [
        (LATE_ELSEWHERE, 3, ["message payment_plan_late"]),
        ("planned; 3 fact_recorded fact=debtor.new_invoices_on_time value=yes", 3, []),
        (
            f"{LATE_ELSEWHERE}; 3 fact_recorded fact=debtor.new_invoices_on_time value=yes",
            3,
            [],
        ),
    ],
    ids=["a late one is told", "one in time is not", "and paid after all it is over"],
)
def test_new_invoices_are_part_of_the_plan(events, at, expected):
    """Where the plan asks that new invoices are paid on time, a late one is treated like a missed instalment."""
    assert due(events, at) == expected


def test_a_late_new_invoice_takes_a_repair_term_too():
    """It counts as a miss once its term has run out, and not for an instalment that is not due."""
    told_late = (
        "planned; 3 fact_recorded fact=debtor.new_invoices_on_time value=no; 4 message_sent message=payment_plan_late"
    )
    assert stands(told_late, 5).plan.term == DUE + 11
    assert stands(told_late, 11).plan.misses == 0
    assert stands(f"{told_late}; 8 payment_received amount=33333", 12).plan.misses == 1


def test_interest_stays_frozen_for_the_days_of_a_plan():
    """Also after the plan was breached: those days are left out for good; a plan without it leaves none out."""
    assert stands("planned; 5 plan_declared_infeasible", 6).frozen == ((DUE + 1, DUE + 5),)
    changed = "planned; 3 plan_changed times=2; 5 plan_declared_infeasible"  # a change does not lose the days before it
    assert stands(changed, 6).frozen == ((DUE + 1, DUE + 3), (DUE + 3, DUE + 5))
    assert stands("agreed; 5 plan_declared_infeasible", 6).frozen == ()
    assert stands("planned", 6).frozen == ()


def test_an_instalment_paid_before_its_day_is_not_said_to_fall_due():
    """Nothing is left to say on that day."""
    paid = "planned; 5 payment_received amount=33333"
    assert [change for at, kind, change in told(paid, 9) if kind == "plan"] == []


def test_without_an_address_for_the_late_message_somebody_is_told():
    """No repair term can begin, so the plan is not breached; after some days a second person hears of it."""
    facts = {"debtor__has_email": False}
    position = stands("agreed", 30, **facts)
    assert (position.plan.late, position.plan.term) == (1, 0)
    assert due("agreed", 30, **facts) == ["ask undeliverable:email"]
    assert [(at, name) for at, kind, name in told("agreed", 40, **facts) if kind == "escalation"] == [(17, "manager")]


def test_the_schedule_is_the_one_that_was_recorded():
    """Days and amounts as they were confirmed, whatever the policy would propose."""
    events = journal("reminded")
    assert opened().plan is None
    position = stands("reminded; 3 plan_agreed plan=arranged first=9 times=2", 3)
    assert position.plan.schedule == ((DUE + 9, 50_000), (day("2026-04-10"), 50_000))
    assert len(events) == 1


def test_a_plan_wanted_on_hold_is_no_question_where_the_policy_answers_it():
    """Too small a claim gets no plan whoever asks, so what is unknown asks nobody, and no release does away with it."""
    held = "reminded; 3 question_asked; 3 plan_requested; 4 approved"
    assert stands(held, 4, principal=5_000).plan is not None
    assert stands(held, 4).plan is None, "here a person was asked, and sent the case on"
