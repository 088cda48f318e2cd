"""What could change the course of a case: the facts, amounts and holds that its own conditions ask about.

Nothing is invented: a value is tried because a condition names it (or, for a choice, could have been given), an amount
because paying it carries the claim over a bound that a condition names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.judge import field_value
from dunwell.core.moves import step_of
from dunwell.core.position import MANUAL, OPEN
from dunwell.language.cells import OPERATOR_TESTS, leaves_of
from dunwell.language.fields import FIELDS, value_text
from dunwell.language.scenario import Planned
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.core.position import Position
    from dunwell.language.fields import Value
    from dunwell.language.parts import Condition
    from dunwell.language.program import Program, Step

PAID = ("claim.open", "principal.open")
"""Amounts that a payment lowers."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that could be otherwise: in words after "if", and as events of the day. `steps` are those it is about.

    Where `steps` is empty it concerns every step, because the case waits for it.
    """

    text: str
    planned: tuple[Planned, ...]
    steps: frozenset[str] = frozenset()


def changes_of(program: Program, position: Position, day: int, steps: Iterable[Step]) -> tuple[Change, ...]:
    """What the conditions of these steps mention and what the case waits for, each otherwise than it is now."""
    found: dict[str, Change] = {}
    for change in (*_waited_for(program, position, day), *_of_conditions(program, position, day, steps)):
        known = found.get(change.text)
        if known is None:
            found[change.text] = change
        elif known.steps:
            found[change.text] = Change(known.text, known.planned, known.steps | change.steps)
    return tuple(found.values())


def _waited_for(program: Program, position: Position, day: int) -> Iterator[Change]:
    """What keeps the whole case: a hold, a stop, a task without its outcome, a fact that nobody has said."""
    for one in position.holds:
        data = () if one.hold == MANUAL else (("hold", program.holds[one.hold].name),)
        name = "a person's hold" if one.hold == MANUAL else f"the hold {program.holds[one.hold].name}"
        yield Change(f"{name} were lifted", (Planned("hold_lifted", data, day),))
    for kind in position.stops:
        yield Change(
            f"the stop {kind.replace('_', ' ')} were lifted", (Planned("stop_lifted", (("kind", kind),), day),)
        )
    step = step_of(program, position)
    if step.kind == "task" and position.phase == OPEN:
        for outcome, _ in step.outcomes:
            said = (("step", step.name), ("outcome", outcome))
            yield Change(f"the outcome of {step.name} were {outcome}", (Planned("step_done", said, day),))
    asked, _, name = position.ask.partition(":")
    if asked == "unknown" and name in FIELDS and not FIELDS[name].derived:
        values: tuple[Value, ...] = (True, False) if FIELDS[name].type == "yes_no" else FIELDS[name].choices
        yield from (_fact(program, name, value, day) for value in values)


def _of_conditions(program: Program, position: Position, day: int, steps: Iterable[Step]) -> Iterator[Change]:
    for step in steps:
        about = frozenset({step.name})
        for name, index, _ in step.required:
            if index >= 0:
                value = field_value(program, name, index, position, day) is not True
                yield _fact(program, name, value, day, about)
        for test in leaves_of(step.when) if step.when else ():
            yield from _otherwise(program, position, day, test, about)


def _otherwise(
    program: Program, position: Position, day: int, test: Condition, about: frozenset[str]
) -> Iterator[Change]:
    """The values of one field that turn a test round."""
    found = field_value(program, test.field, test.index, position, day)
    if test.field in PAID and found is not None:
        yield from _payment(program, int(found), test, day, about)
    elif test.index >= 0 and test.operator != "known":
        yield from (_fact(program, test.field, value, day, about) for value in _turning(test, found))


def _payment(program: Program, found: int, test: Condition, day: int, about: frozenset[str]) -> Iterator[Change]:
    """The smallest payment after which the test has another answer."""
    now = OPERATOR_TESTS[test.operator](found, test.values)
    bounds = sorted({int(value) - less for value in test.values for less in (-1, 0, 1)}, reverse=True)
    left = next(
        (one for one in bounds if 0 <= one < found and OPERATOR_TESTS[test.operator](one, test.values) is not now), None
    )
    if left is not None:
        amount = found - left
        text = f"{program.currency} {amount_text(amount)} were paid"
        yield Change(text, (Planned("payment_received", (("amount", amount),), day),), about)


def _turning(test: Condition, found: Value | None) -> tuple[Value, ...]:
    """The values of a fact that a test names, or lie right beside, with which it has another answer than now."""
    field = FIELDS[test.field]
    if field.type == "yes_no":
        tried: tuple[Value, ...] = (True, False)
    elif field.type == "choice":
        tried = field.choices
    elif field.type == "text":
        tried = test.values
    else:
        tried = tuple(dict.fromkeys(int(value) + more for value in test.values for more in (0, -1, 1)))
    now = None if found is None else OPERATOR_TESTS[test.operator](found, test.values)
    turned = [
        value for value in tried if value != found and OPERATOR_TESTS[test.operator](value, test.values) is not now
    ]
    return tuple(turned) if field.type in ("yes_no", "choice") else tuple(turned[:1])


def _fact(program: Program, name: str, value: Value, day: int, about: frozenset[str] = frozenset()) -> Change:
    said = value_text(FIELDS[name], value, program.currency)
    return Change(f"{name} were {said}", (Planned("fact_recorded", (("fact", name), ("value", value)), day),), about)
