"""The dossier of a case for an agency: the claim worked out, what went out and how, and the papers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.retell import retell
from dunwell.days import day_text
from dunwell.delivery import Dossier, File
from dunwell.journal.cases import opened
from dunwell.journal.files import INVOICE, files_of
from dunwell.journal.outbox import rows_of_case
from dunwell.language.events import MOVED
from dunwell.render.timeline_json import entry_document
from dunwell.run.claim_document import claim_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.core.timeline import Entry, Sent
    from dunwell.journal.cases import Look
    from dunwell.journal.outbox import Row, State
    from dunwell.journal.store import Journal
    from dunwell.language.program import Program
    from dunwell.model import Invoice

    Document = dict[str, object]

WENT_OUT: tuple[State, ...] = ("sent", "handed_out", "reported", "refused", "in_doubt")
"""The states of deliveries that an agency is told of: something went out, or may have."""
TOLD = ("step", "message", "event", "hold", "plan", "end")
"""The kinds of entries that an agency is told of; who waited for whom inside is our own affair."""
INSIDE = ("approved", "fact_recorded", "step_done", MOVED)
"""Events among them that are ours: releases, notes of facts, work that no debtor saw, another version of our policy."""
WORDS = (
    "date", "kind", "step", "title", "message", "event", "hold", "plan", "change", "channels", "attempt", "outcome",
    "amount", "promised_on", "term_until", "instalment", "instalments", "stop", "claim", "reason",
)  # fmt: skip
"""What is told of an entry: never anybody's free words, who recorded it, or from which file."""


def dossier_of(journal: Journal, look: Look, sent: Sent, invoice: Invoice, settings: Mapping[str, str]) -> Dossier:
    """All that an agency gets of a case that is about to be handed over.

    `sent` is what `about_to_go` gives for the hand-over; `invoice` the case's with what else is known of its debtor.
    """
    case, program = look.case, look.program
    position = opened(case, program)
    invoice_files = _named("invoice", files_of(journal, case.id, INVOICE))
    rows = tuple(row for row in rows_of_case(journal, case.id) if row.state in WENT_OUT and row.channel != "agency")
    papers = {row.number: _named(_prefix(row), files_of(journal, case.id, row.number)) for row in rows}
    told = retell(program, position, (one.event for one in look.events), look.day)
    claim: Document = {
        "case": case.id,
        "number": case.number,
        **claim_document(program, invoice, position, sent, settings),
        "documents": [one.name for one in invoice_files],
        "sent": [_went_out(program, row, papers[row.number]) for row in rows],
        "history": list(story(told.entries)),
    }
    return Dossier(claim, (*invoice_files, *(one for files in papers.values() for one in files)))


def story(entries: Iterable[Entry]) -> Iterator[Document]:
    """What happened to a case as an agency may read it."""
    for entry in entries:
        if entry.kind in TOLD and not (entry.kind == "event" and entry.name in INSIDE):
            said = entry_document(entry)
            yield {word: said[word] for word in WORDS if said.get(word) not in (None, "", [])}


def _went_out(program: Program, row: Row, files: tuple[File, ...]) -> Document:
    """One delivery, with what the outside world answered."""
    return {
        "date": day_text(row.closed or row.added),
        "kind": row.kind,
        "name": row.name,
        "title": _title(program, row),
        "attempt": row.attempt,
        "channel": row.channel,
        "state": row.state,
        "reference": row.reference,
        "proof": row.proof or None,
        "files": [one.name for one in files],
    }


def _title(program: Program, row: Row) -> str:
    index = program.step_index(row.name) if row.kind == "step" else -1
    return program.steps[0][index].title if index >= 0 else row.name.replace("_", " ")


def _prefix(row: Row) -> str:
    return f"{row.number:05d}-{row.name}-{row.channel}"


def _named(prefix: str, files: Iterable[File]) -> tuple[File, ...]:
    """The files under names that tell them apart from those of other deliveries."""
    return tuple(File(f"{prefix}-{one.name}", one.media_type, one.content) for one in files)
