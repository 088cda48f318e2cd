"""Read a scenario: the events that a simulation assumes, on a day or counted from an anchor of the policy.

`runs` are the days on which the machine looks, where it does not look every day; an event may be `recorded` days after
its own day. So every story can be told, also that of a machine that was down and of a bank file that came late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day
from dunwell.language.draft import items, text
from dunwell.language.event_data import Said, read_data, read_kind
from dunwell.language.phrases import PhraseError, did_you_mean, read_start
from dunwell.language.yamlfile import Items, Table
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.language.events import EventKind
    from dunwell.language.fields import Value
    from dunwell.language.phrases import Unit
    from dunwell.language.program import Program
    from dunwell.language.yamlfile import Node


@dataclass(frozen=True, slots=True)
class Planned:
    """An assumed event: on the day `at`, or (where `at` is 0) counted from an anchor slot.

    `recorded` is the day on which it becomes known, where that is later than its own (0: it is not).
    """

    name: str
    data: tuple[tuple[str, Value], ...] = ()
    at: int = 0
    anchor: int = 0
    count: int = 0
    unit: Unit = "days"
    recorded: int = 0


def read_scenario(root: Node | None, program: Program) -> tuple[tuple[Planned, ...], tuple[Problem, ...]]:
    """The events of a scenario file (`events: […]`), and every problem in it (DW70x)."""
    if root is None:
        return (), ()
    node = root.get("events") if isinstance(root, Table) else root
    problems: list[Problem] = []
    if isinstance(root, Table):
        known = ("name", "runs", "events")
        for key, _ in root.entries:
            if key.text not in known:
                problems.append(Problem("DW701", f"unknown key {key.text!r}", key.place, did_you_mean(key.text, known)))
    if not isinstance(node, Items):
        fix = "write 'events:' and a list of '- {at: 2026-02-20, event: payment_received, amount: \"100.00\"}'"
        return (), (*problems, Problem("DW702", "a scenario is a list of events", root.place, fix))
    return read_events(node, program, problems), (*problems, *read_runs(root)[1])


def read_runs(root: Node | None) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    """The days, sorted, on which the machine looks, as the `runs` of a scenario says; none for every day."""
    node = root.get("runs") if isinstance(root, Table) else None
    written = items(node)
    days: list[int] = []
    fix = "write runs: [2026-02-09, 2026-02-16]"
    if node is not None and not written:
        return (), (Problem("DW702", "'runs' lists the days on which the machine looks", node.place, fix),)
    for item in written:
        try:
            days.append(day(text(item) or ""))
        except ValueError:
            return (), (Problem("DW401", f"{text(item)!r} is no day", item.place, fix),)
    return tuple(sorted(days)), ()


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
    data, found = read_data(kind, _said(node), program, node.place)
    problems.extend(found)
    recorded = _recorded(node, problems)
    return Planned(kind.name, data, *when, recorded) if not found else None


def _said(node: Table) -> tuple[Said, ...]:
    """What an event says beside its name and its day."""
    return tuple(
        Said(key.text, text(value), value.place, key.place)
        for key, value in node.entries
        if key.text not in ("at", "event", "recorded")
    )


def _kind(node: Table, problems: list[Problem]) -> EventKind | None:
    value = node.get("event")
    if value is None:
        problems.append(
            Problem("DW703", "the key 'event' is missing", node.place, "say what happens: event: call_made")
        )
        return None
    kind, found = read_kind(text(value) or "", value.place)
    problems.extend(found)
    return kind


def _recorded(node: Table, problems: list[Problem]) -> int:
    value = node.get("recorded")
    if value is None:
        return 0
    try:
        return day(text(value) or "")
    except ValueError:
        message = f"{text(value)!r} does not say on which day it became known"
        problems.append(Problem("DW401", message, value.place, "write a day: recorded: 2026-02-23"))
        return 0


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
