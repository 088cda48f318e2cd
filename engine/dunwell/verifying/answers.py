"""What answers our actions: people who call, decide and release; messages that come back or cannot be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.plan import question
from dunwell.core.position import ASKING
from dunwell.core.timing import NEVER
from dunwell.language.events import Event
from dunwell.language.steps import CALL_OUTCOMES
from dunwell.verifying.budgets import of_kind, spent
from dunwell.verifying.says import days_promised
from dunwell.verifying.world import Deed, possible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action, Decision
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget, Left
    from dunwell.verifying.says import Data

    _Answers = Iterator[tuple[Event, str, int]]


def answers(
    program: Program, budget: Budget, position: Position, decision: Decision, day: int, left: Left
) -> Iterator[Deed]:
    """What people may do on a day about what they are asked, or what may come back of what was sent."""
    for action in decision.actions:
        if action.kind in _ANSWERS:
            for event, kind, outside in _ANSWERS[action.kind](program, budget, position, action, day):
                rest = spent(left, kind)
                if rest is not None and possible(program, position, event):
                    yield Deed(event, rest, outside, action)


def returned(program: Program, budget: Budget, position: Position, day: int, left: Left) -> Iterator[Deed]:
    """What was sent last may come back on a day, for some days."""
    rest = spent(left, "bounce")
    if rest is None or day > returns_until(program, budget, position, left):
        return
    step = program.steps[position.variant][position.last_done]
    for name in _BACK[step.fallback_channel if position.channel else step.kind]:
        event = Event(name, day, (("step", step.name),))
        if possible(program, position, event):
            yield Deed(event, rest)


def returns_until(program: Program, budget: Budget, position: Position, left: Left) -> int:
    """The last day on which what was sent last may come back; 0 where nothing can."""
    if position.last_done < 0 or position.end or not of_kind(left, "bounce"):
        return 0
    step = program.steps[position.variant][position.last_done]
    return position.anchors[step.sent] + budget.returns if step.kind in _BACK else 0


def failed(program: Program, position: Position, action: Action, day: int, left: Left) -> Deed | None:
    """A message of ours that cannot be sent today."""
    rest = spent(left, "failed")
    if rest is None or action.kind != "step":
        return None
    event = Event("step_failed", day, (("step", program.steps[position.variant][action.step].name),))
    return Deed(event, rest, 1, action)


def by_machine(program: Program, position: Position, action: Action) -> bool:
    """Whether the machine carries an action out; everything else waits for a person."""
    if action.kind == "message":
        return True
    return action.kind == "step" and program.steps[position.variant][action.step].kind not in ("phone", "task")


def waits_for_somebody(program: Program, position: Position, action: Action) -> bool:
    """Whether a person is asked, and the case does not go on without an answer.

    Of a limitation a person only hears; what the law blocks up to a day goes on by itself then.
    """
    if action.kind == "blocked":
        return any(reason.args[1] == NEVER for reason in action.reasons)
    return action.step >= 0 and not by_machine(program, position, action)


_BACK: Mapping[str, tuple[str, ...]] = {
    "email": ("bounced",),
    "letter": ("letter_returned",),
    "both": ("bounced", "letter_returned"),
}


def _calls(program: Program, budget: Budget, position: Position, action: Action, day: int) -> _Answers:
    """Every outcome of a call that the policy lists; nobody answers where it lists none."""
    step = program.steps[position.variant][action.step]
    listed = {"no_answer", *(name for name, _ in step.outcomes)}
    for outcome in reversed(CALL_OUTCOMES):
        if outcome not in listed:
            continue
        kind = _KIND_OF_CALL.get(outcome, "call")
        for by in days_promised(program, day) if outcome == "promise" else (0,):
            data: Data = (("outcome", outcome), *((("promised_on", by),) if by else ()), ("step", step.name))
            yield Event("call_made", day, data), kind, int(bool(kind))


_KIND_OF_CALL: Mapping[str, str] = {
    "no_answer": "", "promise": "promise", "wants_plan": "plan", "cannot_pay": "plan", "disputes": "dispute",
}  # fmt: skip


def _steps(program: Program, budget: Budget, position: Position, action: Action, day: int) -> _Answers:
    step = program.steps[position.variant][action.step]
    if step.kind == "phone":
        yield from _calls(program, budget, position, action, day)
    elif step.kind == "task":
        for name, route in step.outcomes:
            kind = "plan" if program.routes[route].kind == "offer" else ""
            yield Event("step_done", day, (("step", step.name), ("outcome", name))), kind, int(bool(kind))


def _released(program: Program, budget: Budget, position: Position, action: Action, day: int) -> _Answers:
    yield Event("approved", day, (("step", program.steps[position.variant][action.step].name),)), "", 0


def _asked(program: Program, budget: Budget, position: Position, action: Action, day: int) -> _Answers:
    """Whoever is asked lets the case go on at the next step, makes an offer, or sees to a message."""
    if action.step < 0:
        return
    if action.message >= 0:
        yield Event("message_sent", day, (("message", program.messages[action.message].name),)), "", 0
        return
    if position.plan is not None and (asked := question(program, position)):
        if asked[0] == "offer":
            yield Event("plan_offered", day, (("plan", asked[1]),)), "", 0
        else:
            yield Event("approved", day), "", 0
    elif position.phase == ASKING and position.ask != "no_variant":
        yield Event("approved", day), "", 0


_ANSWERS: Mapping[str, Callable[[Program, Budget, Position, Action, int], _Answers]] = {
    "step": _steps,
    "approve": _released,
    "ask": _asked,
}
"""What people may answer, by the kind of action; what is blocked waits for a fact, which comes in a morning."""
