"""Tell what jsonschema finds wrong with the settings of a channel in our own words, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from dunwell.language.phrases import did_you_mean, nearest
from dunwell.language.scalars import found
from dunwell.language.yamlfile import Items, Scalar, Table, find
from dunwell.plugins.schemas import below, is_secret, mapping
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from dunwell.language.yamlfile import Node
    from dunwell.plugins.schemas import Path, Schema
    from dunwell.problems import Place

KIND_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table of keys",
}
"""The types of JSON Schema in words."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding needs to be told: whose settings they are, the place of their key, what was told already."""

    owner: str
    place: Place
    told: set[Path]


def schema_fault(schema: Schema) -> str:
    """What makes a schema none, in the words of jsonschema; empty if it is one."""
    try:
        Draft202012Validator.check_schema(dict(schema))
    except SchemaError as error:
        return f"{error.json_path}: {error.message}"
    return ""


def findings(schema: Schema, config: object, written: Table, where: Told) -> Iterator[Problem]:
    """What jsonschema finds wrong, in our words."""
    seen: set[tuple[Path, str]] = set()
    for error in Draft202012Validator(dict(schema)).iter_errors(config):
        path = tuple(error.absolute_path)
        kind = str(error.validator)
        if (path, kind) not in seen and not any(path[: len(one)] == one for one in where.told):
            seen.add((path, kind))
            yield from _told(error, path, written, where)


def _told(error: ValidationError, path: Path, written: Table, where: Told) -> Iterator[Problem]:
    if error.validator == "additionalProperties":
        yield from _unknown(error, path, written, where)
    elif error.validator == "required":
        yield from _missing(error, path, written, where)
    else:
        yield _wrong(error, path, written, where)


def _unknown(error: ValidationError, path: Path, written: Table, where: Told) -> Iterator[Problem]:
    table = _node(written, path)
    known = tuple(mapping(mapping(error.schema).get("properties")))
    for key, _ in table.entries if isinstance(table, Table) else ():
        if key.text not in known:
            message = f"unknown key {key.text!r} of {what_of(path, where.owner)}"
            yield Problem("DW201", message, key.place, did_you_mean(key.text, (*known, *(() if path else ("use",)))))


def _missing(error: ValidationError, path: Path, written: Table, where: Told) -> Iterator[Problem]:
    """Each key that is missing; but not one that an unknown key was meant to be."""
    schema, said, wanted = mapping(error.schema), mapping(error.instance), error.validator_value
    known = tuple(mapping(schema.get("properties")))
    meant = {nearest(key, known) for key in said if key not in known}
    for key in wanted if isinstance(wanted, list | tuple) else ():
        if key not in said and key not in meant:
            message = f"the key {key!r} is missing in {what_of(path, where.owner)}"
            table = _node(written, path)
            place = table.place if path and table is not None else where.place
            yield Problem("DW202", message, place, f"add `{key}: {_example(below(schema, key))}`")


def _wrong(error: ValidationError, path: Path, written: Table, where: Told) -> Problem:
    node = _node(written, path)
    what, place = what_of(path, where.owner), find(written, path) if path else where.place
    value = found(node) if node is not None else "its default"
    wanted: Any = error.validator_value
    match error.validator:
        case "type":
            kinds = [KIND_NAMES.get(kind, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted)]
            if isinstance(node, Scalar) and node.value is None:
                return Problem("DW204", f"{what} has no value", place, "write the value, or remove the key")
            return Problem("DW204", f"{what} is {value} instead of {' or '.join(kinds)}", place, _advice(error.schema))
        case "enum":
            words = tuple(str(word) for word in wanted)
            text = node.text if isinstance(node, Scalar) else ""
            return Problem("DW205", f"{what} cannot be {value}", place, did_you_mean(text, words))
        case "minLength" | "minItems" | "minProperties" if not error.instance:
            return Problem("DW207", f"{what} is empty", place, "write a value, or remove the key")
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            least = f"{'more than ' if 'exclusive' in str(error.validator) else ''}{wanted}"
            more = "or less" if "aximum" in str(error.validator) else "or more"
            return Problem("DW206", f"{what} cannot be {value}", place, f"write {least} {more}")
    return Problem("DW206", f"{what} cannot be {value}", place, _advice(error.schema))


def what_of(path: Path, owner: str) -> str:
    """A key for people: 'port' of the channel 'email'."""
    if not path:
        return owner
    names = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"{names.removeprefix('.')!r} of {owner}"


def _advice(schema: object) -> str:
    """What to write, from the schema's own words."""
    said = mapping(schema)
    if isinstance(said.get("description"), str):
        return f"it says: {said['description']}"
    return f"write for example {_example(said)}"


def _example(schema: Schema) -> str:
    """Something that could stand there."""
    examples = schema.get("examples")
    if isinstance(examples, list | tuple) and examples:
        return str(examples[0])
    if is_secret(schema):
        return "{env: NAME}"
    return {"integer": "1", "number": "1.5", "boolean": "true", "array": "[…]", "object": "{…}"}.get(
        str(schema.get("type")), "…"
    )


def _node(node: Node, path: Path) -> Node | None:
    """What was written at a path; None for a default."""
    reached: Node | None = node
    for part in path:
        if isinstance(reached, Table):
            reached = reached.get(str(part))
        elif isinstance(reached, Items) and isinstance(part, int):
            reached = reached.items[part]
        else:
            return None
    return reached
