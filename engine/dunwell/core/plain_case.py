"""Play the plain case of a policy over a year of due dates: nobody pays, answers or disputes, and people do their work.

It shows what no single step shows: how old the invoice is when the claim is handed over, and whether what
`no_later_than` promises can be kept. The interpreter itself is asked, with the policy's own days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.carrying import confirmation
from dunwell.core.decide import decide
from dunwell.core.opening import stand
from dunwell.days import LAST_YEAR, add_months, day_text
from dunwell.language.cells import leaves_of
from dunwell.language.events import Event
from dunwell.language.verdicts import plain_cell
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.fields import Value
    from dunwell.language.program import Program, Step

MOST_MONTHS = 3
"""An invoice older than this is worth less by the month: by then it should be with who collects it."""
_YEAR, _APART = 366, 29
"""Due dates so far apart are played: each day of the week in every season."""
_SELDOM = 10
"""Late for no more than one of so many due dates is the calendar's doing (holidays in a row), not the policy's."""
_MOST_ACTIONS = 400
_AMOUNT = 100_000
_PLAIN: Mapping[str, Value] = {
    "debtor.has_email": True,
    "debtor.has_address": True,
    "debtor.has_phone": True,
    "debtor.rating": "ordinary",
    "payment_means": "credit_transfer",
    "invoice.complete": True,
    "invoice.term_as_agreed": True,
    "collector.kind": "own",
    "collector.registered": True,
    "agency.registered": True,
}
"""What is taken of a plain case where the policy neither asks nor assumes anything else."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a plain case went: `late` are the steps whose window was missed.

    `handed_over` is the day, 0 where it did not come to that, and `agency` the step that did it.
    """

    issued: int
    due: int
    handed_over: int
    agency: int
    late: tuple[int, ...]

    @property
    def too_old(self) -> bool:
        """Whether the invoice was older than `MOST_MONTHS` when its claim was handed over."""
        return self.handed_over > add_months(self.issued, MOST_MONTHS)


def check_plain_case(program: Program) -> Iterator[Problem]:
    """DW414 and DW415, each once, with the invoice for which it took longest."""
    told: set[int] = set()
    for variant, steps in enumerate(program.steps):
        courses = sorted(courses_of(program, variant), key=lambda one: one.issued - one.handed_over)
        for step in steps:
            if step.index in told:
                continue
            missed = [] if _by_its_own_start(step) else [one for one in courses if step.index in one.late]
            old = [one for one in courses if one.too_old and one.agency == step.index and step.window is None]
            late = missed or old
            if len(late) * _SELDOM > len(courses):
                told.add(step.index)
                yield (_missed if missed else _too_old)(program, variant, step, late, len(courses))


def courses_of(program: Program, variant: int) -> tuple[Course, ...]:
    """How the plain case of a variant goes, for due dates over the policy's first year.

    None if it ends otherwise than by itself: somebody would have to decide, or to say what nobody can take for granted.
    """
    first, known = program.valid_from, _known(program, variant)
    if not first or known is None or date.fromordinal(first).year >= LAST_YEAR:
        return ()  # no calendar knows the days of such a policy
    dues = range(first, first + _YEAR, _APART)
    try:
        return tuple(course for due in dues if (course := _play(program, variant, due, known)))
    except ProblemsFound:
        return ()  # the law has no figure for these days


def _by_its_own_start(step: Step) -> bool:
    """Whether the policy's text shows if the window can be kept: it counts from where the step's start does."""
    return bool(step.window and step.start and step.window.last.anchor == step.start.anchor)


def _too_old(program: Program, variant: int, step: Step, late: list[Course], among: int) -> Problem:
    worst = late[0]
    message = (
        f"{step.name!r} comes when the invoice is more than {MOST_MONTHS} months old, {_although(program, variant)}: "
        f"{_invoice(worst)} is handed over on {day_text(worst.handed_over)}, "
        f"and so for {len(late)} of {among} due dates tried"
    )
    fix = "shorten a wait or a term before it, or promise a later day with `no_later_than`"
    return Problem("DW414", message, step.place_of("do"), fix, "warning")


def _missed(program: Program, variant: int, step: Step, late: list[Course], among: int) -> Problem:
    assert step.window is not None  # only such steps can be late
    message = (
        f"{step.name!r} comes later than '{step.window.last.text}', {_although(program, variant)}: so for "
        f"{_invoice(late[0])}, and for {len(late)} of {among} due dates tried"
    )
    return Problem(
        "DW415", message, step.window.place, "promise a later day, or let the steps before take less time", "warning"
    )


def _although(program: Program, variant: int) -> str:
    whose = f" (variant {program.variants[variant].name})" if len(program.variants) > 1 else ""
    return f"although nobody disputes, promises or pays anything{whose}"


def _invoice(course: Course) -> str:
    return f"an invoice of {day_text(course.issued)} that is due on {day_text(course.due)}"


def _play(program: Program, variant: int, due: int, known: Mapping[str, Value]) -> Course | None:
    """One case from the day of its invoice to its end; None where it would wait for somebody for ever."""
    issued = due - program.law.default_term.on(due).value
    dated = {"invoice.issued": issued, "invoice.due": due, "agreement.term": due - issued}
    position = stand(program, {**dated, **known}, issued)
    if position.ask or position.variant != variant:
        return None
    late: list[int] = []
    day, agency = issued, -1
    for _ in range(_MOST_ACTIONS):
        position, told = advance(program, position, day)
        late += [one.step for one in told if one.kind == "late"]
        if position.end:
            handed_over = position.ended if position.end == "handed_over" else 0
            return Course(issued, due, handed_over, agency, tuple(late))
        decision = decide(program, position, day)
        action = decision.actions[0] if decision.actions else None
        event = _answer(program, position, action, day) if action else None
        if event is not None:
            if action and action.step >= 0 and program.steps[variant][action.step].kind == "agency":
                agency = action.step
            position = apply(program, position, event)
        elif decision.next_look is None or action is not None:
            break  # a person would have to decide
        else:
            day = decision.next_look
    return None


def _answer(program: Program, position: Position, action: Action, day: int) -> Event | None:
    """What people and the world do on the same day; None where somebody would have to decide."""
    if action.kind == "message":
        return confirmation(program, position, action, day)
    if action.step < 0:
        return None
    step = program.steps[position.variant][action.step]
    if action.kind == "approve":
        return Event("approved", day, (("step", step.name),))
    if action.kind != "step" or step.kind == "task":
        return None
    if step.kind == "phone":
        return Event("call_made", day, (("outcome", "no_answer"), ("step", step.name)))
    return confirmation(program, position, action, day)


def _known(program: Program, variant: int) -> Mapping[str, Value] | None:
    """The facts, but for its days, of a plain invoice that the policy and the variant are for; None if none can be.

    The amount is above every amount that a condition names, so that no step is left out for a small claim.
    """
    cell = plain_cell(program, variant)
    if cell is None:
        return None
    assumed = {one.field: one.value for one in program.assumptions if one.value is not None}
    conditions = (step.when for steps in program.steps for step in steps if step.when)
    amounts = [
        int(value)
        for condition in conditions
        for test in leaves_of(condition)
        if test.field in ("claim.open", "principal.open")
        for value in test.values
    ]
    person = cell.get("debtor.kind", assumed.get("debtor.kind")) == "consumer"
    case: dict[str, Value] = {
        "invoice.total": max(_AMOUNT, 1 + max(amounts, default=0)),
        "debtor.natural_person": person,
    }
    return {**_PLAIN, **case, **assumed, **cell}
