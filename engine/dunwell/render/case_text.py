"""Cases for people at a terminal, from the documents of `case_json`; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dunwell.render.timeline_document import day_at, list_at, map_at, maps_at, text_at
from dunwell.render.timeline_words import Words
from dunwell.render.waiting_text import waiting_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_WORDS = Words("en")
_KINDS = {"approve": "release", "ask": "decide", "blocked": "blocked by law", "message": "send"}
"""What a person or channel has to do, where it is not simply the step."""
_ABOUT = ("title", "step", "hold", "plan", "message", "event", "reason")
"""What an entry of a story may be about; the first that it says."""
MOST_SHOWN = 12
"""So many of the amounts to come are listed."""
_BY_HAND = "(payments are recorded by hand? then say bank_data: none in dunwell.yaml)"
_HEADS = ("case", "debtor", "open", "step", "due now", "next look")


def status_text(document: Document) -> RenderableType:
    """The open cases as a table, what they come to, and how many have ended."""
    cases = maps_at(document, "cases")
    totals = map_at(document, "totals")
    day = day_at(document, "day")
    counted = ", ".join(
        f"{totals.get(key, 0)} {key.replace('_', ' ')}"
        for key in ("open", "due", "waits_for_bank", "on_hold", "on_plan", "ended")
        if key != "waits_for_bank" or totals.get(key)
    )
    title = Text(f"{_WORDS.day(day)}: {counted}" if day else counted, style="bold")
    stopped = [Text(text_at(one, "text"), style="bold red") for one in maps_at(document, "paused")]
    if not cases:
        return Group(title, *stopped, Text("No case is open."), *_of_bank(document))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in _HEADS:
        table.add_column(head, justify="right" if head == "open" else "left", no_wrap=head in {"case", "open"})
    for case in cases:
        table.add_row(*(Text(cell) for cell in _row(case)))
    sums = (_WORDS.money(str(amount), currency) for currency, amount in map_at(totals, "claims").items())
    return Group(title, *stopped, table, Text(f"open claims: {', '.join(sums)}"), *_in_view(cases), *_of_bank(document))


def _of_bank(document: Document) -> Iterator[RenderableType]:
    """What a person has to do for the bank: files to import, and payments to decide on."""
    waits = (case for case in maps_at(document, "cases") if case.get("waits_for_bank"))
    told = {text_at(map_at(case, "bank_data"), "text"): map_at(case, "bank_data") for case in waits}
    for text, bank in told.items():
        yield Text(f"waits for bank data: {text}").append(f"  {text_at(bank, 'place')}", style="dim")
        if not bank.get("known_until"):
            yield Text(_BY_HAND, style="dim")
    if over := maps_at(document, "overpaid"):
        sums = (
            f"{_WORDS.money(text_at(one, 'amount'), text_at(one, 'currency'))} on {text_at(one, 'number')}"
            for one in over
        )
        yield Text(f"paid too much, to be paid back or set off: {', '.join(sums)}")
    waiting = map_at(document, "waiting")
    if waiting.get("payments"):
        yield Text(waiting_line(waiting))


def case_text(document: Document) -> RenderableType:
    """Where one case stands and why: what is due with its reasons, else why nothing is."""
    head = Text(f"{text_at(document, 'number')} · {text_at(document, 'debtor') or 'debtor erased'}", style="bold")
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column()
    for label, value in _standing(document):
        if value:
            rows.add_row(label, Text(value))
    return Group(head, Padding(rows, (0, 0, 0, 2)), *_reasons(document))


def opened_text(document: Document) -> RenderableType:
    """The cases that were opened, a line each; those that were there already are problems and told below."""
    lines: list[RenderableType] = []
    for case in maps_at(document, "cases"):
        if not case.get("new"):
            continue
        claim = _WORDS.money(text_at(case, "open"), text_at(case, "currency"))
        lines.append(Text(f"opened {text_at(case, 'number')} · {claim} · under {text_at(case, 'policy')}"))
        assumed = ", ".join(f"{text_at(one, 'field')} {text_at(one, 'value')}" for one in maps_at(case, "assumed"))
        told = Group(_next(case), Text(f"assumed: {assumed}" if assumed else "nothing was assumed", style="dim"))
        lines.append(Padding(told, (0, 0, 0, 2)))
    return Group(*lines)


def recorded_text(document: Document) -> RenderableType:
    """What was recorded, what it changed in the story of the case, and where the case stands now."""
    case, event = map_at(document, "case"), map_at(document, "event")
    name, day = _WORDS.title(text_at(event, "event")), day_at(event, "date")
    amount = text_at(event, "amount")
    money = f" {_WORDS.money(amount, text_at(case, 'currency'))}" if amount else ""
    late = " (recorded late)" if map_at(event, "recorded").get("late") else ""
    head = Text(f"{text_at(case, 'number')}: {name}{money}, {_WORDS.day(day) if day else ''}{late}", style="bold")
    told = [
        Text(f"{sign} {_told(entry)}")
        for sign, key in (("+", "changes"), ("-", "undone"))
        for entry in maps_at(document, key)
    ]
    return Group(head, Padding(Group(*told, _standing_now(case)), (0, 0, 0, 2)), *_reasons(case))


def _row(case: Document) -> tuple[str, ...]:
    claim = _WORDS.money(text_at(case, "open"), text_at(case, "currency"))
    step = text_at(case, "title") or text_at(case, "step")
    look = day_at(case, "next_look")
    return (
        text_at(case, "number"),
        text_at(case, "debtor"),
        claim,
        step,
        "; ".join(filter(None, (_due(case), _for_bank(case)))) or _waiting(case),
        _WORDS.plain_day(look) if look else "",
    )


def _due(case: Document) -> str:
    """What is due today, in a few words."""
    return "; ".join(_action(one) for one in maps_at(case, "due"))


def _action(action: Document) -> str:
    what = text_at(action, "title") or text_at(action, "step") or text_at(action, "message").replace("_", " ")
    kind = _KINDS.get(text_at(action, "kind"), "")
    by = " + ".join(_WORDS.say(str(channel)) for channel in list_at(action, "channels"))
    owner = text_at(action, "owner")
    said = " ".join(filter(None, (f"{kind}:" if kind else "", what)))
    return ", ".join(filter(None, (said, f"by {by}" if by else "", f"owner {owner}" if owner else "")))


def _waiting(case: Document) -> str:
    """What keeps a case in which nothing is due: bank data that is too old, a stop, a hold or a payment plan."""
    told = [_for_bank(case)] if _for_bank(case) else []
    told += [f"stop: {_WORDS.say(str(one))}" for one in list_at(case, "stops")]
    told += [f"hold: {_WORDS.say(text_at(one, 'hold'))}" for one in maps_at(case, "holds")]
    if plan := map_at(case, "plan"):
        told.append(f"{text_at(plan, 'title') or 'payment plan'}: {_WORDS.say(text_at(plan, 'stage'))}")
    return "; ".join(told)


def _for_bank(case: Document) -> str:
    """What would be due if the bank's data were fresh."""
    told = "; ".join(_action(one) for one in maps_at(case, "waits_for_bank"))
    return f"for bank data: {told}" if told else ""


