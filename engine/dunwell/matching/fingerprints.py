"""What identifies a booking at the bank, so that the same money in two files is booked once.

Bank references would do, but not every bank gives them, and the same booking may come as camt.052, camt.054, camt.053
and MT940. So a fingerprint holds what such files have in common, and `sameness` says whether two may be one booking.
It holds no name, account or text of a debtor, only short digests of them, mixed with the amount.

>>> Fingerprint.parse(Fingerprint("a1", "EUR", 121000, 739287, 739287, "camt.053", told="b2").text()).cents
121000
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from dunwell.money import cents

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from dunwell.matching.payments import Payment
    from dunwell.model import Statement

Verdict = Literal["same", "likely", "unsure", "other"]

_PRELIMINARY_DAYS = 3
"""How far the day of a notification may lie from that of the statement."""
_ACCOUNT_DIGITS = 9
"""Old account numbers are the last digits of the IBAN that replaced them."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One booking. `account` is ours, as a digest; days are ordinals (0: none).

    `ref`, `payer` and `told` are digests of the bank's reference, the other account and all words, `number` of the
    bank's number for the statement; empty if there are none. `opening`, `closing` and `closed` say where its statement
    stands in the account, if it says so.
    `lump` is "1" for a booking of several payments. `copy` counts equal bookings from 1.
    """

    account: str
    currency: str
    cents: int
    day: int
    valued: int
    kind: str
    ref: str = ""
    payer: str = ""
    told: str = ""
    number: str = ""
    opening: str = ""
    closing: str = ""
    closed: int = 0
    lump: str = ""
    copy: int = 1

    def text(self) -> str:
        """The fingerprint as one word, to be kept beside what was booked."""
        return ":".join(str(getattr(self, field.name)) for field in fields(self))

    @classmethod
    def parse(cls, text: str) -> Fingerprint:
        """The fingerprint that `text` wrote. Raises ValueError for anything else."""
        values = text.split(":")
        if len(values) != len(fields(cls)):
            raise ValueError(f"{text!r} is not a fingerprint")
        whole = {"cents", "day", "valued", "closed", "copy"}
        named = zip((field.name for field in fields(cls)), values, strict=True)
        return cls(**{name: int(value) if name in whole else value for name, value in named})  # type: ignore[arg-type]  # by name

    @property
    def days(self) -> frozenset[int]:
        """The booking date and the value date, as far as they are known."""
        return frozenset((self.day, self.valued)) - {0}


def fingerprint(payment: Payment, statement: Statement, words: str, *, lump: bool) -> Fingerprint:
    """The fingerprint of a whole entry; `words` are all its words, those of its parts included."""
    salt = f"{payment.account}{payment.cents}"
    digits = re.sub(r"\D", "", payment.payer)[-_ACCOUNT_DIGITS:] or payment.payer
    return Fingerprint(
        account=digest("", payment.account),
        currency=payment.currency,
        cents=payment.cents,
        day=payment.day or 0,
        valued=payment.valued or 0,
        kind=payment.kind,
        ref=digest("", payment.bank_reference),
        payer=digest(salt, digits),
        told=digest(salt, re.sub(r"[\W_]+", "", words).casefold()),
        number=digest("", statement.number or ""),
        opening=_cents(statement.opening),
        closing=_cents(statement.closing),
        closed=statement.closed_on.toordinal() if statement.closed_on else 0,
        lump="1" if lump else "",
    )


def _cents(balance: Decimal | None) -> str:
    return "" if balance is None else str(cents(balance))


def digest(salt: str, text: str) -> str:
    """Ten hexadecimal digits for a text; nothing for nothing."""
    return blake2b(f"{salt}/{text}".encode(), digest_size=5).hexdigest() if text else ""


def part_key(whole: str, payment: Payment, copy: int) -> str:
    """The fingerprint of a payment inside a batch, given that of the batch."""
    words = re.sub(r"[\W_]+", "", payment.payer + payment.told).casefold()
    return f"{whole}/{payment.cents}.{digest(whole, words) or '-'}.{copy}"


def sameness(one: Fingerprint, other: Fingerprint) -> Verdict:
    """Whether two bookings of two files are one: the first row of `SAMENESS` that applies decides."""
    return next(verdict for applies, verdict, _ in SAMENESS if applies(one, other))


def _same_kind(one: Fingerprint, other: Fingerprint) -> bool:
    return one.kind == other.kind


def _both_refs(one: Fingerprint, other: Fingerprint) -> bool:
    return bool(one.ref and other.ref)


def _other_day(one: Fingerprint, other: Fingerprint) -> bool:
    if _same_kind(one, other):
        return one.day != other.day
    return bool(one.days and other.days) and not one.days & other.days


def _near(one: Fingerprint, other: Fingerprint) -> bool:
    """A notification and the statement may date one booking differently."""
    return not _same_kind(one, other) and abs(one.day - other.day) <= _PRELIMINARY_DAYS


def _same_words(one: Fingerprint, other: Fingerprint) -> bool:
    return (one.told, one.payer) == (other.told, other.payer)


def _two_notifications(one: Fingerprint, other: Fingerprint) -> bool:
    """A notification is about new bookings only, so two of them with numbers of their own may well be two payments."""
    numbered = bool(one.number and other.number) and one.number != other.number
    return one.kind == other.kind == "camt.054" and numbered and _same_words(one, other)


def _follow_each_other(one: Fingerprint, other: Fingerprint) -> bool:
    """Two statements of one day, the second opening with what the first closed with: they share no booking."""
    told = all((one.opening, one.closing, other.opening, other.closing))
    if not (told and one.closed and one.closed == other.closed):
        return False
    moving = one.opening != one.closing and other.opening != other.closing
    return moving and (one.closing == other.opening or other.closing == one.opening)


SAMENESS: tuple[tuple[Callable[[Fingerprint, Fingerprint], bool], Verdict, str], ...] = (
    (
        lambda a, b: (a.account, a.currency, a.cents) != (b.account, b.currency, b.cents),
        "other",
        "another account, currency or amount",
    ),
    (
        lambda a, b: _near(a, b) and _both_refs(a, b) and a.ref == b.ref,
        "same",
        "the bank's reference is the same",
    ),
    (
        lambda a, b: _near(a, b) and _other_day(a, b) and bool(a.told and a.payer) and _same_words(a, b),
        "unsure",
        "everything said is the same, but the days differ a little",
    ),
    (_other_day, "other", "another day"),
    (
        lambda a, b: bool(a.payer and b.payer) and a.payer != b.payer,
        "other",
        "from another account",
    ),
    (
        lambda a, b: _same_kind(a, b) and _both_refs(a, b) and a.ref != b.ref,
        "other",
        "the bank gave each a reference of its own",
    ),
    (lambda a, b: _both_refs(a, b) and a.ref == b.ref, "same", "the bank's reference is the same"),
    (_follow_each_other, "other", "the statements follow each other within the day"),
    (_two_notifications, "unsure", "everything said is the same, in another notification"),
    (_same_words, "same", "everything said is the same"),
    (_same_kind, "other", "something said differs"),
    (
        lambda a, b: bool(a.payer) and a.payer == b.payer,
        "likely",
        "same day, amount and payer in a statement of another kind",
    ),
    (
        lambda a, b: a.lump != b.lump and not (a.payer and b.payer),
        "likely",
        "one file has the booking as one sum, the other its parts",
    ),
    (lambda a, b: True, "unsure", "same day and amount in a statement of another kind"),
)
"""When two bookings of different files are one; read from the top. Within one file every entry is money of its own."""
