"""The JSON Schema (2020-12) of the policy language, made from the one table.

Kinds of steps are told apart by `if/then` on `do`, never by `oneOf`: an author then reads what is wrong with the step
meant, not that nothing fits. Every key carries its description, which editors show.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from dunwell.language.fields import AS_INVOICED, FACTS, FIELDS, FORM_EXAMPLES, Field
from dunwell.language.phrases import DAY_PATTERN, DURATION_PATTERN
from dunwell.language.schema_snippets import body_snippet, key_help, kind_texts, shape_snippets, test_snippets
from dunwell.language.steps import COMMON_STEP_KEYS, KINDS
from dunwell.language.table import OPERATORS, SHAPES
from dunwell.language.words import (
    Choice,
    Either,
    Facts,
    Key,
    ListOf,
    MapOf,
    Phrase,
    Ref,
    Shape,
    Tests,
    Text,
    Type,
    Whole,
    Yes,
)

Schema = dict[str, Any]

SCHEMA_ID = "https://dunwell.example/policy-1.schema.json"
_ORDERED = ("at_least", "above", "at_most", "below")
_LISTS = ("one_of", "none_of")


@cache
def policy_schema() -> Schema:
    """The whole schema, as a mapping ready for JSON. Do not change it: it is made once."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Dunwell policy, version 1",
        **_shape(SHAPES["policy"]),
        "$defs": {
            **{name: _shape(shape) for name, shape in SHAPES.items() if name != "policy"},
            "condition": _condition(),
            "tests": _tests("Fields with tests; all must hold.", {}) | _filled_in("applies_to"),
            "facts": _facts() | _filled_in("if_unknown"),
            **{f"test of {field.name}": _test(field) for field in FIELDS.values()},
        },
    }


def _filled_in(key: str) -> Schema:
    row = SHAPES["policy"].key(key)
    return {"defaultSnippets": body_snippet(key, row.text)} if row else {}


def _shape(shape: Shape) -> Schema:
    whole = shape.name in ("step", "side_step")
    made: Schema = {
        "description": shape.text,
        "type": "object",
        "properties": {key.name: _key(key) for key in shape.keys if not whole or key.name in COMMON_STEP_KEYS},
        "unevaluatedProperties" if whole else "additionalProperties": False,
    }
    required = [key.name for key in shape.keys if key.required]
    if required:
        made["required"] = required
    made["minProperties"] = 1
    if shape.name == "both":
        made["maxProperties"] = 1
    needs = {name: [other] for name, other in shape.needs}
    if whole:
        made["allOf"] = [_by_kind(shape)]
        made["if"] = {"not": {"required": ["variants"]}}
        made["then"] = {"required": ["do"], "dependentRequired": needs}
    elif needs:
        made["dependentRequired"] = needs
    snippets = shape_snippets(shape)
    return made | ({"defaultSnippets": snippets} if snippets and shape.name != "policy" else {})


def _key(key: Key) -> Schema:
    return {"description": key.text, **_type(key.type), **key_help(key)}


def _type(kind: Type) -> Schema:
    match kind:
        case ListOf(item):
            return {"type": "array", "minItems": 1, "items": _type(item)}
        case MapOf(item, names):
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": names.pattern},
                "additionalProperties": _type(item),
            }
        case Facts():
            return {"$ref": "#/$defs/facts"}
        case Ref(name):
            return {"$ref": f"#/$defs/{name}"}
        case Tests(named):
            return _name_or("condition") if named else {"$ref": "#/$defs/tests"}
        case Either(text, mapping):
            return {"type": ["string", "object"], "if": {"type": "object"}, "then": _type(mapping), "else": _type(text)}
        case _:
            return _scalar(kind)


def _scalar(kind: Text | Phrase | Whole | Yes | Choice) -> Schema:
    match kind:
        case Text(pattern, hint):
            return {"type": "string", **(_form(pattern, hint) if pattern else {"pattern": r"\S"})}
        case Phrase(_, pattern, hint):
            return {"type": "string", **_form(pattern, hint)}
        case Whole(least):
            return {"type": "integer", "minimum": least}
        case Yes(always):
            return {"const": True} if always else {"type": "boolean"}
        case Choice(words):
            texts = kind_texts(words)
            return {"enum": list(words)} | ({"enumDescriptions": texts} if texts else {})


def _form(pattern: str, hint: str) -> Schema:
    return {"pattern": pattern, "patternErrorMessage": f"expected {hint}"}


