"""Shape a simulation as the JSON document that every other rendering reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.language.events import EVENTS
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dunwell.choosing import Simulated
    from dunwell.core.claim import Claim
    from dunwell.core.explain import Because
    from dunwell.core.timeline import Entry
    from dunwell.language.events import Event
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.problems import Problem

Document = dict[str, object]


def timeline_document(simulated: Simulated, problems: Sequence[Problem], scenario: str | None = None) -> Document:
    """The whole document. Without a policy, `policy` and `end` are null and no entry is there; the problems say why."""
    timeline = simulated.timeline
    entries = timeline.entries if timeline else ()
    end = next((entry for entry in reversed(entries) if entry.kind == "end"), None)
    ended = end is not None and timeline is not None and timeline.position.end
    return {
        "invoice": invoice_document(
            simulated.facts, simulated.invoice.number, simulated.invoice.buyer.name, simulated.invoice.seller.name
        ),
        "assumed": [
            {"field": one.field, "value": one.value, "text": one.text}
            for one in (simulated.opened.assumed if simulated.opened else ())
        ],
        "policy": policy_document(simulated.program) if simulated.program else None,
        **({"scenario": scenario} if scenario else {}),
        "entries": [entry_document(entry) for entry in entries],
        "end": {"date": day_text(end.day), "reason": end.name} if end and ended else None,
        "calendar": _calendar(simulated.program, entries) if simulated.program and entries else {},
        "problems": [problem.as_json() for problem in problems],
    }


def invoice_document(
    facts: Mapping[str, Value], number: str | None, debtor: str | None, creditor: str | None
) -> Document:
    """The invoice as a timeline shows it."""
    issued, due, total = facts.get("invoice.issued"), facts.get("invoice.due"), facts.get("invoice.total")
    return {
        "number": number,
        "issued": day_text(int(issued)) if issued else None,
        "due": day_text(int(due)) if due else None,
        "currency": facts.get("currency"),
        "total": amount_text(int(total)) if total is not None else None,
        "debtor_kind": facts.get("debtor.kind", "unknown"),
        "debtor": debtor,
        "creditor": creditor,
    }


def policy_document(program: Program) -> Document:
    """Which policy, which version, which text."""
    return {
        "id": program.id,
        "version": program.version,
        "title": program.title,
        "file": program.file,
        "sha256": program.sha256,
    }


def entry_document(entry: Entry) -> Document:
    """One entry with its reasons."""
    made: Document = {"date": day_text(entry.day), "kind": entry.kind, **_SHAPES.get(entry.kind, _named)(entry)}
    made["because"] = [because_document(one) for one in entry.because]
    return made


def _step(entry: Entry) -> Document:
    made: Document = {
        "step": entry.name,
        "title": entry.title,
        "channels": list(entry.channels),
        "template": entry.template,
        "variant": entry.variant,
        "attempt": entry.attempt,
        "term_until": day_text(entry.term_until) if entry.term_until else None,
    }
    if entry.received:
        made["received"] = day_text(entry.received)
    if entry.claim is not None:
        made["claim"] = _claim(entry.claim)
        made["accrued"] = {"interest": amount_text(entry.claim.accrued)}
    if entry.announces and entry.claim is not None:
        amounts = {"collection_costs": entry.claim.announced, "interest": entry.claim.accrued}
        made["announces"] = {name: amount_text(amounts[name]) for name in entry.announces if name in amounts}
    return made | _said(entry)


def _said(entry: Entry) -> Document:
    """What came of it and who has it, where there is something to say."""
    return {name: value for name, value in (("outcome", entry.outcome), ("owner", entry.owner)) if value}


def _claim(claim: Claim) -> Document:
    return {
        "principal": amount_text(claim.principal),
        "interest": amount_text(claim.interest),
        "costs": amount_text(claim.costs),
        "total": amount_text(claim.total),
    }


def _named(entry: Entry) -> Document:
    made: Document = {"step": entry.name, "title": entry.title}
    if entry.guardrail:
        made["guardrail"] = entry.guardrail
    return made | ({"escalate_to": entry.owner} if entry.kind == "escalation" else _said(entry))


def _event(entry: Entry) -> Document:
    made: Document = {"event": entry.name}
    return made | (_event_data(entry.event) if entry.event else _said(entry))


def _event_data(event: Event) -> Document:
    types = {datum.name: datum.type for datum in EVENTS[event.name].data}
    said = {name: _value(types.get(name, "text"), value) for name, value in event.data}
    return {_OTHER_NAMES.get(name, name): value for name, value in said.items()}


_OTHER_NAMES = {"kind": "stop"}
"""An entry has a `kind` of its own."""


def _value(kind: str, value: Value) -> Value:
    if kind == "money":
        return amount_text(int(value))
    return day_text(int(value)) if kind == "day" else value


def _hold(entry: Entry) -> Document:
    return {"hold": entry.name, "change": entry.change} | _said(entry)


def _plan(entry: Entry) -> Document:
    made: Document = {"plan": entry.name, "change": entry.change}
    if entry.number:
        made |= {"instalment": entry.number, "amount": amount_text(entry.amount)}
    if entry.schedule:
        made["instalments"] = [{"due": day_text(due), "amount": amount_text(amount)} for due, amount in entry.schedule]
    return made | _until(entry)


def _until(entry: Entry) -> Document:
    return {"term_until": day_text(entry.term_until)} if entry.term_until else {}


def _message(entry: Entry) -> Document:
    made: Document = {"message": entry.name, "template": entry.template, "channels": list(entry.channels)}
    made |= _until(entry)
    return made | ({"claim": _claim(entry.claim)} if entry.claim is not None else {})


_SHAPES: dict[str, Callable[[Entry], Document]] = {
    "step": _step,
    "event": _event,
    "hold": _hold,
    "plan": _plan,
    "message": _message,
    "end": lambda entry: {"reason": entry.name},
}


def because_document(because: Because) -> Document:
    """One reason: its sentence, the policy's place, the law."""
    return {"text": because.text, "place": str(because.place) if because.place else None, "law": because.law}


def _calendar(program: Program, entries: Sequence[Entry]) -> Document:
    """The days of the shown span on which no debtor is reached, and the names of the holidays among them."""
    first, last = entries[0].day, max(max(entry.day, entry.term_until) for entry in entries)
    calendar = program.law.calendars.get(program.working_days.name)
    years = date.fromordinal(first).year, date.fromordinal(last).year
    names = {
        day: holiday.title
        for holiday in (calendar.holidays if calendar else ())
        for day in holiday.rule.days_between(*years)
        if first <= day <= last
    }
    closed = [day_text(day) for day in range(first, last + 1) if not program.working_days.is_open(day)]
    return {"closed": closed, "holidays": {day_text(day): name for day, name in sorted(names.items())}}
