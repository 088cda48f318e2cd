"""The JSON Schema of dunwell.yaml for editors, with what each installed channel says of its own keys.

Which plugin's keys hold is told by `if/then` on `use`, never by `oneOf`, as in the schema of the policy language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.plugins.schemas import closed_schema, is_secret, mapping
from dunwell.plugins.secrets import WAYS
from dunwell.workspace import BY_HAND, CONTACT_KEYS, CREDITOR_KEYS, KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.plugins.finding import Plugin, Plugins
    from dunwell.plugins.schemas import Schema

SCHEMA_ID = "https://dunwell.example/workspace.schema.json"
_TEXT = {"type": ["string", "integer", "null"]}


def workspace_schema(plugins: Plugins) -> Schema:
    """The whole schema, ready for JSON."""
    creditor = {**_texts(CREDITOR_KEYS), "contact": _object(CREDITOR_KEYS["contact"], _texts(CONTACT_KEYS))}
    accounts = {"type": "array", "items": {"type": "string"}}
    keys = {
        **_texts(KEYS),
        "bank_data": {"description": KEYS["bank_data"], "anyOf": [{"const": BY_HAND}, {"type": "string"}, accounts]},
        "creditor": _object(KEYS["creditor"], creditor),
        "channels": _object(KEYS["channels"], {word: _word(plugins.carrying(word)) for word in plugins.words}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "The settings of a Dunwell workspace",
        **_object("dunwell.yaml", keys),
    }


def _texts(keys: Mapping[str, str]) -> dict[str, object]:
    return {key: {"description": text, **_TEXT} for key, text in keys.items()}


def _object(text: str, keys: Mapping[str, object]) -> dict[str, object]:
    """A table of keys, all of which may be left out, and so may the table."""
    return {"description": text, "type": ["object", "null"], "properties": keys, "additionalProperties": False}


def _word(carriers: tuple[Plugin, ...]) -> Schema:
    """What may stand under a word of `do:`: the keys of the plugin that `use` names, or of the only one there is."""
    names = [plugin.name for plugin in carriers]
    use = {"description": "the plugin that carries it", "enum": names}
    if len(carriers) == 1:
        return _settings(carriers[0], use)
    chosen = [
        {
            "if": {"properties": {"use": {"const": plugin.name}}, "required": ["use"]},
            "then": _settings(plugin, {"const": plugin.name}),
        }
        for plugin in carriers
    ]
    return {"type": "object", "properties": {"use": use}, "required": ["use"], "allOf": chosen}


def _settings(plugin: Plugin, use: Schema) -> Schema:
    """The keys of one plugin, with secrets as they are written; without a key that it needs, nothing may be said."""
    assert plugin.channel is not None  # only those that can be used carry a word
    schema = closed_schema(plugin.channel.config)
    written = _written(schema)
    keys = {"use": use, **mapping(written["properties"])}
    kinds: object = "object" if schema.get("required") else ["object", "null"]
    return {"description": plugin.channel.text, **written, "type": kinds, "properties": keys}


def _written(schema: Schema) -> dict[str, object]:
    """A schema as an author sees it: a secret is never its value but where that is found."""
    if is_secret(schema):
        ways = {way: {"type": "string"} for way in WAYS}
        once = {"minProperties": 1, "maxProperties": 1, "additionalProperties": False}
        text = {"description": schema["description"]} if "description" in schema else {}
        return {**text, "type": "object", "properties": ways, **once}
    said = dict(schema)
    if "properties" in said:
        said["properties"] = {key: _written(mapping(each)) for key, each in mapping(said["properties"]).items()}
    if "items" in said:
        said["items"] = _written(mapping(said["items"]))
    return said