def _by_kind(shape: Shape) -> Schema:
    """The keys that a step has besides the common ones: those of its kind; all of them where it has variants.

    An editor then offers the keys of this kind only.
    """
    own = {key.name: _key(key) for key in shape.keys if key.name not in COMMON_STEP_KEYS}
    rule: Schema = {"properties": own}
    for name, kind in reversed(KINDS.items()):
        deciding: Schema = {"const": name} if name != "both" else {"type": "object"}
        rule = {
            "if": {"properties": {"do": deciding}, "required": ["do"], "not": {"required": ["variants"]}},
            "then": {
                "title": f"a step with do: {name}",
                "required": [key for key in kind.required if shape.key(key)],
                "properties": {key: own[key] for key in own if key in (*kind.required, *kind.allowed)},
            },
            "else": rule,
        }
    return rule


def _name_or(shape: str) -> Schema:
    reference = {"$ref": f"#/$defs/{shape}"}
    return {"type": ["string", "object"], "if": {"type": "object"}, "then": reference, "else": {"pattern": r"\S"}}


def _condition() -> Schema:
    group = {"type": "array", "minItems": 1, "items": _name_or("condition")}
    words = {
        "all": "Every one of these holds.",
        "any": "At least one of these holds.",
        "none": "None of these holds.",
    }
    groups = {word: {"description": text, **group} for word, text in words.items()}
    return _tests("A condition: fields with tests, or all, any or none of a list.", groups)


def _tests(text: str, groups: Schema) -> Schema:
    fields = {
        field.name: {"description": _sentence(field), "$ref": f"#/$defs/test of {field.name}"}
        for field in FIELDS.values()
    }
    return {
        "description": text,
        "type": "object",
        "minProperties": 1,
        "properties": {**groups, **fields},
        "additionalProperties": False,
    }


def _facts() -> Schema:
    """`if_unknown`: what may be assumed of each fact."""
    assumed = {field.name: {"description": _sentence(field), **_value(field)} for field in FACTS}
    assumed["agreement.term"] = {
        "description": f"{_sentence(FIELDS['agreement.term'])} '{AS_INVOICED}' takes the term on the invoice.",
        "type": ["integer", "string"],
        "pattern": f"^([0-9]{{1,9}}|{AS_INVOICED})$",
        "examples": [30, AS_INVOICED],
    }
    return {
        "description": "What is assumed of a fact that nobody has said.",
        "type": "object",
        "minProperties": 1,
        "properties": assumed,
        "additionalProperties": False,
    }


def _sentence(field: Field) -> str:
    choices = f" One of: {', '.join(field.choices)}." if field.choices else ""
    return f"{field.en[0].upper()}{field.en[1:]}.{choices}"


def _value(field: Field) -> Schema:
    """What a field can be compared with."""
    match field.type:
        case "choice":
            return {"enum": list(field.choices)}
        case "yes_no":
            return {"enum": [True, False, "true", "false"]}
        case "money":
            pattern = r"^\s*([A-Z]{3} )?[0-9]{1,12}(\.[0-9]{2})?\s*$"
            return {"type": ["string", "integer"], "pattern": pattern, "examples": ["EUR 250"]}
        case "number":
            return {"type": ["integer", "string"], "pattern": "^[0-9]{1,9}$", "examples": [2]}
        case "day":
            return {"type": "string", "pattern": DAY_PATTERN, "examples": ["2026-01-01"]}
        case _:
            shown = {"examples": [FORM_EXAMPLES[field.form]]} if field.form else {}
            return {"type": "string", "pattern": rf"^\s*{field.form}\s*$" if field.form else r"\S", **shown}


def _test(field: Field) -> Schema:
    """The tests of a field: a bare value means `is`, a list means `one_of`, else operators."""
    value = _value(field)
    values = {"type": "array", "minItems": 1, "items": value}
    kinds: Schema = dict.fromkeys(_LISTS, values) | {"known": {"type": "boolean"}}
    operators: Schema = {
        name: {"description": text, **kinds.get(name, value)}
        for name, text in OPERATORS.items()
        if name not in _ORDERED or field.type in ("money", "number", "day")
    }
    operators["within"] = {
        "description": "Only what happened in this time counts.",
        "type": "string",
        "pattern": DURATION_PATTERN,
        "examples": ["12 months"],
    }
    snippets = test_snippets(field)
    return {
        **({"defaultSnippets": snippets} if snippets else {}),
        "description": "A bare value means `is`, a list means `one_of`, else operators.",
        "if": {"type": "object"},
        "then": {"minProperties": 1, "properties": operators, "additionalProperties": False},
        "else": {"if": {"type": "array"}, "then": values, "else": value},
    }
