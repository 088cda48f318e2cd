"""Limitation: terms by kind of claim, interruptions, leap days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day, day_text
from dunwell.law.limitation import limitation
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")


@pytest.mark.parametrize(
    ("kind", "due", "last"),
    [
        ("contract", "2021-06-30", "2026-06-30"),
        ("consumer_sale", "2024-03-31", "2026-03-31"),
        ("consumer_sale", "2024-02-29", "2026-02-28"),
        ("periodic", "2020-12-31", "2025-12-31"),
        ("damages", "2020-01-01", "2025-01-01"),
        ("judgment", "2010-05-05", "2030-05-05"),
        ("judgment_periodic", "2020-05-05", "2025-05-05"),
    ],
)
def test_the_last_day_by_kind(kind: str, due: str, last: str) -> None:
    """The clock starts the day after the claim became due; years end on the same date, 29 February on the 28th."""
    found = limitation(NL, kind, day(due))
    assert (day_text(found.last_day), found.first_day) == (last, day(due) + 1)


@pytest.mark.parametrize(
    ("kind", "due", "interrupted", "last", "warned"),
    [
        ("contract", "2021-06-30", ["2026-02-01"], "2031-02-01", 0),
        ("contract", "2021-06-30", ["2026-06-30"], "2031-06-30", 0),
        ("contract", "2021-06-30", ["2026-07-01"], "2026-06-30", 1),
        ("contract", "2021-06-30", ["2021-06-30"], "2026-06-30", 1),
        ("contract", "2021-06-30", ["2030-01-01", "2026-02-01"], "2035-01-01", 0),
        ("consumer_sale", "2024-03-31", ["2025-01-10"], "2027-01-10", 0),
        ("judgment", "2010-05-05", ["2012-01-01"], "2030-05-05", 0),
        ("judgment", "2010-05-05", ["2029-01-01"], "2034-01-01", 0),
    ],
)
def test_an_interruption_starts_a_new_term(kind: str, due: str, interrupted: list[str], last: str, warned: int) -> None:
    """As long as the old one, at most five years, never ending earlier; outside a running term it has no effect."""
    found = limitation(NL, kind, day(due), tuple(day(text) for text in interrupted))
    assert day_text(found.last_day) == last
    assert [problem.code for problem in found.warnings] == ["DW620"] * warned


def test_the_working_shows_each_interruption() -> None:
    """Due, end, each interruption with its new end, and every article once; a new term starts the next day."""
    found = limitation(NL, "judgment", day("2010-05-05"), (day("2029-01-01"), day("2033-12-31")))
    assert [(row.label, day_text(row.day or 0)) for row in found.working] == [
        ("due", "2010-05-05"),
        ("last day of 20 years", "2030-05-05"),
        ("interrupted", "2029-01-01"),
        ("last day of the new term (5 years)", "2034-01-01"),
        ("interrupted", "2033-12-31"),
        ("last day of the new term (5 years)", "2038-12-31"),
    ]
    assert (day_text(found.first_day), found.years) == ("2034-01-01", 5)
    assert [basis.article for basis in found.bases] == ["art. 3:324 BW", "art. 3:316 to 3:319 BW"]


def test_an_interruption_counts_once() -> None:
    """The same day given twice has its effect once, and the second time is said to have none."""
    twice = limitation(NL, "contract", day("2021-06-30"), (day("2026-02-01"), day("2026-02-01")))
    assert day_text(twice.last_day) == "2031-02-01"
    (problem,) = twice.warnings
    assert problem.message == (
        "the interruption of 2026-02-01 has no effect: the term runs from 2026-02-02 to 2031-02-01"
    )
    assert problem.fix.startswith("check the day")
    assert problem.severity == "warning"


@given(
    st.sampled_from(sorted(NL.limitation)),
    st.integers(day("1995-01-01"), day("2030-12-31")),
    st.lists(st.integers(-100, 12000), max_size=4),
)
def test_an_interruption_never_shortens(kind: str, due: int, after: list[int]) -> None:
    """However often it is interrupted, a claim is never enforceable for less long than without."""
    bare = limitation(NL, kind, due)
    interrupted = limitation(NL, kind, due, tuple(due + days for days in after))
    assert interrupted.last_day >= bare.last_day
    assert interrupted.working[0].day == due


def test_an_unknown_kind_is_refused() -> None:
    """The problem lists the kinds that the law knows."""
    with pytest.raises(ProblemsFound, match=r"DW612 'favour' is no kind of claim .*consumer_sale"):
        limitation(NL, "favour", day("2026-01-01"))


def test_an_interruption_counts_on_the_first_and_the_last_day_of_the_term() -> None:
    """The term runs from the day after the claim became due up to and including its last day."""
    due = day("2021-06-30")
    for interrupted, last in (("2021-07-01", "2026-07-01"), ("2026-06-30", "2031-06-30")):
        found = limitation(NL, "contract", due, (day(interrupted),))
        assert (day_text(found.last_day), found.warnings) == (last, ())
    for outside in ("2021-06-30", "2026-07-01"):
        found = limitation(NL, "contract", due, (day(outside),))
        assert (day_text(found.last_day), [one.code for one in found.warnings]) == ("2026-06-30", ["DW620"])


def test_law_without_a_rule_on_limitation_refuses_in_words() -> None:
    """Files that hold no rule give no day, and say what to do; so do those without a rule on interruption."""
    with pytest.raises(ProblemsFound, match="DW610 these law files hold no rule on limitation") as refused:
        limitation(law_pack("be"), "contract", day("2021-06-30"))
    assert refused.value.problems[0].fix == "take another law, or add it with its source"
    german = law_pack("de")
    assert german.interruption is None
    kind = next(iter(german.limitation))
    with pytest.raises(ProblemsFound, match="DW610 these law files hold no rule on interruption") as refused:
        limitation(german, kind, day("2021-06-30"), (day("2022-01-01"),))
    assert refused.value.problems[0].fix == "ask without the interruptions"
