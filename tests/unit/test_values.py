"""Amounts, days and account numbers as e-invoices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.model import Account
from dunwell.readers.values import account_of, iban_holds, parse_day, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("1210.00", "1210.00"), ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("-0.10", "-0.10"), ("1\u00a0210.00", "1210.00")],
)
def test_numbers(text, value):
    """Every form of an XML decimal is read, spaces between digits too."""
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", ".", "1,5", "1.210,00", "1e3", "NaN", "0x1", "1-", "١٢", "9" * 19, "1." + "0" * 19]
)
def test_not_numbers(text):
    """What may mean something else is refused, and so are digits without end."""
    with pytest.raises(ValueError, match="is not an amount"):
        parse_number(text)


@given(
    st.dates(min_value=date(1, 1, 1)), st.sampled_from(["", "Z", "+01:00", "-11:00", "T23:59:59", "T00:00:00+14:00"])
)
def test_a_day_is_taken_as_written(day, tail):
    """No time and no zone moves a day."""
    assert parse_day(f"{day.isoformat()}{tail}") == day
    assert parse_day(f"{day:%Y%m%d}".zfill(8)) == day


@pytest.mark.parametrize(
    "text", ["", "2026", "202602", "2026-2-5", "05-02-2026", "2026-02-05x", "2026-02-30", "20260230"]
)
def test_not_days(text):
    """A form that could be read in two ways and a day that does not exist are refused."""
    with pytest.raises(ValueError, match="day"):
        parse_day(text)


def test_an_account_keeps_its_number_as_written():
    """An IBAN is recognised by its shape, with spaces and in lower case; other numbers have none."""
    assert account_of("nl13 test 0123 4567 89") == Account("nl13 test 0123 4567 89", "NL13TEST0123456789")
    assert account_of("5555-1234", "Firm") == Account("5555-1234", None, "Firm")


@pytest.mark.parametrize(
    ("iban", "holds"),
    [
        ("NL13TEST0123456789", True),
        ("NL14TEST0123456789", False),
        ("NL13TEST012345678", False),
        ("BE68539007547034", True),
    ],
)
def test_check_digits(iban, holds):
    """Check digits and length decide; which banks a country has does not."""
    assert iban_holds(iban) is holds
