"""The page of law: whole, readable without code, well-formed, and the same for every jurisdiction."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from dunwell.days import Calendar, HolidayRule, day
from dunwell.law.figures import HOW_SURE, Basis, Dated
from dunwell.law.rules import Holiday, LawCalendar, LawPack
from dunwell.render.law_page import law_page
from dunwell.render.law_words import day_in_words
from dunwell.resources import jurisdictions, law_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

NL = law_pack("nl")
YEARS = (2025, 2026)
MISSING = "# What is missing\n\nMuch.\n\n## Taxes\n\n- none\n"
BASIS = Basis("art. 1", "gazette", "unsure", "a remark")


def page_of(pack: LawPack) -> str:
    """The page with two years of holidays and a short last part."""
    return law_page(pack, YEARS, MISSING)


def tables(page: str) -> Iterator[tuple[list[list[str]], int]]:
    """Each table as rows of cells, with the number of entries of the list below it."""
    tokens = MarkdownIt().enable("table").parse(page)
    rows: list[list[str]] = []
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(tokens[number + 1].content)
        elif token.type == "table_close":
            end = next(index for index in range(number, len(tokens)) if tokens[index].type == "ordered_list_close")
            yield rows, sum(each.type == "list_item_open" for each in tokens[number:end])


def inside(value: object) -> Iterator[object]:
    """A value of the pack and everything inside it."""
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, (dict, tuple)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from inside(each)


@pytest.mark.parametrize("jurisdiction", jurisdictions())
def test_nothing_of_the_law_is_left_out(jurisdiction: str) -> None:
    """Article, source, certainty, remark and first day of every value, who owes costs, and what letters state."""
    pack = law_pack(jurisdiction)
    page = page_of(pack)
    for each in inside(pack):
        if isinstance(each, Basis):
            assert f"**{each.article}**, *{HOW_SURE[each.how_sure]}*. Source: {each.source}." in page
            assert (each.note or "") in page
        if isinstance(each, Dated):
            assert f"| {day_in_words(each.start)} |" in page
        if isinstance(each, Holiday):
            assert f"| {each.title} |" in page
    for rule in pack.costs.values():
        assert f"- **{rule.title}** (" in page
    for message in pack.messages.values():
        assert all(f"| {one.says} |" in page for one in (*message.states, *message.advised))


@pytest.mark.parametrize("jurisdiction", jurisdictions())
def test_every_row_leads_to_what_it_rests_on(jurisdiction: str) -> None:
    """All rows of a table have the cells of its head, and the last is the number of an entry in the list below."""
    found = list(tables(page_of(law_pack(jurisdiction))))
    assert len(found) > 10
    for rows, entries in found:
        assert {len(row) for row in rows} == {len(rows[0])}
        assert {int(row[-1]) for row in rows[1:]} == set(range(1, entries + 1))


def test_the_contents_lead_to_every_part() -> None:
    """Each second-level heading is in the list of contents, in order, with its anchor; no heading comes twice."""
    page = page_of(NL)
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert re.findall(r"^- \[(.+)\]\(#.+\)$", page, re.MULTILINE) == headings
    assert "- [Collection costs](#collection-costs)" in page
    every = re.findall(r"^##+ (.+)$", page, re.MULTILINE)
    assert len(set(every)) == len(every)


def test_what_is_not_covered_comes_last() -> None:
    """The page of what is missing is the last part, its headings one level down; the page says it is no advice."""
    page = page_of(NL)
    assert page.endswith("\n\n## What is missing\n\nMuch.\n\n### Taxes\n\n- none\n")
    assert "**It is no legal advice.**" in page


def with_holidays(*rules: HolidayRule) -> LawPack:
    """The Dutch law with one calendar of these holidays."""
    rows = tuple(Holiday(rule.name, rule.name, rule, BASIS) for rule in rules)
    calendar = LawCalendar("days", "Days", Calendar.of("days", frozenset(), rules), rows, BASIS)
    return replace(NL, calendars={"days": calendar})


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        (HolidayRule("a", month_day=(12, 25)), ["25 December<br>from 1990", "Thu 25 Dec", "Fri 25 Dec"]),
        (HolidayRule("a", easter_offset=0), ["on Easter Sunday<br>from 1990", "Sun 20 Apr", "Sun 5 Apr"]),
        (HolidayRule("a", easter_offset=-2), ["2 days before Easter Sunday<br>from 1990", "Fri 18 Apr", "Fri 3 Apr"]),
        (
            HolidayRule("a", month_day=(4, 27), moved_if=(6, -1), first_year=2014),
            ["27 April; if that is a Sunday, 1 day before it<br>from 2014", "Sat 26 Apr", "Mon 27 Apr"],
        ),
        (
            HolidayRule("a", month_day=(1, 20), every=4, first_year=2026),
            ["20 January<br>every 4 years, from 2026", "–", "–"],
        ),
        (
            HolidayRule("a", on_days=(day("2026-01-02"), day("2026-05-15"))),
            ["2 January 2026<br>15 May 2026", "–", "Fri 2 Jan<br>Fri 15 May"],
        ),
    ],
)
def test_holidays_in_words(rule: HolidayRule, cells: list[str]) -> None:
    """How the day is found, then its days in each year; a dash where it does not fall."""
    assert f"| a | {' | '.join(cells)} | days | 1 |\n" in page_of(with_holidays(rule))


def test_a_calendar_without_closed_days() -> None:
    """A calendar may close no day of the week and know no holiday; then there is no table of holidays."""
    page = page_of(with_holidays())
    assert "| days: Days | never | 1 |" in page
    assert "### Holidays" not in page


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    """A title with the character that parts the cells stays one cell."""
    page = page_of(with_holidays(HolidayRule("day | night", month_day=(1, 1))))
    assert any("day | night" in row for rows, _ in tables(page) for row in rows)
