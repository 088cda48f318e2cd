"""Counting days for a case: phrases, contact days and limits, terms and receipt. Whole numbers only."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dunwell.core.position import OPEN
from dunwell.days import add_months
from dunwell.language.program import DUE
from dunwell.law.notice import received_day

if TYPE_CHECKING:
    from dunwell.core.position import Pause, Position
    from dunwell.language.parts import Term, When, Window
    from dunwell.language.phrases import Duration, Unit
    from dunwell.language.program import Program, Step

NEVER = 10**9
"""Later than any day: nothing will happen by itself."""


@lru_cache(maxsize=16384)
def count_from(program: Program, day: int, count: int, unit: Unit) -> int:
    """The day `count` units after `day` (before it, if negative). "7 days after X" is X + 7.

    Kept once worked out: the cases of a portfolio ask for the same few days again and again.
    """
    if unit == "days":
        return day + count
    if unit == "working days":
        return program.working_days.add(day, count)
    if unit == "weeks":
        return day + 7 * count
    return add_months(day, count)


def after(program: Program, day: int, duration: Duration) -> int:
    """The day on which so much time has gone by."""
    return count_from(program, day, duration.count, duration.unit)


def day_of(program: Program, position: Position, when: When) -> int:
    """The day that a phrase says, or 0 while its anchor is not set."""
    anchor = position.anchors[when.anchor]
    if not anchor or when.unit == "days":
        return anchor and anchor + when.count
    return count_from(program, anchor, when.count, when.unit)


def contact_day(program: Program, position: Position, day: int, *, confirms: bool = False, calls: bool = False) -> int:
    """The first day from `day` on which the debtor may be reached: open, one contact a day, so many in seven days.

    What confirms an agreement does not wait for the limit of seven days: the debtor asked for it. `calls` have days of
    their own where the policy says so.
    """
    is_open = (program.contacts.calls if calls else program.contacts.messages).is_open
    contacts, limit = position.contacts, 0 if confirms else program.contacts.per_week
    while True:
        if not is_open(day) or (contacts and contacts[-1] >= day):
            day += 1
        elif limit and len(contacts) >= limit and contacts[-limit] > day - 7:
            day = contacts[-limit] + 7
        else:
            return day


def ready_day(program: Program, position: Position, step: Step) -> int:
    """The first day on which the current step may be carried out, apart from contact days.

    A step of the ladder waits for its own day and for every term that another message granted, also where that term
    became longer after the step had begun. A call keeps its distance from the one before, whatever came in between.
    What presses for payment waits until the due date has passed, whatever led to it.
    """
    day = max(position.since, position.anchors[DUE] + 1) if step.overdue_only else position.since
    if step.kind == "phone" and position.counts[step.index] and step.apart:
        day = max(day, after(program, position.anchors[step.sent], step.apart))
    if step.side:
        return day
    start = day_of(program, position, step.start) if step.start else 0
    begun = position.phase == OPEN  # then its own term is of a message that came back
    granted = position.granted_besides(step.index) if begun else position.granted
    return max(day, start, granted + 1)


def start_day(program: Program, position: Position, step: Step) -> int:
    """The first day on which a waiting step can start; a contact moves on to the next day that allows it."""
    return open_day(program, position, step, max(ready_day(program, position, step), position.day))


def open_day(program: Program, position: Position, step: Step, day: int) -> int:
    """The first day from `day` on which a step may be carried out: a contact day, if it reaches the debtor."""
    return contact_day(program, position, day, calls=step.kind == "phone") if step.contact else day


@lru_cache(maxsize=4096)
def receipt(program: Program, sent: int, channels: tuple[str, ...]) -> int:
    """The day by which a message is presumed received by each of its channels, with the planning margin for post.

    Kept once worked out, as in `count_from`.
    """
    by = {"letter": "post"}
    days = [received_day(program.law, sent, by.get(name, "email"), planning=True).day for name in channels]
    return max(days, default=sent)


def last_day(program: Program, term: Term, sent: int, received: int) -> int:
    """The last day of a term; it belongs to the debtor. Only a term of the law is extended."""
    last = count_from(program, sent if term.basis == "sent" else received, term.count, term.unit)
    return program.law.calendar(term.extended_by).next_open(last) if term.extended_by else last


def window_end(program: Program, position: Position, window: Window, pause: Pause) -> int:
    """The last day of a step's `no_later_than`, with the days that did not count; NEVER while its anchor is not set.

    Days that are made up for end on a day on which the debtor may be reached: a case that is released on a Saturday, or
    after two letters of a plan that week, cannot go on before.
    """
    day = day_of(program, position, window.last)
    if pause.days and day:
        return contact_day(program, position, day + pause.days)
    return day or NEVER
