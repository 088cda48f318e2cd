"""The moves that events and the passing of time share: entering steps, following routes, opening and closing holds.

Each takes a position and a day and gives the new position; nothing here looks at a clock or decides what is due. A case
that has ended, or whose variant is unknown, is moved by none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.position import (
    AGREED,
    ASKING,
    DONE,
    EXPECTING,
    MANUAL,
    OPEN,
    PAUSED,
    WAITING,
    WANTED,
    WITH_THE_AGENCY,
    Frame,
    OpenHold,
    Position,
    RunningPlan,
)
from dunwell.core.timing import after, day_of
from dunwell.core.values import replace
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import ENTERED, PROMISE

if TYPE_CHECKING:
    from dunwell.language.parts import Route
    from dunwell.language.program import Hold, Program, Step

ADDRESS_FACT = {"email": FACT_INDEX["debtor.has_email"], "letter": FACT_INDEX["debtor.has_address"]}


def step_of(program: Program, position: Position) -> Step:
    """The current step, as it is in the case's variant."""
    return program.steps[position.variant][position.step]


def on_day(position: Position, day: int) -> Position:
    """The position on this day: mostly it stands there already."""
    return position if position.day == day else replace(position, day=day)


def with_anchor(anchors: tuple[int, ...], slot: int, day: int) -> tuple[int, ...]:
    """The anchors with one of them set."""
    return (*anchors[:slot], day, *anchors[slot + 1 :])


def counted(counts: tuple[int, ...], index: int, by: int = 1) -> tuple[int, ...]:
    """The counters with one of them raised."""
    return (*counts[:index], counts[index] + by, *counts[index + 1 :])


def reachable(position: Position, channel: str) -> bool:
    """Whether the address that a channel needs is known; what a plugin's own channel needs is known by it alone."""
    fact = ADDRESS_FACT.get(channel)
    return fact is None or position.facts[fact] is True


def ask(position: Position, why: str, day: int) -> Position:
    """Ask a person to decide; `why` is an id of the explanation, with a name after a colon where it needs one.

    While the variant is unknown nothing else can be asked: only a fact answers that.
    """
    if position.end or position.ask == "no_variant":
        return position
    return replace(position, phase=ASKING, since=day, ask=why, escalated=False)


def enter(program: Program, position: Position, index: int, day: int, *, back: int = -1) -> Position:
    """Come to a step. Index -1, past the last step, asks a person: no case is ever left to nobody.

    On the way to a side step the place on the ladder is kept; `back` is the phase in which the ladder goes on there.
    """
    if position.end or position.ask == "no_variant":
        return position
    if index < 0:
        return ask(position, "end_of_ladder", day)
    frame = position.frame
    if not program.steps[position.variant][index].side:
        frame = None
    elif frame is None:
        phase = back if back >= 0 else OPEN if position.phase in (OPEN, PAUSED) else WAITING
        frame = Frame(position.step, phase, position.channel, position.anchors[ENTERED])
    return replace(
        position,
        step=index,
        phase=WAITING,
        since=day,
        channel=0,
        route=-1,
        ask="",
        escalated=False,
        approved=False,
        frame=frame,
        awaited=0,
        anchors=with_anchor(position.anchors, ENTERED, day),
    )


def go_on(program: Program, position: Position, day: int) -> Position:
    """Go on after the current step: to the next of the ladder, or from a side step back to the ladder."""
    step = step_of(program, position)
    return resume(program, position, day) if step.side else enter(program, position, step.next, day)


def resume(program: Program, position: Position, day: int) -> Position:
    """Go back to where the ladder stood, or end a wait for an event. Elsewhere nothing moves."""
    frame = position.frame
    if position.end or position.ask == "no_variant":
        return position
    if frame is None:
        waits = position.phase == EXPECTING
        return replace(position, phase=WAITING, since=day, route=-1, awaited=0) if waits else position
    if frame.phase == DONE:
        return enter(program, position, program.steps[position.variant][frame.step].next, day)
    back = enter(program, position, frame.step, day)
    anchors = with_anchor(back.anchors, ENTERED, frame.entered)
    return replace(back, phase=frame.phase, channel=frame.channel, anchors=anchors)


