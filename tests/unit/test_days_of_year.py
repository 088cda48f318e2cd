"""Days that come back every year, and what is told of those that are written otherwise."""

from __future__ import annotations

import pytest

from dunwell.language.days_of_year import read_month_day
from dunwell.language.phrases import PhraseError


@pytest.mark.parametrize(
    ("text", "expected"), [("24 December", (12, 24)), ("1 May", (5, 1)), ("29 February", (2, 29)), ("01 May", (5, 1))]
)
def test_a_day_of_the_year_is_read(text: str, expected: tuple[int, int]) -> None:
    """The day and the month's English name."""
    assert read_month_day(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("24 december", "december", "did you mean 'December'?"),
        ("24 Dec", "Dec", "did you mean 'December'?"),
        ("1 augustus", "augustus", "did you mean 'August'?"),
        ("December 24", "", "write 24 December"),
        ("12-24", "", "write 24 December: it comes back every year"),
        ("2026-12-24", "", "write 24 December: it comes back every year"),
        ("13-24", "", "write the day and the month: 24 December"),
        ("Christmas", "", "write the day and the month: 24 December"),
        ("30 February", "30", "write a day from 1 to 29"),
        ("0 May", "0", "write a day from 1 to 31"),
    ],
)
def test_what_is_no_day_of_the_year_is_told_with_what_to_write(text: str, word: str, hint: str) -> None:
    """The part that is wrong, and the day that was meant where that can be known."""
    with pytest.raises(PhraseError) as caught:
        read_month_day(text)
    assert (caught.value.word, caught.value.hint) == (word, hint)
