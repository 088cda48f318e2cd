"""What people say of a case: facts, approvals, its end, and that it is open again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.core.judge import variant_of
from dunwell.core.moves import anew, enter, step_of, with_anchor
from dunwell.core.position import ASKING
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import ISSUED

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program


def fact_recorded(program: Program, position: Position, event: Event) -> Position:
    """A fact became known: the variant may change, and a question about it is answered."""
    index, value = FACT_INDEX[event.word("fact")], event.get("value")
    facts = (*position.facts[:index], value, *position.facts[index + 1 :])
    position = replace(position, facts=facts)
    if event.word("fact") in ("invoice.issued", "invoice.due") and value is not None:
        slot = ISSUED if event.word("fact") == "invoice.issued" else ISSUED + 1
        position = replace(position, anchors=with_anchor(position.anchors, slot, int(value)))
    variant = variant_of(program, position, event.at)
    position = replace(position, variant=max(variant, 0))
    if event.word("fact") == "letter.defective" and value is True:
        return anew(program, position, "letter_defective", event.at)
    answered = position.ask.startswith("unknown:") or (position.ask == "no_variant" and variant >= 0)
    if position.phase == ASKING and answered:
        return enter(program, position, position.step, event.at)
    return position


def approved(program: Program, position: Position, event: Event) -> Position:
    """Release the current step; a case that asks a person goes on at the step that the person names, or at the next."""
    if position.phase != ASKING:
        return replace(position, approved=True)
    named = program.step_index(event.word("step"))
    return enter(program, position, named if named >= 0 else step_of(program, position).next, event.at)


def ended(reason: str) -> Callable[[Program, Position, Event], Position]:
    """What a person says to end a case."""

    def end(program: Program, position: Position, event: Event) -> Position:
        return replace(position, end=event.word("reason") or reason, ended=event.at)

    return end


def reopened(program: Program, position: Position, event: Event) -> Position:
    """The case is open again, where it stood."""
    return replace(position, end="", ended=0)
