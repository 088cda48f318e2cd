"""Previewed messages for the terminal: above each when, how and to whom it goes; then its words, as they are sent."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from dunwell.render.preview_view import heading, missing, where_to
from dunwell.render.timeline_document import maps_at, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WIDEST = 88
"""Longer lines are hard to read, however wide the terminal is."""


def preview_text(document: Mapping[str, object], *, width: int) -> str:
    """The whole preview as plain text, lines of words filled to the width; a table's row stays on its line."""
    width = min(width, WIDEST)
    messages = maps_at(document, "messages")
    parts = ["\n".join(_message(message, width)) for message in messages]
    return "\n\n\n".join(parts or ["no message goes out"])


def _message(message: Mapping[str, object], width: int) -> Iterator[str]:
    yield f"── {heading(message)} ".ljust(width, "─")
    yield from where_to(message)
    text = message.get("text")
    if not isinstance(text, str):
        yield missing(message)
        return
    yield f"subject: {text_at(message, 'subject')}"
    yield ""
    for line in text.rstrip().split("\n"):
        yield _filled(line, width)


def _filled(line: str, width: int) -> str:
    """A line of words filled; one with columns, or a mark of a list, keeps its shape."""
    if "  " in line or len(line) <= width:
        return line
    mark = line.split(" ", 1)[0] if line.startswith("- ") or line.split(".", 1)[0].isdigit() else ""
    indent = " " * (len(mark) + 1) if mark else ""
    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
