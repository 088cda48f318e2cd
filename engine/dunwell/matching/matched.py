"""What became of every payment: the report of a matching run, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.matching.payments import Payment

Group = Literal["certain", "doubtful", "ended", "unmatched", "reversed", "known", "pending", "outgoing"]

GROUPS: Mapping[Group, str] = {
    "certain": "booked: it is plain which case it pays",
    "reversed": "taken back: a payment booked earlier was returned or reversed",
    "doubtful": "to be decided by a person",
    "ended": "for a case that has ended: to be decided by a person",
    "unmatched": "no case fits",
    "known": "the same money is in another file, or was booked before",
    "pending": "announced, not booked by the bank yet",
    "outgoing": "money that went out and takes no payment back",
}
"""Where a payment can end, each in exactly one."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a case gets of a payment (or loses, below zero)."""

    case: str
    number: str
    cents: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that a payment may be for, what is open on it in cents, and what speaks for and against it."""

    case: str
    number: str
    open: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One payment and what became of it.

    `rule` names a row of `rules`; `why` says it for this payment, for `doubtful` also what is missing. `shares` add up
    to the payment where it is certain or reversed. `candidates` are for a person to choose from. `fingerprint` is what
    to keep beside a booking; `reverses` is that of the payment taken back.
    """

    payment: Payment
    group: Group
    rule: str
    why: str
    shares: tuple[Share, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    fingerprint: str = ""
    reverses: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """The whole report; every payment of the statements is in `results` once, in the order of the files."""

    results: tuple[Result, ...]

    def of(self, group: Group) -> tuple[Result, ...]:
        """The results that ended in one group."""
        return tuple(result for result in self.results if result.group == group)

    def cents(self, group: Group, currency: str) -> int:
        """The sum of a group in one currency."""
        return sum(each.payment.cents for each in self.of(group) if each.payment.currency == currency)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that occur, in order of the alphabet."""
        return tuple(sorted({result.payment.currency for result in self.results}))
