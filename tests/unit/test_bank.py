"""What both kinds of bank file share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dunwell.codes.bank import CODES
from dunwell.readers.bank import account_number, said, signed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Jansen \n BV ", "Jansen BV"),
        ("NOTPROVIDED", None),
        ("Not Provided", None),
        ("keine Information vorhanden", None),
        ("NONREF", None),
        ("  ", None),
        (None, None),
    ],
)
def test_said(text: str | None, expected: str | None) -> None:
    """White space is tidied; the words that banks write for nothing are nothing."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("nl02 abna 0123 4567 89", None, "NL02ABNA0123456789"),
        ("NL02ABNA0123456789EUR", "EUR", "NL02ABNA0123456789"),
        ("NL02ABNA0123456789EUR", "USD", "NL02ABNA0123456789EUR"),
        ("MU43BOMM0101123456789101000MUR", "MUR", "MU43BOMM0101123456789101000MUR"),
        ("12.34.56.789", "EUR", "12.34.56.789"),
        ("", "EUR", None),
    ],
)
def test_account_number(text: str, currency: str | None, expected: str | None) -> None:
    """Only an IBAN is rewritten, and letters that belong to it are kept."""
    assert account_number(text, currency) == expected


def test_signed_nothing() -> None:
    """Zero out is zero, not minus zero."""
    assert str(signed(Decimal("0.00"), -1)) == "0.00"


def test_codes_of_the_family() -> None:
    """Every code of bank files lies in its own part of family 8, each once."""
    numbers = [int(code.code.removeprefix("DW")) for code in CODES]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(range(880, 900))
