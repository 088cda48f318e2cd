"""The QR code with which a banking app fills in a payment (EPC069-12, version 2)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import segno
from stdnum import iban as ibans
from stdnum import iso11649

from dunwell_channels.letter.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dunwell import Delivery

CURRENCY = "EUR"
LEAST, MOST = Decimal("0.01"), Decimal("999999999.99")
LONGEST_NAME, LONGEST_TEXT = 70, 140
"""Characters that the standard allows for the name and for the reference in words."""
LARGEST_VERSION = 13
_HEAD = ("BCD", "002", "1", "SCT", "")
"""The service tag, version 2, UTF-8, a SEPA credit transfer, and no BIC, which version 2 does not need."""
_MASK = 3
_DARK = re.compile(b"\\x01+")


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
    lines = (
        *_HEAD,
        name[:LONGEST_NAME].strip(),
        iban,
        f"{CURRENCY}{amount:.2f}",
        "",  # no purpose
        iso11649.compact(reference) if structured else "",
        "" if structured else reference[:LONGEST_TEXT],
    )
    # Any of the eight masks is valid. To look for the prettiest takes as long as half a letter.
    code = segno.make_qr("\n".join(lines), error="m", boost_error=False, encoding="utf-8", mask=_MASK)
    if int(code.version) > LARGEST_VERSION:
        return None
    return _drawn(code.matrix)


def _drawn(matrix: Sequence[Iterable[int]]) -> str:
    """A picture in which each run of dark modules is one stroke; segno's own takes four times as long."""
    strokes = "".join(
        f"M{run.start()} {y}.5h{run.end() - run.start()}"
        for y, row in enumerate(matrix)
        for run in _DARK.finditer(bytes(row))
    )
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<path stroke="#000" d="{strokes}"/></svg>'
    )
