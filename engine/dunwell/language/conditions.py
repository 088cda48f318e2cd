"""Compile conditions: fields with tests, lists under all, any and none, and conditions by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.language.draft import items, table, text
from dunwell.language.fields import FACT_INDEX, FIELD_NAMES, FIELDS, read_value
from dunwell.language.phrases import PhraseError, did_you_mean
from dunwell.language.program import Condition
from dunwell.language.yamlfile import Items, Scalar, Table

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.fields import Field, Value
    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place

GROUPS = ("all", "any", "none")
ORDERED = ("at_least", "above", "at_most", "below")
_LISTS = {"one_of", "none_of"}
_ORDERED_TYPES = ("money", "number", "day")


def compile_named(draft: Draft, node: Node | None) -> None:
    """Read `conditions:` into `draft.named`; a named condition may use those written above it."""
    for key, value in table(node).entries:
        condition = compile_condition(draft, value)
        if condition is not None:
            draft.named[key.text] = replace(condition, name=key.text)


def compile_condition(draft: Draft, node: Node | None, depth: int = 0) -> Condition | None:
    """A name, a table of tests, or all/any/none of a list; deeper nesting than two levels asks for a name (DW208)."""
    if isinstance(node, Scalar):
        return _by_name(draft, node)
    if not isinstance(node, Table):
        return None
    parts = [part for key, value in node.entries if (part := _entry(draft, key, value, depth)) is not None]
    if len(parts) == 1:
        return parts[0]
    return Condition("all", node.place, tuple(parts)) if parts else None


def _by_name(draft: Draft, node: Scalar) -> Condition | None:
    found = draft.named.get(node.text)
    if found is None:
        draft.report(
            "DW306", f"unknown condition {node.text!r}", node.place, did_you_mean(node.text, tuple(draft.named))
        )
        return None
    draft.used.add(node.text)
    return found


def _entry(draft: Draft, key: Scalar, value: Node, depth: int) -> Condition | None:
    if key.text not in GROUPS:
        return compile_test(draft, key, value)
    if depth >= 2:
        message = "conditions are nested more than two levels deep"
        draft.report("DW208", message, key.place, "give the inner part a name under `conditions:` and use the name")
        return None
    parts = tuple(part for item in items(value) if (part := compile_condition(draft, item, depth + 1)) is not None)
    return Condition(key.text, key.place, parts) if parts else None


def compile_test(draft: Draft, key: Scalar, value: Node) -> Condition | None:
    """One field with its test: a bare value means `is`, a list `one_of`, a table one or more operators."""
    field = FIELDS.get(key.text)
    if field is None:
        return None  # reported with the structure
    if isinstance(value, Items):
        return _test(draft, field, "one_of", value, key.place)
    if isinstance(value, Scalar):
        return _test(draft, field, "is", value, key.place)
    within = draft.duration(value.get("within"))
    tests = [
        part
        for operator, operand in value.entries
        if operator.text != "within" and (part := _test(draft, field, operator.text, operand, key.place)) is not None
    ]
    if within is not None:
        tests = [replace(test, within=within) for test in tests]
    if len(tests) == 1:
        return tests[0]
    return Condition("all", key.place, tuple(tests)) if tests else None


def _test(draft: Draft, field: Field, operator: str, operand: Node, place: Place) -> Condition | None:
    if operator in ORDERED and field.type not in _ORDERED_TYPES:
        message = f"{operator!r} compares amounts, numbers and days, but {field.name} is a {_TYPE_NAMES[field.type]}"
        draft.report("DW307", message, operand.place, "use is, is_not, one_of or none_of")
        return None
    if operator == "known":
        known = isinstance(operand, Scalar) and operand.value is True
        return Condition("test", place, (), None, field.name, FACT_INDEX.get(field.name, -1), "known", (known,))
    nodes = operand.items if isinstance(operand, Items) and (operator in _LISTS) else (operand,)
    values = tuple(value for node in nodes if (value := _value(draft, field, node)) is not None)
    if len(values) != len(nodes):
        return None
    return Condition("test", place, (), None, field.name, FACT_INDEX.get(field.name, -1), operator, values)


def _value(draft: Draft, field: Field, node: Node) -> Value | None:
    if not isinstance(node, Scalar) or node.value is None:
        return None  # reported with the structure
    try:
        return read_value(field, node.value if not isinstance(node.value, str) else node.text, draft.currency)
    except PhraseError as error:
        draft.report("DW307", str(error), node.place, error.hint)
        return None


def check_field_name(draft: Draft, node: Scalar) -> Field | None:
    """The field of that name, or DW301."""
    field = FIELDS.get(node.text)
    if field is None:
        draft.report("DW301", f"unknown field {node.text!r}", node.place, did_you_mean(node.text, FIELD_NAMES))
    return field


def report_unused(draft: Draft, node: Node | None) -> None:
    """DW502 as a warning: a named condition that nothing uses."""
    for key, _ in table(node).entries:
        if key.text in draft.named and key.text not in draft.used:
            draft.report("DW502", f"nothing uses the condition {text(key)!r}", key.place, "remove it", warning=True)


_TYPE_NAMES = {"yes_no": "yes or no", "choice": "word from a list", "text": "text"}
