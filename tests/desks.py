"""Desks for tests: a run with channels that keep what they got, in a workspace of `workspaces`."""

from __future__ import annotations

from pathlib import Path

from dunwell import Channel, File, Outcome, Setup
from dunwell.days import day, now
from dunwell.journal.bank_days import BankData
from dunwell.journal.cases import Pinned
from dunwell.journal.opening import open_invoice, seller_of
from dunwell.resources import read_text
from dunwell.run.desk import Desk
from dunwell.run.running import run_all, try_all
from workspaces import desk_in, invoice, journal_in, make

SETTINGS = {"payment.iban": "NL13TEST0123456789", "contact.email": "vragen@groenereiger.example.nl"}
RESENT = ("email", "phone")
PARTS = {"email": ("words",), "letter": ("words",), "phone": ("words", "history"), "agency": ()}
ADDRESSES = {"email": "email", "letter": "post", "phone": "phone", "agency": ""}


class Toy:
    """A channel that keeps what it got in `sent`; `outcomes` are what it says, the last again and again."""

    def __init__(self, word, *outcomes, patience=60.0, config=None):
        self.channel = Channel(
            word, (word,), "A toy.", ADDRESSES[word], PARTS[word], resend=word in RESENT, patience=patience
        )
        self.setup = Setup(Path(), config or {}, {})
        self.outcomes = list(outcomes) or ["handed_out" if word == "phone" else "delivered"]
        self.sent, self.prepared, self.closed = [], [], 0
        self.while_preparing = lambda delivery: None

    def check(self):
        """Nothing keeps it from work."""
        return ()

    def returns(self, name, content):
        """It reads nothing."""

    def start(self):
        """It is its own carrier."""
        return self

    def prepare(self, delivery):
        """One file with the words."""
        self.prepared.append(delivery)
        self.while_preparing(delivery)
        return (File("m.txt", "text/plain", (delivery.words.text if delivery.words else delivery.name).encode()),)

    def deliver(self, delivery, files):
        """Keep it; then what was agreed: a kind of outcome, or something to raise or to call."""
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, BaseException):
            raise outcome
        if callable(outcome):
            return outcome()
        if outcome in {"delivered", "handed_out", "unknown"}:
            self.sent.append((delivery.key, files))
        return Outcome(outcome, f"the toy says {outcome}")

    def close(self):
        """Count."""
        self.closed += 1

    @property
    def names(self):
        """What was sent, as number/step."""
        return ["/".join(key.split("/")[1:4:2]) for key, _ in self.sent]


def toys(**outcomes):
    """One toy for every word of `do:`; outcomes by word."""
    return {word: Toy(word, *outcomes.get(word, ())) for word in ADDRESSES}


class Office:
    """A workspace with cases and toy channels, worked on virtual days."""

    def __init__(self, folder, *, journal="dunwell.db", cases=1, opened="2026-02-01", lines=None, **said):
        self.folder = make(folder, ladder=False, journal=journal)
        self.journal = journal_in(folder)
        self.lines = lines or toys()
        self.bank = BankData({}, expected=False)
        self.collector = "own"
        self.opening = {}
        self.ids = [self.open(f"2026-{number + 1:04}", opened, **said) for number in range(cases)]

    def open(self, number, on, **said):
        """Open a case; its id."""
        document = invoice(number=number, **said)
        if on not in self.opening:
            self.opening[on] = desk_in(self.folder, self.journal, day(on))
        open_invoice(self.opening[on], document)
        return f"{seller_of(document.seller)}/{document.number}"

    def desk(self, on, moment="10:00:00+00:00", worker="one"):
        """The desk of a day."""
        return Desk(
            journal=self.journal,
            pinned=Pinned(self.journal),
            bank=self.bank,
            lines=self.lines,
            settings=SETTINGS,
            read=read_text,
            on=day(on),
            today=day(on),
            moment=f"{on}T{moment}" if moment else now(),
            by="desk",
            worker=worker,
            collector=self.collector,
        )

    def run(self, on, *, hold=False, **how):
        """One run on a day; (step, channel, state) of each row it took up."""
        desk = self.desk(on, **how)
        report = run_all(desk, hold=hold, tell=lambda done, expected: None)
        desk.close()
        self.report = report
        return states(report)

    def try_out(self, on, *, hold=False, **how):
        """A dry run."""
        desk = self.desk(on, **how)
        desk.keep = False
        return states(try_all(desk, hold=hold, tell=lambda done, expected: None))

    def events(self, case_id=None):
        """What was recorded of a case, as name and data."""
        return [(one.event.name, dict(one.event.data)) for one in self.journal.events(case_id or self.ids[0])]


def states(report):
    """What a report says of each row."""
    return [(one.row.name, one.row.channel, one.row.state) for one in report.done]
