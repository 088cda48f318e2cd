"""When a debtor may be reached: days of the week, quiet periods, and the longest silence."""

from __future__ import annotations

import pytest

from dunwell.days import day
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source
from dunwell.resources import read_text

WRITTEN = "contacts: {per_week: 2}                  # never more than one a day"


WINDOW = "    no_later_than: {day: 2 working days after invoice.due, not_counting: [holds, plans, reviews]}\n"


def loaded(contacts: str):  # type: ignore[no-untyped-def] # program and problems
    """The shipped policy with other contacts, and without a promise that fewer days could not keep."""
    text = read_text("policies/nl/standard.yaml")
    assert WRITTEN in text
    text = text.replace(WRITTEN, f"contacts: {contacts}").replace(WINDOW, "")
    root, problems = read_yaml(text.encode(), "mine.yaml")
    found = compile_source(Source("mine.yaml", root, text, text.encode(), problems))
    return found.program, found.problems


@pytest.mark.parametrize(
    ("contacts", "messages", "calls"),
    [
        ("{per_week: 2}", "2026-08-03", "2026-08-03"),
        ("{weekdays: [Thursday]}", "2026-08-06", "2026-08-06"),
        ("{quiet: [{from: 1 August, until: 31 August}]}", "2026-09-01", "2026-09-01"),
        ("{quiet: [{from: 1 August, until: 31 August, only: calls}]}", "2026-08-03", "2026-09-01"),
        ("{weekdays: [Monday], quiet: [{from: 1 August, until: 31 August, only: calls}]}", "2026-08-03", "2026-09-07"),
        ("{quiet: [{from: 25 July, until: 4 August}, {from: 5 August, until: 6 August}]}", "2026-08-07", "2026-08-07"),
    ],
)
def test_the_next_day_on_which_a_debtor_is_reached(contacts: str, messages: str, calls: str) -> None:
    """From Saturday the first of August 2026: for messages, and for calls."""
    program, problems = loaded(contacts)
    assert problems == ()
    saturday = day("2026-08-01")
    assert program.contacts.messages.next_open(saturday) == day(messages)
    assert program.contacts.calls.next_open(saturday) == day(calls)


def test_a_period_may_go_over_new_year_and_comes_back() -> None:
    """From Christmas Eve to the second of January, in whatever years."""
    is_open = loaded("{quiet: [{from: 24 December, until: 2 January}]}")[0].contacts.messages.is_open
    assert [is_open(day(f"{year}-12-23")) for year in (2024, 2025, 2026)] == [True, True, True]
    assert not any(is_open(day(f"{year}-12-24")) for year in range(2024, 2040))
    assert not is_open(day("2029-01-02"))
    assert is_open(day("2029-01-03"))


def test_waits_still_count_all_working_days() -> None:
    """Days on which nobody is reached are working days all the same."""
    program, _ = loaded("{weekdays: [Tuesday], quiet: [{from: 1 August, until: 31 August}]}")
    assert program.working_days.add(day("2026-08-03"), 5) == day("2026-08-10")
    assert program.contacts.days is program.working_days


@pytest.mark.parametrize(
    ("contacts", "said"),
    [
        ("{quiet: [{from: 1 January, until: 31 December}]}", "no day at all"),
        ("{weekdays: [Saturday, Sunday]}", "no day at all"),
        ("{quiet: [{from: 1 June, until: 31 August}]}", "nobody could be reached for 9"),
        ("{quiet: [{from: 1 June, until: 31 August, only: calls}]}", "nobody could be reached for 9"),
        ("{quiet: [{from: 1 June, until: 15 July}, {from: 16 July, until: 31 August}]}", "for 9"),
    ],
)
def test_a_long_silence_is_refused(contacts: str, said: str) -> None:
    """Ten weeks are bounds enough, whatever periods they are made of; a calendar without days would never end."""
    program, (problem,) = loaded(contacts)
    assert program is None
    assert problem.code == "DW418"
    assert said in problem.message


def test_two_months_of_summer_are_allowed() -> None:
    """July and August are 62 days, and more with the days around them."""
    assert loaded("{quiet: [{from: 1 July, until: 31 August, only: calls}]}")[1] == ()
