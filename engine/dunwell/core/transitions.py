"""What the interpreter tells beside positions: transitions, actions, decisions, and the reasons for each.

A reason is an id with a place and numbers; `explain` turns it into a sentence. So deciding stays cheap. What every
look at every case makes anew is a named tuple, which is made in a third of the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from dunwell.problems import Place

TransitionKind = Literal["check", "skip", "hold", "plan", "escalation", "late"]
ActionKind = Literal["step", "message", "ask", "approve", "blocked"]


class Reason(NamedTuple):
    """Why: an id of `explain.SENTENCES`, the policy's place, and what the sentence needs (days, cents, names)."""

    id: str
    place: Place
    args: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """Something that became true by itself, dated on the day it did.

    `name` is the hold or the plan, or who is told; `number` the instalment of a plan; `outcome` says that a
    promise was broken, or kept in part.
    """

    kind: TransitionKind
    day: int
    step: int = -1
    name: str = ""
    change: str = ""
    number: int = 0
    outcome: str = ""
    reasons: tuple[Reason, ...] = ()


class Action(NamedTuple):
    """Something to carry out. The same action stays due until it is confirmed; `attempt` and `since` tell two apart.

    kind step: `channels` carry it out. kind message: `message` is its index. kind ask, approve and blocked: a person
    (`owner`) has to look at it.
    """

    kind: ActionKind
    step: int
    attempt: int = 1
    channels: tuple[str, ...] = ()
    message: int = -1
    owner: str = ""
    since: int = 0
    reasons: tuple[Reason, ...] = ()


class Decision(NamedTuple):
    """What is due on a day, the first later day on which anything can change by itself (None: never), and why."""

    actions: tuple[Action, ...]
    next_look: int | None
    reasons: tuple[Reason, ...] = ()
