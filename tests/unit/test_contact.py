"""Hours of contact: evenings, nights, Sundays and holidays."""

from __future__ import annotations

import pytest

from dunwell.days import day
from dunwell.law.contact import contact_allowed
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
