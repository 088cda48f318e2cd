"""Open a running portfolio: each invoice with what was already sent about it, so that nothing is sent again.

A case is opened today, as any other. What was sent before is kept as events on their own days, earlier than the
opening: the ladder goes on from the last thing that was really sent, and no days pass in between that nobody watched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import order_of
from dunwell.days import day_text, now
from dunwell.journal.cases import look_at, opened
from dunwell.journal.opening import Opened, Ready, already, keep, make_ready
from dunwell.journal.recording import weigh
from dunwell.journal.sent import event_of
from dunwell.journal.store import Recorded, Stamp
from dunwell.language.phrases import did_you_mean
from dunwell.problems import Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dunwell.core.transitions import Action
    from dunwell.journal.cases import Look
    from dunwell.journal.opening import Desk
    from dunwell.journal.sent import SentRow
    from dunwell.language.events import Event
    from dunwell.model import Invoice

LOOKS = 50
"""How many changes ahead the next action is looked for."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An invoice that came here: where its case stands, what was sent before, and whether the case is new."""

    look: Look
    sent: tuple[Event, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What became of all invoices; `kept` is False where nothing was opened."""

    arrived: tuple[Arrived, ...]
    problems: tuple[Problem, ...]
    kept: bool


def go_live(
    desk: Desk, invoices: Sequence[Invoice], rows: Sequence[SentRow], *, keep_any: bool, rest: bool = False
) -> Portfolio:
    """Open invoices with what was sent about them before.

    If any row is wrong nothing is opened, unless the rest is wanted: then invoices with a wrong row are left out. A
    wrong row that names no invoice keeps all of them, for it may be about any. With `keep_any` False nothing is opened
    either, but all is said as it would be.
    """
    made = [(invoice, make_ready(desk, invoice)) for invoice in invoices]
    ready = [one for _, one in made if isinstance(one, Ready)]
    problems = [problem for _, one in made if isinstance(one, Opened) for problem in one.problems]
    known_numbers = {str(invoice.number) for invoice, _ in made}
    rows_of, lost = _assigned(rows, ready, known_numbers)
    problems += lost
    prepared = [(one, *_before(desk, one, rows_of.get(one.case.id, ()))) for one in ready]
    wrong = {one.case.id for one, _, found in prepared if has_errors(found)}
    wrong |= {case for case, its in rows_of.items() if any(row.spoilt for row in its)}
    nameless = any(row.spoilt and "number" not in row.cells for row in rows)
    problems += [problem for _, _, found in prepared for problem in found]
    stop = not keep_any or nameless or (not rest and (bool(wrong) or bool(lost)))
    arrived = []
    for one, before, _ in prepared:
        if one.case.id in wrong:
            continue
        found, told = _arrive(desk, one, before, stop=stop)
        problems += told
        arrived += [found] if found else []
    problems.sort(key=lambda one: (one.place.file, one.place.line) if one.place else ("", 0))
    return Portfolio(tuple(arrived), tuple(problems), kept=not stop)


def next_action(look: Look) -> tuple[int, Action] | None:
    """The first day from today on which something is due as far as can be seen now, and what; None for nothing."""
    position, day = look.position, look.day
    for _ in range(LOOKS):
        decision = decide(look.program, position, day)
        if decision.actions:
            return day, decision.actions[0]
        if decision.next_look is None:
            return None
        day = decision.next_look
        position = advance(look.program, position, day)[0]
    return None


def late_steps(look: Look) -> tuple[str, ...]:
    """The titles of steps that the policy wanted to have been started by now."""
    steps = look.program.steps[look.position.variant]
    return tuple(step.title for step in steps if look.position.late >> step.index & 1)


def _assigned(
    rows: Iterable[SentRow], ready: Sequence[Ready], numbers: set[str]
) -> tuple[dict[str, list[SentRow]], list[Problem]]:
    """The rows of each case, and every row that fits no invoice or more than one."""
    found: dict[str, list[SentRow]] = {}
    problems = []
    by_number: dict[str, list[Ready]] = {}
    for one in ready:
        by_number.setdefault(one.case.number.casefold(), []).append(one)
    lower = {number.casefold() for number in numbers}
    for row in (one for one in rows if "number" in one.cells):
        meant = [one for name in _names(row) for one in by_number.get(name, ()) if _about(row, one)]
        if len({one.case.id for one in meant}) == 1:
            found.setdefault(meant[0].case.id, []).append(row)
        elif meant:
            fix = f"add the seller: {', '.join(sorted({one.case.seller for one in meant}))}"
            problems.append(row.wrong(f"{len(meant)} invoices have the number {row.cells['number']!r}", fix))
        elif row.cells["number"].casefold() not in lower:
            fix = did_you_mean(row.cells["number"], tuple(sorted(numbers)))
            fix = (
                f"{fix if fix.startswith('did you mean') else 'open its invoice too'}; if it is paid, take the row out"
            )
            problems.append(row.wrong(f"no invoice opened here has the number {row.cells['number']!r}", fix))
    return found, problems


def _names(row: SentRow) -> Iterator[str]:
    """What may be the invoice number in a row: all of it, or what comes after a slash."""
    written = row.cells["number"].casefold()
    yield written
    yield from (written[at + 1 :] for at, letter in enumerate(written) if letter == "/")


def _about(row: SentRow, ready: Ready) -> bool:
    """Whether a row is about this invoice: by its number, with the seller before a slash or in a column of its own."""
    case, written = ready.case, row.cells["number"].casefold()
    sellers = {case.seller.casefold(), case.creditor.casefold()}
    if "seller" in row.cells and row.cells["seller"].casefold() not in sellers:
        return False
    return written in {case.number.casefold(), *(f"{seller}/{case.number.casefold()}" for seller in sellers)}


def _before(desk: Desk, ready: Ready, rows: Sequence[SentRow]) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
    """The events from before the opening, in the order of their days, and what is wrong with the rows."""
    case, program, today = ready.case, ready.program, ready.day
    start = opened(case, program)
    issued = int(case.facts["invoice.issued"])
    problems: list[Problem] = []
    told: list[tuple[SentRow, Event]] = []
    for row in (one for one in rows if not one.spoilt):
        found = event_of(row, program, start.variant, issued, today)
        if isinstance(found, tuple):
            problems += found
        elif any(found == other for _, other in told):
            problems.append(row.wrong("the same stands in another row", "keep one of the two rows"))
        else:
            told.append((row, found))
    recorded: tuple[Recorded, ...] = ()
    for row, event in sorted(told, key=lambda one: order_of(one[1])):
        try:
            weighed, _, doubts = weigh(look_at(case, program, recorded, today), event)
        except ProblemsFound as error:
            problems += [row.wrong(one.message, one.fix or "") for one in error.problems]
            continue
        problems += [replace(one, place=row.place) for one in doubts if one.code not in _USUAL]
        stamp = Stamp(today, now(), desk.by, f"{row.place.file}, row {row.number}")
        recorded = (*recorded, Recorded(replace(weighed, sequence=len(recorded) + 1), stamp))
    return recorded, tuple(problems)


_USUAL = ("DW971",)
"""What is no news of a step from before the opening: that it was not due here."""


def _arrive(
    desk: Desk, ready: Ready, before: tuple[Recorded, ...], *, stop: bool
) -> tuple[Arrived | None, tuple[Problem, ...]]:
    """Open a case with what was sent before, or look at it as it would be."""
    events = tuple(one.event for one in before)
    known = desk.journal.case(ready.case.id)
    if known is None and stop:
        return Arrived(look_at(ready.case, ready.program, before, ready.day), events, new=True), ()
    made = keep(desk, ready, before) if known is None else already(desk, known, ready)
    if made.look is None:
        return None, made.problems
    told = () if made.new else tuple(_missing(made.look, before))
    return Arrived(made.look, events, made.new), (*made.problems, *told)


def _missing(look: Look, before: tuple[Recorded, ...]) -> Iterator[Problem]:
    """What the file says was sent and the open case does not have (DW049)."""
    there = [(one.event.name, one.event.at, set(one.event.data)) for one in look.events]
    for one in before:
        event = one.event
        if any(event.name == name and event.at == at and set(event.data) <= data for name, at, data in there):
            continue
        message = f"{one.stamp.source}: {look.case.number!r} is open already, without {event.word('step')!r}"
        message += f" of {day_text(event.at)}"
        fix = "record it: `dunwell record CASE step_done step=… --at DAY`"
        yield Problem("DW049", message, None, fix)
