"""Payment plans of a compiled policy, and the messages apart from the ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dunwell.language.parts import Condition, Term, When
    from dunwell.language.phrases import Duration
    from dunwell.problems import Place

MessageKind = Literal[
    "promise", "plan_offer", "plan", "plan_remind", "plan_late", "plan_end", "limitation", "thanks", "hand_over"
]


@dataclass(frozen=True, slots=True)
class Message:
    """A message apart from the ladder: it confirms a promise, belongs to a payment plan, interrupts a limitation,
    or tells how the case ended.

    `kind` is what it is for; the law files say by that word what it must state.
    """

    index: int
    name: str
    channels: tuple[str, ...]
    template: str
    place: Place
    kind: MessageKind = "promise"

    @property
    def confirms(self) -> bool:
        """Whether it goes out while the case is on hold too, and beside the limit of a week.

        It confirms what was agreed, interrupts a limitation, or says whom to pay from now on.
        """
        return self.kind in ("promise", "plan", "limitation", "hand_over")


@dataclass(frozen=True, slots=True)
class Instalments:
    """The bounds within which instalments are agreed, and what is proposed. Amounts in cents.

    `times` is how many at most, `first` the latest day of the first, counted from the agreement; `lowered` how often
    they may be lowered. The last instalment may be smaller than `at_least`.
    """

    times: int
    every: Duration
    first: Duration
    at_least: int
    round_to: int
    longest: Duration | None
    lowered: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class PlanEnd:
    """What follows the end of a plan: a message (-1 for none) and a route (-1: the ladder goes on where it stood)."""

    tell: int
    route: int
    everything_due: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Plan:
    """A payment plan. Messages are indices into `Program.messages`, routes into `Program.routes`; -1 for none.

    `remind` and `missed` are counted from the day on which an instalment is due. `misses` is how many repair terms must
    run out before it is breached. `interest` is what happens to interest, by variant.
    """

    index: int
    name: str
    title: str
    place: Place
    instalments: Instalments
    confirm: int
    late: int
    missed: When
    repair: Term
    completed: Condition
    breached: PlanEnd
    infeasible: PlanEnd
    misses: int = 1
    when: Condition | None = None
    otherwise: int = -1
    offer: int = -1
    valid: Duration | None = None
    unanswered: int = -1
    remind: int = -1
    reminded: When | None = None
    new_invoices: bool = False
    interest: tuple[str, ...] = ()
