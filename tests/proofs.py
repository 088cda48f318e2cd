"""Explored policies for tests: the shipped programs, small worlds, and an observer that marks what can happen."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dunwell.days import day
from dunwell.loading import load_policy
from dunwell.verifying.budgets import BUDGETS, world
from dunwell.verifying.explorer import explore
from dunwell.verifying.model import Breach, Look, Mark
from dunwell.verifying.profiles import profiles

DUE = day("2026-03-02")


@cache
def policy(country="nl"):
    """A shipped policy, loaded once."""
    return load_policy(f"policies/{country}/standard.yaml")


def budget(*worlds, **changes):
    """The standard budget with other worlds for the plain cases."""
    return replace(BUDGETS["standard"], plain=worlds, **changes)


class Marking:
    """Marks what was done and how the case ended, and calls it a breach that a case is handed over."""

    def begin(self, program, opened):
        """Nothing is remembered."""

    def look(self, program, memory, moved):
        """What was done, and the end."""
        action, marks, breaches = moved.move.action, [], ()
        if moved.after.end != moved.before.end:
            marks.append(Mark("end", moved.after.end))
            breaches = (Breach("never-handed-over"),) if moved.after.end == "handed_over" else ()
        if action is not None and moved.move.event is not None:
            marks.append(Mark(action.kind, str(max(action.step, action.message))))
        return Look(memory, breaches, tuple(marks))

    def told_apart(self, memory):
        """All that is remembered."""
        return memory, ()


def marking(program):
    """The observer for processes, which find it by its name."""
    return Marking()


def plain_case(country="nl", variant="business", due=DUE):
    """The plain case of a variant."""
    program = policy(country).program
    return next(one for one in profiles(program, BUDGETS["quick"], due) if one.variant == variant)


def explored(found, country="nl", variant="business", **options):
    """What comes of a plain case within a budget."""
    return explore(policy(country).program, plain_case(country, variant), found, (Marking(),), **options)


def days_of(found):
    """The first and the last day of each mark."""
    return {mark: (bound.first, bound.last) for mark, bound in found.bounds.items()}


def small(**counts):
    """A budget of one world with one event from outside."""
    return budget(world(1, **counts))
