"""What people say of a case: facts, approvals, its end, and that it is open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.again import anew
from dunwell.core.judge import variant_of
from dunwell.core.lapsing import DEPENDS_ON, interrupted, limitation_anew
from dunwell.core.moves import ADDRESS_FACT, ask, enter, go_on, promised, reachable, step_of, with_anchor
from dunwell.core.plan import gone, question
from dunwell.core.position import AGREED, ASKING, OPEN, PAUSED, WAITING, WITH_THE_AGENCY
from dunwell.core.values import replace
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE, ISSUED

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step

_ANCHOR_OF = {"invoice.issued": ISSUED, "invoice.due": DUE}
_BY_A_FACT = ("unknown", "undeliverable", "unset", "requirement")
"""Questions that a fact may answer: the step is then judged again."""


def fact_recorded(program: Program, position: Position, event: Event) -> Position:
    """A fact became known: a start may move, the variant may change, and a question about it is answered."""
    fact, value = event.word("fact"), event.get("value")
    index, known = FACT_INDEX[fact], position
    position = replace(position, facts=(*position.facts[:index], value, *position.facts[index + 1 :]))
    if fact in _ANCHOR_OF and value is not None:
        position = replace(position, anchors=with_anchor(position.anchors, _ANCHOR_OF[fact], int(value)))
    if fact in DEPENDS_ON:
        position = limitation_anew(program, position)
    variant = variant_of(program, position, event.at)
    if variant < 0:
        return ask(position, "no_variant", event.at)
    position = replace(position, variant=variant)
    if position.phase == ASKING and (position.ask == "no_variant" or position.ask.split(":")[0] in _BY_A_FACT):
        position = _answered(step_of(program, position), position, known, fact if value is True else "", event.at)
    if fact == "letter.defective" and value is True and not position.end:
        return anew(program, position, "letter_defective", event.at)
    return position


def _answered(step: Step, position: Position, before: Position, fact: str, day: int) -> Position:
    """A question that a fact answers: the step is judged again.

    Where an address was known `before` and did not work, only a new one answers, and the step goes out by that: judged
    again, it would go to the address that failed.
    """
    ways = (*step.channels, step.fallback_channel) if step.fallback_channel else step.channels
    if not position.ask.startswith("undeliverable") or not any(reachable(before, way) for way in ways):
        return replace(position, phase=WAITING, since=day, ask="", escalated=False)
    found = next((way for way in ways if ADDRESS_FACT.get(way) == FACT_INDEX.get(fact, -1)), None)
    if found is None:
        return position
    return replace(position, phase=OPEN, since=day, ask="", escalated=False, channel=int(found not in step.channels))


def approved(program: Program, position: Position, event: Event) -> Position:
    """Release the step that waits for it; a case that asks a person goes on at the step that the person names, or next.

    Where nothing waits for a release nothing is released; and no release says which variant a case has.
    """
    named = program.step_index(event.word("step"))
    if position.plan is not None and question(program, position):
        return _instead_of_a_plan(program, position, named, event.at)
    if position.phase == ASKING:
        return enter(program, position, named, event.at) if named >= 0 else go_on(program, position, event.at)
    waits = position.phase == OPEN and step_of(program, position).approve and named in (-1, position.step)
    return replace(position, approved=True) if waits else position


def overridden(program: Program, position: Position, event: Event) -> Position:
    """The current step is skipped, and the case goes on after it. What follows is held to the law as ever."""
    skipped = position.phase in (WAITING, OPEN, PAUSED) and program.step_index(event.word("step")) == position.step
    if position.end or position.plan is not None or not skipped:
        return position
    return go_on(program, position, event.at)


def _instead_of_a_plan(program: Program, position: Position, named: int, day: int) -> Position:
    """A person was asked about a plan and sends the case on: an agreed plan stays as it is, one not made is dropped."""
    assert position.plan is not None  # as the question was about it
    if position.plan.stage == AGREED:
        return replace(position, plan=replace(position.plan, wants_change=False))
    position = gone(program, position, day)
    return enter(program, position, named, day) if named >= 0 else position


def ended(reason: str) -> Callable[[Program, Position, Event], Position]:
    """What a person says to end a case; one that has ended stays as it ended."""

    def end(program: Program, position: Position, event: Event) -> Position:
        if position.end:
            return position
        return replace(position, end=event.word("reason") or reason, ended=event.at)

    return end


def reopened(program: Program, position: Position, event: Event) -> Position:
    """The case is open again and a person says where it goes on; one in which nothing is left to pay stays ended."""
    if not position.end or position.claim_open <= program.tolerance:
        return position
    return ask(replace(position, end="", ended=0), "reopened", event.at)


def recalled(program: Program, position: Position, event: Event) -> Position:
    """The claim came back from the agency: a person says where it goes on, and nothing goes by itself until then.

    What waited to be sent, promises, and holds that ran out meanwhile are gone; a dispute that is open stays open.
    Where nothing is left to pay the case is over. A claim that is not with the agency cannot come back.
    """
    if position.end != WITH_THE_AGENCY:
        return position
    holds = tuple(one for one in position.holds if one.last >= event.at and not promised(program, one))
    back = replace(position, end="", ended=0, messages=(), holds=holds, awaited=0, approved=False)
    back = ask(gone(program, back, event.at), "recalled", event.at)
    if position.claim_open <= program.tolerance:
        return replace(back, end="paid" if position.received else "credited", ended=event.at)
    return back


def limitation_interrupted(program: Program, position: Position, event: Event) -> Position:
    """The limitation was interrupted by something other than the messages of this case."""
    return interrupted(program, position, event.at)
