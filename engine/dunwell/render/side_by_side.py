"""Draw two timelines beside each other in plain text: a line a day, and a mark where the sides differ."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from dunwell.core.explain import day_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dunwell.comparing.sides import Row

DAY = len("Mon 2026-01-05")
FIRST, OTHER, SAME = ">>", " >", "  "
"""The marks of the first difference, of every other one, and of a line that is the same on both sides."""

NARROWEST = 20
"""A column gets no narrower than this, however narrow the terminal."""


def side_by_side(rows: Sequence[Row], heads: tuple[str, str], width: int) -> str:
    """The table in at most `width` columns (60 at least), the first difference marked with `>>`, others with ` >`.

    Without a day on any line there is no column for it.
    """
    days = DAY + 2 if any(row.day for row in rows) else 0
    column = max((width - days - len(FIRST) - 4) // 2, NARROWEST)
    first = next((at for at, row in enumerate(rows) if row.differs), -1)
    lines = [
        *_line("", *heads, SAME, days, column),
        *_line("-" * (days - 2), "-" * column, "-" * column, SAME, days, column),
    ]
    shown = 0
    for at, row in enumerate(rows):
        mark = FIRST if at == first else OTHER if row.differs else SAME
        day = day_name(row.day) if row.day and row.day != shown else ""
        shown = row.day
        lines += _line(day, row.left, row.right, mark, days, column)
    return "\n".join(lines)


def _line(day: str, left: str, right: str, mark: str, days: int, column: int) -> Iterator[str]:
    """One line of the table, or several where a side is too long for its column."""
    lefts, rights = _folded(left, column), _folded(right, column)
    for at in range(max(len(lefts), len(rights))):
        told = lefts[at] if at < len(lefts) else "", rights[at] if at < len(rights) else ""
        start = f"{SAME if at else mark}  {'' if at else day:{days}}"
        yield f"{start}{told[0]:{column}}  {told[1]}".rstrip()


def _folded(text: str, width: int) -> list[str]:
    return wrap(text, width, subsequent_indent="  ", break_long_words=True) or [""]