def follow(program: Program, position: Position, index: int, day: int, *, back: int = -1) -> Position:
    """Follow a route; without one (-1) nothing moves. `back` is the phase in which a side step leads back.

    OPEN: the step was judged, and a person's word goes past that judgement. DONE: the step cannot be done again.
    """
    if index < 0 or position.end:
        return position
    route = program.routes[index]
    match route.kind:
        case "go_to":
            return enter(program, position, route.target, day, back=back)
        case "resume":
            return resume(program, position, day)
        case "hold":
            return open_hold(program, position, route.target, day)
        case "offer":
            return want_plan(position, program.plan_index(route.name), day)
        case "close":
            return replace(position, end=route.name, ended=day)
        case "wait_for":
            return _expect(position, route, day)
        case _:
            return position


def _expect(position: Position, route: Route, day: int) -> Position:
    if position.ask == "no_variant":
        return position
    return replace(position, phase=EXPECTING, since=day, route=route.index, ask="", escalated=False)


def after_hold(program: Program, position: Position, index: int, day: int) -> Position:
    """Follow the route of a hold that is over. The ladder did not move meanwhile, so `resume` has nothing to undo:

    a side step or a question to a person that is open stays open. Nor does it leave what it waits for: who is to get a
    credit note is not sent on because a promise beside it was broken.
    """
    kind = program.routes[index].kind if index >= 0 else "resume"
    if kind == "resume" or (kind == "go_to" and position.phase == EXPECTING):
        return position
    return follow(program, position, index, day)


def open_hold(
    program: Program, position: Position, index: int, day: int, *, until: int = 0, amount: int = 0
) -> Position:
    """Open a hold; one that is already on is renewed. `until` is the day promised, or the last day a person gave.

    Where the hold's count has run out, or a promise is for too late a day, the case follows its `otherwise` instead,
    unless the hold is on: then that goes on as it was. With the agency it only says what is open when the case returns.
    """
    if position.end not in ("", WITH_THE_AGENCY):
        return position
    on = next((one for one in position.holds if one.hold == index), None)
    if index == MANUAL:
        last = max(until or after(program, day, program.attention.after), day)
    else:
        hold = program.holds[index]
        if _refused(program, position, hold, day, until):
            return position if on else _instead(program, position, hold, day)
        if _by_promise(hold):
            position = replace(position, anchors=with_anchor(position.anchors, PROMISE, until))
        last = hold_end(program, position, hold, day, until)
        messages = _confirming(position, hold)
        position = replace(position, hold_counts=counted(position.hold_counts, index), messages=messages)
    opened = OpenHold(index, on.since if on else day, last, amount, position.claim_open)
    others = tuple(one for one in position.holds if one.hold != index)
    return replace(position, holds=(*others, opened))


def _by_promise(hold: Hold) -> bool:
    return hold.until is not None and hold.until.anchor == PROMISE


def promised(program: Program, one: OpenHold) -> bool:
    """Whether a hold waits for what was promised."""
    return one.hold >= 0 and program.holds[one.hold].opens_on == "promise_made"


def _refused(program: Program, position: Position, hold: Hold, day: int, until: int) -> bool:
    if hold.times and position.hold_counts[hold.index] >= hold.times:
        return True
    too_late = _by_promise(hold) and hold.limit is not None and until > after(program, day, hold.limit)
    return too_late and hold.otherwise >= 0


def _instead(program: Program, position: Position, hold: Hold, day: int) -> Position:
    """What follows a hold that may not be opened: its `otherwise`; a person, where that is none or such a hold too."""
    route = program.routes[hold.otherwise] if hold.otherwise >= 0 else None
    nothing = route is None or (
        route.kind == "hold" and _refused(program, position, program.holds[route.target], day, 0)
    )
    if nothing:
        return ask(position, f"hold_again:{hold.name}", day)
    return after_hold(program, position, hold.otherwise, day)


def _confirming(position: Position, hold: Hold) -> tuple[int, ...]:
    """The messages due, with the hold's confirmation; once each."""
    if hold.confirm < 0 or hold.confirm in position.messages:
        return position.messages
    return (*position.messages, hold.confirm)


def hold_end(program: Program, position: Position, hold: Hold, since: int, until: int = 0) -> int:
    """The last day of a hold: the earliest of its `until`, its `no_longer_than` and the day a person gave.

    Where it has none of them, a person is to look at it in the time that the policy gives for that.
    """
    ends = [after(program, since, hold.limit)] if hold.limit else []
    if hold.until is not None:
        ends.append(day_of(program, position, hold.until))
    if until and not _by_promise(hold):
        ends.append(until)
    known = [day for day in ends if day]
    return max(min(known) if known else after(program, since, program.attention.after), since)


