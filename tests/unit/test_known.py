"""The same money in two files is one; two equal payments are two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunwell.matching.bookings import bookings
from dunwell.matching.claims import Booked, OpenClaim
from dunwell.matching.fingerprints import SAMENESS, Fingerprint, fingerprint, sameness
from dunwell.matching.match import match
from dunwell.matching.payments import entry_payment
from dunwell.model import Detail, Entry, Statement

OURS, PAYER, STRANGER = "NL13TEST0123456789", "NL40TEST0987654321", "DE02120300000000202051"
CLAIM = OpenClaim("A", "2026-0042", 500000, 500000, "EUR")
OTHER = OpenClaim("B", "2026-0043", 500000, 500000, "EUR")
PAID = Entry(
    date(2026, 2, 5),
    Decimal("100.00"),
    name="De Wilgen",
    account=PAYER,
    text="Factuur 2026-0042",
    currency="EUR",
    valued=date(2026, 2, 5),
)


def statement(*entries: Entry, file: str = "a.xml", kind: str = "camt.053", **more: object) -> Statement:
    return Statement(file, OURS, "EUR", entries=entries, kind=kind, **more)  # type: ignore[arg-type]  # handed on


def groups(*statements: Statement, booked: tuple[Booked, ...] = ()) -> list[str]:
    return [result.group for result in match(statements, (CLAIM, OTHER), booked).results]


def booked_from(*statements: Statement) -> tuple[Booked, ...]:
    """What a first run books, as the journal would hand it to the next."""
    found = bookings(match(statements, (CLAIM, OTHER)))
    return tuple(Booked(b.case, b.day, b.cents, b.fingerprint, b.end_to_end) for b in found)


def both_ways(first: Statement, second: Statement) -> list[str]:
    """What becomes of the second file's entries: in the same run, and in a later one."""
    together = groups(first, second)[len(first.entries) :]
    assert groups(second, booked=booked_from(first)) == together
    return together


