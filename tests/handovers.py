"""A case under the Dutch ladder that is about to be handed over, and its dossier."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

from dunwell.core.carrying import about_to_go
from dunwell.core.fold import order_of
from dunwell.days import day
from dunwell.delivery import Delivery, File
from dunwell.journal.cases import Pinned, events_of, look_at
from dunwell.journal.database import open_database, writing
from dunwell.journal.files import INVOICE, keep_files
from dunwell.journal.outbox import NewRow, row_numbered
from dunwell.journal.outbox_changes import Change, add_rows, change_row
from dunwell.journal.store import Journal, Stamp
from dunwell.language.events import Event
from dunwell.run.dossier import dossier_of
from workspaces import make, opened_case

SETTINGS = {"contact.name": "Debiteurenbeheer", "contact.email": "debiteuren@groene-reiger.example.nl"}
LADDER = (
    ("2026-03-02", "step_done", {"step": "reminder", "channels": "email"}),
    ("2026-03-11", "call_made", {"step": "call", "outcome": "will_not_pay", "text": "was very rude about it"}),
    ("2026-03-12", "step_done", {"step": "notice", "channels": "email+letter"}),
)
"""Up to the notice of a business: its term ends on Friday 20 March, and the hand-over waits for a person after it."""


def stamp(on, source=""):
    """Recorded on a day."""
    return Stamp(day(on), f"{on}T09:00:00+00:00", "desk", source)


class HandOver:
    """One case in a journal; `record` adds what happens."""

    def __init__(self, journal, folder, **said):
        self.journal = journal
        self.case, self.program = opened_case(folder, journal, day("2026-02-02"), **said)

    def record(self, at, name, on=None, source="", **data):
        """Record an event on its day, or later."""
        values = {key: day(value) if key.endswith("_on") else value for key, value in data.items()}
        return self.journal.record(self.case.id, Event(name, day(at), tuple(values.items())), stamp(on or at, source))

    def ladder(self):
        """All that comes before the hand-over."""
        for at, name, data in LADDER:
            self.record(at, name, **data)

    def look(self, on):
        """The case on a day."""
        case = self.journal.case(self.case.id)
        return look_at(case, Pinned(self.journal).program(case), events_of(self.journal, case), day(on))

    def sent(self, name, channel, on, files, proof="", kind="step"):
        """A row of the outbox that went out, with its files."""
        with writing(self.journal.connection):
            wanted = NewRow(self.case.id, kind, name, 1, channel, day(on))
            (row,) = add_rows(self.journal, (wanted,), "ready", stamp(on))
            keep_files(self.journal, self.case.id, row.number, files)
            change_row(self.journal, row, Change("sent", proof=proof), stamp(on))
            return row_numbered(self.journal, row.number)

    def dossier(self, on):
        """The dossier for a hand-over on a day, and the event that confirms it."""
        look = self.look(on)
        (action,) = (one for one in look.decision.actions if one.kind == "step")
        assert look.program.steps[look.position.variant][action.step].kind == "agency"
        events = sorted((one.event for one in look.events), key=order_of)
        event, sent = about_to_go(look.program, look.position, action, events, look.day, look.case.agreed_rate)
        return dossier_of(self.journal, look, sent, self.journal.invoice(look.case), SETTINGS), event

    def hand_over(self, on):
        """Release it, hand it over and confirm it; the dossier."""
        self.record(on, "approved", step="hand_over")
        dossier, event = self.dossier(on)
        self.record(on, event.name, **dict(event.data))
        return dossier


@contextmanager
def hand_over_in(folder, **said):
    """A case in a workspace of its own, under the Dutch ladder."""
    make(folder, ladder=False)
    connection = open_database(folder / "dunwell.db")
    try:
        yield HandOver(Journal(connection), folder, **said)
    finally:
        connection.close()


PAPER = (File("brief.pdf", "application/pdf", b"%PDF-1.7 invented"),)
MAIL = (File("message.eml", "message/rfc822", b"Subject: Herinnering\r\n\r\nBeste lezer\r\n"),)


def full_dossier(folder):
    """A dossier with everything in it: part-payments, a credit note, mails, letters and their proof."""
    with hand_over_in(folder) as one:
        with writing(one.journal.connection):
            keep_files(one.journal, one.case.id, INVOICE, (File("invoice.yaml", "application/yaml", b"number: x\n"),))
        one.record("2026-02-20", "credited", amount=5_000)
        one.ladder()
        one.sent("reminder", "email", "2026-03-02", MAIL, "250 2.0.0 queued as 4711")
        one.sent("notice", "letter", "2026-03-12", PAPER, "in the manifest of 2026-03-12")
        one.record("2026-03-13", "payment_received", amount=20_000)
        return one.hand_over("2026-03-26")


def delivery_of(dossier, **said):
    """A delivery of a dossier to the agency."""
    return Delivery(
        **{
            "key": "seller/2026-0001/step/hand_over/1/agency",
            "kind": "step",
            "case": "seller/2026-0001",
            "number": "2026-0001",
            "name": "hand_over",
            "title": "Overdracht",
            "channel": "agency",
            "attempt": 1,
            "day": date(2026, 3, 26),
            "language": "nl",
            "creditor": None,
            "debtor": None,
            "data": {},
            "dossier": dossier,
            **said,
        }
    )
