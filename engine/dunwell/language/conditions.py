"""Compile conditions: fields with tests, lists under all, any and none, and conditions by name.

Everything that can be wrong with a condition is said here, its structure included.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.language.advice import key_advice, key_mend, meant_key
from dunwell.language.draft import table
from dunwell.language.fields import FACT_INDEX, FIELD_NAMES, FIELDS, read_value
from dunwell.language.mends import phrase_mend
from dunwell.language.parts import UNCLEAR, Condition, is_unclear
from dunwell.language.phrases import PhraseError, inside, nearest, read_duration
from dunwell.language.scalars import listed, mismatch
from dunwell.language.table import OPERATORS
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.language.yamlmends import swap
from dunwell.problems import Mend

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.fields import Field, Value
    from dunwell.language.phrases import Duration
    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place

GROUPS = ("all", "any", "none")
ORDERED = ("at_least", "above", "at_most", "below")
LISTS = ("one_of", "none_of")
ORDERED_TYPES = ("money", "number", "day")
WITHIN = "within"
_EXPRESSION = re.compile(r"\s*([\w.]+)?\s*(>=|<=|==|!=|>|<|=)\s*(.+?)\s*\Z")
"""What programmers write instead of words: ">= 250", "claim.open > 250"."""
_WORD_OF = {
    ">=": "at_least",
    ">": "above",
    "<=": "at_most",
    "<": "below",
    "==": "is",
    "=": "is",
    "!=": "is_not",
}


def compile_named(draft: Draft, node: Node | None) -> None:
    """Read `conditions:` into `draft.named`; a named condition may use those written above it."""
    for key, value in table(node).entries:
        condition = compile_condition(draft, value)
        if condition is None or is_unclear(condition):
            draft.broken.add(key.text)
        else:
            draft.named[key.text] = replace(condition, name=key.text)


def compile_condition(draft: Draft, node: Node | None, depth: int = 0) -> Condition | None:
    """A name, a table of tests, or all/any/none of a list; deeper nesting than two levels asks for a name (DW208).

    None where nothing is written; what is written and cannot be read is a condition that `is_unclear`.
    """
    if node is None:
        return None
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.text.strip():
        return _by_name(draft, node)
    if not isinstance(node, Table):
        fix = "write any: or all: before the list" if isinstance(node, Items) else "write its name, or {field: value}"
        draft.problems.append(mismatch(node, "a name or tests of fields", "this condition", fix))
        return Condition(UNCLEAR, node.place)
    if not node.entries:
        draft.report("DW207", "the condition is empty", node.place, "write {field: value}, or remove it")
    found = [_entry(draft, key, value, depth) for key, value in node.entries]
    parts = tuple(part for part in found if part is not None)
    if len(parts) < len(found) or not parts:
        return Condition(UNCLEAR, node.place)
    return parts[0] if len(parts) == 1 else Condition("all", node.place, parts)


def compile_tests(draft: Draft, node: Node | None) -> tuple[Condition, ...]:
    """Fields with tests, all of which must hold; no groups and no names (`applies_to`)."""
    if node is None:
        return ()
    if not isinstance(node, Table) or not node.entries:
        fix = "write {debtor.country: …, currency: …}"
        if isinstance(node, Table):
            draft.report("DW207", "'applies_to' is empty", node.place, fix)
        else:
            draft.problems.append(mismatch(node, "fields with tests", "'applies_to'", fix))
        return ()
    parts = (compile_test(draft, key, value) for key, value in node.entries)
    return tuple(part for part in parts if part is not None)


def check_field_name(draft: Draft, key: Scalar) -> Field | None:
    """The field of that name, or DW301."""
    field = FIELDS.get(key.text)
    if field is None:
        if key.text in OPERATORS:
            message = f"the operator {key.text!r} stands without a field"
            draft.report("DW301", message, key.place, f"write {{claim.open: {{{key.text}: …}}}}")
        else:
            fix, group = _field_advice(key.text), meant_key(key.text, GROUPS)
            mend = key_mend(key, GROUPS if group else FIELD_NAMES)
            draft.report("DW301", f"unknown field {key.text!r}", key.place, fix, mend=mend)
    return field


def report_unused(draft: Draft, node: Node | None) -> None:
    """DW502 as a warning: a named condition that nothing uses."""
    for key, _ in table(node).entries:
        if key.text in draft.named and key.text not in draft.used:
            message = f"nothing uses the condition {key.text!r}"
            mend = Mend(safe=False, entry=key.place)
            draft.report("DW502", message, key.place, "use it in `when`, or remove it", warning=True, mend=mend)


def _field_advice(word: str) -> str:
    group = meant_key(word, GROUPS)
    return f"did you mean {group!r}?" if group else key_advice(word, FIELD_NAMES)


def _by_name(draft: Draft, node: Scalar) -> Condition:
    condition = draft.named.get(node.text)
    draft.used.add(nearest(node.text, draft.conditions) or node.text)
    if condition is not None:
        return condition
    written = _EXPRESSION.match(node.text)
    if written:
        message = f"{node.text!r} is an expression; conditions are written with words"
        test = _in_words(draft, written[1] or "claim.open", written[2], written[3])
        draft.report("DW306", message, node.place, f"write {test}", mend=swap(node.place, test, safe=False))
    elif "conditions" in draft.unreadable or node.text in draft.broken:
        pass  # reported where the condition stands
    elif node.text not in draft.conditions:
        message = f"unknown condition {node.text!r}"
        meant = draft.meant("DW306", message, node.place, node.text, draft.conditions, _condition_advice(draft))
        condition = draft.named.get(meant or "")
    else:
        message = f"the condition {node.text!r} stands further down, and a condition can only use those above it"
        draft.report("DW306", message, node.place, f"move {node.text!r} up")
    return condition or Condition(UNCLEAR, node.place)


def _condition_advice(draft: Draft) -> str:
    """What to do where the policy has no conditions at all; else nothing, for the known ones say more."""
    if draft.conditions:
        return ""
    return f"write it under `conditions`, or write the test itself: {{claim.open: {{at_least: {draft.currency} 250}}}}"


def _entry(draft: Draft, key: Scalar, value: Node, depth: int) -> Condition | None:
    if key.text not in GROUPS:
        return compile_test(draft, key, value)
    if depth >= 2:
        message = "conditions are nested more than two levels deep"
        draft.report("DW208", message, key.place, "give the inner part a name under `conditions:` and use the name")
        return None
    if not isinstance(value, Items) or not value.items:
        fix = f"write a list: {key.text}: [{{field: value}}, …]"
        if isinstance(value, Items):
            draft.report("DW207", f"{key.text!r} is empty", value.place, fix)
        else:
            draft.problems.append(mismatch(value, "a list", repr(key.text), fix))
        return None
    parts = tuple(part for item in value.items if (part := compile_condition(draft, item, depth + 1)) is not None)
    return Condition(key.text, key.place, parts) if parts else None


def compile_test(draft: Draft, key: Scalar, value: Node) -> Condition | None:
    """One field with its test: a bare value means `is`, a list `one_of`, a table one or more operators."""
    field = check_field_name(draft, key)
    if field is None:
        return None
    if isinstance(value, Items):
        return _test(draft, field, "one_of", value, key.place)
    if isinstance(value, Scalar):
        return _test(draft, field, "is", value, key.place)
    if not value.entries:
        draft.report(
            "DW207", f"the test of {field.name} is empty", value.place, "write a value, or an operator with one"
        )
    within = _within(draft, value.get(WITHIN))
    found = [
        _operator(draft, field, name, operand, key.place) for name, operand in value.entries if name.text != WITHIN
    ]
    tests = [test for test in found if test is not None]
    if len(tests) < len(found) or (within is None and value.get(WITHIN) is not None):
        return None
    if within is not None:
        tests = [replace(test, within=within) for test in tests]
    if len(tests) == 1:
        return tests[0]
    return Condition("all", key.place, tuple(tests)) if tests else None


def _within(draft: Draft, node: Node | None) -> Duration | None:
    if node is None:
        return None
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        draft.problems.append(mismatch(node, "a length of time", repr(WITHIN), "write within: 12 months"))
        return None
    try:
        return read_duration(node.text)
    except PhraseError as error:
        place = inside(node.place, node.text, error.word)
        draft.report("DW401", str(error), place, error.hint, mend=phrase_mend(node, error))
        return None


def _operator(draft: Draft, field: Field, name: Scalar, operand: Node, place: Place) -> Condition | None:
    if name.text not in OPERATORS:
        message = f"unknown operator {name.text!r} in the test of {field.name}"
        if name.text.isdigit() and field.type == "money":
            fix = f"a comma begins a new entry; write the amount with a point, such as {draft.currency} 12.50"
            draft.report("DW201", message, name.place, fix)
            return None
        advice, mend = key_advice(name.text, tuple(OPERATORS)), key_mend(name, OPERATORS)
        draft.report("DW201", message, name.place, advice, mend=mend)
        return None
    if name.text in ORDERED and field.type not in ORDERED_TYPES:
        message = f"{name.text!r} compares amounts, numbers and days, but {field.name} is {_TYPE_NAMES[field.type]}"
        draft.report("DW307", message, name.place, "write is, is_not, one_of or none_of")
        return None
    return _test(draft, field, name.text, operand, place)


def _test(draft: Draft, field: Field, operator: str, operand: Node, place: Place) -> Condition | None:
    index = FACT_INDEX.get(field.name, -1)
    if operator == "known":
        if not isinstance(operand, Scalar) or not isinstance(operand.value, bool):
            draft.problems.append(mismatch(operand, "true or false", "'known'", "write known: true or known: false"))
            return None
        return Condition("test", place, (), None, field.name, index, "known", (operand.value,))
    if operator in LISTS and not isinstance(operand, Items):
        draft.problems.append(
            mismatch(
                operand, "a list of values", repr(operator), f"write {operator}: [{_text(operand)}]", listed(operand)
            )
        )
        return None
    if isinstance(operand, Items) and not operand.items:
        draft.report("DW207", f"the list of values of {field.name} is empty", operand.place, "write at least one value")
        return None
    nodes = operand.items if isinstance(operand, Items) and operator in LISTS else (operand,)
    values = tuple(value for node in nodes if (value := _value(draft, field, operator, node)) is not None)
    return (
        Condition("test", place, (), None, field.name, index, operator, values) if len(values) == len(nodes) else None
    )


def _value(draft: Draft, field: Field, operator: str, node: Node) -> Value | None:
    if not isinstance(node, Scalar) or node.value is None:
        fix = f"write {field.name}: [a, b]" if isinstance(node, Items) and operator == "is" else "write one value"
        draft.problems.append(mismatch(node, "one value", f"the value of {field.name}", fix))
        return None
    written = _EXPRESSION.match(node.text) if isinstance(node.value, str) and not node.text[:1].isalnum() else None
    if written:
        message = f"{node.text!r} is an expression; conditions are written with words"
        test = _in_words(draft, field.name, written[2], written[3])
        draft.report("DW307", message, node.place, f"write {test}", mend=_operator_mend(field, operator, node, test))
        return None
    if field.type == "money" and node.text.replace(".", "").isdecimal() and node.text.strip("0."):
        fix = f"write the currency with it: {draft.currency} {node.text}"
        draft.report("DW304", f"{node.text!r} says no currency", node.place, fix)
        return None
    try:
        return read_value(field, node.value if not isinstance(node.value, str) else node.text, draft.currency)
    except PhraseError as error:
        place = inside(node.place, node.text, error.word)
        code = "DW304" if field.type == "money" else "DW307"
        draft.report(code, str(error), place, error.hint, mend=phrase_mend(node, error))
        return None


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def _in_words(draft: Draft, field: str, sign: str, value: str) -> str:
    """The test that an expression stands for, as the language writes it."""
    known = FIELDS.get(field)
    amount = f"{draft.currency} {value}" if known and known.type == "money" and value[:1].isdigit() else value
    return f"{{{field}: {{{_WORD_OF[sign]}: {amount}}}}}"


def _operator_mend(field: Field, operator: str, node: Scalar, test: str) -> Mend | None:
    """Write an expression behind a field, such as ">= 250", as the operator it stands for."""
    return swap(node.place, test.removeprefix(f"{{{field.name}: ").removesuffix("}")) if operator == "is" else None


_TYPE_NAMES = {"yes_no": "yes or no", "choice": "a word from a list", "text": "text"}
