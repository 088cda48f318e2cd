"""Routes as edges: where each leads, also after a wait for an event or after the last call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.graph import RESUME, Edge, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.graph import EdgeKind
    from dunwell.language.parts import Route
    from dunwell.language.program import Program, Step
    from dunwell.problems import Place


def step_id(program: Program, index: int) -> str:
    """The id of a step's node."""
    return f"step:{program.steps[0][index].name}"


def place_to(program: Program, step: Step) -> Place:
    """The line that says what comes after a step: the step that follows it, or its own."""
    return program.steps[0][step.next].place if step.next >= 0 else step.place


def edge(source: str, target: str, kind: EdgeKind, place: Place, variant: str = "", name: str = "") -> Edge:
    """An edge that no route makes; without a variant it is for all."""
    return Edge(source, target, kind, name, place, (variant,) if variant else ())


def ways(
    program: Program, source: str, kind: EdgeKind, name: str, index: int, variant: str = "", loop: str = ""
) -> Iterator[Edge]:
    """The edges of a route: one, and for a call that is tried again another for after the last try.

    What follows a wait is an edge of its own. `loop` is the step that is called again.
    """
    route = program.routes[index]
    variants = (variant,) if variant else ()
    if route.kind == "call_again":
        yield Edge(source, loop, "again", name, route.place, variants, (index,))
        if route.then >= 0:
            yield from ways(program, source, "after_last", name, route.then, variant, loop)
        return
    yield Edge(source, target_of(program, route), kind, name, route.place, variants, (index,))
    if route.kind == "wait_for":
        yield from _after_wait(program, route, loop)


def target_of(program: Program, route: Route) -> str:
    """The id of the node that a route leads to."""
    match route.kind:
        case "go_to":
            return step_id(program, route.target)
        case "hold":
            return f"hold:{program.holds[route.target].name}"
        case "offer":
            return f"plan:{program.plans[program.plan_index(route.name)].name}"
        case "close":
            return f"end:{route.name}"
        case "wait_for":
            return _wait_id(route)
        case _:
            return RESUME


def wait_nodes(program: Program) -> tuple[Node, ...]:
    """A node for every wait for an event that a route asks for."""
    waits = (route for route in program.routes if route.kind == "wait_for")
    nodes = (Node(_wait_id(route), "wait", route.name, route.name, route.place) for route in waits)
    return tuple({node.id: node for node in nodes}.values())


def _wait_id(route: Route) -> str:
    """By its place, which is one for all variants."""
    return f"wait:{route.place.line}:{route.place.column}"


def _after_wait(program: Program, route: Route, loop: str) -> Iterator[Edge]:
    if route.then >= 0:
        yield from ways(program, _wait_id(route), "then", route.name, route.then, "", loop)
    else:
        yield edge(_wait_id(route), RESUME, "then", route.place, "", route.name)
