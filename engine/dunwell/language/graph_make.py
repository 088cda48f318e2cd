"""Make the graph of a compiled policy: its steps here, what stands around the ladder in `graph_around`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.graph import PERSON, RESUME, START, Edge, Graph, Node, merged_edges, merged_facts
from dunwell.language.graph_around import around
from dunwell.language.graph_routes import edge, place_to, step_id, wait_nodes, ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.graph import EdgeKind, FactValue, NodeKind
    from dunwell.language.program import Program, Step

MESSAGES = ("email", "letter", "both")


def graph_of(program: Program, variant: str = "") -> Graph:
    """The graph of a policy; with a variant's name, of what that variant gets. Raises KeyError for an unknown one."""
    names = tuple(one.name for one in program.variants)
    if variant and variant not in names:
        raise KeyError(variant)
    chosen = tuple(index for index, name in enumerate(names) if variant in ("", name))
    waits = wait_nodes(program)
    nodes, edges = [Node(START, "start", "", "", program.place)], [_first(program)]
    for index in range(len(program.steps[0])):
        nodes.append(_node(program, index, chosen))
        edges += [one for at in chosen for one in _edges(program, program.steps[at][index], names[at])]
    others, ways_around = around(program, chosen)
    all_edges = merged_edges((*edges, *ways_around), len(chosen))
    sources, targets = {one.source for one in all_edges}, {one.target for one in all_edges}
    used = tuple(
        node for node in (*nodes, *others, *waits) if node.id in targets or (node.kind != "end" and node.id in sources)
    )
    known = {node.id for node in used}
    return Graph(
        program.id, program.title, program.version, program.file, program.currency, program.anchors,
        tuple(names[at] for at in chosen), used, tuple(one for one in all_edges if one.source in known),
    )  # fmt: skip


def _first(program: Program) -> Edge:
    return Edge(START, step_id(program, 0), "start", "", program.steps[0][0].place)


def _node(program: Program, index: int, chosen: tuple[int, ...]) -> Node:
    """A step as a node: what it says, with what differs per variant."""
    steps = [program.steps[at][index] for at in chosen]
    parts = [(program.variants[at].name, tuple(_facts(program, step))) for at, step in zip(chosen, steps, strict=True)]
    first = steps[0]
    number = 0 if first.side else 1 + sum(not step.side for step in program.steps[0][:index])
    kind: NodeKind = "side" if first.side else "step"
    shape = first.kind if len({step.kind for step in steps}) == 1 else "both"
    title = first.title or first.name
    facts = merged_facts(parts, len(chosen))
    return Node(step_id(program, index), kind, first.name, title, first.place, facts, number, shape)


def _facts(program: Program, step: Step) -> Iterator[tuple[str, FactValue]]:
    """What a step says of itself, the most important first; what it does not say is left out."""
    form = program.law.messages.get(step.legal_form or "")
    said: tuple[tuple[str, FactValue | None], ...] = (
        ("do", step.channels or (step.kind,)),
        ("fallback", step.fallback_channel),
        ("start", step.start),
        ("no_later_than", step.window),
        ("when", step.when),
        ("requires", tuple(name for name, _, _ in step.required)),
        ("legal_form", form.title if form else step.legal_form),
        ("template", step.template),
        ("term", step.term),
        ("times", step.times),
        ("anew_after", step.anew_after),
        ("attempts", step.attempts if step.attempts > 1 else 0),
        ("apart", step.apart),
        ("leave", step.leave),
        ("wait_after", step.wait_after),
        ("announces", step.announces),
        ("claims", step.claims),
        ("approve", "approve" if step.approve else ""),
        ("owner", step.owner),
        ("patience", step.patience),
    )
    return ((key, value) for key, value in said if value)


def _edges(program: Program, step: Step, variant: str) -> Iterator[Edge]:
    """Every way out of a step in one variant."""
    source = step_id(program, step.index)
    on = RESUME if step.side else step_id(program, step.next) if step.next >= 0 else PERSON
    yield from _done(program, step, source, on, variant)
    if step.otherwise >= 0:
        reasons = (("when", step.when), ("requires", step.required), ("times", step.times))
        why = ",".join(word for word, said in reasons if said)
        yield from ways(program, source, "otherwise", why, step.otherwise, variant)
    elif step.when is not None or (step.times and not step.required):
        yield edge(source, on, "skipped", step.place_of("when"), variant)
    if step.otherwise < 0 and step.required:
        yield edge(source, PERSON, "otherwise", step.place_of("requires"), variant, "requires")
    if step.fallback >= 0:
        yield from ways(program, source, "undeliverable", "", step.fallback, variant)
    elif step.kind in MESSAGES:
        yield edge(source, PERSON, "undeliverable", step.place, variant)
    for outcome, route in step.outcomes:
        yield from ways(program, source, "outcome", outcome, route, variant, loop=source)
    if step.kind == "phone" and step.after_last < 0:
        yield edge(source, on, "after_last", step.place, variant)


def _done(program: Program, step: Step, source: str, on: str, variant: str) -> Iterator[Edge]:
    """What follows when the step was carried out; of a call and a task only the outcome says it."""
    if step.close:
        yield edge(source, f"end:{step.close}", "close", step.place_of("close"), variant, step.close)
    elif step.kind not in ("phone", "task"):
        kind: EdgeKind = "end_of_ladder" if on == PERSON else "passed" if step.kind == "check" else "done"
        yield edge(source, on, kind, place_to(program, step), variant)
