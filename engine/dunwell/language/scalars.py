"""Check single values against their type in the table: text, phrases, numbers, yes or no, closed lists of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell.language import phrases
from dunwell.language.advice import OUR_VALUE
from dunwell.language.days_of_year import read_month_day
from dunwell.language.mends import phrase_mend, respell, retext, unwrap, wrap
from dunwell.language.phrases import PhraseError, did_you_mean, inside
from dunwell.language.spelling import yes_or_no
from dunwell.language.steps import NAME
from dunwell.language.words import Choice, Phrase, Text, Type, Whole, Yes
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.language.yamlmends import swap
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.language.yamlfile import Node
    from dunwell.problems import Mend

_READERS: Mapping[str, Callable[[str], object]] = {
    "day": phrases.read_day,
    "month_day": read_month_day,
    "duration": phrases.read_duration,
    "start": phrases.read_start,
    "until": phrases.read_until,
    "term": phrases.read_term,
    "money": phrases.read_money,
}


_WORDS = r"[\w.]+(, *[\w.]+)*"
_LIKE_A_NAME = r"[A-Za-z][A-Za-z0-9_ -]*"
_NOT_OF_NAMES = r"[^a-z0-9]+"


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


def mismatch(node: Node, wanted: str, what: str, fix: str, mend: Mend | None = None) -> Problem:
    """DW204: a value of another kind than the one that is wanted."""
    if isinstance(node, Scalar) and node.value is None:
        return Problem("DW204", f"{what} has no value", node.place, "write the value, or remove the key")
    return Problem("DW204", f"{what} is {found(node)} instead of {wanted}", node.place, fix, mend=mend)


def listed(node: Node) -> Mend | None:
    """Make a list of one word, or of several with commas between them."""
    return wrap(node, "[", "]") if isinstance(node, Scalar) and re.fullmatch(_WORDS, node.text) else None


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
        return mismatch(node, "text", what, f"write one text: {key}: {one}", unwrap(node))
    if not isinstance(node.value, str):
        return mismatch(node, "text", what, f'write it in quotes: {key}: "{node.text}"', wrap(node, '"', '"'))
    if not node.text.strip():
        return Problem("DW207", f"{what} is empty", node.place, "write the text, or remove the key")
    return None


def _form(node: Node, pattern: str | None, hint: str, what: str) -> Problem | None:
    if not isinstance(node, Scalar) or pattern is None or re.search(pattern, node.text):
        return None
    return Problem("DW206", f"{what} cannot be {node.text!r}", node.place, f"write {hint}", mend=named(node, pattern))


def named(node: Scalar, pattern: str | None) -> Mend | None:
    """Write a name as names are written: "Hand over" as hand_over."""
    if not re.fullmatch(_LIKE_A_NAME, node.text):
        return None
    name = re.sub(_NOT_OF_NAMES, "_", node.text.lower()).strip("_")
    return retext(node, name) if pattern and pattern == NAME.pattern and re.search(pattern, name) else None


def _phrase(node: Node, kind: Phrase) -> Problem | None:
    if not isinstance(node, Scalar):
        return None
    try:
        _READERS[kind.name](node.text)
    except PhraseError as error:
        place = inside(node.place, node.text, error.word)
        return Problem(kind.code, str(error), place, error.hint, mend=phrase_mend(node, error))
    return None


def _choice(node: Node, words: tuple[str | int, ...], what: str) -> Problem | None:
    names = tuple(str(word) for word in words)
    if not isinstance(node, Scalar) or node.value is None:
        return mismatch(node, "one word", what, f"write one of: {', '.join(names)}", unwrap(node))
    if any(node.value == word and type(node.value) is type(word) for word in words):
        return None
    message = f"{what} cannot be {found(node)}"
    ours = OUR_VALUE.get(node.text.lower(), "")
    if ours in names:
        return Problem("DW205", message, node.place, f"did you mean {ours!r}?", mend=retext(node, ours))
    return Problem("DW205", message, node.place, did_you_mean(node.text, names), mend=respell(node, names))


def _whole(node: Node, least: int, what: str, key: str) -> Problem | None:
    if not isinstance(node, Scalar) or type(node.value) is not int:
        digits = isinstance(node, Scalar) and node.quoted and node.text.isascii() and node.text.isdecimal()
        mend = swap(node.place, node.text) if digits and isinstance(node, Scalar) else unwrap(node)
        return mismatch(node, "a whole number", what, f"write a number: {key}: {max(least, 1)}", mend)
    if node.value < least:
        return Problem("DW216", f"{what} cannot be {node.value}", node.place, f"write {least} or more")
    return None


def _yes(node: Node, what: str, key: str, *, always: bool) -> Problem | None:
    if not isinstance(node, Scalar) or type(node.value) is not bool:
        wanted = "true" if always else "true or false"
        meant = yes_or_no(node.text) if isinstance(node, Scalar) else ""
        mend = swap(node.place, meant) if meant and not (always and meant == "false") else None
        return mismatch(node, wanted, what, f"write {key}: true, or remove the key", mend)
    if always and not node.value:
        return Problem("DW205", f"{what} cannot be false", node.place, "remove the key, or write true")
    return None
