"""Days as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.language.days_written import days_meant

ONE = {
    "12 March 2026": "2026-03-12",
    "12 maart 2026": "2026-03-12",
    "12. März 2026": "2026-03-12",
    "1st Feb 2026": "2026-02-01",
    "March 12, 2026": "2026-03-12",
    "12-mrt-2026": "2026-03-12",
    "2026/3/2": "2026-03-02",
    "20260302": "2026-03-02",
    "31-12-2026": "2026-12-31",
    "12/31/2026": "2026-12-31",
    "05.05.2026": "2026-05-05",
}


@pytest.mark.parametrize("written", ONE)
def test_what_can_be_one_day_only(written: str) -> None:
    """The name of a month, a year in front, or a number that is no month."""
    assert days_meant(written) == (ONE[written],)


@pytest.mark.parametrize("written", ["", "soon", "2026", "30 February 2026", "12 Foo 2026", "99-99-2026", "2026330"])
def test_what_is_no_day(written: str) -> None:
    """Neither a word nor a day that no calendar has."""
    assert days_meant(written) == ()


@given(st.dates())
def test_two_days_where_day_and_month_could_be_swapped(day) -> None:  # type: ignore[no-untyped-def] # drawn
    """Both readings are said, the real one among them; a day after the twelfth has one."""
    meant = days_meant(f"{day.day}/{day.month}/{day.year:04}")
    assert day.isoformat() in meant
    assert len(meant) == (2 if day.day <= 12 and day.day != day.month else 1)
