"""What exploring a policy deals in: cases to begin with, moves of the world, what was seen, and what came of it.

A state is a case in the morning of a day (what others do comes first), or later on it (we act). The explorer makes
moves; observers look at each one and know nothing of how it came about. Days are ordinals, amounts are cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action, Decision, Transition
    from dunwell.language.events import Event
    from dunwell.language.fields import Value
    from dunwell.language.program import Program


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of case: one representative of a cell that is cut at the constants of the policy.

    `name` says what is special about it, for people; `facts` are all facts of the case by name. A `plain` case is the
    one that a variant is for: it is worth more stories than one that differs from it in a fact.
    """

    name: str
    variant: str
    facts: Mapping[str, Value]
    principal: int
    due: int
    plain: bool = True


class Move(NamedTuple):
    """One thing that happened: an event on its day, or time that passed (no event).

    `outside` counts what it takes from the budget: 0 for what the plainest world does anyway. `recorded` is the day on
    which the event became known, where that is later than its own; `away` how many days the engine was down before.
    With neither an event nor days away it is a person who leaves undone what is asked from this day on.
    """

    day: int
    event: Event | None = None
    action: Action | None = None
    outside: int = 0
    recorded: int = 0
    away: int = 0


class Moved(NamedTuple):
    """A move with the case before and after it, what became true by itself on the way, and what is due after it.

    `decision` is None in the morning, when nothing of the day has been decided yet.
    """

    move: Move
    before: Position
    after: Position
    told: tuple[Transition, ...]
    decision: Decision | None


class Breach(NamedTuple):
    """Something that must hold does not: the id of the invariant, and what its sentence needs (days, cents, names)."""

    invariant: str
    args: tuple[int | str, ...] = ()


class Mark(NamedTuple):
    """Something that can happen in a variant: what kind ("step", "claim", "end", "without", …) and whose name."""

    kind: str
    name: str
    other: str = ""


class Look(NamedTuple):
    """What an observer says of a move: what it remembers from now on, breaches, and marks (noted with their day)."""

    memory: Hashable
    breaches: tuple[Breach, ...] = ()
    marks: tuple[Mark, ...] = ()


class Observer(Protocol):
    """Looks at every move. What it remembers is part of the state: keep it small, and forget what no rule reads."""

    def begin(self, program: Program, opened: Position) -> Hashable:
        """What is remembered of a case before anything has happened."""
        ...

    def look(self, program: Program, memory: Hashable, moved: Moved) -> Look:
        """What is to be said of one move."""
        ...

    def told_apart(self, memory: Hashable) -> tuple[Hashable, tuple[int, ...]]:
        """What of its memory tells two states apart, and numbers of which less says all that more does."""
        ...


@dataclass(frozen=True, slots=True)
class Story:
    """How a state came about: the case, and every move from its opening on, in their order; actions have no reasons."""

    profile: Profile
    moves: tuple[Move, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, without the time that passed."""
        return tuple(move.event for move in self.moves if move.event is not None)


class Bound(NamedTuple):
    """The first and the last day of a mark, counted from the due date, each with the plainest story that gives it."""

    first: int
    first_story: Story
    last: int
    last_story: Story


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of one profile. `complete` is False where a limit was hit (`hit` says which): that is no pass.

    `breaches` has the plainest story for each invariant; `longest_wait` is the longest time in which nobody acts and
    nothing happens by itself while the case is open, in days, with its story.
    """

    profile: Profile
    states: int
    seconds: float
    complete: bool
    hit: str
    breaches: tuple[tuple[Breach, Story], ...]
    bounds: Mapping[Mark, Bound]
    longest_wait: tuple[int, Story] | None = None


def gathered(several: Iterable[Explored]) -> tuple[tuple[Breach, Story], ...]:
    """The breaches of several profiles, of each invariant the plainest story first found."""
    found: dict[str, tuple[Breach, Story]] = {}
    for explored in several:
        for breach, story in explored.breaches:
            known = found.get(breach.invariant)
            if known is None or len(story.events) < len(known[1].events):
                found[breach.invariant] = (breach, story)
    return tuple(found.values())
