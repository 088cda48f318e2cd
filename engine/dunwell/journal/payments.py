"""Bank statements against the cases: what is plain is recorded as events, each payment once.

What is doubtful is kept for a person, and up to which day the payments on an account are known is kept too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text, now
from dunwell.journal.bank_days import note_days
from dunwell.journal.cases import all_looks
from dunwell.journal.database import writing
from dunwell.journal.store import Stamp
from dunwell.journal.waiting import KEPT, all_kept, all_waiting, decide_on, keep_payment
from dunwell.language.events import Event
from dunwell.matching.bookings import Booking, bookings
from dunwell.matching.claims import Booked
from dunwell.matching.freshness import known_days
from dunwell.matching.match import match
from dunwell.matching.open_claim import open_claim
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from dunwell.journal.cases import Look
    from dunwell.journal.store import Journal
    from dunwell.matching.claims import OpenClaim
    from dunwell.matching.matched import Matched, Result
    from dunwell.model import Statement

_SIGNS = {"payment_received": 1, "payment_reversed": -1}
_ACCOUNT, _END_TO_END = "account", "end_to_end"
"""Remarks of a booking: the payer's account, and the reference that the payer gave."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The report on every payment, and what was recorded of it.

    `waiting` are the payments of these statements that wait for a person: their numbers by fingerprint. `days` are the
    days up to which the statements tell all payments on an account.
    """

    matched: Matched
    recorded: tuple[Booking, ...]
    problems: tuple[Problem, ...]
    waiting: Mapping[str, int]
    days: Mapping[str, int]


def import_statements(
    journal: Journal,
    statements: Sequence[Statement],
    by: str,
    on: int,
    today: int,
    broken: Collection[str] = (),
) -> Imported:
    """Match the payments of bank statements to all cases, record what is certain, and keep what is doubtful.

    `on` is the day asked for (0: none), `today` the day that counts as today; `broken` are files of which something
    could not be read, so that nobody knows whether they tell all payments. Everything is recorded in one transaction.
    What another import recorded meanwhile is not recorded again, and neither is what lies in the future.
    """
    with journal.view():
        looks, problems = all_looks(journal, on)
        said, prints = _said_of_bookings(journal), _fingerprints(journal)
        known = tuple(_open_claims(journal, looks, said))
        booked = tuple(one for look in looks for one in _booked(look, said, prints))
        kept = all_kept(journal)
    decided = (one.fingerprint for one in kept if one.decided in ("booked", "known", "not_ours"))
    matched = match(statements, known, booked, (one.fingerprint for one in kept if not one.decided), decided)
    payers = {result.fingerprint: result.payment.payer for result in matched.results}
    wanted = bookings(matched)
    days = known_days(each for each in statements if each.file not in broken)
    with writing(journal.connection):
        due = (one for one in wanted if one.day <= today)
        recorded = tuple(one for one in due if add_booking(journal, one, payers[one.fingerprint], by, today))
        waiting = _keep(journal, matched, Stamp(today, now(), by))
        note_days(journal, days, Stamp(today, now(), by))
    later = [_in_the_future(one.case, one.day, today) for one in wanted if one.day > today]
    later += [_in_the_future("", one.payment.day or 0, today) for one in _asked(matched) if not _is_here(one, today)]
    return Imported(matched, recorded, (*problems, *later), waiting, days)


def _asked(matched: Matched) -> tuple[Result, ...]:
    return tuple(one for group in KEPT for one in matched.of(group))


def _is_here(result: Result, today: int) -> bool:
    return (result.payment.day or 0) <= today


def _keep(journal: Journal, matched: Matched, stamp: Stamp) -> dict[str, int]:
    """Keep what a person has to decide on; the parts of a sum that waited take its place. The numbers of what waits."""
    sums = {one.fingerprint: one.number for one in all_waiting(journal)}
    parts = (one for one in matched.results if one.group != "known" and "/" in one.fingerprint)
    for whole in {one.fingerprint.partition("/")[0] for one in parts} & sums.keys():
        decide_on(journal, sums[whole], "in_parts", stamp)
    booked = set(_fingerprints(journal).values())  # by another import meanwhile
    for one in _asked(matched):
        if _is_here(one, stamp.on) and one.fingerprint not in booked:
            keep_payment(journal, one, stamp)
    here = {one.fingerprint for one in matched.results}
    return {one.fingerprint: one.number for one in all_waiting(journal) if one.fingerprint in here}


def add_booking(journal: Journal, booking: Booking, payer: str, by: str, today: int) -> bool:
    """Record a booking inside a transaction that is open, unless its fingerprint is on the case already."""
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


def _in_the_future(case: str, day: int, today: int) -> Problem:
    on = f" on case {case!r}" if case else ""
    message = f"a payment of {day_text(day)}{on} lies in the future: it is {day_text(today)}"
    return Problem("DW965", message, None, "import the file again on that day", "warning")
