"""A message's body as blocks: read once from Markdown, written as plain text and as HTML.

The Markdown that is read holds marks where data belongs; data takes their place only in the finished blocks, so that no
name or reference can become markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len

from dunwell.render.template_markdown import MARKDOWN
from dunwell.render.template_source import SLOT_END, SLOT_NAME, SLOT_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

_SLOT = re.compile(f"{SLOT_NAME}(.*?){SLOT_ROWS}(.*?){SLOT_END}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a line break is a run of "\\n" only."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


_STYLES: dict[str, Callable[[Run, bool], Run]] = {
    "strong": lambda run, on: replace(run, bold=on),
    "em": lambda run, on: replace(run, italic=on),
}
Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items, with numbers or without."""

    numbered: bool
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The table of a slot: its name, and a label and a value in each row."""

    name: str
    rows: tuple[tuple[Runs, Runs], ...]


Block: TypeAlias = Paragraph | Listing | Rows


def read_blocks(marked: str, fill: Callable[[str], str]) -> tuple[Block, ...]:
    """The blocks of a rendered body, but for a slot without rows; `fill` puts data in the place of its marks."""
    return tuple(_filled(block, fill) for block in _read(marked))


@lru_cache(maxsize=256)
def _read(marked: str) -> tuple[Block, ...]:
    """The blocks with marks where data belongs: the same for every message that takes the same way through a template.

    Reading Markdown takes longer than all else that is done for a message.
    """
    found: list[Block] = []
    for index, part in enumerate(_SLOT.split(marked)):
        match index % 3:
            case 0:
                found += _markdown(part)
            case 1:
                name = part
            case _:
                rows = tuple(_rows(part))
                found += [Rows(name, rows)] if rows else []
    return tuple(found)


def _filled(block: Block, fill: Callable[[str], str]) -> Block:
    def put(runs: Runs) -> Runs:
        return tuple(Run(fill(run.text), run.bold, run.italic, run.link) for run in runs)

    match block:
        case Paragraph():
            return Paragraph(put(block.runs))
        case Listing():
            return Listing(block.numbered, tuple(put(item) for item in block.items))
        case Rows():
            return Rows(block.name, tuple((put(label), put(value)) for label, value in block.rows))


def lines_for_slots(marked: str) -> str:
    """The rendered body as plain Markdown: each row of a slot as a line of one paragraph."""

    def lines(slot: re.Match[str]) -> str:
        rows = (line.partition("|") for line in slot[2].splitlines() if "|" in line)
        return "\\\n".join(f"{label.strip()}: {value.strip()}" for label, _, value in rows)

    return _SLOT.sub(lines, marked)


def _rows(text: str) -> Iterator[tuple[Runs, Runs]]:
    for line in text.splitlines():
        label, bar, value = line.partition("|")
        if bar:
            yield _inline(label.strip()), _inline(value.strip())


def _inline(text: str) -> Runs:
    return tuple(run for token in MARKDOWN.parseInline(text) for run in _runs(token.children or ()))


def _markdown(text: str) -> Iterator[Block]:
    """Paragraphs and lists; a list in a list, or several paragraphs in an item, become items of one list."""
    items: list[Runs] = []
    numbered, depth = False, 0
    for token in MARKDOWN.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbered = token.type == "ordered_list_open" if depth == 0 else numbered
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                yield Listing(numbered, tuple(items))
                items = []
        elif token.type == "inline" and depth:
            items.append(tuple(_runs(token.children or ())))
        elif token.type == "inline":
            yield Paragraph(tuple(_runs(token.children or ())))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    style = Run("")
    for token in tokens:
        tag, _, end = token.type.partition("_")
        if tag in _STYLES:
            style = _STYLES[tag](style, end == "open")
        elif tag == "link":
            style = replace(style, link=str(token.attrs["href"]) if end == "open" else None)
        elif tag == "hardbreak":
            yield Run("\n")
        elif tag == "softbreak":
            yield replace(style, text=" ")
        elif token.content:
            yield replace(style, text=token.content)


def text_of(blocks: Sequence[Block]) -> str:
    """The message as plain text: a blank line between blocks, labels and values in columns, addresses behind links."""
    return "\n\n".join(_TEXT[type(block)](block) for block in blocks) + "\n"


def html_of(blocks: Sequence[Block], language: str) -> str:
    """The message as an HTML fragment that says its language; no scripts, nothing to fetch, styles for labels only."""
    inner = "\n".join(_HTML[type(block)](block) for block in blocks)
    return f'<div lang="{escape(language)}">\n{inner}\n</div>\n'


def _plain(runs: Runs) -> str:
    found: list[str] = []
    for index, run in enumerate(runs):
        found.append(run.text)
        following = runs[index + 1].link if index + 1 < len(runs) else None
        if run.link and run.link != following and run.link.removeprefix("mailto:") != run.text:
            found.append(f" <{run.link}>")
    return "".join(found)


def _text_list(block: Listing) -> str:
    marks = (f"{number}." if block.numbered else "-" for number in range(1, len(block.items) + 1))
    return "\n".join(f"{mark} {_plain(item)}" for mark, item in zip(marks, block.items, strict=True))


def _text_rows(block: Rows) -> str:
    rows = [(f"{_plain(label)}:", _plain(value)) for label, value in block.rows]
    width = max((cell_len(label) for label, _ in rows), default=0)
    return "\n".join(f"{label}{' ' * (width - cell_len(label))}  {value}" for label, value in rows)


def _tagged(runs: Runs) -> str:
    return "".join(_tagged_run(run) for run in runs)


def _tagged_run(run: Run) -> str:
    if run.text == "\n":
        return "<br>\n"
    text = escape(run.text)
    text = f"<em>{text}</em>" if run.italic else text
    text = f"<strong>{text}</strong>" if run.bold else text
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _html_list(block: Listing) -> str:
    tag = "ol" if block.numbered else "ul"
    items = "\n".join(f"<li>{_tagged(item)}</li>" for item in block.items)
    return f"<{tag}>\n{items}\n</{tag}>"


def _html_rows(block: Rows) -> str:
    rows = "\n".join(
        f'<tr><th scope="row" style="{_LABEL}">{_tagged(label)}</th><td>{_tagged(value)}</td></tr>'
        for label, value in block.rows
    )
    return f'<table class="{escape(block.name)}">\n{rows}\n</table>'


_LABEL = "text-align:left; font-weight:normal; vertical-align:top; padding-right:1em"
"""Without a page around it, as in a mail, a label would be bold and stand in the middle."""

_TEXT: dict[type, Callable[..., str]] = {
    Paragraph: lambda block: _plain(block.runs),
    Listing: _text_list,
    Rows: _text_rows,
}
_HTML: dict[type, Callable[..., str]] = {
    Paragraph: lambda block: f"<p>{_tagged(block.runs)}</p>",
    Listing: _html_list,
    Rows: _html_rows,
}
