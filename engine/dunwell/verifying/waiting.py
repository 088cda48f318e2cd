"""What waits, and for how long: windows, holds, terms of plans; and that no case is ever left to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.position import AGREED, EXPECTING, MANUAL
from dunwell.verifying.contacts import TERM
from dunwell.verifying.counting import counted_from, window_last
from dunwell.verifying.model import Breach
from dunwell.verifying.watch import SEEN_TO, holding_all, passed_by, paused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.program import Program, Step
    from dunwell.verifying.model import Moved
    from dunwell.verifying.watch import Memory

WINDOW, LIMBO, HOLD_ENDS, PLAN_ENDS = "window-kept", "no-limbo", "holds-end", "plans-end"


def windows_kept(program: Program, memory: Memory, moved: Moved) -> Iterator[Breach]:
    """A step that is still not done on the day after its `no_later_than`, with the days that do not count.

    `memory` is the one after the move. It is no fault of the policy where something was due and whoever had to do it
    let days pass.
    """
    if moved.decision is None:
        return
    for days, (index, by) in zip(memory.windows, program.windows, strict=True):
        step = program.steps[moved.after.variant][index]
        if days == SEEN_TO or step.window is None or paused(moved.after, by):
            continue
        end = window_last(program, moved.after, step.window.last, days)
        if 0 < end < moved.after.day and not passed_by(moved.after, index):
            yield Breach(WINDOW, (step.name, end))


def holds_end(program: Program, moved: Moved) -> Iterator[Breach]:
    """A hold that opens for longer than the policy says, or is on after its last day.

    Where the case waits for what was decided on, such as a credit note, its other holds end after that.
    """
    known = {(one.hold, one.last) for one in moved.before.holds}
    for one in moved.after.holds:
        over = one.last < moved.after.day and (one.hold == MANUAL or moved.after.phase != EXPECTING)
        if over and moved.decision is not None and not moved.after.end:
            yield Breach(HOLD_ENDS, (_hold_name(program, one.hold), one.last))
        limit = program.holds[one.hold].limit if one.hold != MANUAL else None
        if (one.hold, one.last) not in known and limit is not None and moved.move.event is not None:
            longest = counted_from(program, moved.move.day, limit.count, limit.unit)
            if one.last > max(longest, moved.move.day):
                yield Breach(HOLD_ENDS, (_hold_name(program, one.hold), longest))


def _hold_name(program: Program, index: int) -> str:
    return "manual" if index == MANUAL else program.holds[index].name


def plans_end(program: Program, moved: Moved) -> Iterator[Breach]:
    """An agreed plan goes on after all is paid or after its repair term, or is broken off before that term is over."""
    before, after = moved.before.plan, moved.after.plan
    for one in moved.told:
        early = one.kind == "plan" and one.change in ("breached", "unanswered") and before is not None
        if early and before is not None and one.day <= (before.term if one.change == "breached" else before.until):
            last = before.term if one.change == "breached" else before.until
            yield Breach(TERM, (one.change, one.day, one.name, last))
    if after is None or after.stage != AGREED or moved.decision is None or moved.after.end:
        return
    if moved.after.stops or moved.after.phase == EXPECTING or holding_all(program, moved.after):
        return
    name = program.plans[after.plan].name
    if 0 < after.term < moved.after.day:
        yield Breach(PLAN_ENDS, (name, after.term))
    paid = max(after.base - max(moved.after.claim_open, 0), 0)
    if sum(amount for _, amount in after.schedule) - paid <= program.tolerance:
        yield Breach(PLAN_ENDS, (name, moved.after.day))


def no_limbo(program: Program, moved: Moved) -> Iterator[Breach]:
    """An open case for which nothing is due and nothing comes, or that waits for a person whom nobody reminds."""
    if moved.decision is None or moved.after.end:
        return
    after, actions = moved.after, moved.decision.actions
    for one in after.holds:
        hold = program.holds[one.hold] if one.hold != MANUAL else None
        if hold is not None and hold.limit is None and hold.until is None:
            yield Breach(LIMBO, (hold.name, one.since))
    for action in actions:
        step = _by_person(program, after, action)
        if step is not None and step.patience is None:
            yield Breach(LIMBO, (step.name, after.day))
    if moved.decision.next_look is None and not any(action.owner or action.kind != "ask" for action in actions):
        yield Breach(LIMBO, (program.steps[after.variant][after.step].name, after.day))


def _by_person(program: Program, position: Position, action: Action) -> Step | None:
    """The call or the task that an action is, which only a person can do; None for what goes by itself."""
    if action.kind != "step":
        return None
    step = program.steps[position.variant][action.step]
    return step if step.kind in ("phone", "task") else None
