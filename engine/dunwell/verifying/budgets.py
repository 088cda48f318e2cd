"""How hostile the world may be in one exploration: named budgets, as data.

A budget has one or more worlds. In each of them every kind of event from outside may happen so many times, and so many
events in all; what follows an event by itself (the answer to a dispute, the instalments of a plan) is bounded by it.
What is left of it is part of the state of a story, as a small tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "dispute": "the debtor disputes the claim",
    "part": "the debtor disputes a part of the claim",
    "question": "the debtor asks a question",
    "promise": "the debtor promises to pay",
    "plan": "a payment plan is wanted when we call, or by a person who looks at the case",
    "infeasible": "a plan cannot be kept",
    "request": "the debtor asks for a payment plan",
    "call": "a call has another outcome",
    "partial": "a part is paid",
    "credit": "a credit note comes unasked",
    "bounce": "a message comes back",
    "idle": "a person leaves undone what is asked, for the time until somebody else is told",
    "fact": "a fact changes",
    "stop": "the law stops collection",
    "reversal": "a payment is taken back",
    "late": "a payment or a dispute is recorded days after its day",
    "away": "the machine is down for some days",
    "failed": "a message cannot be sent",
    "recall": "the claim is taken back from the agency, or the case is opened again",
}
"""Every kind of event that a budget counts, with what it is."""

_NAMES = tuple(KINDS)
_AT = {name: at for at, name in enumerate(_NAMES, start=1)}

Left = tuple[int, ...]
"""What is left of a world: how many events in all, then of each kind."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A named budget. `plain` are the worlds of the plain cases, `special` those of every other case.

    `days` is how long after the due date a story may last, `states` how many states are looked at for one profile.
    `instalments` are in how many a plan is agreed (0: as the policy proposes); `away` and `late` are days, `returns`
    within how many days of its sending a message may come back. `profiles` says which cases there are: the plain one
    of each variant, each constant of the policy once, or all together.
    """

    name: str
    plain: tuple[Left, ...]
    special: tuple[Left, ...]
    profiles: str = "each"
    days: int = 450
    states: int = 400_000
    instalments: tuple[int, ...] = (3,)
    away: tuple[int, ...] = (3,)
    late: tuple[int, ...] = (5,)
    returns: int = 10


def world(most: int, **counts: int) -> Left:
    """What may happen in a world: `most` events in all, and of each kind as many as are named."""
    return _capped((most, *(counts.get(name, 0) for name in _NAMES)))


@lru_cache(maxsize=65536)
def spent(left: Left, kind: str) -> Left | None:
    """What is left after one more event of a kind, or None where none is left. Nothing is spent for no kind ("")."""
    if not kind:
        return left
    at = _AT[kind]
    if not left[at]:
        return None
    return _capped((left[0] - 1, *left[1:at], left[at] - 1, *left[at + 1 :]))


def of_kind(left: Left, kind: str) -> int:
    """How many events of a kind are left."""
    return left[_AT[kind]]


def _capped(left: Left) -> Left:
    """Of no kind more than may happen in all: so that what makes no difference is the same."""
    most = left[0]
    return (most, *(min(count, most) for count in left[1:]))


_TALK = {"dispute": 1, "promise": 1, "call": 2, "partial": 1, "bounce": 1}
_PLANNED = {"plan": 1, "infeasible": 1}
_SAID = {**_TALK, **_PLANNED}
_RARE = {"question": 1, "idle": 1, "fact": 1, "stop": 1, "reversal": 1, "away": 1, "failed": 1}

_SPECIAL = {"promise": 1, "call": 1, "partial": 1, "bounce": 1, "idle": 1, "failed": 1}

QUICK = Budget("quick", (world(1, **_SAID, **_RARE), world(2, **_PLANNED)), (), profiles="plain")
STANDARD = Budget("standard", (world(2, **_SAID), world(1, **_RARE, part=1, late=1)), (world(1, **_SPECIAL),))
THOROUGH = Budget(
    "thorough",
    (world(3, **_TALK), world(2, **_SAID, **_RARE, part=1, request=1, late=1, credit=1, recall=1)),
    (world(2, **_SAID), world(1, **_RARE, part=1, request=1, late=1, credit=1, recall=1)),
    profiles="product",
    days=1095,
    states=5_000_000,
    instalments=(3, 0),
    away=(1, 3, 10),
    late=(1, 5, 30),
)
BUDGETS: Mapping[str, Budget] = {one.name: one for one in (QUICK, STANDARD, THOROUGH)}
"""The budgets by name, the smallest first."""
