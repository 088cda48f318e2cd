"""What is remembered of a case beside its position: what went out, what it granted, and what does not count.

Small, because it is part of every state: a day is kept only while a rule may still read it. It is kept from the events
themselves, and so does not repeat what the interpreter makes of them. Days are ordinals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.advance import advance, next_change
from dunwell.core.position import EXPECTING, MANUAL
from dunwell.language.cells import leaves_of
from dunwell.verifying.counting import WEEK, by_law, granted, received, window_last

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Pause, Position
    from dunwell.language.events import Event
    from dunwell.language.plans import Message, Plan
    from dunwell.language.program import Program, Step
    from dunwell.verifying.model import Moved

PASSED = 1
"""The last day of a letter's term that is over, whenever that was; earlier than any day of a case."""

SEEN_TO = -1
"""In place of the days of a window: nothing is asked of it any more."""

MESSAGES = ("email", "letter", "both")


class Memory(NamedTuple):
    """What is remembered.

    `term` is the last day of the longest term that still runs, `granted_by` the step that gave it (0 and -1: none).
    `letters` are the steps with a legal form that went out, each with the last day of its term by the law. `announced`
    has a bit for each step whose announcements stand. `contacts` are the days of the last week on which the debtor was
    reached. `windows` has for each of the policy how many days did not count. `asked` says that something is due that
    day: who lets it lie breaks windows, and no policy can help it. `breached` are plans that were breached, where the
    policy itself does not ask. `to_credit` says that a credit note was decided on and has not come, `passed_over` that
    a person let the case go on past a message that could not be delivered.
    """

    term: int = 0
    granted_by: int = -1
    letters: tuple[tuple[int, int], ...] = ()
    announced: int = 0
    contacts: tuple[int, ...] = ()
    asked: bool = False
    breached: int = 0
    to_credit: bool = False
    passed_over: bool = False
    windows: tuple[int, ...] = ()


class Deed(NamedTuple):
    """Something that went out, or was done with the claim: a step, or a message apart from the ladder.

    `ours` says that the interpreter asked for it now; what a person did unasked, or sends by hand when it suits, is no
    fault of the policy.
    """

    day: int
    step: Step | None
    message: Message | None
    contact: bool
    ours: bool
    event: Event

    @property
    def name(self) -> str:
        """What the policy calls it."""
        return self.step.name if self.step else self.message.name if self.message else self.event.name


def begun(program: Program) -> Memory:
    """Nothing has happened."""
    return Memory(windows=(0,) * len(program.windows))


def deed_of(program: Program, moved: Moved) -> Deed | None:
    """What a move did, if it did something of ours."""
    event, action = moved.move.event, moved.move.action
    ours = action is not None and action.kind != "ask"
    if event is None:
        return None
    if event.name == "message_sent":
        index = program.message_index(event.word("message"))
        return Deed(
            event.at, None, program.messages[index] if index >= 0 else None, contact=True, ours=ours, event=event
        )
    if event.name not in ("step_done", "call_made"):
        return None
    index = program.step_index(event.word("step")) if event.word("step") else moved.before.step
    step = program.steps[moved.before.variant][index] if index >= 0 else None
    return Deed(event.at, step, None, contact=step.contact if step else True, ours=ours, event=event)


def remembered(program: Program, memory: Memory, moved: Moved) -> Memory:
    """What is remembered after a move: the time that went by before it, then what happened."""
    for one in moved.told:
        if one.kind == "plan" and one.change == "breached" and not counted(program.plans[program.plan_index(one.name)]):
            memory = memory._replace(breached=memory.breached | 1 << program.plan_index(one.name))
    if moved.after.day > moved.before.day:
        memory = _later(program, memory, moved)
    if moved.move.event is not None:
        memory = _happened(program, memory, moved, moved.move.event)
    to_credit = _to_credit(program, memory, moved)
    if to_credit != memory.to_credit:
        memory = memory._replace(to_credit=to_credit)
    if moved.decision is None:
        return memory
    asked = bool(moved.decision.actions) and any(days != SEEN_TO for days in memory.windows)
    return memory._replace(asked=asked) if asked != memory.asked else memory


