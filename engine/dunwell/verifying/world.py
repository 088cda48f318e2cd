"""What others may do: a table of what can come from outside in the morning of a day, and what answers our actions.

Only what could be recorded comes: the same checks refuse an event here and in a journal. What a budget counts is named
by its kind; what follows from something counted is not counted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.carrying import confirmation
from dunwell.core.fold import order_of
from dunwell.core.guard import breaches
from dunwell.core.moves import promised
from dunwell.core.plan import question
from dunwell.core.position import AGREED, ASKING, EXPECTING, OFFERED, OPEN, WITH_THE_AGENCY
from dunwell.core.refuse import refusals
from dunwell.core.timing import after
from dunwell.language.events import Event
from dunwell.language.fields import FACT_INDEX, FIELDS
from dunwell.language.steps import CALL_OUTCOMES
from dunwell.verifying.budgets import of_kind, spent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.core.position import OpenHold, Position
    from dunwell.core.transitions import Action, Decision
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget, Left

    Data = tuple[tuple[str, Value], ...]
    Says = Callable[[Program, Budget, Position, int], Iterator[Data]]


class Deed(NamedTuple):
    """Something that somebody may do now: the event, what is left of the budget after it, and what it takes from it.

    `action` is what of ours it answers.
    """

    event: Event
    left: Left
    outside: int = 1
    action: Action | None = None


class Row(NamedTuple):
    """One row: an event, the kind that the budget counts (none: it follows from something else), what it says."""

    event: str
    kind: str
    says: Says


def paid(position: Position, day: int, left: Left) -> Deed | None:
    """All that is open is paid, if anything is."""
    if position.end or position.claim_open <= 0:
        return None
    return Deed(Event("payment_received", day, (("amount", position.claim_open),)), left)


def mornings(program: Program, budget: Budget, position: Position, day: int, left: Left) -> Iterator[Deed]:
    """What may come from outside in the morning of a day, before anything of it is decided; but for all being paid."""
    for row in _AFTER_END if position.end else _MORNING:
        rest = spent(left, row.kind)
        if rest is None:
            continue
        for data in row.says(program, budget, position, day):
            event = Event(row.event, day, data)
            if possible(program, position, event):
                yield Deed(event, rest)


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
    if position.last_done < 0 or position.end or not of_kind(left, "bounce"):
        return
    step = program.steps[position.variant][position.last_done]
    sent = position.anchors[step.sent]
    rest = spent(left, "bounce")
    if step.kind not in ("email", "letter", "both") or day - sent > budget.returns or rest is None:
        return
    for name in _BACK[step.fallback_channel if position.channel else step.kind]:
        event = Event(name, day, (("step", step.name),))
        if possible(program, position, event):
            yield Deed(event, rest)


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


def waits_for_somebody(action: Action) -> bool:
    """Whether a person is asked, and the case does not go on without an answer; of a limitation it only hears."""
    return action.kind != "message" and action.step >= 0


def done(program: Program, position: Position, action: Action, day: int) -> Event:
    """The event that says that the machine did it, without the amounts that a step claims."""
    return confirmation(program, position, action, day)


def possible(program: Program, position: Position, event: Event) -> bool:
    """Whether the event could be recorded of a case that stands like this on its day."""
    return all(problem.severity != "error" for problem in refusals(program, position, event))


def rank(event: Event) -> int:
    """Where an event stands within its day: later ones come after it, whenever they are recorded."""
    return order_of(event)[1]


_BACK: Mapping[str, tuple[str, ...]] = {
    "email": ("bounced",),
    "letter": ("letter_returned",),
    "both": ("bounced", "letter_returned"),
}


def _full(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if position.claim_open > 0:
        yield (("amount", position.claim_open),)


def _partial(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Half of what is open; and all but a cent more than the tolerance forgives."""
    rest = position.claim_open
    amounts = {rest // 2, rest - program.tolerance - 1}
    yield from ((("amount", amount),) for amount in sorted(amounts) if 0 < amount < rest - program.tolerance)


def _instalment(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What is left of the oldest instalment that is not paid."""
    plan = position.plan
    if plan is None or plan.stage != AGREED or position.claim_open <= 0:
        return
    paid, total = plan.base - position.claim_open, 0
    for _, amount in plan.schedule:
        total += amount
        if total > paid + program.tolerance:
            if 0 < total - paid < position.claim_open:
                yield (("amount", total - paid),)
            return


def _unasked_credit(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if not _expects(program, position, "credited"):
        yield (("amount", max(position.principal // 4, 1)),)
        yield (("amount", position.principal),)


def _credit(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The credit note that was decided on."""
    if _expects(program, position, "credited"):
        yield (("amount", position.awaited or max(min(position.claim_open, position.principal), 1)),)


def _expects(program: Program, position: Position, name: str) -> bool:
    return position.phase == EXPECTING and program.routes[position.route].name == name


def _dispute(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if _on(program, position, "dispute_opened") is None:
        yield ()


def _dispute_of_part(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Half of the claim, if the policy holds only what is disputed."""
    parts = any(hold.opens_on == "dispute_opened" and hold.part for hold in program.holds)
    if parts and position.claim_open > 1 and _on(program, position, "dispute_opened") is None:
        yield (("amount", position.claim_open // 2),)


def _dispute_closed(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    on = _on(program, position, "dispute_opened")
    if on is None:
        return
    names = [name for name, _ in program.holds[on.hold].outcomes] or ["rejected"]
    for name in names:
        part = (("amount", (on.amount or position.claim_open) // 2),) if name == "partly_upheld" else ()
        yield (("outcome", name), *part)


def _question(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if _on(program, position, "question_asked") is None:
        yield ()


def _answer(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if _on(program, position, "question_asked") is not None:
        yield ()


def _promise(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if not any(promised(program, one) for one in position.holds):
        yield from ((("promised_on", by),) for by in _days_promised(program, day))


def _days_promised(program: Program, day: int) -> tuple[int, ...]:
    """The day itself, and the last day for which the policy waits."""
    hold = next((one for one in program.holds if one.opens_on == "promise_made"), None)
    latest = after(program, day, hold.limit) if hold is not None and hold.limit is not None else day + 14
    return (day, latest)


def _plan_wanted(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if program.plans and position.plan is None:
        yield ()


def _plan_agreed(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What was offered is accepted, in as many instalments as the budget says."""
    if position.plan is not None and position.plan.stage == OFFERED:
        name = program.plans[position.plan.plan].name
        yield from ((("plan", name), *((("times", times),) if times else ())) for times in budget.instalments)


def _plan_changed(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Where a change is asked for: the rest in twice as many instalments."""
    plan = position.plan
    if plan is not None and plan.stage == AGREED and plan.wants_change:
        yield (("times", 2 * len(plan.schedule)),)


def _plan_given_up(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The plan cannot be kept: said before the first instalment is due, or where one is late."""
    plan = position.plan
    if plan is not None and plan.stage == AGREED and (plan.late or not plan.told):
        yield ()


def _stop(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    kind = next(iter(program.law.stops), None)
    if kind is not None and not position.stops:
        yield (("kind", kind),)


def _stop_lifted(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    yield from ((("kind", kind),) for kind in position.stops)


def _reversal(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if position.received:
        yield (("amount", position.received),)


def _fact(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What may turn out otherwise in a running case, as far as this one looks at it."""
    if position.plan is not None and program.plans[position.plan.plan].new_invoices:
        yield from _other(position, "debtor.new_invoices_on_time", (False, True))
    if any("letter_defective" in step.anew_after for step in program.steps[position.variant]):
        yield from _other(position, "letter.defective", (True,))
    yield from _other(position, "debtor.has_email", (False,))


def _other(position: Position, name: str, values: tuple[Value, ...]) -> Iterator[Data]:
    known = position.facts[FACT_INDEX[name]]
    yield from ((("fact", name), ("value", value)) for value in values if value is not known)


def _fact_asked(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What a person finds out who is asked for a fact, or for an address."""
    if position.plan is not None and (asked := question(program, position)) and asked[0] == "unknown":
        yield from _values(position, asked[1])
    if position.phase != ASKING:
        return
    why, _, name = position.ask.partition(":")
    if why in ("unknown", "requirement") and name in FACT_INDEX:
        yield from _values(position, name)
    elif why == "undeliverable":
        fact = {"email": "debtor.has_email", "letter": "debtor.has_address"}.get(name)
        if fact is not None:
            yield (("fact", fact), ("value", True))


def _values(position: Position, name: str) -> Iterator[Data]:
    field = FIELDS[name]
    values: tuple[Value, ...] = (True, False) if field.type == "yes_no" else field.choices
    yield from _other(position, name, values)


def _fact_for_law(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What a step that the law blocks asks for: a fact that has to hold, or has to hold no more."""
    step = program.steps[position.variant][position.step]
    if position.phase != OPEN or not step.guards:
        return
    for breach in breaches(program, position, step, day):
        needed = _FACT_NEEDED.get(breach.rule.kind)
        if needed is not None and breach.rule.fact in FACT_INDEX:
            yield from _other(position, breach.rule.fact, (needed,))


_FACT_NEEDED: Mapping[str, bool] = {"fact_for_agency": True, "fact_for_collector": True, "one_letter": False}


def _recalled(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if position.end == WITH_THE_AGENCY:
        yield ()


def _reopened(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    if position.end not in ("", WITH_THE_AGENCY):
        yield ()


def _on(program: Program, position: Position, opens_on: str) -> OpenHold | None:
    return next((one for one in position.holds if one.hold >= 0 and program.holds[one.hold].opens_on == opens_on), None)


_MORNING: tuple[Row, ...] = (
    Row("payment_received", "partial", _partial),
    Row("payment_received", "", _instalment),
    Row("payment_reversed", "reversal", _reversal),
    Row("credited", "", _credit),
    Row("credited", "credit", _unasked_credit),
    Row("debtor_stopped", "stop", _stop),
    Row("stop_lifted", "", _stop_lifted),
    Row("dispute_opened", "dispute", _dispute),
    Row("dispute_opened", "part", _dispute_of_part),
    Row("dispute_closed", "", _dispute_closed),
    Row("question_asked", "question", _question),
    Row("question_answered", "", _answer),
    Row("promise_made", "promise", _promise),
    Row("plan_requested", "request", _plan_wanted),
    Row("plan_agreed", "", _plan_agreed),
    Row("plan_changed", "", _plan_changed),
    Row("plan_declared_infeasible", "", _plan_given_up),
    Row("fact_recorded", "fact", _fact),
    Row("fact_recorded", "", _fact_asked),
    Row("fact_recorded", "", _fact_for_law),
)
"""What may come in the morning of a day, in the order of a day."""

_AFTER_END: tuple[Row, ...] = (
    Row("payment_reversed", "reversal", _reversal),
    Row("recalled", "recall", _recalled),
    Row("reopened", "recall", _reopened),
)

LATE_EVENTS: tuple[Row, ...] = (
    Row("payment_received", "late", _full),
    Row("dispute_opened", "late", lambda program, budget, position, day: iter([()])),
)
"""What may be recorded days after its day."""


def _calls(
    program: Program, budget: Budget, position: Position, action: Action, day: int
) -> Iterator[tuple[Event, str, int]]:
    """Every outcome of a call that the policy lists; nobody answers where it lists none."""
    step = program.steps[position.variant][action.step]
    listed = {"no_answer", *(name for name, _ in step.outcomes)}
    for outcome in reversed(CALL_OUTCOMES):
        if outcome not in listed:
            continue
        kind = _KIND_OF_CALL.get(outcome, "call")
        for by in _days_promised(program, day) if outcome == "promise" else (0,):
            data: Data = (("outcome", outcome), *((("promised_on", by),) if by else ()), ("step", step.name))
            yield Event("call_made", day, data), kind, int(bool(kind))


_KIND_OF_CALL: Mapping[str, str] = {
    "no_answer": "", "promise": "promise", "wants_plan": "plan", "cannot_pay": "plan", "disputes": "dispute",
}  # fmt: skip


def _steps(
    program: Program, budget: Budget, position: Position, action: Action, day: int
) -> Iterator[tuple[Event, str, int]]:
    step = program.steps[position.variant][action.step]
    if step.kind == "phone":
        yield from _calls(program, budget, position, action, day)
    elif step.kind == "task":
        for name, route in step.outcomes:
            kind = "plan" if program.routes[route].kind == "offer" else ""
            yield Event("step_done", day, (("step", step.name), ("outcome", name))), kind, int(bool(kind))


def _released(
    program: Program, budget: Budget, position: Position, action: Action, day: int
) -> Iterator[tuple[Event, str, int]]:
    yield Event("approved", day, (("step", program.steps[position.variant][action.step].name),)), "", 0


def _asked(
    program: Program, budget: Budget, position: Position, action: Action, day: int
) -> Iterator[tuple[Event, str, int]]:
    """Whoever is asked lets the case go on at the next step, or makes the offer that is asked for."""
    if action.step < 0:
        return
    if position.plan is not None and (asked := question(program, position)):
        if asked[0] == "offer":
            yield Event("plan_offered", day, (("plan", asked[1]),)), "", 0
        else:
            yield Event("approved", day), "", 0
    elif position.phase == ASKING and position.ask != "no_variant":
        yield Event("approved", day), "", 0


_ANSWERS: Mapping[str, Callable[[Program, Budget, Position, Action, int], Iterator[tuple[Event, str, int]]]] = {
    "step": _steps,
    "approve": _released,
    "ask": _asked,
}
"""What people may answer, by the kind of action; what is blocked waits for a fact, which comes in a morning."""
