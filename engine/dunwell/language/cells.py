"""Decide conditions over all cases by cutting each field at the values that conditions name.

As every test compares one field with constants, this is exact: within a cell each condition has one answer. A choice is
cut into its words, an amount at each value named (just below, at it, just above), a text into the values named and any
other.
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

Cell = dict[str, Value]


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """Every test of a field in a condition."""
    if condition.kind == "test":
        yield condition
    for part in condition.parts:
        yield from leaves_of(part)


def cells(conditions: Iterable[Condition]) -> tuple[Cell, ...]:
    """One case for each way in which the conditions can turn out; none where that cannot be said or are too many."""
    named: dict[str, set[Value]] = {}
    for condition in conditions:
        for test in leaves_of(condition):
            if test.operator == "known" or test.within is not None:
                return ()
            named.setdefault(test.field, set()).update(test.values)
    cuts = {name: _cuts(FIELDS[name], values) for name, values in named.items()}
    if not cuts or prod(len(values) for values in cuts.values()) > MOST_CELLS:
        return ()
    return tuple(dict(zip(cuts, values, strict=True)) for values in product(*cuts.values()))


def holds(condition: Condition, cell: Mapping[str, Value]) -> bool:
    """Whether a condition holds in a cell that has all its fields."""
    if condition.kind == "test":
        return _OPERATORS[condition.operator](cell[condition.field], condition.values)
    parts = (holds(part, cell) for part in condition.parts)
    if condition.kind == "all":
        return all(parts)
    return any(parts) if condition.kind == "any" else not any(parts)


def _cuts(field: Field, values: set[Value]) -> tuple[Value, ...]:
    if field.type == "choice":
        return field.choices
    if field.type == "yes_no":
        return (True, False)
    if field.type == "text":
        return (*sorted(map(str, values)), ANY_OTHER)
    least, most = (1, LAST_DAY) if field.type == "day" else (0, None)
    numbers = {max(int(value) + step, least) for value in values for step in (-1, 0, 1)}
    return tuple(sorted(number if most is None else min(number, most) for number in numbers))


_OPERATORS: Mapping[str, Callable[[Value, tuple[Value, ...]], bool]] = {
    "is": lambda value, values: value == values[0],
    "is_not": lambda value, values: value != values[0],
    "at_least": lambda value, values: int(value) >= int(values[0]),
    "above": lambda value, values: int(value) > int(values[0]),
    "at_most": lambda value, values: int(value) <= int(values[0]),
    "below": lambda value, values: int(value) < int(values[0]),
    "one_of": lambda value, values: value in values,
    "none_of": lambda value, values: value not in values,
}
