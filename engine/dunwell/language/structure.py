"""Turn jsonschema's findings about the structure of a policy into problems with places and advice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from dunwell.language.fields import FIELD_NAMES
from dunwell.language.phrases import did_you_mean, nearest
from dunwell.language.schema import policy_schema
from dunwell.language.steps import KINDS
from dunwell.language.yamlfile import Table, find, plain
from dunwell.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

    from dunwell.language.yamlfile import Node


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(policy_schema())


def check_structure(root: Node) -> Iterator[Problem]:
    """DW201 to DW206: keys, types and closed lists of words, every finding at its own place."""
    for error in _validator().iter_errors(plain(root)):
        tell = _TELLERS.get(str(error.validator), _other)
        yield from tell(error, root, tuple(error.absolute_path))


def _unknown_key(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    known = tuple(error.schema.get("properties", ()))  # type: ignore[union-attr] # additionalProperties stands in a mapping
    table = _node(root, path)
    if not isinstance(table, Table):
        return
    for key, _ in table.entries:
        if key.text in known:
            continue
        if "claim.open" in known:
            fix = did_you_mean(key.text, FIELD_NAMES)
            yield Problem("DW301", f"unknown field {key.text!r}{_at(path)}", key.place, fix)
        else:
            fix = did_you_mean(key.text, known)
            yield Problem("DW201", f"unknown key {key.text!r}{_at(path)}", key.place, fix)


def _missing_key(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    name = error.message.split("'")[1]
    table = _node(root, path)
    why = ""
    if isinstance(table, Table):
        do = table.get("do")
        kind = "both" if isinstance(do, Table) else str(plain(do)) if do else ""
        if kind in KINDS and name in KINDS[kind].required:
            why = f": a step with `do: {kind}` needs it"
        misspelt = nearest(name, tuple(key.text for key, _ in table.entries))
        if misspelt and misspelt not in error.schema.get("properties", ()):  # type: ignore[union-attr] # as above
            return  # reported as an unknown key, with this one as what was probably meant
    yield Problem("DW202", f"the key {name!r} is missing{_at(path)}{why}", find(root, path), f"add '{name}: …' here")


def _wrong_kind_key(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not path:
        return
    step = _node(root, path[:-1])
    do = step.get("do") if isinstance(step, Table) else None
    kind = "both" if isinstance(do, Table) else str(plain(do)) if do else "?"
    fitting = ", ".join(name for name, row in KINDS.items() if path[-1] in (*row.required, *row.allowed))
    message = f"the key {str(path[-1])!r} does not fit a step with `do: {kind}`"
    yield Problem("DW203", message, _key_place(root, path), f"it belongs to: {fitting}" if fitting else "remove it")


def _wrong_type(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    wanted = error.validator_value
    words = [_TYPE_WORDS.get(str(one), str(one)) for one in (wanted if isinstance(wanted, list) else [wanted])]
    found = _found(error.instance)
    fix = (
        'put it in quotes: "…"' if "text" in words and found.startswith(("the number", "true or", "no value")) else None
    )
    message = f"{found} stands where {' or '.join(words)} is expected{_at(path)}"
    yield Problem("DW204", message, find(root, path), fix or "write it as the reference page shows")


def _not_in_list(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    words = tuple(str(word) for word in error.validator_value)
    message = f"{_found(error.instance)} is not a value of {_name(path)!r}"
    yield Problem("DW205", message, find(root, path), did_you_mean(str(error.instance), words))


def _pattern(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    hint = str(error.schema.get("patternErrorMessage", "another form"))  # type: ignore[union-attr] # as above
    yield Problem("DW206", f"{_found(error.instance)} cannot be {_name(path)!r}: {hint}", find(root, path), hint)


def _empty(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    yield Problem("DW207", f"{_name(path)!r} is empty", find(root, path), "write at least one entry, or remove the key")


def _too_small(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    message = f"{_found(error.instance)} is too small for {_name(path)!r}"
    yield Problem("DW206", message, find(root, path), f"write {error.validator_value} or more")


def _other(error: ValidationError, root: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    yield Problem("DW204", f"{_name(path)!r} is not as the language has it", find(root, path), "see the reference page")


_TELLERS: dict[str, Callable[[ValidationError, Node, tuple[str | int, ...]], Iterator[Problem]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "properties": _other,
    "None": _wrong_kind_key,
    "type": _wrong_type,
    "enum": _not_in_list,
    "const": _not_in_list,
    "pattern": _pattern,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "minimum": _too_small,
}

_TYPE_WORDS = {
    "string": "text",
    "object": "a table of keys",
    "array": "a list",
    "integer": "a whole number",
    "boolean": "true or false",
}


def _found(value: Any) -> str:
    if value is None:
        return "no value"
    if isinstance(value, bool):
        return f"true or false ({str(value).lower()})"
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table of keys"
    return repr(value)


def _node(root: Node, path: tuple[str | int, ...]) -> Node | None:
    node: Node | None = root
    for part in path:
        if isinstance(node, Table):
            node = node.get(str(part))
        elif node is not None and hasattr(node, "items") and isinstance(part, int):
            node = node.items[part]
        else:
            return None
    return node


def _key_place(root: Node, path: tuple[str | int, ...]) -> Place:
    parent = _node(root, path[:-1])
    return (parent.key_place(str(path[-1])) if isinstance(parent, Table) else None) or find(root, path)


def _name(path: tuple[str | int, ...]) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), "the file"))


def _at(path: tuple[str | int, ...]) -> str:
    """Where in the policy, in words: " in steps, number 2"."""
    if not path:
        return ""
    words = [f"number {part + 1}" if isinstance(part, int) else part for part in path]
    return f" in {', '.join(words)}"
