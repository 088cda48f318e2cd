"""The claim as an agency gets it: each amount with how it came about, so that all of it adds up to the cent.

Amounts are text with two decimals, days are ISO, what nobody knows is null. Of the debtor only what is needed to
collect goes along (`DEBTOR_FIELDS`): not what we think of them, not the account they paid from, and no VAT number,
which for a sole trader may hold the citizen's number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.claim import in_default_from, waived
from dunwell.core.fold import first_program, in_order, take_on
from dunwell.core.message_parties import party_data
from dunwell.days import day_text
from dunwell.language.events import EVENTS, MONEY
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE, ISSUED
from dunwell.law.rates import percent_text
from dunwell.money import amount_text, cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.core.timeline import Sent
    from dunwell.language.events import Event
    from dunwell.language.program import Program
    from dunwell.law.figures import Basis
    from dunwell.model import Address, Invoice, Party

    Document = dict[str, object]

FORMAT = "dunwell-claim/1"
DEBTOR_FIELDS: Mapping[str, str] = {
    "name": "who owes it",
    "trading_name": "by what name a business is known",
    "kind": "which law holds: a business, a consumer or a public authority",
    "natural_person": "whether the agency must be registered to collect",
    "registration_id": "which business it is, where names are alike",
    "contact": "whom to ask for",
    "address": "where letters and a summons go",
    "email": "where mails go",
    "phone": "where calls go",
    "language": "the language to write in",
}
"""Every field of a debtor that an agency gets, and what for; nothing else of the debtor leaves."""


class Parts(NamedTuple):
    """How what came in is set against a claim so far, in cents: to costs, to interest, to the principal, too much."""

    costs: int
    interest: int
    principal: int
    overpaid: int


def claim_document(
    program: Program, invoice: Invoice, opened: Position, sent: Sent, settings: Mapping[str, str]
) -> Document:
    """The claim that a hand-over claims, worked out.

    `opened` is the position on the day the case was opened; `sent` holds the case right before the hand-over with the
    events until then, and the claim. `settings` say of the creditor what the invoice does not.
    """
    claim, before = sent.claim, sent.before
    paid = _parts(before)
    since = in_default_from(program, before)
    return {
        "format": FORMAT,
        "handed_over": day_text(sent.day),
        "currency": str(before.facts[FACT_INDEX["currency"]] or program.currency),
        "creditor": _creditor(invoice, before, settings),
        "debtor": debtor_document(invoice.buyer, before),
        "invoice": _invoice(invoice, opened, before),
        "default_since": day_text(since) if since is not None and since <= sent.day else None,
        "claim": {
            "principal": amount_text(claim.principal),
            "interest": amount_text(claim.interest),
            "costs": amount_text(claim.costs),
            "total": amount_text(claim.total),
        },
        "principal": _principal(opened, sent, paid),
        "interest": _interest(sent, paid),
        "costs": _costs(sent, paid),
        "received": amount_text(before.received),
        "overpaid": amount_text(paid.overpaid),
        "payments": [row for _, row in payment_rows(program, opened, sent.events)],
        "credits": [_lowered(event) for event in sent.events if event.name in ("credited", "waived")],
        "notices": list(_notices(program, before)),
    }


def debtor_document(debtor: Party, position: Position) -> Document:
    """Of a debtor the fields of `DEBTOR_FIELDS`, as far as they are known."""
    known: Document = {
        "name": debtor.name or debtor.trading_name,
        "trading_name": debtor.trading_name if debtor.trading_name != debtor.name else None,
        "kind": position.facts[FACT_INDEX["debtor.kind"]] or "unknown",
        "natural_person": position.facts[FACT_INDEX["debtor.natural_person"]],
        "registration_id": debtor.registration_id,
        "contact": debtor.contact,
        "address": _address(debtor.address),
        "email": debtor.email,
        "phone": debtor.phone,
        "language": debtor.language,
    }
    return {name: known[name] for name in DEBTOR_FIELDS}


def payment_rows(program: Program, opened: Position, events: Iterable[Event]) -> Iterator[tuple[Event, Document]]:
    """What came in and went back, each with what of it went where; also what was set off anew without a payment.

    Their parts add up to what was received. A payment goes to costs, then interest, then principal, as far as they had
    been claimed by then; what is paid beyond the principal pays what is claimed later.
    """
    now, position = first_program(program), opened
    for event in in_order(events):
        before = position
        now, position = take_on(program, now, position, event)
        change = Parts(*(new - old for new, old in zip(_parts(position), _parts(before), strict=True)))
        if position.received != before.received or any(change):
            yield (
                event,
                {
                    "date": day_text(event.at),
                    "event": event.name if EVENTS[event.name].order == MONEY else "set_off",
                    "amount": amount_text(position.received - before.received),
                    "to_costs": amount_text(change.costs),
                    "to_interest": amount_text(change.interest),
                    "to_principal": amount_text(change.principal),
                    "overpaid": amount_text(change.overpaid),
                },
            )


def _parts(position: Position) -> Parts:
    to_costs = position.costs - position.costs_open
    to_principal = position.principal - position.principal_open
    over = position.received - position.paid_charges - to_principal
    return Parts(to_costs, position.paid_charges - to_costs, to_principal, over)


def _principal(opened: Position, sent: Sent, paid: Parts) -> Document:
    """Invoiced less credited, discount, paid and disputed is what is claimed of it."""
    before = sent.before
    return {
        "invoiced": amount_text(opened.principal),
        "credited": amount_text(opened.principal - before.discounted - before.principal),
        "discount": amount_text(before.discounted),
        "paid": amount_text(paid.principal),
        "disputed": amount_text(sent.claim.disputed),
        "open": amount_text(sent.claim.principal),
    }


def _interest(sent: Sent, paid: Parts) -> Document:
    """The lines add up to what was worked out; less what was waived that is the total, and less what was paid, open.

    A correction is what was asked for before and is not found by the lines, such as after a payment recorded late.
    """
    claim, worked = sent.claim, sent.claim.worked
    total = claim.interest + paid.interest
    shown = worked if worked is not None and total else None
    found = shown.total if shown else 0
    gone = waived(sent.events, sent.day)[1] if shown else 0
    lines = [
        {
            "from": day_text(line.first),
            "to": day_text(line.last),
            "days": line.days,
            "rate": percent_text(line.rate),
            "base": amount_text(line.base),
            "interest": amount_text(line.interest),
        }
        for line in (shown.lines if shown else ())
    ]
    return {
        "lines": lines,
        "worked_out": amount_text(found),
        "waived": amount_text(gone),
        "correction": amount_text(total - found + gone),
        "total": amount_text(total),
        "paid": amount_text(paid.interest),
        "open": amount_text(claim.interest),
        "runs_on": percent_text(claim.rate) if claim.rate else None,
        "law": _articles(shown.bases) if shown else [],
    }


def _costs(sent: Sent, paid: Parts) -> Document:
    """What the scale gives over the principal as it is open now, and what was claimed of it before."""
    claim, before = sent.claim, sent.before
    total = claim.costs + paid.costs
    scale = claim.scale if total else None
    return {
        "lines": [
            {"text": one.label, "amount": amount_text(one.amount)}
            for one in (scale.working if scale else ())
            if one.amount is not None
        ],
        "claimed_before": amount_text(before.costs),
        "added": amount_text(total - before.costs),
        "waived": amount_text(waived(sent.events, sent.day)[0]),
        "total": amount_text(total),
        "paid": amount_text(paid.costs),
        "open": amount_text(claim.costs),
        "law": _articles(scale.bases) if scale else [],
    }


def _articles(bases: tuple[Basis, ...]) -> list[str]:
    return list(dict.fromkeys(basis.article for basis in bases))


def _lowered(event: Event) -> Document:
    return {"date": day_text(event.at), "event": event.name, "amount": amount_text(event.money())}


def _notices(program: Program, position: Position) -> Iterator[Document]:
    """The letters that the law asks for, as sent: their form, and the term they gave."""
    for step in program.steps[position.variant]:
        sent, received, term = position.anchors[step.sent : step.sent + 3]
        if step.legal_form and sent:
            yield {
                "step": step.name,
                "title": step.title,
                "form": step.legal_form,
                "sent": day_text(sent),
                "received": day_text(received) if received else None,
                "term_until": day_text(term) if term else None,
            }


def _creditor(invoice: Invoice, position: Position, settings: Mapping[str, str]) -> Document:
    said = party_data(invoice, position, settings)
    seller = invoice.seller
    return {
        "name": said["creditor.name"],
        "address": said["creditor.address"],
        "registration_id": said["creditor.registration_id"],
        "vat_id": seller.vat_id,
        "iban": said["payment.iban"],
        "account_name": said["payment.account_name"],
        "payment_reference": said["payment.reference"],
        "contact": said["contact.name"],
        "email": said["contact.email"],
        "phone": said["contact.phone"],
    }


def _invoice(invoice: Invoice, opened: Position, position: Position) -> Document:
    return {
        "number": invoice.number,
        "issued": _day(position.anchors[ISSUED]),
        "due": _day(position.anchors[DUE]),
        "total": amount_text(opened.principal),
        "order_reference": invoice.order_reference,
        "buyer_reference": invoice.buyer_reference,
        "lines": [
            {"description": line.description, "net": amount_text(cents(line.net)) if line.net is not None else None}
            for line in invoice.lines
        ],
    }


def _address(address: Address | None) -> Document | None:
    if address is None:
        return None
    return {
        "lines": list(address.lines),
        "postcode": address.postcode,
        "town": address.town,
        "country": address.country,
    }


def _day(day: int) -> str | None:
    return day_text(day) if day else None
