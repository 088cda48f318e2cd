"""The picture of a policy as a file: it is read back here as an SVG viewer would."""

import re
from xml.etree import ElementTree as ET

import pytest

from dunwell.language.graph import Edge, Graph, Node
from dunwell.language.graph_make import graph_of
from dunwell.loading import load_policy
from dunwell.problems import Place
from dunwell.render.graph_cards import cards_of, wires_of
from dunwell.render.graph_html import graph_html
from dunwell.render.graph_svg import graph_svg
from dunwell.render.graph_words import GraphWords

SVG = "{http://www.w3.org/2000/svg}"


def graph_for(country, variant=""):
    """The graph of a shipped policy."""
    return graph_of(load_policy(f"policies/{country}/standard.yaml").program, variant)


def texts(root):
    """All that can be read in an SVG."""
    return [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("country", ["nl", "be", "de"])
def test_it_is_one_file_that_needs_nothing_else(country, language):
    """Well-formed, with a title and a description, without script, font or picture from elsewhere."""
    text = graph_svg(graph_for(country), language=language)
    root = ET.fromstring(text)
    assert root.find(f"{SVG}title").text
    assert re.search(r"[56] (steps|stappen), \d+ ", root.find(f"{SVG}desc").text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "path", "g", "text", "circle",
    }  # fmt: skip
    assert not any(word in text for word in ("<script", "@import", "@font-face", "url(", "href"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_every_card_and_every_edge_is_drawn():
    """Each node has a card or is said where it begins, and each edge is in a wire or begins a card."""
    graph = graph_for("nl")
    words = GraphWords("nl", graph)
    cards, wires = cards_of(graph, words), wires_of(graph, words)
    drawn = {edge for wire in wires for edge in wire.edges}
    outside = {edge for edge in graph.edges if edge.source == "anytime"}
    assert drawn | outside == set(graph.edges)
    begun = {card.id for card in cards if card.begins}
    assert {edge.target for edge in outside} == begun
    assert {node.id for node in graph.nodes} - {card.id for card in cards} == {
        "anytime", "resume", *(node.id for node in graph.nodes if node.kind == "wait"),
    }  # fmt: skip


@pytest.mark.parametrize("variant", ["", "business", "consumer"])
def test_what_the_dutch_picture_says(variant, snapshot):
    """All its texts, in the order in which a screen reader comes to them."""
    root = ET.fromstring(graph_svg(graph_for("nl", variant), language="nl"))
    assert "\n".join(filter(None, texts(root))) == snapshot


def test_other_peoples_words_stay_words():
    """A title with signs of markup is shown as it is, in the picture and on the page, and breaks no card."""
    place, title = Place("x.yaml"), "<script>alert(1)</script> & 'x' " + "W" * 90
    nodes = (
        Node("anytime", "anytime", "", "", place),
        Node("start", "start", "", "", place),
        Node("step:a", "step", "a", title, place, number=1, shape="task"),
    )
    edges = (Edge("start", "step:a", "start", "", place),)
    graph = Graph("p", title, "1", "x.yaml", "EUR", (), ("all",), nodes, edges)
    root = ET.fromstring(graph_svg(graph))
    assert "".join(filter(None, texts(root))).count("<script>alert(1)</script>") >= 1
    assert "<script" not in graph_html(graph)
