"""What changes between two policies as they are written: every key, with both lines.

Steps, holds and the like are matched by their names, so that a step that only moved is told as moved. Comments and
layout are no change; `WORDS` are keys that change nothing of what happens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dunwell.language.yamlfile import Items, Scalar, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place

ChangeKind = Literal["added", "removed", "changed", "moved"]

WORDS = ("title", "version", "approved", "valid_from", "policy")
"""Keys for people and for the books. From when a version counts says which cases are its own, not what happens."""

NAMED_BY = {"steps": "step", "side_steps": "step"}
"""Lists whose items have a name, and the key that holds it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `path` leads to the key, `old` and `new` are what stands there (empty where nothing does).

    `only_words` says that nothing that happens to a case can follow from it. `used_by` are the steps, plans and
    conditions that use the named condition in which the change is.
    """

    kind: ChangeKind
    path: tuple[str, ...]
    old: str = ""
    new: str = ""
    old_place: Place | None = None
    new_place: Place | None = None
    only_words: bool = False
    used_by: tuple[str, ...] = ()


def changes_between(old: Node | None, new: Node | None) -> tuple[Change, ...]:
    """Every change between the trees of two policies, in the order of the new one, what was removed where it stood."""
    return tuple(
        replace(one, used_by=_users(new, one.path[1])) if one.path[:1] == ("conditions",) and len(one.path) > 1 else one
        for one in _compare((), old, new)
    )


def _users(root: Node | None, condition: str) -> tuple[str, ...]:
    """The steps, plans and conditions that name a condition, in the order of the policy."""
    users = [
        name
        for section in ("conditions", "variants", "steps", "side_steps", "plans")
        for name, item in _parts_of(root, section)
        if name != condition and _names(item, condition)
    ]
    return tuple(users)


def _parts_of(root: Node | None, section: str) -> Iterator[tuple[str, Node]]:
    node = root.get(section) if isinstance(root, Table) else None
    if isinstance(node, Items):
        yield from _by_name(node, NAMED_BY.get(section, "")).items()
    elif isinstance(node, Table):
        yield from ((key.text, value) for key, value in node.entries)


def _names(node: Node, condition: str) -> bool:
    """Whether a condition is named anywhere in a part of a policy."""
    if isinstance(node, Scalar):
        return node.text == condition
    parts = node.items if isinstance(node, Items) else tuple(value for _, value in node.entries)
    return any(_names(one, condition) for one in parts)


def _compare(path: tuple[str, ...], old: Node | None, new: Node | None) -> Iterator[Change]:
    if isinstance(old, Table) and isinstance(new, Table):
        yield from _tables(path, old, new)
    elif isinstance(old, Items) and isinstance(new, Items) and path and path[-1] in NAMED_BY:
        yield from _named_items(path, old, new)
    elif isinstance(old, Items) and isinstance(new, Items) and _alike(old, new):
        for at, (before, after) in enumerate(zip(old.items, new.items, strict=True), 1):
            yield from _compare((*path, str(at)), before, after)
    elif old is not None and new is not None and written(old) != written(new):
        yield _change("changed", path, old, new)


def _alike(old: Items, new: Items) -> bool:
    """Whether two lists hold tables with the same keys, so that they can be compared one by one."""
    keys = [
        [[key.text for key, _ in one.entries] if isinstance(one, Table) else None for one in each.items]
        for each in (old, new)
    ]
    return keys[0] == keys[1] and None not in keys[0]


def _tables(path: tuple[str, ...], old: Table, new: Table) -> Iterator[Change]:
    names = [key.text for key, _ in old.entries if new.get(key.text) is None]
    for key, value in new.entries:
        before = old.get(key.text)
        if before is None:
            yield _change("added", (*path, key.text), None, value)
        else:
            yield from _compare((*path, key.text), before, value)
    yield from (_change("removed", (*path, name), old.get(name), None) for name in names)


def _named_items(path: tuple[str, ...], old: Items, new: Items) -> Iterator[Change]:
    """The items of two lists by their names; an item whose neighbours stay but that stands elsewhere has moved."""
    key = NAMED_BY[path[-1]]
    olds, news = _by_name(old, key), _by_name(new, key)
    stayed = _longest_common([name for name in olds if name in news], [name for name in news if name in olds])
    for name, item in news.items():
        before = olds.get(name)
        if before is None:
            yield _change("added", (*path, name), None, item)
            continue
        if name not in stayed:
            yield _change("moved", (*path, name), before, item)
        yield from _compare((*path, name), before, item)
    yield from (_change("removed", (*path, name), item, None) for name, item in olds.items() if name not in news)


def _by_name(node: Items, key: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for at, item in enumerate(node.items):
        name = item.get(key) if isinstance(item, Table) else None
        found.setdefault(name.text if isinstance(name, Scalar) else str(at + 1), item)
    return found


def _longest_common(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The most names that stand in the same order in both; all the others have moved."""
    best: dict[tuple[int, int], tuple[str, ...]] = {}
    for i in range(len(old), -1, -1):
        for j in range(len(new), -1, -1):
            if i == len(old) or j == len(new):
                best[i, j] = ()
            elif old[i] == new[j]:
                best[i, j] = (old[i], *best[i + 1, j + 1])
            else:
                best[i, j] = max(best[i + 1, j], best[i, j + 1], key=len)
    return frozenset(best[0, 0])


def _change(kind: ChangeKind, path: tuple[str, ...], old: Node | None, new: Node | None) -> Change:
    moved = kind == "moved"
    return Change(
        kind,
        path,
        "" if old is None or moved else written(old),
        "" if new is None or moved else written(new),
        old.place if old is not None else None,
        new.place if new is not None else None,
        path[-1] in WORDS and (len(path) == 1 or path[-1] == "title"),
    )


def written(node: Node) -> str:
    """A part of a policy in a line, as YAML's short form has it."""
    if isinstance(node, Table):
        return f"{{{', '.join(f'{key.text}: {written(value)}' for key, value in node.entries)}}}"
    if isinstance(node, Items):
        return f"[{', '.join(written(one) for one in node.items)}]"
    return node.text or "null"
