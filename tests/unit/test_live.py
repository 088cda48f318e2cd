"""Which positions are the same for all that can still come."""

from dataclasses import replace

import pytest

from dunwell.core.fold import fold
from dunwell.language.events import Event
from dunwell.language.program import DUE as DUE_SLOT
from dunwell.verifying import explorer
from dunwell.verifying.live import May, key_of, live_of, slack_of
from dunwell.verifying.profiles import opened
from proofs import DUE, days_of, explored, plain_case, policy, small

NL = policy().program
START = opened(NL, plain_case())
LIVE = live_of(NL, START, 10, DUE + 400)
MAILED = Event("step_done", DUE + 1, (("step", "reminder"), ("channels", "email")))
REMINDER = NL.steps[0][NL.step_index("reminder")]
NOTHING = May(returns=False, reopens=False, plans=False, reverses=False, anything=False)


def key(position, day, **may):
    """The key of a position."""
    return key_of(LIVE, position, day, NOTHING._replace(**may))


def with_term(last):
    """The case in its reminder's term, which ends on a day."""
    position = fold(NL, START, (MAILED,), DUE + 2)
    slot = REMINDER.sent + 2
    return replace(position, anchors=(*position.anchors[:slot], last, *position.anchors[slot + 1 :]))


def test_a_term_that_runs_counts_and_one_that_has_passed_does_not():
    """When the next step has started from it, the day it ended on makes no difference any more."""
    assert key(with_term(DUE + 8), DUE + 2) != key(with_term(DUE + 9), DUE + 2)
    assert key(with_term(DUE + 8), DUE + 20) == key(with_term(DUE + 9), DUE + 20)


def test_the_day_of_a_letter_counts_as_long_as_it_can_come_back():
    """For who can still send it back it is another state."""
    early = fold(NL, START, (MAILED,), DUE + 2)
    late = replace(early, anchors=(*early.anchors[: REMINDER.sent], DUE + 2, *early.anchors[REMINDER.sent + 1 :]))
    assert key(early, DUE + 3) == key(late, DUE + 3)
    assert key(early, DUE + 3, returns=True) != key(late, DUE + 3, returns=True)


def test_a_fact_that_only_plans_ask_for_counts_while_there_may_be_one():
    """The debtor's ability decides on a plan and on nothing else."""
    able = fold(NL, START, (Event("fact_recorded", DUE, (("fact", "debtor.ability"), ("value", "will_not_pay"))),), DUE)
    plain = fold(NL, START, (), DUE)
    assert key(able, DUE) == key(plain, DUE)
    assert key(able, DUE, plans=True) != key(plain, DUE, plans=True)


def test_the_due_date_of_an_open_case_always_counts():
    """It is what all else is counted from."""
    moved = replace(START, anchors=(*START.anchors[:DUE_SLOT], DUE + 1, *START.anchors[DUE_SLOT + 1 :]))
    assert key(moved, DUE) != key(START, DUE)


def test_a_window_has_more_time_the_longer_the_case_was_on_hold():
    """Days on hold do not count in the window of the hand-over; that of the reminder counts every day."""
    held = fold(NL, START, (Event("question_asked", DUE),), DUE + 3)
    assert max(slack_of(LIVE, held, DUE + 3, NOTHING)) == 3
    assert max(slack_of(LIVE, START, DUE + 3, NOTHING)) == 0


def with_plan(*later):
    """The case with a payment plan of three instalments, and what happened after it was agreed."""
    events = (Event("plan_requested", DUE), Event("plan_agreed", DUE, (("plan", "payment_plan"), ("times", 3))))
    last = max([DUE, *(event.at for event in later)])
    return fold(NL, START, (*events, *later), last + 1)


def test_of_a_plan_only_what_is_not_paid_counts():
    """The day on which an instalment was due makes no difference once it is paid, unless the money can go back."""
    paid = with_plan(Event("payment_received", DUE + 10, (("amount", 40333),)))
    assert paid.plan is not None
    (first, amount), *rest = paid.plan.schedule
    other = replace(paid, plan=replace(paid.plan, schedule=((first - 3, amount), *rest)))
    assert key(paid, DUE + 11) == key(other, DUE + 11)
    assert key(paid, DUE + 11, reverses=True) != key(other, DUE + 11, reverses=True)
    later = replace(paid, plan=replace(paid.plan, schedule=((first, amount), (rest[0][0] + 1, rest[0][1]), rest[1])))
    assert key(paid, DUE + 11) != key(later, DUE + 11)


def test_an_amount_counts_by_the_cent_while_something_can_still_happen():
    """After that only what the policy's conditions say of it."""
    less, least = (replace(START, received=amount) for amount in (10000, 10001))
    assert key(less, DUE) == key(least, DUE)
    assert key(less, DUE, anything=True) != key(least, DUE, anything=True)
    assert key(replace(START, received=START.principal - 24999), DUE) != key(less, DUE)


@pytest.mark.parametrize("kinds", ["promise", "bounce", "partial", "dispute", "plan infeasible"])
@pytest.mark.parametrize("variant", ["business", "consumer"])
def test_what_is_left_out_changes_no_bound(kinds, variant, monkeypatch):
    """With whole positions as keys there are more states, and the same first and last days."""
    counts = dict.fromkeys(kinds.split(), 1)
    reduced = explored(small(**counts), variant=variant)
    monkeypatch.setattr(explorer, "key_of", lambda live, position, day, may: position)
    monkeypatch.setattr(explorer, "stands", lambda position: (position,))
    whole = explored(small(**counts), variant=variant)
    assert whole.states > reduced.states
    assert days_of(whole) == days_of(reduced)