MT940 = replace(PAID, text="FACTUUR 2026-0042", name="DE WILGEN")
SAME = {
    "the same file": (statement(PAID), statement(PAID, file="b.xml")),
    "an overlapping export": (
        statement(PAID, opening=Decimal(0), closing=Decimal(100), closed_on=date(2026, 2, 5)),
        statement(PAID, file="b.xml", opening=Decimal(0), closing=Decimal(100), closed_on=date(2026, 2, 5), number="7"),
    ),
    "a net of nothing": (
        statement(PAID, opening=Decimal(0), closing=Decimal(0), closed_on=date(2026, 2, 5)),
        statement(PAID, file="b.xml", opening=Decimal(0), closing=Decimal(90), closed_on=date(2026, 2, 5)),
    ),
    "a notification and the statement": (statement(PAID, kind="camt.054"), statement(PAID, file="b.xml")),
    "during the day and after it": (statement(PAID, kind="camt.052"), statement(PAID, file="b.xml")),
    "another format, other words": (statement(PAID), statement(MT940, file="b.sta", kind="MT940")),
    "an old account number": (
        statement(PAID),
        statement(replace(MT940, account="P987654321"), file="b.sta", kind="MT940"),
    ),
    "another format with less": (
        statement(PAID),
        statement(replace(PAID, text="2026-0042 en meer"), file="b.sta", kind="MT940"),
    ),
    "the bank's reference": (
        statement(replace(PAID, bank_reference="B1"), kind="camt.054"),
        statement(replace(PAID, bank_reference="B1", text="heel anders", account=None), file="b.xml"),
    ),
    "the bank's reference, a day later": (
        statement(replace(PAID, bank_reference="B1"), kind="camt.054"),
        statement(replace(PAID, bank_reference="B1", day=date(2026, 2, 6), valued=date(2026, 2, 6)), file="b.xml"),
    ),
    "booked a day later, valued the same": (
        statement(PAID, kind="MT942"),
        statement(replace(PAID, day=date(2026, 2, 6)), file="b.sta", kind="MT940"),
    ),
}
OTHERS = {
    "another day": replace(PAID, day=date(2026, 2, 6), valued=date(2026, 2, 6)),
    "another amount": replace(PAID, amount=Decimal("100.01")),
    "another payer": replace(PAID, account=STRANGER),
    "other words": replace(PAID, text="Factuur 2026-0042, tweede deel"),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_money_is_booked_once(name: str) -> None:
    """One booking in two files, in one run or in two, is booked once, and the second is listed as known."""
    assert both_ways(*SAME[name]) == ["known"]


@pytest.mark.parametrize("name", OTHERS)
def test_other_money_is_booked_too(name: str) -> None:
    """What differs in something that one kind of file always says alike is another payment."""
    assert both_ways(statement(PAID), statement(OTHERS[name], file="b.xml")) == ["certain"]


def test_two_equal_payments_on_one_day_are_two() -> None:
    """Two equal entries of one file are both booked; the same file again books nothing."""
    twice = statement(PAID, PAID)
    assert groups(twice) == ["certain", "certain"]
    assert both_ways(twice, replace(twice, file="b.xml")) == ["known", "known"]


def test_the_second_of_two_equal_payments_comes_in_a_later_file() -> None:
    """A file with one of them, then a file with both: the second is booked then, under a fingerprint of its own."""
    first, both = statement(PAID), statement(PAID, PAID, file="b.xml")
    assert both_ways(first, both) == ["known", "certain"]
    (known,) = booked_from(first)
    (new,) = bookings(match((both,), (CLAIM,), (known,)))
    assert new.fingerprint != known.fingerprint
    again = (known, Booked("A", new.day, new.cents, new.fingerprint))
    assert groups(both, booked=again) == ["known", "known"]


def test_references_of_the_bank_tell_equal_payments_apart() -> None:
    """Two equal payments in two files are two if the bank gives each a reference of its own."""
    one, two = (statement(replace(PAID, bank_reference=ref), file=f"{ref}.xml") for ref in ("B1", "B2"))
    assert both_ways(one, two) == ["certain"]


def test_two_statements_of_one_day() -> None:
    """A morning and an evening statement share no booking: the second opens with what the first closed with."""
    morning = statement(PAID, opening=Decimal(0), closing=Decimal(100), closed_on=date(2026, 2, 5))
    evening = statement(
        PAID, file="b.xml", opening=Decimal(100), closing=Decimal(200), closed_on=date(2026, 2, 5), number="2"
    )
    assert both_ways(morning, evening) == ["certain"]


def test_what_may_be_the_same_is_asked() -> None:
    """Another kind of file has the amount on that day, but nothing says that it is the same money: a person decides."""
    bare = replace(PAID, account=None, text="2026-0043")
    assert both_ways(statement(PAID), statement(bare, file="b.sta", kind="MT940")) == ["doubtful"]
    late = replace(PAID, day=date(2026, 2, 7), valued=date(2026, 2, 7))
    assert both_ways(statement(PAID, kind="camt.052"), statement(late, file="b.xml")) == ["doubtful"]
    one, two = (statement(PAID, kind="camt.054", file=f"{n}.xml", number=n) for n in ("N1", "N2"))
    assert both_ways(one, two) == ["doubtful"]


def test_an_announcement_does_not_hide_the_booking() -> None:
    """Announced money is not booked, so the booking that follows is no copy of it."""
    announced = statement(replace(PAID, booked=False), kind="camt.052")
    assert groups(announced, statement(PAID, file="b.xml")) == ["pending", "certain"]


def test_what_waits_for_a_person_is_not_asked_again() -> None:
    """A payment kept for a person is known when its file comes again, and says so."""
    unclear = statement(replace(PAID, text="2026 0042"))
    (asked,) = match((unclear,), (CLAIM,)).results
    (again,) = match((unclear,), (CLAIM,), (), (asked.fingerprint,)).results
    assert (asked.group, again.group, again.why) == ("doubtful", "known", "the same money is here: kept for a person")


PARTS = (
    Detail(Decimal("60.00"), "De Wilgen", PAYER, "2026-0042"),
    Detail(Decimal("40.00"), "Korenaar", STRANGER, "iets"),
)
BATCH = replace(PAID, name=None, account=None, text="batch 7", details=PARTS)
LUMP = replace(BATCH, details=())


def test_a_batch_and_its_breakdown_in_another_file() -> None:
    """The parts are what is matched, whichever file comes first; the lump sum is known."""
    lump, parts = statement(LUMP), statement(BATCH, kind="camt.054", file="b.xml")
    assert groups(lump, parts) == ["known", "certain", "unmatched"]
    assert groups(parts, lump) == ["certain", "unmatched", "known"]
    assert groups(lump, booked=booked_from(parts)) == ["known"]


def test_the_rest_of_a_batch_stays_open() -> None:
    """In a later run only the part that was booked is known; the others are looked at again."""
    batch = statement(BATCH)
    assert groups(batch, booked=booked_from(batch)) == ["known", "unmatched"]


def test_the_rest_of_a_batch_in_two_files_of_one_run() -> None:
    """What is left of a batch booked in part is looked at once, in whatever number of files it comes."""
    more = replace(BATCH, details=(PARTS[0], replace(PARTS[1], text="2026-0043")))
    earlier = booked_from(statement(more))[:1]
    found = groups(statement(more), statement(more, file="b.xml"), booked=earlier)
    assert found == ["known", "certain", "known", "known"]


def test_the_parts_of_a_sum_that_waits_for_a_person() -> None:
    """A batch that came as one sum waits; when its parts come, they are matched and take its place, once."""
    (lump,) = match((statement(LUMP),), (CLAIM, OTHER)).results
    parts = statement(BATCH, kind="camt.054", file="b.xml")
    found = match((parts,), (CLAIM, OTHER), (), (lump.fingerprint,)).results
    assert [one.group for one in found] == ["certain", "unmatched"]
    assert all(one.fingerprint.startswith(f"{lump.fingerprint}/") for one in found)
    prints = [one.fingerprint for one in found]
    again = match((parts, statement(LUMP, file="c.xml")), (CLAIM, OTHER), (), prints).results
    assert {one.group for one in again} == {"known"}


def test_a_statement_twice_in_one_file() -> None:
    """A statement that stands in its file twice is one."""
    assert groups(statement(PAID), statement(PAID)) == ["certain", "known"]


def test_fingerprints_can_be_kept_as_text() -> None:
    """A fingerprint is one word without names, accounts or texts, and is read back as it was."""
    account = statement(PAID, number="S:7", opening=Decimal("5"), closing=Decimal("105.00"), closed_on=date(2026, 2, 5))
    payment = entry_payment(account, PAID, 1)
    printed = fingerprint(payment, account, payment.told, lump=False)
    assert Fingerprint.parse(printed.text()) == printed
    assert not any(word in printed.text() for word in (PAYER, OURS, "Wilgen", "0042", " ", "/"))
    with pytest.raises(ValueError, match="is not a fingerprint"):
        Fingerprint.parse("a:b")


def test_sameness_goes_both_ways() -> None:
    """It does not matter which of two files came first, and every row says why."""
    prints = []
    for first, second in SAME.values():
        for each in (first, second):
            payment = entry_payment(each, each.entries[0], 1)
            prints.append(fingerprint(payment, each, payment.told, lump=False))
    assert all(sameness(a, b) == sameness(b, a) for a in prints for b in prints)
    assert all(text for _, _, text in SAMENESS)
