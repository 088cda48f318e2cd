"""Take in many events at once, each once: from a file of events, or from what came back of what was sent out.

Each goes through the same checks as an event that a person records. What is wrong with one hides no other; whether the
right ones are recorded without the wrong ones is for the caller to say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dunwell.core.fold import order_of, program_on
from dunwell.days import day_text, now
from dunwell.journal.cases import Pinned, day_for, events_of, find_case, look_at
from dunwell.journal.database import writing
from dunwell.journal.outbox import row_referred
from dunwell.journal.recording import Wanted, read_wanted, weigh
from dunwell.journal.store import Stamp
from dunwell.problems import Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.delivery import Returned
    from dunwell.journal.outbox import Row
    from dunwell.journal.store import Case, Journal, Recorded
    from dunwell.language.events import Event
    from dunwell.language.program import Program
    from dunwell.problems import Place


@dataclass(frozen=True, slots=True)
class Item:
    """One event to take in: of which case, as a person writes it, and what it says.

    `key` tells it from others: an item with a key that was taken in before is known. Without a key it is known if the
    case has an event of that day that says the same. `where` and `place` say where it was read, for problems.
    """

    case: str
    wanted: Wanted
    key: str = ""
    where: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that was taken in: its event in the journal, and whether it was there before."""

    item: Item
    case: Case
    event: Event
    known: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """What became of all items, in the order of cases and days; `kept` is False where nothing was recorded."""

    taken: tuple[Taken, ...]
    problems: tuple[Problem, ...]
    kept: bool


def take_in(journal: Journal, returned: Iterable[Returned], by: str, on: int = 0, *, dry_run: bool = False) -> Taking:
    """Record what came back: the right ones, whatever is wrong with the others.

    What names a reference is about the delivery that the outbox has under it. `on` is the day that counts as today, 0
    asks the clock. With `dry_run` nothing is kept.
    """
    items, problems = [], []
    for one in returned:
        row = row_referred(journal, one.reference) if one.reference else None
        if row is None and (one.reference or not one.case):
            message = f"{one.where}: " if one.where else ""
            message += f"nothing was sent out under the reference {one.reference!r}"
            fix = "look whether it belongs to another workspace"
            problems.append(Problem("DW046", message, None, fix))
            continue
        of_a_step = row is not None and row.kind == "step" and one.event in _OF_A_STEP
        step = (f"step={row.name}",) if row and of_a_step else ()
        wanted = Wanted(one.event, (*one.data, *step), _day_of(one, row), by, one.where)
        items.append(Item(row.case_id if row else one.case, wanted, one.key, one.where))
    taking = take_in_items(journal, items, on, rest=True, dry_run=dry_run)
    return replace(taking, problems=(*problems, *taking.problems))


def _day_of(one: Returned, row: Row | None) -> int:
    """Its day, 0 for today; what comes back of a delivery does so on its day at the earliest, whatever a clock says."""
    at = one.at.toordinal() if one.at else 0
    return max(at, row.closed) if at and row else at


_OF_A_STEP = ("step_done", "step_failed", "call_made", "bounced", "delivered", "letter_returned")
"""Events that say which step they are about."""


def take_in_items(
    journal: Journal, items: Iterable[Item], on: int = 0, *, rest: bool = False, dry_run: bool = False
) -> Taking:
    """Record every item in one transaction; if any is wrong, nothing, unless the rest is wanted.

    With `dry_run` the very same is done and then undone.
    """
    try:
        with writing(journal.connection):
            taking = _Desk(journal, Pinned(journal), on).take(items)
            _undo_unless(taking, kept=not dry_run and (rest or not has_errors(taking.problems)))
    except _UndoneError as undone:
        return undone.taking
    return taking


def _undo_unless(taking: Taking, *, kept: bool) -> None:
    if not kept:
        raise _UndoneError(replace(taking, kept=False))


class _UndoneError(Exception):
    """Raised to end a transaction without keeping what was done in it."""

    def __init__(self, taking: Taking) -> None:
        super().__init__()
        self.taking = taking


