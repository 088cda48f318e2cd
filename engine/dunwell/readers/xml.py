"""Read XML that strangers wrote: no DOCTYPE, no entities, limits on size and depth, and a line for every element.

Elements come back under their local names: producers disagree about namespaces and prefixes (some leave them out), the
names in between are the same everywhere. The root keeps its namespace.

>>> root, problems = read_xml(b"<x:Invoice xmlns:x='urn:a'><x:ID>2026-0042</x:ID></x:Invoice>", "in.xml")
>>> root.tag, root.namespace, text_of(root, "ID")
('Invoice', 'urn:a', '2026-0042')
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from dunwell.problems import DunwellError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 50_000_000
MAX_DEPTH = 200
MAX_ELEMENTS = 1_000_000
"""An invoice has some hundreds of elements, twelve deep; a year of a busy bank account has some hundred thousand."""

_FILLING = "\ufeff \t\r\n\x00\x1a"
_FIRST_TAG = re.compile(r"<[?!A-Za-z_]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


class Node(Element):
    """An element under its local name that knows its line and column (from 1) and, if it is the root, its namespace."""

    __slots__ = ("column", "line", "namespace")

    def __init__(self, tag: str, attrib: dict[str, str]) -> None:
        super().__init__(tag, attrib)
        self.line = self.column = 1
        self.namespace = ""


class _RefusedError(DunwellError):
    """Stops the parser; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _EnoughError(DunwellError):
    """Stops the parser once the first tags have been seen."""


