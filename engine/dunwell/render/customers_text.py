"""The customer register beside the open cases, for people at a terminal; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from dunwell.language.phrases import counted
from dunwell.render.timeline_document import map_at, maps_at, text_at
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_WORDS = Words("en")
MOST_SHOWN = 20
"""So many customers, and so many new facts, are listed; JSON has all of them."""


def customers_text(document: Document) -> RenderableType:
    """How register and cases fit, what the register says anew, and what is unknown, by fact and by customer."""
    return Group(*_head(document), *_news(document), *_unknown(document))


def _head(document: Document) -> Iterator[RenderableType]:
    register, cases = map_at(document, "register"), map_at(document, "cases")
    if text_at(register, "file"):
        mistakes = f", {_count(register, 'mistakes', 'mistake')}" if register.get("mistakes") else ""
        title = f"{text_at(register, 'file')}: {_count(register, 'customers', 'customer')}{mistakes}"
    else:
        title = "No customer register: name one in dunwell.yaml, such as `customers: customers.csv`"
    yield Text(title, style="bold")
    told = [f"{cases.get(key)} {words}" for key, words in _FITS if cases.get(key)]
    yield Text(f"{_count(cases, 'open', 'open case')}{': ' if told else ''}{', '.join(told)}")
    for one in maps_at(document, "not_sure"):
        yield Text(f"  {', '.join(_texts(one, 'cases'))}: {text_at(one, 'why')}")


_FITS = (("joined", "joined"), ("not_sure", "not sure"), ("not_in_register", "not in the register"))


def _news(document: Document) -> Iterator[RenderableType]:
    """The facts that were recorded, or that would be."""
    recorded, new = maps_at(document, "recorded"), maps_at(document, "new")
    rows = recorded or new
    if not rows:
        return
    cases = len({text_at(one, "case") for one in rows})
    facts = f"{counted(len(rows), 'fact')} of {counted(cases, 'case')}"
    yield Text()
    yield Text(f"recorded {facts}" if recorded else f"The register says {facts} that they do not have yet:", "bold")
    table = Table.grid(padding=(0, 2))
    for one in rows[:MOST_SHOWN]:
        who = f"customer {text_at(one, 'customer')}" if text_at(one, "customer") else f"row {one.get('row')}"
        was = text_at(one, "was") or "unknown"
        cells = (f"  {text_at(one, 'number')}", text_at(one, "fact"), f"{was} → {text_at(one, 'value')}", who)
        table.add_row(*(Text(cell) for cell in cells))
    yield table
    if len(rows) > MOST_SHOWN:
        yield Text(f"  … and {len(rows) - MOST_SHOWN} more", style="dim")
    if not recorded:
        yield Text("  dunwell customers --record", style="cyan")


def _unknown(document: Document) -> Iterator[RenderableType]:
    facts, debtors = maps_at(document, "facts"), maps_at(document, "unknown")
    yield Text()
    if not facts:
        yield Text("Nothing is unknown of any customer with an open case.")
        return
    yield Text("Unknown, by what would answer it:", style="bold")
    table = _table("column", "customers", "cases", "open")
    for one in facts:
        counts = (str(one.get("customers")), str(one.get("cases")))
        table.add_row(Text(text_at(one, "column")), *map(Text, counts), Text(_money(one)))
    yield table
    yield Text("By customer, most money first:", style="bold")
    table = _table("customer", "cases", "open", "unknown (what is taken meanwhile)")
    for one in debtors[:MOST_SHOWN]:
        who = " ".join(filter(None, (text_at(one, "customer"), text_at(one, "name") or "erased")))
        gaps = ", ".join(map(_gap, maps_at(one, "gaps")))
        table.add_row(Text(who), Text(str(len(_texts(one, "cases")))), Text(_money(one)), Text(gaps))
    yield table
    if len(debtors) > MOST_SHOWN:
        yield Text(f"… and {len(debtors) - MOST_SHOWN} more: --format json", style="dim")
    yield Text("Rows to fill in, for customers without one: dunwell customers --format csv", style="dim")


def _table(*heads: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        numbers = head in {"customers", "cases", "open"}
        table.add_column(head, justify="right" if numbers else "left", no_wrap=numbers)
    return table


def _gap(gap: Document) -> str:
    assumed = text_at(gap, "assumed")
    return f"{text_at(gap, 'column')} ({assumed})" if assumed else f"{text_at(gap, 'column')} (asks)"


def _money(one: Document) -> str:
    return ", ".join(_WORDS.money(str(amount), currency) for currency, amount in map_at(one, "amounts").items())


def _count(document: Document, key: str, word: str) -> str:
    return counted(int(str(document.get(key) or 0)), word)


def _texts(document: Document, key: str) -> list[str]:
    found = document.get(key)
    return [str(one) for one in found] if isinstance(found, list) else []
