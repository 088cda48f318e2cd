"""Read YAML as people write it, with the place of every key and value, and without YAML's surprises.

Only `true` and `false` are booleans, only `null`, `~` and nothing are null, only plain digits are whole numbers. All
else stays the text that the author wrote: `NO`, `on`, `12:30`, `0123`, `40.00`, `2026-11-21`. What could mean two
things, or hide something from a reviewer, is a problem: duplicate keys, anchors, tags, several documents, keys that
are no text.

>>> tree, problems = read_yaml("country: NO\\nterm: 14\\n", "nl.yaml")
>>> plain(tree), problems
({'country': 'NO', 'term': 14}, ())
>>> str(find(tree, ("term",)))
'nl.yaml:2:7'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

import yaml

from dunwell.language.yamlmends import swap
from dunwell.language.yamlsyntax import explain_syntax_error
from dunwell.language.yamltext import Lines, hidden_character, readable_text, spot
from dunwell.problems import Note, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.problems import Mend

MOST_DEPTH = 40
MOST_NODES = 50_000

# libyaml's parser is nine times as quick; both give the same events, and neither resolves or composes anything here.
_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_TAG = re.compile(r"!\S*")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value; `text` is what the author wrote, without quotes, `quoted` is true for quotes and `|` or `>` blocks."""

    value: str | int | bool | None
    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list (YAML: sequence); its place is its first character."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values in the order of the file (YAML: mapping); its place is its first key or its brace."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key; None when the key is absent."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key_place(self, key: str) -> Place | None:
        """Where the key itself stands; None when it is absent."""
        return next((name.place for name, _ in self.entries if name.text == key), None)


Node = Scalar | Items | Table


