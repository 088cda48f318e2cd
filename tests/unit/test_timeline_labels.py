"""How wide text is and where it fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.render.timeline_labels import Box, Label, Rows, fit, text_width


@given(st.text(max_size=60), st.floats(20, 300), st.booleans())
def test_what_was_made_to_fit_fits(text: str, width: float, bold: bool) -> None:
    """A shortened text is never wider than asked for, and a text that fits stays whole."""
    shown = fit(text, width, 12, bold=bold)
    assert text_width(shown, 12, bold=bold) <= width
    assert shown == text or shown.endswith("…")


@pytest.mark.parametrize(
    ("text", "other"), [("é", "e"), ("e\N{COMBINING ACUTE ACCENT}", "e"), ("a\N{ZERO WIDTH JOINER}", "a")]
)
def test_marks_on_a_letter_take_no_room(text: str, other: str) -> None:
    """Accents and joiners do not make a text wider."""
    assert text_width(text, 12) == text_width(other, 12)


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("start", 100, 107.68), ("end", 92.32, 100), ("middle", 96.16, 103.84)]
)
def test_a_label_lies_where_its_anchor_says(anchor: str, left: float, right: float) -> None:
    """The box of a label starts, ends or is centred at its x."""
    box = Label("n", 100, 50, anchor=anchor).box
    assert (box.left, box.right) == pytest.approx((left, right))


def test_boxes_that_share_an_edge_do_not_meet() -> None:
    """Side by side is not over each other."""
    assert not Box(0, 10, 0, 10).meets(Box(10, 20, 0, 10))
    assert Box(0, 10, 0, 10).meets(Box(9, 20, 9, 20))
    assert Box(1, 9, 1, 9).within(Box(0, 10, 0, 10))
    assert not Box(1, 11, 1, 9).within(Box(0, 10, 0, 10))


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 200)), max_size=40))
def test_two_intervals_in_one_row_never_overlap(wanted: list[tuple[float, float]]) -> None:
    """Whatever comes, and in whatever order, no two intervals share room in a row."""
    rows = Rows()
    placed = [(rows.place(left, left + width), left, left + width) for left, width in wanted]
    for at, (row, left, right) in enumerate(placed):
        for other_row, other_left, other_right in placed[:at]:
            assert row != other_row or right <= other_left or other_right <= left
