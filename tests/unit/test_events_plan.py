"""What people say of a plan, at the edges: twice, too late, beyond the bounds, before it was known, after the end."""

from dataclasses import replace

import pytest

from dunwell.core.apply import apply
from dunwell.core.fold import fold
from dunwell.core.instalments import paid
from dunwell.core.position import AGREED, OFFERED, WANTED
from dunwell.language.events import Event
from stories import DUE, LADDER, due, journal, opened, stands, told

CAN = {"debtor__ability": "cannot_pay"}
OFFER = "reminded; 3 plan_requested; 3 message_sent message=payment_plan_offer"


def amounts(position):
    """The cents of the plan's instalments."""
    return [amount for _, amount in position.plan.schedule]


def test_agreed_twice_is_changed():
    """The second agreement takes the place of the first, for what is left, and is confirmed anew."""
    twice = stands("agreed; 10 payment_received amount=33333; 19 plan_agreed plan=arranged times=2", 19)
    assert amounts(twice) == [333_33, 333_34]
    assert twice.plan.base == 666_67
    assert due("agreed; 19 plan_agreed plan=arranged times=2", 19) == ["message arranged_confirmation"]


def test_a_plan_agreed_in_the_call_that_asked_for_it_is_no_wish_for_another():
    """Of one day the agreement counts before the call; a wish on a later day is one for a change."""
    call = "9 call_made outcome=wants_plan; 9 plan_agreed plan=arranged times=3"
    assert not stands(f"reminded; {call}", 9).plan.wants_change
    assert due(f"reminded; {call}", 10) == ["message arranged_confirmation"]
    assert stands(f"reminded; {call}; 12 plan_requested", 12).plan.wants_change


def test_a_plan_asked_for_twice_is_asked_for_once():
    """Whether it is still considered, or offered: the second wish changes nothing."""
    assert stands("reminded; 3 plan_requested; 4 plan_requested", 5).plan.since == DUE + 3
    assert stands(f"{OFFER}; 4 plan_requested", 5, **CAN).plan == stands(OFFER, 5, **CAN).plan


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ("times=3", True),
        ("times=4", False),  # one more than the policy allows
        ("amount=50000", True),
        ("amount=9000", False),  # less than the minimum of EUR 100, and too many
        ("first=12", True),
        ("first=13", False),  # more than seven days after the change
    ],
)
def test_a_change_within_and_beyond_the_bounds(change, stays):
    """Within them the plan runs on; beyond them it is infeasible, and a person decides."""
    position = stands(f"agreed; 5 plan_changed {change}", 5)
    assert (position.plan is not None) is stays
    assert stays or due(f"agreed; 5 plan_changed {change}", 5) == ["review"]


def test_an_agreement_beyond_the_bounds_stands():
    """What a person agreed is a fact: only changing it later is measured."""
    assert len(stands("reminded; 3 plan_agreed plan=arranged times=9", 3).plan.schedule) == 9


def test_lowered_once_too_often_the_plan_ends():
    """With one lowering allowed the second ends it; raising the instalments counts for nothing."""
    plan = LADDER.plans[1]
    strict = replace(LADDER, plans=(LADDER.plans[0], replace(plan, instalments=replace(plan.instalments, lowered=1))))
    from_here = stands("reminded; 3 plan_agreed plan=arranged times=1", 3)
    lower, higher = (_changed(strict, from_here, times) for times in (2, 1))
    assert (lower.plan.lowered, higher.plan.lowered) == (1, 0)
    assert _changed(strict, _changed(strict, lower, 1), 1).plan.lowered == 1
    assert _changed(strict, lower, 3).plan is None


def _changed(program, position, times):
    from_day = position.day + 1
    return apply(program, position, Event("plan_changed", from_day, (("times", times),)))


def test_a_payment_from_before_the_agreement_that_comes_to_light_later():
    """Put where it belongs, it lowers what the plan covers: the schedule proposed is that of the smaller claim."""
    late = stands("reminded; 2 payment_received amount=40000; 3 plan_agreed plan=arranged", 3)
    assert sum(amounts(late)) == late.plan.base == 600_00


