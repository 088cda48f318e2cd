"""Find stories that come to every branch of a policy, and stop where nothing new is found.

First every reaction to every entry of the plain timelines is tried once. Whatever came to a new branch is gone on from,
in the order found, until all branches are reached or `MOST_PLAYS` are spent. Nothing is left to chance.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.comparing.branches import branches_of
from dunwell.comparing.cases import Case, opened
from dunwell.comparing.reached import reached
from dunwell.comparing.stories import Reaction, Story, Trigger, placed, play_planned, reactions_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.comparing.branches import Branch
    from dunwell.core.position import Position
    from dunwell.core.timeline import Timeline
    from dunwell.language.program import Program
    from dunwell.language.scenario import Planned

MOST_PLAYS = 1500
LONGEST = 5
"""Reactions in a story at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """A case with a story, and what came of it under one policy."""

    case: Case
    story: Story
    opened: Position
    planned: tuple[Planned, ...]
    timeline: Timeline


@dataclass(slots=True)
class Explored:
    """What was tried: each case with each story worth telling, the branches reached, and how many plays it took."""

    branches: tuple[Branch, ...]
    told: list[Told] = field(default_factory=list)
    reached: set[Branch] = field(default_factory=set)
    plays: int = 0

    @property
    def missing(self) -> tuple[Branch, ...]:
        """The branches that no story came to, in the order of the policy."""
        return tuple(one for one in self.branches if one not in self.reached)


def explore(program: Program, cases: Iterable[Case]) -> Explored:
    """Play the cases with all stories worth telling; those of plain cases one reaction long are always kept."""
    found = Explored(branches_of(program))
    waiting: deque[Told] = deque()
    tried: set[tuple[str, Trigger, str, str]] = set()
    for case in cases:
        position = opened(program, case)
        if position is None:
            continue
        told = _play(found, program, Told(case, (), position, (), play_planned(program, position, ())))
        found.told.append(told[0])
        if told[1] or case.plain:
            waiting.append(told[0])
    while waiting and found.plays < MOST_PLAYS:
        told_so_far = waiting.popleft()
        first = told_so_far.case.plain and not told_so_far.story
        for reaction in _next_reactions(program, told_so_far):
            key = (told_so_far.case.name if first else "", reaction.trigger, reaction.act, reaction.word)
            again = (told_so_far.story[-1].act if told_so_far.story else "", *key[1:])
            if not first and (not found.missing or again in tried):
                continue
            tried |= {key, again}
            one = _told(program, told_so_far, reaction)
            if one is None:
                continue
            made, new = _play(found, program, one)
            if new or first:
                found.told.append(made)
            if new and len(made.story) < LONGEST:
                waiting.append(made)
    return found


def _play(found: Explored, program: Program, told: Told) -> tuple[Told, bool]:
    """Count a play and note its branches; whether any of them is new."""
    found.plays += 1
    came = reached(program, told.timeline)
    new = not came <= found.reached
    found.reached |= came
    return told, new


def _told(program: Program, before: Told, reaction: Reaction) -> Told | None:
    event = placed(program, before.timeline, reaction)
    if event is None:
        return None
    planned = (*before.planned, event)
    timeline = play_planned(program, before.opened, planned)
    return Told(before.case, (*before.story, reaction), before.opened, planned, timeline)


def _next_reactions(program: Program, told: Told) -> Iterator[Reaction]:
    """All reactions to what came after the last one of the story, each kind of entry at its first place."""
    last = told.planned[-1].at if told.planned else 0
    counts: dict[tuple[str, str, str], int] = {}
    offered: set[tuple[str, str, str]] = set()
    for entry in told.timeline.entries:
        key = (entry.kind, entry.name, entry.change)
        nth = counts.get(key, 0)
        counts[key] = nth + 1
        if entry.day >= last and key not in offered:
            offered.add(key)
            yield from reactions_to(program, entry, nth)
