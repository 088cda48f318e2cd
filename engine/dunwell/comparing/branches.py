"""The branches of a policy: every step, way out, hold, end of a plan and end of a case that a story can come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.plans import Plan
    from dunwell.language.program import Hold, Program, Step
    from dunwell.problems import Place


@dataclass(frozen=True, slots=True)
class Branch:
    """One way that a case can go. Two are the same if part, name and case are; `place` is the line that says it.

    `part` is the section ("step", "hold", …), `name` its name there, `case` what can come of it ("done", "expired").
    """

    part: str
    name: str
    case: str
    place: Place = field(compare=False)


DONE, HOLDS, FAILS, USED_UP = "done", "when holds", "when does not hold", "done as often as allowed"
PASSED, FAILED = "all required holds", "something required is missing"
FALLBACK, LAST_CALL, ESCALATED, LATE = (
    "fallback",
    "no answer to the last call",
    "nobody did it in time",
    "starts too late",
)
OPENED, CLOSED, EXPIRED, REFUSED = "opened", "closed", "expired", "not opened again"
SENT, ENDED, FITS = "sent", "ends", "fits"
PLAN_CASES = ("offered", "unanswered", "agreed", "instalment_late", "completed", "breached", "infeasible")
BUILT_IN_ENDS = ("paid", "credited")
"""Ends that no policy has to write down, and every policy can come to."""


def branches_of(program: Program) -> tuple[Branch, ...]:
    """Every branch of a policy, in the order of its sections, each once."""
    found = (
        *(Branch("variant", one.name, FITS, one.place) for one in program.variants if one.when is not None),
        *(branch for steps in zip(*program.steps, strict=True) for branch in _of_step(program, steps)),
        *(branch for hold in program.holds for branch in _of_hold(hold)),
        *(branch for plan in program.plans for branch in _of_plan(plan)),
        *(Branch("message", one.name, SENT, one.place) for one in program.messages),
        *_ends(program),
    )
    return tuple(dict.fromkeys(found))


def done_case(program: Program, index: int, variant: int) -> str:
    """How it is called that a step was done: with its variant where the policy writes the step for each apart."""
    same = all(_shape(steps[index]) == _shape(program.steps[0][index]) for steps in program.steps)
    return DONE if same else f"{DONE} ({program.variants[variant].name})"


def _shape(step: Step) -> tuple[object, ...]:
    return step.kind, step.channels, step.template, step.legal_form, step.term, step.claims, step.announces


def _of_step(program: Program, steps: tuple[Step, ...]) -> Iterator[Branch]:
    """The branches of a step over all its variants."""
    for variant, step in enumerate(steps):

        def branch(case: str, place: Place, step: Step = step) -> Branch:
            return Branch("step", step.name, case, place)

        if step.kind == "check":
            yield branch(PASSED, step.place)
            yield branch(FAILED, step.place_of("otherwise"))
        elif step.kind != "task":
            key = "template" if step.template else "do"
            yield branch(done_case(program, step.index, variant), step.place_of(key) if len(steps) > 1 else step.place)
        if step.when is not None:
            yield branch(HOLDS, step.place_of("when"))
            yield branch(FAILS, step.place_of("otherwise" if step.otherwise >= 0 else "when"))
        if step.times:
            yield branch(USED_UP, step.place_of("times"))
        if step.fallback_channel or step.fallback >= 0:
            yield branch(FALLBACK, step.place_of("fallback"))
        for outcome, route in step.outcomes:
            yield branch(f"outcome {outcome}", program.routes[route].place)
        if step.kind == "phone":
            yield branch(LAST_CALL, step.place_of("last_attempt" if step.leave else "attempts"))
        if step.patience is not None:
            yield branch(ESCALATED, step.patience.place)
        if step.window is not None:
            yield branch(LATE, step.window.place)


def _of_hold(hold: Hold) -> Iterator[Branch]:
    yield Branch("hold", hold.name, OPENED, hold.place)
    outcomes = [name for name, _ in hold.outcomes]
    yield from (Branch("hold", hold.name, f"outcome {name}", hold.place) for name in outcomes)
    if hold.until_event is not None:
        yield Branch("hold", hold.name, CLOSED, hold.place)
    if "broken" not in outcomes and (hold.limit is not None or hold.until is not None):
        yield Branch("hold", hold.name, EXPIRED, hold.place)
    if hold.times:
        yield Branch("hold", hold.name, REFUSED, hold.place)


def _of_plan(plan: Plan) -> Iterator[Branch]:
    places = {
        "breached": plan.breached.place,
        "infeasible": plan.infeasible.place,
        "completed": plan.completed.place,
        "instalment_late": plan.missed.place,
    }
    offers = ("offered", "unanswered")
    for case in PLAN_CASES:
        if plan.offer >= 0 or case not in offers:
            yield Branch("plan", plan.name, case, places.get(case, plan.place))
    if plan.when is not None:
        yield Branch("plan", plan.name, "refused", plan.when.place)


def _ends(program: Program) -> Iterator[Branch]:
    """The ends that steps and routes write down, then those that are built in, at the policy's first line."""
    for steps in program.steps:
        yield from (Branch("end", one.close, ENDED, one.place_of("close")) for one in steps if one.close)
    yield from (Branch("end", one.name, ENDED, one.place) for one in program.routes if one.kind == "close")
    yield from (Branch("end", name, ENDED, program.messages[index].place) for name, index in program.farewells)
    yield from (Branch("end", name, ENDED, program.place) for name in BUILT_IN_ENDS)
