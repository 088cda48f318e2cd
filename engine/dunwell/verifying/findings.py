"""Findings: what is true of every timeline of a variant, made of the bounds that exploring found.

A finding is no demand. It says what the policy does at its earliest and at its latest, and the author accepts it or
changes the policy. An accepted one is pinned by its key and its days; a key is stable and the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.verifying.marks import KINDS, STEP, TIMES, WITHOUT
from dunwell.verifying.model import Bound, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.language.program import Program
    from dunwell.verifying.model import Explored


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one variant: what can happen, first and last on which day from the due date, with the stories."""

    variant: str
    mark: Mark
    bound: Bound

    @property
    def key(self) -> str:
        """What can happen, as it is pinned: "step reminder", "notice without reminder", "claim interest"."""
        return key_of(self.mark)

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day, counted from the due date."""
        return self.bound.first, self.bound.last


def key_of(mark: Mark) -> str:
    """The words by which a mark is pinned."""
    if mark.kind == "without":
        return f"{mark.name} without {mark.other}"
    if mark.kind == TIMES:
        return f"{mark.name} {mark.other} times"
    return " ".join(filter(None, (mark.kind, mark.name, mark.other)))


def findings(program: Program, several: Iterable[Explored]) -> tuple[Finding, ...]:
    """The findings of each variant over all its profiles and due dates, in the order of the policy."""
    found: dict[tuple[str, Mark], Bound] = {}
    for explored in several:
        for mark, bound in explored.bounds.items():
            at = (explored.profile.variant, mark)
            found[at] = _wider(found[at], bound) if at in found else bound
    made = [Finding(*at, bound) for at, bound in found.items() if _can_be_missed(found, *at)]
    return tuple(sorted(_most_times(made), key=lambda one: _place(program, one)))


def _can_be_missed(found: Mapping[tuple[str, Mark], Bound], variant: str, mark: Mark) -> bool:
    """Whether a step that another can come without is ever carried out in this variant; else it is missed by nobody."""
    return mark.kind != WITHOUT or (variant, Mark(STEP, mark.other)) in found


def _wider(one: Bound, other: Bound) -> Bound:
    """Both bounds together; of two that are as wide, what was found first stays."""
    first = (other.first, other.first_story) if other.first < one.first else (one.first, one.first_story)
    last = (other.last, other.last_story) if other.last > one.last else (one.last, one.last_story)
    return Bound(*first, *last)


def _most_times(found: list[Finding]) -> list[Finding]:
    """Of how often a step can be carried out only the most is told."""
    most: dict[tuple[str, str], int] = {}
    for one in found:
        if one.mark.kind == TIMES:
            at = (one.variant, one.mark.name)
            most[at] = max(most.get(at, 0), int(one.mark.other))
    return [one for one in found if one.mark.kind != TIMES or int(one.mark.other) == most[one.variant, one.mark.name]]


def _place(program: Program, one: Finding) -> tuple[int, int, int, str, int]:
    variants = [variant.name for variant in program.variants]
    variant = variants.index(one.variant) if one.variant in variants else len(variants)
    step, other = program.step_index(one.mark.name), program.step_index(one.mark.other)
    return variant, KINDS.index(one.mark.kind), step, one.mark.name, other


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that is not as it was: `old` or `new` is None where it is not found on that side. Days as in `days`."""

    variant: str
    key: str
    old: tuple[int, int] | None
    new: tuple[int, int] | None
    finding: Finding | None = None


Accepted = Mapping[str, Mapping[str, tuple[int, int]]]
"""What was accepted: by variant and key, the first and the last day."""


def as_pinned(found: Iterable[Finding]) -> Accepted:
    """Findings in the shape in which they are pinned and compared."""
    pinned: dict[str, dict[str, tuple[int, int]]] = {}
    for one in found:
        pinned.setdefault(one.variant, {})[one.key] = one.days
    return pinned


def changes(old: Accepted, found: Iterable[Finding]) -> tuple[Change, ...]:
    """What differs from what was accepted: new findings, lost ones, and those with other days."""
    made: list[Change] = []
    seen: set[tuple[str, str]] = set()
    for one in found:
        seen.add((one.variant, one.key))
        before = _at(old, one.variant, one.key)
        if before != one.days:
            made.append(Change(one.variant, one.key, before, one.days, one))
    for variant, keys in old.items():
        made += [Change(variant, key, days, None) for key, days in keys.items() if (variant, key) not in seen]
    return tuple(made)


def _at(pinned: Mapping[str, Mapping[str, tuple[int, int]]], variant: str, key: str) -> tuple[int, int] | None:
    return pinned.get(variant, {}).get(key)
