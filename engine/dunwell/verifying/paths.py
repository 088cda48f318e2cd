"""How every state came about: a tree of moves, and what is kept of them: breaches, bounds and the longest wait.

A move is kept once with the number of the one before it, so that a story costs nothing until somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.verifying.model import Bound, Breach, Mark, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.events import Event
    from dunwell.verifying.model import Look, Move, Profile

MOST_BREACHES = 20
"""Of so many invariants a breach is kept; each has one, the plainest."""
START = -1
"""The number of the move before the first."""


@dataclass(slots=True)
class Paths:
    """The moves of one exploration, and what was noted on the way. Days of `marks` are ordinals."""

    before: list[int] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    breaches: dict[str, tuple[Breach, int]] = field(default_factory=dict)
    marks: dict[Mark, tuple[int, int, int, int]] = field(default_factory=dict)
    wait: tuple[int, int] = (0, START)

    def add(self, before: int, move: Move) -> int:
        """Keep a move; its number."""
        self.before.append(before)
        self.moves.append(move)
        return len(self.moves) - 1

    def back(self, number: int) -> Iterator[Move]:
        """The moves that led to one, itself included, the latest first."""
        while number != START:
            yield self.moves[number]
            number = self.before[number]

    def events(self, number: int) -> tuple[Event, ...]:
        """What happened up to a move, in the order in which it became known."""
        return tuple(move.event for move in self.back(number) if move.event is not None)[::-1]

    def story(self, profile: Profile, number: int) -> Story:
        """The story that ends with a move; its actions are kept without their reasons."""
        return Story(profile, tuple(_bare(move) for move in self.back(number))[::-1])

    def drop(self) -> None:
        """Forget the move that was added last: nothing comes of it."""
        self.before.pop()
        self.moves.pop()

    def note(self, look: Look, day: int, number: int) -> bool:
        """Note what is new in what an observer says of a move: a breach, a first or last day; whether anything is."""
        new = False
        for breach in look.breaches:
            if breach.invariant not in self.breaches and len(self.breaches) < MOST_BREACHES:
                self.breaches[breach.invariant] = (breach, number)
                new = True
        for mark in look.marks:
            known = self.marks.get(mark)
            if known is None or day < known[0] or day > known[2]:
                self.mark(mark, day, number)
                new = True
        return new

    def mark(self, mark: Mark, day: int, number: int) -> None:
        """Note a mark of a move."""
        first, first_of, last, last_of = self.marks.get(mark, (day, number, day, number))
        if day < first:
            first, first_of = day, number
        if day > last:
            last, last_of = day, number
        self.marks[mark] = (first, first_of, last, last_of)

    def told(self, profile: Profile) -> tuple[tuple[Breach, Story], ...]:
        """The breaches with their stories, in the order found."""
        return tuple((breach, self.story(profile, number)) for breach, number in self.breaches.values())

    def bounds(self, profile: Profile) -> dict[Mark, Bound]:
        """The first and last day of each mark, counted from the due date, with their stories."""
        return {
            mark: Bound(
                first - profile.due, self.story(profile, first_of), last - profile.due, self.story(profile, last_of)
            )
            for mark, (first, first_of, last, last_of) in sorted(self.marks.items())
        }


def _bare(move: Move) -> Move:
    return move if move.action is None else move._replace(action=move.action._replace(reasons=()))
