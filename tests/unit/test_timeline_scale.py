"""The horizontal axis: days to x, months, day numbers, closed days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.render.timeline_scale import Scale, closed_bands, day_labels, month_labels, scale_for
from dunwell.render.timeline_words import Words

ENGLISH = Words("en")
FEBRUARY = Scale(date(2026, 2, 1), 28, left=100, right=380)


@given(st.lists(st.dates(date(2000, 1, 1), date(2090, 1, 1)), min_size=1, max_size=5))
def test_every_day_asked_for_lies_inside(days: list[date]) -> None:
    """The scale shows all its days, at least four weeks, and later days further to the right."""
    scale = scale_for(tuple(days), 100, 1100)
    xs = [scale.middle(day) for day in sorted(set(days))]
    assert scale.days >= 28
    assert all(100 < x < 1100 for x in xs)
    assert all(before < after for before, after in pairwise(xs))


def test_a_day_before_the_picture_lies_on_its_edge() -> None:
    """What lies outside is kept at the edge, not drawn over the names of the lanes."""
    assert FEBRUARY.x(date(2025, 1, 1)) == 100
    assert FEBRUARY.x(date(2030, 1, 1)) == 380


@pytest.mark.parametrize("days", [28, 60, 100, 330, 400, 900, 3000])
def test_labels_of_the_axis_never_overlap(days: int) -> None:
    """Months, days and years give way before they run into each other."""
    scale = Scale(date(2026, 1, 20), days, left=148, right=1184)
    for labels in (list(month_labels(scale, 16, ENGLISH)), list(day_labels(scale, 34))):
        assert all(a.box.right <= b.box.left for a, b in pairwise(labels))


def test_near_days_are_all_numbered_and_far_ones_by_week() -> None:
    """A month shows every day, half a year its Mondays, many years the years."""
    month = Scale(date(2026, 2, 1), 28, left=148, right=1184)
    half_year = Scale(date(2026, 2, 1), 180, left=148, right=1184)
    years = Scale(date(2026, 2, 1), 800, left=148, right=1184)
    assert [label.text for label in day_labels(month, 0)] == [str(n) for n in range(1, 29)]
    assert [label.text for label in day_labels(half_year, 0)][:3] == ["2", "9", "16"]
    assert [label.text for label in day_labels(years, 0)] == ["2026", "2027", "2028"]


def test_a_weekend_is_one_band_and_a_holiday_its_own() -> None:
    """Neighbouring closed days merge; a holiday keeps its name, also beside a weekend."""
    weekend = frozenset({date(2026, 2, 7), date(2026, 2, 8), date(2026, 2, 9)})
    weekends, holidays = closed_bands(FEBRUARY, weekend, {date(2026, 2, 9): "Carnival"}, ENGLISH)
    assert [(band.x, band.width) for band in weekends] == [(160, 20)]
    assert [(band.x, band.title) for band in holidays] == [(180, "Carnival, Mon 9 Feb 2026")]


def test_weekends_are_left_out_where_they_would_be_stripes() -> None:
    """Over years only holidays are shaded, and each stays wide enough to be seen."""
    scale = Scale(date(2026, 1, 1), 1000, left=148, right=1184)
    saturdays = frozenset(date(2026, 1, 3) + timedelta(weeks=n) for n in range(100))
    weekends, holidays = closed_bands(scale, saturdays, {date(2026, 12, 25): "Christmas Day"}, ENGLISH)
    assert weekends == ()
    assert [band.width for band in holidays] == [2]
