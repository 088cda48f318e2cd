"""The words of the field as frozen values: what a reader understood of an invoice or a bank file.

At this edge days are `datetime.date` and amounts are `Decimal`; the core turns both into whole numbers. Nothing here
validates: readers report what is missing or wrong as `Problem`s and leave None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from dunwell.problems import Problem

DebtorKind = Literal["business", "consumer", "public_authority", "unknown"]
DocumentKind = Literal["invoice", "credit_note", "other"]
StatementKind = Literal["camt.052", "camt.053", "camt.054", "MT940", "MT942"]


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as written: street lines in order, then postcode, town, country (ISO 3166-1 alpha-2)."""

    lines: tuple[str, ...] = ()
    postcode: str | None = None
    town: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer.

    `name` is the legal registration name, else the trading name. `registration_id` is the company number (KvK, KBO …),
    `vat_id` the VAT number, both as written. The rest of the fields say what is known about a debtor and are mostly
    filled by our own invoice file or a customer register; "unknown" and None mean that nobody said.
    """

    name: str | None = None
    trading_name: str | None = None
    country: str | None = None
    registration_id: str | None = None
    vat_id: str | None = None
    other_ids: tuple[str, ...] = ()
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    contact: str | None = None
    size: str | None = None
    kind: DebtorKind = "unknown"
    natural_person: bool | None = None
    rating: str | None = None
    ability: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A payee account: `iban` is compact and upper-case if it has the shape of an IBAN; `number` is as written."""

    number: str
    iban: str | None = None
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice line; `net` is without VAT, `vat_rate` in percent, `vat_category` as in EN 16931 (S, Z, E, AE …)."""

    description: str | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    net: Decimal | None = None
    vat_category: str | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Vat:
    """VAT for one rate: the taxable amount, the rate in percent and the VAT amount, each as written."""

    category: str | None = None
    rate: Decimal | None = None
    taxable: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount for early payment: `percent` of `base` (None: of what is payable), or a fixed `amount`.

    It holds for what is paid up to the day `until`, or within `days` of the invoice date.
    """

    percent: Decimal | None = None
    amount: Decimal | None = None
    until: date | None = None
    days: int | None = None
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed between creditor and debtor, as far as anybody said.

    `term_days` in days; `in_writing` whether the term was agreed in writing (then it is fatal); `interest` the agreed
    yearly rate in percent; `default_basis` one of agreed_term, notice, none.
    """

    term_days: int | None = None
    in_writing: bool | None = None
    document: str | None = None
    interest: Decimal | None = None
    collection_costs: Decimal | None = None
    default_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """One document as it was read.

    `kind` says what the document is, `type_code` as written (UNTDID 1001: 380 invoice, 381 credit note …). `payable` is
    the amount due as written (BT-115); a credit note keeps its positive amount, the kind gives the sign. `total` is the
    amount with VAT (BT-112), `prepaid` what was paid before (BT-113). `due` is None when the document has none as data;
    `terms_text` then often says it in prose. `payment_means` holds UNTDID 4461 codes, or words in our own file.
    `file` is the logical path it was read from.
    """

    file: str
    kind: DocumentKind
    syntax: str
    type_code: str | None = None
    number: str | None = None
    issued: date | None = None
    due: date | None = None
    currency: str | None = None
    payable: Decimal | None = None
    total: Decimal | None = None
    net: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None
    seller: Party = Party()
    buyer: Party = Party()
    payee: str | None = None
    accounts: tuple[Account, ...] = ()
    payment_means: tuple[str, ...] = ()
    mandate: str | None = None
    references: tuple[str, ...] = ()
    buyer_reference: str | None = None
    order_reference: str | None = None
    preceding: tuple[str, ...] = ()
    terms_text: tuple[str, ...] = ()
    discounts: tuple[Discount, ...] = ()
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    vat: tuple[Vat, ...] = ()
    attachments: int = 0
    agreement: Agreement = Agreement()


@dataclass(frozen=True, slots=True)
class Detail:
    """One payment inside a batch entry, signed by its effect on the account; fields mean what they mean in `Entry`."""

    amount: Decimal | None = None
    name: str | None = None
    account: str | None = None
    text: str | None = None
    reference: str | None = None
    returned: str | None = None
    end_to_end: str | None = None
    mandate: str | None = None
    bank_reference: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a bank statement as the file has it; `amount` is signed by its effect on the account.

    `day` is the booking date, else the value date. `booked` is False for announced (pending, information) entries.
    `returned` is the reason code, or "reversal", when money comes back. `details` are the parts of a batch.
    `reference` is the structured payment reference, else `end_to_end`, which the payer gave (for a direct debit the
    creditor, as `mandate`). `bank_reference` is what the bank calls the booking; `valued` is the value date.
    """

    day: date | None
    amount: Decimal
    booked: bool = True
    name: str | None = None
    account: str | None = None
    text: str | None = None
    reference: str | None = None
    returned: str | None = None
    currency: str | None = None
    details: tuple[Detail, ...] = ()
    valued: date | None = None
    end_to_end: str | None = None
    mandate: str | None = None
    bank_reference: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One account statement; balances are signed and None when the file does not say them.

    `kind` says which message it came in; `number` is the bank's own for this statement. `closed_on` is the day of the
    closing balance: what was booked up to and including that day is known.
    """

    file: str
    account: str | None = None
    currency: str | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    entries: tuple[Entry, ...] = ()
    kind: StatementKind | None = None
    number: str | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one or more files, and every problem met on the way."""

    documents: tuple[Invoice, ...] = ()
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
