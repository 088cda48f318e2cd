"""Decide conditions over all cases by cutting each field at the values that conditions name.

As every test compares one field with constants, this is exact: within a cell each condition has one answer. A choice is
cut into its words, an amount at each value named (just below, at it, just above), a text into the values named and any
other; a fact that nobody needs to have said has a cell without a value. What happened within a time is cut apart from
what happened at all: there may be cells that no case is in, never cases without a cell.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from dunwell.language.fields import FIELDS, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dunwell.language.fields import Field
    from dunwell.language.parts import Condition

MOST_CELLS = 4096
"""More are not looked at: a policy that cuts its cases so finely gets no answer rather than a slow one."""
ANY_OTHER = "another one"
LAST_DAY = date.max.toordinal()
ALWAYS_SAID = frozenset({"invoice.total", "invoice.issued", "invoice.due"})
"""Facts without which no case is opened."""

Cell = dict[str, Value | None]
"""A value for each cut; None where nobody has said the fact."""


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """Every test of a field in a condition."""
    if condition.kind == "test":
        yield condition
    for part in condition.parts:
        yield from leaves_of(part)


def cut_of(test: Condition) -> str:
    """What a test is about: its field, and the time within which it looks back."""
    return f"{test.field} within {test.within}" if test.within else test.field


def field_of(cut: str) -> Field:
    """The field that a cut is about."""
    return FIELDS[cut.partition(" ")[0]]


def cells(
    conditions: Iterable[Condition], said: Iterable[str] = (), least: Mapping[str, int] | None = None
) -> tuple[Cell, ...]:
    """One case for each way in which the conditions can turn out; none where they are too many.

    `said` are facts that are known in every case besides `ALWAYS_SAID`; `least` the smallest value of a field (cents,
    days, numbers), 0 where it is absent.
    """
    named: dict[str, set[Value]] = {}
    for condition in conditions:
        for test in leaves_of(condition):
            values = test.values if test.operator != "known" else ()
            named.setdefault(cut_of(test), set()).update(values)
    known = ALWAYS_SAID.union(said)
    cuts = {cut: _values(field_of(cut), values, known, least or {}) for cut, values in named.items()}
    if not cuts or prod(len(values) for values in cuts.values()) > MOST_CELLS:
        return ()
    return tuple(dict(zip(cuts, values, strict=True)) for values in product(*cuts.values()))


def holds(condition: Condition, cell: Mapping[str, Value | None]) -> bool | None:
    """Whether a condition holds in a cell that has all its cuts; None if that hangs on a fact that nobody has said."""
    if condition.kind == "test":
        value = cell[cut_of(condition)]
        if condition.operator == "known":
            return (value is not None) is condition.values[0]
        return None if value is None else OPERATOR_TESTS[condition.operator](value, condition.values)
    parts = [holds(part, cell) for part in condition.parts]
    if condition.kind == "all":
        return False if False in parts else None if None in parts else True
    found = True if True in parts else None if None in parts else False
    return found if condition.kind == "any" or found is None else not found


def _values(
    field: Field, values: set[Value], known: frozenset[str], least: Mapping[str, int]
) -> tuple[Value | None, ...]:
    """What a field is cut into; a choice and a fact that is only asked to be known have values all the same."""
    unsaid = () if field.derived or field.name in known else (None,)
    return (*_cuts(field, values, least.get(field.name)), *unsaid)


def _cuts(field: Field, values: set[Value], least: int | None) -> tuple[Value, ...]:
    if field.type == "choice":
        return field.choices
    if field.type == "yes_no":
        return (True, False)
    if field.type == "text":
        return (*sorted(map(str, values)), ANY_OTHER)
    first, last = (1, LAST_DAY) if field.type == "day" else (0, None)
    first = first if least is None else least
    numbers = {max(int(value) + step, first) for value in values or (first,) for step in (-1, 0, 1)}
    return tuple(sorted(number if last is None else min(number, last) for number in numbers))


OPERATOR_TESTS: Mapping[str, Callable[[Value, tuple[Value, ...]], bool]] = {
    "is": lambda value, wanted: value == wanted[0],
    "is_not": lambda value, wanted: value != wanted[0],
    "at_least": lambda value, wanted: value >= wanted[0],  # type: ignore[operator] # the compiler lets only numbers here
    "above": lambda value, wanted: value > wanted[0],  # type: ignore[operator] # likewise
    "at_most": lambda value, wanted: value <= wanted[0],  # type: ignore[operator] # likewise
    "below": lambda value, wanted: value < wanted[0],  # type: ignore[operator] # likewise
    "one_of": lambda value, wanted: value in wanted,
    "none_of": lambda value, wanted: value not in wanted,
}
"""What each operator says of a value and those that the condition names."""
