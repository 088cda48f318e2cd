"""The limited Markdown of messages: paragraphs, bold, italic, links and lists. Anything else is a problem.

>>> from dunwell.render.template_source import environment
>>> [problem.message for problem in forbidden_markdown(environment("nl"), "# Beste klant", "x.md.j2")]
['a heading is not allowed in a message']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError
from markdown_it import MarkdownIt

from dunwell.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from markdown_it.token import Token

MARKDOWN = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline", "escape", "entity"])
"""What a rendered body is read with: everything that is not allowed stays plain words."""

LINKS = ("https://", "mailto:", "tel:")
_ALL = MarkdownIt("commonmark").enable("table")
_NAMES = {
    "heading_open": "a heading",
    "fence": "a block of code",
    "code_block": "a block of code (four spaces at the start of a line)",
    "html_block": "HTML",
    "html_inline": "HTML",
    "blockquote_open": "a quotation",
    "hr": "a line across the page",
    "table_open": "a table",
    "code_inline": "code",
    "image": "a picture",
}
_INSIDE = ("variable_begin", "block_begin", "comment_begin", "raw_begin")
_AFTER = ("variable_end", "block_end", "comment_end", "raw_end")


def forbidden_markdown(environment: Environment, source: str, file: str) -> Iterator[Problem]:
    """DW635 for each heading, block of code, piece of HTML and so on in the words of a template."""
    try:
        words = _words_only(environment, source)
    except TemplateSyntaxError:
        return  # reported where the template is parsed
    for token in _ALL.parse(words):
        line = token.map[0] + 1 if token.map else 1
        yield from _forbidden(token, Place(file, line))
        for child in token.children or ():
            yield from _forbidden(child, Place(file, line))
            line += child.type in ("softbreak", "hardbreak")


def _forbidden(token: Token, place: Place) -> Iterator[Problem]:
    if token.type in _NAMES:
        fix = "use paragraphs, **bold**, *italic*, [links](https://example.com) and lists"
        yield Problem("DW635", f"{_NAMES[token.type]} is not allowed in a message", place, fix)
    target = str(token.attrs.get("href", ""))
    if token.type == "link_open" and not target.startswith(LINKS):
        yield Problem(
            "DW635", f"a link to {target!r} is not allowed", place, f"start it with one of {', '.join(LINKS)}"
        )


def _words_only(environment: Environment, source: str) -> str:
    """The template with a letter for each printed field and nothing for other tags; lines keep their numbers."""
    found: list[str] = []
    inside = False
    for _, kind, value in environment.lex(source):
        inside = inside or kind in _INSIDE
        if kind == "variable_begin":
            found.append("x")
        found.append("\n" * value.count("\n") if inside else value)
        inside = inside and kind not in _AFTER
    return "".join(found)
