"""Read a template's syntax tree into what it prints: words, fields and conditions, each with its place.

Only what can be checked before a message is sent is allowed: fields with their filters, conditions on fields, parts,
lists printed row by row. Everything else (macros, calls, raw HTML, code) is a problem: such a template is not rendered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeGuard

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from dunwell.language.message_fields import FILTER_OF, LIST_OF, ROW_OF, loop_of
from dunwell.language.messages import Branch, Choice, Printed, TemplateUse, Written, check_fields
from dunwell.language.phrases import did_you_mean
from dunwell.problems import Place, Problem
from dunwell.render.template_markdown import forbidden_markdown
from dunwell.render.template_source import ENDING, PARTS, SLOT_END, SLOT_NAME, SLOT_ROWS, environment, template_file
from dunwell.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2.sandbox import SandboxedEnvironment

    from dunwell.language.messages import Piece
    from dunwell.render.template_source import ReadText

FILTERS = tuple(name for name in FILTER_OF.values() if name)
BLOCKS = ("subject", "body")
_MARKED = re.compile(f"{SLOT_NAME}.*?{SLOT_ROWS}|{SLOT_END}")
_EXPANDED = re.compile(f"{SLOT_NAME}(.*?){SLOT_ROWS}.*?{SLOT_END}")


def read_template(name: str, language: str, read: ReadText = read_text) -> tuple[TemplateUse, tuple[Problem, ...]]:
    """What a template prints, and every problem that keeps it from being used (DW633 to DW635)."""
    file = template_file(name, language)
    reader = _Reader(language, environment(language, read))
    blocks: dict[str, tuple[Piece, ...]] = {}
    try:
        tree = reader.parse(f"{name}{ENDING}", Place(file))
        blocks = reader.blocks(tree, file) if tree else {}
    except RecursionError:
        reader.wrong("DW634", "this is no template: it nests too deep", Place(file), "take brackets and conditions out")
    use = TemplateUse(file, blocks.get("subject", ()), blocks.get("body", ()))
    found = dict.fromkeys((*reader.problems, *check_fields(use)))
    return use, tuple(sorted(found, key=lambda problem: _order(problem.place)))


def _order(place: Place | None) -> tuple[str, int, int]:
    return (place.file, place.line, place.column) if place else ("", 0, 0)


@dataclass(slots=True)
class _Reader:
    """One reading: the sources of the files met, those that are open (each includes the next), and the problems."""

    language: str
    environment: SandboxedEnvironment
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    row: str = ""  # the fields of the list that is gone through

    def wrong(self, code: str, message: str, place: Place, fix: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, place, fix))

    def parse(self, name: str, asked_at: Place) -> nodes.Template | None:
        """The syntax tree of a file by its name in the language's folder; None, with a problem, if there is none."""
        file = f"templates/{self.language}/{name}"
        try:
            source, _, _ = self.environment.loader.get_source(self.environment, name)  # type: ignore[union-attr] # `environment` sets one
        except TemplateNotFound as error:
            self.wrong("DW634", str(error.message), asked_at, "check the name, or write that file")
            return None
        self.lines[file] = _EXPANDED.sub(r"::\1::", source).split("\n")
        try:
            tree, problems = _parsed(source, name, file)
        except TemplateSyntaxError as error:
            self.wrong("DW634", f"this is no template: {error.message}", Place(file, error.lineno), "mend the line")
            return None
        except ValueError:  # Jinja gives no line
            self.wrong("DW634", "this is no template: a number in it is too long", Place(file), "take the number out")
            return None
        self.problems += problems
        return tree

    def blocks(self, tree: nodes.Template, file: str) -> dict[str, tuple[Piece, ...]]:
        """The pieces of `subject` and `body`; anything else at the top is a problem."""
        found: dict[str, tuple[Piece, ...]] = {}
        self.open.append(file)
        for node in tree.body:
            if isinstance(node, nodes.Block) and node.name in BLOCKS:
                found[node.name] = self.pieces(node.body, file)
            elif not _blank(node):
                place = Place(file, node.lineno)
                self.wrong("DW634", "this stands outside the two blocks", place, "move it into `subject` or `body`")
        for name in BLOCKS:
            if name not in found:
                fix = f"add {{% block {name} %}}…{{% endblock %}}"
                self.wrong("DW634", f"the template has no block {name!r}", Place(file), fix)
        return found

    def pieces(self, body: Sequence[nodes.Node], file: str) -> tuple[Piece, ...]:
        """The pieces of a list of statements, in order."""
        found: list[Piece] = []
        for node in body:
            if isinstance(node, nodes.Output):
                found += (piece for each in node.nodes for piece in self.output(each, file))
            elif isinstance(node, nodes.If):
                found.append(self.choice(node, file))
            elif isinstance(node, nodes.Include):
                found += self.include(node, file)
            elif isinstance(node, nodes.For):
                found += self.loop(node, file)
            else:
                tag = _TAGS.get(type(node).__name__, type(node).__name__.lower())
                self.wrong("DW635", f"{tag!r} is not allowed in a template", Place(file, node.lineno), _ALLOWED)
        return tuple(found)

    def output(self, node: nodes.Expr, file: str) -> tuple[Piece, ...]:
        """Words, or one printed field."""
        if isinstance(node, nodes.TemplateData):
            text = _MARKED.sub("", node.data)
            return (Written(text, self.place(file, node.lineno, text.split("\n")[0])),) if text else ()
        filtered = node if isinstance(node, nodes.Filter) else None
        name = _dotted(filtered.node if filtered else node)
        if name is None:
            self.wrong("DW635", "only a field can be printed", Place(file, node.lineno), _ALLOWED)
            return ()
        place = self.named(name, node.lineno, file)
        if filtered and (filtered.name not in FILTERS or filtered.args or filtered.kwargs):
            known = filtered.name in FILTERS
            fix = f"write {{{{ {name} | {filtered.name} }}}}" if known else did_you_mean(filtered.name, FILTERS)
            self.wrong("DW635", f"no field is printed through {filtered.name!r} like this", place, fix)
            return ()
        return (Printed(name, filtered.name if filtered else "", place),)

    def choice(self, node: nodes.If, file: str) -> Choice:
        """An `if` with all its branches; where it has no `else`, an empty one."""
        asked: list[tuple[str, Place]] = []
        branches: list[Branch] = []
        before: tuple[tuple[str, bool], ...] = ()
        for each in (node, *node.elif_):
            self.asked(each.test, file, asked)
            branches.append(Branch((*before, *_known(each.test, holds=True)), self.pieces(each.body, file)))
            before = (*before, *_known(each.test, holds=False))
        branches.append(Branch(before, self.pieces(node.else_, file)))
        return Choice(tuple(asked), tuple(branches))

    def asked(self, test: nodes.Node, file: str, found: list[tuple[str, Place]]) -> None:
        """Add the fields that a condition asks for; anything but fields, and, or, not, == and != is a problem."""
        name = _dotted(test)
        if name is not None:
            found.append((name, self.named(name, test.lineno, file)))
        elif isinstance(test, nodes.Not):
            self.asked(test.node, file, found)
        elif isinstance(test, nodes.And | nodes.Or):
            self.asked(test.left, file, found)
            self.asked(test.right, file, found)
        elif _is_comparison(test):
            self.asked(test.expr, file, found)
        else:
            fix = "ask for fields, joined by and, or and not, or compared by == and != with a word"
            self.wrong("DW635", "this condition is not allowed in a template", Place(file, test.lineno), fix)

    def include(self, node: nodes.Include, file: str) -> tuple[Piece, ...]:
        """The pieces of a part."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        place = Place(file, node.lineno)
        if not isinstance(name, str) or not name.startswith(f"{PARTS}/"):
            self.wrong("DW635", f"only parts in {PARTS}/ can be included", place, f"write {{% include '{PARTS}/…' %}}")
            return ()
        part = f"templates/{self.language}/{name}"
        if part in self.open:
            self.wrong("DW635", f"{part!r} includes itself", place, "leave one of the includes out")
            return ()
        tree = self.parse(name, self.place(file, node.lineno, name.split("/")[-1].split(".")[0]))
        if tree is None:
            return ()
        self.open.append(part)
        found = self.pieces(tree.body, part)
        self.open.pop()
        return found

    def loop(self, node: nodes.For, file: str) -> tuple[Piece, ...]:
        """A loop over a list, as a condition that holds; in it are no conditions, so that all rows say the same."""
        name, row = _dotted(node.iter) or "", _dotted(node.target) or ""
        place = self.place(file, node.lineno, name or "for")
        if name not in ROW_OF or row != ROW_OF[name] or node.else_ or node.test or node.recursive:
            fix = " or ".join(f"{loop_of(each)}…{{% endfor %}}" for each in ROW_OF)
            self.wrong("DW635", "this loop is not allowed in a template", place, f"write {fix}")
            return ()
        other = next((each for each in node.body if not isinstance(each, nodes.Output)), None)
        if other is not None:
            fix = "put it before or after the loop"
            self.wrong("DW635", "in a loop stand words and fields only", Place(file, other.lineno), fix)
            return ()
        self.row = row
        pieces = self.pieces(node.body, file)
        self.row = ""
        return (Choice(((name, place),), (Branch(((name, True),), pieces),)),)

    def named(self, name: str, line: int, file: str) -> Place:
        """The place of a field; a field of a list's rows outside its loop is a problem."""
        place = self.place(file, line, name)
        group = name.partition(".")[0]
        if group in LIST_OF and group != self.row:
            fix = f"put it between {loop_of(LIST_OF[group])} and {{% endfor %}}"
            self.wrong("DW635", f"{name!r} stands outside the loop over its list", place, fix)
        return place

    def place(self, file: str, line: int, words: str) -> Place:
        """The place of these words on a line; Jinja gives lines only."""
        lines = self.lines.get(file, ())
        text = lines[line - 1] if line <= len(lines) else ""
        return Place(file, line, max(text.find(words), 0) + 1, len(words) if words in text else 1)


