"""What the world may do is counted, in all and of each kind."""

import pytest

from dunwell.verifying.budgets import BUDGETS, KINDS, of_kind, spent, world


def test_an_event_takes_one_of_its_kind_and_one_of_all():
    """Of two events in all the last may be of any kind that is left."""
    left = spent(world(2, dispute=1, promise=2), "dispute")
    assert left == world(1, promise=1)
    assert spent(left, "dispute") is None
    assert spent(spent(left, "promise"), "promise") is None


def test_what_is_not_counted_takes_nothing():
    """What follows from something else has no kind."""
    assert spent(world(0), "") == world(0)


def test_no_kind_has_more_left_than_there_may_be_events():
    """What makes no difference is the same."""
    assert world(1, call=2, promise=9) == world(1, call=1, promise=1)


@pytest.mark.parametrize("budget", BUDGETS.values(), ids=BUDGETS)
def test_the_worlds_of_a_budget_let_something_happen(budget):
    """Every world of the named budgets allows an event, of a kind that has a sentence."""
    for left in (*budget.plain, *budget.special):
        assert left[0] > 0
        assert any(of_kind(left, kind) for kind in KINDS)


def test_the_standard_budget_has_what_it_promises():
    """One dispute, one promise, one plan of three instalments, two calls, one partial payment, one bounce."""
    standard = BUDGETS["standard"]
    most = {kind: max(of_kind(left, kind) for left in standard.plain) for kind in KINDS}
    assert [most[kind] for kind in ("dispute", "promise", "plan", "call", "partial", "bounce")] == [1, 1, 1, 2, 1, 1]
    assert standard.instalments == (3,)
