"""The way that a case took through the graph of its policy, with the days, from the entries of its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.graph import ANYTIME, LAW, LIMITATION, RESUME, START

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.core.timeline import Entry
    from dunwell.language.graph import Edge, Graph

_PLAN_STAGES: Mapping[str, str] = {
    "offered": "",
    "refused": "",
    "unanswered": "",
    "agreed": ":running",
    "changed": ":running",
    "instalment_due": ":running",
    "instalment_paid": ":running",
    "completed": ":running",
    "infeasible": ":running",
    "instalment_late": ":late",
    "breached": ":late",
}
_LEFT_BY: Mapping[str, tuple[str, ...]] = {
    "skip": ("otherwise", "skipped"),
    "failed": ("otherwise",),
    "refused": ("not_allowed",),
    "closed": ("until",),
    "instalment_late": ("missed",),
}
"""The kinds of edges by which a node is left, by what the timeline says of it; else the kind is that word."""
_USUAL = ("start", "done", "passed", "close", "end_of_ladder", "agreed", "completed")


@dataclass(frozen=True, slots=True)
class Path:
    """The nodes a case was at, each with its days (ordinals, in order), and the edges it took.

    `skipped` are the nodes and days on which a step was passed over.
    """

    days: Mapping[str, tuple[int, ...]]
    edges: frozenset[Edge]
    skipped: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Visit:
    node: str
    day: int
    how: str


def path_of(graph: Graph, entries: Iterable[Entry]) -> Path:
    """Follow the entries through the graph; what the graph does not have is passed over."""
    known = graph.by_id()
    days: dict[str, list[int]] = {}
    taken: set[Edge] = set()
    skipped: set[tuple[str, int]] = set()
    here, how, ladder = START, "", START
    for visit in (one for entry in entries for one in _visits(entry) if one.node in known):
        taken |= set(_between(graph, here, how, ladder, visit.node))
        if visit.day not in days.setdefault(visit.node, []):
            days[visit.node].append(visit.day)
        if visit.how == "skip":
            skipped.add((visit.node, visit.day))
        here, how = visit.node, visit.how
        ladder = here if here.startswith("step:") else ladder
    return Path({node: tuple(found) for node, found in days.items()}, frozenset(taken), frozenset(skipped))


def _visits(entry: Entry) -> Iterator[_Visit]:
    """Where an entry shows the case, and what it says of how it goes on from there."""
    if entry.kind in ("step", "skip"):
        yield _Visit(f"step:{entry.name}", entry.day, "skip" if entry.kind == "skip" else entry.outcome)
    elif entry.kind == "hold":
        yield _Visit(f"hold:{entry.name}", entry.day, entry.outcome or entry.change)
    elif entry.kind == "plan" and entry.change in _PLAN_STAGES:
        yield _Visit(f"plan:{entry.name}{_PLAN_STAGES[entry.change]}", entry.day, entry.change)
    elif entry.kind == "end":
        yield _Visit(f"end:{entry.name}", entry.day, "")
    elif entry.name in ("debtor_stopped", "limitation"):
        yield _Visit(LAW if entry.kind == "event" else LIMITATION, entry.day, "")


def _between(graph: Graph, here: str, how: str, ladder: str, there: str) -> Iterator[Edge]:
    """The edges from one node to the next: straight, by way of a wait or the ladder, or from outside."""
    if here == there:
        return
    straight = _best(graph, here, there, how)
    if straight is not None:
        yield straight
        return
    for through in _middle(graph, here, there):
        onto, on = _best(graph, here, through, how), _best(graph, through, there, how)
        if onto is not None and on is not None:
            yield from (onto, on)
            return
    back = _best(graph, here, RESUME, how)
    if back is not None:
        yield back
    outside = _best(graph, ANYTIME, there, "")
    on = _best(graph, ladder, there, "") if ladder != here else None
    yield from (one for one in (on or outside,) if one is not None)


def _middle(graph: Graph, here: str, there: str) -> tuple[str, ...]:
    """The waits, and the first stage of a plan, that lie between two nodes."""
    after_here = {edge.target for edge in graph.edges if edge.source == here}
    return tuple(node.id for node in graph.nodes if node.kind in ("wait", "plan") and node.id in after_here - {there})


def _best(graph: Graph, source: str, target: str, how: str) -> Edge | None:
    """The edge between two nodes that suits what the timeline says best."""
    found = [edge for edge in graph.edges if edge.source == source and edge.target == target]
    kinds = _LEFT_BY.get(how, (how,)) if how else _USUAL
    return max(found, key=lambda edge: (edge.name == how and how != "", edge.kind in kinds), default=None)
