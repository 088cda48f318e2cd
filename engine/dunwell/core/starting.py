"""The day of a step has come: it is judged, once, and starts, is skipped, or goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.events_calls import after_calls, calls_used_up
from dunwell.core.judge import field_value, judge, unknown_fields
from dunwell.core.moves import ask, counted, follow, go_on, reachable, with_anchor
from dunwell.core.position import DONE, OPEN, Position
from dunwell.core.transitions import Reason, Transition
from dunwell.core.values import replace

if TYPE_CHECKING:
    from dunwell.language.program import Program, Step


def start(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """The day of a step has come: it is judged, once."""
    day = position.day
    if position.behind >> step.index & 1:
        return _done_before(program, position, step)
    if step.times and position.counts[step.index] >= step.times:
        return _used_up(program, position, step, "times", step.times)
    if calls_used_up(position, step):
        return _used_up(program, position, step, "attempts", step.attempts)
    if step.start is not None and not step.side and not position.anchors[step.start.anchor]:
        return ask(position, f"unset:{program.anchors[step.start.anchor]}", day), ()
    if step.when is not None:
        verdict = judge(program, step.when, position, day)
        if verdict is None:
            return _ask_for_facts(program, position, step)
        if not verdict:
            return _refused(program, position, step)
    if step.kind == "check":
        return _check(program, position, step)
    return _deliverable(program, replace(position, phase=OPEN, since=day), step)


def _done_before(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """The step was done under an earlier text of the policy, in which it came sooner: it is not done again."""
    reason = Reason("done_before", step.place, (position.anchors[step.sent],))
    told = Transition("skip", position.day, step.index, reasons=(reason,))
    position = replace(position, behind=position.behind & ~(1 << step.index))
    return go_on(program, position, position.day), (told,)


def _used_up(
    program: Program, position: Position, step: Step, key: str, most: int
) -> tuple[Position, tuple[Transition, ...]]:
    """The step was done as often as it may be: the ladder goes on as the policy says, and never back to it."""
    day = position.day
    reason = Reason("times_used_up", step.place_of(key), (position.counts[step.index], most))
    told = Transition("skip", day, step.index, reasons=(reason,))
    if step.otherwise >= 0:
        return follow(program, position, step.otherwise, day, back=DONE), (told,)
    if step.kind == "phone":
        return after_calls(program, position, step, day), (told,)
    return go_on(program, position, day), (told,)


def _ask_for_facts(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    assert step.when is not None  # only called for a step with a condition
    missing = unknown_fields(program, step.when, position, position.day)
    return ask(position, f"unknown:{missing[0]}", position.day), ()


def _refused(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """The step's condition does not hold: it goes elsewhere, or it is skipped. No anchor is set."""
    day = position.day
    reasons = (Reason("when_fails", step.place_of("when"), (step.index,)),)
    told = Transition("skip", day, step.index, reasons=reasons)
    if step.otherwise >= 0:
        return follow(program, position, step.otherwise, day, back=OPEN), (told,)
    return go_on(program, position, day), (told,)


def _check(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """A check looks at its requirements; an unknown one asks a person, a failed one goes elsewhere."""
    day = position.day
    failed: list[Reason] = []
    for name, index, place in step.required:
        value = field_value(program, name, index, position, day)
        if value is None:
            return ask(position, f"unknown:{name}", day), ()
        if value is not True:
            failed.append(Reason("requirement_fails", place, (name,)))
    if failed:
        told = Transition("check", day, step.index, change="failed", reasons=tuple(failed))
        if step.otherwise < 0:
            return ask(position, f"requirement:{failed[0].args[0]}", day), (told,)
        return follow(program, position, step.otherwise, day, back=DONE), (told,)
    told = Transition("check", day, step.index, change="passed", reasons=_passed(position, step))
    anchors = with_anchor(with_anchor(position.anchors, step.sent, day), step.sent + 1, day)
    position = replace(position, anchors=anchors, counts=counted(position.counts, step.index))
    return go_on(program, position, day), (told,)


def _passed(position: Position, step: Step) -> tuple[Reason, ...]:
    start = (
        ()
        if step.start is None
        else (Reason("start", step.start.place, (step.index, position.anchors[step.start.anchor])),)
    )
    return (*start, Reason("requirements_hold", step.place_of("requires"), tuple(name for name, _, _ in step.required)))


def _deliverable(program: Program, position: Position, step: Step) -> tuple[Position, tuple[Transition, ...]]:
    """See whether the step can reach the debtor at all; if not, take its fallback."""
    if step.kind not in ("email", "letter", "both") or any(reachable(position, name) for name in step.channels):
        return position, ()
    if step.fallback_channel and reachable(position, step.fallback_channel):
        return replace(position, channel=1), ()
    if step.fallback >= 0:
        reason = Reason("no_address", step.place_of("fallback"), (step.channels[0],))
        told = Transition("skip", position.day, step.index, reasons=(reason,))
        return follow(program, position, step.fallback, position.day, back=OPEN), (told,)
    return ask(position, f"undeliverable:{step.channels[0]}", position.day), ()
