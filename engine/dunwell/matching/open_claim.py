"""A case as the matcher sees it: from its invoice and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.matching.claims import OpenClaim
from dunwell.money import cents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import Position
    from dunwell.model import Invoice


def open_claim(case: str, invoice: Invoice, position: Position, accounts: tuple[str, ...] = ()) -> OpenClaim:
    """The claim of a case on the day of its position.

    `accounts` are those from which this debtor is known to pay: of earlier payments that were certain. Amounts that may
    well be paid besides what is open are the principal without interest and costs, what was promised, what is left
    beside a dispute, and the instalments of a plan.
    """
    total = cents(invoice.payable) if invoice.payable is not None else position.principal
    names = (invoice.buyer.name, invoice.buyer.trading_name)
    left = max(position.claim_open, 0)
    return OpenClaim(
        case=case,
        number=invoice.number or "",
        open=left,
        total=total,
        currency=invoice.currency or "",
        references=invoice.references,
        names=tuple(name for name in names if name),
        accounts=accounts,
        creditor_accounts=tuple(account.iban or account.number for account in invoice.accounts),
        parts=tuple(sorted({part for part in _parts(position) if 0 < part < left})),
        issued=invoice.issued.toordinal() if invoice.issued else None,
        ended=position.end.replace("_", " "),
    )


def _parts(position: Position) -> Iterator[int]:
    yield position.principal_open
    for hold in position.holds:
        if hold.amount:
            yield from (hold.amount, position.claim_open - hold.amount)
    if position.plan:
        yield from (amount for _, amount in position.plan.schedule)
