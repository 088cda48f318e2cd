"""Conditions that must not hang on the day: what holds for a whole case, or is looked at again and again.

A step's `when` is judged once, on the day it would start, and may ask which month it is. Whether the policy applies and
which variant a case is must not change with the calendar, and a plan is completed by payments, not by a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.cells import leaves_of
from dunwell.language.fields import PASSING
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.parts import Condition
    from dunwell.language.program import Program


def check_passing(program: Program) -> Iterator[Problem]:
    """DW219: a field that changes by time alone, where a condition has to stay as it is."""
    for condition, what in _lasting(program):
        for test in leaves_of(condition):
            if test.field in PASSING:
                message = f"{test.field} changes from one day to the next, and {what}"
                yield Problem("DW219", message, test.place, "ask it in the `when` of a step, which is judged once")


def _lasting(program: Program) -> Iterator[tuple[Condition, str]]:
    yield from ((one, "a policy applies to a case for good") for one in program.applies_to)
    for variant in program.variants:
        if variant.when is not None:
            yield variant.when, f"the variant {variant.name!r} holds for the whole case"
    yield from ((plan.completed, "only payments complete a plan") for plan in program.plans)
