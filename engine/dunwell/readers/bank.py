"""What camt and MT940 files have in common: accounts, words that mean nothing, and balances that must follow.

>>> account_number("NL34 RABO 0142 6233 93 EUR", "EUR")
'NL34RABO0142623393'
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dunwell.problems import Place, Problem
from dunwell.readers.values import account_of, iban_holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dunwell.model import Entry


@dataclass(frozen=True, slots=True)
class Balance:
    """A booked balance, below zero for an overdraft, where it stands in the file, and its day if that can be read."""

    amount: Decimal
    currency: str | None
    place: Place
    day: date | None = None


_NOTHING_SAID = frozenset(
    {
        "-", "EREF", "KEINE ANGABE", "KEINE INFORMATION VORHANDEN", "KREF", "MARF", "N/A", "NIET OPGEGEVEN", "NONREF",
        "NOREF", "NOT PROVIDED", "NOTPROVIDED", "ONBEKEND", "PREF", "UNKNOWN",
    }
)  # fmt: skip
"""Words that banks write where a name or reference is obligatory and nobody gave one."""


def said(text: str | None) -> str | None:
    """The text with its white space tidied; None if it is empty or a word such as NOTPROVIDED."""
    tidy = " ".join((text or "").split())
    return None if not tidy or tidy.upper() in _NOTHING_SAID else tidy


def account_number(text: str | None, currency: str | None = None) -> str | None:
    """An account as written, but an IBAN compact and in capitals, without the currency that some banks write after it.

    Its check digits are not judged, except where the last three letters may belong to the IBAN (Mauritius, Seychelles).
    """
    written = account_of(text or "").iban
    if written and currency and written.endswith(currency) and not iban_holds(written):
        return account_of(written.removesuffix(currency)).iban or written
    return written or said(text)


def signed(amount: Decimal, sign: int) -> Decimal:
    """The amount with this sign; nothing stays nothing (not -0.00)."""
    return amount * sign if amount else amount


def too_precise(amount: Decimal, place: Place) -> Iterator[Problem]:
    """DW883: an amount that is not in whole cents."""
    if amount != amount.quantize(Decimal("0.01")):
        fix = "check the amount at the bank; it is kept as written"
        yield Problem("DW883", f"the amount {amount} has more than two decimals", place, fix, "warning")


def check_balances(
    opening: Balance | None, closing: Balance | None, entries: Iterable[Entry], place: Place
) -> Iterator[Problem]:
    """DW881, DW889, DW894: the closing balance is there and follows from the opening balance and the booked entries.

    Nothing is said where nothing can be: without an opening balance, or with booked entries in another currency.
    `place` is the statement's, for a closing balance that is not there.
    """
    if opening is None:
        return
    if closing is None:
        message = f"there is an opening balance ({opening.amount}) but no closing balance that can be read"
        fix = "check that the file is complete; the entries that are there are used"
        yield Problem("DW894", message, place, fix, "warning")
        return
    if opening.currency != closing.currency:
        message = f"the opening balance is in {opening.currency}, the closing balance in {closing.currency}"
        yield Problem("DW889", message, closing.place, "check both at the bank", "warning")
        return
    booked = tuple(entry for entry in entries if entry.booked)
    if any(entry.currency not in {None, opening.currency} for entry in booked):
        return
    expected = opening.amount + sum((entry.amount for entry in booked), Decimal(0))
    if expected != closing.amount:
        message = (
            f"the closing balance is {closing.amount}, but the opening balance {opening.amount} and the booked entries "
            f"give {expected}: a gap of {closing.amount - expected}"
        )
        fix = "look for a missing page or entry at the bank; the entries that are there are used"
        yield Problem("DW881", message, closing.place, fix, "warning")
