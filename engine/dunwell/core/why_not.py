"""Why a step is not due: what keeps each step of a case on a day, when it could come, and what would change that.

The day is the one on which the simulator brings the step if nothing else happens; what would change it was tried in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dunwell.core.decide import decide, why_held
from dunwell.core.explain import Because, day_name, explain
from dunwell.core.guard import breaches
from dunwell.core.judge import field_value, judge, unknown_fields
from dunwell.core.moves import held, reachable
from dunwell.core.simulate import simulate
from dunwell.core.timing import NEVER, day_of, open_day
from dunwell.core.transitions import Reason
from dunwell.core.what_if import changes_of
from dunwell.days import add_years
from dunwell.language.program import ENTERED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import Position
    from dunwell.core.simulate import Standing
    from dunwell.core.transitions import Action, Decision
    from dunwell.language.program import Program, Step
    from dunwell.language.scenario import Planned

YEARS_AHEAD = 2
"""So far a case is played forward."""

State = Literal["due", "waits", "now", "ahead", "done", "passed", "aside", "over"]
"""due today; due but waiting for bank data; the current step, not due; still to come; done; passed without being done;
beside the ladder; the case is over."""
How = Literal["done", "skipped", "blocked"]


@dataclass(frozen=True, slots=True)
class Comes:
    """The day on which a step comes up if nothing happens, and what becomes of it then."""

    day: int
    how: How


@dataclass(frozen=True, slots=True)
class IfSo:
    """What would be otherwise if something changed today: `comes` is None where the step would not come at all."""

    text: str
    comes: Comes | None


@dataclass(frozen=True, slots=True)
class StepWhy:
    """One step of a case on a day. `comes` is None where it does not come within `YEARS_AHEAD`, if nothing happens."""

    step: Step
    state: State
    because: tuple[Because, ...]
    comes: Comes | None
    changes: tuple[IfSo, ...]


def why_not(
    program: Program,
    standing: Standing,
    name: str = "",
    agreed: int | None = None,
    waits: tuple[Action, ...] = (),
    stale: Reason | None = None,
) -> tuple[StepWhy, ...]:
    """Every step of the ladder (and a side step that the case is at), or the one named.

    `waits` is what would be due if the bank's data were fresh, and `stale` why it is not; a name that no step has
    gives nothing.
    """
    position, day = standing.position, standing.day
    steps = program.steps[position.variant]
    asked = [step for step in steps if step.name == name or (not name and _shown(position, step))]
    base = _played(program, standing, agreed)
    ahead = [step for step in steps if not step.side and step.index >= _ladder(position)]
    changes = changes_of(program, position, day, ahead) if not position.end else ()
    tried = [(one, _played(program, standing, agreed, one.planned)) for one in changes]
    decision = decide(program, position, day)
    told = []
    for step in asked:
        own = [
            IfSo(one.text, comes.get(step.name))
            for one, comes in tried
            if (name or not one.steps or step.name in one.steps) and comes.get(step.name) != base.get(step.name)
        ]
        state = _state(position, step, decision, waits)
        because = tuple(dict.fromkeys(_because(program, position, day, step, decision, waits, stale)))
        told.append(StepWhy(step, state, because, base.get(step.name), tuple(own)))
    return tuple(told)


def _played(
    program: Program, standing: Standing, agreed: int | None, changed: tuple[Planned, ...] = ()
) -> dict[str, Comes]:
    """When each step comes up from where the case stands, by name; a step that is done later is not called skipped."""
    until = add_years(standing.day, YEARS_AHEAD)
    planned = (*changed, *standing.planned)
    timeline = simulate(program, standing.position, planned, until, agreed, known=standing.events)
    found: dict[str, Comes] = {}
    for entry in timeline.entries:
        how = _HOW.get(entry.kind)
        if how and entry.day >= standing.day and (entry.name not in found or _better(how, found[entry.name].how)):
            found[entry.name] = Comes(entry.day, how)
    return found


_HOW: dict[str, How] = {"step": "done", "skip": "skipped", "blocked": "blocked"}


def _better(how: How, known: How) -> bool:
    return how == "done" and known != "done"


def _ladder(position: Position) -> int:
    """Where the ladder stands, also while the case is at a side step."""
    return position.frame.step if position.frame else position.step


def _shown(position: Position, step: Step) -> bool:
    return not step.side or step.index == position.step


def _state(position: Position, step: Step, decision: Decision, waits: tuple[Action, ...]) -> State:
    if position.end:
        return "over"
    if any(one.kind == "step" and one.step == step.index for one in decision.actions):
        return "waits" if any(one.kind == "step" and one.step == step.index for one in waits) else "due"
    if step.index == position.step:
        return "now"
    if step.side:
        return "aside"
    if step.index >= _ladder(position):
        return "ahead"
    return "done" if position.counts[step.index] else "passed"


def _because(
    program: Program,
    position: Position,
    day: int,
    step: Step,
    decision: Decision,
    waits: tuple[Action, ...],
    stale: Reason | None,
) -> Iterator[Because]:
    """The reasons for which a step is due, or is not."""
    state = _state(position, step, decision, waits)
    if state in ("due", "waits"):
        action = next(one for one in decision.actions if one.kind == "step" and one.step == step.index)
        reasons = (*((stale,) if stale and state == "waits" else ()), *action.reasons)
        yield from (explain(program, position, reason) for reason in reasons)
        return
    told = dict.fromkeys((*decision.reasons, *_keeps_all(program, position)))
    kept = [reason for reason in told if state == "now" or reason.id not in _OF_ITS_OWN]
    yield from (explain(program, position, reason) for reason in kept)
    for action in decision.actions:
        if action.kind in ("ask", "approve", "blocked"):
            yield from (explain(program, position, reason) for reason in action.reasons)
    if state == "over":
        return
    yield from _where(program, position, step, state)
    if state in ("ahead", "now"):
        yield from (explain(program, position, reason) for reason in _own(program, position, day, step))
        yield from _lawful(program, position, day, step)
        yield from (
            () if any(reason.id == "waits_for_start" for reason in kept) else _start(program, position, day, step)
        )


def _keeps_all(program: Program, position: Position) -> tuple[Reason, ...]:
    """What keeps the ladder still; a decision names it only where no message goes out beside it."""
    if position.end:
        return ()
    if held(program, position):
        return why_held(program, position)
    if position.plan is None:
        return ()
    running = position.plan
    return (Reason("planned", program.plans[running.plan].place, (running.plan, running.stage)),)


_OF_ITS_OWN = ("waits_for_start", "waits", "not_yet", "contact_waits", "when_fails")
"""Reasons that keep one step, and say nothing of the steps after it."""


def _where(program: Program, position: Position, step: Step, state: State) -> Iterator[Because]:
    """Where the step stands beside the place that the case has come to."""
    here = program.steps[position.variant][position.step]
    if state == "ahead":
        yield Because(f"the case is at {here.name}, and this step comes after it", step.place)
    elif state == "done":
        done = position.anchors[step.sent]
        yield Because(f"done {f'on {day_name(done)}' if done else 'before'}; the case is at {here.name}", step.place)
    elif state == "passed":
        yield Because(f"the case went past it without doing it, and is at {here.name}", step.place)
    elif state == "aside":
        yield Because("no route has led the case here", step.place)


def _own(program: Program, position: Position, day: int, step: Step) -> Iterator[Reason]:
    """What the step itself asks and the case does not have today."""
    if step.times and position.counts[step.index] >= step.times:
        yield Reason("times_used_up", step.place_of("times"), (position.counts[step.index], step.times))
    if step.when is not None:
        verdict = judge(program, step.when, position, day)
        if verdict is None:
            missing = unknown_fields(program, step.when, position, day)
            yield Reason("asks", step.place_of("when"), ("unknown", missing[0]))
        elif not verdict:
            yield Reason("when_fails", step.place_of("when"), (step.index,))
    for name, index, place in step.required:
        if field_value(program, name, index, position, day) is not True:
            yield Reason("requirement_fails", place, (name,))
    if step.kind in ("email", "letter", "both") and not any(reachable(position, name) for name in step.channels):
        yield Reason("no_address", step.place_of("do"), (step.channels[0],))
    when = open_day(program, position, step, day)
    if when > day:
        yield Reason("contact_waits", program.contacts.place, (when,))
    if step.approve and not (position.approved and step.index == position.step):
        yield Reason("approval", step.place_of("approve"))


def _lawful(program: Program, position: Position, day: int, step: Step) -> Iterator[Because]:
    """What the law would say to the step today; a current step that it stops has said so already."""
    if not step.guards or step.index == position.step:
        return
    when = open_day(program, position, step, day)
    for one in breaches(program, position, step, when):
        lawful = f" Lawful from {day_name(one.lawful_from)}." if one.lawful_from < NEVER else ""
        text = f"today it would breach {one.rule.id}: {one.rule.says}{lawful}"
        yield Because(text, step.place, one.rule.basis.article)


def _start(program: Program, position: Position, day: int, step: Step) -> Iterator[Because]:
    """The day that the step waits for: its own, and the end of every time to pay that runs."""
    if step.start is not None and not step.side:
        to_come = step.start.anchor == ENTERED and step.index != position.step
        starts = 0 if to_come else day_of(program, position, step.start)
        if not starts:
            yield Because(f"its day counts from what has not happened yet: {step.start.text}", step.start.place)
        elif starts > day:
            yield Because(f"not before {day_name(starts)}: {step.start.text}", step.start.place)
    granted = position.granted_besides(step.index)
    if not step.side and granted >= day:
        yield Because(f"a time to pay still runs, until {day_name(granted)}", step.place)
