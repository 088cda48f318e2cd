"""Default: from which day a debtor is late in the eyes of the law, and by what. Days are ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.law.figures import Figure

BASES = ("agreed_term", "notice")
"""What can have been there before the case: a fatal term that was agreed, a notice that was given."""


@dataclass(frozen=True, slots=True)
class DefaultBy:
    """What puts a debtor in default; the earliest counts.

    `bases` (of `BASES`) do so on the day after the due date, `letters` once the term of one of these legal forms has
    passed, and time alone after more than `days` days past the due date (None: never).
    """

    bases: tuple[str, ...]
    letters: tuple[str, ...]
    days: int | None = None


@dataclass(frozen=True, slots=True)
class DefaultRule:
    """What puts some kinds of debtor in default."""

    name: str
    title: str
    debtors: tuple[str, ...]
    by: Figure[DefaultBy]


def default_from(rule: DefaultRule, due: int, basis: str, terms: Iterable[tuple[str, int]]) -> int | None:
    """The first day on which a debtor is in default, or None while he is not.

    `basis` is the fact `agreement.default_basis`; `terms` are the legal forms of the letters sent, each with the last
    day of its term. Raises ProblemsFound (DW610) for a due date before the first value.
    """
    by = rule.by.on(due).value
    days = [last + 1 for form, last in terms if form in by.letters]
    if basis in by.bases:
        days.append(due + 1)
    if by.days is not None:
        days.append(due + by.days + 1)
    return min(days, default=None)
