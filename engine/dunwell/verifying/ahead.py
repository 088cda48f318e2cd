"""What the steps that a case can still come to will read of it: which dates, counts and windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.program import ENTERED, PROMISE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.phrases import Unit
    from dunwell.language.program import Program, Step

    _Phrase = tuple[int, Unit]

PAST = 1
"""The day that stands for every day in the past."""


@dataclass(frozen=True, slots=True)
class Read:
    """What can still be read from some steps on.

    `anchors` are slots with the phrases that count from them, and what stands for a day in the past; `whole` are slots
    of which the very day counts.
    `counts` are steps whose count matters, `windows` those that can still be missed.
    """

    anchors: tuple[tuple[int, tuple[_Phrase, ...], int], ...]
    whole: frozenset[int]
    counts: tuple[int, ...]
    windows: tuple[int, ...]


def reads(program: Program, variant: int, at: int, ahead: frozenset[int]) -> Read:
    """What the steps ahead read; `at` is the one where the case stands."""
    steps = [program.steps[variant][index] for index in sorted(ahead)]
    phrases: dict[int, set[_Phrase]] = {}
    whole: set[int] = set()
    for step in steps:
        if step.start is not None and (step.start.anchor != ENTERED or step.index == at):
            phrases.setdefault(step.start.anchor, set()).add((step.start.count, step.start.unit))
        if step.kind == "phone" and step.apart is not None:
            phrases.setdefault(step.sent, set()).add((step.apart.count, step.apart.unit))
        if step.window is not None:
            whole.add(step.window.last.anchor)
    for hold in program.holds:
        if hold.until is not None and hold.until.anchor != PROMISE:
            whole.add(hold.until.anchor)
    if any(step.guards or step.claims for step in steps):
        for _, slot in program.letters[variant]:
            phrases.setdefault(slot, set())
    for slot in whole:
        phrases.setdefault(slot, set())
    counted_from = set(phrases)
    for step in program.steps[variant]:
        phrases.setdefault(step.sent + 2, set()).add((1, "days"))  # no other step starts within a term
    counted = [one.index for one in program.steps[variant] if one.times or one.kind == "phone" or one.anew_after]
    windows = [at for at, (index, _) in enumerate(program.windows) if index in ahead]
    return Read(
        tuple((slot, tuple(sorted(found)), PAST * (slot in counted_from)) for slot, found in sorted(phrases.items())),
        frozenset(whole),
        tuple(index for index in counted if index in ahead),
        tuple(windows),
    )


def ahead_of(program: Program, variant: int, steps: set[int]) -> frozenset[int]:
    """Every step that a case at one of these can come to."""
    waiting, found = list(steps), set(steps)
    while waiting:
        step = program.steps[variant][waiting.pop()]
        new = {*targets(program, _routes_of(step)), step.next} - {-1} - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _routes_of(step: Step) -> tuple[int, ...]:
    return (step.otherwise, step.fallback, step.after_last, *(route for _, route in step.outcomes))


def routes_from_anywhere(program: Program) -> Iterator[int]:
    """Routes that a case may take at whatever step it stands: those of holds and plans."""
    for hold in program.holds:
        yield from (hold.expired, hold.otherwise, *(route for _, route in hold.outcomes))
    for plan in program.plans:
        yield from (plan.otherwise, plan.unanswered, plan.breached.route, plan.infeasible.route)


def targets(program: Program, routes: Iterator[int] | tuple[int, ...]) -> Iterator[int]:
    """The steps to which routes lead, also after what they wait for; and those that may have to be done anew."""
    first = [program.routes[index] for index in routes if index >= 0]
    then = [program.routes[route.then] for route in first if route.then >= 0]
    yield from (route.target for route in (*first, *then) if route.kind == "go_to")
    yield from (step.index for steps in program.steps for step in steps if step.anew_after)


def only_asked_for(program: Program) -> bool:
    """Whether a plan comes only where somebody wants one: by no hold that runs out, and no step that is skipped."""
    routes = {*routes_from_anywhere(program)}
    for step in (step for steps in program.steps for step in steps):
        routes |= {step.otherwise, step.fallback, step.after_last}
    return not any(index >= 0 and program.routes[index].kind == "offer" for index in routes)
