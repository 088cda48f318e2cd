"""Judge conditions on a position: true, false, or unknown (None). Unknown is never false.

The readers of derived fields stand here; facts are read from `Position.facts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.instalments import instalments_open, open_of_plan
from dunwell.days import add_months, month_name
from dunwell.language.cells import OPERATOR_TESTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.language.fields import Value
    from dunwell.language.parts import Condition
    from dunwell.language.phrases import Duration
    from dunwell.language.program import Program

_DAYS_IN = {"days": 1, "weeks": 7, "working days": 1}


def judge(program: Program, condition: Condition, position: Position, day: int) -> bool | None:
    """Whether a condition holds on a day; None if that hangs on a fact that nobody has said."""
    if condition.kind == "test":
        return _test(program, condition, position, day)
    unknown = False
    any_of, none_of = condition.kind == "any", condition.kind == "none"
    for part in condition.parts:
        verdict = judge(program, part, position, day)
        if verdict is None:
            unknown = True
        elif verdict and any_of:
            return True
        elif (verdict and none_of) or (not verdict and not any_of and not none_of):
            return False
    return None if unknown else not any_of


def field_value(program: Program, name: str, index: int, position: Position, day: int) -> Value | None:
    """A field's value on a day: a fact (None if unknown) or a derived field."""
    return position.facts[index] if index >= 0 else DERIVED_VALUES[name](program, position, day, None)


def unknown_fields(program: Program, condition: Condition, position: Position, day: int) -> tuple[str, ...]:
    """The facts that keep a condition from being judged, each once, in the order written."""
    if condition.kind == "test":
        value = field_value(program, condition.field, condition.index, position, day)
        return (condition.field,) if value is None and condition.operator != "known" else ()
    found = (name for part in condition.parts for name in unknown_fields(program, part, position, day))
    return tuple(dict.fromkeys(found))


def variant_of(program: Program, position: Position, day: int) -> int:
    """The index of the variant whose condition holds; -1 where none surely does."""
    for index, variant in enumerate(program.variants):
        if variant.when is None or judge(program, variant.when, position, day):
            return index
    return -1


def disputed(program: Program, position: Position) -> int:
    """The cents that holds on a part keep apart from the open claim; never more than that claim."""
    parts = sum(one.amount for one in position.holds if one.hold >= 0 and program.holds[one.hold].part)
    return min(parts, max(position.claim_open, 0))


def _test(program: Program, condition: Condition, position: Position, day: int) -> bool | None:
    if condition.index >= 0:
        value = position.facts[condition.index]
    else:
        value = DERIVED_VALUES[condition.field](program, position, day, condition.within)
    if condition.operator == "known":
        return (value is not None) is condition.values[0]
    if value is None:
        return None
    return OPERATOR_TESTS[condition.operator](value, condition.values)


def _breaches(program: Program, position: Position, day: int, within: Duration | None) -> int:
    if within is None:
        return len(position.plans_breached)
    months = within.unit == "months"
    first = add_months(day, -within.count) if months else day - within.count * _DAYS_IN[within.unit]
    return sum(breached >= first for breached in position.plans_breached)


def _held(program: Program, position: Position, opens_on: str) -> bool:
    return any(one.hold >= 0 and program.holds[one.hold].opens_on == opens_on for one in position.holds)


DERIVED_VALUES: dict[str, Callable[[Program, Position, int, Duration | None], Value]] = {
    "principal.open": lambda program, position, day, within: position.principal_open,
    "claim.open": lambda program, position, day, within: max(position.claim_open, 0) - disputed(program, position),
    "plan.open": lambda program, position, day, within: open_of_plan(program, position),
    "plan.instalments_open": lambda program, position, day, within: instalments_open(program, position),
    "received": lambda program, position, day, within: position.received,
    "invoice.term_expired": lambda program, position, day, within: day > position.anchors[1],
    "today.month": lambda program, position, day, within: month_name(day),
    "no_open_question": lambda program, position, day, within: not _held(program, position, "question_asked"),
    "no_open_objection": lambda program, position, day, within: not _held(program, position, "dispute_opened"),
    "debtor.promises_broken": lambda program, position, day, within: position.promises_broken,
    "debtor.plans_breached": _breaches,
}
"""A reader for every derived field of `language.fields`."""
