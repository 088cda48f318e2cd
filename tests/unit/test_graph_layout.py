"""The places of the picture of a policy, by geometry: nothing lies over anything else."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given

from dunwell.language.graph_make import graph_of
from dunwell.loading import load_policy
from dunwell.render.graph_cards import Card, Line, Wire
from dunwell.render.graph_layout import laid_out
from dunwell.render.graph_svg import picture_of
from dunwell.render.graph_words import GraphWords
from dunwell.render.timeline_labels import Box
from strategies import policies


def picture_in(program, language="nl", variant=""):
    """The picture of a policy."""
    graph = graph_of(program, variant)
    return picture_of(graph, GraphWords(language, graph))


def segments(drawn):
    """The straight parts of a wire, as boxes without width or without height."""
    for (x1, y1), (x2, y2) in pairwise(drawn.points):
        yield Box(min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2))


def runs_through(line, box):
    """Whether a straight line runs through the inside of a box."""
    return line.left < box.right and line.right > box.left and line.top < box.bottom and line.bottom > box.top


def lies_on(line, other):
    """Whether two straight lines share more than a point, or run nearer than two units beside each other."""
    level, other_level = line.top == line.bottom, other.top == other.bottom
    if level and other_level:
        return abs(line.top - other.top) < 2 and line.left < other.right and other.left < line.right
    if not level and not other_level:
        return abs(line.left - other.left) < 2 and line.top < other.bottom and other.top < line.bottom
    return False


def faults(picture):
    """Everything in a picture that lies over something else."""
    boxes = [(one.card.id, one.box) for one in picture.cards]
    texts = [(one.label.text, one.label.box) for card in picture.cards for one in card.texts]
    labels = [(label.text, label.box) for drawn in picture.wires for label in drawn.labels]
    yield from (("cards", a, b) for (a, box), (b, other) in combinations(boxes, 2) if box.meets(other))
    yield from (("labels", a, b) for (a, box), (b, other) in combinations(labels, 2) if near(box, other))
    yield from (("a label on a card", a, b) for a, box in labels for b, other in boxes if near(box, other))
    for card in picture.cards:
        yield from (
            ("a text sticks out", one.label.text) for one in card.texts if not inner(one.label.box).within(card.box)
        )
    yield from (("texts", a, b) for (a, box), (b, other) in combinations(texts, 2) if near(box, other))
    for drawn in picture.wires:
        for line in segments(drawn):
            through = [name for name, box in boxes if runs_through(line, box)]
            yield from (("a wire through a card", drawn.wire.source, drawn.wire.target, name) for name in through)
            crossed = [text for text, box in labels if runs_through(line, inner(box))]
            yield from (("a wire through a label", drawn.wire.source, drawn.wire.target, text) for text in crossed)
    for one, other in combinations(picture.wires, 2):
        if one.wire.target != other.wire.target or one.wire.sign:
            both = ((a, b) for a in segments(one) for b in segments(other))
            yield from (("wires on one line", one.wire, other.wire) for a, b in both if lies_on(a, b))


def inner(box):
    """The letters of a label without the room above and below them."""
    return Box(box.left, box.right, box.top + 3, box.bottom - 3)


def near(box, other):
    """Whether the letters of two texts meet."""
    return inner(box).meets(inner(other))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("country", ["nl", "be", "de"])
def test_nothing_in_the_shipped_pictures_lies_over_anything_else(country, language):
    """No card, text or label overlaps, and no wire runs through a card, through a label or along another wire."""
    program = load_policy(f"policies/{country}/standard.yaml").program
    assert list(faults(picture_in(program, language))) == []


@given(policies())
def test_nothing_lies_over_anything_else_in_any_policy(drawn):
    """The same for drawn policies, with routes to everywhere and back."""
    picture = picture_in(drawn.program)
    assert list(faults(picture)) == []
    assert all(one.box.right <= picture.width and one.box.bottom <= picture.height for one in picture.cards)


def test_the_fault_finder_finds():
    """The check can fail: a card upon a card, and a wire through it, are found."""
    cards = tuple(
        Card(f"step:{name}", "message", name, "", (Line("text"),), number=at) for at, name in ((1, "a"), (2, "b"))
    )
    picture = laid_out(cards, (Wire("step:a", "step:b", ("done",), ()),))
    assert list(faults(picture)) == []
    first, second = picture.cards
    moved = type(picture)(
        picture.width, picture.height, (first, second.moved(first.box.left, first.box.top)), picture.wires
    )
    assert {fault[0] for fault in faults(moved)} >= {"cards", "texts"}


def test_the_ladder_runs_straight_down(root):
    """The steps stand below each other in their order, in one column, the end below the last."""
    picture = picture_in(load_policy("policies/nl/standard.yaml").program)
    ladder = [one for one in picture.cards if one.card.number]
    assert [one.card.number for one in ladder] == [1, 2, 3, 4, 5, 6]
    assert all(one.box.bottom < other.box.top for one, other in pairwise(ladder))
    assert len({one.box.left for one in ladder}) == 1
    end = next(one for one in picture.cards if one.card.id == "end:handed_over")
    assert end.box.left == ladder[0].box.left
    assert end.box.top > ladder[-1].box.bottom
