"""Limitation: the last day on which a claim can still be enforced or its limitation interrupted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import add_years, day, day_text
from dunwell.law.figures import Working, named, refuse
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.law.figures import Basis, Figure
    from dunwell.law.rules import LawPack, LimitationTerm


@dataclass(frozen=True, slots=True)
class Limitation:
    """The term that runs now: from `first_day` up to and including `last_day`."""

    first_day: int
    last_day: int
    years: int
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...]


def limitation(pack: LawPack, kind: str, due: int, interruptions: tuple[int, ...] = ()) -> Limitation:
    """The limitation of a claim that became due on a day, with the days on which it was interrupted, in any order.

    An interruption starts a new term the next day, no shorter than what was left; one outside a running term has no
    effect and gives a warning (DW620). Raises ProblemsFound for an unknown kind (DW612), and if the law files hold no
    rule on limitation or interruption (DW610).
    """
    if not pack.limitation:
        refuse("DW610", "these law files hold no rule on limitation", "take another law, or add it with its source")
    rule = named(pack.limitation, kind, "kind of claim").on(due)
    first = _counted_from(rule.value, due) + 1
    last = add_years(first - 1, rule.value.years)
    years = rule.value.years
    working = [Working("due", day=due), Working(f"last day of {years} years", day=last)]
    bases = [rule.basis]
    warnings: list[Problem] = []
    for interrupted in sorted(interruptions):
        renewals = _renewals(pack)
        if not first <= interrupted <= last:
            warnings.append(_without_effect(interrupted, first, last))
            continue
        renewal = renewals.on(interrupted)
        bases.append(renewal.basis)
        years = min(rule.value.years, renewal.value)
        first, last = interrupted + 1, max(last, add_years(interrupted, years))
        working += [
            Working("interrupted", day=interrupted),
            Working(f"last day of the new term ({years} years)", day=last),
        ]
    return Limitation(first, last, years, tuple(working), tuple(dict.fromkeys(bases)), tuple(warnings))


def _renewals(pack: LawPack) -> Figure[int]:
    if pack.interruption is None:
        refuse("DW610", "these law files hold no rule on interruption", "ask without the interruptions")
    return pack.interruption


def _counted_from(rule: LimitationTerm, due: int) -> int:
    return due if rule.counted_from == "due" else day(f"{day_text(due)[:4]}-12-31")


def _without_effect(interrupted: int, first: int, last: int) -> Problem:
    running = f"the term runs from {day_text(first)} to {day_text(last)}"
    message = f"the interruption of {day_text(interrupted)} has no effect: {running}"
    return Problem(
        "DW620", message, fix="check the day; a claim whose term is over cannot be interrupted", severity="warning"
    )
