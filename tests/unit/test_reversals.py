"""Payments taken back: which booking they undo, and when a person is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunwell.matching.bookings import bookings
from dunwell.matching.claims import Booked, OpenClaim
from dunwell.matching.match import match
from dunwell.model import Detail, Entry, Statement

CLAIMS = (
    OpenClaim("A", "2026-0042", 0, 10000, "EUR", ended="paid"),
    OpenClaim("B", "2026-0043", 20000, 20000, "EUR"),
)
PAID_ON = date(2026, 1, 20).toordinal()
PAID = Booked("A", PAID_ON, 10000, end_to_end="E-17")


def results(*entries: Entry, booked: tuple[Booked, ...] = (PAID,)):
    return match((Statement("bank.xml", "NL13TEST0123456789", "EUR", entries=entries),), CLAIMS, booked).results


def back(amount: str = "-100.00", day: date = date(2026, 2, 5), **more: object) -> Entry:
    fields = {"currency": "EUR", "returned": "AC04", **more}
    return Entry(day, Decimal(amount), **fields)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (back(end_to_end="E-17"), "returned_reference"),
        (back(text="Storno 2026-0042"), "returned_number"),
        (back(reference="2026-0042"), "returned_number"),
    ],
)
def test_what_names_its_payment_takes_it_back(entry: Entry, rule: str) -> None:
    """The end-to-end reference or the invoice number with the amount says which booking is undone."""
    (result,) = results(entry)
    assert (result.group, result.rule) == ("reversed", rule)
    assert [(share.case, share.cents) for share in result.shares] == [("A", -10000)]
    assert "2026-01-20" in result.why
    (event,) = bookings(match((Statement("b", entries=(entry,)),), CLAIMS, (PAID,)))
    assert (event.case, event.event, event.cents) == ("A", "payment_reversed", 10000)


@pytest.mark.parametrize(
    "entry",
    [back(text="iets"), back(text="2026-0043"), back("-55.00", text="2026-0042"), back(text="2026 0042")],
)
def test_what_does_not_say_it_is_asked(entry: Entry) -> None:
    """Amount alone, another invoice, another amount or a number not plainly written: a person decides."""
    (result,) = results(entry)
    assert (result.group, result.rule, result.shares) == ("doubtful", "returned", ())
    assert result.candidates


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (back("-77.00", text="iets"), "returned_unknown"),
        (back(text="iets", day=date(2027, 6, 1)), "returned_unknown"),
        (back(text="iets", day=date(2026, 1, 19)), "returned_unknown"),
        (back(text="2026-0042", returned=None), "outgoing"),
    ],
)
def test_what_takes_nothing_back(entry: Entry, rule: str) -> None:
    """Another amount, too long ago, before the payment, or not marked as returned: money that went out."""
    (result,) = results(entry)
    assert (result.group, result.rule) == ("outgoing", rule)


def test_a_return_that_may_be_known_already_is_asked() -> None:
    """The same return in another kind of file, or so it seems, is not taken back twice."""
    first = Statement("a", "NL13TEST0123456789", "EUR", entries=(back(end_to_end="E-17", text="x"),), kind="camt.053")
    second = Statement("b", "NL13TEST0123456789", "EUR", entries=(back(end_to_end="E-17"),), kind="MT940")
    twice = (PAID, Booked("A", PAID_ON + 1, 10000, end_to_end="E-17"))
    found = match((first, second), CLAIMS, twice).results
    assert [one.group for one in found] == ["reversed", "doubtful"]
    assert "may be booked already" in found[1].why


def test_a_return_in_another_currency() -> None:
    """Dollars do not take back euros."""
    (result,) = results(back(end_to_end="E-17", currency="USD"))
    assert result.group == "outgoing"


def test_a_payment_is_taken_back_once() -> None:
    """One booking is undone by one return; a reversal recorded before counts."""
    first, second = results(back(end_to_end="E-17"), back(end_to_end="E-17"))
    assert (first.group, second.group) == ("reversed", "outgoing")
    (late,) = results(back(end_to_end="E-17"), booked=(PAID, Booked("A", PAID_ON + 3, -10000)))
    assert late.group == "outgoing"


def test_paid_returned_and_paid_again_in_one_file() -> None:
    """A payment, its return and the next payment follow each other by day, whatever their order in the file."""
    again = Entry(date(2026, 2, 9), Decimal("200.00"), text="2026-0043", currency="EUR")
    first = Entry(date(2026, 2, 2), Decimal("200.00"), text="2026-0043", currency="EUR")
    found = results(again, back("-200.00", text="2026-0043"), first)
    assert [one.group for one in found] == ["certain", "reversed", "certain"]
    assert found[1].reverses == found[2].fingerprint


def test_a_guess_can_be_taken_back_too() -> None:
    """A payment known by its account only is booked, and undone by its end-to-end reference."""
    claims = (OpenClaim("C", "7-001", 5000, 5000, "EUR", accounts=("NL40TEST0987654321",)),)
    paid = Entry(
        date(2026, 2, 2), Decimal(50), text="dank", account="NL40TEST0987654321", currency="EUR", end_to_end="E-9"
    )
    found = match((Statement("b", entries=(paid, back("-50.00", end_to_end="E-9"))),), claims).results
    assert [one.group for one in found] == ["certain", "reversed"]


def test_each_return_of_a_batch_is_looked_at() -> None:
    """Several bounced direct debits in one booking are undone one by one."""
    parts = (
        Detail(Decimal("-100.00"), returned="AC06", end_to_end="E-17"),
        Detail(Decimal("-30.00"), returned="MD06", end_to_end="E-99"),
    )
    found = results(back("-130.00", details=parts))
    assert [one.group for one in found] == ["reversed", "outgoing"]
