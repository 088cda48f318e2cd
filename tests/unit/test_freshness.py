"""Up to which day payments are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunwell.days import day_text
from dunwell.matching.freshness import known_day, known_days
from dunwell.model import Entry, Statement

OURS = "NL13TEST0123456789"


def statement(closed: date | None = None, *days: date, account: str = OURS) -> Statement:
    return Statement("a", account, entries=tuple(Entry(one, Decimal(1)) for one in days), closed_on=closed)


@pytest.mark.parametrize(
    ("statements", "until"),
    [
        ((), None),
        ((statement(date(2026, 2, 6)),), "2026-02-06"),
        ((statement(date(2026, 2, 6), date(2026, 2, 5)), statement(date(2026, 2, 4))), "2026-02-06"),
        ((statement(None, date(2026, 2, 3), date(2026, 2, 5)),), "2026-02-04"),
        ((statement(date(2026, 2, 6), account="NL55TEST0000000001"),), None),
        ((statement(date(2026, 2, 6), account="NL13 test 0123 4567 89"),), "2026-02-06"),
        ((statement(),), None),
        ((replace(statement(date(2026, 2, 6)), account=None),), None),
    ],
)
def test_known_until(statements: tuple[Statement, ...], until: str | None) -> None:
    """A closing balance makes its day known; entries without one only the days before the latest."""
    found = known_day(known_days(statements), OURS)
    assert (day_text(found) if found else None) == until


def test_an_announced_entry_tells_nothing() -> None:
    """Announced money lies in the future; it does not make data fresher."""
    announced = replace(statement(None, date(2026, 2, 5)).entries[0], booked=False)
    assert known_days((Statement("a", OURS, entries=(announced,)),)) == {}


def test_notifications_tell_nothing() -> None:
    """A camt.054 tells of single bookings; what it leaves out may have been paid."""
    for kind in ("camt.053", "camt.052", "MT940", "MT942"):
        assert known_days((replace(statement(date(2026, 2, 6)), kind=kind),)) != {}
    assert known_days((replace(statement(date(2026, 2, 6)), kind="camt.054"),)) == {}


@pytest.mark.parametrize(("closing", "known"), [("102.00", True), ("103.00", False), (None, True)])
def test_a_statement_in_which_something_is_missing_tells_nothing(closing: str | None, known: bool) -> None:
    """Its entries have to lead from one balance to the other, as far as both are known."""
    both = statement(date(2026, 2, 6), date(2026, 2, 5), date(2026, 2, 6))
    found = replace(both, opening=Decimal(100), closing=Decimal(closing) if closing else None)
    assert bool(known_days((found,))) == known


@pytest.mark.parametrize(
    ("number", "account", "same"),
    [
        ("0123456789", OURS, True),
        ("123456789", OURS, True),
        ("70033000/0123456789", "DE12700330000123456789", True),
        ("456789", OURS, False),
        ("0123456780", OURS, False),
        (OURS, "0123456789", True),
        ("0123456789", "4440123456789", False),
    ],
)
def test_old_numbers(number: str, account: str, same: bool) -> None:
    """An account from before IBAN is the one whose IBAN ends in it; too few digits are nobody's."""
    days = known_days((statement(date(2026, 2, 6), account=number),))
    assert (known_day(days, account) is not None) == same
