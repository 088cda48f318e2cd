"""Readers of the parts of a law file about days: calendars, receipt, letters, terms, limitation, hours of contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from dunwell.days import WEEKDAYS, Calendar, HolidayRule, day, day_text
from dunwell.law.contact_rules import ContactHours, ContactRule
from dunwell.law.rules import (
    ANY_DAY,
    CHANNELS,
    COLLECTORS,
    DEBTOR_KINDS,
    SIZES,
    Holiday,
    LawCalendar,
    LimitationTerm,
    NoticeForm,
    NoticeTerm,
    Presumption,
    ReceiptRule,
    TermLimit,
    TermLimitRule,
    Wording,
    Wordings,
)
from dunwell.law.tree import BASIS_KEYS, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.law.figures import Figure
    from dunwell.law.tree import Tree

_ORDINARY_YEAR = 2023


def receipt(calendars: Mapping[str, LawCalendar]) -> Callable[[str, Tree], ReceiptRule]:
    """`receipt`: when a message by one channel counts as received."""

    def read_value(row: Tree) -> Presumption:
        return Presumption(
            row.at("calendar").word((ANY_DAY, *calendars)),
            row.at("open_day").whole(),
            cast("Literal['on_dispute', 'always']", row.at("proof").word(("on_dispute", "always"))),
        )

    def read(name: str, tree: Tree) -> ReceiptRule:
        tree.only("title", "presumption", "planning")
        if name not in CHANNELS:
            tree.wrong("DW602", f"{name!r} is no channel", f"write one of: {', '.join(CHANNELS)}")
        title = tree.at("title").text()
        keys = ("calendar", "open_day", "proof")
        return ReceiptRule(
            title,
            tree.at("presumption").figure(read_value, *keys, title=title),
            tree.at("planning").figure(lambda row: row.at("open_days").whole(), "open_days")
            if tree.has("planning")
            else None,
        )

    return read


def notice(calendars: Mapping[str, LawCalendar]) -> Callable[[str, Tree], NoticeForm]:
    """`notices`: one letter by law."""

    def read_value(row: Tree) -> NoticeTerm:
        return NoticeTerm(
            row.at("days").whole(1),
            row.at("starts").whole(),
            row.at("extended_by").word((ANY_DAY, *calendars)),
            row.at("after_default").flag(),
        )

    def read(name: str, tree: Tree) -> NoticeForm:
        tree.only("title", "debtors", "term", "wordings")
        title = tree.at("title").text()
        keys = ("days", "starts", "extended_by", "after_default")
        return NoticeForm(
            name,
            title,
            tree.at("debtors").words(DEBTOR_KINDS),
            tree.at("term").figure(read_value, *keys, title=title),
            _wordings(tree.at("wordings")) if tree.has("wordings") else None,
        )

    return read


def _wordings(tree: Tree) -> Wordings:
    tree.only("numbers", "term", "values", *BASIS_KEYS)
    return Wordings(
        tree.at("term").pattern(),
        table(tree.at("numbers"), lambda _, row: row.whole(1)),
        tuple(table(tree.at("values"), _wording).values()),
    )


def _wording(name: str, row: Tree) -> Wording:
    row.only("valid", "meaning", "patterns", "least_days", "different_terms", *BASIS_KEYS)
    return Wording(
        name,
        row.at("valid").flag(),
        row.at("meaning").text(),
        tuple(item.pattern() for item in row.at("patterns").items()),
        row.basis(),
        row.at("least_days").whole(1) if row.has("least_days") else None,
        row.has("different_terms") and row.at("different_terms").flag(),
    )


def term_limit(name: str, tree: Tree) -> TermLimitRule:
    """`payment_terms`: the limits of a payment term for some kinds of debtor."""
    keys = ("default_days", "max_days", "exception", "max_days_with_exception", "running_contracts_from")
    limits = tree.figure(_limit, *keys, extra=("debtors", "debtor_size", "creditor_size"))
    return TermLimitRule(
        name,
        limits.title,
        tree.at("debtors").words(DEBTOR_KINDS),
        limits,
        tree.at("debtor_size").word(SIZES) if tree.has("debtor_size") else None,
        tree.at("creditor_size").word(SIZES) if tree.has("creditor_size") else None,
    )


def _limit(row: Tree) -> TermLimit:
    def days(key: str) -> int | None:
        return row.at(key).whole(1) if row.has(key) else None

    return TermLimit(
        days("default_days"),
        days("max_days"),
        row.at("exception").text() if row.has("exception") else None,
        days("max_days_with_exception"),
        row.at("running_contracts_from").day() if row.has("running_contracts_from") else None,
    )


def limitation(_: str, tree: Tree) -> Figure[LimitationTerm]:
    """`limitation`: how long one kind of claim can be enforced."""

    def read(row: Tree) -> LimitationTerm:
        counted_from = row.at("counted_from").word(("due", "year_end"))
        return LimitationTerm(row.at("years").whole(1), cast("Literal['due', 'year_end']", counted_from))

    return tree.figure(read, "years", "counted_from")


def interruption(tree: Tree) -> Figure[int]:
    """`interruption`: the most years of a new term of limitation."""
    return tree.figure(lambda row: row.at("most_years").whole(1), "most_years")


def contact(calendars: Mapping[str, LawCalendar]) -> Callable[[Tree], ContactRule]:
    """`contact`: the hours in which a debtor may be contacted."""

    def read_value(row: Tree) -> ContactHours:
        return ContactHours(
            row.at("opens").clock(), row.at("closes").clock(), row.at("calendar").word((ANY_DAY, *calendars))
        )

    def read(tree: Tree) -> ContactRule:
        tree.only("collectors", "hours")
        hours = tree.at("hours").figure(read_value, "opens", "closes", "calendar", title="Hours of contact")
        return ContactRule(tree.at("collectors").words(COLLECTORS), hours)

    return read


def holiday(name: str, tree: Tree) -> Holiday:
    """`holidays`: a closed day every year, or the days of a list."""
    tree.only("title", "on", "moved", "easter", "days", "from", *BASIS_KEYS)
    title = tree.at("title").text()
    if sum(tree.has(key) for key in ("on", "easter", "days")) != 1:
        tree.wrong("DW601", "exactly one of `on`, `easter` and `days` says when it is", "keep one of the three")
    rule = HolidayRule(
        title,
        month_day=_month_day(tree.at("on")) if tree.has("on") else None,
        easter_offset=tree.at("easter").integer() if tree.has("easter") else None,
        on_days=tuple(item.day() for item in tree.at("days").items()) if tree.has("days") else (),
        moved_if=_moved(tree.at("moved")) if tree.has("moved") else None,
        first_year=int(day_text(tree.at("from").day())[:4]),
    )
    return Holiday(name, title, rule, tree.basis())


def _month_day(tree: Tree) -> tuple[int, int]:
    try:
        day(f"{_ORDINARY_YEAR}-{tree.text()}")
    except ValueError:
        fix = "write month and day such as 12-25"
        tree.wrong("DW601", f"{tree.text()!r} is no month and day of every year", fix)
        return 1, 1
    return int(tree.text()[:2]), int(tree.text()[3:])


def _moved(tree: Tree) -> tuple[int, int]:
    tree.only("if", "days")
    return WEEKDAYS.index(tree.at("if").word(WEEKDAYS)), tree.at("days").integer()


def calendar(holidays: Mapping[str, Holiday]) -> Callable[[str, Tree], LawCalendar]:
    """`calendars`: a calendar made of closed weekdays and the named holidays."""

    def read(name: str, tree: Tree) -> LawCalendar:
        tree.only("title", "closed", "holidays", "published_until", *BASIS_KEYS)
        closed = frozenset(WEEKDAYS.index(word) for word in tree.at("closed").words(WEEKDAYS))
        if len(closed) == len(WEEKDAYS):
            tree.at("closed").wrong("DW604", "every day of the week is closed", "leave one open")
            closed = frozenset()
        chosen = tuple(holidays[word] for word in tree.at("holidays").words(holidays or ("",)) if word in holidays)
        days = Calendar.of(name, closed, tuple(row.rule for row in chosen))
        until = tree.at("published_until").day() if tree.has("published_until") else None
        return LawCalendar(name, tree.at("title").text(), days, chosen, tree.basis(), until)

    return read
