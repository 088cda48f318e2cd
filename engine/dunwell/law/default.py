"""Default: from which day a debtor is late in the eyes of the law, and by what. Days are ordinals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dunwell.law.default_rules import BASES, DefaultBy, DefaultRule
from dunwell.law.rules import DEBTOR_KINDS, for_debtor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.law.rules import LawPack
    from dunwell.law.tree import Tree


def default(name: str, tree: Tree) -> DefaultRule:
    """`default`: what puts some kinds of debtor in default."""

    def read(row: Tree) -> DefaultBy:
        letters = tuple(item.text() for item in row.at("letters").items())
        return DefaultBy(row.at("bases").words(BASES), letters, row.at("days").whole() if row.has("days") else None)

    tree.only("title", "debtors", "by")
    title = tree.at("title").text()
    by = tree.at("by").figure(read, "bases", "letters", "days", title=title)
    return DefaultRule(name, title, tree.at("debtors").words(DEBTOR_KINDS), by)


def default_rule(pack: LawPack, debtor_kind: str) -> DefaultRule:
    """The rule for this kind of debtor. Raises ProblemsFound (DW612) for a kind that does not exist."""
    return for_debtor(pack.default.values(), debtor_kind, "rule on default")


@lru_cache(maxsize=1000)
def _by(pack: LawPack, debtor_kind: str, due: int) -> DefaultBy:
    return default_rule(pack, debtor_kind).by.on(due).value


def in_default_from(
    pack: LawPack, debtor_kind: str, due: int, basis: str, terms: Iterable[tuple[str, int]]
) -> int | None:
    """The first day on which a debtor is in default, or None while he is not.

    `basis` is the fact `agreement.default_basis`; `terms` are the legal forms of the letters sent, each with the last
    day of its term. Raises ProblemsFound (DW610) for a due date before the first rule.
    """
    by = _by(pack, debtor_kind, due)
    days = [last + 1 for form, last in terms if form in by.letters]
    if basis in by.bases:
        days.append(due + 1)
    if by.days is not None:
        days.append(due + by.days + 1)
    return min(days, default=None)
