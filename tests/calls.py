"""Calls as deliveries, for tests of the channel `phone`: played from an invoice by the shipped policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import previews
from dunwell import Delivery, Setup
from dunwell.render.message import render_message

HISTORY = {
    "entries": [
        {"date": "2026-02-04", "kind": "event", "event": "opened"},
        {"date": "2026-02-05", "kind": "skip", "step": "check_invoice", "title": "Controleer de factuur"},
        {"date": "2026-02-06", "kind": "step", "step": "reminder", "title": "Vriendelijke betalingsherinnering"},
        {"date": "2026-02-10", "kind": "event", "event": "payment_received", "amount": "10.00"},
        {"date": "2026-02-17", "kind": "step", "step": "call", "title": "Bellen", "outcome": "no_answer"},
    ]
}


def call(number="2026-0042", attempt=2, language="nl", day=date(2026, 2, 19), history=HISTORY, **debtor):
    """One call to make; its words and data are those of the shipped policy's last attempt."""
    invoice = replace(previews.invoice(), number=number)
    invoice = replace(invoice, buyer=replace(invoice.buyer, **debtor))
    data = previews.data_of(_played(invoice), "call", number=attempt - 1)
    return Delivery(
        key=f"{number}/call/{attempt}", kind="step", case=f"90001042/{number}", number=number, name="call",
        title="Bellen", channel="phone", attempt=attempt, day=day, language=language, creditor=invoice.seller,
        debtor=invoice.buyer, data=data, words=render_message("call_script", language, data), history=history,
    )  # fmt: skip


def _played(invoice):
    return previews.simulated(replace(invoice, buyer=replace(invoice.buyer, phone="+31 570 00 00 77")))


def setup(folder, /, **config):
    """The channel's set-up in a folder."""
    return Setup(Path(folder), config, {})
