"""What payments are matched to: claims, and what has been booked on them before. Days are ordinals, money is cents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """One case as the matcher sees it.

    `open` is what is claimed and not received; `total` the invoice amount; `parts` other amounts that may well be paid,
    such as an instalment or a promised sum. `names` and `accounts` are those the debtor is known by, also from earlier
    payments; `creditor_accounts` those on which the creditor wants the money. `references` are payment references that
    were asked for. `issued` is the first day on which a payment may be for it (None: not known). `ended` says how the
    case ended, and is empty while it is open.
    """

    case: str
    number: str
    open: int
    total: int
    currency: str
    references: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    creditor_accounts: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()
    issued: int | None = None
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment that is on a case already; below zero it was taken back.

    `fingerprint` is what `bookings` gave it, and empty if a person recorded it by hand. `end_to_end` is the payment's
    end-to-end reference, if it had one: a direct debit that bounces names it again.
    """

    case: str
    day: int
    cents: int
    fingerprint: str = ""
    end_to_end: str = ""
