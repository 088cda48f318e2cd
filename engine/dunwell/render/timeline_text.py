"""A timeline for the terminal: what happens on which day, and under it why.

As wide as the terminal is; below `STACKED` columns every entry becomes a small block instead of a row. It reads without
colour too: each kind of entry has its own mark, and what is skipped or waits says so in words.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dunwell.render.timeline_view import Finding, Row, Timeline, view
from dunwell.render.timeline_words import Language, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STACKED = 76
"""Narrower than this there is no room for columns beside each other."""

ROOMY = 104
"""From this width on days are written with their year and reasons stand beside their place."""

MARKS: Mapping[str, str] = {"step": "●", "skip": "○", "event": "◆", "wait": "‖", "alarm": "!", "end": "■"}
GAPS = (1, 2, 2, 2, 2, 0)
"""Blank columns behind each column of the table."""

STYLES: Mapping[str, str] = {
    "step": "bold",
    "skip": "dim",
    "event": "green",
    "wait": "yellow",
    "alarm": "bold red",
    "end": "bold magenta",
}
SEVERITIES: Mapping[str, str] = {"error": "bold red", "warning": "yellow"}


def timeline_text(document: Mapping[str, object], *, width: int, colour: bool, language: Language = "en") -> str:
    """Write a timeline document as text of at most `width` columns, with ANSI colours if `colour`."""
    words = Words(language)
    shown = view(document, words)
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for part in _parts(shown, width, words):
            console.print(part)
    text = "\n".join(line.rstrip() for line in capture.get().splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _parts(shown: Timeline, width: int, words: Words) -> Iterator[RenderableType]:
    yield _header(shown)
    yield ""
    if shown.rows:
        yield from _stacked(shown, words) if width < STACKED else _columns(shown, width, words)
    else:
        yield Text(words.say("no_entries"))
        yield ""
    if shown.assumed:
        yield _heading(words.title("assumed"))
        yield from (_assumed(item.field, item.value, item.text) for item in shown.assumed)
        yield ""
    if shown.findings:
        yield _heading(words.title("problems"))
        yield from (_problem(finding) for finding in shown.findings)


def _header(shown: Timeline) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for fact in shown.facts:
        text = Text(fact.text, style="bold")
        if fact.detail:
            text.append(f" · {fact.detail}", style="not bold dim")
        table.add_row(fact.label, text)
    return table


def _heading(text: str) -> Rule:
    return Rule(Text(text, style="bold"), align="left", characters="─", style="dim")


def _columns(shown: Timeline, width: int, words: Words) -> Iterator[RenderableType]:
    """Yield one table for each entry, all with the same column widths, and its reasons under it."""
    roomy = width >= ROOMY
    cells = [_cells(row, words, roomy=roomy) for row in shown.rows]
    heads = ("", *(words.title(key) for key in ("date", "what", "channel", "term_until", "claim")))
    widths = _widths([heads, *cells], width)
    indent = sum(widths[:2]) + sum(GAPS[:2])
    yield _line(heads, widths, style="dim")
    year = None
    for row, texts in zip(shown.rows, cells, strict=True):
        if not roomy and row.day and row.day.year != year:
            year = row.day.year
            yield _heading(str(year))
        yield _line(texts, widths, style=STYLES[row.tone])
        if below := tuple(_below(row, words)):
            yield Padding(Group(*below), (0, 0, 1, indent))
    yield ""


def _cells(row: Row, words: Words, *, roomy: bool) -> tuple[str, ...]:
    day = words.day if roomy else words.day_of_year
    return (
        MARKS[row.tone],
        day(row.day) if row.day else "",
        _what(row),
        row.channel_text.replace(", ", ",\n"),
        words.plain_day(row.term_until) if row.term_until else "",
        row.claim,
    )


def _what(row: Row) -> str:
    return f"{row.heading} ({row.name})" if row.name and row.kind in {"step", "skip"} else row.heading


def _widths(rows: list[tuple[str, ...]], width: int) -> tuple[int, ...]:
    """Give every column what its longest line needs (at most a fifth of the width), the third all that is left."""
    needed = [max(cell_len(line) for row in rows for line in row[at].split("\n")) for at in range(len(GAPS))]
    day, channel, term, claim = (min(needed[at], width // 5) for at in (1, 3, 4, 5))
    return 1, day, width - 1 - day - channel - term - claim - sum(GAPS), channel, term, claim


def _line(texts: tuple[str, ...], widths: tuple[int, ...], *, style: str) -> Table:
    table = Table.grid()
    for width, gap in zip(widths, GAPS, strict=True):
        table.add_column(width=width + gap, justify="left" if gap else "right")
    cells = (Text(text, style=style, overflow="fold") for text in texts)
    table.add_row(*(Padding(cell, (0, gap, 0, 0)) for cell, gap in zip(cells, GAPS, strict=True)))
    return table


def _stacked(shown: Timeline, words: Words) -> Iterator[RenderableType]:
    for row in shown.rows:
        style = STYLES[row.tone]
        yield Text(f"{MARKS[row.tone]} {words.day(row.day) if row.day else ''}", style=style)
        term = f"{words.say('term_until')} {words.day(row.term_until)}" if row.term_until else ""
        claim = f"{words.say('claim')} {row.claim}" if row.claim else ""
        told = " · ".join(filter(None, (row.channel_text, term, claim)))
        lines = (Text(_what(row), style=style), *([Text(told)] if told else []))
        yield Padding(Group(*lines), (0, 0, 0, 2))
        yield Padding(Group(*_below(row, words)), (0, 0, 1, 2))


def _below(row: Row, words: Words) -> Iterator[RenderableType]:
    """Yield what stands under an entry: what it says, the sum of its claim, and every reason in full."""
    if row.text:
        yield Text(row.text)
    parts = (words.say("of_which").format(row.claim_parts),) if row.claim_parts else ()
    if told := " · ".join((*row.notes, *parts, *filter(None, (row.accrued,)))):
        yield Text(told)
    for reason in row.reasons:
        text = Text(reason.text)
        if reason.law:
            text.append(f" [{reason.law}]", style="italic")
        if reason.place:
            text.append(f"  {reason.place}", style="dim")
        yield _hanging("– ", text)


def _hanging(mark: str, text: Text) -> Table:
    """A paragraph whose lines all start behind its mark."""
    table = Table.grid()
    table.add_column(width=cell_len(mark))
    table.add_column(overflow="fold")
    table.add_row(mark, text)
    return table


def _assumed(field: str, value: str, text: str) -> RenderableType:
    line = Text(f"{field}: ")
    line.append(value, style="bold")
    return Group(line, Padding(Text(text, style="dim"), (0, 0, 0, 2))) if text else line


def _problem(finding: Finding) -> RenderableType:
    style = SEVERITIES.get(finding.severity, "")
    line = Text(f"{finding.severity_text} {finding.code}", style=style)
    line.append(f"  {finding.message}", style="not bold default")
    below = [Text(text, style="dim") for text in (finding.place, finding.fix) if text]
    return Group(line, *(Padding(text, (0, 0, 0, 2)) for text in below))
