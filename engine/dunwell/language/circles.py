"""Find the circles that a case can go round for ever although each round takes days, and counts that never run out.

What bounds a circle: a step's `times`, the attempts of a call, a hold's `times`, the plans breached that a plan's
`when` asks about, and a person who decides. What the debtor does is no bound: promises can be broken again and again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.cells import leaves_of
from dunwell.language.flow import can_fail, carried_out, edges_of, reached
from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.language.flow import Ways
    from dunwell.language.parts import Route
    from dunwell.language.plans import Plan
    from dunwell.language.program import Hold, Program, Step
    from dunwell.problems import Place

STEP, HOLD, PLAN = "step", "hold", "plan"
MOST_NOTES = 4
_PEOPLE = ("phone", "task")
_PROMISE_BREAKS = ("broken", "kept_in_part")

Spot = tuple[str, int, int]
"""A step, a hold or a plan by its index, and the step from which a hold or a plan began (-1: any)."""


@dataclass(frozen=True, slots=True)
class _Way:
    """From one spot to the next with nobody deciding; `days` says that it takes time. `why` says it in words."""

    source: Spot
    target: Spot
    place: Place
    why: str
    days: bool = True


def check_circles(program: Program) -> Iterator[Problem]:
    """DW503 for circles on one day, DW509 for longer ones without a bound, DW518 for counts that never run out."""
    for variant, steps in enumerate(program.steps):
        yield from _on_one_day(steps, edges_of(program, variant))
        ways = tuple(_ways(program, variant))
        quick = tuple(way for way in ways if not way.days)  # round these DW503 goes
        told: set[Spot] = set()
        for step in steps:
            circle = _round(ways, (STEP, step.index, -1))
            spots = {way.source for way in circle}
            if circle and not spots & told and not any(_round(quick, spot) for spot in spots):
                told |= spots
                yield _told(program, circle)
    yield from _counts(program)


def _on_one_day(steps: tuple[Step, ...], edges: Ways) -> Iterator[Problem]:
    """DW503: a circle of edges without time or a person in between sends a case round and round on one day."""
    quick: dict[int, set[int]] = {}
    for edge in edges:
        if not edge.counted:
            quick.setdefault(edge.source, set()).add(edge.target)
    told: set[int] = set()
    for step in steps:
        circle = {one for one in _reached(quick, step.index) if step.index in _reached(quick, one)}
        if circle and not circle & told:
            told |= circle
            names = " → ".join(steps[index].name for index in (*sorted(circle), min(circle)))
            message = f"a case can go round in circles on one day: {names}"
            fix = "let one of these lead on to another step, or to a person"
            yield Problem("DW503", message, step.place, fix)


def _reached(quick: Mapping[int, set[int]], start: int) -> set[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        new = quick.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


def _told(program: Program, circle: tuple[_Way, ...]) -> Problem:
    names = " → ".join(_name(program, way.source) for way in (*circle, circle[0]))
    back = next((way for way in circle if way.target[1] <= way.source[1]), circle[-1])
    notes = tuple(Note(way.why, way.place) for way in circle if way is not back and way.place != back.place)
    message = f"a case can go round for ever, and nothing counts how often: {names}"
    fix = "bound it with `times` and `otherwise`, or let it lead to a person"
    return Problem("DW509", message, back.place, fix, "warning", notes[:MOST_NOTES])


def _name(program: Program, spot: Spot) -> str:
    kind, index, _ = spot
    if kind == STEP:
        return program.steps[0][index].name
    named = program.holds[index] if kind == HOLD else program.plans[index]
    return f"the {'hold' if kind == HOLD else 'plan'} {named.name}"


def _round(ways: Sequence[_Way], start: Spot) -> tuple[_Way, ...]:
    """The shortest way from a spot back to itself; nothing if there is none."""
    came: dict[Spot, tuple[_Way, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        spot = waiting.popleft()
        for way in ways:
            if way.source != spot:
                continue
            if way.target == start:
                return (*came[spot], way)
            if way.target not in came:
                came[way.target] = (*came[spot], way)
                waiting.append(way.target)
    return ()


def _ways(program: Program, variant: int) -> Iterator[_Way]:
    """Every way on which nobody decides anything and nothing counts."""
    for step in program.steps[variant]:
        here, name = (STEP, step.index, -1), repr(step.name)
        acts = step.kind not in _PEOPLE and not step.times
        if acts and step.next >= 0 and step.close is None and carried_out(program, step, variant):
            why = f"{name} leads to the next step"
            yield _Way(here, (STEP, step.next, -1), step.place, why, days=step.kind != "check")
        fails = can_fail(program, step, variant)
        if fails and step.otherwise < 0 and step.next >= 0:
            why = f"{name} is skipped where this does not hold"
            yield _Way(here, (STEP, step.next, -1), step.place_of("when"), why, days=False)
        if fails or step.times or step.required:
            yield from _route(program, step, here, step.otherwise, f"{name} is not carried out where this applies")
        yield from _route(program, step, here, step.fallback, f"{name} could not be delivered where this applies")
        if acts:
            yield from _events(program, step, here)


def _route(program: Program, step: Step, here: Spot, index: int, why: str, *, days: bool = False) -> Iterator[_Way]:
    """Where a route leads, through the hold that it opens or the plan that it offers; `step` is where the case stands.

    A hold with `times` is a bound: past it the way leads on by its `otherwise`.
    """
    route = _found(program, index)
    if route is None:
        return
    if route.kind == "go_to" and route.target >= 0:
        yield _Way(here, (STEP, route.target, -1), route.place, why, days)
    elif route.kind == "resume":
        yield _Way(here, (STEP, step.index, -1), route.place, why, days)
    elif route.kind == "hold" and route.target >= 0:
        hold = program.holds[route.target]
        there = (HOLD, hold.index, step.index)
        onward = _found(program, hold.otherwise)
        if hold.times and (onward is None or onward.kind != "hold"):
            yield from _route(program, step, here, hold.otherwise, why)
        elif not hold.times and here[0] != HOLD:
            yield _Way(here, there, route.place, why, days)
            yield from _after(program, step, there, _hold_routes(hold), f"the hold {hold.name!r} is over", hold.place)
    elif route.kind == "offer" and here[0] == STEP and program.plan_index(route.name) >= 0:
        plan = program.plans[program.plan_index(route.name)]
        there = (PLAN, plan.index, step.index)
        yield _Way(here, there, route.place, why, days)
        over = f"the plan {plan.name!r} is over, or did not begin"
        if plan.when is not None:  # refused on the day it is wanted
            yield from _route(program, step, there, plan.otherwise, over)
        yield from _after(program, step, there, _plan_routes(plan), over, plan.place)


def _found(program: Program, index: int) -> Route | None:
    return program.routes[index] if index >= 0 else None


def _after(program: Program, step: Step, here: Spot, routes: Sequence[int], why: str, place: Place) -> Iterator[_Way]:
    """What follows a hold or a plan; without a route the ladder goes on where it stood."""
    for index in routes:
        if index < 0:
            yield _Way(here, (STEP, step.index, -1), place, why)
        else:
            yield from _route(program, step, here, index, why, days=True)


def _hold_routes(hold: Hold) -> tuple[int, ...]:
    """What follows a hold by itself; its other outcomes are a person's decision."""
    if hold.opens_on == "promise_made":
        return tuple(route for outcome, route in hold.outcomes if outcome in _PROMISE_BREAKS)
    return (hold.expired,)


