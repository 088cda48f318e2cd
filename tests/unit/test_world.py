"""What can come from outside in a morning: what could be recorded then, and the budget has left."""

import pytest

from dunwell.core.fold import fold
from dunwell.language.events import Event
from dunwell.verifying.budgets import BUDGETS, KINDS, world
from dunwell.verifying.profiles import opened
from dunwell.verifying.world import mornings, paid, rank
from proofs import DUE, plain_case, policy

NL = policy().program
ALL = world(1, **dict.fromkeys(KINDS, 1))


def position(*events, day=DUE + 3):
    """A business's case after these events."""
    return fold(NL, opened(NL, plain_case()), events, day)


def comes(stands, left=ALL, day=DUE + 4):
    """What may come, by name and what it says."""
    return [(one.event.name, dict(one.event.data)) for one in mornings(NL, BUDGETS["standard"], stands, day, left)]


def names(stands, left=ALL):
    """What may come, by name, each once."""
    return set(dict(comes(stands, left)))


DISPUTE = Event("dispute_opened", DUE - 2)
ASKED = Event("question_asked", DUE - 2)
STOP = Event("debtor_stopped", DUE - 2, (("kind", next(iter(NL.law.stops))),))
PAID = Event("payment_received", DUE - 2, (("amount", 40_000),))


@pytest.mark.parametrize(
    ("before", "more", "less"),
    [
        ((), {"dispute_opened", "promise_made", "plan_requested"}, {"dispute_closed", "payment_reversed"}),
        ((DISPUTE,), {"dispute_closed"}, {"dispute_opened"}),
        ((ASKED,), {"question_answered"}, {"question_asked"}),
        ((STOP,), {"stop_lifted"}, {"debtor_stopped"}),
        ((PAID,), {"payment_reversed"}, {"plan_agreed"}),
    ],
)
def test_only_what_fits_can_come(before, more, less):
    """Nobody answers what was not asked, and what is open is not opened again."""
    found = names(position(*before))
    assert more <= found
    assert not less & found


def test_nothing_comes_that_the_budget_does_not_have():
    """Without a budget only what follows from something else comes; here nothing does."""
    assert comes(position(), world(0)) == []


def test_a_dispute_has_every_outcome_of_the_policy():
    """Also the credit note that one of them waits for comes as far as it was decided."""
    outcomes = [data["outcome"] for name, data in comes(position(DISPUTE), world(0)) if name == "dispute_closed"]
    assert outcomes == ["upheld", "partly_upheld", "rejected"]
    closed = Event("dispute_closed", DUE, (("outcome", "partly_upheld"), ("amount", 5_000)))
    assert ("credited", {"amount": 5_000}) in comes(position(DISPUTE, closed), world(0))


def test_a_part_is_half_or_all_but_a_cent_too_much():
    """What is more than the tolerance stays open."""
    parts = [data["amount"] for name, data in comes(position(), world(1, partial=1)) if name == "payment_received"]
    assert parts == [121_000 // 2, 121_000 - NL.tolerance - 1]


def test_all_that_is_open_can_be_paid_until_the_end():
    """The end leaves nothing to pay."""
    deed = paid(position(PAID), DUE, ALL)
    assert deed is not None
    assert deed.event.money() == 81_000
    assert paid(position(Event("closed", DUE)), DUE, ALL) is None


def test_money_comes_before_what_people_say():
    """Events of a morning have ranks, by which they follow each other."""
    assert rank(PAID) < rank(DISPUTE) < rank(Event("hold_placed", DUE))
