"""The shipped law as data: every value dated, sourced and sure to a known degree; no law in Python."""

from __future__ import annotations

import ast
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import pytest

from dunwell.days import day, day_text
from dunwell.law.figures import HOW_SURE, Basis, Dated, Figure
from dunwell.resources import law_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

NL = law_pack("nl")


def walk(value: object) -> Iterator[object]:
    """A value of the pack and everything inside it."""
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from walk(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from walk(each)


EVERYTHING = tuple(walk(NL))
FIGURES = [each for each in EVERYTHING if isinstance(each, Figure)]
BASES = [each for each in EVERYTHING if isinstance(each, Basis)]


def test_there_is_a_law_to_look_at() -> None:
    """The walk finds the figures of all parts, so that the tests below look at something."""
    assert len({figure.title for figure in FIGURES}) >= 20
    assert len(BASES) > 80


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.title)
def test_values_rise_and_end_where_they_were_published(figure: Figure[object]) -> None:
    """Each figure has a title and values on rising days, and was published at least up to its last value."""
    days = [value.start for value in figure.values]
    assert figure.title
    assert days == sorted(set(days))
    assert figure.published_until is None or figure.published_until >= days[-1]


def test_every_value_says_what_it_rests_on() -> None:
    """Article, source and certainty, from the closed list, on every single value."""
    for basis in BASES:
        assert basis.article.strip()
        assert len(basis.source) > 5
        assert basis.how_sure in HOW_SURE
    assert {basis.how_sure for basis in BASES} == set(HOW_SURE)


def test_what_is_not_sure_says_why() -> None:
    """A value that is worked out or not confirmed carries a note, unless it is the absence of a rule."""
    for dated in (each for each in EVERYTHING if isinstance(each, Dated)):
        if dated.basis.how_sure == "unsure":
            assert dated.basis.note


def test_every_debtor_is_covered() -> None:
    """Each kind of debtor has its interest, its costs and its payment term."""
    for rules in (NL.interest.values(), NL.costs.values(), NL.payment_terms):
        covered = [kind for rule in rules for kind in rule.debtors]
        assert {"business", "consumer", "public_authority", "unknown"} == set(covered)


def test_the_time_zone_and_currency_are_known() -> None:
    """Days of this law are days in Amsterdam; amounts are euros."""
    assert (NL.jurisdiction, NL.time_zone, NL.currency) == ("nl", "Europe/Amsterdam", "EUR")


STATUTORY = {
    2024: "01-01 03-29 04-01 04-27 05-05 05-09 05-10 05-20 12-25 12-26 12-27",
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 05-30 06-09 12-25 12-26",
    2026: "01-01 01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25 12-25 12-26",
    2027: "01-01 03-26 03-29 04-27 05-05 05-06 05-07 05-17 12-25 12-26",
    2028: "01-01 04-14 04-17 04-27 04-28 05-05 05-25 05-26 06-05 12-25 12-26",
}
WORKING = {
    2024: "01-01 04-01 04-27 05-05 05-09 05-20 12-25 12-26",
    2025: "01-01 04-21 04-26 05-05 05-29 06-09 12-25 12-26",
    2026: "01-01 04-06 04-27 05-05 05-14 05-25 12-25 12-26",
    2027: "01-01 03-29 04-27 05-05 05-06 05-17 12-25 12-26",
    2028: "01-01 04-17 04-27 05-05 05-25 06-05 12-25 12-26",
}
WANTED = [
    (name, year, days)
    for table, names in ((STATUTORY, ("statutory", "post")), (WORKING, ("working days", "contact")))
    for name in names
    for year, days in table.items()
]


@pytest.mark.parametrize(("name", "year", "days"), WANTED)
def test_holidays_by_hand(name: str, year: int, days: str) -> None:
    """The holidays of five years against a list made by hand, in each calendar; no other day is closed."""
    calendar = NL.calendars[name]
    listed = {day(f"{year}-{each}") for each in days.split()}
    assert [day_text(when)[5:] for when, _ in calendar.between(year, year)] == days.split()
    for when in range(day(f"{year}-01-01"), day(f"{year + 1}-01-01")):
        weekend = (when + 6) % 7 in calendar.calendar.closed_weekdays
        assert calendar.calendar.is_open(when) is not (weekend or when in listed)


@pytest.mark.parametrize(
    ("name", "closed"), [("statutory", {5, 6}), ("working days", {5, 6}), ("post", {6, 0}), ("contact", {6})]
)
def test_closed_weekdays(name: str, closed: set[int]) -> None:
    """No post on Sunday and Monday, contact on Saturday, and terms and work stop for the weekend."""
    assert NL.calendars[name].calendar.closed_weekdays == closed


LEGAL = re.compile(r"\b(6:9\d|6:11\d|6775|26667|nl|netherlands|amsterdam|belgi|german|staffel|bgb|bw)\b", re.IGNORECASE)
HARMLESS = {*range(-1, 13), 50, 60, 62, 100, 365, 1000, 2023, 10_000, 10**9}
"""Counting, minutes, widths, the name of a day count, an ordinary year, and what is too large to be meant."""


def test_no_law_in_python(sources: dict[str, str]) -> None:
    """The calculators hold no article, land or figure of the law: their numbers are those of counting and writing."""
    found = []
    for name, text in sources.items():
        if not name.startswith(("dunwell.law.", "dunwell.cli.law.", "dunwell.resources")):
            continue
        tree = ast.parse(text)
        docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, _DOCUMENTED)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or node.value in docs:
                continue
            if isinstance(node.value, str) and LEGAL.search(node.value):
                found.append(f"{name}:{node.lineno} {node.value!r}")
            if isinstance(node.value, int) and not isinstance(node.value, bool) and node.value not in HARMLESS:
                found.append(f"{name}:{node.lineno} {node.value}")
    assert found == []


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
