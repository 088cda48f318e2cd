"""How money is allocated: charges claimed by then first, the rest to the principal; what is over pays later charges."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.amounts import allocated, settle
from stories import DUE, LADDER, opened

CENTS = st.integers(0, 2000_00)


def owing(interest=0, costs=0, received=0):
    """EUR 1000.00 with these charges claimed and so much received before, in cents."""
    return replace(opened(), interest=interest, costs=costs, received=received)


def paid(position, amount):
    """The position after one more payment."""
    return allocated(replace(position, received=position.received + amount), amount)


ROWS = [
    ("nothing claimed besides: all to the principal", owing(), 400_00, (600_00, 0)),
    ("charges first", owing(20_00, 40_00), 50_00, (1000_00, 10_00)),
    ("then the principal", owing(20_00, 40_00), 100_00, (960_00, 0)),
    ("all of it", owing(20_00, 40_00), 1060_00, (0, 0)),
    ("more than all", owing(20_00, 40_00), 2000_00, (0, 0)),
]


@pytest.mark.parametrize(("position", "amount", "left"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_where_a_payment_goes(position, amount, left):
    """What is left of the principal, and of interest and costs together."""
    after = paid(position, amount)
    assert (after.principal_open, after.interest_open + after.costs_open) == left


def test_charges_claimed_later_do_not_take_back_an_older_payment():
    """A payment went to what was claimed when it came; only what was over pays charges that came after."""
    early = replace(paid(owing(), 400_00), costs=40_00)
    assert (allocated(early).principal_open, allocated(early).costs_open) == (600_00, 40_00)
    over = replace(paid(owing(), 1010_00), costs=40_00)
    assert (allocated(over).principal_open, allocated(over).costs_open) == (0, 30_00)


@given(CENTS, CENTS, CENTS, CENTS)
def test_every_cent_has_its_place(interest, costs, first, second):
    """Received is paid on charges, paid on the principal, or overpaid; nothing is negative."""
    position = paid(paid(owing(interest, costs), first), second)
    parts = position.principal_open + position.interest_open + position.costs_open
    owed = position.principal + interest + costs
    assert parts == max(owed - first - second, 0)
    assert min(position.principal_open, position.interest_open, position.costs_open) >= 0


@pytest.mark.parametrize(("received", "end"), [(998_99, ""), (999_00, "paid"), (1000_00, "paid"), (1200_00, "paid")])
def test_a_case_ends_within_the_tolerance(received, end):
    """One euro may lack; one cent more and the case is open."""
    settled = settle(LADDER, owing(received=received), "paid", DUE + 3)
    assert (settled.end, settled.ended) == (end, DUE + 3 if end else 0)


def test_a_case_that_has_ended_keeps_its_reason():
    """Money that comes after the end does not rename it."""
    ended = replace(owing(received=1000_00), end="written_off", ended=DUE)
    assert settle(LADDER, ended, "paid", DUE + 3) is ended
