"""How wide text is and where it fits: enough to place labels without a font engine.

Widths are estimates on the safe side (those of DejaVu Sans, wider than what most systems show), in the picture's units.

>>> fit("Vriendelijke betalingsherinnering", 100, 12)
'Vriendelijke…'
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

_GROUPS: tuple[tuple[str, float], ...] = (
    ("ijl.,:;'|!·", 0.33),
    ('ftr()[]-/ \N{NO-BREAK SPACE}"', 0.42),
    ("mwMW@%—…", 1.0),
    ("ABCDEFGHKLNOPQRSTUVXYZ&+<=>", 0.79),
    ("+<=>~", 0.84),
)
_EM: dict[str, float] = {char: em for chars, em in _GROUPS for char in chars}
_ASCII, _WIDE, _OTHER = 0.64, 1.3, 0.85
_BOLD = 1.12


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """At most how wide a text is at this font size."""
    return sum(_em(char) for char in text) * size * (_BOLD if bold else 1)


def _em(char: str) -> float:
    if char in _EM:
        return _EM[char]
    if char.isascii():
        return _ASCII
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"} or unicodedata.category(char) == "So":
        return _WIDE
    return _OTHER if unicodedata.normalize("NFD", char)[0] == char else _em(unicodedata.normalize("NFD", char)[0])


def fit(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text itself if it fits, else as much of it as fits with an ellipsis behind it."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left and right, top and bottom (y grows downwards)."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text in the picture: `x` is its left edge (its right edge with anchor "end"), `y` its baseline."""

    text: str
    x: float
    y: float
    size: float = 12
    anchor: str = "start"
    bold: bool = False

    @property
    def box(self) -> Box:
        """The room it takes, on the safe side."""
        width = text_width(self.text, self.size, bold=self.bold)
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return Box(left, left + width, self.y - self.size, self.y + 0.3 * self.size)


@dataclass(slots=True)
class Rows:
    """Rows that fill up from the first: every interval gets the first row in which it is still free."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def place(self, left: float, right: float) -> int:
        """Take an interval and return its row, counted from 0."""
        for row, others in enumerate(self.taken):
            if all(right <= start or end <= left for start, end in others):
                others.append((left, right))
                return row
        self.taken.append([(left, right)])
        return len(self.taken) - 1
