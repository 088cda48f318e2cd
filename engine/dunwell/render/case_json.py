"""Cases as JSON: where one stands and what is due, and all that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.expect import expected
from dunwell.core.explain import explain
from dunwell.core.position import AGREED, MANUAL, OFFERED, WANTED
from dunwell.core.stale import why_stale
from dunwell.days import day_text
from dunwell.language.events import MOVED
from dunwell.money import amount_text
from dunwell.problems import has_errors
from dunwell.render.timeline_json import because_document, entry_document, invoice_document, policy_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dunwell.core.expect import Expected
    from dunwell.core.position import OpenHold, RunningPlan
    from dunwell.core.proposal import Proposal
    from dunwell.core.stale import Stale
    from dunwell.core.timeline import Entry
    from dunwell.core.transitions import Action
    from dunwell.journal.cases import Look
    from dunwell.journal.store import Stamp
    from dunwell.language.events import Event

    Document = dict[str, object]


def case_document(look: Look) -> Document:
    """Where a case stands: its open claim, its step, what is due and why, and when to look again."""
    case, position, decision = look.case, look.position, look.decision
    step = look.program.steps[position.variant][position.step]
    return {
        "case": case.id,
        "number": case.number,
        "seller": case.seller,
        "debtor": case.debtor or None,
        "currency": case.currency,
        "opened_on": day_text(case.opened_on),
        "policy": f"{look.program.id} {look.program.version}",
        **_moved(look),
        "open": amount_text(position.claim_open),
        "received": amount_text(position.received),
        "step": None if position.end else step.name,
        "title": None if position.end else step.title,
        "due": [_action(look, one) for one in decision.actions],
        "waits_for_bank": [_action(look, one) for one in look.waits],
        "bank_data": _bank_data(look, look.stale) if look.stale else None,
        "why": [because_document(explain(look.program, position, one)) for one in decision.reasons],
        "next_look": day_text(decision.next_look) if decision.next_look else None,
        "holds": [_hold(look, one) for one in position.holds],
        "plan": _plan(look, position.plan) if position.plan else None,
        "stops": list(position.stops),
        "expected": [_expected(one) for one in expected(look.program, position)],
        "end": {"date": day_text(position.ended), "reason": position.end} if position.end else None,
    }


def _moved(look: Look) -> Document:
    """Since when a case is under its version, and under which it was before; nothing for one that was never moved."""
    moves = [one.event for one in look.events if one.event.name == MOVED and one.event.at <= look.day]
    if not moves:
        return {}
    return {"moved": {"on": day_text(moves[-1].at), "from": moves[-1].word("from_version")}}


def history_document(look: Look, entries: Sequence[Entry]) -> Document:
    """A timeline document of what happened; each event says when, by whom and from what it was recorded."""
    case, end = look.case, look.position.end
    stamps = {one.event.sequence: (one.stamp, one.late) for one in look.events}
    facts = case.facts
    before = [one for one in entries if one.day < case.opened_on]  # what was sent before the case came here
    after = [one for one in entries if one.day >= case.opened_on]
    return {
        "case": case.id,
        "invoice": invoice_document(facts, case.number, case.debtor or None, case.creditor or None),
        "assumed": [{"field": one.field, "value": one.value, "text": one.text} for one in case.assumed],
        "policy": policy_document(look.program),
        "entries": [*event_entries(before, stamps), _opened(look), *event_entries(after, stamps)],
        "end": {"date": day_text(look.position.ended), "reason": end} if end else None,
        "problems": [],
    }


def event_entries(entries: Iterable[Entry], stamps: Mapping[int, tuple[Stamp, bool]]) -> list[Document]:
    """Entries of a timeline; those of recorded events with their stamp and whether they were recorded late."""
    return [_entry(entry, stamps) for entry in entries]


def _opened(look: Look) -> Document:
    stamp = look.case.opened
    return {
        "date": day_text(stamp.on),
        "kind": "event",
        "event": "opened",
        "because": [],
        "recorded": _stamp(stamp, late=False),
    }


def _entry(entry: Entry, stamps: Mapping[int, tuple[Stamp, bool]]) -> Document:
    made = entry_document(entry)
    event = entry.event
    if event is None or event.sequence not in stamps:
        return made
    stamp, late = stamps[event.sequence]
    return made | _said(event) | {"recorded": {"sequence": event.sequence, **_stamp(stamp, late=late)}}


def _said(event: Event) -> Document:
    """What an event says in somebody's own words; a step's entry does not show it by itself."""
    return {"text": event.word("text")} if event.word("text") else {}


def _stamp(stamp: Stamp, *, late: bool) -> Document:
    return {
        "on": day_text(stamp.on),
        "at": stamp.at,
        "by": stamp.by,
        "source": stamp.source or None,
        "late": late,
    }


def _action(look: Look, action: Action) -> Document:
    program, position = look.program, look.position
    because = [because_document(explain(program, position, reason)) for reason in action.reasons]
    if action.kind == "message":
        named = {"message": program.messages[action.message].name}
    elif action.step < 0:
        named = {}
    else:
        step = program.steps[position.variant][action.step]
        named = {"step": step.name, "title": step.title}
    return {
        "kind": action.kind,
        **named,
        "channels": list(action.channels),
        "owner": action.owner or None,
        "because": because,
    }


def _expected(one: Expected) -> Document:
    made: Document = {"date": day_text(one.day), "amount": amount_text(one.amount), "why": one.why}
    return made | ({"instalment": one.number} if one.number else {})


def proposal_document(look: Look, proposal: Proposal) -> Document:
    """The instalments that a case would get, whether the policy allows them, and the event that would agree on them."""
    event = proposal.event
    return {
        "case": look.case.id,
        "number": look.case.number,
        "currency": look.case.currency,
        "open": amount_text(look.position.claim_open),
        "plan": proposal.plan.name,
        "title": proposal.plan.title,
        "instalments": [{"due": day_text(due), "amount": amount_text(amount)} for due, amount in proposal.schedule],
        "allowed": not has_errors(proposal.problems),
        "event": event.name,
        "data": {name: str(value) for name, value in event.data},
        "problems": [problem.as_json() for problem in proposal.problems],
    }


def _bank_data(look: Look, stale: Stale) -> Document:
    """Bank data that is too old: how old it is, since when that is too old, and how far a file has to reach."""
    return {
        "account": stale.account or None,
        "known_until": day_text(stale.until) if stale.until else None,
        "too_old_since": day_text(stale.since) if stale.until else None,
        "needed_until": day_text(stale.needed),
        **because_document(explain(look.program, look.position, why_stale(look.program, stale))),
    }


def _hold(look: Look, one: OpenHold) -> Document:
    name = "manual" if one.hold == MANUAL else look.program.holds[one.hold].name
    return {"hold": name, "since": day_text(one.since), "until": day_text(one.last) if one.last else None}


_STAGES = {WANTED: "wanted", OFFERED: "offered", AGREED: "agreed"}


def _plan(look: Look, running: RunningPlan) -> Document:
    plan = look.program.plans[running.plan]
    return {
        "plan": plan.name,
        "title": plan.title,
        "stage": _STAGES[running.stage],
        "instalments": [{"due": day_text(due), "amount": amount_text(amount)} for due, amount in running.schedule],
    }
