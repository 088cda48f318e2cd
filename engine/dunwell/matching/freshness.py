"""Up to which day the bank's data is known, and from which day on it is too old for a policy.

>>> fresh_until((), "NL13TEST0123456789") is None
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.timing import after
from dunwell.matching.payments import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.language.program import Program
    from dunwell.model import Statement


def fresh_until(statements: Iterable[Statement], account: str) -> int | None:
    """The last day up to and including which the payments on an account are known; None if nothing is known of it.

    That is the day of the latest closing balance. A statement without one tells only that it was made on the day of its
    latest booked entry: more may have come in later on that day, so the day before is known.
    """
    own = compact(account)
    days = [day for each in statements if compact(each.account) == own and (day := _known_until(each)) is not None]
    return max(days, default=None)


def _known_until(statement: Statement) -> int | None:
    if statement.closed_on:
        return statement.closed_on.toordinal()
    booked = [entry.day.toordinal() for entry in statement.entries if entry.booked and entry.day]
    return max(booked) - 1 if booked else None


def stale_from(program: Program, last_day: int | None) -> int | None:
    """The first day on which payment data up to `last_day` is too old for the policy; None if it never is.

    "No older than 2 working days": data up to Friday is good on Monday and Tuesday, and too old on Wednesday. Data does
    not grow older in working days while none go by. Where the policy asks for bank data and there is none, it is too
    old on every day: the first day there is.
    """
    if program.bank_data is None:
        return None
    if last_day is None:
        return 1
    stale = after(program, last_day, program.bank_data) + 1
    return program.working_days.next_open(stale) if program.bank_data.unit == "working days" else stale
