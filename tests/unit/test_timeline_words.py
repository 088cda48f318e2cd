"""The words around a timeline: labels, days and amounts in two languages."""

from datetime import date

import pytest

from dunwell.render.timeline_words import TEXTS, Words


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("en", "1210.00", "EUR", "€1,210.00"),
        ("nl", "1210.00", "EUR", "€ 1.210,00"),
        ("en", "640.00", "CHF", "CHF 640.00"),
        ("en", "-5", "EUR", "-€5.00"),
        ("en", "12.50", "", "12.50"),
        ("en", "about ten", "EUR", "about ten"),
        ("en", "", "EUR", ""),
        ("en", "9" * 40, "EUR", "9" * 40),
    ],
)
def test_an_amount_is_written_as_people_write_it(language: str, amount: str, currency: str, shown: str) -> None:
    """Amounts follow the language and the currency; what is no amount is shown as it is."""
    assert Words(language).money(amount, currency).replace("\N{NO-BREAK SPACE}", " ") == shown


@pytest.mark.parametrize(("language", "shown"), [("en", "Thu 5 Feb 2026"), ("nl", "do 5 feb 2026")])
def test_a_day_carries_its_weekday(language: str, shown: str) -> None:
    """A day is written with weekday, day, month and year in the language asked for."""
    assert Words(language).day(date(2026, 2, 5)) == shown


def test_an_unknown_word_is_shown_as_it_reads() -> None:
    """An event that a plugin invented still gets a readable label."""
    assert Words("nl").title("parcel_stopped") == "Parcel stopped"


def test_both_languages_take_the_same_number_of_values() -> None:
    """A label with a gap for a value has that gap in both languages, and none is empty."""
    for key, (english, dutch) in TEXTS.items():
        assert english.count("{}") == dutch.count("{}"), key
        assert english, key
        assert dutch, key
