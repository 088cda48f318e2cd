"""The JSON Schema (2020-12) of the policy language, made from the one table.

Kinds of steps are told apart by `if/then` on `do`, never by `oneOf`: an author then reads what is wrong with the step
meant, not that nothing fits. Every key carries its description, which editors show.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from dunwell.language.fields import FIELDS, Field
from dunwell.language.steps import COMMON_STEP_KEYS, KINDS
from dunwell.language.table import OPERATORS, SHAPES
from dunwell.language.words import Choice, Either, Key, ListOf, MapOf, Open, Plain, Ref, Shape, Text, Type, Whole, Yes

Schema = dict[str, Any]

SCHEMA_ID = "https://dunwell.example/policy-1.schema.json"


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
            "tests": _tests(),
            "test": _test(),
        },
    }


def _shape(shape: Shape) -> Schema:
    made: Schema = {
        "description": shape.text,
        "type": "object",
        "properties": {key.name: _key(key) for key in shape.keys},
        "additionalProperties": False,
    }
    required = [key.name for key in shape.keys if key.required]
    if required:
        made["required"] = required
    if shape.name == "route":
        made["minProperties"] = 1
    if shape.name == "step":
        made["allOf"] = [_kind_rule(name) for name in KINDS]
        made["if"] = {"not": {"required": ["variants"]}}
        made["then"] = {"required": ["do"]}
    return made


def _key(key: Key) -> Schema:
    made = {"description": key.text, **_type(key.type)}
    if key.example:
        made["examples"] = [key.example]
    return made


def _type(kind: Type) -> Schema:
    match kind:
        case Text(pattern, hint):
            made: Schema = {"type": "string", "minLength": 1}
            if pattern:
                made |= {"pattern": pattern, "patternErrorMessage": f"expected {hint}"}
            return made
        case Whole(least):
            return {"type": "integer", "minimum": least}
        case Yes():
            return {"type": "boolean"}
        case Choice(words):
            return {"enum": list(words)}
        case ListOf(item):
            return {"type": "array", "minItems": 1, "items": _type(item)}
        case MapOf(item):
            return {"type": "object", "minProperties": 1, "additionalProperties": _type(item)}
        case Plain():
            return {"type": ["string", "integer", "boolean"]}
        case Open():
            return {"type": "object"}
        case Ref(name):
            return {"$ref": f"#/$defs/{name}"}
        case Either(text, mapping):
            return {"type": ["string", "object"], "if": {"type": "object"}, "then": _type(mapping), "else": _type(text)}


def _kind_rule(name: str) -> Schema:
    """What `do: <name>` asks and refuses, for a step that has no variants."""
    kind = KINDS[name]
    deciding: Schema = {"const": name} if name != "both" else {"type": "object"}
    refused = set(SHAPES["step"].key_names()) - {*COMMON_STEP_KEYS, *kind.required, *kind.allowed}
    return {
        "if": {"properties": {"do": deciding}, "required": ["do"], "not": {"required": ["variants"]}},
        "then": {"required": list(kind.required), "properties": dict.fromkeys(sorted(refused), False)},
    }


def _condition() -> Schema:
    part = {"type": ["string", "object"], "if": {"type": "object"}, "then": {"$ref": "#/$defs/condition"}}
    group = {"type": "array", "minItems": 1, "items": part}
    words: dict[str, str] = {
        "all": "Every one of these holds.",
        "any": "At least one of these holds.",
        "none": "None of these holds.",
    }
    return {
        "description": "A condition: fields with tests, or all, any or none of a list.",
        "type": "object",
        "minProperties": 1,
        "properties": {**{word: {"description": text, **group} for word, text in words.items()}, **_field_tests()},
        "additionalProperties": False,
    }


def _tests() -> Schema:
    return {
        "description": "Fields with tests; all must hold.",
        "type": "object",
        "minProperties": 1,
        "properties": _field_tests(),
        "additionalProperties": False,
    }


def _field_tests() -> Schema:
    return {field.name: {"description": f"{_sentence(field)}", "$ref": "#/$defs/test"} for field in FIELDS.values()}


def _sentence(field: Field) -> str:
    choices = f" One of: {', '.join(field.choices)}." if field.choices else ""
    return f"{field.en[0].upper()}{field.en[1:]}.{choices}"


def _test() -> Schema:
    value: Schema = {"type": ["string", "integer", "boolean"]}
    values = {"type": "array", "minItems": 1, "items": value}
    kinds = {"one_of": values, "none_of": values, "known": {"type": "boolean"}}
    operators: Schema = {name: {"description": text, **kinds.get(name, value)} for name, text in OPERATORS.items()}
    operators["within"] = {"description": "Only what happened in this time counts.", "type": "string"}
    return {
        "description": "A bare value means `is`, a list means `one_of`, else operators.",
        "type": ["string", "integer", "boolean", "array", "object"],
        "if": {"type": "object"},
        "then": {"minProperties": 1, "properties": operators, "additionalProperties": False},
        "else": {"if": {"type": "array"}, "then": values},
    }