def read_xml(source: bytes, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The root element, or None with the reason; problems may be warnings about the characters only."""
    if len(source) > MAX_BYTES:
        return None, (_too_much(file, f"{len(source):,} bytes, above the limit of {MAX_BYTES:,}"),)
    text, problems = decode(source, file)
    body = _body(text)
    lines_before = text.count("\n", 0, len(text) - len(body))
    build = _Build(file, lines_before)
    try:
        build.parser.Parse(_bytes(body.rstrip(_FILLING)), True)  # noqa: FBT003 - expat's signature
    except _RefusedError as refused:
        return None, (*problems, refused.problem)
    except expat.ExpatError as error:
        place = Place(file, error.lineno + lines_before, error.offset + 1)
        why = expat.ErrorString(error.code)
        fix = "ask for the file again, as the sender's system wrote it"
        return None, (*problems, Problem("DW803", f"this is not well-formed XML: {why}", place, fix))
    return build.root, problems


def first_tags(source: bytes) -> tuple[str, ...]:
    """The root's local name, its namespace and the local name of its first child, without reading further.

    Empty when no root could be found; shorter when there is no child.
    """
    text, _ = decode(source[:MAX_BYTES], "")
    seen: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        seen.append(_local(name))
        if len(seen) > 1:
            raise _EnoughError
        seen.append(_namespace(name, attributes))

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    with suppress(expat.ExpatError, _EnoughError):
        parser.Parse(_bytes(_body(text)), False)  # noqa: FBT003 - expat's signature
    return tuple(seen)


def looks_like_xml(source: bytes) -> bool:
    """Whether the first thing that matters in these bytes is an XML declaration or a tag."""
    text, _ = decode(source[:2000], "")
    return text.lstrip(_FILLING)[:1] == "<" or "<?xml" in text


def decode(source: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a text file: by its byte order mark, else as the XML declaration says, else UTF-8.

    Bytes that do not fit are read as Windows-1252, with a warning: that is what such files are in practice.
    """
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _characters(source, encoding).lstrip("\ufeff"), ()
    if source[:2] in {b"<\0", b"\0<"}:
        return _characters(source, "utf-16-le" if source[:1] == b"<" else "utf-16-be"), ()
    declared = _DECLARED.search(source, 0, 400)
    name = declared.group(1).decode().lower() if declared else "utf-8"
    encoding = "utf-8" if name.startswith(("utf-16", "ucs-2")) else name  # one byte a character, whatever it says
    try:
        return source.decode(encoding), ()
    except (UnicodeError, LookupError):  # LookupError: an encoding that nobody knows
        pass
    message = f"the file says it is written in {name!r}, but it is not; it was read as Windows-1252"
    fix = "check names with accents; ask the sender to write UTF-8"
    return _characters(source, "cp1252"), (Problem("DW806", message, Place(file), fix, "warning"),)


def _characters(source: bytes, encoding: str) -> str:
    return source.decode(encoding, errors="replace")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")  # half a surrogate pair cannot be encoded


def _body(text: str) -> str:
    """From the first tag on: some programs write blank lines, a mangled byte order mark or a log line before it."""
    first = _FIRST_TAG.search(text)
    return text[first.start() :] if first else text


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _namespace(name: str, attributes: dict[str, str]) -> str:
    prefix = name.rpartition(":")[0]
    return attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")


def _too_much(file: str, what: str, place: Place | None = None) -> Problem:
    fix = "no invoice or bank statement needs that much; look at what was sent"
    return Problem("DW805", f"the file is too much to read: {what}", place or Place(file), fix)


class _Build:
    """expat's handlers: build the tree, refuse what an invoice never needs.

    ElementTree's own parser knows no lines, and refuses a prefix that nobody declared; expat without namespace
    processing does neither.
    """

    def __init__(self, file: str, lines_before: int) -> None:
        self.file = file
        self.lines_before = lines_before
        self.root: Node | None = None
        self.depth = self.count = 0
        self.tree = TreeBuilder(Node)
        self.parser = expat.ParserCreate("utf-8")  # stands above the declaration: the bytes were decoded here
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.tree.data

    def place(self) -> Place:
        """Where the parser stands now."""
        return Place(self.file, self.parser.CurrentLineNumber + self.lines_before, self.parser.CurrentColumnNumber + 1)

    def doctype(self, name: str, *_: object) -> None:
        """Refuse: a DOCTYPE can make a parser fetch files or swell without end."""
        message = f"the file declares a DOCTYPE ({name}); invoices and bank statements have none"
        fix = "if it is a web page, ask for the invoice itself; if it is an invoice, ask for it without the DOCTYPE"
        raise _RefusedError(Problem("DW804", message, self.place(), fix))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element and write down where it stands."""
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            what = f"more than {MAX_DEPTH} levels deep" if self.depth > MAX_DEPTH else f"over {MAX_ELEMENTS:,} elements"
            raise _RefusedError(_too_much(self.file, what, self.place()))
        node = self.tree.start(_local(name), attributes)
        assert isinstance(node, Node)  # the factory above makes no other
        node.line = self.parser.CurrentLineNumber + self.lines_before
        node.column = self.parser.CurrentColumnNumber + 1
        if self.root is None:
            self.root = node
            node.namespace = _namespace(name, attributes)

    def end(self, name: str) -> None:
        """Close the innermost element."""
        self.depth -= 1
        self.tree.end(_local(name))


def nodes(parent: Element | None, path: str) -> Iterator[Node]:
    """Every element at a path of local names below `parent`, in order; none if `parent` is None."""
    if parent is not None:
        for found in parent.iterfind(path):
            if isinstance(found, Node):
                yield found


def node_at(parent: Element | None, *paths: str) -> Node | None:
    """The first element at the first path that has one."""
    return next((found for path in paths for found in nodes(parent, path)), None)


def filled(parent: Element | None, *paths: str) -> Node | None:
    """The first element with text in it, path by path."""
    return next((found for path in paths for found in nodes(parent, path) if own_text(found)), None)


def own_text(node: Node) -> str:
    """The text directly in an element, stripped; empty if there is none."""
    return (node.text or "").strip()


def text_of(parent: Element | None, *paths: str) -> str | None:
    """The first text that is not empty, path by path; None if there is none."""
    found = filled(parent, *paths)
    return own_text(found) if found is not None else None


def texts_of(parent: Element | None, *paths: str) -> tuple[str, ...]:
    """Every text that is not empty, path by path, each once."""
    return tuple(dict.fromkeys(t for path in paths for found in nodes(parent, path) if (t := own_text(found))))
