"""A page of documentation that shows the whole law of a jurisdiction to people who know law, not code.

Everything on it comes from the law files, so it cannot differ from what the engine reckons with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from dunwell.days import WEEKDAYS
from dunwell.law.figures import HOW_SURE
from dunwell.render.law_words import counted, day_in_words, figures_in_words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dunwell.days import HolidayRule
    from dunwell.law.figures import Basis, Figure
    from dunwell.law.rules import CostsRule, Holiday, LawPack, NoticeForm

_CALENDARS = "Calendars and holidays"
_GUARDRAILS = "Guardrails"
_MESSAGES = "What messages state"
_STOPS = "Stops by law"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose rows all say what they rest on; `remark` stands above it, `end` below."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], Basis], ...]
    remark: str | None = None
    end: str = ""


def law_page(pack: LawPack, years: Sequence[int], not_covered: str) -> str:
    """The page in Markdown, with the holidays of these years.

    `not_covered` is a page of its own, in Markdown with one heading at its top; it becomes the last part.
    """
    parts = {heading: tuple(figures) for heading, figures in _by_heading(pack)}
    body = [block for heading, figures in parts.items() for block in _section(pack, heading, figures)]
    body += [f"## {_MESSAGES}", *_messages(pack)]
    body += [f"## {_STOPS}", *_stops(pack)] if pack.stops else []
    body += [f"## {_CALENDARS}", *_calendars(pack, years), f"## {_GUARDRAILS}", *_guardrails(pack)]
    last = re.sub(r"^#", "##", not_covered.strip(), flags=re.MULTILINE)
    stops = [_STOPS] if pack.stops else []
    headings = [*parts, _MESSAGES, *stops, _CALENDARS, _GUARDRAILS, last.partition("\n")[0].removeprefix("## ")]
    return "\n\n".join([*_top(pack, headings), *body, last]) + "\n"


def _by_heading(pack: LawPack) -> Iterator[tuple[str, Iterator[Figure[str]]]]:
    for heading, rows in groupby(figures_in_words(pack), key=lambda row: row[0]):
        yield heading, (figure for _, figure in rows)


def _top(pack: LawPack, headings: Sequence[str]) -> Iterator[str]:
    yield f"# {pack.name}: the law as our files have it"
    yield (
        f"This is what the files under `policies/{pack.jurisdiction}/law/` say, and what the program reckons with. "
        "What it does not know stands at the end. **It is no legal advice.** Every value names its article and the "
        "source in which it was found, so that you can check it before you rely on it."
    )
    yield (
        f"Amounts are in {pack.currency}; a day is a day in the time zone {pack.time_zone}. A value holds from its day "
        "until the day of the row below it. The number at the end of a row leads to the list under the table. There it "
        "says how sure the value is:"
    )
    yield "\n".join(f"- *{text}*" for text in HOW_SURE.values())
    yield "**Contents**"
    yield "\n".join(f"- [{heading}](#{_anchor(heading)})" for heading in headings)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _section(pack: LawPack, heading: str, figures: Sequence[Figure[str]]) -> Iterator[str]:
    yield f"## {heading}"
    if heading in _BEFORE:
        yield from _BEFORE[heading](pack)
    for figure in figures:
        yield from _table(_of_figure(figure))
    if heading in _AFTER:
        yield from _AFTER[heading](pack)


def _of_figure(figure: Figure[str]) -> _Table:
    rows = tuple(((day_in_words(row.start), row.value), row.basis) for row in figure.values)
    until = figure.published_until
    end = f"Published until {day_in_words(until)}; a later value may differ." if until else ""
    return _Table(figure.title, ("from", "what holds"), rows, figure.note, end)


def _table(table: _Table) -> Iterator[str]:
    bases = list(dict.fromkeys(basis for _, basis in table.rows))
    lines = [(*table.columns, "see"), ("---",) * (len(table.columns) + 1)]
    lines += [(*map(_cell, cells), str(bases.index(basis) + 1)) for cells, basis in table.rows]
    yield f"### {table.title}"
    if table.remark:
        yield table.remark
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    yield "\n".join(f"{number}. {_basis(basis)}" for number, basis in enumerate(bases, 1))
    if table.end:
        yield table.end


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def _basis(basis: Basis) -> str:
    note = f" {basis.note}" if basis.note else ""
    return f"**{basis.article}**, *{HOW_SURE[basis.how_sure]}*. Source: {basis.source}.{note}"


def _cost_rules(pack: LawPack) -> Iterator[str]:
    """Who owes collection costs, and of which of the tables below they are made."""
    yield "\n".join(f"- {_cost_rule(rule, pack)}" for rule in pack.costs.values())


def _cost_rule(rule: CostsRule, pack: LawPack) -> str:
    parts = [f"by “{rule.scale.title}”"]
    if rule.at_least:
        parts.append(f"at least “{rule.at_least.title}”")
    if rule.vat:
        parts.append(f"with “{rule.vat.rate.title}” where its conditions hold")
    if rule.instalments:
        parts.append(f"on a later instalment only after a look at “{rule.instalments.title}”")
    if rule.notice:
        parts.append(f"due only once the term of the {pack.notices[rule.notice].title} is over")
    return f"**{rule.title}** ({listed(rule.debtors)}): {'; '.join(parts)}."


def _guardrails(pack: LawPack) -> Iterator[str]:
    """What no policy may do, one row a rule."""
    rows = tuple(((rule.id, rule.says, listed(rule.debtors)), rule.basis) for rule in pack.guardrails.values())
    remark = "A policy may be stricter, never looser. A step that would breach one is blocked and waits for a person."
    yield from _table(_Table("What no policy may do", ("id", "rule", "for"), rows, remark))


def _letters(pack: LawPack) -> Iterator[str]:
    """Which wordings of a letter's term are good or fatal."""
    for form in pack.notices.values():
        yield from _wordings(form)


