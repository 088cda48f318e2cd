"""The QR code with which a banking app fills in a payment (EPC069-12, version 2)."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from segno import helpers
from stdnum import iban as ibans
from stdnum import iso11649

from dunwell_channels.letter.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell import Delivery

CURRENCY = "EUR"
LEAST, MOST = Decimal("0.01"), Decimal("999999999.99")
LONGEST_NAME, LONGEST_TEXT = 70, 140
"""Characters that the standard allows for the name and for the reference in words."""


def payment_code(delivery: Delivery, amounts: Iterable[str]) -> str | None:
    """The code as SVG for the first of these message fields that is an amount; None if nothing can be paid by it.

    There is none without an account or an amount, or in another currency than the euro.
    """
    data = delivery.data
    amount = next((value for name in amounts if isinstance(value := data.get(name), Decimal)), None)
    iban, name = (clean(str(data.get(key) or "")) for key in ("payment.iban", "payment.account_name"))
    if data.get("invoice.currency") != CURRENCY or amount is None or not LEAST <= amount <= MOST:
        return None
    if not name or not ibans.is_valid(iban, check_country=False):
        return None
    reference = clean(str(data.get("payment.reference") or ""))
    structured = iso11649.is_valid(reference)
    try:
        code = helpers.make_epc_qr(
            name=name[:LONGEST_NAME],
            iban=iban,
            amount=amount,
            reference=iso11649.compact(reference) if structured else None,
            text=None if structured else reference[:LONGEST_TEXT] or None,
            encoding="utf-8",
        )
    except ValueError:  # an account that no app would take: it stands in the letter as it is
        return None
    drawn = BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, border=0)
    return drawn.getvalue().decode()
