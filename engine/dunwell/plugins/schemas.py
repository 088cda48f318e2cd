"""Read a channel's JSON Schema: the parts below a key, which keys are secrets, and every object in it closed."""

from __future__ import annotations

from collections.abc import Mapping

Schema = Mapping[str, object]
Path = tuple[str | int, ...]


def closed_schema(schema: Schema) -> Schema:
    """The schema with every object in it closed: a key that nobody described would be passed over in silence.

    An object that says itself what other keys it takes is left as it is, and so are conditions (`if`, `anyOf` …).
    """
    return {"type": "object", **_closed({"properties": {}, **schema})}


def _closed(schema: Schema) -> dict[str, object]:
    said = dict(schema)
    if "properties" in said:
        said["properties"] = {key: _closed(mapping(each)) for key, each in mapping(said["properties"]).items()}
        said["additionalProperties"] = schema.get("additionalProperties", False)
    if "items" in said:
        said["items"] = _closed(mapping(said["items"]))
    return said


def below(schema: Schema, key: str) -> Schema:
    """The schema of a key; that of other keys, where the object takes any."""
    named = mapping(schema.get("properties")).get(key)
    return mapping(named if named is not None else schema.get("additionalProperties"))


def items_of(schema: Schema) -> Schema:
    """The schema of the entries of a list."""
    return mapping(schema.get("items"))


def mapping(value: object) -> Schema:
    """A part of a schema, or an empty one where it is no table."""
    return value if isinstance(value, Mapping) else {}


def is_secret(schema: Schema) -> bool:
    """Whether what a schema describes may only be named, never written down."""
    return schema.get("secret") is True
