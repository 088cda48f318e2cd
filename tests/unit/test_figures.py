"""Dated figures: which value is in force, and what is said before the first and past the last published day."""

from __future__ import annotations

import pytest

from dunwell.days import day
from dunwell.law.figures import Basis, Dated, Figure, named, past_published
from dunwell.problems import ProblemsFound

BASIS = Basis("art. 1", "the gazette", "confirmed")
FIGURE = Figure(
    "a rate",
    (Dated(day("2025-01-01"), 6, BASIS), Dated(day("2026-01-01"), 4, BASIS)),
    published_until=day("2026-12-31"),
)


@pytest.mark.parametrize(
    ("on", "value"), [("2025-01-01", 6), ("2025-12-31", 6), ("2026-01-01", 4), ("2026-01-02", 4), ("2099-01-01", 4)]
)
def test_a_value_holds_from_its_day_until_the_next(on: str, value: int) -> None:
    """The day of the change has the new value, the day before it the old one, and the last value has no end."""
    assert FIGURE.on(day(on)).value == value


def test_before_the_first_value_nothing_is_guessed() -> None:
    """A day before the first row is a problem that names the figure, the day and the first known day."""
    assert FIGURE.at(day("2024-12-31")) is None
    with pytest.raises(ProblemsFound) as caught:
        FIGURE.on(day("2024-12-31"))
    (problem,) = caught.value.problems
    assert (problem.code, "2024-12-31" in problem.message, "2025-01-01" in problem.message) == ("DW610", True, True)


@pytest.mark.parametrize(("on", "warned"), [("2026-12-31", False), ("2027-01-01", True)])
def test_a_day_past_the_published_ones_is_warned_about(on: str, warned: bool) -> None:
    """The last published day is fine; the next one gives the value with a warning."""
    found = FIGURE.past(day(on))
    assert [problem.code for problem in found] == (["DW611"] if warned else [])
    assert all(problem.severity == "warning" for problem in found)


def test_what_is_not_published_at_intervals_never_ages() -> None:
    """Without a last published day there is no warning, however far ahead."""
    assert past_published("a scale", None, day("2119-01-01")) == ()


def test_an_unknown_name_lists_the_known_ones() -> None:
    """Who mistypes a name sees what he could have written."""
    with pytest.raises(ProblemsFound) as caught:
        named({"statutory": 1, "commercial": 2}, "comercial", "kind of interest")
    (problem,) = caught.value.problems
    assert (problem.code, problem.fix) == ("DW612", "write one of: statutory, commercial")
