"""Play a case against a drawn world, through `advance`, `decide` and `apply` only, and keep all that was seen.

This is a second, plainer run than `simulate`: looks may come late, people may stay silent, and calls end as they are
drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.decide import decide
from dunwell.core.fold import before_decisions, order_of, take_in
from dunwell.days import day_text
from dunwell.language.events import EVENTS, RETURN, Event
from dunwell.language.steps import CALL_OUTCOMES

OURS = 1000
"""Events that the play itself records come after the drawn ones of their day."""


@dataclass
class Look:
    """One look at the case: the day, the position, and what was due; `done` is what was recorded, if anything."""

    day: int
    position: object
    decision: object
    done: Event | None = None

    @property
    def action(self):
        """The first thing due, or None."""
        return self.decision.actions[0] if self.decision.actions else None


@dataclass(repr=False)
class Play:
    """All that happened: the journal, every look, and every transition told."""

    program: object
    opened: object
    journal: list = field(default_factory=list)
    looks: list = field(default_factory=list)
    told: list = field(default_factory=list)
    position: object = None

    def __repr__(self):
        days = (f"{day_text(event.at)} {event.name} {dict(event.data)}" for event in sorted(self.journal, key=order_of))
        return f"opened {day_text(self.opened.day)}, then\n" + "\n".join(days)


def play(program, opened, outside, until, luck, late=0):
    """Play from the opening to `until`. `luck` are numbers that decide what people do; looks are `late` days late."""
    run = Play(program, opened, position=opened)
    waiting = sorted((event for event in outside if event.at >= opened.day), key=order_of)
    day, turn = opened.day, 0
    while day is not None and day <= until:
        waiting = _take(
            run, waiting, lambda event, today=day: event.at < today or (event.at == today and before_decisions(event))
        )
        _pass(run, day)
        waiting = _take(run, waiting, lambda event, today=day: event.at == today and EVENTS[event.name].order < RETURN)
        _pass(run, day)
        for _ in range(20):
            look = Look(day, run.position, decide(program, run.position, day))
            run.looks.append(look)
            if look.action is None:
                break
            turn += 1
            event = answer(program, run.position, look.action, day, luck[turn % len(luck)], len(run.journal))
            if event is None:
                break
            look.done = event
            run.journal.append(event)
            run.position = apply(program, run.position, event)
            _pass(run, day)
        returned = any(event.at == day for event in waiting)
        waiting = _take(run, waiting, lambda event, today=day: event.at == today)
        _pass(run, day)
        looks = [decide(program, run.position, day).next_look, *(event.at for event in waiting[:1])]
        coming = min((one for one in looks if one is not None), default=None)
        day = day + 1 if returned else coming + late if coming is not None else None
    _pass(run, until)
    return run


def _take(run, waiting, now):
    for event in waiting:
        if now(event):
            run.position, told = take_in(run.program, run.position, event)
            run.told.extend(told)
            run.journal.append(event)
    return [event for event in waiting if not now(event)]


def _pass(run, day):
    run.position, told = advance(run.program, run.position, day)
    run.told.extend(told)


def answer(program, position, action, day, luck, sequence):
    """What the world says to an action; None is silence."""
    made = _ANSWERS[action.kind](program, position, action, day, luck)
    return Event(made[0], day, tuple(made[1]), OURS + sequence) if made else None


def _of_step(program, position, action, day, luck):
    step = program.steps[position.variant][action.step]
    if step.kind == "task":
        words = [name for name, _ in step.outcomes]
        return ("step_done", [("step", step.name), ("outcome", words[luck % len(words)])]) if luck % 3 else None
    if step.kind == "phone":
        if luck % 4 == 0:
            word = CALL_OUTCOMES[luck % len(CALL_OUTCOMES)]
            return "call_made", [("outcome", word), ("promised_on", day + luck % 20), ("amount", 100 * luck)]
        return "call_made", [("outcome", "no_answer")]
    return "step_done", [("step", step.name), ("channels", "+".join(action.channels))]


_ANSWERS = {
    "step": _of_step,
    "ask": lambda program, position, action, day, luck: ("approved", []) if luck % 3 == 1 else None,
    "approve": lambda program, position, action, day, luck: ("approved", []) if luck % 3 else None,
    "blocked": lambda program, position, action, day, luck: None,
    "message": lambda program, position, action, day, luck: (
        "message_sent", [("message", program.messages[action.message].name)]
    ),
}  # fmt: skip


def replay(program, opened, journal, until, *, daily=False):
    """The position and transitions after a journal: in hops from event to event, or with a stop at every single day."""
    position, told = opened, []
    for event in sorted((event for event in journal if event.at <= until), key=order_of):
        if daily:
            last = event.at - 1 if before_decisions(event) else event.at
            for day in range(position.day + 1, last + 1):
                position, more = advance(program, position, day)
                told.extend(more)
        position, more = take_in(program, position, event)
        told.extend(more)
    for day in range(position.day, until + 1) if daily else (until,):
        position, more = advance(program, position, day)
        told.extend(more)
    return position, told
