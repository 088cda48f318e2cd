"""A delivery for a row of the outbox: the case of this moment, in words, with what goes along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dunwell.core.carrying import about_to_go
from dunwell.core.fold import in_order
from dunwell.core.message_data import message_data
from dunwell.core.retell import retell
from dunwell.delivery import CannotDeliver, Delivery
from dunwell.journal.cases import opened
from dunwell.journal.files import INVOICE, files_of
from dunwell.journal.outbox import beside, rows_of_case
from dunwell.language.fields import FACT_INDEX
from dunwell.model import Party
from dunwell.problems import Problem, ProblemsFound
from dunwell.readers.checks import quotable
from dunwell.render.case_json import history_document
from dunwell.render.message_check import used_templates
from dunwell.run.dossier import dossier_of
from dunwell.run.planning import known_to_agency, title_of
from dunwell.run.reports import report_of, reports_due

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.core.transitions import Action
    from dunwell.delivery import File
    from dunwell.journal.cases import Look
    from dunwell.journal.outbox import Row
    from dunwell.model import Invoice
    from dunwell.run.desk import Desk


@dataclass(frozen=True, slots=True)
class Written:
    """A delivery with what it adds to the claim, in cents."""

    delivery: Delivery
    interest: int = 0
    costs: int = 0


def write_delivery(desk: Desk, look: Look, action: Action, row: Row) -> Written:
    """Put a row into words for its channel.

    Raises ProblemsFound: a message has a hole (DW636), a template is broken, or the debtor was erased (DW011). Raises
    CannotDeliver where what goes along cannot be made.
    """
    invoice = _invoice(desk, look)
    day = look.day
    position = opened(look.case, look.program)
    events = in_order(one.event for one in look.events if one.event.at <= day)
    event, sent = about_to_go(look.program, look.position, action, events, day, look.case.agreed_rate)
    data = message_data(look.program, invoice, position, sent, desk.settings)
    language = language_of(desk, look)
    parts = desk.lines[row.channel].channel.parts
    template = _template(look, action)
    delivery = Delivery(
        key=row.key,
        kind=row.kind,
        case=look.case.id,
        number=look.case.number,
        name=row.name,
        title=title_of(look, action),
        channel=row.channel,
        attempt=row.attempt,
        day=date.fromordinal(day),
        language=language,
        creditor=invoice.seller,
        debtor=invoice.buyer,
        data=data,
        words=desk.printer(language).render(template, data) if template and "words" in parts else None,
        files=_along(desk, look, action, row),
        history=_history(look) if "history" in parts else None,
        dossier=dossier_of(desk.journal, look, sent, invoice, desk.settings) if "dossier" in parts else None,
    )
    return Written(delivery, event.money("interest"), event.money("costs"))


def write_report(desk: Desk, look: Look, row: Row) -> Written | None:
    """A report to the agency on a case that was handed over; None if it is not due any more."""
    known = known_to_agency(rows_of_case(desk.journal, look.case.id))
    report = next((one for one in reports_due(look, (), known) if one.name == row.name), None)
    if report is None:
        return None
    invoice = desk.journal.invoice(look.case)
    delivery = Delivery(
        key=row.key,
        kind="report",
        case=look.case.id,
        number=look.case.number,
        name=row.name,
        title=report.event.name.replace("_", " "),
        channel=row.channel,
        attempt=row.attempt,
        day=date.fromordinal(look.day),
        language=look.program.language,
        creditor=invoice.seller if invoice else Party(),
        debtor=Party(),
        data={},
        dossier=report_of(desk.journal, look, report),
    )
    return Written(delivery)


def language_of(desk: Desk, look: Look) -> str:
    """The debtor's language if every template of the policy is there in it, else the policy's."""
    program = look.program
    wanted = str(look.position.facts[FACT_INDEX["debtor.language"]] or "").lower()
    if wanted in ("", program.language):
        return program.language
    names = {name for name, *_ in used_templates(program)}
    printer = desk.printer(wanted)
    return wanted if all(not printer.use(name)[1] for name in names) else program.language


def _invoice(desk: Desk, look: Look) -> Invoice:
    invoice = desk.journal.invoice(look.case)
    if invoice is None:
        message = "the debtor's data was erased, so there is nobody to write to"
        raise ProblemsFound((Problem("DW011", message, None, "close the case: `dunwell record CASE closed`"),))
    return quotable(desk.completed(invoice))


def _template(look: Look, action: Action) -> str | None:
    if action.kind == "message":
        return look.program.messages[action.message].template
    return look.program.steps[look.position.variant][action.step].template


def _history(look: Look) -> Mapping[str, object]:
    told = retell(look.program, opened(look.case, look.program), (one.event for one in look.events), look.day)
    return history_document(look, told.entries)


def _along(desk: Desk, look: Look, action: Action, row: Row) -> tuple[File, ...]:
    """What goes along with a message as the channel's `attach` says: the invoice's file, the letter as a PDF."""
    wanted = desk.lines[row.channel].setup.config.get("attach", ())
    files: list[File] = []
    for what in wanted if isinstance(wanted, list | tuple) else ():
        if what == "invoice":
            files += files_of(desk.journal, look.case.id, INVOICE)
        elif what == "letter" and row.channel != "letter" and "letter" in action.channels:
            files += _as_letter(desk, look, action, row)
    return tuple(files)


def _as_letter(desk: Desk, look: Look, action: Action, row: Row) -> tuple[File, ...]:
    """The same message as the letter that goes out beside it."""
    if "letter" not in desk.lines:
        raise CannotDeliver("faulty", "no channel for letters is set up that could make the attachment", "set one up")
    return desk.carrier("letter").prepare(write_delivery(desk, look, action, beside(row, "letter")).delivery)
