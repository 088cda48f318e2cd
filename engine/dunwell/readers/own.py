"""Read our own invoice file (YAML or JSON), for invoices that come without an e-invoice and for trying things out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar, cast

from dunwell.language.yamlfile import Table, read_yaml
from dunwell.model import Address, Agreement, Discount, Invoice, Line, Party, Reading, Vat
from dunwell.problems import Problem
from dunwell.readers.checks import check_document
from dunwell.readers.fields import Fields, Finding
from dunwell.readers.own_fields import OWN_FIELDS
from dunwell.readers.own_values import read_table
from dunwell.readers.values import account_of

if TYPE_CHECKING:
    from dunwell.model import DebtorKind, DocumentKind

_T = TypeVar("_T")
_CALLED = {
    "payable": "total",
    "seller": "creditor",
    "buyer": "debtor",
    "accounts": "creditor.iban",
    "references": "reference",
    "terms_text": "terms",
}
"""Fields of `Invoice` to the key in our file that they come from, where the two differ."""
Values = dict[str, object]
"""What was read of a table, by key: a table's values are again `Values`, a list's items a tuple of them."""


def read_own(source: bytes, file: str) -> Reading:
    """The invoice in one of our own files, with every mistake in it and what a person should know before dunning.

    A file with mistakes is still read as far as it goes; a key that could not be read is None in the invoice.
    """
    root, problems = read_yaml(source, file)
    known = {row.name for row in OWN_FIELDS}
    if root is None:
        return Reading(problems=problems)
    if not isinstance(root, Table) or not known & {key.text for key, _ in root.entries}:
        fix = f"an invoice of our own has keys such as {', '.join(row.name for row in OWN_FIELDS if row.required)}"
        return Reading(problems=(*problems, Problem("DW802", "this is not an invoice", root.place, fix)))
    fields = Fields(file, root.place)
    values = read_table(root, OWN_FIELDS, "", fields)
    for name, key in _CALLED.items():
        if key in fields.places:
            fields.places[name] = fields.places[key]
    document = _document(values, fields)
    check_document(document, fields)
    return Reading((document,), (), (*problems, *fields.problems))


def _document(values: Values, fields: Fields) -> Invoice:
    creditor, debtor = _table(values, "creditor"), _table(values, "debtor")
    total, paid = _of(Decimal, values, "total"), _of(Decimal, values, "paid")
    iban = _of(str, creditor, "iban")
    return Invoice(
        file=fields.file,
        kind=cast("DocumentKind", values.get("kind", "invoice")),
        syntax="own",
        number=_of(str, values, "number"),
        issued=_of(date, values, "issued"),
        due=_due(values, fields),
        currency=_upper(values, "currency"),
        payable=total - (paid or 0) if total is not None else None,
        total=total,
        net=_of(Decimal, values, "net"),
        prepaid=paid,
        seller=_party(creditor),
        buyer=_party(debtor),
        accounts=(account_of(iban),) if iban else (),
        payment_means=_texts(values, "payment_means"),
        mandate=_of(str, values, "mandate"),
        references=_texts(values, "reference"),
        buyer_reference=_of(str, values, "buyer_reference"),
        order_reference=_of(str, values, "order_reference"),
        preceding=_texts(values, "preceding"),
        terms_text=_texts(values, "terms"),
        discounts=_discounts(_table(values, "agreement"), fields),
        notes=_texts(values, "notes"),
        lines=tuple(_line(item) for item in _items(values, "lines")),
        vat=tuple(_vat(item) for item in _items(values, "vat")),
        agreement=_agreement(_table(values, "agreement")),
    )


def _due(values: Values, fields: Fields) -> date | None:
    """The due date as given, else counted from the issue date; a term that leads to another day is reported."""
    due, issued, term = _of(date, values, "due"), _of(date, values, "issued"), _of(int, values, "term")
    if issued is None or term is None:
        return due
    try:
        by_term = issued + timedelta(days=term)
    except OverflowError:
        return due
    if due and due != by_term:
        message = f"due is {due}, but the term ends on {by_term}"
        fields.report(Finding("DW864", "term", message, "keep the one that was agreed"))
    return due or by_term


def _party(values: Values) -> Party:
    address = _address(values)
    return Party(
        name=_of(str, values, "name"),
        trading_name=_of(str, values, "trading_name"),
        country=_upper(values, "country") or (address.country if address else None),
        registration_id=_of(str, values, "kvk") or _of(str, values, "registration_id"),
        vat_id=_of(str, values, "vat_id"),
        email=_of(str, values, "email"),
        phone=_of(str, values, "phone"),
        address=address,
        contact=_of(str, values, "contact"),
        size=_of(str, values, "size"),
        kind=cast("DebtorKind", values.get("kind", "unknown")),
        natural_person=_of(bool, values, "natural_person"),
        rating=_of(str, values, "rating"),
        ability=_of(str, values, "ability"),
        language=_of(str, values, "language"),
    )


def _address(values: Values) -> Address | None:
    """The address, from its table or from a text of several lines."""
    text = _of(str, values, "address")
    if text is not None:
        return Address(tuple(line.strip() for line in text.splitlines() if line.strip()))
    parts = _table(values, "address")
    if not parts:
        return None
    return Address(
        _texts(parts, "street"), _of(str, parts, "postcode"), _of(str, parts, "town"), _upper(parts, "country")
    )


def _agreement(values: Values) -> Agreement:
    return Agreement(
        term_days=_of(int, values, "term"),
        in_writing=_of(bool, values, "in_writing"),
        document=_of(str, values, "document"),
        interest=_of(Decimal, values, "interest"),
        collection_costs=_of(Decimal, values, "collection_costs"),
        default_basis=_of(str, values, "default_basis"),
    )


def _discounts(agreement: Values, fields: Fields) -> tuple[Discount, ...]:
    """The discounts for early payment; one that leaves open how much or until when is reported (DW863)."""
    found = tuple(
        Discount(
            percent=_of(Decimal, item, "percent"),
            amount=_of(Decimal, item, "amount"),
            until=_of(date, item, "until"),
            days=_of(int, item, "days"),
        )
        for item in _items(agreement, "discount")
    )
    for one in found:
        if (one.percent is None) is (one.amount is None):
            fix = "give either the percent or the amount"
            fields.report(Finding("DW863", "agreement.discount", "a discount says how much it is, in one way", fix))
        if (one.until is None) is (one.days is None):
            fix = "give either the last day or the number of days: {percent: 2, days: 10}"
            fields.report(
                Finding("DW863", "agreement.discount", "a discount says until when it holds, in one way", fix)
            )
    return found


def _line(values: Values) -> Line:
    return Line(
        description=_of(str, values, "description"),
        quantity=_of(Decimal, values, "quantity"),
        unit_price=_of(Decimal, values, "unit_price"),
        net=_of(Decimal, values, "net"),
        vat_category=_of(str, values, "vat_category"),
        vat_rate=_of(Decimal, values, "vat_rate"),
    )


def _vat(values: Values) -> Vat:
    return Vat(
        category=_of(str, values, "category"),
        rate=_of(Decimal, values, "rate"),
        taxable=_of(Decimal, values, "taxable"),
        amount=_of(Decimal, values, "amount"),
    )


def _of(kind: type[_T], values: Values, key: str) -> _T | None:
    """The value of a key, which the table of fields has made sure is of this type; None if there is none."""
    value = values.get(key)
    return value if isinstance(value, kind) else None


def _upper(values: Values, key: str) -> str | None:
    text = _of(str, values, key)
    return text.upper() if text else None


def _texts(values: Values, key: str) -> tuple[str, ...]:
    found = _of(tuple, values, key) or ()
    return tuple(text for text in found if isinstance(text, str))


def _table(values: Values, key: str) -> Values:
    return _of(dict, values, key) or {}


def _items(values: Values, key: str) -> tuple[Values, ...]:
    found = _of(tuple, values, key) or ()
    return tuple(item for item in found if isinstance(item, dict))
