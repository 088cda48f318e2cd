"""Money: what is read as an amount, whole cents, and halves that go up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.money import amount_text, cents, decimal_amount, parse_amount, round_half_up

CENTS = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1210.00", "1210.00"), ("-5", "-5"), ("+5", "5"), ("0.5", "0.5"), ("007", "7"), (" 12.30 ", "12.30"),
        ("0.001", "0.001"), ("9" * 40, "9" * 40),
    ],
)  # fmt: skip
def test_what_is_an_amount(text: str, value: str) -> None:
    """A sign, digits and a decimal point, with white space around it; no digit is lost."""
    assert str(parse_amount(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", ".5", "5.", "1,50", "1.210,00", "1,210.00", "1 210", "1_000", "1e5", "1E-2", "NaN", "-Infinity",
        "0x10", "--5", "5-", "€5", "EUR 5", "5\n6", "٣", "１２", "1٫5", "²",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    """A comma, a thousands separator, an exponent, or digits of another script may mean something else: refused."""
    with pytest.raises(ValueError, match="is not an amount such as"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("150.075", "150.08"), ("150.0749", "150.07"), ("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"),
        ("-150.0749", "-150.07"), ("2.675", "2.68"), ("2.665", "2.67"), ("1", "1.00"), ("-0.001", "0.00"),
        ("0.00" + "4" + "9" * 40, "0.00"), ("9" * 40, "9" * 40 + ".00"), ("9" * 40 + ".995", "1" + "0" * 40 + ".00"),
    ],
)  # fmt: skip
def test_half_a_cent_goes_up(value: str, rounded: str) -> None:
    """Halves go away from zero, to even and odd cents alike, whatever the number of digits; no zero has a sign."""
    assert str(round_half_up(Decimal(value))) == rounded
    assert cents(Decimal(value)) == int(rounded.replace(".", ""))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (121000, "1210.00"),
        (0, "0.00"),
        (-1, "-0.01"),
        (1, "0.01"),
        (5, "0.05"),
        (50, "0.50"),
        (-5, "-0.05"),
        (-121001, "-1210.01"),
        (100, "1.00"),
    ],
)
def test_cents_as_text(value: int, text: str) -> None:
    """Always two decimals, a point, and no separator; the sign stands once, also below one unit."""
    assert amount_text(value) == text
    assert str(decimal_amount(value)) == text


@given(CENTS)
def test_no_cent_is_lost_on_the_way_out_and_back(value: int) -> None:
    """Cents, their text and their decimal are the same amount."""
    assert cents(parse_amount(amount_text(value))) == value
    assert cents(decimal_amount(value)) == value


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_rounding_moves_an_amount_by_half_a_cent_at_most(value: Decimal) -> None:
    """What is rounded lies within half a cent of what it was, in both forms."""
    assert abs(round_half_up(value) - value) <= Decimal("0.005")
    assert cents(value) == cents(round_half_up(value))
