"""Play a case forward: a virtual clock, assumed events, and the very functions that a real run uses.

The clock hops from one `next_look` to the next. The assumed world: nobody pays, nobody answers a call, and whoever has
to release a step does so the same day, unless the scenario says otherwise. The machine looks every day, or on the days
named as `runs`: between them others act and time passes, but nothing of ours is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.apply import apply
from dunwell.core.carrying import claiming, confirmation, step_of_action
from dunwell.core.claim import claim_of
from dunwell.core.decide import decide
from dunwell.core.explain import explain
from dunwell.core.fold import before_decisions, order_of
from dunwell.core.retell import changes, happen, learn, pass_time
from dunwell.core.tell import tell_action, tell_end
from dunwell.core.timeline import Entry, Sent, Timeline
from dunwell.core.timing import count_from
from dunwell.core.values import replace
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.program import Program
    from dunwell.language.scenario import Planned
    from dunwell.problems import Problem

MOST_ENTRIES = 2000
"""A simulation that tells more than this is cut off: two years of daily steps."""


@dataclass(slots=True)
class _Run:
    """One simulation while it runs; the first `before` of its events led to `opened`."""

    program: Program
    opened: Position
    position: Position
    planned: list[Planned]
    agreed: int | None
    runs: tuple[int, ...]
    entries: list[Entry]
    events: list[Event]
    problems: list[Problem]
    seen: set[tuple[object, ...]]
    before: int = 0

    def tell(self, entry: Entry) -> None:
        """Add an entry, and keep the problems of its amounts, each once."""
        self.entries.append(entry)
        for problem in entry.claim.problems if entry.claim else ():
            if problem not in self.problems:
                self.problems.append(problem)

    def tell_all(self, entries: Iterable[Entry]) -> None:
        """Add entries in their order."""
        for entry in entries:
            self.tell(entry)


def simulate(
    program: Program,
    opened: Position,
    planned: Iterable[Planned],
    until: int,
    agreed: int | None = None,
    runs: tuple[int, ...] = (),
    known: tuple[Event, ...] = (),
) -> Timeline:
    """The timeline of a case from the day it stands on up to and including `until`.

    `known` are the events that led there, for a case that has a history. `planned` are the scenario's events, some of
    them counted from an anchor; `agreed` is the yearly rate of interest that was agreed, in millionths; `runs` are the
    days, sorted, on which the machine looks (none: every day).
    """
    run = _Run(program, opened, opened, list(planned), agreed, runs, [], list(known), [], set(), len(known))
    if opened.end:
        run.tell(tell_end(program, opened))
    _play(run, until)
    return Timeline(tuple(run.entries), run.position, tuple(run.problems))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands on a day on which nothing of ours is done yet: what led there, and what is still planned."""

    position: Position
    day: int
    events: tuple[Event, ...] = ()
    planned: tuple[Planned, ...] = ()


def standing_on(
    program: Program, opened: Position, planned: Iterable[Planned], day: int, agreed: int | None = None
) -> Standing:
    """Play a case up to a day, and take in what others say or pay on that day; our own actions of it are still due."""
    run = _Run(program, opened, opened, list(planned), agreed, (), [], [], [], set())
    _play(run, day - 1)
    for event in _due_events(run, day, before=True):
        _happen(run, event, day)
    _pass_time(run, day)
    return Standing(run.position, max(day, run.position.day), tuple(run.events), tuple(run.planned))


def _play(run: _Run, until: int) -> None:
    """Play day after day up to and including `until`."""
    day: int | None = run.position.day
    try:
        while day is not None and day <= until and len(run.entries) < MOST_ENTRIES:
            _play_day(run, day)
            day = _next_day(run, day)
    except ProblemsFound as error:  # the law has no figure for so early a day: what is known stands, the rest is said
        run.problems.extend(error.problems)


def _next_day(run: _Run, day: int) -> int | None:
    """The first later day on which the case changes by itself or the scenario says something."""
    look = decide(run.program, run.position, day).next_look
    planned = [max(at, one.recorded, day + 1) for one in run.planned if (at := _day_of(run, one))]
    runs = (one for one in run.runs if one > day)
    days = [one for one in (look, *planned, *runs) if one is not None]
    return min(days, default=None)


def _day_of(run: _Run, planned: Planned) -> int:
    """The day of a planned event; 0 while the anchor it counts from is not set."""
    if planned.at:
        return planned.at
    anchor = run.position.anchors[planned.anchor]
    return count_from(run.program, anchor, planned.count, planned.unit) if anchor else 0


