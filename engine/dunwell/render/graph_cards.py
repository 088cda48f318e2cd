"""What the picture of a policy says, before anything has a place: a card for each node, a wire for each way.

The waits for an event and the ways back to the ladder get no card of their own: they are said where they begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.graph import ANYTIME, RESUME, START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.graph_path import Path
    from dunwell.language.graph import Edge, Fact, Graph, Node
    from dunwell.render.graph_words import GraphWords

GROUPS: tuple[tuple[str, ...], ...] = (
    ("no_later_than",),
    ("when",),
    ("requires",),
    ("fallback",),
    ("legal_form", "template", "term"),
    ("attempts", "apart", "leave", "wait_after"),
    ("announces",),
    ("claims",),
    ("approve",),
    ("times", "anew_after"),
    ("stops",),
    ("offers", "valid"),
    ("until", "no_longer_than"),
    ("holds",),
    ("terms",),
    ("instalments", "every"),
    ("first", "at_least", "lowered"),
    ("confirms",),
    ("reminds", "reminded"),
    ("missed",),
    ("tells",),
    ("misses", "new_invoices"),
    ("interest",),
    ("before",),
    ("owner", "patience", "escalate_to"),
)
"""The facts that stand on one line of a card, from top to bottom."""
TONES = {
    "email": "message",
    "letter": "message",
    "both": "message",
    "check": "check",
    "phone": "person",
    "task": "person",
    "agency": "agency",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a card; `variant` is the index of the variant that it holds for, -1 for all."""

    text: str
    variant: int = -1


@dataclass(frozen=True, slots=True)
class Card:
    """A node as people read it. `dates` are the days of the path that came here, `tone` its colour."""

    id: str
    tone: str
    title: str
    kind: str
    lines: tuple[Line, ...] = ()
    begins: tuple[str, ...] = ()
    arrives: tuple[Line, ...] = ()
    dates: tuple[str, ...] = ()
    number: int = 0
    visited: bool = False


@dataclass(frozen=True, slots=True)
class Wire:
    """One or more edges between the same two cards, with what each is called.

    `sign` is empty, or how a way ends that has no card to go to: "back" to the ladder, "again" to its own card.
    """

    source: str
    target: str
    labels: tuple[str, ...]
    edges: tuple[Edge, ...]
    sign: str = ""
    taken: bool = False


def cards_of(graph: Graph, words: GraphWords, path: Path | None = None) -> tuple[Card, ...]:
    """A card for every node that is a place of its own."""
    begins: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.source == ANYTIME:
            begins.setdefault(edge.target, []).append(words.edge(edge))
    shown = (node for node in graph.nodes if node.kind not in ("anytime", "resume", "wait"))
    return tuple(_card(graph, node, words, tuple(begins.get(node.id, ())), path) for node in shown)


def _card(graph: Graph, node: Node, words: GraphWords, begins: tuple[str, ...], path: Path | None) -> Card:
    days = path.days.get(node.id, ()) if path else ()
    return Card(
        id=node.id,
        tone=TONES.get(node.shape) or ("person" if node.kind in ("side", "person") else node.kind),
        title=title_of(node, words),
        kind=_kind(node, words),
        lines=tuple(_lines(graph, node, words)),
        begins=begins,
        arrives=tuple(_arrives(graph, node, words)),
        dates=tuple(_date(node, day, words, path) for day in days),
        number=node.number,
        visited=bool(days) or (path is not None and node.id == START),
    )


def _date(node: Node, day: int, words: GraphWords, path: Path | None) -> str:
    """A day of the path, with a word where the step was passed over."""
    passed = path is not None and (node.id, day) in path.skipped
    return words.date(day) + (f" ({words.say('skip')})" if passed else "")


def title_of(node: Node, words: GraphWords) -> str:
    """What a node is called."""
    if node.kind in ("running", "late"):
        return words.say(f"stage_{node.kind}").format(node.title)
    if node.kind in ("hold", "end"):
        return words.title(node.title)
    if node.kind == "wait":
        return words.say("node_wait").format(words.say(node.name))
    return node.title or words.say(f"node_{node.kind}")


