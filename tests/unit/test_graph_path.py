"""The way of a case through the graph of its policy."""

from pathlib import Path

import pytest

from dunwell.choosing import Asked, play
from dunwell.core.graph_path import path_of
from dunwell.days import day_text
from dunwell.language.graph_make import graph_of
from dunwell.language.scenario import read_scenario
from dunwell.loading import load_policy, read_source
from dunwell.readers.files import read_documents

CONSUMER, BUSINESS = Path("docs/examples/invoice-consumer.yaml"), Path("docs/examples/invoice-business.xml")
WAYS = (
    ("", "invoice-business.xml", "end:handed_over", {"step:check_invoice", "step:call", "step:notice"}),
    ("plan-breached", "invoice-consumer.yaml", "end:handed_over", {"plan:payment_plan:late", "step:put_in_default"}),
    ("plan-kept", "invoice-consumer.yaml", "end:paid", {"plan:payment_plan:running"}),
    ("promise-broken", "invoice-business.xml", "end:handed_over", {"hold:promise", "step:put_in_default"}),
    ("dispute-rejected", "invoice-business.xml", "end:handed_over", {"hold:dispute"}),
    ("insolvency-lifted", "invoice-business.xml", "", {"law"}),
    ("paid-after-the-letter", "invoice-consumer.yaml", "end:paid", {"step:notice"}),
)


def followed(root, scenario, invoice):
    """The graph, and the way that an example takes through it."""
    program = load_policy("policies/nl/standard.yaml").program
    document = read_documents(root / "docs/examples" / invoice, invoice).documents[0]
    planned = ()
    if scenario:
        planned, _ = read_scenario(read_source(str(root / f"docs/examples/scenarios/{scenario}.yaml")).root, program)
    given = {"debtor.kind": "business"} if invoice == BUSINESS.name else {}
    timeline = play(document, program, planned, Asked(given)).timeline
    graph = graph_of(program)
    return graph, path_of(graph, timeline.entries), timeline


@pytest.mark.parametrize(("scenario", "invoice", "end", "visited"), WAYS, ids=[way[0] or "nobody-pays" for way in WAYS])
def test_a_case_is_followed_to_its_end(root, scenario, invoice, end, visited):
    """It comes to what happened, the end last; each edge taken joins nodes that it was at, or begins from outside."""
    graph, path, timeline = followed(root, scenario, invoice)
    assert visited <= path.days.keys()
    assert not end or path.days[end] == (timeline.position.ended,)
    assert path.edges <= set(graph.edges)
    between = {"start", "anytime", "resume", "plan:payment_plan"} | {
        node.id for node in graph.nodes if node.kind == "wait"
    }
    for edge in path.edges:
        assert edge.source in path.days.keys() | between, edge
        assert edge.target in path.days.keys() | between, edge


@pytest.mark.parametrize(("scenario", "invoice", "end", "visited"), WAYS, ids=[way[0] or "nobody-pays" for way in WAYS])
def test_the_days_are_those_of_the_timeline(root, scenario, invoice, end, visited):
    """Every step that was carried out or passed over stands with its day, and those passed over say so."""
    _, path, timeline = followed(root, scenario, invoice)
    for entry in timeline.entries:
        if entry.kind in ("step", "skip"):
            assert entry.day in path.days[f"step:{entry.name}"], day_text(entry.day)
        assert entry.kind != "skip" or (f"step:{entry.name}", entry.day) in path.skipped


def test_outcomes_choose_the_edge(root):
    """Of several edges between two nodes the one is taken that the timeline names."""
    _, path, _ = followed(root, "plan-breached", "invoice-consumer.yaml")
    taken = {(edge.source, edge.target): edge for edge in path.edges}
    assert taken["plan:payment_plan:late", "step:put_in_default"].kind == "breached"
    assert taken["plan:payment_plan:running", "plan:payment_plan:late"].kind == "missed"