def _play_day(run: _Run, day: int) -> None:
    """One day in its order: what others do, what becomes true, what we do, what comes back."""
    for event in _due_events(run, day, before=True):
        _happen(run, event, day)
    acted = True
    while acted:
        acted = _act(run, day)
        for event in _due_events(run, day, before=False):
            _happen(run, event, day)
            acted = True


def _due_events(run: _Run, day: int, *, before: bool) -> list[Event]:
    """The scenario's events of this day, taken off the list; those whose day was known too late count now."""
    due: list[Event] = []
    for planned in list(run.planned):
        at, late = _day_of(run, planned), planned.recorded > planned.at > 0
        event = Event(planned.name, at if late else day, planned.data, len(run.events) + len(due))
        if at and max(at, planned.recorded) <= day and (late or before_decisions(event)) is before:
            run.planned.remove(planned)
            due.append(event)
    return sorted(due, key=order_of)


def _pass_time(run: _Run, day: int) -> None:
    run.position, told = pass_time(run.program, run.position, day)
    run.tell_all(told)


def _happen(run: _Run, event: Event, day: int) -> None:
    """Take in an event and tell it, with what it opened, closed or ended; a late one is put where it belongs."""
    if event.at < day:
        _pass_time(run, day - 1)
        run.position, told = learn(
            run.program, run.opened, run.position, (*run.events[run.before :], event), event, day
        )
    else:
        run.position, told = happen(run.program, run.position, event)
    run.events.append(event)
    run.tell_all(told)


def _act(run: _Run, day: int) -> bool:
    """Let time pass, and carry out what is due if we look today, each action once; whether anything was done."""
    acted = False
    _pass_time(run, day)
    if run.runs and day not in run.runs:
        return False
    for action in decide(run.program, run.position, day).actions:
        asked = action.reasons[0].args if action.kind == "ask" else ()  # two questions may come up on one day
        key = (action.kind, action.step, action.attempt, action.message, action.since, action.channels, asked)
        if key not in run.seen and action.since <= day:
            run.seen.add(key)
            if not _fails(run, action, day):
                _carry_out(run, action, day)
            acted = True
            break  # what was done may change what else is due
    return acted


def _fails(run: _Run, action: Action, day: int) -> bool:
    """Whether the scenario says that this step cannot be carried out now; then that happens in its place."""
    if action.kind != "step":
        return False
    name = run.program.steps[run.position.variant][action.step].name
    said = (one for one in run.planned if one.name == "step_failed" and dict(one.data).get("step") == name)
    planned = next((one for one in said if 0 < _day_of(run, one) <= day), None)
    if planned is None:
        return False
    run.planned.remove(planned)
    _happen(run, Event("step_failed", day, planned.data, len(run.events)), day)
    return True


def _carry_out(run: _Run, action: Action, day: int) -> None:
    """Do one action in the assumed world, tell it with the amounts of that moment, and let the day go on."""
    before = run.position
    step = step_of_action(run.program, before, action)
    because = tuple(explain(run.program, before, reason) for reason in action.reasons)
    claim = (
        claim_of(run.program, before, run.events, day, step, run.agreed) if action.kind in ("step", "message") else None
    )
    event = _answer(run, action, day)
    if action.kind == "approve":
        run.position = apply(run.program, before, event) if event else before
        return
    if event is not None:
        event = claiming(event, claim, before, step) if claim else event
        run.position = apply(run.program, before, event)
    entry = tell_action(run.program, run.position, action, claim, event, day, because)
    if entry.template and claim is not None:
        entry = replace(entry, sent=Sent(action, day, before, run.position, tuple(run.events), claim))
    if event is not None:
        run.events.append(event)
    run.tell(entry)
    run.tell_all(changes(run.program, before, run.position, (), day))


def _answer(run: _Run, action: Action, day: int) -> Event | None:
    """What the world answers to an action on the same day; None if it says nothing."""
    if action.kind == "approve":
        name = run.program.steps[run.position.variant][action.step].name
        return Event("approved", day, (("step", name),))
    if action.kind in ("ask", "blocked"):
        return None
    if action.kind == "message":
        return confirmation(run.program, run.position, action, day)
    step = run.program.steps[run.position.variant][action.step]
    if step.kind == "task":
        return None
    if step.kind == "phone":
        said = next((one for one in run.planned if one.name == "call_made" and 0 < _day_of(run, one) <= day), None)
        if said is None:
            return Event("call_made", day, (("outcome", "no_answer"), ("step", step.name)))
        run.planned.remove(said)
        return Event("call_made", day, (*(pair for pair in said.data if pair[0] != "step"), ("step", step.name)))
    return confirmation(run.program, run.position, action, day)