def _kind(node: Node, words: GraphWords) -> str:
    """The line under the title: its number on the ladder, what it is, and its line in the policy."""
    if node.kind == "start":
        return ""
    channels = [fact.value for fact in node.facts if fact.key == "do" and not fact.variants]
    what = words.say("kind_side") if node.kind == "side" else ""
    if node.kind == "step":
        told = channels[0] if channels else (node.shape,)
        what = " + ".join(words.say(one) for one in told) if isinstance(told, tuple) else ""
    elif not what:
        kind = {"running": "plan", "late": "plan", "limitation": "law"}.get(node.kind, node.kind)
        what = words.say(f"kind_{kind}")
    number = f"{words.say('step')} {node.number}" if node.number else ""
    line = "" if node.kind in ("end", "law") else words.say("line").format(node.place.line)
    return " · ".join(filter(None, (number, what, line)))


def _lines(graph: Graph, node: Node, words: GraphWords) -> Iterator[Line]:
    """The facts in groups; what only one variant has stands together in a line of its own."""
    for group in GROUPS:
        said = [_said(graph, node, words, fact) for fact in node.facts if fact.key in group and not fact.variants]
        if said:
            yield Line(_capital(" · ".join(said)))
    for variants in dict.fromkeys(fact.variants for fact in node.facts if fact.variants):
        mine = [fact for fact in node.facts if fact.variants == variants and fact.key != "start"]
        if mine:
            text = " · ".join(words.heading(fact) for fact in mine)
            yield Line(f"{_names(variants, words)}: {text}", graph.variants.index(variants[0]))


def _said(graph: Graph, node: Node, words: GraphWords, fact: Fact) -> str:
    """A fact, and with a condition what happens where it does not hold and the step is just passed over."""
    skips = any(edge.source == node.id and edge.kind == "skipped" for edge in graph.edges)
    return words.heading(fact) + (f"; {words.say('else_skipped')}" if fact.key == "when" and skips else "")


def _arrives(graph: Graph, node: Node, words: GraphWords) -> Iterator[Line]:
    """When a step of the ladder starts."""
    for fact in node.facts:
        if fact.key == "start":
            before = f"{_names(fact.variants, words)}: " if fact.variants else ""
            yield Line(before + words.value(fact), graph.variants.index(fact.variants[0]) if fact.variants else -1)
    if node.kind == "step" and all(fact.key != "start" for fact in node.facts):
        yield Line(words.say("at_once"))


def _names(variants: tuple[str, ...], words: GraphWords) -> str:
    return ", ".join(map(words.say, variants))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def wires_of(graph: Graph, words: GraphWords, path: Path | None = None) -> tuple[Wire, ...]:
    """Every way between two cards, those between the same two as one; each way back, or round, as a sign."""
    found: dict[tuple[str, str, str, str], list[tuple[str, tuple[Edge, ...]]]] = {}
    for edge in graph.edges:
        if edge.source != ANYTIME and graph.node(edge.source).kind != "wait":
            for target, label, edges in _onward(graph, edge, words):
                sign = "back" if target == RESUME else "again" if target == edge.source else ""
                found.setdefault((edge.source, target, sign, label if sign else ""), []).append((label, edges))
    taken = path.edges if path else frozenset()
    wires = []
    for (source, target, sign, _), parts in found.items():
        edges = tuple(dict.fromkeys(one for _, some in parts for one in some))
        labels = tuple(dict.fromkeys(label for label, _ in parts if label))
        wires.append(Wire(source, target, labels, edges, sign, any(set(some) <= taken for _, some in parts)))
    return tuple(wires)


def _onward(graph: Graph, edge: Edge, words: GraphWords) -> Iterator[tuple[str, str, tuple[Edge, ...]]]:
    """Where an edge ends that is drawn: its target, or what follows the wait that it leads to."""
    node = graph.node(edge.target)
    if node.kind != "wait":
        yield edge.target, words.edge(edge), (edge,)
        return
    for after in graph.edges:
        if after.source == node.id:
            yield from (
                (target, f"{words.edge(edge)} → {title_of(node, words)}", (edge, *rest))
                for target, _, rest in _onward(graph, after, words)
            )