def close_hold(program: Program, position: Position, one: OpenHold, day: int) -> Position:
    """Take a hold off. If its terms stand still, terms still running when it began move on by the days held."""
    one = next((other for other in position.holds if other.hold == one.hold), one)  # it may stand for another's days
    left = tuple(other for other in position.holds if other.hold != one.hold)
    was_blocked = blocked(program, position)
    if stands_still(program, one):
        beside = next((other for other in left if stands_still(program, other)), None)
        if beside is not None:  # the same days must not count twice: the other hold moves the terms for both
            longer = replace(beside, since=min(beside.since, one.since))
            left = tuple(longer if other is beside else other for other in left)
        else:
            held_days = day - one.since
            waits = position.since if position.phase == EXPECTING else day  # a wait moves the plan for its own days
            position = replace(
                position,
                anchors=_later_terms(program, position, one.since, held_days),
                past=tuple(
                    past._replace(term=past.term + held_days) if past.term >= one.since else past
                    for past in position.past
                ),
                plan=later_plan(position.plan, one.since, max(min(day, waits) - one.since, 0)),
            )
    if one.hold >= 0:
        confirm = program.holds[one.hold].confirm
        position = replace(position, messages=tuple(index for index in position.messages if index != confirm))
    position = replace(position, holds=left)
    return woken(position, day) if was_blocked and not blocked(program, position) else position


def stands_still(program: Program, one: OpenHold) -> bool:
    """Whether terms and plans stand still while a hold is on."""
    return one.hold >= 0 and program.holds[one.hold].stand_still


def _later_terms(program: Program, position: Position, since: int, days: int) -> tuple[int, ...]:
    terms = {step.sent + 2 for step in program.steps[position.variant]}
    return tuple(day + days if slot in terms and day >= since else day for slot, day in enumerate(position.anchors))


def later_plan(plan: RunningPlan | None, since: int, days: int) -> RunningPlan | None:
    """The days of a plan that lay ahead when it came to stand still, moved on by the days for which it did."""
    if plan is None:
        return None
    schedule = tuple((due + days if due >= since else due, amount) for due, amount in plan.schedule)
    until, term = (day + days if day >= since else day for day in (plan.until, plan.term))
    return replace(plan, schedule=schedule, until=until, term=term)


def woken(position: Position, day: int) -> Position:
    """A case that could not move can again: whoever it waits for has the whole time once more."""
    if position.phase in (OPEN, ASKING, EXPECTING):
        return replace(position, since=max(position.since, day))
    return position


def blocked(program: Program, position: Position) -> bool:
    """Whether no step may start: the case is held, or the debtor has, or is to get, a payment plan."""
    return position.plan is not None or held(program, position)


def held(program: Program, position: Position) -> bool:
    """Whether nothing goes on: the law stops it, or nothing of the claim is left beside what is on hold."""
    return bool(position.stops) or (bool(position.holds) and _whole(program, position))


def want_plan(position: Position, index: int, day: int) -> Position:
    """The debtor is to get a payment plan, if the policy allows it. With one agreed, a change is asked for."""
    running = position.plan
    if position.end or index < 0 or position.ask == "no_variant":
        return position
    if running is None:
        return replace(position, plan=RunningPlan(index, WANTED, day))
    if running.stage == AGREED and running.since == day:
        return position  # it was agreed on that very day: on the telephone, say
    if running.stage == AGREED and not running.wants_change:
        return replace(position, plan=replace(running, wants_change=True, since=day, escalated=False))
    return position


def held_by_hand(position: Position) -> bool:
    """Whether a person put the case on hold."""
    return any(one.hold == MANUAL for one in position.holds)


def _whole(program: Program, position: Position) -> bool:
    parts = 0
    for one in position.holds:
        if one.hold < 0 or not program.holds[one.hold].part or not one.amount:
            return True
        parts += one.amount
    return parts >= position.claim_open


def contacted(program: Program, position: Position, day: int) -> Position:
    """Note that the debtor was reached, as far back as the weekly limit looks."""
    keep = max(program.contacts.per_week, 1)
    return replace(position, contacts=(*position.contacts, day)[-keep:])
