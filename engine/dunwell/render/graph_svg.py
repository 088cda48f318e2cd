"""The picture of a policy as SVG: a file of its own, or a part of the page. No script, and nothing to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dunwell.render.graph_cards import cards_of, wires_of
from dunwell.render.graph_layout import GraphPicture, laid_out
from dunwell.render.graph_places import MARGIN, TEXT
from dunwell.render.graph_words import GraphWords
from dunwell.render.timeline_labels import Label, fit, text_width
from dunwell.render.timeline_svg import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.graph_path import Path
    from dunwell.language.graph import Graph
    from dunwell.render.timeline_words import Language

SIGNS = (
    ("bar-check", "legend_check"),
    ("bar-message", "legend_message"),
    ("bar-person", "legend_person"),
    ("bar-hold", "kind_hold"),
    ("bar-plan", "kind_plan"),
    ("bar-end", "legend_end"),
    ("bar-law", "kind_law"),
    ("back", "back_sign"),
    ("again", "again_sign"),
    ("event", "event_sign"),
)
"""The signs of the legend and the words that explain them; the variants' colours follow."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the legend with its text."""

    sign: str
    x: float
    y: float
    label: Label


def _line(points: tuple[tuple[float, float], ...]) -> str:
    """The corners of a wire as an SVG path."""
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)


TEMPLATES.filters["line"] = _line


def graph_svg(graph: Graph, *, language: Language = "en", path: Path | None = None, about: str = "") -> str:
    """Draw a policy as a stand-alone SVG file. `about` says whose way through it `path` is."""
    drawn = drawing(graph, GraphWords(language, graph), path, about, alone=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'


def drawing(graph: Graph, words: GraphWords, path: Path | None, about: str, *, alone: bool) -> Markup:
    """The `<svg>` element; `alone` with its headings above it. The legend stands below it."""
    picture = picture_of(graph, words, path, top=66.0 if alone else MARGIN)
    room = picture.width - 2 * MARGIN
    heading = (
        Label(fit(title_of(graph, words), room, 18, bold=True), MARGIN, 30, size=18, bold=True),
        Label(fit(subtitle_of(graph, words, path, about), room, 12), MARGIN, 50, size=12),
    )
    legend = tuple(_legend(graph, words, picture.height + 4, picture.width - MARGIN))
    template = TEMPLATES.get_template("graph.svg.j2")
    return Markup(
        template.render(
            width=picture.width,
            height=legend[-1].y + 16,
            cards=picture.cards,
            wires=sorted(picture.wires, key=lambda one: one.wire.taken),
            headings=heading if alone else (),
            legend=legend,
            has_path=path is not None,
            title=title_of(graph, words),
            description=described(graph, words),
        )
    )


def picture_of(graph: Graph, words: GraphWords, path: Path | None = None, top: float = MARGIN) -> GraphPicture:
    """The cards and wires of a graph with their places."""
    return laid_out(cards_of(graph, words, path), wires_of(graph, words, path), top)


def title_of(graph: Graph, words: GraphWords) -> str:
    """What the picture is of: "Policy: Stappenplan onbetaalde factuur"."""
    return f"{words.say('graph_of')}: {graph.title or graph.policy}"


def subtitle_of(graph: Graph, words: GraphWords, path: Path | None = None, about: str = "") -> str:
    """Which version of which file, for which variants, and whose way is shown."""
    variants = ", ".join(map(words.say, graph.variants))
    shown = words.say("path").format(about) if path is not None else ""
    parts = (graph.file, words.say("version").format(graph.version), variants, shown)
    return " · ".join(filter(None, parts))


def described(graph: Graph, words: GraphWords) -> str:
    """The picture in a sentence, for who cannot see it."""
    steps = sum(node.kind == "step" for node in graph.nodes)
    return words.say("graph_described").format(steps, len(graph.edges), len(graph.nodes))


def _legend(graph: Graph, words: GraphWords, top: float, right: float) -> Iterator[Sign]:
    """The signs in rows, as many to a row as fit."""
    signs = [(sign, words.say(word)) for sign, word in SIGNS]
    if len(graph.variants) > 1:
        signs += [
            (f"v{at % 4}", words.say("variant").format(words.say(name))) for at, name in enumerate(graph.variants)
        ]
    x, y = MARGIN, top
    for sign, text in signs:
        width = 18 + text_width(text, TEXT) + 14
        if x + width > right:
            x, y = MARGIN, y + 20
        yield Sign(sign, x, y, Label(text, x + 17, y + 4, size=TEXT))
        x += width
