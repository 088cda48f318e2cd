"""Days: reading and writing them, ends of months and years, holidays, and calendars with open and closed days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import (
    EVERY_DAY,
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    Calendar,
    HolidayRule,
    add_months,
    add_years,
    day,
    day_text,
    today,
    weekday,
)

DAYS = st.integers(day("1990-01-01"), day("2120-12-31"))
WEEKEND = frozenset({5, 6})
CHRISTMAS = HolidayRule("Christmas", month_day=(12, 25))
WORKING = Calendar.of("working", WEEKEND, (CHRISTMAS, HolidayRule("Easter Monday", easter_offset=1)))


@pytest.mark.parametrize(
    "text",
    [
        "", "2026-2-5", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "20260205", "2026-W06-4",
        "2026/02/05", "05-02-2026", "2026-02-05T10:00", " 2026-02-05", "2026-02-5 ", "２０２６-０２-０５", "2026-02-0٥",
        "-026-02-05", "2026-036", "2026-+2-05",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    """Another form, another script, or a day that no calendar has, is refused."""
    with pytest.raises(ValueError, match=r"."):
        day(text)


@pytest.mark.parametrize("text", ["2026-02-05", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_a_day_is_written_as_it_was_read(text: str) -> None:
    """Every day of the calendar has one text; the number is the day's ordinal."""
    assert day_text(day(text)) == text
    assert day(text) == date.fromisoformat(text).toordinal()


@given(DAYS)
def test_the_weekday_is_that_of_the_calendar(value: int) -> None:
    """0 is Monday and 6 is Sunday, as the standard library counts."""
    assert weekday(value) == date.fromordinal(value).weekday()
    assert WEEKDAYS[weekday(value)] == f"{date.fromordinal(value):%A}".lower()


def test_today_is_the_day_of_a_time_zone() -> None:
    """The two ends of the world are a day or two apart, and the day is near what the machine says."""
    east, west = today("Pacific/Kiritimati"), today("Pacific/Pago_Pago")
    assert 1 <= east - west <= 2
    assert abs(today("UTC") - date.today().toordinal()) <= 1  # noqa: DTZ011 - only as a rough check


@pytest.mark.parametrize(
    ("start", "months", "wanted"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-30", 1, "2026-02-28"), ("2026-03-31", 1, "2026-04-30"), ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"), ("2024-03-31", -1, "2024-02-29"), ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2024-02-29", -12, "2023-02-28"),
        ("2026-05-31", 0, "2026-05-31"), ("2026-02-28", 1, "2026-03-28"), ("1896-02-29", 48, "1900-02-28"),
    ],
)  # fmt: skip
def test_months_end_where_the_month_ends(start: str, months: int, wanted: str) -> None:
    """The same day of the month, or its last day; forwards and backwards, in leap years and in 1900."""
    assert day_text(add_months(day(start), months)) == wanted


@pytest.mark.parametrize(
    ("start", "years", "wanted"),
    [
        ("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-29"), ("2026-07-01", 20, "2046-07-01"),
        ("2026-07-01", -1, "2025-07-01"), ("2025-02-28", 3, "2028-02-28"), ("2024-02-29", 0, "2024-02-29"),
    ],
)  # fmt: skip
def test_years_end_on_the_same_date(start: str, years: int, wanted: str) -> None:
    """29 February becomes 28 February in other years, and 28 February stays what it is."""
    assert day_text(add_years(day(start), years)) == wanted


@given(DAYS, st.integers(-600, 600))
def test_adding_months_keeps_the_date_or_takes_the_months_end(value: int, months: int) -> None:
    """The month is so many further on, and the day of the month is the old one or the last, never a later one."""
    start, end = date.fromordinal(value), date.fromordinal(add_months(value, months))
    assert 12 * (end.year - start.year) + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(st.integers(day("2000-01-01"), day("2100-12-31")), st.integers(0, 100))
def test_later_days_never_end_earlier(value: int, months: int) -> None:
    """Adding months keeps the order of days."""
    assert add_months(value, months) <= add_months(value + 1, months)


def days_of(rule: HolidayRule, first: int, last: int) -> list[str]:
    """The days of a holiday as texts."""
    return [day_text(value) for value in rule.days_between(first, last)]


KINGS_DAY = HolidayRule("King's Day", month_day=(4, 27), moved_if=(6, -1), first_year=2014)
INAUGURATION = HolidayRule("every fourth year", month_day=(1, 20), every=4)
NAMED = HolidayRule("named days", on_days=(day("2026-01-02"), day("2026-05-15"), day("2027-05-07")))


