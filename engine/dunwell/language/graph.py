"""A policy as a graph: every step, hold, plan and end is a node, every way from one to another an edge.

A pure value without words and without places on paper: pictures, Mermaid and JSON are made of it. What differs per
variant says for which; nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Literal

from dunwell.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.language.parts import Condition, Patience, Term, When, Window
    from dunwell.language.phrases import Duration

    FactValue = str | int | tuple[str, ...] | Duration | When | Term | Window | Patience | Condition

NodeKind = Literal[
    "anytime", "start", "step", "side", "hold", "plan", "running", "late", "end", "wait", "resume", "person", "law",
    "limitation",
]  # fmt: skip
EdgeKind = Literal[
    "start", "done", "passed", "skipped", "otherwise", "undeliverable", "outcome", "after_last", "again", "close",
    "end_of_ladder", "event", "until", "expired", "refused", "then", "not_allowed", "unanswered", "agreed", "completed",
    "missed", "repaired", "breached", "infeasible", "goes_on",
]  # fmt: skip
START, ANYTIME, RESUME, PERSON, LAW, LIMITATION = "start", "anytime", "resume", "person", "law", "limitation"
"""The nodes of every policy by their ids."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a node says of itself; `variants` are those it holds for, empty for all."""

    key: str
    value: FactValue
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A place where a case can be, or an end. `number` counts the steps of the ladder from 1; 0 elsewhere.

    `kind` is what it is in the policy, `shape` what a step does (check, email, letter, both, phone, task, agency).
    """

    id: str
    kind: NodeKind
    name: str
    title: str
    place: Place
    facts: tuple[Fact, ...] = ()
    number: int = 0
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another; `name` is the outcome, event or reason, `routes` the indices it was made of.

    `variants` are those in which it exists, empty for all.
    """

    source: str
    target: str
    kind: EdgeKind
    name: str
    place: Place
    variants: tuple[str, ...] = ()
    routes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole policy, or what one variant gets of it: `variants` are those that it shows."""

    policy: str
    title: str
    version: str
    file: str
    currency: str
    anchors: tuple[str, ...]
    variants: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, name: str) -> Node:
        """The node with this id. Raises KeyError if there is none."""
        return self.by_id()[name]

    def by_id(self) -> Mapping[str, Node]:
        """The nodes by their ids."""
        return {node.id: node for node in self.nodes}


def merged_facts(parts: Iterable[tuple[str, Iterable[tuple[str, FactValue]]]], among: int) -> tuple[Fact, ...]:
    """The facts of each variant as one list: what all `among` say alike stands once, without variants."""
    found: dict[tuple[str, object], tuple[FactValue, list[str]]] = {}
    for variant, facts in parts:
        for key, value in facts:
            found.setdefault((key, _alike(value)), (value, []))[1].append(variant)
    order = list(dict.fromkeys(key for key, _ in found))
    made = [Fact(key, value, _unless_all(names, among)) for (key, _), (value, names) in found.items()]
    return tuple(sorted(made, key=lambda fact: order.index(fact.key)))


def merged_edges(edges: Iterable[Edge], among: int) -> tuple[Edge, ...]:
    """Edges that differ in nothing but their variant become one."""
    found: dict[tuple[str, str, str, str], list[Edge]] = {}
    for edge in edges:
        found.setdefault((edge.source, edge.target, edge.kind, edge.name), []).append(edge)
    return tuple(_joined(same, among) for same in found.values())


def _joined(same: list[Edge], among: int) -> Edge:
    first = same[0]
    names = tuple(dict.fromkeys(name for edge in same for name in edge.variants))
    everywhere = any(not edge.variants for edge in same)
    routes = tuple(dict.fromkeys(route for edge in same for route in edge.routes))
    variants = () if everywhere else _unless_all(names, among)
    return Edge(first.source, first.target, first.kind, first.name, first.place, variants, routes)


def _unless_all(names: Iterable[str], among: int) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(names))
    return () if len(found) == among else found


def _alike(value: object) -> object:
    """The value without the places in it: the same words on two lines say the same."""
    if isinstance(value, Place):
        return None
    if isinstance(value, tuple):
        return tuple(_alike(one) for one in value)
    if is_dataclass(value):
        return tuple(_alike(getattr(value, one.name)) for one in fields(value))
    return value
