"""Checks on a compiled policy as a graph: what can be reached, what is surely set, what could go round for ever.

The graph's nodes are the steps of one variant. An edge says where the case can go next, and which anchors are surely set
on the way. An anchor that may be unset where it is used is an error of the policy, not a guess at run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.program import FIXED_ANCHORS, PROMISE
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.program import Program, Route, Step, When

_ALWAYS = frozenset(range(len(FIXED_ANCHORS))) - {PROMISE}


@dataclass(frozen=True, slots=True)
class Edge:
    """From one step to another; `sets` are the anchors set on the way, `counted` whether time or a person is in between."""

    source: int
    target: int
    sets: frozenset[int]
    counted: bool


def check_flow(program: Program) -> Iterator[Problem]:
    """DW501 unreachable steps, DW404 anchors that may be unset, DW503 circles without a bound, DW504 a ladder without an end."""
    reached: set[int] = set()
    for steps in program.steps:
        edges = tuple(_edges(program, steps))
        surely = _surely_set(program, steps, edges)
        reached |= set(surely)
        yield from _unset_anchors(program, steps, surely)
        yield from _circles(steps, edges)
        yield from _no_end(program, steps)
    for step in program.steps[0]:
        if step.index not in reached:
            message = f"nothing ever leads to the step {step.name!r}"
            yield Problem("DW501", message, step.place, "send a route here with `go_to`, or remove it", "warning")


def _edges(program: Program, steps: tuple[Step, ...]) -> Iterator[Edge]:
    for step in steps:
        done = frozenset({step.sent, step.sent + 1} | ({step.sent + 2} if step.term else set()))
        if step.next >= 0 and step.close is None:
            yield Edge(step.index, step.next, done, counted=step.kind != "check")
            if step.when is not None and step.otherwise < 0:
                yield Edge(step.index, step.next, frozenset(), counted=False)
        for target, resumed in _targets(program, step.otherwise):
            # a step sent away with `otherwise` after its count ran out was carried out before: its anchors are set
            sets = done if step.times and step.when is None else frozenset()
            yield Edge(step.index, target, sets, counted=resumed)
        for target, _ in _targets(program, step.fallback):
            yield Edge(step.index, target, frozenset(), counted=True)
        for _, route in step.outcomes:
            for target, _ in _targets(program, route):
                yield Edge(step.index, target, frozenset({step.sent, step.sent + 1}), counted=True)
    yield from _hold_edges(program, steps)


def _hold_edges(program: Program, steps: tuple[Step, ...]) -> Iterator[Edge]:
    """A hold can open at any step, and its routes lead on from there."""
    for hold in program.holds:
        routes = [hold.expired, hold.otherwise, *(route for _, route in hold.outcomes)]
        targets = {target for route in routes for target, _ in _targets(program, route)}
        for step in steps:
            for target in targets - {step.index}:
                yield Edge(step.index, target, frozenset(), counted=True)


def _targets(program: Program, index: int) -> Iterator[tuple[int, bool]]:
    """The steps that a route leads to, also after a wait or the last attempt; and whether something comes in between."""
    if index < 0:
        return
    route: Route = program.routes[index]
    if route.kind == "go_to" and route.target >= 0:
        yield route.target, program.steps[0][route.target].side
    if route.kind == "hold" and route.target >= 0:
        hold = program.holds[route.target]
        for inner in (hold.expired, hold.otherwise, *(one for _, one in hold.outcomes)):
            if inner != index:
                yield from ((target, True) for target, _ in _direct(program, inner))
    if route.then >= 0:
        yield from ((target, True) for target, _ in _targets(program, route.then))


def _direct(program: Program, index: int) -> Iterator[tuple[int, bool]]:
    if index >= 0 and program.routes[index].kind == "go_to" and program.routes[index].target >= 0:
        yield program.routes[index].target, True


def _surely_set(program: Program, steps: tuple[Step, ...], edges: tuple[Edge, ...]) -> dict[int, frozenset[int]]:
    """For every reachable step the anchors that are set on every path to it: the greatest fixed point by intersection."""
    surely: dict[int, frozenset[int]] = {0: _ALWAYS}
    changed = True
    while changed:
        changed = False
        for edge in edges:
            if edge.source not in surely:
                continue
            arriving = surely[edge.source] | edge.sets
            known = surely.get(edge.target)
            joined = arriving if known is None else known & arriving
            if joined != known:
                surely[edge.target] = joined
                changed = True
    return surely


def _unset_anchors(program: Program, steps: tuple[Step, ...], surely: dict[int, frozenset[int]]) -> Iterator[Problem]:
    for step in steps:
        if step.index not in surely:
            continue
        for when in (
            step.start,
            step.window.last if step.window and step.window.last.anchor < len(FIXED_ANCHORS) else None,
        ):
            if when is not None and when.anchor not in surely[step.index]:
                yield _unset(program, step, when)


def _unset(program: Program, step: Step, when: When) -> Problem:
    name = program.anchors[when.anchor]
    giver = next((one for one in program.steps[0] if when.anchor - one.sent in (0, 1, 2)), None)
    if giver is not None and name.endswith(".term") and not any(steps[giver.index].term for steps in program.steps):
        message = f"{name!r} is never set: the step {giver.name!r} grants no term"
        return Problem("DW404", message, when.place, f"give {giver.name!r} a `term`, or count from '{giver.name}.sent'")
    message = f"{name!r} may be unset when the case comes to {step.name!r}: there is a way here that does not set it"
    return Problem("DW404", message, when.place, "count from 'entered', or send that way elsewhere with `otherwise`")


def _circles(steps: tuple[Step, ...], edges: tuple[Edge, ...]) -> Iterator[Problem]:
    """Steps that can send a case round and round on one day: a circle of edges without time or a person in between."""
    quick: dict[int, set[int]] = {}
    for edge in edges:
        if not edge.counted:
            quick.setdefault(edge.source, set()).add(edge.target)
    for step in steps:
        seen: set[int] = set()
        waiting = list(quick.get(step.index, ()))
        while waiting:
            target = waiting.pop()
            if target == step.index:
                message = f"a case can go round in circles at {step.name!r}: nothing in the circle takes time or asks a person"
                yield Problem("DW503", message, step.place, "let one step of the circle lead on, or ask a person")
                break
            if target not in seen:
                seen.add(target)
                waiting.extend(quick.get(target, ()))


def _no_end(program: Program, steps: tuple[Step, ...]) -> Iterator[Problem]:
    last = next((step for step in reversed(steps) if not step.side), None)
    if last is not None and last.close is None and last.kind not in ("phone", "task"):
        message = f"the ladder ends at {last.name!r} and the case stays open with nobody to look at it"
        yield Problem("DW504", message, last.place, "close it there (`close: …`) or let a task follow", "warning")
