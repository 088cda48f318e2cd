"""Payments that are taken back: which earlier booking they undo."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.matching.matched import Candidate, Result, Share
from dunwell.matching.mentions import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dunwell.matching.claims import Booked, OpenClaim
    from dunwell.matching.payments import Payment
    from dunwell.matching.register import Register

_DAYS_BACK = 13 * 31
"""An unauthorised direct debit can be claimed back for thirteen months; scheme rule books of SEPA."""


@dataclass(frozen=True, slots=True)
class _Booking:
    case: str
    day: int
    cents: int
    fingerprint: str
    end_to_end: str


class Bookings:
    """What was booked, before and in this run, and not yet taken back."""

    def __init__(self, claims: Sequence[OpenClaim], earlier: Iterable[Booked]) -> None:
        self.claims = {claim.case: index for index, claim in enumerate(claims)}
        self.currencies = {claim.case: claim.currency for claim in claims}
        self.by_amount: dict[int, list[_Booking]] = defaultdict(list)
        back: list[Booked] = []
        for one in earlier:
            if one.cents > 0:
                self._add(_Booking(one.case, one.day, one.cents, one.fingerprint, one.end_to_end))
            else:
                back.append(one)
        for one in sorted(back, key=lambda each: each.day):
            self._undo(one)

    def _add(self, booking: _Booking) -> None:
        self.by_amount[booking.cents].append(booking)

    def _undo(self, taken: Booked) -> None:
        """Forget the latest booking of a case that an earlier reversal has undone."""
        same = [one for one in self.by_amount[-taken.cents] if one.case == taken.case and one.day <= taken.day]
        if same:
            self.by_amount[-taken.cents].remove(max(same, key=lambda one: one.day))

    def add(self, result: Result) -> None:
        """Remember what this run has booked: a payment in one piece, since only that is taken back as such."""
        if result.group == "certain" and len(result.shares) == 1:
            payment, share = result.payment, result.shares[0]
            self._add(_Booking(share.case, payment.day or 0, share.cents, result.fingerprint, payment.end_to_end))

    def before(self, payment: Payment) -> list[_Booking]:
        """Bookings of the amount and currency that goes out now, not too long ago."""
        day = payment.day or 0
        found = (one for one in self.by_amount.get(-payment.cents, ()) if 0 <= day - one.day <= _DAYS_BACK)
        return [one for one in found if self.currencies.get(one.case, payment.currency) == payment.currency]

    def remove(self, booking: _Booking) -> None:
        """Forget a booking that is taken back now."""
        self.by_amount[booking.cents].remove(booking)


def take_back(payment: Payment, key: str, doubt: str, register: Register, bookings: Bookings) -> Result:
    """Say which booking a debit takes back, if it is marked as returned or reversed.

    Certain is only what names its payment: by the same end-to-end reference, or by the invoice number. Amount and
    account alone are asked: a case that was paid would be dunned again. So is what may have been booked already or is
    unclear in itself (`doubt`).
    """
    if not payment.returned:
        return Result(payment, "outgoing", "outgoing", "money that went out", fingerprint=key)
    found = bookings.before(payment)
    numbers = {m.claim: m for m in register.numbers.mentions(payment.told)}
    sure = {register.claims[n].case for n, mention in numbers.items() if mention.how in SURE}
    by_reference = [one for one in found if one.end_to_end and one.end_to_end == payment.end_to_end]
    by_number = [one for one in found if one.case in sure]
    for rule, ones, why in (
        ("returned_reference", by_reference, "it has the end-to-end reference of a payment booked"),
        ("returned_number", by_number, "it names the invoice of a payment of this amount"),
    ):
        if len({one.case for one in ones}) == 1 and payment.day is not None and not doubt:
            booking = max(ones, key=lambda one: one.day)
            return _taken(payment, key, rule, why, booking, register, bookings)
    named = {register.claims[n].case for n in numbers}
    likely = by_reference or by_number or found
    if likely or named:
        cases = dict.fromkeys([one.case for one in likely] + sorted(named))
        candidates = tuple(_candidate(case, likely, register, bookings) for case in list(cases)[:8])
        unsure = doubt or "nothing says for certain which payment it takes back"
        why = f"money went back ({payment.returned}), but {unsure}"
        return Result(payment, "doubtful", "returned", why, (), candidates, key)
    why = f"money went back ({payment.returned}), but no payment of this amount was booked"
    return Result(payment, "outgoing", "returned_unknown", why, fingerprint=key)


def _taken(
    payment: Payment, key: str, rule: str, why: str, booking: _Booking, register: Register, bookings: Bookings
) -> Result:
    bookings.remove(booking)
    index = bookings.claims.get(booking.case)
    if index is not None:
        register.give_back(index, booking.cents)
    number = register.claims[index].number if index is not None else booking.case
    why = f"{why}, of {day_text(booking.day)} ({payment.returned})"
    share = Share(booking.case, number, payment.cents)
    return Result(payment, "reversed", rule, why, (share,), (), key, booking.fingerprint)


def _candidate(case: str, likely: Iterable[_Booking], register: Register, bookings: Bookings) -> Candidate:
    index = bookings.claims.get(case)
    days = [day_text(one.day) for one in likely if one.case == case]
    reason = f"a payment of this amount was booked on {', '.join(days)}" if days else "its number stands in the text"
    if index is None:
        return Candidate(case, case, 0, (reason,))
    return Candidate(case, register.claims[index].number, register.left[index], (reason,))
