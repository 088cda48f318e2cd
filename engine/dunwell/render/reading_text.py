"""What was read of invoices and bank files, for people at a terminal; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dunwell.language.phrases import counted
from dunwell.language.yamltext import without_hidden
from dunwell.readers.codelists import DOCUMENT_TYPES, PAYMENT_MEANS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dunwell.model import Detail, Discount, Entry, Invoice, Party, Reading, Statement


def reading_text(reading: Reading) -> Group:
    """Documents and statements, a blank line after each."""
    parts = [_document(document) for document in reading.documents]
    parts += [_statement(statement) for statement in reading.statements]
    return Group(*parts)


def _document(document: Invoice) -> Group:
    kind = document.kind.replace("_", " ")
    title = _shown(f"{kind} {document.number or 'without a number'}", style="bold")
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column()
    for label, value in _rows(document):
        if value:
            rows.add_row(label, _shown(value))
    return Group(title, Padding(rows, (0, 0, 1, 2), expand=False))


def _rows(document: Invoice) -> Iterator[tuple[str, str | None]]:
    yield "file", document.file
    row = DOCUMENT_TYPES.get(document.type_code or "")
    name = f" {row.name}" if row else ""
    yield "type", f"{document.syntax}, {document.type_code}{name}" if document.type_code else document.syntax
    yield "issued", str(document.issued or "not said")
    yield "due", str(document.due or "not said as data")
    yield "amount due", _money(document.payable, document.currency) or "not said"
    yield "total", _money(document.total, document.currency) if document.total != document.payable else None
    yield "paid before", _money(document.prepaid, document.currency) if document.prepaid else None
    yield "discount", ", ".join(_discount(one, document.currency) for one in document.discounts)
    yield "seller", _party(document.seller)
    yield "buyer", _party(document.buyer)
    yield "payee", document.payee
    yield "pay to", ", ".join(account.number for account in document.accounts)
    yield "by", ", ".join(PAYMENT_MEANS.get(code, code).replace("_", " ") for code in document.payment_means)
    yield "reference", ", ".join(document.references)
    yield "refers to", ", ".join(document.preceding)
    yield "terms", " / ".join(document.terms_text)
    yield "lines", str(len(document.lines)) if document.lines else None


def _discount(discount: Discount, currency: str | None) -> str:
    amount = f"{discount.percent:f} %" if discount.percent is not None else _money(discount.amount, currency)
    base = f" of {_money(discount.base, currency)}" if discount.base is not None else ""
    until = f"up to {discount.until}" if discount.until else f"within {discount.days} days of the invoice date"
    return f"{amount}{base} {until}"


def _shown(text: str, style: str = "") -> Text:
    """Text from a file: no markup, and nothing that a terminal would obey."""
    return Text(without_hidden(text), style=style)


def _money(amount: Decimal | None, currency: str | None) -> str | None:
    return None if amount is None else f"{currency or '???'} {amount:f}"


def _party(party: Party) -> str:
    address = party.address
    place = " ".join(part for part in (address.postcode, address.town) if part) if address else ""
    parts = (party.name or "not named", place, party.country, party.registration_id, party.vat_id, party.email)
    return ", ".join(part for part in parts if part)


def _statement(statement: Statement) -> Group:
    title = _shown(f"statement of account {statement.account or 'unknown'}", style="bold")
    opening = _money(statement.opening, statement.currency) or "not said"
    closing = _money(statement.closing, statement.currency) or "not said"
    many = counted(len(statement.entries), "entry", "entries")
    balances = Text(f"  {statement.file}\n  opening {opening}, closing {closing}, {many}")
    if not statement.entries:
        return Group(title, balances, Text())
    rows = Table(box=SIMPLE_HEAD, pad_edge=False)
    rows.add_column("date", no_wrap=True)
    rows.add_column("amount", justify="right", no_wrap=True)
    for heading in ("name", "account", "text"):
        rows.add_column(heading, overflow="fold")
    for entry in statement.entries:
        rows.add_row(*map(_shown, _entry_cells(entry)))
        for part in entry.details:
            rows.add_row(*map(_shown, _detail_cells(part)))
    return Group(title, balances, Padding(rows, (0, 0, 0, 2), expand=False))


def _entry_cells(entry: Entry) -> tuple[str, ...]:
    remark = "" if entry.booked else "(not booked) "
    remark += f"(returned: {entry.returned}) " if entry.returned else ""
    text = remark + (entry.text or entry.reference or "")
    return str(entry.day or "?"), f"{entry.amount:f}", entry.name or "", entry.account or "", text


def _detail_cells(part: Detail) -> tuple[str, ...]:
    """A part of a batch: its amount follows the name, so that the column of amounts adds up."""
    amount = "" if part.amount is None else f" {part.amount:f}"
    return "", "", f"- {part.name or ''}{amount}", part.account or "", part.text or part.reference or ""
