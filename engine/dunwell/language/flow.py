"""Checks on a compiled policy as a graph: what can be reached, what is surely set, what could go round for ever.

The graph's nodes are the steps of one variant. An edge says where the case can go next, and which anchors are surely
set on the way. An anchor that may be unset where it is used is an error of the policy, not a guess at run time.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.phrases import inside
from dunwell.language.program import FIXED_ANCHORS, PLAN, PROMISE
from dunwell.language.verdicts import answers
from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.language.parts import Route, When
    from dunwell.language.program import Program, Step
    from dunwell.problems import Place

_ALWAYS = frozenset(range(len(FIXED_ANCHORS))) - {PROMISE, PLAN}

Ways = tuple["Edge", ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """From one step to another; `sets` are the anchors set on the way, `counted` says that time or a person is between.

    `place` is where the policy says so, and `why` says it in words.
    """

    source: int
    target: int
    sets: frozenset[int]
    counted: bool
    place: Place
    why: str


def check_flow(program: Program) -> Iterator[Problem]:
    """DW404 anchors that may be unset, DW501 steps out of reach, DW504 no end."""
    found: set[int] = set()
    for variant, steps in enumerate(program.steps):
        edges = edges_of(program, variant)
        surely = _surely_set(edges)
        found |= set(surely)
        yield from _unset_anchors(program, variant, edges, surely)
        yield from _no_end(steps)
    yield from _out_of_reach(program, program.steps[0], found)


def _out_of_reach(program: Program, steps: Sequence[Step], found: set[int]) -> Iterator[Problem]:
    """DW501: each side step by itself; of the ladder the first step only, because of which the rest is out of reach."""
    ladder = [step for step in steps if not step.side and step.index not in found]
    for step in (*ladder[:1], *(step for step in steps if step.side and step.index not in found)):
        others = ladder[1:] if step in ladder else []
        after = f", nor to {' and '.join(repr(one.name) for one in others)} after it" if others else ""
        routes = (one for one in program.routes if one.kind == "go_to" and one.target == step.index)
        notes = tuple(Note("this leads here, and no case ever takes it", one.place) for one in routes)[:1]
        message = f"nothing ever leads to the step {step.name!r}{after}"
        yield Problem("DW501", message, step.place, _way_to(steps, step), "warning", notes)


def _way_to(steps: Sequence[Step], step: Step) -> str:
    if step.side:
        return "send a route here with `go_to`, or remove it"
    before = steps[step.index - 1]
    ends = "ends the case" if before.close else "always leads elsewhere"
    return f"{before.name!r} before it {ends}: remove what follows, or move it up"


def surely_before(program: Program, variant: int) -> Mapping[int, frozenset[int]]:
    """For every step that can be reached in a variant, the anchor slots that are set on every way to it."""
    return _surely_set(edges_of(program, variant))


def edges_of(program: Program, variant: int) -> Ways:
    """Every way from one step of a variant to another: also what holds and payment plans lead to, from any step.

    A step whose `when` never holds is never carried out, and one whose `when` always holds is never skipped.
    """
    steps = program.steps[variant]
    own = (edge for step in steps for edge in _edges(program, step, variant))
    return (*own, *_hold_edges(program, steps), *_plan_edges(program, steps))


def reached(edges: Ways, start: int) -> frozenset[int]:
    """The steps that a case can come to from this one; the step itself where a way leads back to it."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        new = {edge.target for edge in edges if edge.source == here} - seen
        seen |= new
        waiting += new
    return frozenset(seen)


def carried_out(program: Program, step: Step, variant: int) -> bool:
    """Whether a case can ever be carried through a step: its `when` holds in some case of the variant."""
    return step.when is None or True in answers(program, step.when, variant)


def can_fail(program: Program, step: Step, variant: int) -> bool:
    """Whether a case can come to a step and find that its `when` does not hold."""
    return step.when is not None and False in answers(program, step.when, variant)


