"""How large the cards of the picture are."""

import pytest

from dunwell.render.graph_cards import Card, Line, Wire
from dunwell.render.graph_places import WIDTHS, ports_of, sized, wrapped
from dunwell.render.timeline_labels import text_width


@pytest.mark.parametrize(
    "text", ["", "kort", "een wat langere zin met woorden", "W" * 80, "חשבונית " * 9, "a\N{NO-BREAK SPACE}b " * 20]
)
def test_lines_fit_and_lose_nothing(text):
    """No line is wider than its room, and the letters stay as they were and in their order."""
    lines = wrapped(text, 100, 11)
    assert all(text_width(line, 11) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_card_holds_its_texts_and_its_ways_out(column):
    """Whatever a card says, its texts are on it and its ports lie at its side, each lower than the one before."""
    wires = tuple((Wire("a", f"b{at}", ("een heel lange naam voor een uitkomst",), ()), at % 2) for at in range(8))
    placed = sized(Card("a", "message", "T" * 50, "stap 1", (Line("x " * 90),), dates=("2026-01-01",)), column, wires)
    assert placed.box.right == WIDTHS[column]
    assert all(one.label.box.right <= placed.box.right for one in placed.texts)
    assert all(one.label.y < placed.box.bottom for one in placed.texts)
    for gutter in (0, 1):
        ys = [port.y for port in placed.ports if dict(wires)[port.wire] == gutter]
        assert ys == sorted(set(ys))
        assert ys[-1] < placed.box.bottom


def test_ports_stand_on_multiples_of_six():
    """So that the lines of two columns never fall on each other."""
    ports = ports_of(tuple((Wire("a", str(at), ("w " * at,), ()), 0) for at in range(1, 30, 7)))
    assert all(port.y % 6 == 0 for port in ports)
