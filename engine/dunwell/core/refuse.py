"""What cannot be recorded of a case as it stands, and why: said before it is kept, while the person can still mend it.

The fold itself takes every event, for what comes late may put a journal in order. Recording is where a slip is caught:
an answer to nothing, money that never came, a day that cannot be. All that is wrong is said at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.farewell import is_farewell
from dunwell.core.guard import breaches
from dunwell.core.moves import step_of
from dunwell.core.plan import question
from dunwell.core.position import ASKING, MANUAL, OPEN, PAUSED, WAITING, WITH_THE_AGENCY
from dunwell.core.refuse_plan import PLAN_CHECKS
from dunwell.core.timing import NEVER, after
from dunwell.days import day_text
from dunwell.language.phrases import did_you_mean
from dunwell.language.steps import CALL_OUTCOMES
from dunwell.money import amount_text
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.core.position import OpenHold, Position
    from dunwell.language.events import Event
    from dunwell.language.program import Hold, Program

    Check = Callable[[Program, Position, Event], Iterator[Problem]]

_AFTER_THE_END = {"payment_received", "payment_reversed", "recalled", "reopened", "fact_recorded", "delivered"}
"""What can still happen to a case that has ended."""
_WITH_THE_AGENCY = {"credited", "waived", "dispute_opened", "dispute_closed", "debtor_stopped", "stop_lifted"}
"""What can still happen to one that was handed over: the agency has to know it."""


def refusals(program: Program, position: Position, event: Event) -> tuple[Problem, ...]:
    """Every reason not to record an event of a case that stands like this on the event's day.

    An error refuses it; a warning says what a person may not expect. What the event itself must say (data that is
    missing or cannot be read) was checked where it was read.
    """
    away = position.end == WITH_THE_AGENCY
    welcome = event.name in _AFTER_THE_END or is_farewell(program, event) or (away and event.name in _WITH_THE_AGENCY)
    if position.end and not welcome:
        message = f"the case ended on {day_text(position.ended)}: {position.end.replace('_', ' ')}"
        fix = f"record {'recalled' if away else 'reopened'!r} first, if it is open again"
        return (Problem("DW971", message, None, fix),)
    return tuple(_CHECKS[event.name](program, position, event)) if event.name in _CHECKS else ()


def _reversed(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if event.money() > position.received:
        yield _too_much(program, event, f"{amount_text(position.received)} was received so far")


def _credited(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if event.money() > position.principal:
        yield _too_much(program, event, f"the principal is {amount_text(position.principal)}")


def _waived(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    parts = {"interest": position.interest, "costs": position.costs}
    part = event.word("of")
    if part and part not in parts:
        fix = did_you_mean(part, tuple(parts))
        yield Problem("DW974", f"what is waived is interest or costs, not {part!r}", None, fix)
        return
    claimed = parts[part] if part else sum(parts.values())
    if event.money() > claimed:
        what = f"the {part}" if part else "interest and costs"
        known = f"{what} claimed so far: {amount_text(claimed)}"
        message = f"{program.currency} {amount_text(event.money())} is too much: {known}"
        fix = "record 'credited' or 'written_off' where the principal is given up"
        yield Problem("DW972", message, None, fix)


def _too_much(program: Program, event: Event, known: str) -> Problem:
    message = f"{program.currency} {amount_text(event.money())} is too much: {known}"
    return Problem("DW972", message, None, "check the amount, and whether something was not recorded yet")


def _received(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    over = event.money() - max(position.claim_open, 0)
    if not event.money():
        yield Problem("DW972", "a payment of nothing is none", None, "write the amount that came in")
    elif over > 0:
        message = f"{program.currency} {amount_text(over)} more than was open is paid"
        yield Problem("DW972", message, None, "pay it back, or set it off against another claim", "warning")


def _promised(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    """The day promised lies ahead, and not beyond what the policy waits for."""
    hold = next((one for one in program.holds if one.opens_on == "promise_made"), None)
    promised = int(event.get("promised_on") or 0)
    if promised < event.at:
        message = f"{day_text(promised)} lies before the day of the promise, {day_text(event.at)}"
        yield Problem("DW973", message, None, "write the day on which the debtor will pay")
    if hold is None or (hold.times and position.hold_counts[hold.index] >= hold.times):
        message = "the policy does not wait for this promise"
        yield Problem("DW971", message, None, "tell the debtor that the case goes on", "warning")
    elif hold.limit is not None and promised > after(program, event.at, hold.limit):
        latest = day_text(after(program, event.at, hold.limit))
        message = f"{day_text(promised)} is too late: the policy waits for a promise until {latest} at most"
        yield Problem("DW973", message, None, "agree on an earlier day, or on a payment plan")


def _disputed(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if event.money() > max(position.claim_open, 0):
        yield _too_much(program, event, f"{amount_text(max(position.claim_open, 0))} is open")


def _dispute_closed(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    on = _on(program, position, "dispute_opened")
    if on is None:
        yield _nothing("no dispute is open", "record 'dispute_opened' first")
        return
    yield from _outcome(program.holds[on.hold], event)
    most = on.amount or max(position.claim_open, 0)
    if event.word("outcome") == "partly_upheld" and not 0 < event.money() < most:
        message = "partly upheld says for how much"
        fix = f"add the amount that is credited: amount=…, less than the {amount_text(most)} in dispute"
        yield Problem("DW972", message, None, fix)


def _answered(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if _on(program, position, "question_asked") is None:
        yield _nothing("no question is open", "record 'question_asked' first")


def _placed(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    """A hold that a person places has a reason, and an end that lies ahead."""
    until = int(event.get("until") or 0)
    if not event.word("text"):
        yield Problem("DW975", "a hold needs a reason", None, 'add text="why the case waits"')
    if not event.get("hold") and not until:
        yield Problem("DW975", "a hold of a person needs a last day", None, "add until=2026-02-20")
    if until and until < event.at:
        message = f"the hold would end on {day_text(until)}, before it began"
        yield Problem("DW973", message, None, "write a day that lies ahead")


def _lifted(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    index = program.hold_index(event.word("hold")) if event.get("hold") else MANUAL
    if all(one.hold != index for one in position.holds):
        on = tuple(program.holds[one.hold].name if one.hold >= 0 else "manual" for one in position.holds)
        what = f"the hold {event.word('hold')!r}" if event.get("hold") else "a hold of a person"
        yield _nothing(f"{what} is not on", f"on are: {', '.join(on)}" if on else "the case is not on hold")
    elif index >= 0 and event.get("outcome"):
        yield from _outcome(program.holds[index], event)


def _stop_lifted(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if event.word("kind") not in position.stops:
        on = ", ".join(position.stops)
        yield _nothing(
            f"no stop of the kind {event.word('kind')!r} is on", f"on are: {on}" if on else "nothing to lift"
        )


def _outcome(hold: Hold, event: Event) -> Iterator[Problem]:
    names = tuple(name for name, _ in hold.outcomes)
    if names and event.word("outcome") not in names:
        message = f"the hold {hold.name!r} has no outcome {event.word('outcome')!r}"
        yield Problem("DW974", message, None, did_you_mean(event.word("outcome"), names))


def _called(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    outcome = event.word("outcome")
    if outcome not in CALL_OUTCOMES:
        yield Problem("DW974", f"a call has no outcome {outcome!r}", None, did_you_mean(outcome, CALL_OUTCOMES))
    elif outcome == "promise" and not event.get("promised_on"):
        yield Problem("DW973", "a promise says by when", None, "add promised_on=2026-02-20")
    elif outcome == "promise":
        yield from _promised(program, position, event)


def _done(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    """A task has an outcome that the policy lists; a call is recorded as a call."""
    step = program.steps[position.variant][program.step_index(event.word("step"))]
    if step.kind == "phone":
        yield Problem("DW971", f"{step.name!r} is a call", None, "record 'call_made' with its outcome")
    elif step.kind == "task" and step.route_of(event.word("outcome")) < 0:
        names = tuple(name for name, _ in step.outcomes)
        message = f"the task {step.name!r} has no outcome {event.word('outcome')!r}"
        yield Problem("DW974", message, None, did_you_mean(event.word("outcome"), names))
    elif step.index != position.step or position.phase != OPEN:
        message = f"{step.name!r} is not due: the case stands at {step_of(program, position).name!r}"
        yield Problem("DW971", message, None, "nothing, if it was really done", "warning")
    for breach in breaches(program, position, step, event.at):
        lawful = f"; lawful from {day_text(breach.lawful_from)}" if breach.lawful_from < NEVER else ""
        message = f"{breach.rule.id}: {breach.rule.says}{lawful} [{breach.rule.basis.article}]"
        fix = "undo it if you can, and ask who answers for the law; it is recorded as it happened"
        yield Problem("DW977", message, step.place, fix, "warning")


def _came_back(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    step = program.steps[position.variant][program.step_index(event.word("step"))]
    if not position.anchors[step.sent]:
        yield _nothing(f"{step.name!r} was never sent", "check the step's name")


def _sent(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    name, names = event.word("message"), tuple(message.name for message in program.messages)
    if name not in names:
        yield Problem("DW974", f"the policy has no message {name!r}", None, did_you_mean(name, names))


def _approved(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    waits = position.phase == OPEN and step_of(program, position).approve and not position.approved
    if not (waits or position.phase == ASKING or question(program, position)):
        yield _nothing("nothing waits for a release", "look at what the case waits for")


def _overridden(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    """Only the step at which the case stands can be skipped, and who does so says why."""
    step = step_of(program, position)
    moves = position.phase in (WAITING, OPEN, PAUSED) and position.plan is None
    if event.word("step") != step.name or not moves:
        yield _nothing(
            f"{event.word('step')!r} is not what the case waits for", "look where it stands: `dunwell status`"
        )
    if not event.word("text"):
        yield Problem("DW073", "a step is skipped without a word on why", None, 'add text="why it is skipped"')


def _open_again(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    if not position.end:
        yield _nothing("the case is open", "nothing to do")
    elif position.end == WITH_THE_AGENCY:
        yield _nothing("the claim is with the agency, which would not hear of it", "record 'recalled' instead")


def _come_back(program: Program, position: Position, event: Event) -> Iterator[Problem]:
    """Only what was handed over can be taken back, also where a payment of before that day turned up later."""
    handed_over = any(step.kind == "agency" and position.counts[step.index] for step in program.steps[position.variant])
    if not position.end or not (handed_over or position.end == WITH_THE_AGENCY):
        fix = "record 'reopened', if it is open again" if position.end else "nothing to do"
        yield _nothing("the claim is not with an agency", fix)


def _on(program: Program, position: Position, opens_on: str) -> OpenHold | None:
    return next((one for one in position.holds if one.hold >= 0 and program.holds[one.hold].opens_on == opens_on), None)


def _nothing(message: str, fix: str) -> Problem:
    return Problem("DW971", message, None, fix)


_CHECKS: dict[str, Check] = {
    "payment_received": _received,
    "payment_reversed": _reversed,
    "credited": _credited,
    "waived": _waived,
    "promise_made": _promised,
    "dispute_opened": _disputed,
    "dispute_closed": _dispute_closed,
    "question_answered": _answered,
    "hold_placed": _placed,
    "hold_lifted": _lifted,
    "stop_lifted": _stop_lifted,
    "call_made": _called,
    "step_done": _done,
    "bounced": _came_back,
    "letter_returned": _came_back,
    "delivered": _came_back,
    "message_sent": _sent,
    "approved": _approved,
    "overridden": _overridden,
    "recalled": _come_back,
    "reopened": _open_again,
    **PLAN_CHECKS,
}
"""A check for each event of which something can be wrong; the others can always be recorded."""
