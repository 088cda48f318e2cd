"""Checks on single parts of a compiled policy: what can be read and carried out, but can hardly be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.cells import ANY_OTHER, cells, holds, leaves_of
from dunwell.language.fields import FIELDS, value_text
from dunwell.language.program import FIXED_ANCHORS, PROMISE
from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.cells import Cell
    from dunwell.language.parts import Condition
    from dunwell.language.phrases import Unit
    from dunwell.language.program import Hold, Program, Step

_DAYS: dict[Unit, tuple[int, int]] = {"days": (1, 1), "working days": (1, 3), "weeks": (7, 7), "months": (28, 31)}
"""How many days a unit is at least and at most; of working days in a row, closed days around them included."""
_AROUND = 4
"""Closed days that can lie around even one working day."""
_ACCESSORIES = ("interest", "collection_costs")


def check_sense(program: Program) -> Iterator[Problem]:
    """DW405, DW406 and DW505 to DW512; the same finding in two variants comes twice."""
    yield from _variants(program)
    yield from _conditions(program)
    for hold in program.holds:
        yield from _hold(program, hold)
    for steps in program.steps:
        for step in steps:
            yield from _window(program, step)
            yield from _calls(program, step)
            yield from _promise_routes(program, step)
        yield from _accessories(steps)


def _variants(program: Program) -> Iterator[Problem]:
    """DW510 and DW511: exactly one variant fits every case to which the policy applies."""
    conditions = [variant.when for variant in program.variants if variant.when is not None]
    if len(conditions) != len(program.variants):
        return
    asked = {test.field for condition in conditions for test in leaves_of(condition)}
    limits = [one for one in program.applies_to if {test.field for test in leaves_of(one)} <= asked]
    told: set[tuple[str, ...]] = set()
    for cell in cells((*conditions, *limits)):
        fitting = tuple(variant.name for variant in program.variants if variant.when and holds(variant.when, cell))
        if len(fitting) == 1 or fitting in told or not all(holds(limit, cell) for limit in limits):
            continue
        told.add(fitting)
        yield _not_one_variant(program, fitting, cell)


def _not_one_variant(program: Program, fitting: tuple[str, ...], cell: Cell) -> Problem:
    case = _case_text(program, cell)
    if not fitting:
        message = f"no variant fits a case with {case}"
        return Problem("DW510", message, program.variants[-1].place, "let one of the variants cover it")
    first, second = (next(one for one in program.variants if one.name == name) for name in fitting[:2])
    message = f"two variants fit a case with {case}: {first.name!r} and {second.name!r}"
    notes = (Note("the other one", first.place),)
    return Problem("DW511", message, second.place, "let each case fit one of them only", notes=notes)


def _case_text(program: Program, cell: Cell) -> str:
    words = (
        f"{name} {value if value == ANY_OTHER else value_text(FIELDS[name], value, program.currency)}"
        for name, value in cell.items()
    )
    return ", ".join(words)


def _conditions(program: Program) -> Iterator[Problem]:
    """DW512: a condition that holds always, or never."""
    for condition in _whens(program):
        found = {holds(condition, cell) for cell in cells((condition,))}
        if len(found) == 1:
            how, what = ("always", "remove it") if found == {True} else ("never", "look at its values")
            message = f"this condition {how} holds, whatever the case"
            yield Problem("DW512", message, condition.place, f"{what}: it decides nothing", "warning")


def _whens(program: Program) -> Iterator[Condition]:
    yield from (step.when for steps in program.steps for step in steps if step.when is not None)
    yield from (variant.when for variant in program.variants if variant.when is not None and len(program.variants) > 1)


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


def _window(program: Program, step: Step) -> Iterator[Problem]:
    """DW405: a step that promises to start by a day on which it cannot have started yet."""
    if step.window is None or step.start is None or step.window.last.anchor != step.start.anchor:
        return
    start, last = step.start, step.window.last
    if start.unit == last.unit or start.count < 0 or last.count < 0:
        late = last.count < start.count and (start.unit == last.unit or last.count < 0 <= start.count)
    else:
        late = last.count * _DAYS[last.unit][1] + _AROUND < start.count * _DAYS[start.unit][0]
    if late:
        message = f"{step.name!r} starts '{start.text}' and can never have started by '{last.text}'"
        yield Problem("DW405", message, last.place, "let it start earlier, or promise a later day")


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


def _accessories(steps: tuple[Step, ...]) -> Iterator[Problem]:
    """DW506 and DW507: what is claimed was announced, and what is announced is claimed."""
    announced = {word for step in steps for word in step.announces}
    claimed = {word for step in steps for word in step.claims}
    for step in steps:
        for word in _ACCESSORIES:
            if word in step.claims and word not in announced:
                message = f"{step.name!r} claims {word}, and no step announces it"
                fix = f"add {word} to `announces` of the message before"
                yield Problem("DW506", message, step.place_of("claims"), fix, "warning")
            if word in step.announces and word not in claimed:
                message = f"{step.name!r} announces {word}, and no step claims it"
                fix = f"add {word} to `claims` of a later step, or announce less"
                yield Problem("DW507", message, step.place_of("announces"), fix, "warning")
