"""The claim over time as a line of steps: what was last asked for, less what came in since."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dunwell.money import amount_text
from dunwell.render.timeline_labels import Box, Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.render.timeline_scale import Scale
    from dunwell.render.timeline_view import Timeline
    from dunwell.render.timeline_words import Words

HEIGHT, HEADROOM = 78.0, 24.0
"""Of the highest step, and above it for its label."""


@dataclass(frozen=True, slots=True)
class Level:
    """From x on (until the next one), so many cents are asked for; `y` is where that is drawn."""

    x: float
    y: float
    cents: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The steps with the amounts that fit beside them."""

    name: Label
    bottom: float
    right: float
    levels: tuple[Level, ...]
    labels: tuple[Label, ...]

    @property
    def line(self) -> str:
        """The steps as an SVG path; empty if nothing is known."""
        if not self.levels:
            return ""
        first, *others = self.levels
        steps = "".join(f" H{level.x:.1f} V{level.y:.1f}" for level in others)
        return f"M{first.x:.1f} {first.y:.1f}{steps} H{self.right:.1f}"

    @property
    def area(self) -> str:
        """The path of the line closed along the bottom."""
        return f"{self.line} V{self.bottom:.1f} H{self.levels[0].x:.1f} Z" if self.levels else ""


def chart_for(shown: Timeline, scale: Scale, top: float, words: Words) -> Chart:
    """Lay out the claim below `top`."""
    amounts = tuple(_amounts(shown, scale))
    bottom = top + HEADROOM + HEIGHT
    highest = max((value for _, value in amounts), default=0) or 1
    levels = tuple(Level(x, bottom - float(Decimal(value) / highest) * HEIGHT, value) for x, value in amounts)
    box = Box(scale.left, scale.right, top, bottom)
    name = Label(words.title("claim"), 16, bottom - HEIGHT / 2, bold=True)
    return Chart(name, bottom, scale.right, levels, tuple(_labels(levels, box, shown.currency, words)))


def _amounts(shown: Timeline, scale: Scale) -> Iterator[tuple[float, int]]:
    """Yield each change of the claim once: its x and the new amount in cents, never below zero."""
    changes: dict[float, int] = {}
    value = shown.total_cents
    if value is not None:
        changes[scale.left] = max(value, 0)
    for row in shown.rows:
        if row.day is None or (row.asked_cents is None and not row.change_cents):
            continue
        value = (value or 0) + row.change_cents if row.asked_cents is None else row.asked_cents
        changes[scale.middle(row.day)] = max(value, 0)
    before = None
    for x, amount in sorted(changes.items()):
        if amount != before:
            yield x, amount
        before = amount


def _labels(levels: tuple[Level, ...], box: Box, currency: str, words: Words) -> Iterator[Label]:
    """Yield the amounts that fit: first and last before the others, the larger changes before the smaller.

    Changes that the eye cannot see, below a hundredth of the height, get no amount.
    """
    taken: list[Box] = []
    ranked = sorted((*_rank(levels, at), at) for at in range(len(levels)))
    for rank, change, at in ranked:
        if rank and -change < HEIGHT / 100:
            continue
        text = words.money(amount_text(levels[at].cents), currency)
        for label in _places(text, levels[at]):
            if label.box.within(box) and not any(label.box.meets(other) for other in taken):
                taken.append(label.box)
                yield label
                break


def _rank(levels: tuple[Level, ...], at: int) -> tuple[int, float]:
    """What gets its amount first (a small rank), and minus how far the line moves there."""
    if at in {0, len(levels) - 1}:
        return 0, at
    return 1, -abs(levels[at].y - levels[at - 1].y)


def _places(text: str, level: Level) -> Iterator[Label]:
    """Yield where an amount may stand: over the step that it names, under it, and only then before it."""
    for x, anchor in ((level.x + 4, "start"), (level.x - 4, "end")):
        for y in (level.y - 6, level.y + 15):
            yield Label(text, x, y, size=11.5, anchor=anchor, bold=True)
