"""What a report asks of the journal: one event for each share of a payment that is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunwell.matching.matched import Matched


@dataclass(frozen=True, slots=True)
class Booking:
    """An event for a case: `payment_received` or `payment_reversed`, its day as an ordinal, its cents above zero.

    `source` says where it comes from, without a name, account or word of the payer. A payment for several cases has one
    `fingerprint`; kept together with the case it is unique.
    """

    case: str
    event: str
    day: int
    cents: int
    source: str
    fingerprint: str
    end_to_end: str = ""


def bookings(matched: Matched) -> tuple[Booking, ...]:
    """The events that follow from a report, in the order of the files; what is doubtful gives none."""
    return tuple(
        Booking(
            case=share.case,
            event="payment_received" if share.cents > 0 else "payment_reversed",
            day=result.payment.day or 0,
            cents=abs(share.cents),
            source=f"{result.payment.kind or 'bank statement'} {result.payment.place}: {result.rule}",
            fingerprint=result.fingerprint,
            end_to_end=result.payment.end_to_end,
        )
        for result in matched.results
        if result.group in ("certain", "reversed")
        for share in result.shares
    )
