"""The JSON Schema of the policy language: valid, described to the last key, and of one mind with the compiler."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from yaml import safe_dump

from dunwell.language.fields import FIELDS
from dunwell.language.schema import policy_schema
from dunwell.language.table import OPERATORS, SHAPES
from dunwell.language.yamlfile import plain, read_yaml
from dunwell.loading import Source, compile_source
from dunwell.resources import policy_files, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.problems import Problem

SCHEMA = policy_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
STRUCTURAL = {"DW201", "DW204", "DW205", "DW207", "DW216"}
"""What a schema can say as well. Of missing keys (DW202, DW214) it cannot where a step has variants."""
STANDARD = plain(read_yaml(read_text("policies/nl/standard.yaml"), "standard.yaml")[0])
VALUES = (None, 5, -1, 0, True, False, "", " ", "zzz", [], {}, ["a"], {"a": "b"}, ">= 250", "5 hours", "EUR 5", "1 day")


def test_the_schema_is_a_valid_schema() -> None:
    """By the rules of JSON Schema 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def properties(schema: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every property of a schema, with where it stands."""
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield f"{path}/{name}", value
        for name, value in schema.items():
            yield from properties(value, f"{path}/{name}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from properties(value, f"{path}/{number}")


def test_every_property_is_described() -> None:
    """An editor shows what a key means; a rule that only forbids a key or looks at one needs no words."""
    bare = [path for path, value in properties(SCHEMA) if isinstance(value, dict) and "description" not in value]
    assert [path for path in bare if "/if/" not in path] == []


def test_the_schema_knows_all_that_the_table_knows() -> None:
    """Every shape, field and operator is there."""
    assert set(SCHEMA["properties"]) == set(SHAPES["policy"].key_names())
    assert {name for name in SHAPES if name != "policy"} <= set(SCHEMA["$defs"])
    assert set(FIELDS) <= set(SCHEMA["$defs"]["condition"]["properties"])
    assert set(OPERATORS) <= set(SCHEMA["$defs"]["test of claim.open"]["then"]["properties"])


def test_no_oneof_or_anyof() -> None:
    """They would make an editor say that nothing fits, instead of what is wrong."""
    assert "oneOf" not in str(SCHEMA)
    assert "anyOf" not in str(SCHEMA)


@pytest.mark.parametrize("file", policy_files())
def test_shipped_policies_are_valid(file: str) -> None:
    """An editor with the schema finds nothing in them."""
    root, _ = read_yaml(read_text(file), file)
    assert root is not None
    assert list(VALIDATOR.iter_errors(plain(root))) == []


def paths(tree: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value but the root."""
    if path:
        yield path
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in entries:
        yield from paths(value, (*path, key))


PATHS = tuple(paths(STANDARD))
DROP, RENAME = object(), object()


def changed(path: tuple[str | int, ...], value: object) -> Any:
    """The shipped policy with one value dropped, under another key, or replaced."""
    tree: Any = copy.deepcopy(STANDARD)
    parent = tree
    for key in path[:-1]:
        parent = parent[key]
    if value is DROP:
        del parent[path[-1]]
    elif value is RENAME and isinstance(parent, dict):
        parent[f"{path[-1]}x"] = parent.pop(path[-1])
    elif value is not RENAME:
        parent[path[-1]] = value
    return tree


def compiled(tree: object) -> tuple[object, tuple[Problem, ...]]:
    """What the compiler says of a tree, and the tree as it reads it."""
    text = safe_dump(tree, sort_keys=False, allow_unicode=True)
    root, problems = read_yaml(text, "changed.yaml")
    assert root is not None
    assert problems == ()
    found = compile_source(Source("changed.yaml", root, text, text.encode(), ())).problems
    return plain(root), tuple(problem for problem in found if problem.severity == "error")


@given(st.sampled_from(PATHS), st.sampled_from((DROP, RENAME, *VALUES)))
def test_schema_and_compiler_accept_the_same(path: tuple[str | int, ...], value: object) -> None:
    """What the schema refuses, the compiler refuses; what it refuses for its structure, the schema refuses."""
    tree, errors = compiled(changed(path, value))
    refused = [error.message for error in VALIDATOR.iter_errors(tree)]
    assert bool(refused) <= bool(errors), refused
    assert bool({error.code for error in errors} & STRUCTURAL) <= bool(refused), errors


def test_an_editor_has_something_to_offer_for_every_key() -> None:
    """A word of a list, an example, a snippet, or the keys of what belongs there."""
    offered = {"enum", "const", "examples", "defaultSnippets", "$ref", "items"}
    tables = [SCHEMA, *(SCHEMA["$defs"][name] for name in SHAPES if name != "policy")]
    bare = [
        path
        for table in tables
        for path, value in properties(table)
        if isinstance(value, dict)
        and "/if/" not in path
        and not offered & set(value)
        and value.get("type") != "boolean"
    ]
    assert bare == []


def filled_in(body: object) -> object:
    """A snippet's body with its proposals left as they are."""
    if isinstance(body, dict):
        return {key: filled_in(value) for key, value in body.items()}
    if isinstance(body, list):
        return [filled_in(value) for value in body]
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body) if isinstance(body, str) else body


SNIPPETS = [
    (f"{name}: {snippet['label']}", name, snippet["body"])
    for name, table in SCHEMA["$defs"].items()
    for snippet in table.get("defaultSnippets", ())
]
KEY_SNIPPETS = [
    (f"{key}: {snippet['label']}", key, snippet["body"])
    for key, value in SCHEMA["properties"].items()
    for snippet in value.get("defaultSnippets", ())
]


@pytest.mark.parametrize(("name", "body"), [one[1:] for one in SNIPPETS], ids=[one[0] for one in SNIPPETS])
def test_what_a_snippet_writes_fits(name: str, body: object) -> None:
    """What an editor fills in, such as a step or a hold, has all that it needs and nothing that belongs elsewhere."""
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(filled_in(body))] == []


@pytest.mark.parametrize(("key", "body"), [one[1:] for one in KEY_SNIPPETS], ids=[one[0] for one in KEY_SNIPPETS])
def test_what_a_snippet_writes_behind_a_key_fits(key: str, body: object) -> None:
    """The same for the keys at the top of a policy."""
    schema = SCHEMA["properties"][key] | {"$defs": SCHEMA["$defs"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(filled_in(body))] == []
