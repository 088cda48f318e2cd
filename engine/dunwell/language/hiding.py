"""Which findings about the meaning of a policy may be told beside its mistakes: those that cannot follow from them.

A name that is misspelt is taken as meant, and hides nothing. What else cannot be read leaves a hole: of the step, hold
or plan in which it stands nothing more is told, nor anything that rests on what is said nowhere, such as a step to
which nothing leads.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from dunwell.language.draft import items, table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dunwell.language.yamlfile import Table
    from dunwell.problems import Place, Problem

_HARMLESS = frozenset({"DW206", "DW304", "DW305", "DW314", "DW315"})
"""Mistakes that leave every way through the policy, every day and every condition as they are."""
_IN_PLACE = frozenset({
    "DW203", "DW215", "DW216", "DW217", "DW301", "DW303", "DW306", "DW307", "DW316", "DW317", "DW401", "DW402",
    "DW407",
})  # fmt: skip
"""Mistakes that concern a day, a condition or a number where they stand, and no way from step to step."""
_ENDS = frozenset({"DW308", "DW310", "DW311", "DW312"})
"""Mistakes that leave open where a way leads; all others leave open whether there is one."""
_ABSENT = frozenset({"DW211"})
"""Mistakes in what is not written: nothing that is written there means anything else."""
_ON_ALL = frozenset({"DW501", "DW504", "DW506", "DW507", "DW514", "DW518", "DW519"})
"""Findings that say that something stands nowhere: any way not known could be the one that is missed."""
_ON_WAYS = frozenset({"DW404", "DW408", "DW409", "DW412", "DW503", "DW509"})
"""Findings that follow the ways from step to step; a way whose end alone is not known makes none of them wrong."""
_ON_LAW = frozenset({"DW640"})
_ON_CASES = frozenset({"DW510", "DW511", "DW512", "DW513"})
_CASES = ("applies_to", "variants", "if_unknown")


def untouched(
    findings: Sequence[Problem], mistakes: Sequence[Problem], mended: Collection[Problem], root: Table
) -> Iterator[Problem]:
    """The findings that hold whatever was meant by the mistakes. `mended` are mistakes that were taken as meant."""
    holes = [one for one in mistakes if _is_hole(one) and one not in mended]
    if not holes:
        yield from findings
        return
    starts, names = zip(*_blocks(root), strict=True)

    def block(place: Place | None) -> str:
        return names[max(bisect(starts, (place.line, place.column)) - 1, 0)] if place else ""

    torn = {block(one.place) for one in holes if one.code not in _ABSENT}
    codes = {one.code for one in holes}
    hidden = _ON_LAW
    lost = any(name.startswith("plans") for name in torn)  # a plan that cannot be read is none, with all its ways
    hidden |= _ON_ALL if lost or codes - _IN_PLACE else frozenset()
    hidden |= _ON_WAYS if codes - _IN_PLACE - _ENDS - _ABSENT else frozenset()
    hidden |= _ON_CASES if torn.intersection(_CASES) else frozenset()
    for finding in findings:
        places = (finding.place, *(note.place for note in finding.notes))
        if finding.code not in hidden and not torn.intersection(map(block, places)):
            yield finding


def _is_hole(problem: Problem) -> bool:
    return problem.severity == "error" and problem.code not in _HARMLESS


def _blocks(root: Table) -> tuple[tuple[tuple[int, int], str], ...]:
    """Where each part of a policy begins that is told of by itself: a step, a hold, a plan, or a key of the policy."""
    found: list[tuple[Place, str]] = []
    for key, value in root.entries:
        found.append((key.place, key.text))
        if key.text in ("holds", "plans", "conditions"):
            found += [(inner.place, f"{key.text} {inner.text}") for inner, _ in table(value).entries]
        elif key.text in ("steps", "side_steps"):
            found += [(item.place, f"{key.text} {number}") for number, item in enumerate(items(value))]
    return tuple(sorted(((place.line, place.column), name) for place, name in found))
