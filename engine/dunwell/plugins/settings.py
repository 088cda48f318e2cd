"""Check what dunwell.yaml says of one channel against the channel's JSON Schema, and fill in defaults and secrets.

The tree is walked by `properties` and `items`: texts that look like numbers become what the schema wants, defaults
are filled in, and a key with `"secret": true` is looked up. jsonschema judges the result, and every finding is told
at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.plugins.findings import Told, findings, what_of
from dunwell.plugins.schemas import below, closed_schema, is_secret, items_of, mapping
from dunwell.plugins.secrets import HIDDEN, Secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.language.yamlfile import Node
    from dunwell.plugins.schemas import Path, Schema
    from dunwell.plugins.secrets import Secrets
    from dunwell.problems import Place, Problem

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings of one channel; `secrets` are those that stand in it."""

    config: Mapping[str, object]
    problems: tuple[Problem, ...]
    secrets: tuple[Secret, ...]


def settle(schema: Schema, written: Table, owner: str, place: Place, secrets: Secrets) -> Settled:
    """The settings that a table gives by a schema, with every problem at once.

    `owner` names the channel for people, `place` stands for what is missing.
    """
    closed = closed_schema(schema)
    walk = _Walk(secrets, owner)
    config = walk.value(closed, written, ())
    problems = [*walk.problems, *findings(closed, config, written, Told(owner, place, walk.settled))]
    problems.sort(key=lambda problem: (problem.place.line, problem.place.column) if problem.place else (0, 0))
    return Settled(config if isinstance(config, dict) else {}, tuple(problems), tuple(walk.secrets_read))


def shown_text(text: str, entries: Iterable[tuple[Scalar, Node]], schemas: Mapping[str, Schema]) -> str:
    """The text of dunwell.yaml with every value hidden that may be a secret, for showing its lines to people.

    That is each value under a channel's key which the channel's schema (by its word) does not describe as something
    else. Columns stay where they are.
    """
    lines = text.split("\n")
    for word, node in entries:
        for place in _covered(schemas.get(word.text, {}), node):
            line = lines[place.line - 1]
            start, end = place.column - 1, place.column - 1 + place.length
            lines[place.line - 1] = line[:start] + HIDDEN * len(line[start:end]) + line[end:]
    return "\n".join(lines)


def _covered(schema: Schema, node: Node) -> Iterator[Place]:
    """The places of the values that may be secrets."""
    if isinstance(node, Table):
        for key, value in node.entries:
            if not (key.text == "use" or (is_secret(schema) and key.text in ("env", "file"))):
                yield from _covered(below(schema, key.text), value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _covered(items_of(schema), item)
    elif is_secret(schema) or not schema:
        yield node.place


@dataclass(slots=True)
class _Walk:
    """A walk along the tree and the schema. `settled` are paths of which a problem was told already."""

    secrets: Secrets
    owner: str
    problems: list[Problem] = field(default_factory=list)
    secrets_read: list[Secret] = field(default_factory=list)
    settled: set[Path] = field(default_factory=set)

    def value(self, schema: Schema, node: Node, path: Path) -> object:
        if is_secret(schema):
            return self._secret(node, path)
        if isinstance(node, Table):
            said = {
                key.text: self.value(below(schema, key.text), each, (*path, key.text)) for key, each in node.entries
            }
            return {**_defaults(schema, said), **said}
        if isinstance(node, Items):
            return [self.value(items_of(schema), item, (*path, number)) for number, item in enumerate(node.items)]
        return _scalar(schema, node)

    def _secret(self, node: Node, path: Path) -> object:
        read, problems = self.secrets.read(node, what_of(path, self.owner))
        self.problems += problems
        if read is None:
            self.settled.add(path)
            return Secret()
        self.secrets_read.append(read)
        return read


def _scalar(schema: Schema, node: Scalar) -> object:
    """One value: a text where a number is wanted is read as one, a number where a text is wanted stays as written."""
    wanted = schema.get("type")
    if wanted == "string" and type(node.value) is int:
        return node.text
    if wanted == "number" and not node.quoted and isinstance(node.value, str) and _NUMBER.fullmatch(node.text):
        return float(node.text)
    return node.value


def _defaults(schema: Schema, said: Mapping[str, object]) -> dict[str, object]:
    """What the schema gives for keys that nobody wrote; a table that nobody wrote is there if it has a default."""
    given: dict[str, object] = {}
    for key in mapping(schema.get("properties")):
        inner = below(schema, key)
        if key not in said and "default" in inner:
            value = inner["default"]
            given[key] = {**_defaults(inner, value), **value} if isinstance(value, dict) else value
    return given
