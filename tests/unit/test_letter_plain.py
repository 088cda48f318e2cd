"""Text from outside becomes one line of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell_channels.letter.plain import breakable, clean, grouped, visible


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (None, ""),
        (" J. \t Voorbeeld\r\n", "J. Voorbeeld"),
        ("Jan\u202egnp.exe", "Jangnp.exe"),
        ("Jan\x00\u2028Henk", "Jan Henk"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("\ud800Jan", "Jan"),
    ],
)
def test_a_line_holds_nothing_unseen(written: str | None, shown: str) -> None:
    """Breaks become spaces; what turns the direction around, and halves of characters, go."""
    assert clean(written) == shown


@given(st.text())
def test_cleaning_twice_changes_nothing(written: str) -> None:
    """What is clean stays as it is, on one line."""
    once = clean(written)
    assert clean(once) == once
    assert len(once.splitlines()) <= 1


def test_spaces_in_words_of_a_template_stay() -> None:
    """A space that does not break stays one, between an amount and its currency."""
    assert visible("€\u00a01.210,00 ") == "€\u00a01.210,00 "


@given(st.text(alphabet="ab ", max_size=200))
def test_a_long_word_can_be_broken_and_ordinary_ones_are_not_touched(text: str) -> None:
    """After at most forty characters a line may end; without the marks the text is the same."""
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    assert all(len(part) < 80 for part in broken.replace("\u200b", " ").split(" "))
    assert broken == text or max(map(len, text.split())) >= 40


def test_an_account_is_printed_in_groups() -> None:
    """Four by four, as ISO 13616 has it on paper."""
    assert grouped("NL13TEST0123456789") == "NL13 TEST 0123 4567 89"
