"""What is worth knowing of everything a policy can do: an observer that marks what happens, for bounds and sentences.

It remembers which steps of the ladder reached the debtor, and so can say that one can come without another before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.position import AGREED
from dunwell.verifying.counting import PARTS, claims
from dunwell.verifying.model import Look, Mark
from dunwell.verifying.watch import deed_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from dunwell.core.position import Position
    from dunwell.language.program import Program, Step
    from dunwell.verifying.model import Moved

STEP, TIMES, MESSAGE, CLAIM, WITHOUT, HOLD, PLAN, BLOCKED, END = (
    "step", "times", "message", "claim", "without", "hold", "plan", "blocked", "end",
)  # fmt: skip
KINDS = (STEP, TIMES, MESSAGE, CLAIM, WITHOUT, HOLD, PLAN, BLOCKED, END)
"""What a mark can be about, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The observer. Its memory has a bit for each step that reached the debtor."""

    def begin(self, program: Program, opened: Position) -> Hashable:  # noqa: ARG002 - the signature of observers
        """Nothing has reached the debtor."""
        return 0

    def look(self, program: Program, memory: Hashable, moved: Moved) -> Look:
        """What this move did that is worth knowing."""
        reached = memory if isinstance(memory, int) else 0
        step = _carried_out(program, moved)
        marks = tuple(_marks(program, reached, moved, step))
        if step is not None and step.contact:
            reached |= 1 << step.index
        return Look(reached, (), marks)

    def told_apart(self, memory: Hashable) -> tuple[Hashable, tuple[int, ...]]:
        """All that is remembered."""
        return memory, ()


def _marks(program: Program, reached: int, moved: Moved, step: Step | None) -> Iterator[Mark]:
    before, after, event = moved.before, moved.after, moved.move.event
    if step is not None and event is not None:
        yield Mark(STEP, step.name)
        if step.contact and (count := after.counts[step.index]) > 1:
            yield Mark(TIMES, step.name, str(count))
        yield from (Mark(CLAIM, part) for part in PARTS if claims(step, event, part))
        yield from _without(program, reached, after.variant, step)
    elif event is not None and event.name == "message_sent":
        yield Mark(MESSAGE, event.word("message"))
    yield from _beside(program, before, after)
    if moved.decision is not None:
        for action in moved.decision.actions:
            if action.kind == "blocked":
                name = program.steps[after.variant][action.step].name
                yield from (Mark(BLOCKED, name, str(reason.args[0])) for reason in action.reasons)
    if after.end and not before.end:
        yield Mark(END, after.end)


def _carried_out(program: Program, moved: Moved) -> Step | None:
    """The step that this move carried out, or None."""
    deed = deed_of(program, moved)
    return deed.step if deed is not None else None


def _without(program: Program, reached: int, variant: int, step: Step) -> Iterator[Mark]:
    """The steps before this one on the ladder, meant to reach the debtor, that never did."""
    if step.side or not (step.contact or step.kind == "agency"):
        return
    for earlier in program.steps[variant][: step.index]:
        if earlier.contact and not earlier.side and not reached & 1 << earlier.index:
            yield Mark(WITHOUT, step.name, earlier.name)


def _beside(program: Program, before: Position, after: Position) -> Iterator[Mark]:
    """Holds that opened and plans that were agreed or given up."""
    known = {one.hold for one in before.holds}
    for hold in after.holds:
        if hold.hold not in known and hold.hold >= 0:
            yield Mark(HOLD, program.holds[hold.hold].name)
    old, new = before.plan, after.plan
    if new is not None and new.stage == AGREED and (old is None or old.stage != AGREED):
        yield Mark(PLAN, program.plans[new.plan].name, "agreed")
    if after.plans_breached != before.plans_breached and old is not None:
        yield Mark(PLAN, program.plans[old.plan].name, "breached")


def marks_observer(program: Program) -> Marks:
    """The observer that marks what can happen."""
    return Marks()
