"""Find stories that come to every branch of a policy, and stop where nothing new is found.

Every reaction to every kind of entry is tried at least once, and each of those to the plain timelines on every plain
case. Whatever came to a new branch, or was tried for the first time, is gone on from, in the order found. While
branches are missing, each reaction is tried again after each other one. `MOST_PLAYS` bounds it; nothing is left to
chance.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.comparing.branches import branches_of
from dunwell.comparing.cases import Case, opened
from dunwell.comparing.reached import reached
from dunwell.comparing.stories import placed, play_planned, reactions_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.comparing.branches import Branch
    from dunwell.comparing.stories import Reaction, Story
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
    tried: set[tuple[str, ...]] = set()
    for case in cases:
        position = opened(program, case)
        if position is None:
            continue
        told = _play(found, program, Told(case, (), position, (), play_planned(program, position, ())))
        found.told.append(told[0])
        if told[1] or case.plain:
            waiting.append(told[0])
    while waiting and found.plays < MOST_PLAYS:
        before = waiting.popleft()
        for reaction in _next_reactions(program, before):
            plain = before.case.plain and not before.story
            fresh = _first_time(tried, *_kind_of(reaction))
            last = before.story[-1].act if before.story else ""
            after_this = _first_time(tried, last, *_kind_of(reaction))
            if not (plain or fresh or (found.missing and after_this)) or found.plays >= MOST_PLAYS:
                continue
            one = _told(program, before, reaction)
            if one is None:
                continue
            made, new = _play(found, program, one)
            if new or fresh or plain:
                found.told.append(made)
            if (new or fresh) and len(made.story) < LONGEST:
                waiting.append(made)
    return found


def _kind_of(reaction: Reaction) -> tuple[str, ...]:
    """The kind of entry that is answered, whichever of these it is, and what is done about it."""
    return (*reaction.trigger[:3], reaction.act, reaction.word)


def _first_time(tried: set[tuple[str, ...]], *key: str) -> bool:
    """Whether this has not been tried; noted, so that it is so once."""
    fresh = key not in tried
    tried.add(key)
    return fresh


def _play(found: Explored, program: Program, told: Told) -> tuple[Told, bool]:
    """Count a play and note its branches; whether any of them is new."""
    found.plays += 1
    came = reached(program, told.timeline, found.branches)
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
