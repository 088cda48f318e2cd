"""Turn reasons into sentences, with the policy's place and the law: why it happens, why not, why not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.instalments import arrears, paid_instalments
from dunwell.core.judge import field_value
from dunwell.core.position import OFFERED, WANTED
from dunwell.core.timing import NEVER, day_of, ready_day
from dunwell.days import WEEKDAYS, day_text, weekday
from dunwell.language.events import EVENTS
from dunwell.language.fields import FIELDS, value_text
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.core.transitions import Reason
    from dunwell.language.parts import Condition
    from dunwell.language.program import Program, Step
    from dunwell.problems import Place


@dataclass(frozen=True, slots=True)
class Because:
    """One reason as people read it; `place` is the policy's line, `law` the article, `id` that of the sentence."""

    text: str
    place: Place | None = None
    law: str | None = None
    id: str = ""


def explain(program: Program, position: Position, reason: Reason) -> Because:
    """The sentence for a reason, with the values that the position holds."""
    rule = program.law.guardrails.get(str(reason.args[0])) if reason.id in _BY_GUARDRAIL else None
    stop = program.law.stops.get(str(reason.args[0])) if reason.id == "stopped" else None
    law = rule.basis.article if rule else stop.basis.article if stop else None
    return Because(SENTENCES[reason.id](program, position, reason.args), reason.place, law, reason.id)


_BY_GUARDRAIL = ("guardrail", "limitation_near", "limitation_over")


def condition_text(program: Program, condition: Condition, position: Position | None = None, day: int = 0) -> str:
    """A condition as a sentence; with a position each test also says the value found."""
    if condition.kind == "test":
        return _test_text(program, condition, position, day)
    parts = [condition_text(program, part, position, day) for part in condition.parts]
    joined = f" {'and' if condition.kind == 'all' else 'or'} ".join(parts)
    return f"none of: {joined}" if condition.kind == "none" else joined


def day_name(day: int) -> str:
    """A day with its weekday: "Tue 2026-03-24"."""
    return f"{WEEKDAYS[weekday(day)][:3].capitalize()} {day_text(day)}"


_OPERATOR_WORDS = {
    "is": "is",
    "is_not": "is not",
    "at_least": "is at least",
    "above": "is above",
    "at_most": "is at most",
    "below": "is below",
    "one_of": "is one of",
    "none_of": "is none of",
}


def _test_text(program: Program, condition: Condition, position: Position | None, day: int) -> str:
    field = FIELDS[condition.field]
    found = ""
    if position is not None:
        value = field_value(program, condition.field, condition.index, position, day or position.day)
        found = f" ({value_text(field, value, program.currency) if value is not None else 'unknown'})"
    if condition.operator == "known":
        return f"{field.en}{found} is {'known' if condition.values[0] else 'not known'}"
    values = ", ".join(value_text(field, value, program.currency) for value in condition.values)
    within = f" within {condition.within}" if condition.within else ""
    return f"{field.en}{found} {_OPERATOR_WORDS[condition.operator]} {values}{within}"


def _step(program: Program, position: Position, index: int | str) -> Step:
    return program.steps[position.variant][int(index)]


