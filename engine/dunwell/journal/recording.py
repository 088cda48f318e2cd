"""Record an event of a case: read what is said of it, add it to the journal, and see what it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.core.authority import beyond, beyond_text, unexplained
from dunwell.core.fold import met_by
from dunwell.core.position import WITH_THE_AGENCY
from dunwell.core.proposal import with_schedule
from dunwell.core.refuse import refusals
from dunwell.core.retell import retell
from dunwell.core.tell import tell_event
from dunwell.days import day_text
from dunwell.journal.cases import events_of, look_at, opened
from dunwell.journal.database import writing
from dunwell.language.event_data import Said, read_data, read_kind
from dunwell.language.events import Event
from dunwell.problems import Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dunwell.core.position import Position
    from dunwell.core.timeline import Entry
    from dunwell.journal.cases import Look
    from dunwell.journal.store import Case, Journal, Stamp
    from dunwell.language.program import Program


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to record: the event, its data as KEY=VALUE, its day (0: today), and who says so."""

    name: str
    data: tuple[str, ...]
    at: int
    by: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What recording an event did: the event itself, entries that joined the story of the case with it, or left it."""

    look: Look
    told: Entry
    changes: tuple[Entry, ...]
    undone: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An event that may be recorded: the case before it, the program and position that it meets, what is doubtful."""

    event: Event
    before: Look
    program: Program
    met: Position
    doubts: tuple[Problem, ...]


def prepare(journal: Journal, case: Case, program: Program, event: Event, today: int) -> Prepared:
    """Hold an event against the case as it stands, for a second person. Raises ProblemsFound with all that is wrong."""
    before = look_at(case, program, events_of(journal, case), today)
    event, (under, met), doubts = weigh(before, event, second=True)
    return Prepared(event, before, under, met, doubts)


def recorded(journal: Journal, prepared: Prepared, stamp: Stamp, also: Callable[[int], None] | None = None) -> Effect:
    """Add the event to the journal and see what it changes; `also` joins the transaction, with the event's sequence."""
    before, doubts = prepared.before, prepared.doubts
    program, case = before.program, before.case
    with writing(journal.connection):
        added = journal.add_event(case.id, prepared.event, stamp)
        if also is not None:
            also(added.event.sequence)
    look = look_at(case, program, events_of(journal, case), before.day)
    old, new = _story(before), _story(look)
    told = tell_event(prepared.program, prepared.met, added.event)
    ended = (ended_already(before),) if before.position.end and look.position.end else ()
    changes = tuple(one for one in _without(new, old) if one.kind != "event" or one.event != added.event)
    return Effect(look, told, changes, tuple(_without(old, new)), (*doubts, *ended))


def weigh(
    look: Look, event: Event, *, second: bool = False
) -> tuple[Event, tuple[Program, Position], tuple[Problem, ...]]:
    """An event with all that follows from what it says, what it meets, and what a person should know of it.

    Raises ProblemsFound with every reason not to record it; where a second person has to confirm it that is one of
    them (DW074), unless there is a `second` one.
    """
    program, met = position_met(look, event)
    event = with_schedule(program, met, event)
    doubts = (*refusals(program, met, event), *unexplained(program, met, event))
    found = None if second else beyond(program, met, (one.event for one in look.events), event)
    if found is not None:
        fix = "propose it with `dunwell record`, and let a second person confirm it"
        doubts = (*doubts, Problem("DW074", beyond_text(program, found), found.limit.place, fix))
    if has_errors(doubts):
        raise ProblemsFound(doubts)
    return event, (program, met), doubts


def position_met(look: Look, event: Event) -> tuple[Program, Position]:
    """The program and the position that an event meets where it comes in the story: the last of its day and kind."""
    events = tuple(one.event for one in look.events)
    last = replace(event, sequence=max((one.sequence for one in events), default=0) + 1)
    return met_by(look.program, opened(look.case, look.program), events, last)


def read_wanted(wanted: Wanted, program: Program, today: int) -> Event:
    """Read what a person wants to record. Raises ProblemsFound with everything that is wrong with it."""
    kind, problems = read_kind(wanted.name)
    said, slips = _pairs(wanted.data)
    at = wanted.at or today
    found = [*problems, *slips]
    if at > today:
        message = f"{day_text(at)} has not come yet: today is {day_text(today)}"
        found.append(Problem("DW965", message, None, "record it when it has happened"))
    data, wrong = read_data(kind, said, program) if kind else ((), ())
    if found or wrong:
        raise ProblemsFound((*found, *wrong))
    return Event(wanted.name, at, data)


def _pairs(written: Iterable[str]) -> tuple[tuple[Said, ...], tuple[Problem, ...]]:
    """KEY=VALUE, each key once."""
    said: dict[str, Said] = {}
    problems = []
    for one in written:
        key, equals, value = one.partition("=")
        if not equals:
            problems.append(Problem("DW966", f"{one!r} is not KEY=VALUE", None, "write e.g. amount=400.00"))
        elif key in said:
            problems.append(Problem("DW966", f"{key!r} is said twice", None, "say it once"))
        else:
            said[key] = Said(key, value)
    return tuple(said.values()), tuple(problems)


def _story(look: Look) -> tuple[Entry, ...]:
    events = (one.event for one in look.events)
    return retell(look.program, opened(look.case, look.program), events, look.day).entries


def _without(some: Iterable[Entry], others: Iterable[Entry]) -> Iterable[Entry]:
    """The entries that the others lack; the same entry with other amounts in its reasons is the same entry."""
    left = [_what(one) for one in others]
    for one in some:
        if _what(one) in left:
            left.remove(_what(one))
        else:
            yield one


def _what(entry: Entry) -> tuple[object, ...]:
    number = (entry.attempt, entry.number)
    return (entry.day, entry.kind, entry.name, entry.change, entry.outcome, number, entry.event)


def ended_already(look: Look) -> Problem:
    """A warning (DW967) on what is recorded of a case that has ended."""
    ended = day_text(look.position.ended)
    if look.position.end == WITH_THE_AGENCY:
        message = f"case {look.case.number!r} is with the agency since {ended}"
        fix = "the next run tells the agency what changes the claim; to take the claim back, record 'recalled'"
        return Problem("DW967", message, None, fix, "info")
    message = f"case {look.case.number!r} ended on {ended} ({look.position.end}); the event is recorded all the same"
    return Problem("DW967", message, None, "record 'reopened' if the claim lives again", "warning")
