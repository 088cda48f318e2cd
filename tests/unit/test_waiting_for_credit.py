"""While a credit note that was decided on has not come, nothing beside it goes on or leads the case away."""

import pytest

from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.position import EXPECTING
from dunwell.language.events import Event
from dunwell.verifying.profiles import opened
from proofs import DUE, plain_case, policy

NL = policy().program
START = opened(NL, plain_case())
MAILED = Event("step_done", DUE + 1, (("step", "reminder"), ("channels", "email")))
DISPUTED, UPHELD = Event("dispute_opened", DUE + 2), Event("dispute_closed", DUE + 4, (("outcome", "upheld"),))
PARTLY = Event("dispute_closed", DUE + 4, (("outcome", "partly_upheld"), ("amount", 20_000)))
PLAN = (Event("plan_requested", DUE + 1), Event("plan_agreed", DUE + 1, (("plan", "payment_plan"), ("times", 3))))
PROMISE = Event("promise_made", DUE + 2, (("promised_on", DUE + 3),))


def credited(at, amount):
    """A credit note."""
    return Event("credited", at, (("amount", amount),))


def case(*events, until=DUE + 60):
    """The case after these events, some time later."""
    return fold(NL, START, events, until)


@pytest.mark.parametrize(
    "beside",
    [(), PLAN, (PROMISE,), (MAILED, Event("bounced", DUE + 5, (("step", "reminder"),)))],
    ids=["nothing", "a plan", "a promise", "a mail that comes back"],
)
def test_the_case_waits_and_somebody_is_asked(beside):
    """Whatever stands beside it: the owner is asked for the credit note, then the manager, and nothing goes out."""
    events = sorted((*beside, DISPUTED, UPHELD), key=lambda one: one.at)
    position = case(*events)
    assert position.phase == EXPECTING
    assert position.escalated
    asked = next(one for one in decide(NL, position, position.day).actions if one.kind == "ask")
    assert (asked.owner, asked.reasons[0].id) == ("credit-control", "expects")
    after = fold(NL, START, (*events, credited(DUE + 60, 121_000)), DUE + 60)
    assert after.end == "credited"


def test_a_plan_goes_on_as_many_days_later():
    """Nobody had to pay meanwhile: what lay ahead moves on by the days held and the days waited."""
    agreed = [due for due, _ in case(*PLAN, until=DUE + 1).plan.schedule]
    held, waited = 2, 10
    after = case(*PLAN, DISPUTED, PARTLY, credited(DUE + 4 + waited, 20_000), until=DUE + 4 + waited)
    assert [due for due, _ in after.plan.schedule] == [due + held + waited for due in agreed]


@pytest.mark.parametrize(("opened_on", "closed_on"), [(6, 8), (6, 20)], ids=["within the wait", "beyond it"])
def test_a_day_moves_a_plan_once(opened_on, closed_on):
    """Another dispute meanwhile takes its own days beside those of the wait, and none of them twice."""
    agreed = [due for due, _ in case(*PLAN, until=DUE + 1).plan.schedule]
    again = [
        Event("dispute_opened", DUE + opened_on),
        Event("dispute_closed", DUE + closed_on, (("outcome", "rejected"),)),
    ]
    events = sorted((*PLAN, DISPUTED, PARTLY, *again, credited(DUE + 14, 20_000)), key=lambda one: one.at)
    after = case(*events, until=DUE + 30)
    assert [due for due, _ in after.plan.schedule] == [due + max(14, closed_on) - 2 for due in agreed]


def test_a_promise_is_judged_afterwards():
    """It is broken then, and leads where the policy says; before, it would have led away from the credit note."""
    position = case(PROMISE, DISPUTED, PARTLY, until=DUE + 20)
    assert position.promises_broken == 0
    after = case(PROMISE, DISPUTED, PARTLY, credited(DUE + 20, 20_000), until=DUE + 21)
    assert after.promises_broken == 1
    assert after.phase != EXPECTING


def test_what_came_back_is_done_again_afterwards():
    """The mail that bounced goes as a letter, once the credit note for a part has come."""
    bounced = Event("bounced", DUE + 5, (("step", "reminder"),))
    after = case(MAILED, DISPUTED, PARTLY, bounced, credited(DUE + 8, 20_000), until=DUE + 11)
    (again,) = decide(NL, after, DUE + 11).actions
    assert (NL.steps[0][again.step].name, again.channels) == ("reminder", ("letter",))


def test_two_decisions_add_up():
    """A credit note for what was decided first is not all that is waited for."""
    again = (Event("dispute_opened", DUE + 5), Event("dispute_closed", DUE + 6, (*PARTLY.data,)))
    first = case(DISPUTED, PARTLY, *again, credited(DUE + 7, 20_000), until=DUE + 7)
    assert (first.phase, first.awaited) == (EXPECTING, 20_000)
    both = case(DISPUTED, PARTLY, *again, credited(DUE + 7, 20_000), credited(DUE + 8, 20_000), until=DUE + 8)
    assert both.phase != EXPECTING


def test_a_hold_by_hand_makes_it_wait():
    """Whoever placed it knows of the case: nobody is asked until its day."""
    by_hand = Event("hold_placed", DUE + 5, (("until", DUE + 30),))
    held = case(DISPUTED, UPHELD, by_hand, until=DUE + 29)
    assert decide(NL, held, held.day).actions == ()
    assert not held.escalated
    asked = case(DISPUTED, UPHELD, by_hand, until=DUE + 31)
    assert [one.kind for one in decide(NL, asked, asked.day).actions] == ["ask"]
