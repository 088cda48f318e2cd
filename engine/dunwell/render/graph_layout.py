"""Where everything in the picture of a policy goes: three columns of cards, and wires in the gutters between them.

The ladder is the middle column. Every way out of a card has a line of its own with its label above it; all ways to one
card share one track in a gutter, and only there do wires cross. So no wire runs through a card or a text. A way from
the left column to the right one, or back, goes through the gap between two steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dunwell.render.graph_places import (
    EDGE,
    GAP,
    MARGIN,
    WIDTHS,
    Placed,
    Port,
    beside,
    gap_text,
    label_width,
    sized,
)
from dunwell.render.timeline_labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.render.graph_cards import Card, Wire

TRACK = 8.0
"""Between two tracks of a gutter."""
LANE = 12.0
"""Between two ways that cross the ladder in the same gap."""
LEFT, SPINE, RIGHT = range(3)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A wire with its corners; the last one has the arrow, or the sign of a way that has no card to go to."""

    wire: Wire
    points: tuple[Point, ...]
    labels: tuple[Label, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """All that is drawn, in the units of a view box from (0, 0) to (`width`, `height`)."""

    width: float
    height: float
    cards: tuple[Placed, ...]
    wires: tuple[Drawn, ...]


@dataclass(slots=True)
class _Plan:
    """The work in hand: which card is in which column, which wire leaves on which side, and where the tracks are."""

    column: dict[str, int]
    spine: list[str]
    straight: dict[str, list[Wire]] = field(default_factory=dict)
    signs: list[Wire] = field(default_factory=list)
    routed: list[tuple[Wire, int, int]] = field(default_factory=list)
    tracks: dict[tuple[str, int], float] = field(default_factory=dict)
    lanes: dict[str, float] = field(default_factory=dict)


def laid_out(cards: tuple[Card, ...], wires: tuple[Wire, ...], top: float = MARGIN) -> GraphPicture:
    """Give every card and every wire its place below `top`."""
    plan = _columns(cards, wires)
    _sides(plan, wires)
    tones = {card.id: card.tone for card in cards}
    zones, lefts, width = _across(plan)
    sizes = {card.id: sized(card, plan.column[card.id], _ports(plan, card.id)) for card in cards}
    placed = _down(plan, sizes, lefts, top)
    drawn: list[Drawn] = []
    for wire, out, into in plan.routed:
        drawn.append(_routed(plan, placed, wire, (out, into), tones[wire.target]))
    drawn += [_stub(placed, wire, plan.column[wire.source], zones) for wire in plan.signs]
    drawn += _straight(plan, placed)
    height = max(one.box.bottom for one in placed.values()) + MARGIN
    return GraphPicture(width, height, tuple(placed.values()), tuple(drawn))


def _columns(cards: tuple[Card, ...], wires: tuple[Wire, ...]) -> _Plan:
    """The ladder in the middle with the end that it leads to, what people do at its left, what waits at its right."""
    spine = [card.id for card in cards if card.number or card.id == "start"]
    end = next((wire.target for wire in wires if wire.source == spine[-1] and wire.target.startswith("end:")), "")
    spine += [end] if end else []
    right = ("hold:", "plan:", "end:paid")
    column = {card.id: RIGHT if card.id.startswith(right) else LEFT for card in cards}
    return _Plan(column | dict.fromkeys(spine, SPINE), spine)


def _sides(plan: _Plan, wires: tuple[Wire, ...]) -> None:
    """Say of each wire whether it runs straight down the ladder, ends in a sign, or leaves into which gutter."""
    from_right = {wire.target for wire in wires if plan.column.get(wire.source) == RIGHT}
    for wire in wires:
        if wire.sign:
            plan.signs.append(wire)
            continue
        source, target = plan.column[wire.source], plan.column[wire.target]
        if source == target == SPINE and plan.spine.index(wire.target) == plan.spine.index(wire.source) + 1:
            plan.straight.setdefault(wire.source, []).append(wire)
            continue
        inner = int(wire.target in from_right)
        out = {LEFT: 0, RIGHT: 1}.get(source, {LEFT: 0, RIGHT: 1}.get(target, inner))
        into = {LEFT: 0, RIGHT: 1}.get(target, out)
        plan.routed.append((wire, out, into))


def _ports(plan: _Plan, card: str) -> tuple[tuple[Wire, int], ...]:
    """The wires that leave a card sideways, with the gutter they leave into (the near one for signs)."""
    routed = [(wire, out) for wire, out, _ in plan.routed if wire.source == card]
    near = 0 if plan.column[card] == LEFT else 1
    return (*routed, *((wire, near) for wire in plan.signs if wire.source == card))


def _across(plan: _Plan) -> tuple[dict[tuple[int, int], float], tuple[float, float, float], float]:
    """How wide the columns, the rooms for labels beside them and the tracks are, from left to right.

    The rooms are by column and gutter.
    """
    zones = dict.fromkeys(((LEFT, 0), (SPINE, 0), (SPINE, 1), (RIGHT, 1)), 26.0)
    for card, column in plan.column.items():
        for wire, gutter in _ports(plan, card):
            zones[column, gutter] = max(zones[column, gutter], label_width(wire) + (30 if wire.sign else 14))
    x, lefts = MARGIN, []
    for column, width in enumerate(WIDTHS):
        lefts.append(x)
        x += width
        if column < RIGHT:
            x += zones[column, column]
            buses = dict.fromkeys(bus for one in plan.routed for bus in _buses(one) if bus[1] == column)
            for bus in sorted(buses, key=lambda bus: (plan.column[bus[0]] != LEFT, plan.column[bus[0]] == RIGHT)):
                x += TRACK
                plan.tracks[bus] = x
            x += TRACK + zones[column + 1, column]
    return zones, (lefts[0], lefts[1], lefts[2]), x + MARGIN


def _buses(one: tuple[Wire, int, int]) -> tuple[tuple[str, int], ...]:
    """The tracks that a wire uses: its target's in the gutter it leaves into, and in the one it comes from."""
    wire, out, into = one
    return ((wire.target, out),) if out == into else ((wire.target, out), (wire.target, into))


def _down(plan: _Plan, sizes: Mapping[str, Placed], lefts: tuple[float, float, float], top: float) -> dict[str, Placed]:
    """Stack the columns; the ends that are not the ladder's stand at the bottom, beside it."""
    texts = {card: gap_text(plan.straight.get(before, ()), sizes[card].card) for before, card in _steps(plan.spine)}
    crossing = dict.fromkeys(wire.target for wire, out, into in plan.routed if out != into)
    spine = _stacked(plan.spine, sizes, lefts[SPINE], top, {card: EDGE + 8 + 13 * n for card, n in texts.items()}, 2)
    middles = {card: (one.box.top + one.box.bottom) / 2 for card, one in spine.items()}
    sides: dict[str, Placed] = {}
    for column in (LEFT, RIGHT):
        cards = [card for card, at in plan.column.items() if at == column]
        pulled = {card: _pull(plan, card, middles) for card in cards}
        cards.sort(
            key=lambda card: (card.startswith("end:"), _group(card), pulled[card])
        )  # others as the policy has them
        sides |= _stacked(cards, sizes, lefts[column], top, {}, 0)
    middles |= {card: one.box.top for card, one in sides.items()}
    lanes = _lanes(plan, spine, crossing, middles)
    tall = max(one.box.bottom for one in (*spine.values(), *sides.values()))
    gaps = {card: EDGE + 8 + 13 * n + LANE * len(lanes.get(card, ())) for card, n in texts.items()}
    spine = _stacked(plan.spine, sizes, lefts[SPINE], top, gaps, 2, until=tall)
    tall = max(tall, *(one.box.bottom for one in spine.values()))
    for column in (LEFT, RIGHT):
        cards = [card for card in sides if plan.column[card] == column]
        sides |= _stacked(cards, sizes, lefts[column], top, {}, 0, until=tall)
    for before, card in _steps(plan.spine):
        for number, target in enumerate(lanes.get(card, ())):
            plan.lanes[target] = _snap(spine[before].box.bottom + 8 + LANE * number, 4)
    return spine | sides


def _group(card: str) -> int:
    """What stands together in a column: what the policy leads to, before what is built in."""
    return 2 if card in ("law", "limitation", "person") else 1 if card.startswith("plan:") else 0


def _steps(spine: list[str]) -> Iterable[tuple[str, str]]:
    return pairwise(spine)


def _pull(plan: _Plan, card: str, middles: Mapping[str, float]) -> float:
    """The mean height of the steps of the ladder that a card is joined to."""
    if card.startswith("plan:"):
        return 0.0
    ends = [(wire.source, wire.target) for wire, _, _ in plan.routed]
    near = [middles[other] for pair in ends for other in pair if card in pair and other in middles]
    return sum(near) / len(near) if near else max(middles.values())


def _stacked(
    cards: list[str],
    sizes: Mapping[str, Placed],
    left: float,
    top: float,
    gaps: Mapping[str, float],
    offset: int,
    until: float = 0.0,
) -> dict[str, Placed]:
    """Cards one below the other from `top`, spread as far as `until`. Lines of ports fall on `offset` modulo 6."""
    needed = sum(sizes[card].box.bottom for card in cards) + sum(gaps.get(card, GAP) for card in cards[1:])
    slack = max(until - top - needed - 6 * len(cards), 0.0) / max(len(cards) - 1, 1)
    placed, y = {}, top
    for number, card in enumerate(cards):
        y += (gaps.get(card, GAP) + slack) if number else 0.0
        placed[card] = sizes[card].moved(left, _snap(y, offset))
        y = placed[card].box.bottom
    return placed


def _snap(y: float, offset: int) -> float:
    """The next whole number that leaves `offset` when divided by 6."""
    whole = int(y) + 1
    return float(whole + (offset - whole) % 6)


def _lanes(
    plan: _Plan, spine: Mapping[str, Placed], crossing: Iterable[str], middles: Mapping[str, float]
) -> dict[str, list[str]]:
    """The gap of the ladder (by the card below it) in which each way from side to side crosses it."""
    lanes: dict[str, list[str]] = {}
    for target in crossing:
        gap = min(plan.spine[1:], key=lambda card: abs(spine[card].box.top - middles[target]))
        lanes.setdefault(gap, []).append(target)
    return lanes


def _routed(plan: _Plan, placed: Mapping[str, Placed], wire: Wire, way: tuple[int, int], tone: str) -> Drawn:
    """From the side of a card into the gutter, along the target's track, and into the target's side."""
    out, into = way
    source, target = placed[wire.source], placed[wire.target]
    port = source.port_of(wire)
    start = source.box.left if _at_left(plan, wire.source, out) else source.box.right
    end = target.box.left if _at_left(plan, wire.target, into) else target.box.right
    y_out, y_in = source.box.top + port.y, target.box.top + target.entry
    track, other = plan.tracks[wire.target, out], plan.tracks[wire.target, into]
    points: list[Point] = [(start, y_out), (track, y_out)]
    if out != into:
        points += [(track, plan.lanes[wire.target]), (other, plan.lanes[wire.target])]
    points += [(other, y_in), (end, y_in)]
    return Drawn(wire, tuple(points), _labels(port, start, y_out, left=start == source.box.left), tone)


def _at_left(plan: _Plan, card: str, gutter: int) -> bool:
    """Whether a gutter lies at the left of a card."""
    return plan.column[card] > gutter


def _labels(port: Port, x: float, y: float, *, left: bool) -> tuple[Label, ...]:
    """The lines of a label, above the line of its port."""
    last = len(port.lines) - 1
    return tuple(
        Label(text, x - 6 if left else x + 6, y - 4 - 12 * (last - at), size=11, anchor="end" if left else "start")
        for at, text in enumerate(port.lines)
    )


def _stub(placed: Mapping[str, Placed], wire: Wire, column: int, zones: Mapping[tuple[int, int], float]) -> Drawn:
    """A way with a sign at its end, beside its card."""
    source = placed[wire.source]
    port, left = source.port_of(wire), column == RIGHT
    x, y = (source.box.left if left else source.box.right), source.box.top + port.y
    length = min(label_width(wire) + 14, zones[column, 0 if column == LEFT else 1] - 14)
    points = ((x, y), (x - length if left else x + length, y))
    return Drawn(wire, points, _labels(port, x, y, left=left), "sign")


def _straight(plan: _Plan, placed: Mapping[str, Placed]) -> Iterable[Drawn]:
    """The ladder itself: from step to step, with what leads on at the left of the arrow, and when at its right."""
    for before, card in _steps(plan.spine):
        wires = plan.straight.get(before, ())
        if not wires:
            continue
        target = placed[card]
        x = (target.box.left + target.box.right) / 2
        wire = replace(wires[0], labels=tuple(label for one in wires for label in one.labels))
        points = ((x, placed[before].box.bottom), (x, target.box.top))
        yield Drawn(wire, points, tuple(_gap_labels(wire, target, x)), "spine")


def _gap_labels(wire: Wire, target: Placed, x: float) -> Iterable[Label]:
    """The texts beside an arrow of the ladder, the last line just above the card."""
    outs, ins = beside(wire.labels, target.card)
    for lines, at, anchor in ((outs, x - 8, "end"), (ins, x + 8, "start")):
        for number, line in enumerate(lines):
            y = target.box.top - EDGE + 2 - 13 * (len(lines) - 1 - number)
            yield Label(line, at, y, size=11, anchor=anchor, bold=anchor == "start")
