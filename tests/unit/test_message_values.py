"""Values of message fields from whole numbers."""

from datetime import date
from decimal import Decimal

import pytest

from dunwell.core.message_values import in_days, known_day, some


def test_no_day_is_no_value():
    """An anchor that is not set is 0."""
    assert known_day(0) is None
    assert known_day(date(2026, 2, 5).toordinal()) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("cents", "amount"), [(0, None), (-5, None), (1, Decimal("0.01")), (121000, Decimal("1210.00"))]
)
def test_nothing_is_no_amount(cents, amount):
    """So that a template asks once whether there is something to print; units, with two decimals."""
    assert some(cents) == amount


@pytest.mark.parametrize(
    ("count", "unit", "days"), [(7, "days", 7), (2, "weeks", 14), (1, "months", None), (5, "working days", None)]
)
def test_only_some_durations_have_a_number_of_days(count, unit, days):
    """A month has 28 to 31, and working days have as many as the holidays leave."""
    assert in_days(count, unit) == days
