"""The customer register beside the open cases, as JSON and as rows to fill in."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.journal.registering import amounts_of
from dunwell.language.fields import FIELDS, value_text
from dunwell.money import amount_text
from dunwell.readers.spreadsheet import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dunwell.customers.register import Register
    from dunwell.journal.cases import Look
    from dunwell.journal.registering import Debtor, Gap, Noted

    Document = dict[str, object]

COLUMN_OF: Mapping[str, str] = {
    "debtor.kind": "kind",
    "debtor.natural_person": "natural_person",
    "debtor.size": "size",
    "debtor.rating": "rating",
    "debtor.ability": "ability",
    "debtor.language": "language",
    "debtor.country": "country",
    "debtor.has_email": "dunning_email",
    "debtor.has_address": "street",
    "debtor.has_phone": "phone",
    "agreement.term": "term",
    "agreement.in_writing": "in_writing",
}
"""The column of the register that answers a fact."""
_KNOWN = ("customer_number", "name", "vat_id", "company_number", "postcode", "town")


def customers_document(
    register: Register, debtors: Sequence[Debtor], new: Sequence[Noted], recorded: Sequence[Noted]
) -> Document:
    """How the register and the open cases fit, what it says anew, and what is unknown of whom."""
    cases = [(one, len(one.looks)) for one in debtors]
    return {
        "register": {
            "file": register.file or None,
            "customers": len(register.customers),
            "mistakes": len(register.problems),
        },
        "cases": {
            "open": sum(count for _, count in cases),
            "joined": sum(count for one, count in cases if one.customer),
            "not_sure": sum(count for one, count in cases if one.doubt),
            "not_in_register": sum(count for one, count in cases if not (one.customer or one.doubt)),
        },
        "new": [_noted(one) for one in new],
        "recorded": [_noted(one) for one in recorded],
        "unknown": [_debtor(one) for one in debtors if one.gaps],
        "facts": _by_fact(debtors),
        "not_sure": [
            {"name": one.party.name, "cases": [look.case.number for look in one.looks], "why": one.doubt.message}
            for one in debtors
            if one.doubt
        ],
    }


def rows_to_fill_in(debtors: Iterable[Debtor]) -> str:
    """A register as CSV of the debtors that have no row yet: what is known of them, and an empty cell for each gap."""
    absent = [one for one in debtors if one.gaps and one.customer is None]
    asked = dict.fromkeys(COLUMN_OF[gap.fact] for one in absent for gap in one.gaps)
    columns = (*_KNOWN, *(name for name in asked if name not in _KNOWN))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    for one in absent:
        known = _known(one)
        writer.writerow([safe_cell(known.get(name, "")) for name in columns])
    return out.getvalue().rstrip("\n")


def _known(one: Debtor) -> Mapping[str, str]:
    party, address = one.party, one.party.address
    said = {"name": party.name, "vat_id": party.vat_id, "company_number": party.registration_id}
    where = {"postcode": address.postcode, "town": address.town} if address else {}
    return {name: text for name, text in (said | where).items() if text}


def _noted(one: Noted) -> Document:
    field, currency = FIELDS[one.fact], one.look.case.currency
    return {
        "case": one.look.case.id,
        "number": one.look.case.number,
        "customer": one.customer.number or None,
        "row": one.customer.place.line,
        "fact": one.fact,
        "text": field.en,
        "was": None if one.was is None else value_text(field, one.was, currency),
        "value": value_text(field, one.value, currency),
        "date": day_text(one.look.day),
    }


def _debtor(one: Debtor) -> Document:
    return {
        "customer": one.customer.number or None if one.customer else None,
        "row": one.customer.place.line if one.customer else None,
        "name": one.party.name,
        "cases": [look.case.number for look in one.looks],
        "amounts": _amounts(one.looks),
        "gaps": [_gap(gap, looks) for gap, looks in one.gaps.items()],
    }


def _gap(gap: Gap, looks: Sequence[Look]) -> Document:
    return {
        "fact": gap.fact,
        "text": FIELDS[gap.fact].en,
        "column": COLUMN_OF[gap.fact],
        "assumed": gap.assumed or None,
        "cases": len(looks),
        "amounts": _amounts(looks),
    }


def _by_fact(debtors: Sequence[Debtor]) -> list[Document]:
    """For each unknown fact how many customers, cases and how much money wait on it; most money first."""
    looks: dict[str, list[Look]] = {}
    customers = Counter[str]()
    for one in debtors:
        for gap, waiting in one.gaps.items():
            looks.setdefault(gap.fact, []).extend(waiting)
        customers.update({gap.fact for gap in one.gaps})
    rows = sorted(looks.items(), key=lambda row: -sum(amounts_of(row[1]).values()))
    return [
        {
            "fact": fact,
            "text": FIELDS[fact].en,
            "column": COLUMN_OF[fact],
            "customers": customers[fact],
            "cases": len(waiting),
            "amounts": _amounts(waiting),
        }
        for fact, waiting in rows
    ]


def _amounts(looks: Iterable[Look]) -> Document:
    return {currency: amount_text(amount) for currency, amount in amounts_of(looks).items()}
