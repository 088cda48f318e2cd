"""The queue as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.money import amount_text
from dunwell.readers.spreadsheet import safe_cell
from dunwell.render.pauses import pause_document
from dunwell.render.timeline_json import because_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dunwell.journal.pauses import Pause
    from dunwell.queue.item import Item

    Document = dict[str, object]

COLUMNS = (
    "owner", "deadline", "late", "kind", "what", "case", "debtor", "amount", "currency", "since", "then", "why",
    "place", "command",
)  # fmt: skip
"""The columns of the CSV."""


def queue_document(items: Sequence[Item], day: int, stopped: Iterable[Pause], asked: str | None = None) -> Document:
    """Every item, and how many there are by owner, late ones apart; `asked` is the one owner that was asked for."""
    return {
        "day": day_text(day),
        "asked_for": asked,
        "paused": [pause_document(one) for one in stopped],
        "items": [_item(one, day) for one in items],
        "owners": [_owner(name, items, day) for name in dict.fromkeys(one.owner for one in items)],
        "totals": {"items": len(items), "late": sum(bool(one.late(day)) for one in items)},
    }


def queue_csv(items: Iterable[Item], day: int) -> str:
    """One row an item, for a spreadsheet: amounts with a point, days as 2026-02-05, the first command."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in items:
        writer.writerow(_row(one, day))
    return out.getvalue().rstrip("\n")


def _row(one: Item, day: int) -> list[str]:
    why = "; ".join(each.text for each in one.why)
    place = next((str(each.place) for each in one.why if each.place), "")
    return [
        safe_cell(one.owner),
        _day(one.deadline) or "",
        str(one.late(day) or ""),
        one.kind,
        safe_cell(one.what),
        safe_cell(one.number),
        safe_cell(one.debtor),
        amount_text(one.cents) if one.cents is not None else "",
        one.currency,
        _day(one.since) or "",
        one.then,
        safe_cell(why),
        place,
        one.commands[0] if one.commands else "",
    ]


def _item(one: Item, day: int) -> Document:
    return {
        "kind": one.kind,
        "what": one.what,
        "owner": one.owner or None,
        "was_with": one.was or None,
        "since": _day(one.since),
        "deadline": _day(one.deadline),
        "late": one.late(day),
        "then": one.then or None,
        "case": one.case or None,
        "number": one.number or None,
        "debtor": one.debtor or None,
        "amount": amount_text(one.cents) if one.cents is not None else None,
        "currency": one.currency or None,
        "because": [because_document(each) for each in one.why],
        "commands": list(one.commands),
    }


def _owner(name: str, items: Iterable[Item], day: int) -> Document:
    mine = [one for one in items if one.owner == name]
    sums = Counter[str]()
    for one in mine:
        if one.case and one.cents is not None and one.kind not in {"payment", "refund"}:
            sums[one.currency] += one.cents
    return {
        "owner": name or None,
        "items": len(mine),
        "late": sum(bool(one.late(day)) for one in mine),
        "amounts": {currency: amount_text(amount) for currency, amount in sorted(sums.items())},
    }


def _day(value: int) -> str | None:
    return day_text(value) if value else None
