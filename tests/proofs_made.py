"""What verifying comes to, made by hand: a story, a bound and a result of the short ladder, for those who tell it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from dunwell.loading import compile_text, load_policy
from dunwell.proving.verified import Asked, verified
from dunwell.verifying.budgets import BUDGETS
from dunwell.verifying.model import Bound, Explored, Mark, Move, Profile, Story
from dunwell.verifying.report import Report

SHORT = Path(__file__).parent / "fixtures" / "policies" / "short.yaml"
DUE = 739651
"""Wednesday 4 February 2026."""


@cache
def short():
    """The program of the short ladder."""
    return load_policy(str(SHORT)).program


def story(*moves, due=DUE, variant="all"):
    """A story of the plain case with these moves."""
    return Story(Profile(variant, variant, {}, 121000, due), moves)


def bound(first, last):
    """A bound whose two stories are told apart by the day of their one move."""
    return Bound(first, story(Move(DUE + first)), last, story(Move(DUE + last)))


def explored(bounds=None, variant="all", **said):
    """The result of one case: the days of each mark, and what else is said."""
    made = {Mark(*mark): bound(*days) for mark, days in (bounds or {}).items()}
    plain = {"states": 10, "seconds": 0.0, "complete": True, "hit": "", "breaches": ()}
    return Explored(story(variant=variant).profile, bounds=made, **(plain | said))


def report(*several, program=None, **said):
    """The report on these results."""
    return Report(program or short(), BUDGETS["quick"], (DUE,), False, tuple(several), 0.25, **said)


LATE = "    start: 1 day after invoice.due"
FAULT = f"{LATE}\n    no_later_than: 2 days after invoice.due"
FRIDAY = DUE + 30
"""Friday 6 March 2026: two days on it is Sunday, and the reminder that `FAULT` promises by then comes on Monday."""


def faulty_text():
    """The short ladder with a promise that a weekend breaks."""
    return SHORT.read_text(encoding="utf-8").replace(LATE, FAULT)


@cache
def verified_short(*, faulty=False):
    """The report on the short ladder, or on the faulty one; the time that it took is always the same."""
    text = faulty_text() if faulty else SHORT.read_text(encoding="utf-8")
    asked = Asked(BUDGETS["quick"], (FRIDAY if faulty else DUE,))
    return replace(verified(compile_text(text, "mine.yaml"), asked, None, lambda done: None), seconds=0.25)
