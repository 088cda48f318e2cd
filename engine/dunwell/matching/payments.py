"""The payments of a bank statement one by one: an entry, or the parts of a batch where they add up to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.money import cents

if TYPE_CHECKING:
    from datetime import date

    from dunwell.model import Detail, Entry, Statement


@dataclass(frozen=True, slots=True)
class Payment:
    """One amount that came in (above zero) or went out, with everything the bank said of it.

    `line` is the entry's number in its statement, from 1; `part` that of a payment inside a batch, else 0. `account` is
    ours, `payer` the other side's, both compact. `day` is the booking date, else the value date, as an ordinal.
    `unclear` says why the amount cannot be trusted to be one payment; it is empty if it can.
    """

    file: str
    line: int
    part: int
    kind: str
    account: str
    currency: str
    cents: int
    day: int | None
    valued: int | None
    booked: bool = True
    name: str = ""
    payer: str = ""
    text: str = ""
    reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    returned: str = ""
    bank_reference: str = ""
    unclear: str = ""

    @property
    def told(self) -> str:
        """All words in which an invoice number may stand, in the order in which they are searched."""
        return " | ".join(dict.fromkeys(filter(None, (self.reference, self.text, self.end_to_end, self.mandate))))

    @property
    def place(self) -> str:
        """Where it stands: file and line, as people count them."""
        return f"{self.file}, entry {self.line}" + (f", part {self.part}" if self.part else "")


def compact(number: str | None) -> str:
    """Letters and digits of a number, in capitals: "NL02 abna 0123" becomes "NL02ABNA0123"."""
    return re.sub(r"[\W_]+", "", number or "").upper()


def entry_payment(statement: Statement, entry: Entry, line: int) -> Payment:
    """The entry as one payment. Its words include those of its parts, so that no number is lost."""
    inside = [part.text for part in entry.details] + [part.reference for part in entry.details]
    words = dict.fromkeys(filter(None, (entry.text, *inside)))
    return Payment(
        file=statement.file,
        line=line,
        part=0,
        kind=statement.kind or "",
        account=compact(statement.account),
        currency=compact(entry.currency or statement.currency),
        cents=cents(entry.amount),
        day=_ordinal(entry.day),
        valued=_ordinal(entry.valued),
        booked=entry.booked,
        name=entry.name or "",
        payer=compact(entry.account),
        text=" | ".join(words),
        reference=entry.reference or "",
        end_to_end=entry.end_to_end or "",
        mandate=entry.mandate or "",
        returned=entry.returned or "",
        bank_reference=entry.bank_reference or "",
        unclear="the parts of this booking do not add up to it" if entry.details else "",
    )


def payments_of(whole: Payment, entry: Entry) -> tuple[Payment, ...]:
    """The payments of an entry: its parts if they add up to it to the cent, else the entry itself.

    The sum of what is handed back is always the entry's amount.
    """
    amounts = [cents(part.amount) for part in entry.details if part.amount is not None]
    if not entry.details or len(amounts) < len(entry.details) or sum(amounts) != whole.cents:
        return (whole,)
    if any(part.returned for part in entry.details):  # then it is these that came back, not the others
        whole = replace(whole, returned="")
    return tuple(
        _part(whole, part, number, amount)
        for number, (part, amount) in enumerate(zip(entry.details, amounts, strict=True), 1)
    )


def _part(whole: Payment, part: Detail, number: int, amount: int) -> Payment:
    return Payment(
        file=whole.file,
        line=whole.line,
        part=number,
        kind=whole.kind,
        account=whole.account,
        currency=whole.currency,
        cents=amount,
        day=whole.day,
        valued=whole.valued,
        booked=whole.booked,
        name=part.name or "",
        payer=compact(part.account),
        text=part.text or "",
        reference=part.reference or "",
        end_to_end=part.end_to_end or "",
        mandate=part.mandate or "",
        returned=part.returned or whole.returned,
        bank_reference=part.bank_reference or "",
    )


def _ordinal(value: date | None) -> int | None:
    return value.toordinal() if value else None
