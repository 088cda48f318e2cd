"""Checks on single parts of a compiled policy: what can be read and carried out, but can hardly be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.flow import edges_of, reached
from dunwell.language.program import FIXED_ANCHORS, PROMISE
from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.program import Hold, Program, Step

_ACCESSORIES = ("interest", "collection_costs")


def check_sense(program: Program) -> Iterator[Problem]:
    """DW406 and DW505 to DW508; the same finding in two variants comes twice."""
    for hold in program.holds:
        yield from _hold(program, hold)
    for variant, steps in enumerate(program.steps):
        for step in steps:
            yield from _calls(program, step)
            yield from _promise_routes(program, step)
        yield from _accessories(program, variant, steps)


def _hold(program: Program, hold: Hold) -> Iterator[Problem]:
    """DW406 and DW505: the day on which a hold ends is known, and what follows then is said."""
    promised = hold.opens_on == "promise_made"
    if hold.until is not None and hold.until.anchor == PROMISE and hold.opens_on not in (None, "promise_made"):
        message = f"the hold {hold.name!r} ends by promise.date, and {hold.opens_on} promises no day"
        yield Problem("DW406", message, hold.until.place, "count from another day, or use `no_longer_than` alone")
    if hold.until is not None and hold.until.anchor >= len(FIXED_ANCHORS) and hold.limit is None:
        name = program.anchors[hold.until.anchor]
        message = f"{name!r} may be unset when the hold {hold.name!r} opens: it can open before that step"
        yield Problem("DW404", message, hold.until.place, "add `no_longer_than`, which holds until that day is known")
    if (hold.route_of("broken") if promised else hold.expired) < 0:
        message = f"the time of the hold {hold.name!r} can run out, and nothing says what follows"
        fix = "add `outcomes: {broken: {go_to: …}}`" if promised else "add `expired: {go_to: …}`, or another route"
        yield Problem("DW505", message, hold.place, fix)


def _calls(program: Program, step: Step) -> Iterator[Problem]:
    """DW508: how often to call again, and that it is done at all, belong together."""
    if step.kind != "phone":
        return
    again = any(program.routes[route].kind == "call_again" for _, route in step.outcomes)
    for key in ("attempts", "last_attempt"):
        if not again and step.place_of(key) != step.place:
            message = f"`{key}` has no effect in {step.name!r}: no outcome says `call_again`"
            yield Problem("DW508", message, step.place_of(key), "write `no_answer: {call_again: true}`", "warning")
    if again and step.attempts == 1:
        message = f"{step.name!r} calls once only: `call_again` has no effect without `attempts` of two or more"
        yield Problem("DW508", message, step.place_of("outcomes"), "add `attempts: {times: 2, …}`", "warning")


def _promise_routes(program: Program, step: Step) -> Iterator[Problem]:
    """DW406: an outcome that opens a hold until a promised day says that day."""
    for outcome, index in step.outcomes:
        route = program.routes[index]
        if route.kind != "hold" or route.target < 0 or outcome == "promise":
            continue
        until = program.holds[route.target].until
        if until is not None and until.anchor == PROMISE:
            message = f"the hold {route.name!r} ends by promise.date, and the outcome {outcome!r} promises no day"
            yield Problem("DW406", message, route.place, "open another hold here")


def _accessories(program: Program, variant: int, steps: tuple[Step, ...]) -> Iterator[Problem]:
    """DW506 and DW507: what is claimed was announced before, and what is announced is done."""
    edges = edges_of(program, variant)
    after = {step.index: reached(edges, step.index) for step in steps if step.announces}
    claimed = {word for step in steps for word in step.claims}
    handed_over = any(step.kind == "agency" for step in steps)
    for step in steps:
        for word in _ACCESSORIES:
            announcing = [one for one in steps if word in one.announces]
            if word in step.claims and not any(step.index in after[one.index] for one in announcing):
                yield _not_announced(step, word, announcing)
            if word in step.announces and word not in claimed:
                message = f"{step.name!r} announces {word}, and no step claims it"
                fix = f"add {word} to `claims` of a later step, or announce less"
                yield Problem("DW507", message, step.place_of("announces"), fix, "warning")
        if "agency" in step.announces and not handed_over:
            message = f"{step.name!r} announces a collection agency, and no step hands the claim over"
            fix = "add a step with `do: agency`, or announce less"
            yield Problem("DW507", message, step.place_of("announces"), fix, "warning")


def _not_announced(step: Step, word: str, announcing: list[Step]) -> Problem:
    message = f"{step.name!r} claims {word}, and no step {'before it ' if announcing else ''}announces it"
    notes = tuple(Note(f"{one.name!r} announces it, later", one.place_of("announces")) for one in announcing[:1])
    fix = f"add {word} to `announces` of the message before"
    return Problem("DW506", message, step.place_of("claims"), fix, "warning", notes)
