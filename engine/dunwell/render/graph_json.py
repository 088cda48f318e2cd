"""The graph of a policy as a document for other programs: nodes, edges, and the path of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.render.graph_cards import title_of
from dunwell.render.graph_words import GraphWords

if TYPE_CHECKING:
    from dunwell.core.graph_path import Path
    from dunwell.language.graph import Edge, Graph, Node
    from dunwell.render.timeline_words import Language


def graph_document(graph: Graph, *, language: Language = "en", path: Path | None = None) -> dict[str, object]:
    """The whole graph; words are in the language asked for, ids and kinds are the same in every language."""
    words = GraphWords(language, graph)
    policy = {"id": graph.policy, "version": graph.version, "file": graph.file, "title": graph.title}
    return {
        "policy": policy,
        "variants": list(graph.variants),
        "nodes": [_node(node, words, path) for node in graph.nodes],
        "edges": [_edge(edge, words, path) for edge in graph.edges],
    }


def _node(node: Node, words: GraphWords, path: Path | None) -> dict[str, object]:
    facts = [
        {"key": fact.key, "text": words.value(fact), "variants": list(fact.variants) or None} for fact in node.facts
    ]
    said: dict[str, object] = {
        "id": node.id,
        "kind": node.kind,
        "shape": node.shape or None,
        "number": node.number or None,
        "title": title_of(node, words),
        "place": str(node.place),
        "facts": facts,
    }
    if path is not None:
        said["days"] = [day_text(day) for day in path.days.get(node.id, ())]
    return said


def _edge(edge: Edge, words: GraphWords, path: Path | None) -> dict[str, object]:
    said: dict[str, object] = {
        "from": edge.source,
        "to": edge.target,
        "kind": edge.kind,
        "name": edge.name or None,
        "text": words.edge(edge),
        "variants": list(edge.variants) or None,
        "place": str(edge.place),
    }
    if path is not None:
        said["taken"] = edge in path.edges
    return said
