"""Which branches of a policy a timeline came to: what it tells counts, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.comparing.branches import (
    CLOSED,
    ENDED,
    ESCALATED,
    EXPIRED,
    FAILED,
    FAILS,
    FALLBACK,
    FITS,
    HOLDS,
    LAST_CALL,
    LATE,
    OPENED,
    PASSED,
    REFUSED,
    SENT,
    USED_UP,
    Branch,
    branches_of,
    done_case,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dunwell.core.timeline import Entry, Timeline
    from dunwell.language.program import Hold, Program, Step

    _Told = Iterator[tuple[str, str, str]]
    """Part, name and case of each branch that an entry tells."""


def reached(program: Program, timeline: Timeline, branches: Sequence[Branch] = ()) -> frozenset[Branch]:
    """The branches of the policy that this timeline came to; `branches` are all of them, if the caller has them."""
    told = set(_variant(program, timeline))
    for at, entry in enumerate(timeline.entries):
        teller = _TELLERS.get(entry.kind)
        if teller is not None:
            told |= set(teller(program, timeline, at))
        told |= set(_not_opened(program, timeline.entries, at))
    return frozenset(
        branch for branch in branches or branches_of(program) if (branch.part, branch.name, branch.case) in told
    )


def _variant(program: Program, timeline: Timeline) -> _Told:
    """The variant; none where the case asks which."""
    if timeline.position.ask != "no_variant":
        yield "variant", program.variants[timeline.position.variant].name, FITS


def _step(program: Program, timeline: Timeline, at: int) -> _Told:
    entry, variant = timeline.entries[at], timeline.position.variant
    step = program.steps[variant][program.step_index(entry.name)]
    said = {one.id for one in entry.because}
    if step.kind == "check":
        yield "step", step.name, PASSED if entry.outcome == "passed" else FAILED
        return
    yield "step", step.name, done_case(program, step.index, variant)
    if "when_holds" in said:
        yield "step", step.name, HOLDS
    if "fallback" in said:
        yield "step", step.name, FALLBACK
    if step.kind == "phone":
        yield from _call(step, entry)


def _call(step: Step, entry: Entry) -> _Told:
    yield "step", step.name, f"outcome {entry.outcome}"
    if entry.outcome == "no_answer" and entry.attempt >= step.attempts:
        yield "step", step.name, LAST_CALL


def _skip(program: Program, timeline: Timeline, at: int) -> _Told:
    entry = timeline.entries[at]
    for one in entry.because:
        if one.id in _SKIPS:
            yield "step", entry.name, _SKIPS[one.id]


_SKIPS = {"when_fails": FAILS, "times_used_up": USED_UP, "no_address": FALLBACK}


def _event(program: Program, timeline: Timeline, at: int) -> _Told:
    """A task's or a hold's outcome that a person said, and what came back and is sent another way."""
    entry = timeline.entries[at]
    event = entry.event
    if event is None:
        return
    if event.name in ("step_done", "call_made"):
        yield "step", event.word("step"), f"outcome {event.word('outcome')}"
    if event.name in ("bounced", "letter_returned") and program.step_index(event.word("step")) >= 0:
        step = program.steps[timeline.position.variant][program.step_index(event.word("step"))]
        if step.fallback >= 0:
            yield "step", step.name, FALLBACK
    for hold in program.holds:
        if _said_of(hold, event.name, event.word("hold")):
            yield "hold", hold.name, f"outcome {event.word('outcome')}"


def _said_of(hold: Hold, event: str, name: str) -> bool:
    return (event == "dispute_closed" and hold.opens_on == "dispute_opened") or (
        event == "hold_lifted" and name == hold.name
    )


def _hold(program: Program, timeline: Timeline, at: int) -> _Told:
    entry = timeline.entries[at]
    if entry.change == "opened":
        yield "hold", entry.name, OPENED
    elif entry.outcome:
        yield "hold", entry.name, f"outcome {entry.outcome}"
    elif entry.change == "expired":
        yield "hold", entry.name, EXPIRED
    else:
        lifted = at > 0 and timeline.entries[at - 1].name == "hold_lifted"  # by a person, not by what was promised
        yield "hold", entry.name, CLOSED if lifted else "outcome kept"
        yield "hold", entry.name, CLOSED


def _not_opened(program: Program, entries: Sequence[Entry], at: int) -> _Told:
    """A hold was asked for, was not on, and nothing opened it that day."""
    entry = entries[at]
    for hold in program.holds:
        if not hold.times or not _asks_for(program, hold, entry):
            continue
        changes = [one.change for one in entries[:at] if one.kind == "hold" and one.name == hold.name]
        same_day = (one for one in entries[at:] if one.day == entry.day)
        opens = any(one.kind == "hold" and one.name == hold.name and one.change == "opened" for one in same_day)
        if not opens and (not changes or changes[-1] != "opened"):
            yield "hold", hold.name, REFUSED


def _asks_for(program: Program, hold: Hold, entry: Entry) -> bool:
    if entry.kind == "event":
        return entry.name == hold.opens_on
    step = program.step_index(entry.name) if entry.kind == "step" and entry.outcome else -1
    route = program.steps[0][step].route_of(entry.outcome) if step >= 0 else -1
    return route >= 0 and program.routes[route].kind == "hold" and program.routes[route].target == hold.index


def _escalation(program: Program, timeline: Timeline, at: int) -> _Told:
    entry = timeline.entries[at]
    step = program.steps[timeline.position.variant][program.step_index(entry.name)]
    if step.patience is not None and any(one.place == step.patience.place for one in entry.because):
        yield "step", step.name, ESCALATED


def _plan(program: Program, timeline: Timeline, at: int) -> _Told:
    entry = timeline.entries[at]
    yield "plan", entry.name, "agreed" if entry.change == "changed" else entry.change


def _late(program: Program, timeline: Timeline, at: int) -> _Told:
    yield "step", timeline.entries[at].name, LATE


def _message(program: Program, timeline: Timeline, at: int) -> _Told:
    yield "message", timeline.entries[at].name, SENT


def _end(program: Program, timeline: Timeline, at: int) -> _Told:
    yield "end", timeline.entries[at].name, ENDED


_TELLERS: dict[str, Callable[[Program, Timeline, int], _Told]] = {
    "step": _step,
    "skip": _skip,
    "event": _event,
    "hold": _hold,
    "escalation": _escalation,
    "late": _late,
    "plan": _plan,
    "message": _message,
    "end": _end,
}
"""What each kind of entry tells; the others come to no branch."""
