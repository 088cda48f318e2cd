"""Reading a document that may lack anything."""

from datetime import date

import pytest

from dunwell.render.timeline_document import as_cents, as_day, clean, list_at, map_at, maps_at, text_at


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (5, "5"),
        ("two\n  lines\tof text", "two lines of text"),
        ("\x1b[31mred\x1b[0m\x00", "[31mred[0m"),
        ("safe \u202eelif.exe\u202c", "safe elif.exe"),
        ("half \ud83d", "half"),
    ],
)
def test_a_value_becomes_one_harmless_line(value: object, shown: str) -> None:
    """Nothing in a text can steer a terminal, turn the writing around or break an XML file."""
    assert clean(value) == shown


def test_what_is_missing_or_of_another_type_is_empty() -> None:
    """A reader never raises, whatever stands under a key."""
    document = {"text": None, "list": "no list", "map": [1], "maps": [{}, None, "x", {"a": 1}]}
    assert text_at(document, "text") == text_at(document, "absent") == ""
    assert list_at(document, "list") == ()
    assert map_at(document, "map") == {}
    assert maps_at(document, "maps") == ({"a": 1},)


@pytest.mark.parametrize(("value", "day"), [("2026-02-05", date(2026, 2, 5)), ("2026-02-30", None), (None, None)])
def test_only_a_real_day_is_a_day(value: object, day: date | None) -> None:
    """A day that does not exist is no day."""
    assert as_day(value) == day


@pytest.mark.parametrize(
    ("text", "cents"), [("40.00", 4000), ("-0.5", -50), ("1e9", None), ("", None), ("9" * 40, None)]
)
def test_only_a_plain_amount_is_an_amount(text: str, cents: int | None) -> None:
    """Exponents, words and endless digits are no amounts."""
    assert as_cents(text) == cents
