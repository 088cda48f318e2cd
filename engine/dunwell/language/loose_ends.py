"""Check what surrounds the ladder: holds and plans that nothing begins, objections, escalations to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.parts import Route
    from dunwell.language.program import Hold, Program, Step
    from dunwell.problems import Place

_OBJECTIONS = {"disputes": "dispute", "question": "question"}
"""The outcomes of a call that ask something of us, and what each is."""
_OPENED_BY = {"dispute_opened": "dispute", "question_asked": "question"}


def check_loose_ends(program: Program) -> Iterator[Problem]:
    """DW514 to DW517, DW519 and DW520; the same finding in two variants comes twice."""
    yield from _holds(program)
    yield from _plans(program)
    yield from _escalations(program)
    for hold in program.holds:
        yield from _after_objection(program, hold)
    for variant, steps in enumerate(program.steps):
        for step in steps:
            yield from _calls(program, variant, step)


def _holds(program: Program) -> Iterator[Problem]:
    """DW514 and DW516: each hold can open, and by an event of its own."""
    routed = {route.target for route in program.routes if route.kind == "hold"}
    first: dict[str, Hold] = {}
    for hold in program.holds:
        if hold.opens_on is None and hold.index not in routed:
            message = f"no event and no route opens the hold {hold.name!r}; only a person could, by its name"
            fix = "add `opens_on`, send a route here with `hold`, or remove it"
            yield Problem("DW514", message, hold.place, fix, "warning")
        if hold.opens_on is None:
            continue
        other = first.setdefault(hold.opens_on, hold)
        if other is not hold:
            message = f"{hold.opens_on} opens the hold {other.name!r}, and so never {hold.name!r}"
            notes = (Note("the one that it opens", other.place),)
            yield Problem("DW516", message, hold.place, "keep one of them, or open this one by a route", notes=notes)


def _plans(program: Program) -> Iterator[Problem]:
    """DW519: a plan with an offer that nobody ever makes. A debtor who asks for a plan gets the first."""
    offered = {program.plan_index(route.name) for route in program.routes if route.kind == "offer"}
    for plan in program.plans[1:]:
        if plan.offer >= 0 and plan.index not in offered:
            message = f"no route offers the payment plan {plan.name!r}, and a debtor who asks for one gets the first"
            notes = (Note("the first one", program.plans[0].place),)
            fix = f"write `{{offer: {plan.name}}}` in a route, or remove it"
            yield Problem("DW519", message, plan.place, fix, "warning", notes)


def _escalations(program: Program) -> Iterator[Problem]:
    """DW520: who is told after a time is somebody else than who was asked."""
    asked = [("attention", program.attention_owner, program.attention.escalate_to, program.attention.place)]
    watch = program.limitation
    asked.append(("limitation", watch.owner, watch.escalate_to, watch.place))
    for steps in program.steps:
        asked += [
            (repr(step.name), step.owner, step.patience.escalate_to, step.patience.place)
            for step in steps
            if step.owner and step.patience
        ]
    for what, owner, told, place in asked:
        if owner == told:
            message = f"in {what} the time of {owner!r} runs out, and {told!r} is told: nobody else ever hears of it"
            yield Problem("DW520", message, place, "escalate to somebody else", "warning")


def _after_objection(program: Program, hold: Hold) -> Iterator[Problem]:
    """DW515 and DW517: what follows an open dispute or question, and who decides."""
    what = _OPENED_BY.get(hold.opens_on or "")
    if what is None:
        return
    if hold.expired >= 0 and (onward := _goes_on(program, 0, program.routes[hold.expired])):
        message = f"a {what} that nobody looked at {onward}: our silence must not cost the debtor anything"
        place = program.routes[hold.expired].place
        yield Problem("DW515", message, place, "send it to a person: `go_to` a step with `do: task`", "warning")
    if what == "dispute" and not hold.outcomes:
        message = (
            f"the hold {hold.name!r} says nothing of a dispute that is upheld: the ladder would go on all the same"
        )
        fix = "add `outcomes: {upheld: {wait_for: credited}, rejected: {resume: true}}`"
        yield Problem("DW517", message, hold.place, fix, "warning")


def _calls(program: Program, variant: int, step: Step) -> Iterator[Problem]:
    """DW515: who disputes or asks on the telephone is not dunned further as if nothing had been said."""
    for outcome, index in step.outcomes if step.kind == "phone" else ():
        what = _OBJECTIONS.get(outcome)
        onward = _goes_on(program, variant, program.routes[index]) if what else ""
        if onward:
            message = f"a {what} on the telephone {onward}, as if nothing had been said"
            place: Place = program.routes[index].place
            yield Problem("DW515", message, place, "open a hold, or send it to a person", "warning")


def _goes_on(program: Program, variant: int, route: Route) -> str:
    """How a route goes on with dunning, in words; empty where a person or a hold comes first."""
    if route.kind == "resume":
        return "lets the ladder go on"
    if route.kind == "close" and route.name == "handed_over":
        return "ends the case as handed over"
    if route.kind == "go_to" and route.target >= 0 and program.steps[variant][route.target].kind != "task":
        return f"leads on to {program.steps[variant][route.target].name!r}"
    return ""
