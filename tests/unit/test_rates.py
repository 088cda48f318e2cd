"""Rates in millionths and the rounding to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.law.rates import half_up, percent_text, rate_of, share_of


@pytest.mark.parametrize(
    ("percent", "rate"), [("10.15", 101_500), ("4", 40_000), ("0.5", 5_000), ("-0.88", -8_800), ("8.00", 80_000)]
)
def test_a_percentage_is_whole_millionths(percent: str, rate: int) -> None:
    """Published rates are held exactly, and written again without needless zeros."""
    assert rate_of(Decimal(percent)) == rate
    assert Decimal(percent_text(rate)) == Decimal(percent)


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (101_500, "10.15"),
        (100_000, "10"),
        (1_000_000, "100"),
        (0, "0"),
        (5_000, "0.5"),
        (-8_800, "-0.88"),
        (1, "0.0001"),
    ],
)
def test_a_rate_is_written_without_needless_zeros(rate: int, text: str) -> None:
    """Only zeros after the point are left out: ten per cent stays ten."""
    assert percent_text(rate) == text


@pytest.mark.parametrize("percent", ["3.33333", "-0.00001", "1." + "0" * 40 + "1", "9" * 40 + ".00001"])
def test_more_than_four_decimals_are_refused(percent: str) -> None:
    """A rate that cannot be held exactly is an error, never a silent rounding, however many digits it has."""
    with pytest.raises(ValueError, match="four decimals"):
        rate_of(Decimal(percent))


@pytest.mark.parametrize(
    ("amount", "percent", "share"),
    [(100050, "15", 15008), (100049, "15", 15007), (0, "15", 0), (1, "50", 1), (3, "50", 2), (26667, "15", 4000)],
)
def test_half_a_cent_goes_up(amount: int, percent: str, share: int) -> None:
    """15 % of 1000.50 is 150.075 and becomes 150.08, which binary floats get wrong."""
    assert share_of(amount, rate_of(Decimal(percent))) == share


@given(st.integers(0, 10**15), st.integers(1, 10**9))
def test_rounding_agrees_with_decimal(numerator: int, denominator: int) -> None:
    """The rounding in whole numbers is the one that Decimal calls ROUND_HALF_UP."""
    floor, rest = divmod(numerator, denominator)
    expected = floor + (1 if Decimal(2 * rest) >= Decimal(denominator) else 0)
    assert half_up(numerator, denominator) == expected
    assert abs(half_up(numerator, denominator) * denominator - numerator) * 2 <= denominator
    if denominator == 2:
        assert half_up(numerator, 2) == int((Decimal(numerator) / 2).quantize(Decimal(1), ROUND_HALF_UP))