def _edges(program: Program, step: Step, variant: int) -> Iterator[Edge]:
    nothing: frozenset[int] = frozenset()
    here, name = step.index, repr(step.name)
    fails = can_fail(program, step, variant)
    if fails and step.otherwise < 0 and step.next >= 0:
        why = f"{name} is skipped where this does not hold"
        yield Edge(here, step.next, nothing, counted=False, place=step.place_of("when"), why=why)
    if fails or step.times or step.required:
        for target, resumed in _targets(program, step.otherwise):
            # a step sent away with `otherwise` after its count ran out was carried out before: its anchors are set
            sets = _set_by(step) if step.times and not fails else nothing
            why = f"{name} is not carried out where this applies"
            yield Edge(here, target, sets, resumed, program.routes[step.otherwise].place, why)
        target = _past_refusal(program, step)
        if target >= 0:
            sets = _set_by(step) if step.times and not fails else nothing
            why = f"{name} is not carried out where this applies, and what it leads to is refused"
            yield Edge(here, target, sets, counted=False, place=program.routes[step.otherwise].place, why=why)
    if carried_out(program, step, variant):
        yield from _done_edges(program, step, name)


def _done_edges(program: Program, step: Step, name: str) -> Iterator[Edge]:
    """Where a case goes from a step that is carried out, or that could not be delivered."""
    here, done = step.index, _set_by(step)
    if step.next >= 0 and step.close is None:
        yield Edge(here, step.next, done, step.kind != "check", step.place, f"{name} leads to the next step")
    for target, _ in _targets(program, step.fallback):
        why = f"{name} could not be delivered where this applies"
        yield Edge(here, target, frozenset(), counted=True, place=program.routes[step.fallback].place, why=why)
    for outcome, route in step.outcomes:
        for target, _ in _targets(program, route):
            why = f"the outcome {outcome!r} of {name} leads here"
            yield Edge(here, target, done, counted=True, place=program.routes[route].place, why=why)
    yield from _past_calls(program, step)


def _past_calls(program: Program, step: Step) -> Iterator[Edge]:
    """Where a case that comes back to a call goes on the same day, once it was made as often as it may be."""
    last = program.routes[step.after_last] if step.after_last >= 0 else None
    target = step.next if last is None else last.target if last.kind == "go_to" else -1
    if step.kind == "phone" and step.otherwise < 0 and target >= 0 and not _takes_time(program, target):
        place = last.place if last else step.place
        why = f"{step.name!r} is over where all its calls were made"
        yield Edge(step.index, target, _set_by(step), counted=False, place=place, why=why)


def _takes_time(program: Program, target: int) -> bool:
    """Whether something is always done at a step, and so time goes by: a side step, unless all its calls were made."""
    step = program.steps[0][target]
    return step.side and step.kind != "phone"


def _past_refusal(program: Program, step: Step) -> int:
    """The step of the ladder that `otherwise` leads to where the hold or plan that it names is refused, or -1.

    With `resume` the case stays at this very step.
    """
    index, seen = step.otherwise, set[int]()
    while index >= 0 and index not in seen:
        seen.add(index)
        route = program.routes[index]
        if len(seen) > 1 and route.kind in ("go_to", "resume"):
            target = step.index if route.kind == "resume" else route.target
            return -1 if _takes_time(program, target) else target
        if route.kind == "offer":
            index = program.plans[program.plan_index(route.name)].otherwise
        elif route.kind == "hold":
            index = program.holds[route.target].otherwise
        else:
            break
    return -1


def _set_by(step: Step) -> frozenset[int]:
    """The anchors that carrying out a step sets; a check is no action and sets none."""
    if step.kind == "check":
        return frozenset()
    return frozenset({step.sent, step.sent + 1} | ({step.sent + 2} if step.term else set()))


def _hold_edges(program: Program, steps: tuple[Step, ...]) -> Iterator[Edge]:
    """A hold can open at any step, and its routes lead on from there."""
    for hold in program.holds:
        routes = [hold.expired, hold.otherwise, *(route for _, route in hold.outcomes)]
        targets = {target: route for route in routes for target, _ in _targets(program, route)}
        why = f"the hold {hold.name!r} can open at any step and leads here"
        for step in steps:
            for target, route in targets.items():
                if target != step.index:
                    yield Edge(
                        step.index, target, frozenset(), counted=True, place=program.routes[route].place, why=why
                    )


