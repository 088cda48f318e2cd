"""How large a card of the picture is, and where its texts and its ways out stand on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.render.timeline_labels import Box, Label, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.render.graph_cards import Card, Wire

MARGIN, GAP, EDGE = 16.0, 26.0, 14.0
WIDTHS = (180.0, 270.0, 200.0)
"""Of the cards of the three columns."""
LABEL = 88.0
"""The most that a line of a label takes, unless one word is longer."""
TITLE, TEXT, LABEL_SIZE = 13.0, 11.0, 11.0


@dataclass(frozen=True, slots=True)
class Port:
    """Where a wire leaves a card: `y` below the card's top, and the lines of its label above it."""

    wire: Wire
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A label on a card, of one of the styles that the drawing knows."""

    label: Label
    style: str
    variant: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with its box; `entry` is where wires come in, below its top."""

    card: Card
    box: Box
    texts: tuple[Text, ...]
    ports: tuple[Port, ...]
    entry: float = 12.0

    def port_of(self, wire: Wire) -> Port:
        """The port of a wire that leaves this card."""
        return next(port for port in self.ports if port.wire is wire)

    def moved(self, left: float, top: float) -> Placed:
        """The same card with its corner elsewhere."""
        box = self.box
        dx, dy = left - box.left, top - box.top
        texts = tuple(
            replace(one, label=replace(one.label, x=one.label.x + dx, y=one.label.y + dy)) for one in self.texts
        )
        return replace(self, box=Box(left, left + box.right - box.left, top, box.bottom + dy), texts=texts)


def wrapped(text: str, width: float, size: float, *, bold: bool = False, whole: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than this. A word that is wider by itself is broken, or stays `whole`."""
    lines: list[str] = []
    words = [word for word in text.split(" ") if word]  # a no-break space holds
    if not whole:
        words = [piece for word in words for piece in _pieces(word, width, size, bold=bold)]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _pieces(word: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word in pieces that fit."""
    while text_width(word, size, bold=bold) > width and len(word) > 1:
        most = next(at for at in range(1, len(word) + 1) if text_width(word[:at], size, bold=bold) > width)
        yield word[: max(most - 1, 1)]
        word = word[max(most - 1, 1) :]
    yield word


def label_lines(wire: Wire) -> tuple[str, ...]:
    """What a wire is called, in lines."""
    return wrapped(" · ".join(wire.labels), LABEL, LABEL_SIZE, whole=True)


def label_width(wire: Wire) -> float:
    """How wide the label of a wire is."""
    return max((text_width(line, LABEL_SIZE) for line in label_lines(wire)), default=0.0)


def gap_text(wires: Iterable[Wire], card: Card) -> int:
    """How many lines stand beside the arrow that comes into a card of the ladder."""
    outs, ins = beside([label for wire in wires for label in wire.labels], card)
    return max(len(outs), len(ins))


def beside(labels: Iterable[str], card: Card) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines at the left of an arrow of the ladder, what leads on, and at its right, when the next step starts."""
    room = WIDTHS[1] / 2 + 10  # a little beyond the cards: between two steps nothing else stands there
    outs = tuple(line for label in labels for line in wrapped(label, room, LABEL_SIZE))
    ins = tuple(line for one in card.arrives for line in wrapped(one.text, room, LABEL_SIZE, bold=True))
    return outs, ins


def sized(card: Card, column: int, wires: tuple[tuple[Wire, int], ...]) -> Placed:
    """A card at the origin, high enough for its texts and for its ways out on either side."""
    width = WIDTHS[column]
    texts = tuple(_texts(card, width))
    ports = tuple(ports_of(wires))
    written = max((one.label.y for one in texts), default=0.0) + 9
    height = max(written, *(port.y + 8 for port in ports), 26.0) if ports else max(written, 26.0)
    return Placed(card, Box(0.0, width, 0.0, height), texts, ports)


def ports_of(wires: tuple[tuple[Wire, int], ...]) -> Iterator[Port]:
    """The ports on either side from top to bottom, below the place where wires come in; on whole multiples of 6."""
    below = {0: 12.0, 1: 12.0}
    for wire, gutter in wires:
        lines = label_lines(wire)
        y = below[gutter] + 12 * len(lines) + 8
        below[gutter] = y + -y % 6
        yield Port(wire, below[gutter], lines)


def _texts(card: Card, width: float) -> Iterator[Text]:
    """The title, what it is, when it begins, and its facts; the days of a path at the end."""
    y, room = 4.0, width - 20
    for line in wrapped(card.title, room, TITLE, bold=True):
        y += 15
        yield Text(Label(line, 12, y, size=TITLE, bold=True), "title")
    parts = [(card.kind, "soft", -1)] if card.kind else []
    parts += [(text, "begins", -1) for text in card.begins]
    parts += [(line.text, "fact", line.variant) for line in card.lines]
    parts += [(" · ".join(card.dates), "date", -1)] if card.dates else []
    for text, style, variant in parts:
        indent = 12.0 if style == "begins" else 0.0
        y += 3 if style != "soft" else 0
        for line in wrapped(text, room - indent, TEXT, bold=style == "date"):
            y += 13
            yield Text(Label(line, 12 + indent, y, size=TEXT, bold=style == "date"), style, variant)
