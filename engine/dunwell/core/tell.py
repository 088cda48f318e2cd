"""Turn what the interpreter tells (transitions, actions, events, holds) into entries of a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.explain import Because, day_name, explain
from dunwell.core.explain_events import EXPLAINED
from dunwell.core.instalments import paid_instalments
from dunwell.core.plan import everything_due
from dunwell.core.position import AGREED, MANUAL, OFFERED
from dunwell.core.timeline import Entry
from dunwell.money import amount_text

if TYPE_CHECKING:
    from dunwell.core.claim import Claim
    from dunwell.core.position import OpenHold, Position, RunningPlan
    from dunwell.core.transitions import Action, Transition
    from dunwell.language.events import Event
    from dunwell.language.plans import Plan
    from dunwell.language.program import Program, Step
    from dunwell.language.schedules import Schedule
    from dunwell.problems import Place


def tell_transition(program: Program, position: Position, transition: Transition) -> Entry:
    """What became true by itself."""
    because = tuple(explain(program, position, reason) for reason in transition.reasons)
    if transition.kind == "hold":
        change, outcome = transition.change, transition.outcome
        return Entry(transition.day, "hold", transition.name, change=change, outcome=outcome, because=because)
    if transition.kind == "plan":
        return Entry(
            transition.day,
            "plan",
            transition.name,
            change=transition.change,
            number=transition.number,
            amount=_instalment(position, transition.number),
            because=because,
        )
    step = program.steps[position.variant][transition.step]
    if transition.kind == "check":
        return Entry(
            transition.day,
            "step",
            step.name,
            step.title,
            variant=_variant(program, position),
            outcome=transition.change,
            because=because,
        )
    return Entry(transition.day, transition.kind, step.name, step.title, owner=transition.name, because=because)


def _instalment(position: Position, number: int) -> int:
    schedule = position.plan.schedule if position.plan else ()
    return schedule[number - 1][1] if 0 < number <= len(schedule) else 0


def tell_plan(program: Program, before: Position, position: Position, day: int) -> tuple[Entry, ...]:
    """What an event changed of the payment plan: it was offered, agreed or changed, paid, completed, or given up."""
    old, new = before.plan, position.plan
    if old is None and new is None:
        return ()
    plan = program.plans[(new or old).plan]  # type: ignore[union-attr] # one of the two is there
    told = []
    if new is not None and new.stage == AGREED and (old is None or old.schedule != new.schedule):
        change = "changed" if old is not None and old.stage == AGREED else "agreed"
        told.append(
            Entry(
                day,
                "plan",
                plan.name,
                plan.title,
                change=change,
                schedule=new.schedule,
                because=_moved(plan, old, new) or _agreement(program, position, plan, new.schedule),
            )
        )
    elif new is not None and new.stage == OFFERED and new.until and (old is None or not old.until):
        why = Because(f"the offer stands until {day_name(new.until)}", plan.place)
        told.append(Entry(day, "plan", plan.name, plan.title, change="offered", term_until=new.until, because=(why,)))
    elif old is not None and new is not None and old.stage == new.stage == AGREED:
        numbers = range(paid_instalments(program, before) + 1, paid_instalments(program, position) + 1)
        told += [_paid(plan, new.schedule, number, day) for number in numbers]
    if new is not None and position.end == "paid" and not before.end and new.stage == AGREED:
        told.append(Entry(day, "plan", plan.name, plan.title, change="completed", because=(_KEPT,)))
    if old is not None and new is None:
        change = "infeasible" if old.stage == AGREED else "unanswered"
        end = plan.infeasible if old.stage == AGREED else None
        due = tuple(explain(program, position, reason) for reason in everything_due(plan.infeasible)) if end else ()
        why = Because("it cannot be kept as agreed" if end else "nothing comes of the offer", plan.place)
        told.append(Entry(day, "plan", plan.name, plan.title, change=change, because=(why, *due)))
    return tuple(told)


def _moved(plan: Plan, old: RunningPlan | None, new: RunningPlan) -> tuple[Because, ...]:
    """By how many days a plan moved on that stood still; nothing where others were agreed."""
    if old is None or (old.base, old.told) != (new.base, new.told):
        return ()
    moved = {later - due for (due, _), (later, _) in zip(old.schedule, new.schedule, strict=False)} - {0}
    same = [amount for _, amount in old.schedule] == [amount for _, amount in new.schedule]
    if not same or len(moved) != 1:
        return ()
    days = moved.pop()
    why = f"it stood still for {days} {'day' if days == 1 else 'days'}: what was not due yet moves on by as many"
    return (Because(why, plan.place), Because(_instalments(new.schedule), plan.instalments.place))


def _agreement(program: Program, position: Position, plan: Plan, schedule: Schedule) -> tuple[Because, ...]:
    """What a plan covers, and its instalments one by one."""
    covers = f"covers {program.currency} {amount_text(position.claim_open)}, all that is open"
    return Because(covers, plan.place), Because(_instalments(schedule), plan.instalments.place)


def _instalments(schedule: Schedule) -> str:
    return "instalments: " + "; ".join(f"{amount_text(amount)} on {day_name(due)}" for due, amount in schedule)


_KEPT = Because("all instalments are paid")


def _paid(plan: Plan, schedule: Schedule, number: int, day: int) -> Entry:
    due, amount = schedule[number - 1]
    early = "before it was due" if day < due else f"it was due on {day_name(due)}"
    why = Because(f"instalment {number} of {len(schedule)} is paid; {early}", plan.instalments.place)
    return Entry(
        day, "plan", plan.name, plan.title, change="instalment_paid", number=number, amount=amount, because=(why,)
    )


def tell_event(program: Program, position: Position, event: Event) -> Entry:
    """Something that happened in the outside world; `position` is the one before it."""
    because = EXPLAINED[event.name](program, position, event) if event.name in EXPLAINED else ()
    return Entry(event.at, "event", event.name, event=event, outcome=event.word("outcome"), because=because)


def tell_hold(program: Program, one: OpenHold, day: int, change: str, others: tuple[OpenHold, ...] = ()) -> Entry:
    """A hold that opened, or closed by an event. `others` are those that are on beside it, or still."""
    place = program.holds[one.hold].place if one.hold != MANUAL else None
    because = [_held(program, one, change, place)]
    if others and change == "closed":
        still = " and ".join(f"{_name(program, other)} until {day_name(other.last)}" for other in others)
        because.append(Because(f"still on hold: {still}"))
    return Entry(day, "hold", _name(program, one), change=change, because=tuple(because))


def _name(program: Program, one: OpenHold) -> str:
    return "manual" if one.hold == MANUAL else program.holds[one.hold].name


def tell_end(program: Program, position: Position) -> Entry:
    """The end of a case, with what ended it."""
    closing = next((step for step in program.steps[position.variant] if step.close == position.end), None)
    place = closing.place_of("close") if closing and position.counts[closing.index] else None
    why = _ENDS.get(position.end, "a person closed it")
    if position.claim_open < 0:
        why += f"; {program.currency} {amount_text(-position.claim_open)} more came in than was owed"
    return Entry(position.ended, "end", position.end, because=(Because(why, place),))


_ENDS = {
    "paid": "all that was claimed has been received",
    "credited": "what was left has been credited",
    "handed_over": "the claim is with the agency",
    "written_off": "the rest has been written off",
}


def _held(program: Program, one: OpenHold, change: str, place: Place | None) -> Because:
    """What a hold that opened keeps from happening and how long; a hold that closed was ended by what happened."""
    if change != "opened":
        return Because("ended by what happened that day", place)
    part = one.hold != MANUAL and program.holds[one.hold].part and one.amount > 0
    what = f"only {program.currency} {amount_text(one.amount)} waits, the rest goes on" if part else "no step starts"
    return Because(f"{what}, until {day_name(one.last)} at the latest" if one.last else f"{what} until it ends", place)


def tell_action(
    program: Program,
    position: Position,
    action: Action,
    claim: Claim | None,
    event: Event | None,
    day: int,
    because: tuple[Because, ...],
) -> Entry:
    """Something carried out, or asked of a person; `position` is the one after it, with its term set."""
    if action.kind == "message":
        return _message(program, position, action, claim, day, because)
    if action.step < 0:
        return Entry(day, "attention", "limitation", "Limitation", owner=action.owner, because=because)
    step = program.steps[position.variant][action.step]
    if action.kind == "blocked":
        guardrail = str(action.reasons[0].args[0])
        return Entry(day, "blocked", step.name, step.title, guardrail=guardrail, owner=action.owner, because=because)
    if action.kind == "ask":
        about = action.reasons[0].args[:1]
        if action.reasons[0].id == "stopped":
            return Entry(day, "attention", "", _stop_title(program, str(about[0])), owner=action.owner, because=because)
        if position.plan is not None and about in (("offer",), ("plan_change",)):  # not about the step that waits
            title = program.plans[position.plan.plan].title
            return Entry(day, "attention", "", title, owner=action.owner, because=because)
        return Entry(day, "attention", step.name, step.title, owner=action.owner, because=because)
    term_until = position.anchors[step.sent + 2] if step.term else 0
    received = position.anchors[step.sent + 1] if "letter" in action.channels else 0
    return Entry(
        day,
        "step",
        step.name,
        step.title,
        action.channels,
        step.template,
        _variant(program, position),
        action.attempt,
        term_until,
        received,
        claim,
        step.announces,
        outcome=event.word("outcome") if event else "",
        owner=action.owner,
        because=(*because, *_term(program, position, step), *_amounts(claim, step)),
    )


def _message(
    program: Program,
    position: Position,
    action: Action,
    claim: Claim | None,
    day: int,
    because: tuple[Because, ...],
) -> Entry:
    """A message apart from the ladder, with the term it gives: to take an offer, or to repair what is late."""
    message, running = program.messages[action.message], position.plan
    until = 0
    if running is not None and message.kind == "plan_offer":
        until = running.until
    elif running is not None and message.kind == "plan_late":
        until = max(running.term, 0)
    return Entry(
        day,
        "message",
        message.name,
        channels=action.channels,
        template=message.template,
        term_until=until,
        claim=claim,
        because=because,
    )


def _term(program: Program, position: Position, step: Step) -> tuple[Because, ...]:
    """Why the term ends on its day: the phrase, the presumed receipt, the statutory extension."""
    if step.term is None or not position.anchors[step.sent + 2]:
        return ()
    received = position.anchors[step.sent + 1]
    last = day_name(position.anchors[step.sent + 2])
    form = program.law.notices.get(step.legal_form or "")
    law = form.term.on(received).basis.article if form else None
    counted = f"; presumed received on {day_name(received)}" if step.term.basis != "sent" else ""
    return (Because(f"term: {step.term.text}{counted}; the last day is {last}", step.term.place, law),)


def _amounts(claim: Claim | None, step: Step) -> tuple[Because, ...]:
    if claim is None:
        return ()
    place = step.place_of("claims" if step.claims else "announces")
    return tuple(Because(text, place, law or None) for text, law in claim.laws)


def _variant(program: Program, position: Position) -> str:
    return program.variants[position.variant].name


def _stop_title(program: Program, kind: str) -> str:
    stop = program.law.stops.get(kind)
    return stop.title if stop else kind.replace("_", " ")
