"""Code lists that e-invoices use, with what they mean for dunning: UNTDID 1001 (documents) and 4461 (payment means).

The documents are those of the EN 16931 selection and its national uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.model import DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One row of UNTDID 1001: its name, what it is for dunning, and what a person should look at first, if anything."""

    name: str
    kind: DocumentKind = "invoice"
    look_at: str | None = None


_CORRECTS = "it replaces or corrects an earlier invoice: make sure that the earlier one is no longer claimed"
_SELF_BILLED = "the buyer drew it up for the seller: make sure that the seller accepts it as the claim"
_IN_PART = "it bills a part: make sure that the final invoice does not claim the same again"
_IN_ADVANCE = "it asks for money before delivery: make sure that it can be claimed, not only requested"
_ASSIGNED = "the claim was assigned: make sure who may collect it"
_NO_CLAIM = "it announces or accompanies a claim, it is none"

DOCUMENT_TYPES: Mapping[str, DocumentType] = {
    "71": DocumentType("request for payment", look_at=_IN_ADVANCE),
    "80": DocumentType("debit note for goods or services"),
    "81": DocumentType("credit note for goods or services", "credit_note"),
    "82": DocumentType("metered services invoice"),
    "83": DocumentType("credit note for financial adjustments", "credit_note"),
    "84": DocumentType("debit note for financial adjustments"),
    "102": DocumentType("tax notification", "other", _NO_CLAIM),
    "130": DocumentType("invoicing data sheet", "other", _NO_CLAIM),
    "202": DocumentType("direct payment valuation", look_at=_IN_PART),
    "203": DocumentType("provisional payment valuation", look_at=_IN_PART),
    "204": DocumentType("payment valuation", look_at=_IN_PART),
    "211": DocumentType("interim application for payment", look_at=_IN_PART),
    "218": DocumentType("final payment request"),
    "219": DocumentType("payment request for completed units", look_at=_IN_PART),
    "261": DocumentType("self-billed credit note", "credit_note"),
    "262": DocumentType("consolidated credit note", "credit_note"),
    "295": DocumentType("price variation invoice", look_at=_CORRECTS),
    "296": DocumentType("credit note for price variation", "credit_note"),
    "308": DocumentType("delcredere credit note", "credit_note"),
    "325": DocumentType("pro forma invoice", "other", _NO_CLAIM),
    "326": DocumentType("partial invoice", look_at=_IN_PART),
    "331": DocumentType("commercial invoice with packing list"),
    "380": DocumentType("commercial invoice"),
    "381": DocumentType("credit note", "credit_note"),
    "382": DocumentType("commission note"),
    "383": DocumentType("debit note"),
    "384": DocumentType("corrected invoice", look_at=_CORRECTS),
    "385": DocumentType("consolidated invoice"),
    "386": DocumentType("prepayment invoice", look_at=_IN_ADVANCE),
    "387": DocumentType("hire invoice"),
    "388": DocumentType("tax invoice"),
    "389": DocumentType("self-billed invoice", look_at=_SELF_BILLED),
    "390": DocumentType("delcredere invoice"),
    "393": DocumentType("factored invoice", look_at=_ASSIGNED),
    "394": DocumentType("lease invoice"),
    "395": DocumentType("consignment invoice"),
    "396": DocumentType("factored credit note", "credit_note"),
    "420": DocumentType("payment credit note", "credit_note"),
    "456": DocumentType("debit advice"),
    "457": DocumentType("reversal of debit", look_at=_CORRECTS),
    "458": DocumentType("reversal of credit", "credit_note"),
    "471": DocumentType("self-billed corrective invoice", look_at=_CORRECTS),
    "472": DocumentType("factored corrective invoice", look_at=_CORRECTS),
    "473": DocumentType("self-billed factored corrective invoice", look_at=_CORRECTS),
    "480": DocumentType("invoice out of scope of tax"),
    "500": DocumentType("self-billed prepayment invoice", look_at=_IN_ADVANCE),
    "501": DocumentType("self-billed factored invoice", look_at=_SELF_BILLED),
    "502": DocumentType("self-billed factored credit note", "credit_note"),
    "503": DocumentType("prepayment credit note", "credit_note"),
    "527": DocumentType("self-billed debit note", look_at=_SELF_BILLED),
    "532": DocumentType("forwarder's credit note", "credit_note"),
    "553": DocumentType("forwarder's invoice discrepancy report", "other", _NO_CLAIM),
    "575": DocumentType("insurer's invoice", look_at="it claims a premium: insurance law may ask for another notice"),
    "623": DocumentType("forwarder's invoice"),
    "633": DocumentType("port charges"),
    "751": DocumentType("invoice information for accounting", "other", _NO_CLAIM),
    "780": DocumentType("freight invoice"),
    "817": DocumentType("claim notification", "other", _NO_CLAIM),
    "870": DocumentType("consular invoice", "other", _NO_CLAIM),
    "875": DocumentType("partial construction invoice", look_at=_IN_PART),
    "876": DocumentType("partial final construction invoice", look_at=_IN_PART),
    "877": DocumentType("final construction invoice"),
    "935": DocumentType("customs invoice", "other", _NO_CLAIM),
}

PAYMENT_MEANS: Mapping[str, str] = {
    "10": "cash",
    "30": "credit_transfer",
    "31": "credit_transfer",
    "42": "credit_transfer",
    "48": "card",
    "49": "direct_debit",
    "54": "card",
    "55": "card",
    "58": "credit_transfer",
    "59": "direct_debit",
}
"""UNTDID 4461 codes to the word that our own invoice file and policies use; other codes have no word of their own."""


def document_kind(type_code: str | None, *, credit_root: bool = False) -> DocumentKind:
    """What a document is for dunning.

    A credit note root or a credit note code makes a credit note, whichever says so; a code for something that is no
    claim makes "other"; everything else, an unknown or absent code too, is an invoice.
    """
    row = DOCUMENT_TYPES.get(type_code or "")
    kind = row.kind if row else "invoice"
    return "credit_note" if credit_root and kind == "invoice" else kind


def means_of(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The words for payment means codes (a word stays as it is), each once, unknown codes left out."""
    known = set(PAYMENT_MEANS.values())
    words = (PAYMENT_MEANS.get(code, code) for code in codes)
    return tuple(dict.fromkeys(word for word in words if word in known))