@lru_cache(maxsize=256)
def _parsed(source: str, name: str, file: str) -> tuple[nodes.Template, tuple[Problem, ...]]:
    """The syntax tree of a text and its forbidden Markdown; kept, because the same parts stand in many templates."""
    syntax = environment("")  # parsing opens no other file
    return syntax.parse(source, name, file), tuple(forbidden_markdown(syntax, source, file))


_TAGS = {"Assign": "set", "AssignBlock": "set", "CallBlock": "call", "FilterBlock": "filter", "FromImport": "from"}
_ALLOWED = "use words, {{ fields }}, {% if %} on fields, {% for %} over a list, and {% include '_parts/…' %}"


def _blank(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Output):
        return False
    return all(isinstance(each, nodes.TemplateData) and not each.data.strip() for each in node.nodes)


def _dotted(node: nodes.Node | None) -> str | None:
    """The dotted name of a field; None for any other expression."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _dotted(node.node)
        return f"{before}.{node.attr}" if before else None
    return None


def _is_comparison(test: nodes.Node) -> TypeGuard[nodes.Compare]:
    """Whether it compares one thing with one word or number by == or !=."""
    return (
        isinstance(test, nodes.Compare)
        and len(test.ops) == 1
        and test.ops[0].op in ("eq", "ne")
        and isinstance(test.ops[0].expr, nodes.Const)
    )


def _known(test: nodes.Node, *, holds: bool) -> tuple[tuple[str, bool], ...]:
    """What a condition that holds, or does not, says of the fields in it; of what it leaves open, only itself."""
    name = _dotted(test)
    if name is not None:
        return ((name, holds),)
    if isinstance(test, nodes.Not):
        return _known(test.node, holds=not holds)
    both = isinstance(test, nodes.And) and holds
    neither = isinstance(test, nodes.Or) and not holds
    if isinstance(test, nodes.And | nodes.Or) and (both or neither):
        return (*_known(test.left, holds=holds), *_known(test.right, holds=holds))
    return ((repr(test), holds),)
