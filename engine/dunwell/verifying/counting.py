"""Days counted a second time, from the texts of the law and the policy: what the interpreter counts is held against it.

Nothing here uses the interpreter's own counting, so that a fault in that is found and not repeated. Days are ordinals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dunwell.days import add_months
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE
from dunwell.law.default import in_default_from
from dunwell.law.notice import notice_term, received_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.parts import Term, When
    from dunwell.language.phrases import Unit
    from dunwell.language.program import Program, Step
    from dunwell.law.rules import LawPack

PARTS = {"interest": "interest", "collection_costs": "costs"}
"""What can be claimed beside the principal, and the amount of an event that says how much."""
WEEK = 7
_BY = {"letter": "post"}
_KIND, _BASIS = FACT_INDEX["debtor.kind"], FACT_INDEX["agreement.default_basis"]


def kind_of(position: Position) -> str:
    """The kind of debtor, "unknown" where nobody said it."""
    return str(position.facts[_KIND] or "unknown")


def counted_from(program: Program, day: int, count: int, unit: Unit) -> int:
    """The day so many days, working days, weeks or months after a day; before it, if negative."""
    if unit == "working days":
        return program.working_days.add(day, count)
    if unit == "months":
        return add_months(day, count)
    return day + (7 * count if unit == "weeks" else count)


@lru_cache(maxsize=4096)
def received(program: Program, sent: int, channels: tuple[str, ...], *, planning: bool) -> int:
    """The day on which the law presumes a message received by the last of its channels; `planning` adds its margin."""
    days = (received_day(program.law, sent, _BY.get(one, "email"), planning=planning).day for one in channels)
    return max(days, default=sent)


def granted(program: Program, term: Term, sent: int, received: int) -> int:
    """The last day of the term that a message states, as the debtor may read it."""
    last = counted_from(program, sent if term.basis == "sent" else received, term.count, term.unit)
    return program.law.calendar(term.extended_by).next_open(last) if term.extended_by else last


def by_law(program: Program, step: Step, received: int) -> int:
    """The last day of the term that the law gives to a letter of the step's form; 0 where it gives none."""
    return _last_by_law(program.law, step.legal_form, received) if step.legal_form in program.law.notices else 0


@lru_cache(maxsize=4096)
def _last_by_law(law: LawPack, form: str, received: int) -> int:
    return notice_term(law, received, form=form).last_day


def default_from(program: Program, position: Position, letters: Iterable[tuple[int, int]]) -> int | None:
    """The first day of default by the law, with the letters sent, each a step with the last day of its term."""
    steps = program.steps[position.variant]
    terms = [(steps[step].legal_form or "", last) for step, last in letters]
    return in_default_from(program.law, kind_of(position), position.anchors[DUE], str(position.facts[_BASIS]), terms)


def claims(step: Step | None, event: Event, part: str) -> bool:
    """Whether a deed claims a part beside the principal; where its amount is not said, what the policy says counts."""
    if step is None or part not in step.claims:
        return False
    return event.get(PARTS[part]) is None or event.money(PARTS[part]) > 0


def window_last(program: Program, position: Position, last: When, days: int) -> int:
    """The last day of a window; 0 where it has none. Days that did not count end on one that allows a contact."""
    anchor = position.anchors[last.anchor]
    end = counted_from(program, anchor, last.count, last.unit) if anchor else 0
    if not end or not days:
        return end
    end, limit = end + days, program.contacts.per_week
    while not program.contacts.messages.is_open(end) or end in position.contacts or _often(position, end, limit):
        end += 1
    return end


def _often(position: Position, day: int, limit: int) -> bool:
    return bool(limit) and sum(day - WEEK < one <= day for one in position.contacts) >= limit
