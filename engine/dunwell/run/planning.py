"""What is due for the channels: the actions of a case that they carry out, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.core.carrying import step_of_action
from dunwell.core.decide import decide
from dunwell.core.explain import Because, explain
from dunwell.journal.outbox import NewRow
from dunwell.run.reports import reports_due

if TYPE_CHECKING:
    from collections.abc import Collection

    from dunwell.core.transitions import Action
    from dunwell.delivery import DeliveryKind
    from dunwell.journal.cases import Look
    from dunwell.journal.outbox import Row

CARRIED = ("email", "letter", "both", "phone", "agency")
"""The kinds of steps that channels carry out; checks are the engine's own work, tasks that of people."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One action that is due, by all its channels. `events` is how many events of the case it was decided on.

    `since` is the day from which it is due; `number` the invoice's.
    """

    case_id: str
    number: str
    kind: DeliveryKind
    name: str
    title: str
    attempt: int
    channels: tuple[str, ...]
    since: int
    events: int
    because: tuple[Because, ...]

    @property
    def rows(self) -> tuple[NewRow, ...]:
        """What goes into the outbox: one row a channel."""
        return tuple(
            NewRow(self.case_id, self.kind, self.name, self.attempt, channel, self.since) for channel in self.channels
        )


def planned_of(look: Look) -> tuple[Planned, ...]:
    """What of a case is due for the channels."""
    return tuple(_planned(look, action) for action in look.decision.actions if is_carried(look, action))


def reports_of(look: Look, rows: Collection[Row]) -> tuple[Planned, ...]:
    """What the agency has to know of a case that was handed over, but for what is in reports among these rows."""
    reported = {row.name for row in rows if row.kind == "report" and row.state != "withdrawn"}
    return tuple(
        Planned(
            look.case.id,
            look.case.number,
            "report",
            one.name,
            one.event.name.replace("_", " "),
            1,
            ("agency",),
            one.recorded_on,
            len(look.events),
            (Because(f"the agency has the claim; {one.event.name.replace('_', ' ')} was recorded since"),),
        )
        for one in reports_due(look, reported, known_to_agency(rows))
    )


def known_to_agency(rows: Collection[Row]) -> int:
    """The last event of a case that its latest dossier knew of; 0 where none was handed over."""
    handed = [row for row in rows if row.channel == "agency" and row.kind == "step" and row.state == "sent"]
    return handed[-1].seen if handed else 0


def is_carried(look: Look, action: Action) -> bool:
    """Whether a channel carries out an action."""
    if action.kind == "message":
        return True
    return action.kind == "step" and look.program.steps[look.position.variant][action.step].kind in CARRIED


def action_of(look: Look, row: Row) -> Action | None:
    """The action of a case that a row is about, if it is due still and by the row's channel."""
    for action in look.decision.actions:
        same = is_carried(look, action) and (action.kind, name_of(look, action)) == (row.kind, row.name)
        if same and action.attempt == row.attempt and row.channel in action.channels:
            return action
    return None


def waits_until(look: Look, row: Row) -> int:
    """The day from which a row may be due again that is only put off, or 0 if the case wants something else by now.

    It waits for a day of contact, for the bank's data, or for a message that comes first.
    """
    if any(name_of(look, action) == row.name for action in look.waits) or _after_a_message(look, row):
        return look.day + 1
    put_off = [one for one in look.decision.reasons if one.id == "contact_waits"]
    step = look.program.steps[look.position.variant][look.position.step].name
    return int(put_off[0].args[0]) if put_off and (row.kind == "message" or row.name == step) else 0


def _after_a_message(look: Look, row: Row) -> bool:
    if not any(action.kind == "message" for action in look.decision.actions):
        return False
    alone = decide(look.program, replace(look.position, messages=()), look.day)
    return action_of(replace(look, decision=alone), row) is not None


def name_of(look: Look, action: Action) -> str:
    """The name of the step or message that an action is about."""
    if action.kind == "message":
        return look.program.messages[action.message].name
    return look.program.steps[look.position.variant][action.step].name


def title_of(look: Look, action: Action) -> str:
    """What people call it: the step's title, or the message's name in words."""
    step = step_of_action(look.program, look.position, action)
    return step.title if step else name_of(look, action).replace("_", " ")


def _planned(look: Look, action: Action) -> Planned:
    program, position = look.program, look.position
    return Planned(
        look.case.id,
        look.case.number,
        "message" if action.kind == "message" else "step",
        name_of(look, action),
        title_of(look, action),
        action.attempt,
        action.channels,
        action.since or look.day,
        len(look.events),
        tuple(explain(program, position, reason) for reason in action.reasons),
    )
