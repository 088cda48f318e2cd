"""An action carried out: the event that confirms it, the amounts it claims, and what its words rest on.

A simulation and a live run share these, so that what was simulated is what goes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.apply import apply
from dunwell.core.claim import claim_of
from dunwell.core.timeline import Sent
from dunwell.core.values import replace
from dunwell.language.events import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.core.claim import Claim
    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.program import Program, Step


def step_of_action(program: Program, position: Position, action: Action) -> Step | None:
    """The step that an action is about; None for a message apart from the ladder."""
    return program.steps[position.variant][action.step] if action.step >= 0 else None


def confirmation(program: Program, position: Position, action: Action, day: int) -> Event:
    """The event that says that a step or a message was carried out on a day; without the amounts it claims."""
    channels = ("channels", "+".join(action.channels))
    if action.kind == "message":
        return Event("message_sent", day, (("message", program.messages[action.message].name), channels))
    return Event("step_done", day, (("step", program.steps[position.variant][action.step].name), channels))


def claiming(event: Event, claim: Claim, before: Position, step: Step | None) -> Event:
    """The event with what the step adds to the claim; as it is for a step that claims nothing."""
    if step is None or not step.claims:
        return event
    interest, costs = claim.interest - before.interest_open, claim.costs - before.costs_open
    return replace(event, data=(*event.data, ("interest", interest), ("costs", costs)))


def about_to_go(
    program: Program, before: Position, action: Action, events: Sequence[Event], day: int, agreed: int | None
) -> tuple[Event, Sent]:
    """The event that will confirm an action, and what its words rest on, for a case as it stands now.

    `events` are those that led here, in the order in which they count; `agreed` is the yearly rate of interest that
    was agreed, in millionths.
    """
    step = step_of_action(program, before, action)
    claim = claim_of(program, before, events, day, step, agreed)
    event = claiming(confirmation(program, before, action, day), claim, before, step)
    return event, Sent(action, day, before, apply(program, before, event), tuple(events), claim)
