"""The report of a matching run for people at a terminal; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group as Lines
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dunwell.days import day_text
from dunwell.language.yamltext import without_hidden
from dunwell.matching.matched import GROUPS
from dunwell.money import amount_text
from dunwell.render.matching import incoming, outgoing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.matching.matched import Group, Matched, Result

_TITLES: Mapping[Group, str] = {
    "certain": "Booked",
    "reversed": "Taken back",
    "doubtful": "To be decided",
    "ended": "For a case that has ended, to be decided",
    "unmatched": "No case fits",
    "known": "Known already",
    "pending": "Announced",
    "outgoing": "Went out",
}
_ASKED = ("doubtful", "ended")
_LONGEST_TEXT = 70


def matching_text(matched: Matched) -> Lines:
    """Totals first, then what a person has to decide, then what was booked, what fits nothing, what is announced.

    What was known and what went out is only counted: nobody has to do anything about it.
    """
    parts: list[Table | Lines] = [_totals(matched, currency) for currency in matched.currencies]
    order: tuple[Group, ...] = ("doubtful", "ended", "reversed", "certain", "unmatched", "pending")
    for group in order:
        if found := matched.of(group):
            heading = Text(f"{_TITLES[group]} ({len(found)})", style="bold")
            parts.append(Lines(heading, _asked(found) if group in _ASKED else _listed(found)))
    return Lines(*parts)


def _totals(matched: Matched, currency: str) -> Table:
    rows = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=True)
    everything = [each.payment.cents for each in matched.results if each.payment.currency == currency]
    many = f"{len(everything)}"
    rows.add_column(currency or "no currency", footer="in the statements")
    rows.add_column("payments", justify="right", footer=many)
    rows.add_column("came in", justify="right", footer=_money(incoming(everything)))
    rows.add_column("went out", justify="right", footer=_money(outgoing(everything)))
    for group in GROUPS:
        amounts = [each.payment.cents for each in matched.of(group) if each.payment.currency == currency]
        if amounts:
            rows.add_row(_TITLES[group], str(len(amounts)), _money(incoming(amounts)), _money(outgoing(amounts)))
    return rows


def _money(cents: int) -> str:
    return amount_text(cents) if cents else "-"


def _listed(found: tuple[Result, ...]) -> Padding:
    """A line each: with the case and the reason if there is one, else with what the payer said."""
    booked = any(result.shares for result in found)
    rows = Table(box=SIMPLE_HEAD, pad_edge=False)
    rows.add_column("date", no_wrap=True)
    rows.add_column("amount", justify="right", no_wrap=True)
    for heading in ("payer", "invoice", "why") if booked else ("payer", "text"):
        rows.add_column(heading, overflow="fold")
    for result in found:
        payment = result.payment
        cells = (_day(result), f"{payment.currency} {amount_text(payment.cents)}", payment.name)
        rows.add_row(*map(_shown, (*cells, _invoices(result), result.why) if booked else (*cells, payment.told)))
    return Padding(rows, (0, 0, 0, 2), expand=False)


def _invoices(result: Result) -> str:
    """The invoices that a payment is for, each with its amount if there are several."""
    several = len(result.shares) > 1
    return "\n".join(f"{each.number} {amount_text(each.cents)}" if several else each.number for each in result.shares)


def _asked(found: tuple[Result, ...]) -> Padding:
    """Each payment with what it says, why it is asked, and the cases to choose from with their reasons."""
    lines: list[Text | Padding] = []
    for result in found:
        payment = result.payment
        who = f"from {payment.name or payment.payer or 'nobody named'}" if payment.cents > 0 else "back"
        lines.append(_shown(f"{_day(result)}  {payment.currency} {amount_text(payment.cents)}  {who}"))
        said = payment.told
        more = [f"“{said[:_LONGEST_TEXT]}{'…' if len(said) > _LONGEST_TEXT else ''}”"] if said else []
        more += [f"asked because {result.why}", f"in {payment.place}"]
        lines += [Padding(_shown(text), (0, 0, 0, 4)) for text in more]
        for one in result.candidates:
            reasons = "; ".join(one.reasons)
            lines.append(Padding(_shown(f"- {one.number} (open {amount_text(one.open)}): {reasons}"), (0, 0, 0, 6)))
        lines.append(Text())
    return Padding(Lines(*lines), (1, 0, 0, 2), expand=False)


def _day(result: Result) -> str:
    return day_text(result.payment.day) if result.payment.day else "no date"


def _shown(text: str) -> Text:
    """Text from a file: no markup, and nothing that a terminal would obey."""
    return Text("\n".join(without_hidden(line) for line in text.split("\n")))
