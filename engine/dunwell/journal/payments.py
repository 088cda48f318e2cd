"""Bank statements against the cases: what is plain is recorded as events, each payment once; the rest is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text, now
from dunwell.journal.cases import all_looks
from dunwell.journal.database import writing
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.matching.bookings import Booking, bookings
from dunwell.matching.claims import Booked
from dunwell.matching.match import match
from dunwell.matching.open_claim import open_claim
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.journal.cases import Look
    from dunwell.journal.store import Journal
    from dunwell.matching.claims import OpenClaim
    from dunwell.matching.matched import Matched
    from dunwell.model import Statement

_SIGNS = {"payment_received": 1, "payment_reversed": -1}
_ACCOUNT, _END_TO_END = "account", "end_to_end"
"""Remarks of a booking: the payer's account, and the reference that the payer gave."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The report on every payment, and what was recorded of it."""

    matched: Matched
    recorded: tuple[Booking, ...]
    problems: tuple[Problem, ...]


def import_statements(journal: Journal, statements: Sequence[Statement], by: str, on: int, today: int) -> Imported:
    """Match the payments of bank statements to all cases, and record what is certain.

    `on` is the day asked for (0: none), `today` the day that counts as today. Everything is recorded in one
    transaction. What another import recorded meanwhile is not recorded again, and neither is what lies in the future.
    """
    with journal.view():
        looks, problems = all_looks(journal, on)
        said, prints = _said_of_bookings(journal), _fingerprints(journal)
        known = tuple(_open_claims(journal, looks, said))
        booked = tuple(one for look in looks for one in _booked(look, said, prints))
    matched = match(statements, known, booked)
    payers = {result.fingerprint: result.payment.payer for result in matched.results}
    wanted = bookings(matched)
    with writing(journal.connection):
        due = (one for one in wanted if one.day <= today)
        recorded = tuple(one for one in due if _record(journal, one, payers[one.fingerprint], by, today))
    later = (_in_the_future(one, today) for one in wanted if one.day > today)
    return Imported(matched, recorded, (*problems, *later))


def _record(journal: Journal, booking: Booking, payer: str, by: str, today: int) -> bool:
    """Record a booking unless its fingerprint is on the case already."""
    key = (booking.case, booking.fingerprint)
    if journal.connection.execute("SELECT 1 FROM bookings WHERE case_id = ? AND fingerprint = ?", key).fetchone():
        return False
    event = Event(booking.event, booking.day, (("amount", booking.cents),))
    remarks = ((_ACCOUNT, payer), (_END_TO_END, booking.end_to_end))
    added = journal.add_event(booking.case, event, Stamp(today, now(), by, booking.source), remarks)
    journal.connection.execute(
        "INSERT INTO bookings (case_id, fingerprint, sequence) VALUES (?, ?, ?)", (*key, added.event.sequence)
    )
    return True


def _open_claims(
    journal: Journal, looks: Sequence[Look], said: Mapping[tuple[str, int], Mapping[str, str]]
) -> Iterator[OpenClaim]:
    """Every case whose invoice the journal still holds, with the accounts from which it was paid."""
    accounts: dict[str, dict[str, None]] = {}
    for (case_id, _), remarks in said.items():
        if account := remarks.get(_ACCOUNT):
            accounts.setdefault(case_id, {})[account] = None
    for look in looks:
        invoice = journal.invoice(look.case)
        if invoice is not None:
            yield open_claim(look.case.id, invoice, look.position, tuple(accounts.get(look.case.id, ())))


def _booked(
    look: Look, said: Mapping[tuple[str, int], Mapping[str, str]], prints: Mapping[tuple[str, int], str]
) -> Iterator[Booked]:
    """What came in on a case and what went back, by hand or from the bank."""
    for event in (one.event for one in look.events if one.event.name in _SIGNS):
        key = (look.case.id, event.sequence)
        end_to_end = said.get(key, {}).get(_END_TO_END, "")
        yield Booked(look.case.id, event.at, _SIGNS[event.name] * event.money(), prints.get(key, ""), end_to_end)


def _fingerprints(journal: Journal) -> dict[tuple[str, int], str]:
    rows = journal.connection.execute("SELECT case_id, sequence, fingerprint FROM bookings")
    return {(row["case_id"], row["sequence"]): row["fingerprint"] for row in rows}


def _said_of_bookings(journal: Journal) -> dict[tuple[str, int], dict[str, str]]:
    """Accounts and references of payments that were booked, as far as they were not erased."""
    query = "SELECT case_id, sequence, about, text FROM remarks WHERE about IN (?, ?)"
    found: dict[tuple[str, int], dict[str, str]] = {}
    for row in journal.connection.execute(query, (_ACCOUNT, _END_TO_END)):
        found.setdefault((row["case_id"], row["sequence"]), {})[row["about"]] = row["text"]
    return found


def _in_the_future(booking: Booking, today: int) -> Problem:
    message = (
        f"a payment of {day_text(booking.day)} on case {booking.case!r} lies in the future: it is {day_text(today)}"
    )
    return Problem("DW965", message, None, "import the file again on that day", "warning")
