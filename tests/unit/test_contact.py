"""Hours of contact: evenings, nights, Sundays and holidays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day
from dunwell.law.contact import contact_allowed, contact_at
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")


@pytest.mark.parametrize(
    ("on", "clock", "allowed", "why"),
    [
        ("2026-06-10", "06:59", False, "06:59 is outside the hours 07:00 to 20:00"),
        ("2026-06-10", "07:00", True, "wednesday 07:00"),
        ("2026-06-10", "19:59", True, "wednesday 19:59"),
        ("2026-06-10", "20:00", False, "20:00 is outside the hours 07:00 to 20:00"),
        ("2026-06-13", "11:00", True, "saturday 11:00"),
        ("2026-06-14", "11:00", False, "sunday"),
        ("2026-04-27", "11:00", False, "Koningsdag"),
        ("2025-04-26", "11:00", False, "Koningsdag"),
        ("2026-05-05", "11:00", False, "Bevrijdingsdag"),
        ("2026-04-03", "11:00", True, "friday 11:00"),
        ("2026-01-02", "11:00", True, "friday 11:00"),
    ],
)
def test_when_contact_is_allowed(on: str, clock: str, allowed: bool, why: str) -> None:
    """From seven to eight in the evening, not on Sundays and recognised holidays; Good Friday is none of them."""
    hour, minute = clock.split(":")
    found = contact_allowed(NL, day(on), 60 * int(hour) + int(minute))
    assert (found.allowed, found.why) == (allowed, why)


@pytest.mark.parametrize(("collector", "binding"), [("own", False), ("third_party", True), ("assignee", True)])
def test_whom_the_hours_bind(collector: str, binding: bool) -> None:
    """They bind who collects for another or after assignment; for the creditor they are a house rule."""
    assert contact_allowed(NL, day("2026-06-10"), 600, collector=collector).binding is binding


@pytest.mark.parametrize(
    ("on", "collector", "code"), [("2024-03-31", "own", "DW610"), ("2026-06-10", "neighbour", "DW612")]
)
def test_what_cannot_be_answered_says_why(on: str, collector: str, code: str) -> None:
    """Before the rule's first day, and for an unknown collector, there is a problem."""
    with pytest.raises(ProblemsFound, match=code):
        contact_allowed(NL, day(on), 600, collector=collector)


@pytest.mark.parametrize(
    ("moment", "allowed", "again"),
    [
        ("2026-06-10T04:59", False, "2026-06-10T05:00"),  # 06:59 in summer: from seven
        ("2026-06-10T05:00", True, "2026-06-10T05:00"),
        ("2026-06-10T17:59", True, "2026-06-10T17:59"),
        ("2026-06-10T18:00", False, "2026-06-11T05:00"),
        ("2026-01-14T05:59", False, "2026-01-14T06:00"),  # 06:59 in winter
        ("2026-01-14T06:00", True, "2026-01-14T06:00"),
        ("2026-01-14T18:59", True, "2026-01-14T18:59"),
        ("2026-01-14T19:00", False, "2026-01-15T06:00"),
        ("2026-03-28T19:30", False, "2026-03-30T05:00"),  # Saturday evening; on Sunday the clock goes forward
        ("2026-10-24T18:30", False, "2026-10-26T06:00"),  # and back
        ("2026-12-24T20:00", False, "2026-12-28T06:00"),  # Christmas, Boxing Day on a Saturday, Sunday
        ("2026-04-26T12:00", False, "2026-04-28T05:00"),  # Sunday, then King's Day
        ("2025-12-31T23:30", False, "2026-01-02T06:00"),  # already New Year's Day in the Netherlands
    ],
)
def test_a_channel_asks_with_a_moment(moment: str, allowed: bool, again: str) -> None:
    """In universal time; the law's own clock counts, with summer time, Sundays and holidays."""
    found, when = contact_at(NL, datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert (found.allowed, when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")) == (allowed, again)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    """Nobody knows which hour it is there."""
    with pytest.raises(ProblemsFound, match="has no time zone"):
        contact_at(NL, datetime.fromisoformat("2026-06-10T12:00"))


@given(st.integers(0, 3 * 365 * 24 * 60), st.integers(-12, 14))
def test_the_next_moment_is_allowed_and_none_before_it(minutes: int, hours: int) -> None:
    """Whatever the moment and whosever clock: contact is allowed then, and not a minute earlier."""
    moment = datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=hours))) + timedelta(minutes=minutes)
    found, when = contact_at(NL, moment)
    assert contact_at(NL, when)[0].allowed
    assert found.allowed == (when == moment)
    assert found.allowed or not contact_at(NL, when - timedelta(minutes=1))[0].allowed
