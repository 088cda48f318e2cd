"""What a message has to state by law or by good practice, as data: which fields or words must stand in it.

A row belongs to the legal form of the same name, or to the kinds of step and message that it lists under `for`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.law.tree import BASIS_KEYS, table

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from dunwell.law.figures import Basis
    from dunwell.law.tree import Tree


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language by which a statement is recognised, with an example of them."""

    such_as: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a message states.

    Of each set in `prints` at least one field is printed, and of `words` (by language) one pattern is found. Where the
    field `if_known` is unknown, nothing has to be stated; if `excused`, nor where all fields of a set are unknown.
    """

    name: str
    says: str
    basis: Basis
    prints: tuple[tuple[str, ...], ...]
    words: Mapping[str, Words]
    if_known: str | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class MessageRule:
    """What one kind of message has to state, and what it is advised to: without the latter it still has its effect."""

    name: str
    title: str
    kinds: tuple[str, ...]
    states: tuple[Statement, ...]
    advised: tuple[Statement, ...]


def statement(name: str, row: Tree) -> Statement:
    """`statements`: one thing that messages state."""
    row.only("says", "prints", "words", "if_known", "excused", *BASIS_KEYS)
    if not row.has("prints") and not row.has("words"):
        row.wrong("DW601", "neither `prints` nor `words` says how it is recognised", "add one of them")
    return Statement(
        name,
        row.at("says").text(),
        row.basis(),
        tuple(tuple(field.text() for field in one.items()) for one in row.at("prints").items())
        if row.has("prints")
        else (),
        table(row.at("words"), _words) if row.has("words") else {},
        row.at("if_known").text() if row.has("if_known") else None,
        row.has("excused") and row.at("excused").flag(),
    )


def message(statements: Mapping[str, Statement]) -> Callable[[str, Tree], MessageRule]:
    """`messages`: one kind of message."""

    def chosen(tree: Tree, key: str) -> tuple[Statement, ...]:
        names = tree.at(key).words(statements or ("",)) if tree.has(key) else ()
        return tuple(statements[name] for name in names if name in statements)

    def read(name: str, tree: Tree) -> MessageRule:
        tree.only("title", "for", "states", "advised")
        kinds = tuple(item.text() for item in tree.at("for").items()) if tree.has("for") else ()
        return MessageRule(name, tree.at("title").text(), kinds, chosen(tree, "states"), chosen(tree, "advised"))

    return read


def _words(_: str, row: Tree) -> Words:
    row.only("such_as", "patterns")
    return Words(row.at("such_as").text(), tuple(item.pattern() for item in row.at("patterns").items()))
