"""Check the keys and values of a policy against the table of the language, and mend what was only misspelt.

The tree itself is walked, so that each finding has its place and is told in the policy's own words: the step's name,
never "number 3". The JSON Schema for editors is made from the same table; a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dunwell.language.advice import key_advice, key_mend, meant_key
from dunwell.language.mends import all_in, retext, unwrap, wrap_place
from dunwell.language.scalars import check_value, listed, mismatch, named
from dunwell.language.steps import CHANNELS, COMMON_STEP_KEYS, KINDS, LADDER_ONLY
from dunwell.language.table import SHAPES, VERSION
from dunwell.language.words import Either, Facts, Key, ListOf, MapOf, Ref, Shape, Tests
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.problems import Mend, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dunwell.language.words import Kind, Type
    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place

_ENTRY = {"variants": "variant", "conditions": "condition", "holds": "hold", "plans": "plan", "outcomes": "outcome"}
"""What an entry of a key with many names is called."""


def check_structure(root: Table) -> tuple[Table, tuple[Problem, ...], tuple[Problem, ...]]:
    """DW201 to DW207, DW212, DW214 and phrases that cannot be read; and the tree with misspelt keys put right.

    The last are those of the problems that were put right so.

    A policy written for a later version of the language gets that one problem: the others would follow from it.
    """
    version = root.get("dunwell")
    if isinstance(version, Scalar) and type(version.value) is int and version.value > VERSION:
        message = f"this policy is written in version {version.value} of the language; this program knows {VERSION}"
        return (
            root,
            (Problem("DW212", message, version.place, f"use a newer Dunwell, or write dunwell: {VERSION}"),),
            (),
        )
    walk = _Walk()
    walk.shape(root, SHAPES["policy"], "")
    mended = tuple(one for one in walk.problems if one.code == "DW201" and one.place in walk.meant)
    return (walk.mended(root) if walk.meant else root), tuple(walk.problems), mended


@dataclass(slots=True)
class _Walk:
    """A walk through the tree. `meant` maps the place of a misspelt key to the key that was meant.

    `strange` maps the place of a table to the problems (by their number) of keys that resemble none; `keys` are those.
    """

    problems: list[Problem] = field(default_factory=list)
    keys: dict[int, Scalar] = field(default_factory=dict)
    strange: dict[Place, list[int]] = field(default_factory=dict)
    meant: dict[Place, str] = field(default_factory=dict)

    def shape(self, table: Table, shape: Shape, owner: str) -> None:
        """Check a table with known keys. `owner` says in words whose keys they are; empty for the policy itself."""
        present: dict[str, Node] = {}
        for key, value in table.entries:
            row = shape.key(key.text) or self._unknown(key, table, shape, owner)
            if row is not None:
                present[row.name] = value
                what = "the step's name" if row.name == "step" else f"{row.name!r}{_joined(' of ', owner)}"
                self.value(value, row.type, what, row.name)
        missing = [key for key in shape.keys if key.required and key.name not in present]
        self._missing(missing, (table,), _head(table), owner)
        if shape.name in ("step", "side_step"):
            self._step(present, table, shape, owner)
        else:
            self._needs(shape, present, table, owner)

    def value(self, node: Node, kind: Type, what: str, key: str) -> None:
        """Check the value of a key; `what` names it for people, with the step or hold that it stands in."""
        match kind:
            case Either(text, mapping):
                self._either(node, text, mapping, what, key)
            case Ref(target):
                self._ref(node, SHAPES[target], what, key)
            case MapOf() | Facts():
                self._map(node, kind, what, key)
            case ListOf(item):
                self._list(node, item, what, key)
            case Tests():
                pass  # `conditions` reads these and says what is wrong with them
            case _:
                self._add(check_value(node, kind, what, key))

    def mended(self, node: Table) -> Table:
        """The tree with each misspelt key replaced by the one that was meant, at the same place."""
        return Table(tuple((self._mended_key(key), self._mended(value)) for key, value in node.entries), node.place)

    def _mended(self, node: Node) -> Node:
        if isinstance(node, Table):
            return self.mended(node)
        return Items(tuple(self._mended(item) for item in node.items), node.place) if isinstance(node, Items) else node

    def _mended_key(self, key: Scalar) -> Scalar:
        name = self._name(key)
        return key if name == key.text else Scalar(name, name, key.place, key.quoted)

    def _name(self, key: Scalar) -> str:
        return self.meant.get(key.place, key.text)

    def _unknown(self, key: Scalar, table: Table, shape: Shape, owner: str) -> Key | None:
        """Report a key that is not known here; the row of the key that was meant, unless that is there as well."""
        if shape.name.startswith("side_step") and key.text in LADDER_ONLY:
            message = f"{key.text!r} has no effect in {owner}: a side step begins as soon as a route leads to it"
            self._useless(message, key.place, "remove it, or move the step to `steps`")
            return None
        known = _fitting(shape, table)
        meant = meant_key(key.text, known)
        there = meant is not None and table.get(meant) is not None
        under = "" if meant else _under(key.text, shape)
        advice = f"write it under {under!r}: {{{key.text}: …}}" if under else key_advice(key.text, known)
        mend = None if there else key_mend(key, known)
        message = f"unknown key {key.text!r}{_joined(' in ', owner)}"
        self.problems.append(Problem("DW201", message, key.place, advice, mend=mend))
        if meant is None:
            self.strange.setdefault(table.place, []).append(len(self.problems) - 1)
            self.keys[len(self.problems) - 1] = key
        if meant is None or there:
            return None
        self.meant[key.place] = meant
        return shape.key(meant)

    def _missing(
        self, missing: Sequence[Key], tables: tuple[Table, ...], place: Place, owner: str, why: str = ""
    ) -> None:
        """DW202; but where one key is strange and one is missing, that is one mistake."""
        strange = [number for table in tables for number in self.strange.get(table.place, ())]
        if len(missing) == len(strange) == 1:
            fix = f"did you mean {missing[0].name!r}? That key is missing here"
            mend = retext(self.keys[strange[0]], missing[0].name, safe=False)
            self.problems[strange[0]] = replace(self.problems[strange[0]], fix=fix, mend=mend)
        elif missing:
            names = _and([repr(key.name) for key in missing])
            said = f"the key {names} is missing" if len(missing) == 1 else f"the keys {names} are missing"
            lines = _and([f"`{key.name}: {key.example or '…'}`" for key in missing])
            self._report("DW202", f"{said}{_joined(' in ', owner)}{why}", place, f"add {lines}")

    def _needs(self, shape: Shape, present: Mapping[str, Node], table: Table, owner: str) -> None:
        for name, other in shape.needs if table.place not in self.strange else ():
            if name in present and other not in present:
                message = f"{name!r} stands without {other!r}{_joined(' in ', owner)}"
                place = self._key_place(table, name) or table.place
                self._report("DW214", message, place, f"add `{other}: …`, or remove {name!r}")

    def _step(self, present: Mapping[str, Node], table: Table, shape: Shape, owner: str) -> None:
        """The keys that go with what a step does, for each variant that it writes."""
        variants = present.get("variants")
        if variants is not None and not isinstance(variants, Table):
            return  # reported with its value
        if variants is None:
            self._needs(shape, present, table, owner)
            self._kind(present, (table,), _head(table), owner)
            return
        for name, written in variants.entries:
            if isinstance(written, Table) and written.entries:
                own = {self._name(key): value for key, value in written.entries}
                whose = f"the variant {name.text!r} of {owner}"
                self._kind({**present, **own}, (written, table), name.place, whose)
                self._needs(shape, {**present, **own}, table, owner)

    def _kind(self, keys: Mapping[str, Node], tables: tuple[Table, ...], place: Place, owner: str) -> None:
        """DW202 and DW203 for one way of doing a step, which is written in these tables."""
        if "do" not in keys:
            self._missing([_row("do")], tables, place, owner)
            return
        kind = _kind_of(keys["do"])
        if kind is None:
            return  # reported with the value of `do`
        doing = f"`do: {kind.name}`" if kind.name != "both" else "`do: {both: …}`"
        missing = [_row(name) for name in kind.required if name not in keys]
        self._missing(missing, tables, place, owner, f": {doing} needs {'it' if len(missing) == 1 else 'them'}")
        for name in keys:
            if SHAPES["step"].key(name) is None or name in {*COMMON_STEP_KEYS, *kind.required, *kind.allowed}:
                continue
            fitting = _and([each.name for each in KINDS.values() if name in (*each.required, *each.allowed)])
            where = next((found for table in tables if (found := self._key_place(table, name))), place)
            message = f"{name!r} does not go with {doing} in {owner}"
            self._useless(message, where, f"remove it; it goes with: {fitting}")

    def _key_place(self, table: Table, name: str) -> Place | None:
        """Where a key stands, also one that is misspelt."""
        return next((key.place for key, _ in table.entries if self._name(key) == name), None)

    def _either(self, node: Node, text: Type, mapping: Ref, what: str, key: str) -> None:
        keys = SHAPES[mapping.shape].keys
        if isinstance(node, Table):
            self.value(node, mapping, what, key)
        elif mapping.shape == "both" and (isinstance(node, Items) or node.text == keys[0].name):
            words = (
                [item.text for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else CHANNELS
            )
            several = isinstance(node, Items) and all_in(node, CHANNELS)
            mend = wrap_place(node.place, f"{{{keys[0].name}: ", "}") if several else unwrap(node)
            fix = f"write {key}: {{{keys[0].name}: [{', '.join(words)}]}}"
            self._add(mismatch(node, "one channel", what, fix, mend))
        else:
            self._add(check_value(node, text, what, key))
            if mapping.shape == "both":
                self._own_channel(node, key)

    def _own_channel(self, node: Node, key: str) -> None:
        """A word that is no channel of the language and like none of them may be one that a plugin brings."""
        last = self.problems[-1] if self.problems else None
        if last is None or last.code != "DW205" or last.place != node.place or not isinstance(node, Scalar):
            return
        if last.fix and last.fix.startswith("write"):
            fix = f"{last.fix}; if a plugin brings it, write {key}: {{channel: {node.text}}}"
            self.problems[-1] = replace(last, fix=fix)

    def _ref(self, node: Node, shape: Shape, what: str, key: str) -> None:
        if not isinstance(node, Table):
            wanted = ", ".join(f"{name}: …" for name in shape.key_names()[:3])
            self._add(mismatch(node, "a table of keys", what, f"write {key}: {{{wanted}}}"))
        elif not node.entries:
            self._report("DW207", f"{what} is empty", node.place, "write its keys, or remove it")
        else:
            self.shape(node, shape, what)

    def _map(self, node: Node, kind: MapOf | Facts, what: str, key: str) -> None:
        if not isinstance(node, Table):
            self._add(mismatch(node, "a table of keys", what, f"write {key}: {{…: …}}"))
            return
        if not node.entries:
            self._report("DW207", f"{what} is empty", node.place, "write an entry, or remove the key")
        for name, value in node.entries:
            if isinstance(kind, MapOf):
                self._entry(name, value, kind, what, key)
            elif not isinstance(value, Scalar) or value.value is None:
                self._add(mismatch(value, "one value", repr(name.text), "write one value, such as consumer or true"))

    def _entry(self, name: Scalar, value: Node, kind: MapOf, what: str, key: str) -> None:
        word = _ENTRY.get(key, "entry")
        if kind.names.pattern and not re.search(kind.names.pattern, name.text):
            message = f"{name.text!r} cannot be the name of a{'n' if word[0] in 'aeo' else ''} {word}"
            mend = named(name, kind.names.pattern)
            self.problems.append(Problem("DW206", message, name.place, f"write {kind.names.hint}", mend=mend))
        owner = what.removeprefix(repr(key))  # " of the step 'call'", or nothing at the top of the policy
        self.value(value, kind.item, f"the {word} {name.text!r}{owner}", name.text)

    def _list(self, node: Node, item: Type, what: str, key: str) -> None:
        if not isinstance(node, Items):
            fix = f"write {key}: [{node.text}]" if isinstance(node, Scalar) else "start each entry with '- '"
            self._add(mismatch(node, "a list", what, fix, listed(node)))
            return
        if not node.items:
            self._report("DW207", f"{what} is empty", node.place, "write an entry, or remove the key")
        for number, each in enumerate(node.items, start=1):
            self.value(each, item, _item_name(each, item, number, what), key)

    def _report(self, code: str, message: str, place: Place, fix: str) -> None:
        self.problems.append(Problem(code, message, place, fix))

    def _useless(self, message: str, key: Place, fix: str) -> None:
        """DW203: a key without effect, which can be taken out; what it was meant to do a person has to say."""
        self.problems.append(Problem("DW203", message, key, fix, mend=Mend(safe=False, entry=key)))

    def _add(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)


def _item_name(node: Node, item: Type, number: int, what: str) -> str:
    """A step by its name, or its number if it has none; a single word by its list, for its place says which it is."""
    if isinstance(item, Ref) and isinstance(node, Table):
        name = node.get("step")
        if item.shape not in ("step", "side_step"):
            return f"entry {number} of {what}"
        word = "side step" if item.shape == "side_step" else "step"
        return f"the {word} {name.text!r}" if isinstance(name, Scalar) and name.text else f"{word} {number}"
    one_word = isinstance(node, Scalar) and node.value is not None and not isinstance(item, Ref)
    return what if one_word else f"entry {number} of {what}"


def _under(word: str, shape: Shape) -> str:
    """The one key of a shape below which an unknown key is known, or nothing."""
    below = ((key.name, key.type.shape) for key in shape.keys if isinstance(key.type, Ref))
    found = [name for name, target in below if SHAPES[target].key(word) is not None]
    return found[0] if len(found) == 1 else ""


def _fitting(shape: Shape, table: Table) -> tuple[str, ...]:
    """The keys that could be meant: those of the shape; in a step, those that go with what it does."""
    do = table.get("do")
    kind = _kind_of(do) if do is not None else None
    if kind is None or shape.name not in ("step", "side_step"):
        return shape.key_names()
    return tuple(name for name in shape.key_names() if name in (*COMMON_STEP_KEYS, *kind.required, *kind.allowed))


def _kind_of(do: Node) -> Kind | None:
    if isinstance(do, Table):
        return KINDS["both"] if do.get("both") is not None or do.get("channel") is not None else None
    return KINDS.get(do.text) if isinstance(do, Scalar) and do.text != "both" else None


def _row(name: str) -> Key:
    row = SHAPES["step"].key(name)
    assert row is not None  # the kinds name keys of the table only; a test reads them all
    return row


def _head(table: Table) -> Place:
    """The place that stands for a whole table: the name of a step, else its first key."""
    name = table.get("step")
    return name.place if name is not None else table.place


def _joined(word: str, owner: str) -> str:
    return f"{word}{owner}" if owner else ""


def _and(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
