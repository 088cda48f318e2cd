"""Taking entries apart into payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunwell.matching.payments import compact, entry_payment, payments_of
from dunwell.model import Detail, Entry, Statement

STATEMENT = Statement("bank.xml", "NL13 TEST 0123 4567 89", "EUR", kind="camt.053")


def parts_of(amount: str, *parts: str | None) -> list[int]:
    details = tuple(Detail(None if part is None else Decimal(part)) for part in parts)
    entry = Entry(date(2026, 2, 5), Decimal(amount), details=details)
    return [payment.cents for payment in payments_of(entry_payment(STATEMENT, entry, 1), entry)]


@pytest.mark.parametrize(
    ("amount", "parts", "payments"),
    [
        ("12.10", (), [1210]),
        ("12.10", ("10.00", "2.10"), [1000, 210]),
        ("12.10", ("20.00", "-7.90"), [2000, -790]),
        ("12.10", ("10.00", "2.00"), [1210]),
        ("12.10", ("12.10", None), [1210]),
        ("0.01", ("0.005", "0.005"), [1]),
        ("0", (), [0]),
    ],
)
def test_parts_count_if_they_add_up(amount: str, parts: tuple[str | None, ...], payments: list[int]) -> None:
    """A batch is divided only if its parts give it to the cent; the sum is always the entry's."""
    assert parts_of(amount, *parts) == payments


def test_what_a_payment_knows() -> None:
    """Accounts are compact, the currency is the entry's or the statement's, and all words are in one text."""
    entry = Entry(
        date(2026, 2, 5),
        Decimal("12.10"),
        account="nl40 test 0987 6543 21",
        text="Factuur 1",
        reference="RF18",
        end_to_end="E-1",
        mandate="M-1",
    )
    payment = entry_payment(STATEMENT, entry, 3)
    assert (payment.account, payment.payer, payment.currency) == ("NL13TEST0123456789", "NL40TEST0987654321", "EUR")
    assert (payment.told, payment.place) == ("RF18 | Factuur 1 | E-1 | M-1", "bank.xml, entry 3")


def test_the_words_of_parts_are_not_lost() -> None:
    """If a batch cannot be divided, the words of its parts are searched all the same, and it says why."""
    entry = Entry(None, Decimal(5), text="batch", details=(Detail(Decimal(4), text="2026-0042", reference="R-1"),))
    (payment,) = payments_of(entry_payment(STATEMENT, entry, 1), entry)
    assert payment.text == "batch | 2026-0042 | R-1"
    assert "do not add up" in payment.unclear


def test_compact() -> None:
    """Only letters and digits are left of a number, in capitals."""
    assert (compact("nl02 abna_01-23"), compact(None)) == ("NL02ABNA0123", "")
