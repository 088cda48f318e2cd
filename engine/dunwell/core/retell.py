"""Tell what happened to a case: each event with what became true before it and what it opened, closed or ended.

A simulation tells what it assumes with these functions, a journal what was recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.advance import advance, next_change
from dunwell.core.apply import apply
from dunwell.core.carry import carry
from dunwell.core.decide import decide
from dunwell.core.explain import Because, day_name, explain
from dunwell.core.fold import first_program, folded, in_order, next_program, until_day
from dunwell.core.position import MANUAL
from dunwell.core.tell import tell_action, tell_end, tell_event, tell_hold, tell_plan, tell_transition
from dunwell.core.timeline import Entry, Timeline
from dunwell.core.values import replace
from dunwell.language.events import MOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action, Transition
    from dunwell.language.events import Event
    from dunwell.language.program import Program


def happen(program: Program, before: Position, event: Event) -> tuple[Position, tuple[Entry, ...]]:
    """Let time pass up to an event, take it in and tell it, with what it opened, closed or ended."""
    before, passed = pass_time(program, before, until_day(event))
    after = apply(program, before, event)
    return after, (*passed, tell_event(program, before, event), *changes(program, before, after, (), event.at))


def learn(
    program: Program, opened: Position, before: Position, events: Iterable[Event], event: Event, day: int
) -> tuple[Position, tuple[Entry, ...]]:
    """Take in an event that became known on a later day than its own: the case is folded anew, what was done stands.

    `events` are all that happened, this one included; it is told on the day on which it became known.
    """
    after = advance(program, folded(program, opened, events), day - 1)[0]
    told = tell_event(program, before, event)
    late = Because(f"it is of {day_name(event.at)}, and became known only now")
    entry = replace(told, day=day, because=(late, *told.because))
    return after, (entry, *changes(program, before, after, (), day))


def pass_time(program: Program, before: Position, day: int) -> tuple[Position, tuple[Entry, ...]]:
    """Let time pass up to a day and tell what became true."""
    after, told = advance(program, before, day)
    return after, tuple(changes(program, before, after, told))


def changes(
    program: Program, before: Position, after: Position, told: tuple[Transition, ...], day: int = 0
) -> Iterator[Entry]:
    """Transitions, holds that opened or closed with them, what became of a payment plan, and the end."""
    for transition in told:
        yield tell_transition(program, before if transition.kind == "plan" else after, transition)
    day = day or after.day
    closed_already = {transition.name for transition in told if transition.kind == "hold"}
    known = {(one.hold, one.last, one.amount) for one in before.holds}
    for one in after.holds:
        if (one.hold, one.last, one.amount) not in known:
            yield tell_hold(program, one, day, "opened")
    for one in before.holds:
        gone = all(one.hold != other.hold for other in after.holds)
        name = program.holds[one.hold].name if one.hold != MANUAL else "manual"
        if gone and name not in closed_already:
            yield tell_hold(program, one, day, "closed", after.holds)
    if not any(transition.kind == "plan" for transition in told):
        yield from tell_plan(program, before, after, day)
    if after.end and after.end != before.end:
        yield tell_end(program, after)
    elif before.end and not after.end:
        yield Entry(after.day, "event", "reopened", because=(Because("the case is open again"),))


def retell(program: Program, opened: Position, events: Iterable[Event], day: int) -> Timeline:
    """All that happened up to and including a day, from the events of a journal in whatever order they are given.

    The position is that of `fold`. What we did is told as the step it was, with the reasons it had when it was due.
    """
    now, position = first_program(program), opened
    entries = [tell_end(now, opened)] if opened.end else []
    for event in in_order(event for event in events if event.at <= day):
        position, passed = _change_by_change(now, position, until_day(event))
        entries += passed
        if event.name == MOVED:
            then = next_program(program, now)
            position, told = _moved(now, then, position, event)
            now = then
        else:
            actions = decide(now, position, event.at).actions
            action = next((one for one in actions if _confirms(now, position, event, one)), None)
            position, told = happen(now, position, event) if action is None else _done(now, position, action, event)
        entries += told
    position, passed = _change_by_change(now, position, day)
    return Timeline((*entries, *passed), position)


def _moved(old: Program, new: Program, before: Position, event: Event) -> tuple[Position, tuple[Entry, ...]]:
    """The case goes on under another text; where that ends it (a wider tolerance), the end is told too."""
    after = carry(old, new, before).position
    ended = (tell_end(new, after),) if after.end and not before.end else ()
    return after, (tell_event(old, before, event), *ended)


def _change_by_change(program: Program, position: Position, day: int) -> tuple[Position, list[Entry]]:
    """Let time pass from one change to the next, so that whatever opens or ends with it is told on its own day."""
    entries: list[Entry] = []
    while (when := next_change(program, position)[0]) <= day:
        position, passed = pass_time(program, position, max(when, position.day))
        entries += passed
    return advance(program, position, day)[0], entries


def _confirms(program: Program, position: Position, event: Event, action: Action) -> bool:
    """Whether an event says that this action was carried out: a message by its own name, a step by its own."""
    if action.kind == "message":
        return event.name == "message_sent" and event.word("message") == program.messages[action.message].name
    if action.kind != "step":
        return False
    step = program.steps[position.variant][action.step]
    if event.name == "call_made":
        return step.kind == "phone" and event.word("step") in ("", step.name)
    return event.name == "step_done" and event.word("step") == step.name


def _done(program: Program, before: Position, action: Action, event: Event) -> tuple[Position, tuple[Entry, ...]]:
    """An action that was due and was done: told as in a simulation, but for the amounts, which only the message has."""
    because = tuple(explain(program, before, reason) for reason in action.reasons)
    after = apply(program, before, event)
    entry = replace(tell_action(program, after, action, None, event, event.at, because), event=event)
    return after, (entry, *changes(program, before, after, (), event.at))
