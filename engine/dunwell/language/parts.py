"""The small parts that a compiled policy is made of: conditions, days, terms, windows, and routes between steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dunwell.language.fields import Value
    from dunwell.language.phrases import Duration, Unit
    from dunwell.problems import Place

RouteKind = Literal["go_to", "resume", "hold", "offer", "close", "wait_for", "call_again", "skip"]


UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition tree of at most two levels under names.

    `kind` is all, any, none or test; in a policy with mistakes also UNCLEAR, of which nobody knows when it holds. A
    test compares the field `field` by `operator` with `values`; `index` is where a fact stands in `Position.facts`, or
    -1 for a derived field. `name` is set for a named condition.
    """

    kind: str
    place: Place
    parts: tuple[Condition, ...] = ()
    name: str | None = None
    field: str = ""
    index: int = -1
    operator: str = "is"
    values: tuple[Value, ...] = ()
    within: Duration | None = None


def is_unclear(condition: Condition) -> bool:
    """Whether a part of a condition could not be read, which was reported."""
    return condition.kind == UNCLEAR or any(map(is_unclear, condition.parts))


@dataclass(frozen=True, slots=True)
class When:
    """A day counted from an anchor slot; `count` is negative for "before". `text` is the phrase as written."""

    count: int
    unit: Unit
    anchor: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """The time to pay that a message grants.

    `basis` is sent, received or last received. A term of the law is extended by the calendar `extended_by` of its law
    pack; a contractual one is not, and the name is empty.
    """

    count: int
    unit: Unit
    basis: str
    text: str
    place: Place
    extended_by: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A promise that a step starts no later than a day; it moves nothing, it raises an alarm."""

    last: When
    not_counting: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Quiet:
    """A period of every year, as (month, day), in which the debtor is not reached, or only not called."""

    first: tuple[int, int]
    last: tuple[int, int]
    calls: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a person may take before someone else is told."""

    after: Duration
    escalate_to: str
    place: Place


@dataclass(frozen=True, slots=True)
class Route:
    """Where the case goes. `target` is a step index, `name` the hold, reason or event; `then` what follows a wait."""

    index: int
    kind: RouteKind
    place: Place
    target: int = -1
    name: str = ""
    then: int = -1
