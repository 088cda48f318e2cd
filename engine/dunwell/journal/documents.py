"""An invoice as JSON and back: its parties apart, because they are people; amounts and days as text."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from dunwell.journal.plain import compact, plain, reader
from dunwell.model import Invoice, Party


def invoice_json(invoice: Invoice) -> str:
    """The document without its parties and without the place it was read from."""
    return compact(plain(replace(invoice, file="", seller=Party(), buyer=Party())))


def party_json(party: Party) -> str:
    """All that is known of a seller or buyer."""
    return compact(plain(party))


def invoice_from(text: str, file: str, seller: Party, buyer: Party) -> Invoice:
    """The invoice that `invoice_json` wrote, with its parties."""
    made = reader(Invoice)(json.loads(text))
    assert isinstance(made, Invoice)  # by the line above
    return replace(made, file=file, seller=seller, buyer=buyer)


def party_from(text: str) -> Party:
    """The party that `party_json` wrote."""
    made = reader(Party)(json.loads(text))
    assert isinstance(made, Party)  # by the line above
    return made


def content_of(invoice: Invoice) -> str:
    """A fingerprint of all that a document says, wherever it was read from: two deliveries of one invoice share it."""
    return sha256(compact(plain(replace(invoice, file="", syntax=""))).encode()).hexdigest()