@dataclass(slots=True)
class _Desk:
    """One taking: what was found wrong, and how often the same was met."""

    journal: Journal
    pinned: Pinned
    on: int
    problems: list[Problem] = field(default_factory=list)
    _met: Counter[tuple[str, str, int, frozenset[tuple[str, object]]]] = field(default_factory=Counter)
    _added: set[tuple[str, int]] = field(default_factory=set)

    def take(self, items: Iterable[Item]) -> Taking:
        """Take in the items, those of a case in the order in which they happened, not in that of the file."""
        read = [one for one in map(self._read, items) if one is not None]
        read.sort(key=lambda one: (one[1].id, order_of(one[2])))
        taken = [self._record(*each) for each in read]
        return Taking(tuple(one for one in taken if one is not None), tuple(self.problems), kept=True)

    def _read(self, item: Item) -> tuple[Item, Case, Event] | None:
        try:
            case = self.journal.case(item.case) or find_case(self.journal, item.case)
            program = self.pinned.program(case)
            today = day_for(program, self.on)
            events = (one.event for one in events_of(self.journal, case)) if case.moves else ()
            event = read_wanted(item.wanted, program_on(program, events, item.wanted.at or today), today)
        except ProblemsFound as error:
            self._wrong(item, error.problems)
            return None
        return item, case, event

    def _record(self, item: Item, case: Case, event: Event) -> Taken | None:
        program = self.pinned.program(case)
        try:
            events = events_of(self.journal, case)
            known = self._known(item, case, event, events)
            if known is not None:
                return Taken(item, case, known, known=True)
            event = self._add(item, case, program, event, events)
        except ProblemsFound as error:
            self._wrong(item, error.problems)
            return None
        return Taken(item, case, event, known=False)

    def _add(self, item: Item, case: Case, program: Program, event: Event, events: tuple[Recorded, ...]) -> Event:
        today = day_for(program, self.on)
        event, _, doubts = weigh(look_at(case, program, events, today), event)
        self._wrong(item, doubts)
        stamp = Stamp(today, now(), item.wanted.by, item.wanted.source)
        event = self.journal.add_event(case.id, event, stamp).event
        self._added.add((case.id, event.sequence))
        if item.key:
            self.journal.connection.execute(
                "INSERT INTO taken (key, case_id, sequence) VALUES (?, ?, ?)", (item.key, case.id, event.sequence)
            )
        return event

    def _known(self, item: Item, case: Case, event: Event, events: tuple[Recorded, ...]) -> Event | None:
        """The event that the journal has already for this item, if it has one."""
        if not item.key:
            return self._same(case, event, events)
        found = self.journal.connection.execute(
            "SELECT case_id, sequence FROM taken WHERE key = ?", (item.key,)
        ).fetchone()
        if found is None:
            return None
        kept = next(
            one.event for one in self.journal.events(found["case_id"]) if one.event.sequence == found["sequence"]
        )
        if not _says(kept, event):
            message = f"{kept.name} of {case.number!r} was taken in before, and says otherwise now"
            fix = f"what was recorded for {day_text(kept.at)} stands; correct it by another event if it was wrong"
            self._wrong(item, (Problem("DW046", message, None, fix, "warning"),))
        return kept

    def _same(self, case: Case, event: Event, events: tuple[Recorded, ...]) -> Event | None:
        """The event of the case that says the same; what stands twice in the file is known if the case has it twice."""
        same = [one.event for one in events if one.event.sequence and (case.id, one.event.sequence) not in self._added]
        same = [one for one in same if one.at == event.at and one.name == event.name and _says(one, event)]
        what = (case.id, event.name, event.at, frozenset(event.data))
        self._met[what] += 1
        return same[self._met[what] - 1] if self._met[what] <= len(same) else None

    def _wrong(self, item: Item, problems: tuple[Problem, ...]) -> None:
        """Say of problems where they were met."""
        where = f"{item.where}: " if item.where else ""
        self.problems += [
            replace(one, message=f"{where}{one.message}", place=item.place or one.place) for one in problems
        ]


def _says(kept: Event, event: Event) -> bool:
    """Whether an event of the journal says all that another one says; it may say more."""
    return set(event.data) <= set(kept.data)
