"""Check single values against their type in the table: text, phrases, numbers, yes or no, closed lists of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell.language import phrases
from dunwell.language.days_of_year import read_month_day
from dunwell.language.phrases import PhraseError, did_you_mean, inside
from dunwell.language.words import Choice, Phrase, Text, Type, Whole, Yes
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.language.yamlfile import Node

_READERS: Mapping[str, Callable[[str], object]] = {
    "day": phrases.read_day,
    "month_day": read_month_day,
    "duration": phrases.read_duration,
    "start": phrases.read_start,
    "until": phrases.read_until,
    "term": phrases.read_term,
    "money": phrases.read_money,
}


def check_value(node: Node, kind: Type, what: str, key: str) -> Problem | None:
    """What is wrong with the value of a key, if anything. `what` names it for people, with the step it stands in."""
    match kind:
        case Text(pattern, hint):
            return _text(node, what, key) or _form(node, pattern, hint, what)
        case Phrase():
            return _text(node, what, key) or _phrase(node, kind)
        case Choice(words):
            return _choice(node, words, what)
        case Whole(least):
            return _whole(node, least, what, key)
        case Yes(always):
            return _yes(node, what, key, always=always)
    return None


def mismatch(node: Node, wanted: str, what: str, fix: str) -> Problem:
    """DW204: a value of another kind than the one that is wanted."""
    if isinstance(node, Scalar) and node.value is None:
        return Problem("DW204", f"{what} has no value", node.place, "write the value, or remove the key")
    return Problem("DW204", f"{what} is {found(node)} instead of {wanted}", node.place, fix)


def found(node: Node) -> str:
    """What a value is, in words: "a list", "the number 5", "'text'"."""
    if isinstance(node, Table):
        return "a table of keys"
    if isinstance(node, Items):
        return "a list"
    if isinstance(node.value, str):
        return repr(node.text)
    return f"the number {node.text}" if type(node.value) is int else node.text or "no value"


def _text(node: Node, what: str, key: str) -> Problem | None:
    if not isinstance(node, Scalar):
        one = (
            node.items[0].text if isinstance(node, Items) and node.items and isinstance(node.items[0], Scalar) else "…"
        )
        return mismatch(node, "text", what, f"write one text: {key}: {one}")
    if not isinstance(node.value, str):
        return mismatch(node, "text", what, f'write it in quotes: {key}: "{node.text}"')
    if not node.text.strip():
        return Problem("DW207", f"{what} is empty", node.place, "write the text, or remove the key")
    return None


def _form(node: Node, pattern: str | None, hint: str, what: str) -> Problem | None:
    if not isinstance(node, Scalar) or pattern is None or re.search(pattern, node.text):
        return None
    return Problem("DW206", f"{what} cannot be {node.text!r}", node.place, f"write {hint}")


def _phrase(node: Node, kind: Phrase) -> Problem | None:
    if not isinstance(node, Scalar):
        return None
    try:
        _READERS[kind.name](node.text)
    except PhraseError as error:
        return Problem(kind.code, str(error), inside(node.place, node.text, error.word), error.hint)
    return None


def _choice(node: Node, words: tuple[str | int, ...], what: str) -> Problem | None:
    names = tuple(str(word) for word in words)
    if not isinstance(node, Scalar) or node.value is None:
        return mismatch(node, "one word", what, f"write one of: {', '.join(names)}")
    if any(node.value == word and type(node.value) is type(word) for word in words):
        return None
    return Problem("DW205", f"{what} cannot be {found(node)}", node.place, did_you_mean(node.text, names))


def _whole(node: Node, least: int, what: str, key: str) -> Problem | None:
    if not isinstance(node, Scalar) or type(node.value) is not int:
        return mismatch(node, "a whole number", what, f"write a number: {key}: {max(least, 1)}")
    if node.value < least:
        return Problem("DW216", f"{what} cannot be {node.value}", node.place, f"write {least} or more")
    return None


def _yes(node: Node, what: str, key: str, *, always: bool) -> Problem | None:
    if not isinstance(node, Scalar) or type(node.value) is not bool:
        return mismatch(node, "true" if always else "true or false", what, f"write {key}: true, or remove the key")
    if always and not node.value:
        return Problem("DW205", f"{what} cannot be false", node.place, "remove the key, or write true")
    return None
