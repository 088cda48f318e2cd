"""The closed phrases: what can be read is read exactly, and what cannot is told by the word that is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.language import phrases
from dunwell.language.phrases import (
    UNITS,
    Duration,
    PhraseError,
    Start,
    did_you_mean,
    inside,
    nearest,
    read_day,
    read_duration,
    read_money,
    read_start,
    read_term,
    read_until,
)
from dunwell.problems import Place

if TYPE_CHECKING:
    from collections.abc import Callable

READ = [
    (read_day, "2026-02-05", 739652),
    (read_duration, "1 day", Duration(1, "days")),
    (read_duration, "0 days", Duration(0, "days")),
    (read_duration, "5 working days", Duration(5, "working days")),
    (read_duration, "3 months", Duration(3, "months")),
    (read_start, "1 day after invoice.due", Start(1, "days", "invoice.due")),
    (read_start, "2 weeks before entered", Start(-2, "weeks", "entered")),
    (read_start, "on invoice.due", Start(0, "days", "invoice.due")),
    (read_until, "question_answered", "question_answered"),
    (read_until, "2 days after promise.date", Start(2, "days", "promise.date")),
    (read_term, "7 days after sent", Start(7, "days", "sent")),
    (read_term, "14 days after last received", Start(14, "days", "last received")),
    (read_money, "EUR 250", ("EUR", 25000)),
    (read_money, "EUR 0.05", ("EUR", 5)),
]
REFUSED = [
    (read_day, "2026-02-30", "", "calendar"),
    (read_day, "5-2-2026", "", "2026-02-05"),
    (read_duration, "48 hours", "hours", "no hours"),
    (read_duration, "5 business days", "business days", "working days"),
    (read_duration, "5 Business Days", "Business Days", "working days"),
    (read_duration, "3 workdays", "workdays", "working days"),
    (read_duration, "1 year", "year", "12 months"),
    (read_duration, "2 dais", "dais", "did you mean 'days'?"),
    (read_duration, "two weeks", "two", "5 working days"),
    (read_duration, "1.5 weeks", "1.5", "5 working days"),
    (read_duration, "-1 days", "-1", "5 working days"),
    (read_duration, "4000 days", "4000", "shorter"),
    (read_duration, "9" * 5000 + " days", "9" * 5000, "shorter"),
    (read_duration, "soon", "", "5 working days"),
    (read_start, "1 day", "", "1 day after invoice.due"),
    (read_start, "1 day after", "", "1 day after invoice.due"),
    (read_start, "invoice.due", "", "on invoice.due"),
    (read_start, "24 hours after invoice.due", "hours", "no hours"),
    (read_start, "1 weak before invoice.due", "weak", "did you mean 'week'?"),
    (read_term, "7 days", "", "7 days after sent"),
    (read_term, "7 days after invoice.due", "invoice.due", "sent"),
    (read_term, "7 days after recieved", "recieved", "did you mean 'received'?"),
    (read_term, "0 days after sent", "0 days", "at least 1 day"),
    (read_term, "7 business days after sent", "business days", "working days"),
    (read_money, "250", "", "EUR 250"),
    (read_money, "€ 250", "", "EUR 250"),
    (read_money, "EUR 250,00", "", "EUR 250"),
    (read_money, "EUR 1.000", "", "EUR 250"),
    (read_money, "EUR " + "9" * 40, "", "EUR 250"),
]


def short(value: object) -> str:
    """A case by its text."""
    return str(value)[:30] if isinstance(value, str) else ""


@pytest.mark.parametrize(("read", "text", "value"), READ, ids=short)
def test_phrases_are_read(read: Callable[[str], object], text: str, value: object) -> None:
    """Each phrase means one thing."""
    assert read(text) == value


@pytest.mark.parametrize(("read", "text", "word", "hint"), REFUSED, ids=short)
def test_what_cannot_be_read_is_told(read: Callable[[str], object], text: str, word: str, hint: str) -> None:
    """The word that is wrong, or the whole phrase where no single word is, and what to write."""
    with pytest.raises(PhraseError) as caught:
        read(text)
    assert caught.value.word == word
    assert hint in caught.value.hint
    assert repr(word or text)[1:20] in str(caught.value) or "day" in str(caught.value) or "year" in str(caught.value)


PATTERNS = [
    (read_duration, phrases.DURATION_PATTERN),
    (read_start, phrases.START_PATTERN),
    (read_until, phrases.UNTIL_PATTERN),
    (read_money, phrases.MONEY_PATTERN),
    (read_term, phrases.TERM_PATTERN),
    (read_day, phrases.DAY_PATTERN),
]
PIECES = [
    "1",
    "20",
    "0",
    "on",
    "after",
    "before",
    "sent",
    "received",
    "last received",
    "invoice.due",
    "x",
    "EUR",
    *UNITS,
]


@pytest.mark.parametrize(("read", "pattern"), PATTERNS, ids=lambda value: value if isinstance(value, str) else "")
@given(words=st.lists(st.sampled_from(PIECES), max_size=6))
def test_readers_agree_with_the_patterns_for_editors(
    read: Callable[[str], object], pattern: str, words: list[str]
) -> None:
    """What an editor accepts can be read, and the other way round; but for a term or day that no calendar has."""
    text = " ".join(words)
    fits = re.search(pattern, text) is not None
    assert fits == (refusal(read, text) is None) or "no time at all" in str(refusal(read, text))


def refusal(read: Callable[[str], object], text: str) -> PhraseError | None:
    """Why a text cannot be read, if so."""
    try:
        read(text)
    except PhraseError as error:
        return error
    return None


@given(st.text(max_size=40))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    """Whatever stands there: a value or a PhraseError whose word stands in the text."""
    for read, _ in PATTERNS:
        error = refusal(read, text)
        assert error is None or (error.hint and error.word in text)


def test_durations_are_written_as_people_say_them() -> None:
    """One day, two days."""
    assert str(Duration(1, "working days")) == "1 working day"
    assert str(Duration(2, "months")) == "2 months"


def test_a_word_inside_a_scalar_has_its_own_place() -> None:
    """Behind the quote, if there is one; a scalar over several lines keeps its own place."""
    plain, quoted = Place("f", 3, 10, 11), Place("f", 3, 10, 13)
    assert inside(plain, "1 day after", "day") == Place("f", 3, 12, 3)
    assert inside(quoted, "1 day after", "day") == Place("f", 3, 13, 3)
    assert inside(Place("f", 3, 10, 40), "1 day after", "day") == Place("f", 3, 10, 40)
    assert inside(plain, "1 day after", "") == plain


def test_near_misses_are_proposed() -> None:
    """A slip finds its word, whatever the case; a word far off gets the list, and a long list is cut."""
    assert nearest("Remindr", ("reminder", "notice")) == "reminder"
    assert nearest("xyz", ("reminder", "notice")) is None
    assert did_you_mean("remindr", ("reminder", "notice")) == "did you mean 'reminder'?"
    assert did_you_mean("xyz", ("reminder", "notice")) == "write one of: reminder, notice"
    assert did_you_mean("xyz", tuple("abcdefghijklmnop")).endswith(", k, l …")
    assert did_you_mean("xyz", ()) == "nothing is known here"
