"""Mermaid itself reads the flowcharts of the shipped policies, and understands what the graph says."""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from dunwell.language.graph_make import graph_of
from dunwell.loading import load_policy
from dunwell.render.graph_cards import title_of
from dunwell.render.graph_mermaid import graph_mermaid
from dunwell.render.graph_words import GraphWords

READER = Path(__file__).with_name("mermaid_parse.mjs")


@pytest.fixture(scope="module")
def modules():
    """The folder node_modules with mermaid and jsdom in it."""
    folder = os.environ.get("DUNWELL_NODE_MODULES", "")
    if not shutil.which("node") or not (Path(folder) / "mermaid").is_dir() or not folder:
        pytest.skip(
            "mermaid is not installed: npm install mermaid jsdom, and name its node_modules in DUNWELL_NODE_MODULES"
        )
    return folder


def plain(text):
    """A text as Mermaid shows it: its own marks for signs written as numbers are turned back."""
    named = re.sub(r"ﬂ°(\w+)¶ß", r"&\1;", text)
    return unescape(re.sub(r"ﬂ°°(\d+)¶ß", r"&#\1;", named))


@pytest.mark.parametrize("country", ["nl", "be", "de"])
def test_mermaid_reads_what_we_write(country, modules):
    """The same nodes in the same order with their titles, and the same edges with their labels."""
    graph = graph_of(load_policy(f"policies/{country}/standard.yaml").program)
    command = ["node", str(READER), modules]
    text = graph_mermaid(graph, language="nl")
    result = subprocess.run(command, input=text, capture_output=True, text=True, check=True, timeout=120)
    read = json.loads(result.stdout)
    words = GraphWords("nl", graph)
    assert read["type"] == "flowchart-v2"
    assert [plain(node["text"]).partition("<br>")[0] for node in read["nodes"]] == [
        title_of(node, words) for node in graph.nodes
    ]
    ids = [node.id for node in graph.nodes]
    assert [(edge["from"], edge["to"], plain(edge["text"])) for edge in read["edges"]] == [
        (f"n{ids.index(edge.source)}", f"n{ids.index(edge.target)}", words.edge(edge)) for edge in graph.edges
    ]