def _start(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    start = _step(program, position, args[0]).start
    if start is None or start.text == "on entered":
        return "right after the step before"
    anchor = program.anchors[start.anchor]
    words = start.text.replace(anchor, _anchor_words(anchor))
    return f"{words} ({day_name(int(args[1]))})" if args[1] else words


_ANCHOR_WORDS = {
    "invoice.due": "the due date",
    "invoice.issued": "the invoice date",
    "opened": "the case was opened",
    "entered": "the step before",
    "promise.date": "the day promised",
    "plan.agreed": "the payment plan was agreed",
}


def _anchor_words(anchor: str) -> str:
    """An anchor as people read it: "the due date", "the end of the term of reminder"."""
    step, _, event = anchor.partition(".")
    of_step = {"sent": f"{step} was done", "received": f"{step} was received", "term": f"the term of {step}"}
    return _ANCHOR_WORDS.get(anchor) or of_step.get(event, anchor)


def _when(program: Program, position: Position, args: tuple[int | str, ...], holds: str) -> str:
    condition = _step(program, position, args[0]).when
    if condition is None:
        return holds
    name = f"{condition.name}: " if condition.name else ""
    return f"{name}{condition_text(program, condition, position)}{holds}"


def _waits_for_start(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    step = _step(program, position, args[0])
    if not args[1]:
        return f"{step.name} waits: the day it counts from is not known yet"
    said = f"{step.name} waits until {_start(program, position, args)}"
    first = ready_day(program, position, step)
    later = step.start is not None and first > day_of(program, position, step.start)
    return f"{said}, and not before {day_name(first)}" if later else said


def _held(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    name = program.holds[int(args[0])].name if int(args[0]) >= 0 else "a person's hold"
    last = f", until {day_name(int(args[2]))} at the latest" if args[2] else ""
    return f"on hold since {day_name(int(args[1]))}: {name}{last}; no step starts"


def _asks(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    name = str(args[1]) if len(args) > 1 else ""
    field = FIELDS[name].en if name in FIELDS else name
    texts = {
        "unknown": f"nobody has said this, and the policy assumes nothing: {field} ({name})",
        "undeliverable": f"there is no way to reach the debtor by {name}, and the policy has no other",
        "offer": f"the policy offers the payment plan {name}; a person arranges it",
        "plan_change": f"the debtor asks to change the payment plan {name}",
        "end_of_ladder": "the ladder has no further step",
        "circle": "the policy sends the case round in circles",
        "failed": f"{name} could not be carried out",
        "hold_again": f"the hold {name} may not be opened again, and the policy does not say what follows",
        "outcome": f"the policy does not say what follows the outcome {name}",
        "recalled": "the claim came back from the agency; where does it go on?",
        "reopened": "the case is open again; where does it go on?",
        "requirement": f"this does not hold, and the policy does not say what follows: {field}",
        "unset": f"the day from which the step counts has not come: {name}",
        "no_variant": "no variant of the policy surely fits this case",
        "moved": "the case was moved to this version, which does not say where it goes on",
    }
    return f"a person decides: {texts[str(args[0])]}"


def _promise_broken(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    """The day that passed, and what came in of what was promised."""
    missed = f"not paid as promised by {day_name(int(args[0]))}"
    paid, promised = (f"{program.currency} {amount_text(int(amount))}" for amount in args[1:])
    return f"{missed}; {paid} of {promised} came in" if args[1] else missed


def _planned(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    """Why a plan keeps the ladder still: it is considered, an offer stands, or the next instalment is awaited."""
    running, plan = position.plan, program.plans[int(args[0])]
    if running is None or running.stage == WANTED:
        return f"the debtor asks for the payment plan {plan.name}; no step starts"
    if running.stage == OFFERED:
        until = f" until {day_name(running.until)}" if running.until else ""
        return f"the payment plan {plan.name} is offered{until}; no step starts"
    number = paid_instalments(program, position)
    if number >= len(running.schedule):
        return f"the payment plan {plan.name} runs; no step starts"
    due, amount = running.schedule[number]
    comes = "missing is" if running.late > number else "next is"
    return (
        f"the payment plan {plan.name} runs; no step starts; {comes} instalment {number + 1} of "
        f"{len(running.schedule)}, {program.currency} {amount_text(amount)} on {day_name(due)}"
    )


def _allowed(program: Program, position: Position, plan: int) -> str:
    condition = program.plans[plan].when
    if condition is None:
        return ""
    name = f"{condition.name}: " if condition.name else ""
    return f"{name}{condition_text(program, condition, position)} does not hold"


def _guardrail(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    """The guardrail's own sentence; when it ends by itself, from when on the step is lawful."""
    rule = program.law.guardrails[str(args[0])]
    lawful = f" Lawful from {day_name(int(args[1]))}." if int(args[1]) < NEVER else " A person looks at it."
    return f"{rule.id}: {rule.says}{lawful}"


def _stopped(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    """The stop with what is left to do; only its name where the law pack does not know it."""
    stop = program.law.stops.get(str(args[0]))
    name = stop.title if stop else str(args[0]).replace("_", " ")
    return f"the law stops collection: {name}" + (f". {stop.to_do}" if stop else "")


def _limitation_near(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    """What to do while there is time; a letter helps only where the law pack knows interruption."""
    said = f"{args[0]}: the claim can be enforced until {day_name(int(args[1]))}"
    if program.law.interruption is None:
        return f"{said}; a letter does not interrupt the limitation, so a person decides whether to go to court"
    if position.stops:
        return f"{said}; nothing is sent to the debtor now: file the claim, which interrupts the limitation"
    return f"{said}; interrupt the limitation in writing up to that day, and keep the proof"


def _stale(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    """How old the payment data is, how old it may be, and which bank file would release what waits."""
    account, until, since, needed = str(args[0]), int(args[1]), int(args[2]), int(args[3])
    if until:
        on = f" on {account}" if account else ""
        told = f"payments{on} are known up to {day_name(until)}, too old since {day_name(since)}"
    else:
        told = f"no bank file{f' of {account}' if account else ''} was ever imported, so nobody knows who has paid"
    rule = f"nothing goes to the debtor on payment data older than {program.bank_data}"
    return f"{told}: {rule}; import a bank file up to {day_name(needed)} or later"


def _requirement(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    return f"this does not hold: {FIELDS[str(args[0])].en}"


def _requirements(program: Program, position: Position, args: tuple[int | str, ...]) -> str:
    return "all of this holds: " + "; ".join(FIELDS[str(name)].en for name in args)


SENTENCES: dict[str, Callable[[Program, Position, tuple[int | str, ...]], str]] = {
    "start": _start,
    "when_holds": lambda program, position, args: _when(program, position, args, ""),
    "when_fails": lambda program, position, args: f"does not hold: {_when(program, position, args, '')}",
    "fallback": lambda program, position, args: (
        f"by {args[1]}, because {args[0]} did not or could not reach the debtor"
    ),
    "attempt": lambda program, position, args: f"attempt {args[0]} of {args[1]} at most",
    "requirements_hold": _requirements,
    "requirement_fails": _requirement,
    "times_used_up": lambda program, position, args: f"already done {args[0]} of {args[1]} times at most",
    "done_before": lambda program, position, args: (
        "done before the case came to this version of the policy"
        + (f", on {day_name(int(args[0]))}" if args[0] else "")
    ),
    "no_address": lambda program, position, args: f"no address is known for {args[0]}",
    "hold_over": lambda program, position, args: (
        f"its last day was {day_name(int(args[0]))}" if args[0] else "it ended"
    ),
    "promise_broken": _promise_broken,
    "patience_over": lambda program, position, args: f"no word for {args[1]} since {day_name(int(args[0]))}",
    "window_missed": lambda program, position, args: (
        f"{_step(program, position, args[0]).name} was to start by {day_name(int(args[1]))}"
    ),
    "ended": lambda program, position, args: f"the case ended on {day_name(int(args[1]))}: {args[0]}",
    "stopped": _stopped,
    "held": _held,
    "contact_waits": lambda program, position, args: f"the debtor may next be reached on {day_name(int(args[0]))}",
    "confirms": lambda program, position, args: "confirms in writing what was agreed",
    "offers": lambda program, position, args: "offers a payment plan",
    "reminds": lambda program, position, args: f"instalment {args[0]} is due on {day_name(int(args[1]))}",
    "tells_late": lambda program, position, args: (
        f"instalment {args[0]} of {day_name(int(args[1]))} is missing; "
        f"behind in all: {program.currency} {amount_text(arrears(program, position, position.day))}"
    ),
    "tells_end": lambda program, position, args: "says that the payment plan has ended, and what is due",
    "says_thanks": lambda program, position, args: (
        f"all is paid since {day_name(int(args[0]))}; the debtor was written to or called before, and is thanked"
    ),
    "tells_hand_over": lambda program, position, args: (
        f"handed over on {day_name(int(args[0]))}; the debtor hears whom to pay from now on"
    ),
    "planned": _planned,
    "plan_refused": lambda program, position, args: f"no payment plan: {_allowed(program, position, int(args[0]))}",
    "plan_kept": lambda program, position, args: "all instalments are paid; what is owed beside the plan stays open",
    "offer_over": lambda program, position, args: f"nobody took the offer by {day_name(int(args[0]))}",
    "instalment_due": lambda program, position, args: f"instalment {args[0]} of {args[1]} falls due today",
    "instalment_missed": lambda program, position, args: f"instalment {args[0]} was due on {day_name(int(args[1]))}",
    "new_invoice_late": lambda program, position, args: "a new invoice was not paid on time, as the plan asks",
    "repair_over": lambda program, position, args: f"the term to repair it ended on {day_name(int(args[0]))}",
    "everything_due": lambda program, position, args: (
        f"all that is left is due at once: {program.currency} {amount_text(max(position.claim_open, 0))}"
    ),
    "stale": _stale,
    "term_first": lambda program, position, args: (
        f"not while a term runs: the last day of the latest was {day_name(int(args[0]))}"
    ),
    "not_due": lambda program, position, args: (
        f"nothing is pressed for until the due date has passed ({day_name(int(args[0]))})"
    ),
    "came_later": lambda program, position, args: (
        f"not before {day_name(int(args[0]))}: until then the case was held, or elsewhere"
    ),
    "contact_moved": lambda program, position, args: (
        f"moved to {day_name(int(args[0]))}, the first day the debtor may be reached"
    ),
    "guardrail": _guardrail,
    "limitation_near": _limitation_near,
    "limitation_over": lambda program, position, args: (
        f"{args[0]}: the claim could be enforced until {day_name(int(args[1]))}; a person decides what becomes of it"
    ),
    "sent_here": lambda program, position, args: (
        f"the case stood at {_step(program, position, args[0]).name} when it was sent here; a person decides"
    ),
    "approval": lambda program, position, args: "a person releases it first",
    "released": lambda program, position, args: "released by a person",
    "asks": _asks,
    "comes_next": lambda program, position, args: "it comes after the step before",
    "expects": lambda program, position, args: (
        f"waits until this is recorded: {EVENTS[str(args[0])].text}"
        + (f" Still to come: {program.currency} {amount_text(int(args[1]))}." if args[1] else "")
    ),
    "not_yet": lambda program, position, args: f"not before {day_name(int(args[0]))}",
    "waits_for_start": _waits_for_start,
    "waits": lambda program, position, args: (
        f"{_step(program, position, args[0]).name} waits since {day_name(int(args[1]))}"
    ),
}
"""One sentence for every reason id that `advance` and `decide` give."""
