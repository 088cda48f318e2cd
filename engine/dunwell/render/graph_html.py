"""The picture of a policy as one self-contained page, with every way in words below it for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.graph import ANYTIME
from dunwell.render.graph_cards import title_of as name_of
from dunwell.render.graph_svg import described, drawing, subtitle_of, title_of
from dunwell.render.graph_words import GraphWords
from dunwell.render.timeline_svg import TEMPLATES

if TYPE_CHECKING:
    from dunwell.core.graph_path import Path
    from dunwell.language.graph import Graph
    from dunwell.render.timeline_words import Language


def graph_html(graph: Graph, *, language: Language = "en", path: Path | None = None, about: str = "") -> str:
    """Show a policy as a page: what it is, the picture, and a table of every edge."""
    words = GraphWords(language, graph)
    named = {node.id: name_of(node, words) for node in graph.nodes}
    built_in = graph.node(ANYTIME).place
    rows = [
        (
            named[edge.source],
            words.edge(edge),
            named[edge.target],
            words.say("kind_law") if edge.place == built_in else edge.place.line,
            path is not None and edge in path.edges,
        )
        for edge in graph.edges
    ]
    return TEMPLATES.get_template("graph.html.j2").render(
        words=words,
        title=title_of(graph, words),
        subtitle=subtitle_of(graph, words, path, about),
        description=described(graph, words),
        picture=drawing(graph, words, path, about, alone=False),
        rows=rows,
    )
