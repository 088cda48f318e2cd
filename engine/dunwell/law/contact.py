"""Hours of contact: whether a debtor may be contacted at a moment. The only place of the law that knows hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import WEEKDAYS, day_text, local_minute, moment_of, weekday
from dunwell.law.figures import refuse
from dunwell.law.rules import COLLECTORS

if TYPE_CHECKING:
    from datetime import datetime

    from dunwell.law.contact_rules import ContactRule
    from dunwell.law.figures import Basis
    from dunwell.law.rules import LawPack


@dataclass(frozen=True, slots=True)
class ContactCheck:
    """Whether contact is allowed and why; `binding` is False where the hours are a house rule for this collector.

    `next_day` and `next_minute` (after midnight, local time) are when it is allowed, from that moment on.
    """

    allowed: bool
    why: str
    binding: bool
    bases: tuple[Basis, ...]
    next_day: int
    next_minute: int


def contact_allowed(pack: LawPack, day: int, minute: int, *, collector: str = "own") -> ContactCheck:
    """Whether contact is allowed on a day at a minute after midnight, local time.

    `collector` is who writes or calls: the creditor for `own` claims, a `third_party`, or an `assignee` of the claim.
    Raises ProblemsFound for an unknown collector (DW612), and if the law knows no hours, or none on that day (DW610).
    """
    if collector not in COLLECTORS:
        refuse("DW612", f"{collector!r} is no kind of collector", f"write one of: {', '.join(COLLECTORS)}")
    if pack.contact is None:
        refuse("DW610", "this law knows no hours of contact", "take another law")
    hours = pack.contact.hours.on(day)
    closed = _closed(pack, day, hours.value.calendar)
    if closed:
        allowed, why = False, closed
    elif not hours.value.opens <= minute < hours.value.closes:
        window = f"{_clock(hours.value.opens)} to {_clock(hours.value.closes)}"
        allowed, why = False, f"{_clock(minute)} is outside the hours {window}"
    else:
        allowed, why = True, f"{WEEKDAYS[weekday(day)]} {_clock(minute)}"
    next_day, next_minute = (day, minute) if allowed else _next_open(pack, pack.contact, day, minute)
    return ContactCheck(allowed, why, collector in pack.contact.collectors, (hours.basis,), next_day, next_minute)


def contact_at(pack: LawPack, moment: datetime, *, collector: str = "own") -> tuple[ContactCheck, datetime]:
    """Whether contact is allowed at a moment, and from when on: that moment, or the next at which it is.

    What a channel asks right before it sends or calls; policies plan days and know no hours. The moment must know its
    time zone and is read in that of the law, so that summer time counts. Raises as `contact_allowed`, and ProblemsFound
    (DW612) for a moment without a zone.
    """
    if moment.tzinfo is None:
        refuse("DW612", f"the moment {moment.isoformat()} has no time zone", "give one, such as UTC")
    found = contact_allowed(pack, *local_minute(moment, pack.time_zone), collector=collector)
    if found.allowed:
        return found, moment
    return found, moment_of(found.next_day, found.next_minute, pack.time_zone)


def _next_open(pack: LawPack, rule: ContactRule, day: int, minute: int) -> tuple[int, int]:
    """The first minute of the next hours: of the day itself if they are still to come, else of the next open day."""
    hours = rule.hours.on(day).value
    start = day if minute < hours.opens else day + 1
    found = pack.calendar(hours.calendar).next_open(start)
    return found, rule.hours.on(found).value.opens


def _closed(pack: LawPack, day: int, calendar: str) -> str | None:
    """Why the day is closed; None if it is open."""
    if pack.calendar(calendar).is_open(day):
        return None
    year = int(day_text(day)[:4])
    names = [title for when, title in pack.calendars[calendar].between(year, year) if when == day]
    return names[0] if names else WEEKDAYS[weekday(day)]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