def test_a_written_schedule_is_kept_though_older_money_comes_to_light():
    """The schedule as agreed covers more than is open: what is too much counts as paid from the start."""
    written = "3 plan_agreed plan=arranged instalments=WRITTEN"
    story = f"reminded; 2 payment_received amount=40000; {written}"
    schedule = "2026-03-08 500.00, 2026-04-08 500.00"
    events = [
        replace(one, data=tuple((key, schedule if key == "instalments" else value) for key, value in one.data))
        for one in journal(story)
    ]
    position = fold(LADDER, opened(), events, DUE + 5)
    assert (sum(amounts(position)), position.plan.base, paid(position)) == (1000_00, 1000_00, 400_00)


ENDED = "reminded; 3 payment_received amount=100000"
LATER = [
    "plan_requested",
    "plan_offered",
    "plan_agreed plan=arranged",
    "plan_changed times=2",
    "plan_declared_infeasible",
]


@pytest.mark.parametrize("event", LATER)
def test_after_the_end_no_plan_begins_or_changes(event):
    """A case that is paid, with or without a plan, is as it was."""
    for before in (ENDED, "agreed; 4 payment_received amount=100000"):
        assert stands(f"{before}; 6 {event}", 7) == stands(before, 7)


@pytest.mark.parametrize("event", ["plan_changed times=2", "plan_declared_infeasible"])
def test_without_a_plan_there_is_nothing_to_change_or_give_up(event):
    """Said of a case without a plan it changes nothing."""
    assert stands(f"reminded; 4 {event}", 5) == stands("reminded", 5)


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ("reminded; 3 plan_requested", WANTED),
        (OFFER, OFFERED),
        ("reminded; 3 plan_requested; 4 plan_offered", OFFERED),
        ("reminded; 3 plan_requested; 4 plan_agreed", AGREED),
        (f"{OFFER}; 5 plan_agreed", AGREED),
        ("agreed; 5 plan_offered", AGREED),
        ("agreed; 5 plan_requested", AGREED),
    ],
)
def test_a_plan_only_goes_forward(events, stage):
    """Wanted, offered, agreed; a stage may be left out, and an agreed plan is not offered again."""
    facts = CAN if events.startswith(OFFER) else {}
    assert stands(events, 5, **facts).plan.stage == stage


def test_an_offer_stands_for_as_long_as_the_person_or_the_policy_says():
    """From the day it went out: the policy's five days, or the person's own last day."""
    assert stands(OFFER, 4, **CAN).plan.until == DUE + 8
    assert stands("reminded; 3 plan_offered until=20", 4).plan.until == DUE + 20


def test_an_agreement_ends_what_the_offer_was_about():
    """An offer that waits to go out is not sent once the plan is agreed; only the confirmation is."""
    found = due("reminded; 3 plan_requested; 3 plan_agreed", 3, **CAN)
    assert found == ["message payment_plan_confirmation"]


def test_giving_up_an_offer_and_a_plan_are_different_things():
    """An offer given up leads where silence would; an agreed plan given up is infeasible."""
    assert due(f"{OFFER}; 4 plan_declared_infeasible", 9, **CAN) == ["letter"]
    assert due("agreed; 5 plan_declared_infeasible", 5) == ["review"]


def test_the_late_message_counts_its_term_from_the_day_it_went_out():
    """Sent on day 14 instead of 12, the debtor has until day 21; another message starts no term."""
    assert stands("agreed; 14 message_sent message=arranged_late", 14).plan.term == DUE + 21
    assert stands("agreed; 12 message_sent message=arranged_breached", 12).plan.term == 0


def test_a_plan_is_agreed_on_a_hold_too():
    """A question does not keep people from agreeing; the steps wait for both."""
    both = "reminded; 3 question_asked; 4 plan_agreed plan=arranged"
    position = stands(both, 4)
    assert position.plan.stage == AGREED
    assert position.holds
    assert [one for one in told(both, 9) if one[1] == "step"] == []
