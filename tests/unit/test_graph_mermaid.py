"""A policy as a Mermaid flowchart, checked by the small part of its grammar that we write."""

import re

import pytest

from dunwell.language.graph import Edge, Graph, Node
from dunwell.language.graph_make import graph_of
from dunwell.loading import load_policy
from dunwell.problems import Place
from dunwell.render.graph_mermaid import escaped, graph_mermaid

TEXT = r'"[^"<>`|;]*(<br>[^"<>`|;]*)*"'
GRAMMAR = re.compile(
    rf"""flowchart\ TD
    |\ \ n\d+(\(\[{TEXT}\]\)|\[\[{TEXT}\]\]|\[/{TEXT}/\]|\(\({TEXT}\)\)|\{{\{{{TEXT}\}}\}}|\[{TEXT}\])
    |\ \ class\ n\d+\ \w+
    |\ \ n\d+\ (-->|==>|-\.->)(\|{TEXT}\|)?\ n\d+
    |\ \ classDef\ \w+\ [\w:#,-]+
    |\ \ linkStyle\ [\d,]+\ [\w:#,-]+""",
    re.VERBOSE,
)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("country", ["nl", "be", "de"])
def test_every_line_is_of_the_grammar(country, language):
    """Each line is a node, an edge, or a style; ids are plain, and texts stand in quotes."""
    text = graph_mermaid(graph_of(load_policy(f"policies/{country}/standard.yaml").program), language=language)
    plain = text.replace("#59;", "").replace("#quot;", "").replace("#amp;", "")
    assert [line for line in plain.splitlines() if not GRAMMAR.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ('say "hi"', "say #quot;hi#quot;"),
        ("<b>&amp;</b>", "#lt;b#gt;#amp;amp#59;#lt;/b#gt;"),
        ("a|b`c#d;e", "a#124;b#96;c#35;d#59;e"),
        ("two\nlines", "two lines"),
    ],
)
def test_texts_are_escaped(text, written):
    """What Mermaid would read as its own is written as its number."""
    assert escaped(text) == written


def test_a_title_cannot_break_out():
    """A title with quotes, brackets and an arrow stays a text."""
    place = Place("x.yaml")
    title = 'a"] --> n9["b; click n0 "javascript:x"'
    nodes = (
        Node("step:a", "step", "a", title, place, number=1, shape="task"),
        Node("end:paid", "end", "paid", "paid", place),
    )
    graph = Graph(
        "p", "P", "1", "x.yaml", "EUR", (), ("all",), nodes, (Edge("step:a", "end:paid", "close", "paid", place),)
    )
    lines = graph_mermaid(graph).splitlines()
    assert len([line for line in lines if line.startswith("  n") and "-->" in line.partition('"')[0]]) == 1
    assert lines[1].count('"') == 2


def test_the_dutch_policy_reads_like_this(snapshot):
    """The whole text."""
    assert (
        graph_mermaid(graph_of(load_policy("policies/nl/standard.yaml").program, "consumer"), language="nl") == snapshot
    )
