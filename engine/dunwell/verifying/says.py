"""What others can say in the morning of a day: the data of each event from outside, for a case as it stands.

One function for each row of `world`; nothing where it cannot happen. Amounts are cents, days ordinals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.guard import breaches
from dunwell.core.moves import held, promised
from dunwell.core.plan import question
from dunwell.core.position import AGREED, ASKING, EXPECTING, OFFERED, OPEN, WITH_THE_AGENCY
from dunwell.core.timing import after
from dunwell.language.fields import FACT_INDEX, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.core.position import OpenHold, Position
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget

    Data = tuple[tuple[str, Value], ...]


def partial(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Half of what is open; and all but a cent more than the tolerance forgives."""
    rest = position.claim_open
    amounts = {rest // 2, rest - program.tolerance - 1}
    yield from ((("amount", amount),) for amount in sorted(amounts) if 0 < amount < rest - program.tolerance)


def instalment(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What is left of the oldest instalment that is not paid, from the day after the one before it was due.

    Whoever pays further ahead, or while the plan stands still, pays a part.
    """
    plan = position.plan
    if plan is None or plan.stage != AGREED or position.claim_open <= 0:
        return
    if position.phase == EXPECTING or held(program, position):
        return
    paid, total = plan.base - position.claim_open, 0
    for number, (_, amount) in enumerate(plan.schedule):
        total += amount
        if total > paid + program.tolerance:
            if number <= plan.told and 0 < total - paid < position.claim_open:
                yield (("amount", total - paid),)
            return


def unasked_credit(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """A quarter of the claim, or all of it, where nobody waits for a credit note."""
    if not _expects(program, position, "credited"):
        yield (("amount", max(position.principal // 4, 1)),)
        yield (("amount", position.principal),)


def credit(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The credit note that was decided on."""
    if _expects(program, position, "credited"):
        yield (("amount", position.awaited or max(min(position.claim_open, position.principal), 1)),)


def _expects(program: Program, position: Position, name: str) -> bool:
    return position.phase == EXPECTING and program.routes[position.route].name == name


def dispute(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The whole claim."""
    if _on(program, position, "dispute_opened") is None:
        yield ()


def dispute_of_part(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Half of the claim, if the policy holds only what is disputed."""
    parts = any(hold.opens_on == "dispute_opened" and hold.part for hold in program.holds)
    if parts and position.claim_open > 1 and _on(program, position, "dispute_opened") is None:
        yield (("amount", position.claim_open // 2),)


def dispute_closed(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Every outcome that the policy lists."""
    on = _on(program, position, "dispute_opened")
    if on is None:
        return
    names = [name for name, _ in program.holds[on.hold].outcomes] or ["rejected"]
    for name in names:
        part = (("amount", (on.amount or position.claim_open) // 2),) if name == "partly_upheld" else ()
        yield (("outcome", name), *part)


def question_asked(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """One question at a time."""
    if _on(program, position, "question_asked") is None:
        yield ()


def question_answered(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The question that is open."""
    if _on(program, position, "question_asked") is not None:
        yield ()


def promise(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """For each of the days that may be promised, where no promise stands."""
    if not any(promised(program, one) for one in position.holds):
        yield from ((("promised_on", by),) for by in days_promised(program, day))


def days_promised(program: Program, day: int) -> tuple[int, ...]:
    """The day itself, and the last day for which the policy waits."""
    hold = next((one for one in program.holds if one.opens_on == "promise_made"), None)
    latest = after(program, day, hold.limit) if hold is not None and hold.limit is not None else day + 14
    return (day, latest)


def plan_wanted(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Where there is a plan to be had, and none runs."""
    if program.plans and position.plan is None:
        yield ()


def plan_agreed(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What was offered is accepted, in as many instalments as the budget says."""
    if position.plan is not None and position.plan.stage == OFFERED:
        name = program.plans[position.plan.plan].name
        yield from ((("plan", name), *((("times", times),) if times else ())) for times in budget.instalments)


def plan_changed(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Where a change is asked for: the rest in twice as many instalments."""
    plan = position.plan
    if plan is not None and plan.stage == AGREED and plan.wants_change:
        yield (("times", 2 * len(plan.schedule)),)


def plan_given_up(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The plan cannot be kept: said before the first instalment is due, or where one is late."""
    plan = position.plan
    if plan is not None and plan.stage == AGREED and (plan.late or not plan.told):
        yield ()


def stop(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """The first kind of stop that the law names."""
    kind = next(iter(program.law.stops), None)
    if kind is not None and not position.stops:
        yield (("kind", kind),)


def stop_lifted(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """Each stop that is on."""
    yield from ((("kind", kind),) for kind in position.stops)


def reversal(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """All that came in."""
    if position.received:
        yield (("amount", position.received),)


def fact(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What may turn out otherwise in a running case, as far as this one looks at it."""
    if position.plan is not None and program.plans[position.plan.plan].new_invoices:
        yield from _other(position, "debtor.new_invoices_on_time", (False, True))
    if any("letter_defective" in step.anew_after for step in program.steps[position.variant]):
        yield from _other(position, "letter.defective", (True,))
    yield from _other(position, "debtor.has_email", (False,))


def _other(position: Position, name: str, values: tuple[Value, ...]) -> Iterator[Data]:
    known = position.facts[FACT_INDEX[name]]
    yield from ((("fact", name), ("value", value)) for value in values if value is not known)


def fact_asked(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
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


def fact_for_law(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What a step that the law blocks asks for: a fact that has to hold, or has to hold no more."""
    step = program.steps[position.variant][position.step]
    if position.phase != OPEN or not step.guards:
        return
    for breach in breaches(program, position, step, day):
        needed = _FACT_NEEDED.get(breach.rule.kind)
        if needed is not None and breach.rule.fact in FACT_INDEX:
            yield from _other(position, breach.rule.fact, (needed,))


_FACT_NEEDED: Mapping[str, bool] = {"fact_for_agency": True, "fact_for_collector": True, "one_letter": False}


def recalled(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What is with the agency."""
    if position.end == WITH_THE_AGENCY:
        yield ()


def reopened(program: Program, budget: Budget, position: Position, day: int) -> Iterator[Data]:
    """What ended otherwise."""
    if position.end not in ("", WITH_THE_AGENCY):
        yield ()


def _on(program: Program, position: Position, opens_on: str) -> OpenHold | None:
    return next((one for one in position.holds if one.hold >= 0 and program.holds[one.hold].opens_on == opens_on), None)
