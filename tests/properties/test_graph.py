"""The graph of any policy is the whole policy: no route, no step and no end is left out."""

from hypothesis import given
from hypothesis import strategies as st

from dunwell.language.graph import ANYTIME, START
from dunwell.language.graph_make import graph_of
from dunwell.render.graph_json import graph_document
from dunwell.render.graph_mermaid import graph_mermaid
from strategies import policies


def said(program, variant):
    """Every route that a policy follows in a variant, with the ids of the nodes that it may be drawn from."""
    for step in program.steps[variant]:
        source = f"step:{step.name}"
        for index in (step.otherwise, step.fallback, step.after_last, *(route for _, route in step.outcomes)):
            yield source, index
    for hold in program.holds:
        for index in (hold.expired, hold.otherwise, *(route for _, route in hold.outcomes)):
            yield f"hold:{hold.name}", index
    for plan in program.plans:
        for index in (plan.otherwise, plan.unanswered, plan.breached.route, plan.infeasible.route):
            yield f"plan:{plan.name}", index


def with_then(program, index):
    """A route with those that follow it after a wait."""
    while index >= 0:
        yield index
        index = program.routes[index].then


def leads_to(program, route):
    """How the id of the node begins that a route leads to."""
    match route.kind:
        case "go_to":
            return f"step:{program.steps[0][route.target].name}"
        case "hold":
            return f"hold:{program.holds[route.target].name}"
        case "offer":
            return "plan:payment_plan"
        case "close":
            return f"end:{route.name}"
        case "wait_for":
            return "wait:"
        case "resume":
            return "resume"
    return "step:"


@given(policies())
def test_every_route_is_an_edge(drawn):
    """Each route of each step, hold and plan is an edge from where it is written to where it leads, in its variant."""
    program = drawn.program
    graph = graph_of(program)
    for variant in range(len(program.variants)):
        for source, first in said(program, variant):
            for index in with_then(program, first):
                edges = [edge for edge in graph.edges if index in edge.routes]
                assert edges, (source, program.routes[index])
                for edge in edges:
                    assert edge.source.startswith((source, "wait:"))
                    assert edge.target.startswith(leads_to(program, program.routes[index]))
                    assert not edge.variants or program.variants[variant].name in edge.variants


@given(policies())
def test_every_step_hold_plan_and_end_is_a_node(drawn):
    """Nothing is left out, every edge joins two nodes, and ids name one node each."""
    program = drawn.program
    graph = graph_of(program)
    ids = {node.id for node in graph.nodes}
    assert len(ids) == len(graph.nodes)
    assert {edge.source for edge in graph.edges} | {edge.target for edge in graph.edges} <= ids
    assert {f"step:{step.name}" for step in program.steps[0]} <= ids
    assert {f"hold:{hold.name}" for hold in program.holds} <= ids
    assert {f"plan:{plan.name}{stage}" for plan in program.plans for stage in ("", ":running", ":late")} <= ids
    closes = {step.close for steps in program.steps for step in steps if step.close}
    closes |= {route.name for route in program.routes if route.kind == "close"}
    assert {f"end:{reason}" for reason in closes | {"paid", "credited"}} <= ids


@given(policies())
def test_every_node_can_be_left_unless_it_is_an_end(drawn):
    """There is no way into nowhere: what is no end has an edge out of it, and an end that shows is reached."""
    graph = graph_of(drawn.program)
    sources, targets = {edge.source for edge in graph.edges}, {edge.target for edge in graph.edges}
    assert {node.id for node in graph.nodes if node.kind != "end"} <= sources | {"resume"}
    assert {node.id for node in graph.nodes if node.kind == "end"} <= targets
    assert not {START, ANYTIME} & targets


@given(policies(), st.data())
def test_a_variant_is_a_part_of_the_whole(drawn, data):
    """What one variant gets is in the graph of all, and its own graph speaks of no variant."""
    program = drawn.program
    name = data.draw(st.sampled_from([one.name for one in program.variants]))
    whole, part = graph_of(program), graph_of(program, name)
    known = {(one.source, one.target, one.kind, one.name) for one in whole.edges if name in (one.variants or (name,))}
    assert {(one.source, one.target, one.kind, one.name) for one in part.edges} == known
    assert not any(one.variants for one in part.edges)
    assert not any(fact.variants for node in part.nodes for fact in node.facts)


@given(policies())
def test_it_is_written_whole_in_every_form(drawn):
    """JSON and Mermaid have each node and each edge once."""
    graph = graph_of(drawn.program)
    document = graph_document(graph)
    assert len(document["nodes"]) == len(graph.nodes)
    assert len(document["edges"]) == len(graph.edges)
    lines = graph_mermaid(graph).splitlines()
    assert sum(
        any(arrow in line for arrow in (" --> ", " -->|", " ==> ", " ==>|", " -.-> ", " -.->|")) for line in lines
    ) == len(graph.edges)
