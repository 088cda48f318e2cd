"""Payments that wait for a person, for people at a terminal; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dunwell.language.phrases import counted
from dunwell.render.timeline_document import day_at, map_at, maps_at, text_at
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_WORDS = Words("en")
_LONGEST_TEXT = 70
_DECIDED = {"known": "recorded already", "not_ours": "not about a claim"}
_TYPED = (
    "dunwell import --book NUMBER=CASE         it pays this case (with :AMOUNT for a part, once for each case)",
    "dunwell import --known NUMBER             it is recorded already, by hand or from another file",
    "dunwell import --not-ours NUMBER          it is not about a claim",
)


def waiting_line(totals: Document) -> str:
    """How many payments wait for a person, how much that is and since when, and how to see them."""
    count, day = int(str(totals.get("payments") or 0)), day_at(totals, "oldest")
    sums = [_sum(one) for one in maps_at(totals, "totals")]
    told = f"{counted(count, 'payment waits', 'payments wait')} for a person: {', '.join(sums)}"
    return f"{told}; the oldest is of {_WORDS.day(day) if day else 'no day'} (dunwell import --waiting)"


def _sum(total: Document) -> str:
    currency = text_at(total, "currency")
    said = (("came in", text_at(total, "came_in")), ("went back", text_at(total, "went_out")))
    return " and ".join(f"{_WORDS.money(amount, currency)} {what}" for what, amount in said if amount != "0.00")


def imported_text(document: Document) -> RenderableType:
    """Up to which day payments are known by now, and how many wait for a person."""
    lines = []
    for one in maps_at(document, "bank_data"):
        day = day_at(one, "known_until")
        lines.append(Text(f"payments on {text_at(one, 'account')} are known up to {_WORDS.day(day) if day else ''}"))
    totals = map_at(document, "waiting")
    if totals.get("payments"):
        lines.append(Text(waiting_line(totals)))
    return Group(*lines)


def waiting_text(document: Document) -> RenderableType:
    """Each payment with what it says, why it is asked, the cases it may be for, and what to type."""
    payments = maps_at(document, "waiting")
    if not payments:
        return Text("No payment waits for a person.")
    parts = [part for one in payments for part in _payment(one)]
    typed = Padding(Group(*(Text(line, style="dim") for line in _TYPED)), (0, 0, 0, 2))
    return Group(Text(waiting_line(document), style="bold"), Text(), *parts, Text("Once you know:"), typed)


def _payment(one: Document) -> Iterator[RenderableType]:
    day = day_at(one, "date")
    who = text_at(one, "name") or text_at(one, "account")
    back = text_at(one, "amount").startswith("-")
    from_whom = "back" if back else f"from {who or 'nobody named'}"
    head = f"{_WORDS.day(day) if day else 'no date'}  {_money(one)}  {from_whom}"
    yield Text(f"{text_at(one, 'number')}: {head}")
    said = text_at(one, "text")
    if said:
        yield _below(f"“{said[:_LONGEST_TEXT]}{'…' if len(said) > _LONGEST_TEXT else ''}”")
    for lead, key in (("asked because", "why"), ("in", "source")):
        if text_at(one, key):
            yield _below(f"{lead} {text_at(one, key)}")
    for each in maps_at(one, "candidates"):
        yield _below(f"- {_candidate(each, text_at(one, 'currency'))}", 6)
    yield Text()


def _candidate(each: Document, currency: str) -> str:
    ended, left = text_at(each, "ended"), _WORDS.money(text_at(each, "open"), currency)
    stands = f"ended: {_WORDS.say(ended)}" if ended else f"open {left}"
    reasons = each.get("reasons")
    told = "; ".join(map(str, reasons)) if isinstance(reasons, list) else ""
    return f"{text_at(each, 'number')} ({stands})" + (f": {told}" if told else "")


def settled_text(document: Document) -> RenderableType:
    """What was decided, a line each, and where the cases stand now."""
    lines = [Text(f"{text_at(one, 'number')}: {_decided(one)}") for one in maps_at(document, "settled")]
    return Group(*lines, *(Text(_standing(case)) for case in maps_at(document, "cases")))


def _decided(one: Document) -> str:
    day = day_at(one, "date")
    payment = f"{_money(one)}{f' of {_WORDS.day(day)}' if day else ''}"
    if one.get("decided") != "booked":
        return f"{payment}: {_DECIDED.get(text_at(one, 'decided'), '')}"
    shares, currency = maps_at(one, "booked"), text_at(one, "currency")
    amounts = [f" {_WORDS.money(text_at(each, 'amount'), currency)}" if len(shares) > 1 else "" for each in shares]
    told = (f"{text_at(each, 'number')}{amount}" for each, amount in zip(shares, amounts, strict=True))
    return f"{payment}: booked on {' and '.join(told)}"


def _standing(case: Document) -> str:
    ended = text_at(map_at(case, "end"), "reason")
    claim = _WORDS.money(text_at(case, "open"), text_at(case, "currency"))
    return f"{text_at(case, 'number')}: {f'ended, {_WORDS.say(ended)}' if ended else f'{claim} open'}"


def _money(one: Document) -> str:
    return _WORDS.money(text_at(one, "amount"), text_at(one, "currency"))


def _below(text: str, indent: int = 4) -> Padding:
    return Padding(Text(text), (0, 0, 0, indent))
