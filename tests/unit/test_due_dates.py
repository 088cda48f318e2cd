"""Due dates over a year."""

import pytest

from dunwell.days import day, weekday
from dunwell.proving.due_dates import YEAR, due_dates
from proofs import DUE, policy

NL = policy().program


@pytest.mark.parametrize("many", [12, 40, 100])
def test_there_are_as_many_as_asked_for(many):
    """In their order, each once, within a year, on every day of the week."""
    found = due_dates(NL, many, DUE)
    assert len(set(found)) == many
    assert list(found) == sorted(found)
    assert found[0] >= DUE
    assert found[-1] < DUE + YEAR
    assert {weekday(one) for one in found} == set(range(7))


def test_one_is_the_day_itself():
    """No other day is looked at."""
    assert due_dates(NL, 1, DUE) == (DUE,)


def test_the_days_before_holidays_and_the_ends_of_months_come():
    """The day before Christmas, and most last or first days of a month."""
    found = due_dates(NL, 40, DUE)
    assert day("2026-12-24") in found
    assert sum(one in found for one in (day("2026-04-30"), day("2026-12-31"), day("2027-01-31"))) == 3


def test_all_days_of_a_year_can_be_asked_for():
    """More than there are are not given."""
    assert due_dates(NL, 1000, DUE) == tuple(range(DUE, DUE + YEAR))