def _messages(pack: LawPack) -> Iterator[str]:
    """What each message has to state, and what it is advised to."""
    for rule in pack.messages.values():
        for what, statements in (("must", rule.states), ("is advised to", rule.advised)):
            rows = tuple(((one.says,), one.basis) for one in statements)
            if rows:
                yield from _table(_Table(f"{rule.title}: what it {what} state", ("it states",), rows))


def _stops(pack: LawPack) -> Iterator[str]:
    """What stops collection, what is left to do, and until when."""
    rows = tuple(
        ((f"`{name}`", rule.title, rule.effect, rule.to_do, rule.until, rule.guarantors), rule.basis)
        for name, rule in pack.stops.items()
    )
    columns = ("kind", "stop", "what it does", "what is left to do", "until", "guarantors")
    remark = "Nothing is asked of the debtor until the stop is lifted. The kind is what `debtor_stopped` says."
    yield from _table(_Table("What stops collection", columns, rows, remark))


def _wordings(form: NoticeForm) -> Iterator[str]:
    if form.wordings:
        verdict = {True: "accepted", False: "**fatal**"}
        rows = tuple(((row.meaning, verdict[row.valid]), row.basis) for row in form.wordings.rows)
        remark = "With a fatal wording the letter has no effect."
        yield from _table(_Table(f"{form.title}: how its term is worded", ("meaning", "courts"), rows, remark))


def _calendars(pack: LawPack, years: Sequence[int]) -> Iterator[str]:
    """Every calendar, and the holidays of these years with the calendars in which they are closed days."""
    rows = []
    ends = []
    for name, calendar in pack.calendars.items():
        closed = [WEEKDAYS[number].capitalize() for number in sorted(calendar.calendar.closed_weekdays)]
        rows.append(((f"{name}: {calendar.title}", listed(closed) if closed else "never"), calendar.basis))
        if calendar.published_until:
            ends.append(f"The holidays of “{name}” are known until {day_in_words(calendar.published_until)}.")
    remark = "Closed are these days of the week and, as the table after this one says, holidays."
    yield from _table(_Table("Calendars", ("calendar", "closed every"), tuple(rows), remark, " ".join(ends)))
    yield from _holidays(pack, years)


def _holidays(pack: LawPack, years: Sequence[int]) -> Iterator[str]:
    used: dict[str, list[str]] = {}
    rows: dict[str, Holiday] = {}
    for name, calendar in pack.calendars.items():
        for holiday in calendar.holidays:
            rows[holiday.name] = holiday
            used.setdefault(holiday.name, []).append(name)
    columns = ("holiday", "when", *map(str, years), "in the calendars")
    cells = tuple(
        (
            (row.title, _rule(row.rule), *(_days(row.rule, year) for year in years), ", ".join(used[name])),
            row.basis,
        )
        for name, row in rows.items()
    )
    if cells:
        yield from _table(_Table("Holidays", columns, cells))


def _rule(rule: HolidayRule) -> str:
    """How the day of a holiday is found, in words."""
    if rule.on_days:
        return "\n".join(day_in_words(value) for value in rule.on_days)
    if rule.easter_offset is not None:
        found = f"{_distance(rule.easter_offset)} Easter Sunday"
    else:
        month, number = rule.month_day or (1, 1)
        found = f"{number} {date(rule.first_year, month, 1):%B}"
    if rule.moved_if:
        found += f"; if that is a {WEEKDAYS[rule.moved_if[0]].capitalize()}, {_distance(rule.moved_if[1])} it"
    every = f"every {rule.every} years, " if rule.every > 1 else ""
    return f"{found}\n{every}from {rule.first_year}"


def _distance(days: int) -> str:
    if not days:
        return "on"
    return f"{counted(abs(days), 'day')} {'after' if days > 0 else 'before'}"


def _days(rule: HolidayRule, year: int) -> str:
    days = (date.fromordinal(value) for value in rule.days_between(year, year))
    return "\n".join(f"{when:%a} {when.day} {when:%b}" for when in days) or "–"


_BEFORE: Mapping[str, Callable[[LawPack], Iterator[str]]] = {"Collection costs": _cost_rules}
_AFTER: Mapping[str, Callable[[LawPack], Iterator[str]]] = {"Letters by law": _letters}
