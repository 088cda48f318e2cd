"""Read what is said of an event (pairs of a key and a text), for scenarios, policy tests and recorded events alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day, day_text
from dunwell.language.events import EVENTS, LATER_EVENTS, MOVED, Datum, EventKind
from dunwell.language.fields import FIELD_NAMES, FIELDS, Value, read_value
from dunwell.language.phrases import PhraseError, did_you_mean, read_duration
from dunwell.language.schedules import LAST_DAY, MOST_INSTALMENTS, read_schedule, schedule_text, spreads
from dunwell.law.stops import stop_named
from dunwell.money import cents, parse_amount
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dunwell.language.program import Program
    from dunwell.problems import Place

    Data = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A key and what is written for it; `text` is None where it is no single value.

    The places are None where no file is involved, as on a command line.
    """

    key: str
    text: str | None
    place: Place | None = None
    key_place: Place | None = None


def read_kind(name: str, place: Place | None = None) -> tuple[EventKind | None, tuple[Problem, ...]]:
    """The row of an event by its name, or why there is none (DW312, DW704)."""
    if name == MOVED:
        message = f"{name!r} is no event that happens to a case by itself: it moves it to another version"
        return None, (Problem("DW704", message, place, "leave it out; `dunwell migrate` moves running cases"),)
    if name in EVENTS:
        return EVENTS[name], ()
    if name in LATER_EVENTS:
        return None, (Problem("DW704", f"this version does not act on {name!r}", place, "leave it out"),)
    return None, (Problem("DW312", f"unknown event {name!r}", place, did_you_mean(name, tuple(EVENTS))),)


def read_data(
    kind: EventKind, said: Sequence[Said], program: Program, place: Place | None = None
) -> tuple[Data, tuple[Problem, ...]]:
    """The data of an event in the order said, and every problem: unknown keys, what is missing, values it cannot have.

    `place` is where the event itself stands. Money in cents, days as ordinals.
    """
    known = {datum.name: datum for datum in kind.data}
    written = {one.key: one for one in reversed(said)}
    data: list[tuple[str, Value]] = []
    problems: list[Problem] = []
    for one in said:
        if one.key not in known:
            fix = did_you_mean(one.key, tuple(known))
            problems.append(Problem("DW701", f"{kind.name} says nothing by {one.key!r}", one.key_place, fix))
            continue
        value = _value(known[one.key], one, written, program)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            data.append((one.key, value))
    for datum in kind.data:
        if datum.required and datum.name not in written:
            fix = f"add '{datum.name}: …'" if place else f"add {datum.name}=…"
            problems.append(Problem("DW703", f"{kind.name} needs {datum.name!r}", place, fix))
    return tuple(data), tuple(problems)


def _value(datum: Datum, one: Said, written: Mapping[str, Said], program: Program) -> Value | Problem:
    if one.text is None:
        return Problem("DW702", f"{datum.name!r} is one value", one.place, "write it on the same line")
    try:
        if datum.type == "value":
            return _fact_value(written.get("fact"), one.text, program)
        return _READERS[datum.type](one.text, program)
    except PhraseError as error:
        return Problem("DW705", str(error), one.place, error.hint)
    except ValueError as error:
        return Problem("DW705", str(error), one.place, _HINTS.get(datum.type, "write it as the reference shows"))


def _fact_value(fact: Said | None, written: str, program: Program) -> Value:
    field = FIELDS.get(fact.text or "") if fact else None
    if field is None:
        raise PhraseError("the fact is not known", "name one of the fields in 'fact'")
    return read_value(field, written, program.currency)


def _step_name(written: str, program: Program) -> str:
    if program.step_index(written) < 0:
        raise PhraseError(
            f"unknown step {written!r}", did_you_mean(written, tuple(step.name for step in program.steps[0]))
        )
    return written


def _hold_name(written: str, program: Program) -> str:
    names = tuple(hold.name for hold in program.holds)
    if written not in names:
        raise PhraseError(f"unknown hold {written!r}", did_you_mean(written, names))
    return written


def _plan_name(written: str, program: Program) -> str:
    names = tuple(plan.name for plan in program.plans)
    if written not in names:
        raise PhraseError(f"unknown payment plan {written!r}", did_you_mean(written, names))
    return written


def _rhythm(written: str, program: Program) -> str:
    """The time between two instalments, as text."""
    rhythm = read_duration(written)
    if not spreads(rhythm):
        raise PhraseError(f"{written!r} cannot lie between two instalments", "write a day at least, and a year at most")
    return str(rhythm)


def _day(written: str, program: Program) -> int:
    found = day(written)
    if found > LAST_DAY:
        raise PhraseError(f"{written} is too far away", f"write a day up to {day_text(LAST_DAY)}")
    return found


def _schedule(written: str, program: Program) -> str:
    schedule = read_schedule(written)
    if schedule[-1][0] > LAST_DAY:
        raise PhraseError(f"{day_text(schedule[-1][0])} is too far away", f"write days up to {day_text(LAST_DAY)}")
    if len(schedule) > MOST_INSTALMENTS:
        raise PhraseError(f"{len(schedule)} instalments are too many", f"write {MOST_INSTALMENTS} at most")
    return schedule_text(schedule)


def _number(written: str, program: Program) -> int:
    if not written.isdecimal() or not 0 < int(written[:9]) <= MOST_INSTALMENTS:
        raise PhraseError(f"{written!r} is no number of instalments", f"write a whole number up to {MOST_INSTALMENTS}")
    return int(written)


def _fact_name(written: str, program: Program) -> str:
    if written not in FIELDS or FIELDS[written].derived:
        raise PhraseError(f"unknown fact {written!r}", did_you_mean(written, FIELD_NAMES))
    return written


def _stop_kind(written: str, program: Program) -> str:
    stops = program.law.stops
    if written not in stops and stops:
        meant = stop_named(stops, written)
        hint = f"write {meant.name}" if meant else did_you_mean(written, tuple(stops))
        raise PhraseError(f"{written!r} is no stop that the law pack {program.law.jurisdiction!r} knows", hint)
    return written


def _money(written: str, program: Program) -> int:
    amount = cents(parse_amount(written))
    if amount < 0:
        raise PhraseError(f"{written!r} is below zero", "write the amount without a sign")
    return amount


_READERS: dict[str, Callable[[str, Program], Value]] = {
    "money": _money,
    "day": _day,
    "text": lambda written, program: written,
    "step": _step_name,
    "hold": _hold_name,
    "fact": _fact_name,
    "plan": _plan_name,
    "number": _number,
    "duration": _rhythm,
    "schedule": _schedule,
    "stop": _stop_kind,
}
_HINTS = {
    "money": 'write an amount such as "400.00"',
    "day": "write a day such as 2026-02-20",
    "schedule": 'write a day and an amount for each: "2026-03-18 100.00, 2026-04-18 100.00"',
}