@pytest.mark.parametrize(
    ("rule", "first", "last", "wanted"),
    [
        (CHRISTMAS, 2025, 2026, ["2025-12-25", "2026-12-25"]),
        (CHRISTMAS, 2026, 2025, []),
        (HolidayRule("Easter Monday", easter_offset=1), 2024, 2026, ["2024-04-01", "2025-04-21", "2026-04-06"]),
        (HolidayRule("Good Friday", easter_offset=-2), 2026, 2026, ["2026-04-03"]),
        (HolidayRule("Easter", easter_offset=0), 2026, 2026, ["2026-04-05"]),
        (HolidayRule("Ascension", easter_offset=39), 2026, 2026, ["2026-05-14"]),
        (KINGS_DAY, 2024, 2026, ["2024-04-27", "2025-04-26", "2026-04-27"]),
        (KINGS_DAY, 2012, 2015, ["2014-04-26", "2015-04-27"]),
        (HolidayRule("moved on", month_day=(1, 1), moved_if=(0, 3)), 2018, 2019, ["2018-01-04", "2019-01-01"]),
        (INAUGURATION, 2024, 2033, ["2024-01-20", "2028-01-20", "2032-01-20"]),
        (NAMED, 2026, 2026, ["2026-01-02", "2026-05-15"]),
        (NAMED, 2027, 2030, ["2027-05-07"]),
        (NAMED, 2020, 2025, []),
    ],
)
def test_when_a_holiday_falls(rule: HolidayRule, first: int, last: int, wanted: list[str]) -> None:
    """A date, a distance from Easter, or named days; moved off a weekday, every so many years, from a first year."""
    assert days_of(rule, first, last) == wanted


def test_a_holiday_of_a_date_holds_from_the_first_known_year() -> None:
    """Without a first year of its own it starts with the first year that is known."""
    assert days_of(CHRISTMAS, FIRST_YEAR - 5, FIRST_YEAR) == [f"{FIRST_YEAR}-12-25"]


def test_a_holiday_says_when_it_is() -> None:
    """A rule with nothing in it is a mistake of ours, and names the holiday."""
    with pytest.raises(ValueError, match=r"'nothing' says neither month and day, nor Easter, nor days"):
        HolidayRule("nothing").days_between(2026, 2026)


def test_a_calendar_knows_all_years_and_no_more() -> None:
    """Holidays are worked out from the first known year up to and including the last."""
    assert day(f"{FIRST_YEAR}-12-25") in WORKING.holidays
    assert day(f"{LAST_YEAR}-12-25") in WORKING.holidays
    assert day(f"{LAST_YEAR + 1}-12-25") not in WORKING.holidays
    assert len(WORKING.holidays) == 2 * (LAST_YEAR - FIRST_YEAR + 1)


def test_one_day_of_the_week_has_to_be_open() -> None:
    """A calendar that closes all seven days would have no next open day; six are allowed."""
    with pytest.raises(ValueError, match="'none' closes every day of the week"):
        Calendar.of("none", frozenset(range(7)), ())
    sundays = Calendar.of("sundays", frozenset(range(6)), ())
    assert day_text(sundays.next_open(day("2026-12-21"))) == "2026-12-27"


@pytest.mark.parametrize(
    ("text", "is_open", "following", "previous"),
    [
        ("2026-12-24", True, "2026-12-24", "2026-12-24"),  # Thursday
        ("2026-12-25", False, "2026-12-28", "2026-12-24"),  # Christmas on a Friday, then the weekend
        ("2026-12-26", False, "2026-12-28", "2026-12-24"),
        ("2026-12-27", False, "2026-12-28", "2026-12-24"),
        ("2026-12-28", True, "2026-12-28", "2026-12-28"),
        ("2026-04-04", False, "2026-04-07", "2026-04-03"),  # Easter weekend; Good Friday is open here
    ],
)
def test_the_next_and_the_previous_open_day(text: str, is_open: bool, following: str, previous: str) -> None:
    """An open day is its own next and previous one; a closed one looks past weekends and holidays."""
    value = day(text)
    assert WORKING.is_open(value) is is_open
    assert (day_text(WORKING.next_open(value)), day_text(WORKING.add(value + 1, -1))) == (following, previous)


@pytest.mark.parametrize(
    ("start", "count", "wanted"),
    [
        ("2026-12-24", 0, "2026-12-24"), ("2026-12-25", 0, "2026-12-25"), ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-25", 1, "2026-12-28"), ("2026-12-26", 2, "2026-12-29"), ("2026-12-28", -1, "2026-12-24"),
        ("2026-12-27", -1, "2026-12-24"), ("2026-12-28", -2, "2026-12-23"), ("2026-12-21", 4, "2026-12-28"),
    ],
)  # fmt: skip
def test_adding_open_days(start: str, count: int, wanted: str) -> None:
    """Counted strictly after the start, or before it; none at all gives the start, even where that is closed."""
    assert day_text(WORKING.add(day(start), count)) == wanted


@given(DAYS, st.integers(-60, 60))
def test_adding_open_days_counts_open_days(value: int, count: int) -> None:
    """Between the start, not included, and the result, included, lie exactly so many open days."""
    end = WORKING.add(value, count)
    between = range(value + 1, end + 1) if count > 0 else range(end, value)
    assert sum(WORKING.is_open(each) for each in between) == abs(count)
    assert count == 0 or WORKING.is_open(end)


@given(DAYS)
def test_the_next_open_day_is_the_nearest(value: int) -> None:
    """No open day lies between a day and its next or previous open one."""
    assert not any(WORKING.is_open(each) for each in range(value, WORKING.next_open(value)))
    assert not any(WORKING.is_open(each) for each in range(WORKING.add(value + 1, -1) + 1, value + 1))


@given(DAYS, st.integers(-1000, 1000))
def test_where_every_day_is_open_days_are_plain_numbers(value: int, count: int) -> None:
    """The calendar without closed days adds like whole numbers."""
    assert EVERY_DAY.add(value, count) == value + count
    assert EVERY_DAY.next_open(value) == EVERY_DAY.add(value + 1, -1) == value
