"""What a run works with: the journal, the channels that are set up, whose claims they are, and the day it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from dunwell.days import now
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned, day_for, events_of, look_at
from dunwell.journal.database import writing
from dunwell.journal.store import Recorded, Stamp
from dunwell.render.message import Printer
from dunwell.run.registration import RECORDER, registration_event, registration_in
from dunwell.workspace import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.delivery import Carrier, Channel, Returned, Setup
    from dunwell.journal.bank_days import BankData
    from dunwell.journal.cases import Look
    from dunwell.journal.store import Journal
    from dunwell.language.events import Event
    from dunwell.model import Invoice
    from dunwell.problems import Problem
    from dunwell.render.template_source import ReadText


LEASE = 600
"""Seconds that a worker may take for the rows it has claimed; then another one looks what became of them."""


class Line(Protocol):
    """A channel that is set up: what it is, its own keys, what keeps it from work, and how it begins."""

    @property
    def channel(self) -> Channel:
        """What the channel says of itself."""

    @property
    def setup(self) -> Setup:
        """What it works with."""

    def check(self) -> tuple[Problem, ...]:
        """What keeps it from working."""

    def start(self) -> Carrier:
        """Begin to work. Raises CannotDeliver."""

    def returns(self, name: str, content: bytes) -> tuple[Returned | Problem, ...] | None:
        """What a file says of earlier deliveries; None if it is not one of this channel's."""


@dataclass(slots=True)
class Desk:
    """One run's desk. `today` is the day that counts, `on` the one asked for (0: the clock's).

    `moment` is now by the clock in UTC; with `on`, the same time of that day. `settings` are what messages say of the
    creditor, `collector` is on whose behalf contact is made (own, third_party, assignee), `completed` adds to an
    invoice what is known of its debtor elsewhere. `faults` is what is wrong with channels that are not set up,
    `stopped` are the channels that work no more in this run, and why. A desk that does not `keep` records nothing.
    """

    journal: Journal
    pinned: Pinned
    bank: BankData
    lines: Mapping[str, Line]
    settings: Mapping[str, str]
    read: ReadText
    on: int
    today: int
    moment: str
    by: str
    faults: tuple[Problem, ...] = ()
    collector: str = "own"
    completed: Callable[[Invoice], Invoice] = lambda invoice: invoice
    worker: str = ""
    lease: int = LEASE
    limits: Limits = field(default_factory=Limits)
    keep: bool = True
    carriers: dict[str, Carrier] = field(default_factory=dict)
    printers: dict[str, Printer] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)

    def stamp(self, at: str) -> Stamp:
        """When and by whom something is recorded at a moment."""
        return Stamp(self.today, at, self.by, "run")

    def printer(self, language: str) -> Printer:
        """What renders messages in a language: every message of a run in the same words."""
        return self.printers.setdefault(language, Printer(language, self.read))

    def look(self, case_id: str) -> Look:
        """The case as it stands now, without what may not go out on the bank data there is. Raises ProblemsFound."""
        case = self.journal.case(case_id)
        assert case is not None  # rows of the outbox refer to cases
        program = self.pinned.program(case)
        return self.seen(look_at(case, program, events_of(self.journal, case), day_for(program, self.on)))

    def seen(self, look: Look) -> Look:
        """A look as a run sees it: with what the settings say of the agency, without what waits for the bank's data."""
        line = self.lines.get("agency")
        event = registration_event(look, registration_in(line.setup.config)) if line else None
        if event is not None:
            look = self._told(look, event)
        return with_bank_data(self.journal, self.bank, look, told=False)

    def _told(self, look: Look, event: Event) -> Look:
        """The case with one more event, which is recorded unless the desk keeps nothing."""
        stamp = replace(self.stamp(now()), source=RECORDER)
        if self.keep:
            with writing(self.journal.connection):
                self.journal.add_event(look.case.id, event, stamp)
            return look_at(look.case, look.program, events_of(self.journal, look.case), look.day)
        last = max((one.event.sequence for one in look.events), default=0)
        events = (*look.events, Recorded(replace(event, sequence=last + 1), stamp))
        return look_at(look.case, look.program, events, look.day)

    def carrier(self, word: str) -> Carrier:
        """The channel at work, begun when it is first needed. Raises CannotDeliver."""
        if word not in self.carriers:
            self.carriers[word] = self.lines[word].start()
        return self.carriers[word]

    def close(self) -> None:
        """Let go of all channels."""
        while self.carriers:
            self.carriers.popitem()[1].close()
