"""What is paid of a plan: whatever comes in, goes back or is credited pays the oldest instalment first, to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.instalments import arrears, instalments_open, open_of_plan, paid, paid_instalments
from stories import DUE, LADDER, stands

TOLERANCE = LADDER.tolerance
MONEY = st.lists(
    st.tuples(
        st.sampled_from(["payment_received", "payment_received", "payment_reversed", "credited"]),
        st.integers(1, 700_00),
    ),
    max_size=6,
)


def story(money):
    """EUR 1000.00 in three instalments agreed on day 3, then this money on day 4."""
    return "; ".join(["agreed", *(f"4 {name} amount={amount}" for name, amount in money)])


def left(money):
    """The claim that is left after this money, reckoned apart from the engine; below zero where too much came in."""
    principal, received = 1000_00, 0
    for name, amount in money:
        if name == "credited":
            principal = max(principal - amount, 0)
        elif name == "payment_received":
            received += amount
        else:
            received = max(received - amount, 0)
    return principal - received


def shortages(schedule, money):
    """What each instalment lacks when money fills them one after the other."""
    lacking = []
    for _, amount in schedule:
        part = min(amount, money)
        lacking.append(amount - part)
        money -= part
    return lacking


@given(MONEY)
def test_every_cent_is_accounted_for(money):
    """Paid and lacking are the whole plan; the paid instalments are the oldest; nothing is negative."""
    position = stands(story(money), 5)
    schedule = position.plan.schedule
    came = 1000_00 - max(left(money), 0)
    lacking = shortages(schedule, came)
    assert paid(position) == came
    assert paid(position) + sum(lacking) == 1000_00
    whole = paid_instalments(LADDER, position)
    assert sum(lacking[:whole]) <= TOLERANCE
    assert whole == len(schedule) or sum(lacking[: whole + 1]) > TOLERANCE
    assert instalments_open(LADDER, position) == len(schedule) - whole
    assert open_of_plan(LADDER, position) == (sum(lacking) if sum(lacking) > TOLERANCE else 0)


@given(MONEY, st.integers(0, 100))
def test_arrears_are_what_fell_due_and_lacks(money, later):
    """Only instalments due before the day count; on its due day an instalment is not behind."""
    position = stands(story(money), 5)
    lacking = shortages(position.plan.schedule, paid(position))
    day = DUE + later
    behind = sum(lack for (due, _), lack in zip(position.plan.schedule, lacking, strict=True) if due < day)
    assert arrears(LADDER, position, day) == behind


@given(MONEY, st.randoms(use_true_random=False))
def test_payments_may_come_in_any_order(money, random):
    """Only sums matter: the same payments and credit notes in another order pay the same instalments."""
    forward = [one for one in money if one[0] != "payment_reversed"]
    other = random.sample(forward, len(forward))
    assert paid(stands(story(forward), 5)) == paid(stands(story(other), 5))


@pytest.mark.parametrize("events", ["reminded", "reminded; 3 plan_requested", "reminded; 3 plan_offered"])
def test_without_an_agreement_nothing_is_owed_by_instalments(events):
    """Neither without a plan nor while one is wanted or offered."""
    position = stands(events, 4, debtor__ability="cannot_pay")
    assert open_of_plan(LADDER, position) == arrears(LADDER, position, DUE + 90) == 0
    assert paid_instalments(LADDER, position) == instalments_open(LADDER, position) == 0


def test_what_was_paid_before_the_agreement_does_not_count():
    """A plan covers what was open when it was agreed; a reversal of older money makes nothing paid less than zero."""
    position = stands("reminded; 2 payment_received amount=40000; 3 plan_agreed plan=arranged", 4)
    assert (paid(position), open_of_plan(LADDER, position)) == (0, 600_00)
    reversed_ = stands(
        "reminded; 2 payment_received amount=40000; 3 plan_agreed plan=arranged; 4 payment_reversed amount=40000", 4
    )
    assert (paid(reversed_), reversed_.claim_open) == (0, 1000_00)
