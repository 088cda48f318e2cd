"""Every key of our own invoice file: what it is called, what it takes and what it means.

This one table drives the reading (`dunwell.readers.own`) and the reference page. Where a policy can ask for a fact, the
words are those that policies use.
"""

from __future__ import annotations

from dataclasses import dataclass

from dunwell.language.fields import FIELDS


@dataclass(frozen=True, slots=True)
class OwnField:
    """One key.

    `kind` is a key of `KINDS`; `words` are what a `word` or `words` field may say; `fields` are the keys inside a
    `table`, or inside each item of a `list`; `or_text` lets a plain text stand for the table.
    """

    name: str
    kind: str
    text: str
    required: bool = False
    words: tuple[str, ...] = ()
    fields: tuple[OwnField, ...] = ()
    or_text: bool = False


KINDS = {
    "text": "text",
    "texts": "a text, or a list of texts",
    "day": "a day such as 2026-02-05",
    "amount": 'an amount such as "1210.00"',
    "percent": 'a percentage such as "21"',
    "term": "a term such as 30 days or 2 weeks",
    "days": "a number of days such as 10",
    "yes_no": "true or false",
    "word": "one of its words",
    "words": "one of its words, or a list of them",
    "table": "keys with values",
    "list": "a list, each item with keys and values",
}
"""What a key may take, in words."""

_ADDRESS = OwnField(
    "address",
    "table",
    "Where letters go; a plain text with a line for each line will do.",
    fields=(
        OwnField("street", "texts", "Street and house number; more lines as a list."),
        OwnField("postcode", "text", "Postal code."),
        OwnField("town", "text", "Town."),
        OwnField("country", "text", "Country of the address as two letters (ISO 3166-1), such as NL."),
    ),
    or_text=True,
)
_PARTY = (
    OwnField("name", "text", "Legal name, or the name of the person.", required=True),
    OwnField("trading_name", "text", "The name it trades under, if that is another."),
    OwnField("country", "text", "Country as two letters (ISO 3166-1), such as NL."),
    OwnField("kvk", "text", "Number in the Dutch trade register."),
    OwnField("registration_id", "text", "Company number in another country's register."),
    OwnField("vat_id", "text", "VAT number."),
    OwnField("email", "text", "Address for e-mail."),
    OwnField("phone", "text", "Telephone number, best with its country code: +31…"),
    OwnField("contact", "text", "The person to ask for."),
    OwnField(
        "size",
        "word",
        "Size of the firm; some terms of payment are void between a large and a small one.",
        words=FIELDS["debtor.size"].choices,
    ),
    OwnField("language", "text", "Language to write in, as two letters: nl, en."),
    _ADDRESS,
)
_CREDITOR = (*_PARTY, OwnField("iban", "text", "The account to pay to."))
_DEBTOR = (
    *_PARTY,
    OwnField(
        "kind",
        "word",
        "Whether the debtor bought as a consumer. A consumer has more protection.",
        words=(*FIELDS["debtor.kind"].choices, "unknown"),
    ),
    OwnField("natural_person", "yes_no", "Whether the debtor is a person, a sole trader too."),
    OwnField("rating", "word", "How the debtor has paid so far.", words=FIELDS["debtor.rating"].choices),
    OwnField(
        "ability",
        "word",
        "Why the debtor does not pay, as far as known.",
        words=(*FIELDS["debtor.ability"].choices, "unknown"),
    ),
)
_AGREEMENT = (
    OwnField("term", "term", "The term that was agreed for payment."),
    OwnField("in_writing", "yes_no", "Whether that was agreed in writing."),
    OwnField("document", "text", "Where it stands: the contract, the terms and conditions."),
    OwnField("interest", "percent", "Agreed interest for late payment, percent a year."),
    OwnField("collection_costs", "amount", "Agreed compensation for collection costs."),
    OwnField(
        "default_basis",
        "word",
        "How default starts: because an agreed term passes, by a notice of default, or nothing is known.",
        words=FIELDS["agreement.default_basis"].choices,
    ),
)
_DISCOUNT = OwnField(
    "discount",
    "list",
    "Discount for early payment: who deducts it in time has paid in full. One as keys, or several as a list.",
    fields=(
        OwnField("percent", "percent", "Percent of what is to be paid."),
        OwnField("amount", "amount", "Or a fixed amount."),
        OwnField("days", "days", "How many days it holds, counted from the day on the invoice."),
        OwnField("until", "day", "Or the last day on which it holds."),
    ),
)
_LINE = (
    OwnField("description", "text", "What was sold."),
    OwnField("quantity", "amount", "How many."),
    OwnField("unit_price", "amount", "Price of one, without VAT."),
    OwnField("net", "amount", "Amount of the line, without VAT."),
    OwnField("vat_category", "text", "VAT category as in EN 16931: S, Z, E, AE…"),
    OwnField("vat_rate", "percent", "VAT rate in percent."),
)
_VAT = (
    OwnField("category", "text", "VAT category as in EN 16931: S, Z, E, AE…"),
    OwnField("rate", "percent", "Rate in percent."),
    OwnField("taxable", "amount", "The amount that the VAT is on."),
    OwnField("amount", "amount", "The VAT."),
)

OWN_FIELDS: tuple[OwnField, ...] = (
    OwnField("number", "text", "Invoice number.", required=True),
    OwnField(
        "kind",
        "word",
        "What the document is. Only an invoice is a claim; a credit note has positive amounts too.",
        words=("invoice", "credit_note", "other"),
    ),
    OwnField("issued", "day", "The day on the invoice.", required=True),
    OwnField("due", "day", "The last day to pay. Give this or the term."),
    OwnField("term", "term", "Time to pay, counted from the day on the invoice: 30 days, 2 weeks."),
    OwnField("currency", "text", "Currency as three letters (ISO 4217), such as EUR.", required=True),
    OwnField("total", "amount", "What the invoice comes to, with VAT.", required=True),
    OwnField("paid", "amount", "What has been paid already; total less paid is claimed."),
    OwnField("net", "amount", "The total without VAT."),
    OwnField(
        "payment_means",
        "words",
        "How the invoice is to be paid. An invoice by direct debit is not dunned before the debit comes back.",
        words=FIELDS["payment_means"].choices,
    ),
    OwnField("mandate", "text", "Reference of the direct debit mandate."),
    OwnField("reference", "texts", "Payment reference that the payer should name."),
    OwnField("buyer_reference", "text", "What the buyer wants to see on the invoice."),
    OwnField("order_reference", "text", "Order number."),
    OwnField("preceding", "texts", "Number of the invoice that this one corrects or credits."),
    OwnField("terms", "texts", "Payment terms in words; they are shown, not read."),
    OwnField("notes", "texts", "Remarks on the invoice."),
    OwnField("creditor", "table", "Who is to be paid.", required=True, fields=_CREDITOR),
    OwnField("debtor", "table", "Who has to pay.", required=True, fields=_DEBTOR),
    OwnField("agreement", "table", "What the two agreed on payment.", fields=(*_AGREEMENT, _DISCOUNT)),
    OwnField("lines", "list", "What was sold, line by line.", fields=_LINE),
    OwnField("vat", "list", "VAT for each rate.", fields=_VAT),
)
