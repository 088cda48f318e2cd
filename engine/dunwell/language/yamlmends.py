"""The edits that mend slips of YAML: tabs, texts that need quotes, a colon without its space.

They work on lines, because a file with such a slip has no tree yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell.problems import Edit, Mend, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.language.yamltext import Lines, Spot

_INDENT = r"[ \t]*"
_DASHES = r"(- +)*"
_REMARK = r"\s+#|\s*$"
_NO_SPACE = r"(?:- +)*[A-Za-z_][\w.]*:(?!//)(?=\S)"
_QUOTED_WRONG = r"(\s*(?:- +)*[\w.]+: +)'([^\"\\]*'[^\"\\]*)'\s*\Z"
_TAB_WIDTHS = (2, 4, 8)
_MOST_LINES = 5000
"""A file of more lines was not written by hand; a person decides what its tabs mean."""


def swap(place: Place, text: str, *, safe: bool = True) -> Mend:
    """Write this text in place of what stands there, on one line."""
    return Mend((Edit(place.line, place.column, place.line, place.column + place.length, text),), safe)


def insert(place: Place, offset: int, text: str) -> Edit:
    """The edit that puts this text so many characters behind the place's first one."""
    return Edit(place.line, place.column + offset, place.line, place.column + offset, text)


def in_quotes(text: str) -> str:
    """A text as YAML takes it whatever it holds."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def in_quotes_from(lines: Lines, start: Spot) -> Mend | None:
    """Put the text from here to the end of its line, or to a remark, in quotes; not within brackets or other quotes."""
    before, rest = lines.before(start), lines.after(start)
    found = re.search(_REMARK, rest)
    text = rest[: found.start()] if found else rest
    if not text or text[0] in "[{'\"#|>" or set("[{'\"") & set(before) or not before.strip():
        return None
    return swap(Place(lines.file, start.line + 1, start.column + 1, len(text)), in_quotes(text))


def other_quotes(lines: Lines, number: int) -> Mend | None:
    """Put double quotes around the text of a line that has an apostrophe within its single ones."""
    found = re.match(_QUOTED_WRONG, lines.text[number])
    if not found or "''" in found[2]:
        return None
    return swap(Place(lines.file, number + 1, len(found[1]) + 1, len(found[2]) + 2), f'"{found[2]}"')


def space_after_colon(place: Place, text: str) -> Mend | None:
    """Put a space behind the first colon of a line that reads `key:value`."""
    found = re.match(_NO_SPACE, text)
    return Mend((insert(place, found.end(), " "),)) if found else None


def without_tabs(lines: Sequence[str]) -> Mapping[int, Mend]:
    """For each line (from 1) that is indented with tabs, spaces in their place.

    A tab is as wide as makes its lines line up with those around them, the same throughout the file; else two spaces.
    """
    if len(lines) > _MOST_LINES:
        return {}
    width = next((width for width in _TAB_WIDTHS if all(_fits(lines, width))), _TAB_WIDTHS[0])
    found: dict[int, Mend] = {}
    for number, line in enumerate(lines, start=1):
        indent = re.match(_INDENT, line)
        if indent and "\t" in indent.group():
            found[number] = Mend(
                (Edit(number, 1, number, indent.end() + 1, indent.group().replace("\t", " " * width)),)
            )
    return found


def _fits(lines: Sequence[str], width: int) -> Iterator[bool]:
    """For each line with a tab, whether it lines up with a level of its kind that is open above it, or opens one."""
    levels: dict[int, bool] = {0: False}  # column to whether items of a list stand there
    opens = True
    for line in lines:
        text = line.lstrip()
        if not text or text.startswith("#"):
            continue
        indent = line[: len(line) - len(text)]
        column, dashes = len(indent.replace("\t", " " * width)), len(re.match(_DASHES, text)[0])  # type: ignore[index] # it may be empty, and always matches
        if "\t" in indent:
            yield levels.get(column) == bool(dashes) or (opens and column > max(levels))
        levels = {level: items for level, items in levels.items() if level < column} | {column: bool(dashes)}
        levels |= {column + dashes: False} if dashes else {}
        opens = text.split(" #", maxsplit=1)[0].rstrip().endswith(":")