def _plan_routes(plan: Plan) -> tuple[int, ...]:
    """What follows a plan that was allowed by itself: nobody answered, or it was breached."""
    tests = leaves_of(plan.when) if plan.when else ()
    counted = any(test.field == "debtor.plans_breached" for test in tests)
    unanswered = (plan.unanswered,) if plan.offer >= 0 else ()
    return (*unanswered, *(() if counted else (plan.breached.route,)))


def _events(program: Program, step: Step, here: Spot) -> Iterator[_Way]:
    """What a debtor can bring about again and again while a step waits: a hold that sends the case to another step."""
    for hold in program.holds:
        if hold.opens_on is None or hold.times:
            continue
        there = (HOLD, hold.index, -1)
        yield _Way(here, there, hold.place, f"the hold {hold.name!r} can open again, however often it did")
        for index in _hold_routes(hold):
            route = _found(program, index)
            if route is not None and route.kind == "go_to" and route.target >= 0:
                yield _Way(there, (STEP, route.target, -1), route.place, f"the hold {hold.name!r} is over")


def _counts(program: Program) -> Iterator[Problem]:
    """DW518: `times` of two or more where no way leads back to the step, and reasons to do it anew that cannot come.

    What is so in one variant only may be meant for the other.
    """
    edges = [edges_of(program, variant) for variant in range(len(program.variants))]
    for step in program.steps[0]:
        back = any(step.index in reached(each, step.index) for each in edges)
        if step.times > 1 and not step.anew_after and not back:
            message = f"{step.name!r} can never be carried out {step.times} times: no way leads back to it"
            fix = "write `times: 1`, or send a route back here with `go_to`"
            yield Problem("DW518", message, step.place_of("times"), fix, "warning")
        alike = [steps[step.index] for steps in program.steps]
        by_letter = any("letter" in (*one.channels, one.fallback_channel) for one in alike)
        never = {"plan_breached": not program.plans, "letter_returned": not by_letter}
        for word in step.anew_after:
            if never.get(word):
                why = "the policy has no payment plan" if word == "plan_breached" else "it never goes by letter"
                message = f"{step.name!r} can never be needed anew after {word}: {why}"
                yield Problem("DW518", message, step.place_of("anew_after"), f"remove {word}", "warning")
