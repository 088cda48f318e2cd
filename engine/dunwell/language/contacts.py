"""When a debtor may be reached: on which days of the week, not in which periods of the year, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dunwell.days import EVERY_DAY, FIRST_YEAR, MONTHS, WEEKDAYS, Calendar, day, day_text, each_year
from dunwell.language.days_of_year import read_month_day
from dunwell.language.draft import items, table, text, texts, whole
from dunwell.language.parts import Quiet
from dunwell.language.phrases import PhraseError

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.yamlfile import Node, Table
    from dunwell.law.rules import LawPack
    from dunwell.problems import Place

LONGEST_SILENCE = 70
"""Days: a summer of two months, with the closed days around it. Longer, and claims grow old unheard of."""
FIRST_DAY = day(f"{FIRST_YEAR}-01-01")
"""From when on it is looked for in a policy whose own first day cannot be read."""
_LOOKED_AT = 5 * 365
"""Days from the policy's first, in which the longest silence is looked for: with a leap year and most weekdays."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The days for messages, those for calls, and contacts in any seven days at most (0: no limit).

    Both are `days` less what `weekdays` (0 for Monday) and `quiet` leave out; `place` is where the policy says so,
    `days_place` where it says `contact_days`.
    """

    days: Calendar
    messages: Calendar
    calls: Calendar
    per_week: int
    weekdays: tuple[int, ...]
    quiet: tuple[Quiet, ...]
    place: Place
    days_place: Place


def compile_contacts(draft: Draft, root: Table, law: LawPack, valid_from: int) -> Contacts:
    """Read `contact_days` and `contacts`; DW418 for a policy that would keep silent for too long from its first day."""
    every_day = text(root.get("contact_days")) == "every day"
    base = EVERY_DAY if every_day else law.calendar("working days")
    node = root.get("contacts")
    written = table(node)
    names = tuple(name.lower() for name in texts(written.get("weekdays")))
    weekdays = tuple(number for number, name in enumerate(WEEKDAYS) if name in names)
    quiet = tuple(one for each in items(written.get("quiet")) if (one := _quiet(each)) is not None)
    messages = _with_closed(base, weekdays, tuple(one for one in quiet if not one.calls))
    calls = _with_closed(base, weekdays, quiet)
    place = node.place if node is not None and (weekdays or quiet) else root.place
    days_place = root.key_place("contact_days") or root.place
    contacts = Contacts(base, messages, calls, whole(written.get("per_week")), weekdays, quiet, place, days_place)
    if (weekdays or quiet) and _too_silent(draft, contacts, written, valid_from or FIRST_DAY):
        return replace(contacts, messages=base, calls=base)  # what is looked for in a calendar with no day has no end
    return contacts


def _quiet(node: Node) -> Quiet | None:
    first, last = (_month_day(table(node).get(key)) for key in ("from", "until"))
    return Quiet(first, last, text(table(node).get("only")) == "calls", node.place) if first and last else None


def _month_day(node: Node | None) -> tuple[int, int] | None:
    try:
        return read_month_day(text(node) or "")
    except PhraseError:
        return None  # reported with the structure


def _with_closed(base: Calendar, weekdays: tuple[int, ...], quiet: tuple[Quiet, ...]) -> Calendar:
    """The base itself where nothing more is closed."""
    if not weekdays and not quiet:
        return base
    closed = frozenset(range(7)) - frozenset(weekdays) if weekdays else frozenset()
    days = frozenset[int]().union(*(each_year(one.first, one.last) for one in quiet))
    return Calendar(base.name, base.closed_weekdays | closed, base.holidays | days)


def _too_silent(draft: Draft, contacts: Contacts, node: Table, first: int) -> bool:
    """DW418, and whether it was told: the longest time without any contact day.

    A calendar without a day at all would never come to an end.
    """
    is_open, last = contacts.calls.is_open, first + _LOOKED_AT
    opened = [first - 1, *(value for value in range(first, last + 1) if is_open(value)), last + 1]
    before, after = max(pairwise(opened), key=lambda pair: pair[1] - pair[0])
    silence = after - before - 1
    if silence <= LONGEST_SILENCE:
        return False
    key = "quiet" if contacts.quiet else "weekdays"
    if len(opened) == 2:
        message = "these leave no day at all on which the debtor can be reached"
    else:
        message = f"nobody could be reached for {silence} days, from {_said(before + 1)} until {_said(after - 1)}"
    fix = f"leave a contact day at least every {LONGEST_SILENCE} days"
    draft.report("DW418", message, node.key_place(key) or node.place, fix)
    return True


def _said(value: int) -> str:
    _, month, number = day_text(value).split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]}"
