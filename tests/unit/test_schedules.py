"""The schedule of a payment plan as text: what is written is what is read, and what says no schedule is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import FIRST_YEAR, day
from dunwell.language.schedules import read_schedule, schedule_text

FIRST = day(f"{FIRST_YEAR}-01-01")
SCHEDULES = st.dictionaries(
    st.integers(FIRST, FIRST + 40_000), st.integers(1, 10_000_000_00), min_size=1, max_size=30
).map(lambda parts: tuple(sorted(parts.items())))


@given(SCHEDULES)
def test_a_schedule_comes_back_as_it_was_written(schedule):
    """Days and cents survive the text."""
    assert read_schedule(schedule_text(schedule)) == schedule


READ = [
    ("2026-03-18 100.00", ((day("2026-03-18"), 100_00),)),
    ("  2026-03-18   100 ,2026-04-18 0.01 ", ((day("2026-03-18"), 100_00), (day("2026-04-18"), 1))),
]


@pytest.mark.parametrize(("text", "schedule"), READ)
def test_spaces_and_cents_are_read_as_people_write_them(text, schedule):
    """Spaces do not matter, and whole euros need no cents."""
    assert read_schedule(text) == schedule


WRONG = [
    ("", "'' is not a day and an amount"),
    ("2026-03-18", "'2026-03-18' is not a day and an amount"),
    ("2026-03-18 100.00,", "'' is not a day and an amount"),
    ("2026-03-18 EUR 100.00", "'2026-03-18 EUR 100.00' is not a day and an amount"),
    ("2026-03-18 0.00", "an instalment of 0.00 is no instalment"),
    ("2026-03-18 -5.00", "an instalment of -5.00 is no instalment"),
    ("2026-04-18 1, 2026-03-18 1", "the days of the instalments do not follow each other"),
    ("2026-03-18 1, 2026-03-18 1", "the days of the instalments do not follow each other"),
    ("2026-02-30 100.00", "'2026-02-30' is not a day"),
    ("tomorrow 100.00", "'tomorrow' is not a day"),
    ("2026-03-18 a lot", "is not a day and an amount"),
    ("2026-03-18 lots", "lots"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_says_no_schedule_is_refused(text, message):
    """The message quotes what was found."""
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        read_schedule(text)