def _standing(case: Document) -> Iterator[tuple[str, str]]:
    currency, opened = text_at(case, "currency"), day_at(case, "opened_on")
    yield "case", text_at(case, "case")
    moved, moved_on = map_at(case, "moved"), day_at(map_at(case, "moved"), "on")
    under = f"under {text_at(case, 'policy')}"
    yield "opened", f"{_WORDS.day(opened) if opened else ''}{'' if moved else f' {under}'}"
    yield "moved", f"{_WORDS.day(moved_on)} from {text_at(moved, 'from')}, now {under}" if moved_on else ""
    yield "received", _WORDS.money(text_at(case, "received"), currency)
    accrued = text_at(case, "accrued")
    yield "interest run up by law, not claimed", _WORDS.money(accrued, currency) if accrued not in {"", "0.00"} else ""
    yield from _now(case)


def _standing_now(case: Document) -> RenderableType:
    rows = Table.grid(padding=(0, 2))
    for label, value in _now(case):
        if value:
            rows.add_row(label, Text(value))
    return rows


def _now(case: Document) -> Iterator[tuple[str, str]]:
    end, look = map_at(case, "end"), day_at(case, "next_look")
    yield "open claim", _WORDS.money(text_at(case, "open"), text_at(case, "currency"))
    yield "ended", _WORDS.say(text_at(end, "reason")) if end else ""
    title, step = text_at(case, "title"), text_at(case, "step")
    yield "step", f"{title} ({step})" if title not in {"", step} else step
    yield "waits", _waiting(case)
    may_be = ", ".join(map(str, list_at(case, "payments_waiting")))
    yield "asked", f"payment {may_be} may be for it (dunwell import --waiting)" if may_be else ""
    yield "expected", "; ".join(_expected(one, text_at(case, "currency")) for one in maps_at(case, "expected"))
    yield "due now", "" if end else _due(case) or "nothing"
    yield "next look", _WORDS.day(look) if look else ""


