"""Read a scenario: the events that a simulation assumes, on a day or counted from an anchor of the policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day
from dunwell.language.draft import text
from dunwell.language.events import EVENTS, LATER_EVENTS, Datum, EventKind
from dunwell.language.fields import FIELD_NAMES, FIELDS, Value, read_value
from dunwell.language.phrases import PhraseError, did_you_mean, read_duration, read_start
from dunwell.language.schedules import read_schedule, schedule_text
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.law.stops import stop_named
from dunwell.money import cents, parse_amount
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.phrases import Unit
    from dunwell.language.program import Program
    from dunwell.language.yamlfile import Node


@dataclass(frozen=True, slots=True)
class Planned:
    """An assumed event: on the day `at`, or (where `at` is 0) counted from an anchor slot."""

    name: str
    data: tuple[tuple[str, Value], ...] = ()
    at: int = 0
    anchor: int = 0
    count: int = 0
    unit: Unit = "days"


def read_scenario(root: Node | None, program: Program) -> tuple[tuple[Planned, ...], tuple[Problem, ...]]:
    """The events of a scenario file (`events: […]`), and every problem in it (DW70x)."""
    if root is None:
        return (), ()
    node = root.get("events") if isinstance(root, Table) else root
    problems: list[Problem] = []
    if isinstance(root, Table):
        known = ("name", "events")
        for key, _ in root.entries:
            if key.text not in known:
                problems.append(Problem("DW701", f"unknown key {key.text!r}", key.place, did_you_mean(key.text, known)))
    if not isinstance(node, Items):
        fix = "write 'events:' and a list of '- {at: 2026-02-20, event: payment_received, amount: \"100.00\"}'"
        return (), (*problems, Problem("DW702", "a scenario is a list of events", root.place, fix))
    return read_events(node, program, problems), tuple(problems)


def read_events(node: Node | None, program: Program, problems: list[Problem]) -> tuple[Planned, ...]:
    """The events of a list; what is wrong is added to `problems`."""
    found = (_event(item, program, problems) for item in (node.items if isinstance(node, Items) else ()))
    return tuple(event for event in found if event is not None)


def _event(node: Node, program: Program, problems: list[Problem]) -> Planned | None:
    if not isinstance(node, Table):
        problems.append(Problem("DW702", "an event is a table of keys", node.place, "write {at: …, event: …}"))
        return None
    kind = _kind(node, problems)
    when = _when(node, program, problems)
    if kind is None or when is None:
        return None
    data = _data(node, kind, program, problems)
    return Planned(kind.name, data, *when) if data is not None else None


def _kind(node: Table, problems: list[Problem]) -> EventKind | None:
    value = node.get("event")
    name = text(value) or ""
    if value is None:
        problems.append(
            Problem("DW703", "the key 'event' is missing", node.place, "say what happens: event: call_made")
        )
    elif name in LATER_EVENTS:
        problems.append(Problem("DW704", f"this version does not act on {name!r}", value.place, "leave it out"))
    elif name not in EVENTS:
        problems.append(Problem("DW312", f"unknown event {name!r}", value.place, did_you_mean(name, tuple(EVENTS))))
    return EVENTS.get(name)


def _when(node: Table, program: Program, problems: list[Problem]) -> tuple[int, int, int, Unit] | None:
    """`at` as (day, 0, 0, days), or as an anchored phrase."""
    value = node.get("at")
    written = text(value)
    if value is None or written is None:
        problems.append(Problem("DW703", "the key 'at' is missing", node.place, "say when: at: 2026-02-20"))
        return None
    try:
        return day(written), 0, 0, "days"
    except ValueError:
        pass
    try:
        phrase = read_start(written)
    except PhraseError:
        fix = "write a day such as 2026-02-20, or '3 days after reminder.sent'"
        problems.append(Problem("DW401", f"{written!r} does not say a day", value.place, fix))
        return None
    slot = program.anchor_slot(phrase.anchor)
    if slot < 0:
        fix = did_you_mean(phrase.anchor, program.anchors)
        problems.append(Problem("DW303", f"unknown anchor {phrase.anchor!r}", value.place, fix))
        return None
    return 0, slot, phrase.count, phrase.unit


def _data(
    node: Table, kind: EventKind, program: Program, problems: list[Problem]
) -> tuple[tuple[str, Value], ...] | None:
    data: list[tuple[str, Value]] = []
    before = len(problems)
    known = {datum.name: datum for datum in kind.data}
    for key, value in node.entries:
        if key.text in ("at", "event"):
            continue
        datum = known.get(key.text)
        if datum is None:
            fix = did_you_mean(key.text, ("at", "event", *known))
            problems.append(Problem("DW701", f"{kind.name} says nothing by {key.text!r}", key.place, fix))
            continue
        read = _datum(datum, kind, node, value, program, problems)
        if read is not None:
            data.append((key.text, read))
    for datum in kind.data:
        if datum.required and node.get(datum.name) is None:
            problems.append(Problem("DW703", f"{kind.name} needs {datum.name!r}", node.place, f"add '{datum.name}: …'"))
    return tuple(data) if len(problems) == before else None


def _datum(
    datum: Datum, kind: EventKind, node: Table, value: Node, program: Program, problems: list[Problem]
) -> Value | None:
    if not isinstance(value, Scalar) or value.value is None:
        problems.append(Problem("DW702", f"{datum.name!r} is one value", value.place, "write it on the same line"))
        return None
    try:
        if datum.type == "value":
            return _fact_value(node, value, program)
        return _READERS[datum.type](value.text, program)
    except PhraseError as error:
        problems.append(Problem("DW705", str(error), value.place, error.hint))
    except ValueError as error:
        problems.append(
            Problem("DW705", str(error), value.place, _HINTS.get(datum.type, "write it as the reference shows"))
        )
    return None


def _fact_value(node: Table, value: Scalar, program: Program) -> Value:
    field = FIELDS.get(text(node.get("fact")) or "")
    if field is None:
        raise PhraseError("the fact is not known", "name one of the fields in 'fact'")
    return read_value(field, value.value, program.currency)


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
    "day": lambda written, program: day(written),
    "text": lambda written, program: written,
    "step": _step_name,
    "hold": _hold_name,
    "fact": _fact_name,
    "plan": _plan_name,
    "number": _number,
    "duration": lambda written, program: str(read_duration(written)),
    "schedule": lambda written, program: schedule_text(read_schedule(written)),
    "stop": _stop_kind,
}
_HINTS = {
    "money": 'write an amount such as "400.00"',
    "day": "write a day such as 2026-02-20",
    "schedule": 'write a day and an amount for each: "2026-03-18 100.00, 2026-04-18 100.00"',
}
MOST_INSTALMENTS = 240
"""Twenty years of months: more is a slip of the pen."""