def _happened(program: Program, memory: Memory, moved: Moved, event: Event) -> Memory:
    deed = deed_of(program, moved)
    if deed is not None and deed.contact:
        memory = memory._replace(contacts=(*memory.contacts, deed.day))
    if deed is not None and deed.step is not None:
        memory = _sent(program, _in_time(program, memory, deed.step), deed.step, event)
    if event.name == "delivered":
        memory = _delivered(program, memory, moved.after, event)
    if event.name == "approved" and moved.before.ask.startswith(("undeliverable", "failed")):
        memory = memory._replace(passed_over=True)
    if event.name in ("bounced", "letter_returned"):
        memory = _came_back(program, memory, moved.before, event)
    return _learnt_late(program, memory, moved.after) if moved.move.recorded > event.at else memory


def _to_credit(program: Program, memory: Memory, moved: Moved) -> bool:
    """Whether it was decided to credit, and nothing of it has come; what follows from that is not asked here."""
    event, before, after = moved.move.event, moved.before, moved.after
    expects = after.phase == EXPECTING and not after.end and program.routes[after.route].name == "credited"
    if event is not None and (event.name in ("credited", "reopened") or moved.move.recorded):
        return expects
    return memory.to_credit or (expects and before.phase != EXPECTING)


def counted(plan: Plan) -> bool:
    """Whether a plan asks how often one was breached before."""
    return plan.when is not None and any(test.field == "debtor.plans_breached" for test in leaves_of(plan.when))


def _in_time(program: Program, memory: Memory, step: Step) -> Memory:
    """The window of a step is kept once it was done, also if it comes back later."""
    if step.window is None:
        return memory
    done = tuple(
        SEEN_TO if index == step.index else days
        for days, (index, _) in zip(memory.windows, program.windows, strict=True)
    )
    return memory._replace(windows=done)


def _sent(program: Program, memory: Memory, step: Step, event: Event) -> Memory:
    if step.announces:
        memory = memory._replace(announced=memory.announced | 1 << step.index)
    if step.kind not in MESSAGES:
        return memory
    channels = channels_of(step, event)
    memory = _granting(memory, step, promised(program, step, event.at, channels))
    if step.legal_form is None:
        return memory
    return _with_letter(
        memory, step, lawful(program, step, event.at, received(program, event.at, channels, planning=False))
    )


def channels_of(step: Step, event: Event) -> tuple[str, ...]:
    """The channels by which a step went out: those that the event says, else its own."""
    return tuple(event.word("channels").split("+")) if event.get("channels") else step.channels


def promised(program: Program, step: Step, sent: int, channels: tuple[str, ...]) -> int:
    """The last day of the term that a message grants, as it is planned; 0 for one that grants none."""
    if step.term is None:
        return 0
    return granted(program, step.term, sent, received(program, sent, channels, planning=True))


def lawful(program: Program, step: Step, sent: int, at: int) -> int:
    """The last day of the term of a letter by law that was received on a day: as stated, and no less than the law's."""
    stated = granted(program, step.term, sent, at) if step.term else sent
    return max(by_law(program, step, at), stated)


def _granting(memory: Memory, step: Step, last: int) -> Memory:
    if last and (last >= memory.term or memory.granted_by == step.index):
        return memory._replace(term=last, granted_by=step.index)
    return memory


def _with_letter(memory: Memory, step: Step, last: int) -> Memory:
    others = tuple(one for one in memory.letters if one[0] != step.index)
    return memory._replace(letters=tuple(sorted((*others, (step.index, last)))))


def _delivered(program: Program, memory: Memory, after: Position, event: Event) -> Memory:
    """A confirmed day of receipt takes the place of the one presumed."""
    index = program.step_index(event.word("step"))
    step = program.steps[after.variant][index] if index >= 0 else None
    if step is None or step.kind not in MESSAGES or not after.anchors[step.sent]:
        return memory
    sent = after.anchors[step.sent]
    at = max(event.at, sent)
    if step.term is not None and memory.granted_by == index:
        memory = _granting(memory, step, granted(program, step.term, sent, at))
    if any(one == index for one, _ in memory.letters):
        memory = _with_letter(memory, step, lawful(program, step, sent, at))
    return memory


def _came_back(program: Program, memory: Memory, before: Position, event: Event) -> Memory:
    """What came back has announced nothing, and was no letter; what went out by two ways may have come by the other."""
    index = program.step_index(event.word("step"))
    if index < 0 or program.steps[before.variant][index].kind == "both":
        return memory
    letters = tuple(one for one in memory.letters if one[0] != index)
    return memory._replace(letters=letters, announced=memory.announced & ~(1 << index))


