"""What puts a debtor in default, as frozen values. Days are ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
