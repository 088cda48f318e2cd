"""Compare two policies in words and in dates: their texts, and what both do with the same cases and stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.comparing.cases import Case, made_cases, opened
from dunwell.comparing.exploring import explore
from dunwell.comparing.stories import play_story
from dunwell.comparing.timelines import KINDS, Difference, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dunwell.comparing.branches import Branch
    from dunwell.comparing.exploring import Explored
    from dunwell.comparing.stories import Story
    from dunwell.comparing.wording import Change
    from dunwell.core.timeline import Timeline
    from dunwell.language.program import Program

EXAMPLES = 3
STORIES_ON_REAL = 3
"""How many stories are played on each invoice of a portfolio besides the one in which nobody reacts."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A case and a story in which the two policies do not do the same."""

    case: Case
    story: Story
    difference: Difference


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What the two do with a set of cases. `played` counts cases with stories, `cases` the cases alone.

    `name` is where the cases come from; of those `unread` no case could be made. `stories` were played on each.
    """

    name: str
    cases: int
    played: int
    affected: tuple[Affected, ...]
    stories: tuple[Story, ...] = ()
    unread: int = 0

    @property
    def cases_affected(self) -> int:
        """How many cases are affected in at least one story."""
        return len({id(one.case) for one in self.affected})

    def count(self, kind: str) -> int:
        """In how many cases with stories something differs in this way."""
        return sum(kind in one.difference.kinds for one in self.affected)

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """Every way in which something differs, and how often, in the order in which it is told."""
        return tuple((kind, count) for kind in KINDS if (count := self.count(kind)))


@dataclass(frozen=True, slots=True)
class Reach:
    """How many branches of a policy the made-up cases came to, and those that they did not."""

    branches: int
    missing: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changes from one policy to another."""

    old: Program
    new: Program
    changes: tuple[Change, ...]
    made: Portfolio
    reach: tuple[Reach, Reach]
    real: Portfolio | None = None

    @property
    def changed(self) -> bool:
        """Whether anything changes of what happens: in the text beside words, or in any case that was played."""
        real = bool(self.real and self.real.affected)
        return real or bool(self.made.affected) or any(not one.only_words for one in self.changes)


def compare(old: Program, new: Program, changes: tuple[Change, ...]) -> Comparison:
    """Compare two policies on made-up cases; `changes` are those of their texts."""
    cases = made_cases(old, new)
    first = explore(old, cases)
    same = all(one.only_words for one in changes)  # then the second policy does what the first one does
    explored = first, first if same else explore(new, cases)
    pairs = dict.fromkeys((id(told.case), told.story) for one in explored for told in one.told)
    by_id = {id(case): case for case in cases}
    known = [{(id(told.case), told.story): told.timeline for told in one.told} for one in explored]
    affected = []
    for key in pairs:
        case, story = by_id[key[0]], key[1]
        before = known[0].get(key) or _played(old, case, story)
        after = known[1].get(key) or _played(new, case, story)
        difference = differences(before, after)
        if difference is not None:
            affected.append(Affected(case, story, difference))
    made = Portfolio("made-up cases", len(cases), len(pairs), tuple(affected))
    return Comparison(old, new, changes, made, (_reach(explored[0]), _reach(explored[1])))


def on_portfolio(name: str, comparison: Comparison, cases: Sequence[Case], unread: int = 0) -> Portfolio:
    """What the two policies do with real invoices: if nobody reacts, and in a few stories in which they differ."""
    stories = ((), *_telling(comparison.made.affected))
    affected = []
    for case in cases:
        for story in stories:
            before, after = _played(comparison.old, case, story), _played(comparison.new, case, story)
            difference = differences(before, after)
            if difference is not None:
                affected.append(Affected(case, story, difference))
    return Portfolio(name, len(cases), len(cases) * len(stories), tuple(affected), stories, unread)


def examples_of(affected: Iterable[Affected], most: int = EXAMPLES) -> tuple[Affected, ...]:
    """A few that show as much as they can: each in a new way as long as there is one, the shortest story first."""
    waiting = sorted(affected, key=lambda one: (len(one.story), not one.case.plain))
    chosen: list[Affected] = []
    shown: set[str] = set()
    while waiting and len(chosen) < most:
        best = max(waiting, key=lambda one: len(set(one.difference.kinds) - shown))
        waiting.remove(best)
        chosen.append(best)
        shown |= set(best.difference.kinds)
        fresh = [one for one in waiting if one.difference.rows != best.difference.rows]
        waiting = fresh
    return tuple(chosen)


def _telling(affected: Iterable[Affected]) -> tuple[Story, ...]:
    """The shortest stories in which two policies differ in ways that nobody's silence shows."""
    silent = {kind for one in affected if not one.story for kind in one.difference.kinds}
    found: list[Story] = []
    for one in sorted((one for one in affected if one.story), key=lambda one: len(one.story)):
        new = set(one.difference.kinds) - silent
        if (new or not silent) and one.story not in found:
            silent |= set(one.difference.kinds)
            found.append(one.story)
    return tuple(found[:STORIES_ON_REAL])


def _played(program: Program, case: Case, story: Story) -> Timeline | None:
    position = opened(program, case)
    return None if position is None else play_story(program, position, story, case.events, case.agreed)


def _reach(explored: Explored) -> Reach:
    return Reach(len(explored.branches), explored.missing)