def _learnt_late(program: Program, memory: Memory, position: Position) -> Memory:
    """The case was folded anew: what was counted meanwhile follows it, with the days of a hold that is still on."""
    last, giver = max((position.anchors[step.sent + 2], step.index) for step in program.steps[position.variant])
    still = [one.since for one in position.holds if _stands_still(program, position, last)]
    if still:
        last += position.day - min(still)
    runs = last >= position.day
    windows = tuple(
        days if days == SEEN_TO else _paused_days(position.pauses[index], position.day)
        for index, days in enumerate(memory.windows)
    )
    return memory._replace(term=last if runs else 0, granted_by=giver if runs else -1, windows=windows)


def _paused_days(pause: Pause, day: int) -> int:
    return pause.days + (day - pause.since if pause.since else 0)


def _later(program: Program, memory: Memory, moved: Moved) -> Memory:
    """Time went by: terms stand still, windows do not count, and what no rule reads any more is forgotten."""
    before, day, term = moved.before, moved.after.day, memory.term
    if term >= before.day and before.holds:
        term += days_in(program, before, day, lambda position: _stands_still(program, position, memory.term))
    running = term >= day
    return memory._replace(
        term=term if running else 0,
        granted_by=memory.granted_by if running else -1,
        letters=tuple((step, last if last >= day else PASSED) for step, last in memory.letters),
        contacts=tuple(one for one in memory.contacts if one > day - WEEK),
        windows=_windows(program, memory, moved),
        asked=False,
    )


def _stands_still(program: Program, position: Position, term: int) -> bool:
    """Whether a term stands still: not where only a part is held, for the rest goes on, and so does its term."""
    holds = [one for one in position.holds if one.hold >= 0 and program.holds[one.hold].stand_still]
    return any(term >= one.since for one in holds) and bool(holding_all(program, position))


def holding_all(program: Program, position: Position) -> str:
    """The hold that leaves nothing of the claim to be asked for; empty where there is none."""
    parts = 0
    for one in position.holds:
        if one.hold == MANUAL:
            return "manual"
        if not program.holds[one.hold].part or not one.amount:
            return program.holds[one.hold].name
        parts += one.amount
        if parts >= position.claim_open:
            return program.holds[one.hold].name
    return ""


def _windows(program: Program, memory: Memory, moved: Moved) -> tuple[int, ...]:
    """Days that did not count, for the windows of which something is still asked."""
    before, day = moved.before, moved.after.day
    if memory.asked or moved.move.away:  # whoever had something to do did not do it that day
        return (SEEN_TO,) * len(memory.windows)
    quiet = not (before.holds or before.stops or before.plan or before.frame or moved.told)
    return tuple(
        SEEN_TO
        if days == SEEN_TO or passed_by(moved.after, step)
        else days
        if quiet
        else _made_up(program, before, step, days, by)
        + days_in(program, before, day, lambda position, by=by: paused(position, by))  # type: ignore[misc] # bound now
        for days, (step, by) in zip(memory.windows, program.windows, strict=True)
    )


def _made_up(program: Program, position: Position, index: int, days: int, by: tuple[str, ...]) -> int:
    """The days that do not count, with those up to the contact day on which they are made up for, if it is this one."""
    window = program.steps[position.variant][index].window
    if not days or window is None or not paused(position, by):
        return days
    if window_last(program, position, window.last, days) < position.day:
        return days
    return max(days, position.day - window_last(program, position, window.last, 0))


def passed_by(position: Position, step: int) -> bool:
    """Whether a step was done, or the ladder is past it, or the case has ended: its window is no promise any more."""
    ladder = position.frame.step if position.frame else position.step
    return bool(position.end) or step < ladder or bool(position.counts[step])


def paused(position: Position, by: tuple[str, ...]) -> bool:
    """Whether the days of a window do not count now; `by` is what it says does not."""
    beside = (position.holds and "holds" in by) or (position.plan and "plans" in by)
    return bool(position.stops or beside or (position.frame and "reviews" in by))


def days_in(program: Program, position: Position, day: int, counts: Callable[[Position], bool]) -> int:
    """How many days from the position's own up to `day` began with the case standing so."""
    return sum(days for stands, days in _stretches(program, position, day) if counts(stands))


@lru_cache(maxsize=16)
def _stretches(program: Program, position: Position, day: int) -> tuple[tuple[Position, int], ...]:
    """The days up to one, in stretches that all begin with the case standing alike: how it stands, and how many."""
    found = []
    position, _ = advance(program, position, position.day)
    while position.day < day:
        until = min(max(next_change(program, position)[0], position.day + 1), day)
        found.append((position, until - position.day))
        position, _ = advance(program, position, until)
    return tuple(found)
