"""The graph of a policy as a Mermaid flowchart: text that wikis and repositories draw by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.graph_cards import cards_of
from dunwell.render.graph_words import GraphWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.core.graph_path import Path
    from dunwell.language.graph import Graph
    from dunwell.render.graph_cards import Card
    from dunwell.render.timeline_words import Language

SHAPES: Mapping[str, tuple[str, str]] = {
    "start": ("([", "])"),
    "end": ("([", "])"),
    "hold": ("[/", "/]"),
    "person": ("[[", "]]"),
    "resume": ("((", "))"),
    "anytime": ("((", "))"),
    "wait": ("{{", "}}"),
}
"""What a node looks like by its tone or kind; a box where the table says nothing."""
CLASSES = (
    ("message", "fill:#d7e4fc,stroke:#1f5fd0"),
    ("check", "fill:#eef1f5,stroke:#66717f"),
    ("person", "fill:#dff3e8,stroke:#0d7a4f"),
    ("hold", "fill:#fbe9bf,stroke:#b06a00"),
    ("plan", "fill:#d5eef2,stroke:#0b7285"),
    ("last", "fill:#efeafd,stroke:#5b3fc0"),
    ("taken", "stroke:#1f5fd0,stroke-width:4px"),
)
_CLASS_OF = {"running": "plan", "late": "plan", "agency": "last", "end": "last"}
_UNSAFE = {"&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "#": "#35;", ";": "#59;", "`": "#96;", "|": "#124;"}


def escaped(text: str) -> str:
    """A text that may stand in quotes: what Mermaid reads as its own signs is written as its number.

    >>> escaped('a "b" <c>')
    'a #quot;b#quot; #lt;c#gt;'
    """
    return "".join(_UNSAFE.get(char, char) for char in " ".join(text.split()))


def graph_mermaid(graph: Graph, *, language: Language = "en", path: Path | None = None) -> str:
    """Write a policy as `flowchart TD`; with a path, its nodes and edges are drawn thick."""
    words = GraphWords(language, graph)
    ids = {node.id: f"n{at}" for at, node in enumerate(graph.nodes)}
    lines = ["flowchart TD", *(f"  {line}" for line in _nodes(graph, words, ids, path))]
    lines += [f"  {line}" for line in _edges(graph, words, ids)]
    lines += [f"  classDef {name} {style}" for name, style in CLASSES]
    taken = [str(at) for at, edge in enumerate(graph.edges) if path and edge in path.edges]
    lines += [f"  linkStyle {','.join(taken)} stroke:#1f5fd0,stroke-width:4px"] if taken else []
    return "\n".join(lines) + "\n"


def _nodes(graph: Graph, words: GraphWords, ids: Mapping[str, str], path: Path | None) -> Iterator[str]:
    cards = {card.id: card for card in cards_of(graph, words, path)}
    for node in graph.nodes:
        card = cards.get(node.id)
        tone = card.tone if card else node.kind
        opening, closing = SHAPES.get(tone, SHAPES.get(node.kind, ("[", "]")))
        text = "<br>".join(map(escaped, _texts(card))) if card else escaped(_bare(words, node.kind, node.name))
        names = [_CLASS_OF.get(tone, tone)] if _CLASS_OF.get(tone, tone) in dict(CLASSES) else []
        names += ["taken"] if card and card.visited else []
        yield f'{ids[node.id]}{opening}"{text}"{closing}'
        yield from (f"class {ids[node.id]} {name}" for name in names)


def _texts(card: Card) -> Iterator[str]:
    yield card.title
    yield from (card.kind,) if card.kind else ()
    yield from (line.text for line in (*card.arrives, *card.lines))
    yield from (" · ".join(card.dates),) if card.dates else ()


def _bare(words: GraphWords, kind: str, name: str) -> str:
    return words.say("node_wait").format(words.say(name)) if kind == "wait" else words.say(f"node_{kind}")


def _edges(graph: Graph, words: GraphWords, ids: Mapping[str, str]) -> Iterator[str]:
    """One line an edge, in the graph's order; the ladder itself is thick."""
    for edge in graph.edges:
        source, target = graph.node(edge.source), graph.node(edge.target)
        arrow = "==>" if target.number and target.number == source.number + 1 and source.kind != "anytime" else "-->"
        arrow = "-.->" if source.kind == "anytime" or target.kind == "resume" else arrow
        label = escaped(words.edge(edge))
        yield f"{ids[edge.source]} {arrow}" + (f'|"{label}"| ' if label else " ") + ids[edge.target]
