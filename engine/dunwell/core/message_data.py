"""The data of a message: every field of `MESSAGE_FIELDS` for one that is about to go out, None where nobody knows it.

What the invoice says of the parties is in `message_parties`, what a payment plan says in `message_plan`; here is what
the case itself says: the claim, the term, what follows, the call, the promise. Amounts that are zero and may be left
out count as unknown: there is nothing to print.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dunwell.core.claim import in_default_from
from dunwell.core.message_parties import party_data
from dunwell.core.message_plan import plan_data
from dunwell.core.message_values import in_days, known_day, some
from dunwell.core.timing import after
from dunwell.language.fields import FACT_INDEX
from dunwell.language.message_fields import MESSAGE_FIELDS
from dunwell.language.program import DUE, ISSUED, PROMISE
from dunwell.law.rates import PER_PERCENT
from dunwell.money import decimal_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.core.position import Position
    from dunwell.core.timeline import Sent
    from dunwell.language.message_fields import MessageValue
    from dunwell.language.parts import Term
    from dunwell.language.program import Program, Step
    from dunwell.model import Invoice

    Data = dict[str, MessageValue]

_MESSAGES = ("email", "letter", "both")


def message_data(
    program: Program, invoice: Invoice, opened: Position, sent: Sent, settings: Mapping[str, str]
) -> Mapping[str, MessageValue]:
    """All fields by name, as `render_message` takes them.

    `opened` is the position on the day the case was opened. `settings` are fields of the creditor that the invoice does
    not say, by the same names (`contact.email`): who answers questions, and what is missing of name, address, company
    number and account.
    """
    step = program.steps[sent.before.variant][sent.action.step] if sent.action.step >= 0 else None
    known = (
        party_data(invoice, sent.before, settings)
        | _claim(program, invoice, opened, sent)
        | _follows(program, sent)
        | (_step(program, sent, step) if step else _message(program, sent))
        | plan_data(program, opened, sent)
    )
    return {field.name: known.get(field.name) for field in MESSAGE_FIELDS if not field.name.startswith("each.")}


def _claim(program: Program, invoice: Invoice, opened: Position, sent: Sent) -> Data:
    """The invoice, and what is asked for: its amount less what was received and what is disputed is the principal."""
    claim, facts = sent.claim, sent.before.facts
    received = opened.principal - claim.principal - claim.disputed
    return {
        "invoice.number": invoice.number,
        "invoice.issued": known_day(sent.before.anchors[ISSUED]),
        "invoice.due": known_day(sent.before.anchors[DUE]),
        "invoice.total": decimal_amount(opened.principal),
        "invoice.currency": str(facts[FACT_INDEX["currency"]] or program.currency),
        "claim.principal": decimal_amount(claim.principal),
        "claim.received": some(received),
        "claim.disputed": some(claim.disputed),
        "claim.interest": some(claim.interest),
        "claim.costs": some(claim.costs),
        "claim.total": decimal_amount(claim.total),
    }


def _follows(program: Program, sent: Sent) -> Data:
    """Default, interest as it runs by law or agreement, and the costs that the message announces.

    VAT on the costs is not claimed: nobody has said that the law's conditions for it hold.
    """
    claim, since = sent.claim, in_default_from(program, sent.before)
    return {
        "default.since": known_day(since) if since is not None and since <= sent.day else None,
        "interest.rate": Decimal(claim.rate) / PER_PERCENT if claim.rate else None,
        "interest.since": known_day(claim.runs_from),
        "interest.accrued": some(claim.interest + claim.accrued),
        "costs.amount": some(claim.announced),
        "costs.vat": None,
        "costs.total": some(claim.announced),
    }


def _step(program: Program, sent: Sent, step: Step) -> Data:
    """The term that a step grants, the reminder before it, and which call it is."""
    found: Data = {"reminder.sent": known_day(_reminder(program, sent.before, step))}
    if step.term is not None:
        last = sent.after.anchors[step.sent + 2]
        found |= {"term.days": _term_days(program, step, step.term, sent), "term.last_day": known_day(last)}
    if step.kind == "phone":
        is_last = sent.action.attempt >= min(step.attempts, step.times or step.attempts)
        back = after(program, sent.day, step.wait_after) if is_last and step.wait_after else 0
        found |= {
            "call.attempt": sent.action.attempt,
            "call.attempts": step.attempts,
            "call.last": is_last,
            "call.back_until": known_day(back),
        }
    return found


def _term_days(program: Program, step: Step, term: Term, sent: Sent) -> int | None:
    """The days of a term; a letter by law words them from its own first day on. None for working days and months."""
    form = program.law.notices.get(step.legal_form or "")
    starts = form.term.on(sent.after.anchors[step.sent + 1]).value.starts if form else 1
    days = in_days(term.count, term.unit)
    return days + 1 - starts if days is not None else None


def _reminder(program: Program, position: Position, step: Step) -> int:
    """The day of the first message of the ladder that was sent before this one, if it claimed nothing; 0 for none."""
    ladder = (one for one in program.steps[position.variant] if one.kind in _MESSAGES and not one.side)
    earlier = (one for one in ladder if one.index < step.index and not one.claims)
    return next((position.anchors[one.sent] for one in earlier if position.anchors[one.sent]), 0)


def _message(program: Program, sent: Sent) -> Data:
    """How the case ended; or what was promised, when it was said last: only its confirmation is about one."""
    if sent.before.end:
        return {"end.day": known_day(sent.before.ended), "end.overpaid": some(-sent.before.claim_open)}
    if program.messages[sent.action.message].kind != "promise":
        return {}
    said = [event for event in sent.events if "promise" in (event.word("outcome"), event.name.partition("_")[0])]
    return {
        "promise.made": known_day(said[-1].at if said else 0),
        "promise.date": known_day(sent.before.anchors[PROMISE]),
        "promise.amount": some(said[-1].money() if said else 0),
    }
