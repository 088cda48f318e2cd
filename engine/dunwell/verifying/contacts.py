"""When the debtor is left alone: on hold, after the end, on closed days, in a term; and what is done too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.verifying.counting import WEEK
from dunwell.verifying.model import Breach
from dunwell.verifying.watch import holding_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import Position
    from dunwell.language.program import Program
    from dunwell.verifying.model import Moved
    from dunwell.verifying.watch import Deed, Memory

ON_HOLD, AFTER_END, CLOSED_DAY = "contact-on-hold", "contact-after-end", "contact-on-closed-day"
TWICE_A_DAY, WEEKLY = "two-contacts-a-day", "contacts-a-week"
CALLS, TOO_OFTEN, TERM, CREDIT = "call-limit", "done-too-often", "term-honoured", "credit-awaited"


def reached(program: Program, memory: Memory, moved: Moved, deed: Deed) -> Iterator[Breach]:
    """What went out although the debtor is to be left alone, or heard of us too often."""
    before, said = moved.before, (deed.name, deed.day)
    if before.end and not _farewell(program, before, deed):
        yield Breach(AFTER_END, (*said, before.end))
    elif (why := _held(program, before, deed)) and not before.end:
        yield Breach(ON_HOLD, (*said, why))
    confirms = deed.message is not None and deed.message.confirms
    if memory.to_credit and not before.end and not confirms:
        yield Breach(CREDIT, said)
    if not deed.contact:
        return
    calls = deed.step is not None and deed.step.kind == "phone"
    days = program.contacts.calls if calls else program.contacts.messages
    if not days.is_open(deed.day):
        yield Breach(CLOSED_DAY, said)
    if deed.day in memory.contacts:
        yield Breach(TWICE_A_DAY, said)
    lately = sum(deed.day - WEEK < day <= deed.day for day in memory.contacts)
    if program.contacts.per_week and lately >= program.contacts.per_week and not confirms:
        yield Breach(WEEKLY, (*said, lately + 1, program.contacts.per_week))


def _farewell(program: Program, position: Position, deed: Deed) -> bool:
    return deed.message is not None and (position.end, deed.message.index) in program.farewells


def _held(program: Program, position: Position, deed: Deed) -> str:
    """Why nothing may go out; empty where it may. What confirms an agreement goes out while the case is on hold too."""
    if position.stops:
        return position.stops[0]
    if deed.message is not None and deed.message.confirms:
        return ""
    if (whole := holding_all(program, position)) or deed.message is not None:
        return whole
    return program.plans[position.plan.plan].name if position.plan else ""


def repeated(program: Program, memory: Memory, moved: Moved, deed: Deed) -> Iterator[Breach]:
    """A call beyond its attempts, or a step beyond its `times`, whatever led to it."""
    if deed.step is None:
        return
    step, done = deed.step, moved.before.counts[deed.step.index]
    if step.kind == "phone" and done >= step.attempts:
        yield Breach(CALLS, (deed.name, deed.day, done + 1, step.attempts))
    elif step.times and done >= step.times:
        yield Breach(TOO_OFTEN, (deed.name, deed.day, done + 1, step.times))


def terms_kept(program: Program, memory: Memory, moved: Moved, deed: Deed) -> Iterator[Breach]:
    """A step of the ladder while a term that another message gave still runs: its last day belongs to the debtor."""
    step = deed.step
    if step is None or step.side or step.index == memory.granted_by or deed.day > memory.term:
        return
    giver = program.steps[moved.before.variant][memory.granted_by].name
    yield Breach(TERM, (deed.name, deed.day, giver, memory.term))