def _expected(one: Document, currency: str) -> str:
    """Money that is to come: how much, when, and who said so."""
    day, number = day_at(one, "date"), one.get("instalment")
    what = f"instalment {number}" if number else "promised"
    return f"{_WORDS.money(text_at(one, 'amount'), currency)} on {_WORDS.day(day) if day else ''} ({what})"


def _in_view(cases: Sequence[Document]) -> Iterator[RenderableType]:
    """What all cases together are expected to bring, the earliest first."""
    coming = sorted(
        ((text_at(one, "date"), case, one) for case in cases for one in maps_at(case, "expected")),
        key=lambda row: (row[0], text_at(row[1], "case")),
    )
    if not coming:
        return
    yield Text("expected:")
    for _, case, one in coming[:MOST_SHOWN]:
        line = f"{_expected(one, text_at(case, 'currency'))} · {text_at(case, 'number')}"
        yield Padding(Text(line), (0, 0, 0, 2))
    if len(coming) > MOST_SHOWN:
        yield Padding(Text(f"and {len(coming) - MOST_SHOWN} more; --format json has them all"), (0, 0, 0, 2))


def proposal_text(document: Document) -> RenderableType:
    """The instalments of a proposal, and what to type once they are agreed."""
    currency = text_at(document, "currency")
    open_ = _WORDS.money(text_at(document, "open"), currency)
    head = Text(f"{text_at(document, 'number')} · {text_at(document, 'title')} for {open_}", style="bold")
    rows = Table.grid(padding=(0, 2))
    for number, one in enumerate(maps_at(document, "instalments"), start=1):
        day = day_at(one, "due")
        rows.add_row(str(number), _WORDS.day(day) if day else "", _WORDS.money(text_at(one, "amount"), currency))
    data = " ".join(f'{name}="{value}"' for name, value in map_at(document, "data").items())
    typed = f"dunwell record {text_at(document, 'number')} {text_at(document, 'event')} {data}"
    agreed = Group(Text("once it is agreed:"), Text(f"  {typed}", style="dim", no_wrap=True, overflow="ignore"))
    return Group(head, Padding(rows, (0, 0, 0, 2)), agreed if document.get("allowed") else Text("not allowed"))


def _next(case: Document) -> str:
    look = day_at(case, "next_look")
    due = _due(case)
    if _for_bank(case) and not due:
        return f"waits {_for_bank(case)}"
    return f"due now: {due}" if due else f"next look on {_WORDS.day(look)}" if look else "nothing is due"


def _reasons(case: Document) -> Iterator[RenderableType]:
    actions = (*maps_at(case, "due"), *maps_at(case, "waits_for_bank"))
    reasons = [one for action in actions for one in maps_at(action, "because")]
    bank = map_at(case, "bank_data")
    for reason in (*(reasons or maps_at(case, "why")), *((bank,) if bank else ())):
        text = Text(f"– {text_at(reason, 'text')}")
        if law := text_at(reason, "law"):
            text.append(f" [{law}]", style="italic")
        if place := text_at(reason, "place"):
            text.append(f"  {place}", style="dim")
        yield Padding(text, (0, 0, 0, 2))
    if bank and not bank.get("known_until"):
        yield Padding(Text(_BY_HAND, style="dim"), (0, 0, 0, 2))


def _told(entry: Document) -> str:
    """An entry of the story in one line."""
    day = day_at(entry, "date")
    about = next((text_at(entry, key) for key in _ABOUT if entry.get(key)), "")
    change = _WORDS.say(text_at(entry, "change")).format(text_at(entry, "instalment"))
    words = (_WORDS.say(text_at(entry, "kind")), about and _WORDS.say(about), " ".join(change.split()))
    because = "; ".join(text_at(one, "text") for one in maps_at(entry, "because"))
    told = ": ".join(filter(None, words))
    return f"{_WORDS.day(day) if day else ''} {told}" + (f" – {because}" if because else "")
