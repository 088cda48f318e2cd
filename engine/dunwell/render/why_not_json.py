"""Why a step of a case is not due, as JSON; the text is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.money import amount_text
from dunwell.render.timeline_json import because_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.core.position import Position
    from dunwell.core.why_not import Comes, StepWhy
    from dunwell.language.program import Program

    Document = dict[str, object]


def why_not_document(
    program: Program, position: Position, day: int, told: Iterable[StepWhy], about: Mapping[str, object]
) -> Document:
    """The case on a day, and each step that was asked about; `about` says whose case it is."""
    step = program.steps[position.variant][position.step]
    return {
        **about,
        "policy": f"{program.id} {program.version}",
        "day": day_text(day),
        "currency": program.currency,
        "open": amount_text(position.claim_open),
        "step": None if position.end else step.name,
        "title": None if position.end else step.title,
        "end": {"date": day_text(position.ended), "reason": position.end} if position.end else None,
        "steps": [_step(one) for one in told],
    }


def _step(one: StepWhy) -> Document:
    return {
        "step": one.step.name,
        "title": one.step.title,
        "state": one.state,
        "because": [because_document(each) for each in one.because],
        "comes": _comes(one.comes),
        "if": [{"text": each.text, "comes": _comes(each.comes)} for each in one.changes],
    }


def _comes(comes: Comes | None) -> Document | None:
    return {"date": day_text(comes.day), "how": comes.how} if comes else None
