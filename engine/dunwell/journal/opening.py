"""Open invoices as cases: each under the policy that fits it, each whole or not at all, none twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.choosing import agreed_rate, why_no_claim
from dunwell.core.opening import facts_of, open_case
from dunwell.customers.joining import contradictions, joined
from dunwell.customers.register import NOBODY
from dunwell.days import day_text, now
from dunwell.journal.cases import Look, day_for, events_of, look_at
from dunwell.journal.documents import content_of
from dunwell.journal.store import Case, PolicyText, Stamp
from dunwell.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.customers.register import Register
    from dunwell.journal.cases import Pinned
    from dunwell.journal.policies import Policies
    from dunwell.journal.store import Journal, Recorded
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.loading import Loaded
    from dunwell.model import Invoice, Party


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of one document: its case, or the problem that keeps it from being one.

    `new` is False where the invoice had its case already.
    """

    look: Look | None = None
    new: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What opening needs: the journal, the policies, facts given for all documents, who opens them, the customers."""

    journal: Journal
    pinned: Pinned
    policies: Policies
    given: Mapping[str, Value]
    by: str
    register: Register = NOBODY


@dataclass(frozen=True, slots=True)
class Ready:
    """An invoice that can be opened: its case, its policy, and the day that counts as today.

    `document` is the invoice as it came, `invoice` with what the register says of its buyer; `doubts` are where the
    two do not agree.
    """

    invoice: Invoice
    document: Invoice
    case: Case
    program: Program
    text: PolicyText
    day: int
    doubts: tuple[Problem, ...] = ()


def open_invoice(desk: Desk, invoice: Invoice) -> Opened:
    """Open one invoice as a case; whatever keeps it from being one is said of this document alone."""
    ready = make_ready(desk, invoice)
    return ready if isinstance(ready, Opened) else keep(desk, ready)


def make_ready(desk: Desk, invoice: Invoice) -> Ready | Opened:
    """Make a case of an invoice without keeping it, or say what keeps it from being one."""
    place = Place(invoice.file)
    try:
        return _ready(desk, invoice, place)
    except ProblemsFound as error:  # the law has no figure for so early a day
        return Opened(problems=tuple(_at(one, place) for one in error.problems))


def keep(desk: Desk, ready: Ready, before: tuple[Recorded, ...] = ()) -> Opened:
    """Keep a case in the journal, with the events from before it was opened, unless it is there already."""
    known = desk.journal.open_case(ready.case, ready.text, ready.document, before)
    if known is not None:
        return already(desk, known, ready)
    look = look_at(ready.case, ready.program, events_of(desk.journal, ready.case), ready.day)
    return Opened(look, new=True, problems=ready.doubts)


def _ready(desk: Desk, document: Invoice, place: Place) -> Ready | Opened:
    """A document as a case: judged with what the register says of its buyer, kept as it came."""
    found = desk.register.find(document.buyer)
    invoice = joined(document, found.customer) if found.customer else document
    none = why_no_claim(invoice, desk.given) or _why_no_name(invoice)
    if none is not None:
        return Opened(problems=(_at(none, place),))
    chosen, problems = desk.policies.choose(invoice, desk.given)
    if chosen is None:
        return Opened(problems=tuple(_at(one, place) for one in problems))
    loaded, program = chosen
    day = day_for(program, desk.policies.on)
    position = open_case(program, invoice, day, desk.given).position
    if position.end:
        message = f"nothing is left to collect of {invoice.number!r}: the policy lets so small an amount go"
        return Opened(problems=(Problem("DW935", message, place, "nothing to do"),))
    doubts = contradictions(document, found.customer) if found.customer else (found.problem,)
    case = _case(program, invoice, day, desk, content_of(document))
    said = tuple(_at(one, place) for one in doubts if one)
    return Ready(invoice, document, case, program, _text_of(loaded, program), day, said)


def seller_of(party: Party) -> str:
    """How a seller is told from others: its VAT number, else its company number, else its name; "" without any."""
    number = "".join(letter for letter in party.vat_id or party.registration_id or "" if letter.isalnum())
    return number.upper() or " ".join((party.name or "").replace("/", " ").split())


def _why_no_name(invoice: Invoice) -> Problem | None:
    missing = "no invoice number" if not invoice.number else "no seller" if not seller_of(invoice.seller) else ""
    if not missing:
        return None
    fix = "ask for an invoice that says it; without it one could be opened twice"
    return Problem("DW956", f"the document states {missing}, so its case would have no name", None, fix)


def _at(problem: Problem, place: Place) -> Problem:
    return problem if problem.place else replace(problem, place=place)


def _text_of(loaded: Loaded, program: Program) -> PolicyText:
    return PolicyText(program.sha256, program.id, program.version, program.file, loaded.text)


def _case(program: Program, invoice: Invoice, day: int, desk: Desk, content: str) -> Case:
    facts, assumed = facts_of(invoice, program, desk.given)
    seller, number = seller_of(invoice.seller), str(invoice.number)
    return Case(
        id=f"{seller}/{number}",
        seller=seller,
        number=number,
        currency=str(facts.get("currency", program.currency)),
        policy=program.sha256,
        facts=facts,
        assumed=assumed,
        agreed_rate=agreed_rate(invoice),
        content=content,
        opened=Stamp(day, now(), desk.by, invoice.file),
        debtor=invoice.buyer.name or "",
        creditor=invoice.seller.name or "",
    )


def already(desk: Desk, known: Case, ready: Ready) -> Opened:
    """There is a case of this name: the same invoice is not doubled, another one is a matter for a person."""
    place = Place(ready.invoice.file)
    if known.content != ready.case.content:
        message = f"{known.number!r} of this seller has a case already, opened from a document with other content"
        fix = "ask the seller which one counts; the case stays as it was opened"
        return Opened(problems=(Problem("DW958", message, place, fix),))
    try:
        program = desk.pinned.program(known)
        look = look_at(known, program, events_of(desk.journal, known), day_for(program, desk.policies.on))
    except ProblemsFound as error:  # an older case cannot be judged
        return Opened(problems=tuple(_at(one, place) for one in error.problems))
    message = f"{known.number!r} has its case already, opened on {day_text(known.opened_on)}; it is not opened twice"
    return Opened(look, problems=(Problem("DW957", message, place, "nothing to do", "info"),))