def _plan_edges(program: Program, steps: tuple[Step, ...]) -> Iterator[Edge]:
    """A payment plan can be asked for at any step, and its routes lead on from there."""
    for plan in program.plans:
        routes = (plan.otherwise, plan.unanswered, plan.breached.route, plan.infeasible.route)
        targets = {target: route for route in routes for target, _ in _targets(program, route)}
        why = f"the payment plan {plan.name!r} can be asked for at any step and leads here"
        for step in steps:
            for target, route in targets.items():
                place = program.routes[route].place
                yield Edge(step.index, target, frozenset(), counted=True, place=place, why=why)


def _targets(program: Program, index: int) -> Iterator[tuple[int, bool]]:
    """The steps that a route leads to, also after a wait or the last attempt; and whether something comes between."""
    if index < 0:
        return
    route: Route = program.routes[index]
    if route.kind == "go_to" and route.target >= 0:
        yield route.target, _takes_time(program, route.target)
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


def _surely_set(edges: Ways) -> Mapping[int, frozenset[int]]:
    """For every reachable step the anchors set on every path to it: the greatest fixed point by intersection."""
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


def _unset_anchors(
    program: Program, variant: int, edges: Ways, surely: Mapping[int, frozenset[int]]
) -> Iterator[Problem]:
    """DW404 for starts, and for windows that count from a step's day."""
    for step in program.steps[variant]:
        last = step.window.last if step.window else None
        for when in (step.start, last):
            if when is not None and step.index in surely and when.anchor not in surely[step.index]:
                yield _unset(program, variant, edges, step, when)


def _unset(program: Program, variant: int, edges: Ways, step: Step, when: When) -> Problem:
    name = program.anchors[when.anchor]
    place = inside(when.place, when.text, name)
    giver = next((one for one in program.steps[variant] if when.anchor in range(one.sent, one.sent + 3)), None)
    if giver is None:
        since = "while a promise is open" if when.anchor == PROMISE else "once a payment plan is agreed"
        return Problem("DW404", f"{name!r} is set only {since}", place, "count from 'entered'")
    if when.anchor not in _set_by(giver):
        return _never_set(program, variant, giver, name, place)
    message = f"{name!r} may be unset when the case comes to {step.name!r}: not every way here sets it"
    way = _way_without(edges, step.index, when.anchor)
    notes = tuple(
        Note(edge.why, edge.place)
        for edge in way
        if edge.sets or edge.place != program.steps[variant][edge.source].place
    )
    fix = "count from 'entered', or let that way lead elsewhere"
    return Problem("DW404", message, place, fix, notes=notes[-1:])


def _never_set(program: Program, variant: int, giver: Step, name: str, place: Place) -> Problem:
    """The step that an anchor names does not set it in this variant."""
    where = f" in the variant {program.variants[variant].name!r}" if len(program.variants) > 1 else ""
    notes = (Note(f"the step {giver.name!r}", giver.place),)
    if giver.kind == "check":
        message, fix = f"{name!r} is never set: a check sends nothing", "count from 'entered'"
    else:
        message = f"{name!r} is never set{where}: the step {giver.name!r} grants no term"
        fix = f"give {giver.name!r} a `term`, or count from '{giver.name}.sent'"
    return Problem("DW404", message, place, fix, notes=notes)


def _way_without(edges: Ways, target: int, anchor: int) -> Ways:
    """The shortest way from the first step to this one on which the anchor is not set."""
    ways: dict[int, Ways] = {0: ()}
    waiting = deque([0])
    while waiting and target not in ways:
        source = waiting.popleft()
        for edge in edges:
            if edge.source == source and edge.target not in ways and anchor not in edge.sets:
                ways[edge.target] = (*ways[source], edge)
                waiting.append(edge.target)
    return ways.get(target, ())


def _no_end(steps: tuple[Step, ...]) -> Iterator[Problem]:
    """DW504: after the last step of the ladder the case stays open."""
    last = next((step for step in reversed(steps) if not step.side), None)
    if last is not None and last.close is None and last.kind not in ("phone", "task"):
        message = f"the ladder ends at {last.name!r} and the case stays open: from then on a person has to think of it"
        yield Problem("DW504", message, last.place, "close it there (`close: …`), or let a task follow", "warning")
