"""Hours of contact: whether a debtor may be contacted at a moment. The only place of the law that knows hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import WEEKDAYS, day_text, weekday
from dunwell.law.figures import refuse
from dunwell.law.rules import COLLECTORS

if TYPE_CHECKING:
    from dunwell.law.figures import Basis
    from dunwell.law.rules import LawPack


@dataclass(frozen=True, slots=True)
class ContactCheck:
    """Whether contact is allowed and why; `binding` is False where the hours are a house rule for this collector."""

    allowed: bool
    why: str
    binding: bool
    bases: tuple[Basis, ...]


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
    return ContactCheck(allowed, why, collector in pack.contact.collectors, (hours.basis,))


def _closed(pack: LawPack, day: int, calendar: str) -> str | None:
    """Why the day is closed; None if it is open."""
    if pack.calendar(calendar).is_open(day):
        return None
    year = int(day_text(day)[:4])
    names = [title for when, title in pack.calendars[calendar].between(year, year) if when == day]
    return names[0] if names else WEEKDAYS[weekday(day)]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