def read_yaml(source: bytes | str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML file and every problem met in reading it, in the order of the file. Never raises.

    `file` is the logical path for the places. The tree is None where the file could not be read to its end or where an
    alias stands for a part of it; else it is there in spite of problems (of duplicate keys it holds the first).
    """
    text, problems = readable_text(source, file)
    if text is None:
        return None, problems
    reader = _Reader(Lines(text, file))
    try:
        complete = reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        reader.problems.extend(explain_syntax_error(error, reader.lines))
        complete = False
    found = sorted((*problems, *reader.problems), key=_position)
    return (reader.root if complete else None), tuple(found)


def plain(node: Node) -> object:
    """The tree as dict, list, str, int, bool and None, as JSON has it. Keys are text."""
    if isinstance(node, Table):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.value


def find(node: Node, path: tuple[str | int, ...]) -> Place:
    """The place of the value at a path of keys and list indexes; of the last one that exists if the path goes on."""
    for part in path:
        step = _child(node, part)
        if step is None:
            break
        node = step
    return node.place


def _child(node: Node, part: str | int) -> Node | None:
    if isinstance(node, Table):
        return node.get(str(part))
    if isinstance(node, Items) and isinstance(part, int) and 0 <= part < len(node.items):
        return node.items[part]
    return None


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


@dataclass(slots=True)
class _Open:
    """A list or table whose end has not come yet; `children` of a table are key, value, key, value."""

    start: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)
    keys: dict[str, Place] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        return isinstance(self.start, yaml.MappingStartEvent)

    @property
    def awaits_key(self) -> bool:
        return self.is_table and len(self.children) % 2 == 0

    def keeps(self, key: Node) -> TypeGuard[Scalar]:
        """Whether an entry stays in the table: its key is text and the first of its name."""
        return isinstance(key, Scalar) and self.keys.get(key.text) == key.place


class _Reader:
    """Builds the tree from parse events on an explicit stack: no recursion, no alias is ever followed."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, Place] = {}
        self._documents = 0
        self._nodes = 0
        self._complete = True

    def read(self, events: Iterator[yaml.Event]) -> bool:
        """Take in all events; whether the tree then stands for the whole file."""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._start_document(event)
            elif isinstance(event, yaml.NodeEvent):
                self._start_node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end_collection(event)
            if len(self._stack) > MOST_DEPTH or self._nodes > MOST_NODES:
                self.problems.append(self._too_much(event))
                return False
        if isinstance(self.root, Scalar) and not self.root.text and not self.root.quoted:
            self.root = None
        if self.root is None and not self.problems:
            self.problems.append(self._nothing())
        return self._complete

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            place = self.lines.place(spot(event.start_mark), length=3)
            message = f"'---' starts document {self._documents} in this file; only the first would be read"
            self._report("DW124", message, place, "make a file of its own for it, or remove the line")

    def _start_node(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        place = self.lines.between(spot(event.start_mark), spot(event.end_mark))
        if isinstance(event, yaml.AliasEvent):
            self._refuse_alias(str(event.anchor), place)
            self._add(Scalar(None, f"*{event.anchor}", place))
            return
        if event.anchor is not None:
            self._refuse_anchor(event)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self._refuse_tag(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._stack.append(_Open(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event, place))

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        """Quotes and blocks are always text; the module's docstring says what the rest can be."""
        text = str(event.value)
        if event.style:
            hidden = hidden_character(text)
            if hidden:
                self._report("DW103", f"the text holds {hidden}, which no reader can see", place, "remove the escape")
            return Scalar(text, text, place, quoted=True)
        if text in _WORDS:
            return Scalar(_WORDS[text], text, place)
        return Scalar(int(text) if _WHOLE_NUMBER.fullmatch(text) else text, text, place)

    def _end_collection(self, event: yaml.CollectionEndEvent) -> None:
        opened = self._stack.pop()
        children = tuple(opened.children)
        place = self._collection_place(opened, event)
        if not opened.is_table:
            self._add(Items(children, place))
            return
        pairs = zip(children[::2], children[1::2], strict=True)
        self._add(Table(tuple((key, value) for key, value in pairs if opened.keeps(key)), place))

    def _collection_place(self, opened: _Open, event: yaml.CollectionEndEvent) -> Place:
        """A flow collection on one line as a whole, else the first key of a table or the first character of a list."""
        start, end = spot(opened.start.start_mark), spot(event.end_mark)
        if opened.start.flow_style and start.line == end.line:
            return self.lines.place(start, length=end.column - start.column)
        if opened.is_table and opened.children and not opened.start.flow_style:
            return opened.children[0].place
        return self.lines.place(start)

    def _add(self, node: Node) -> None:
        if self._stack:
            parent = self._stack[-1]
            parent.children.append(self._key(node, parent) if parent.awaits_key else node)
        elif self._documents == 1:
            self.root = node

    def _key(self, node: Node, table: _Open) -> Node:
        """The key as text, after a look whether it can be one; a key that cannot is reported and later left out."""
        if not isinstance(node, Scalar):
            kind = "a list" if isinstance(node, Items) else "a table"
            fix = "write the key as one word; if a text with {{ … }} is meant, put it in quotes"
            self._report("DW125", f"{kind} cannot be a key; keys are text", node.place, fix)
            return node
        if node.text == "<<" and not node.quoted:
            self._complete = False
            message = "the merge key '<<' is not allowed: it brings in keys from another part of the file"
            self._report("DW122", message, node.place, "write the keys out here in full")
            return node
        if not node.quoted and node.text != node.text.strip():
            message = f"the key {node.text!r} starts or ends with a blank that YAML takes as a letter"
            mend = swap(node.place, node.text.replace("\xa0", " ").rstrip()) if node.text.strip() else None
            self._report("DW111", message, node.place, "use ordinary spaces, not no-break spaces", mend=mend)
        if not isinstance(node.value, str) and not node.text.startswith("*"):
            fix = f'write it in quotes: "{node.text}"' if node.text else "write the key before the colon"
            before = table.children[-1] if table.children else None
            mend = swap(node.place, f'"{node.text}"') if node.text else None
            if table.start.flow_style and isinstance(before, Scalar) and before.text[-1:].isdigit():
                fix = f"a comma begins a new entry; if one amount is meant, write {before.text}.{node.text}"
                mend = None
            self._report("DW125", f"{_kind(node)} cannot be a key; keys are text", node.place, fix, mend=mend)
        first = table.keys.setdefault(node.text, node.place)
        if first is not node.place:
            notes = (Note(f"{node.text!r} stands here first", first),)
            message = f"duplicate key {node.text!r}: it stands already on line {first.line}"
            self._report("DW120", message, node.place, "keep one of the two", notes)
        return Scalar(node.text, node.text, node.place, node.quoted)

    def _refuse_anchor(self, event: yaml.NodeEvent) -> None:
        name = str(event.anchor)
        place = self._property_place(event, "&" + name)
        self._anchors[name] = place
        message = f"the anchor '&{name}' is not allowed: every value stands where it is used"
        self._report("DW121", message, place, "remove it, and write the value out wherever '*' repeats it")

    def _refuse_alias(self, name: str, place: Place) -> None:
        self._complete = False
        anchor = self._anchors.get(name)
        notes = (Note("this is what it repeats", anchor),) if anchor else ()
        message = f"the alias '*{name}' is not allowed: it repeats another part of the file"
        fix = f"write the value out here; if '*{name}' is meant as text, put it in quotes"
        self._report("DW121", message, place, fix, notes)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        found = _TAG.search(self.lines.after(spot(event.start_mark)))
        written = found.group() if found else "!"
        place = self._property_place(event, written)
        fix = "remove it; if the text itself starts with '!', put it in quotes"
        self._report("DW123", f"the tag {written!r} is not allowed: it changes what the value is", place, fix)

    def _property_place(self, event: yaml.NodeEvent, written: str) -> Place:
        """Where an anchor or tag stands: both come before the value, in either order."""
        return self.lines.place(spot(event.start_mark), skip_to=written, length=len(written))

    def _too_much(self, event: yaml.Event) -> Problem:
        place = self.lines.place(spot(event.start_mark))
        if len(self._stack) > MOST_DEPTH:
            message = f"lists and tables are nested more than {MOST_DEPTH} deep here"
            return Problem("DW130", message, place, "write it flatter; a policy needs about ten levels")
        message = f"the file holds more than {MOST_NODES} keys and values"
        return Problem("DW131", message, place, "split it into several files")

    def _nothing(self) -> Problem:
        message = "the file holds only comments" if self.lines.has_text else "the file is empty"
        return Problem("DW104", message, self.lines.start, "write at least one key and its value")

    def _report(
        self,
        code: str,
        message: str,
        place: Place,
        fix: str,
        notes: tuple[Note, ...] = (),
        mend: Mend | None = None,
    ) -> None:
        self.problems.append(Problem(code, message, place, fix, notes=notes, mend=mend))


def _kind(node: Scalar) -> str:
    if node.value is None:
        return "an empty value" if not node.text else f"{node.text!r} (no value)"
    return f"{node.text!r} ({'true or false' if isinstance(node.value, bool) else 'a number'})"
