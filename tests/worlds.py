"""An outside world for runs: it takes what channels hand over, fails as it is told to, and keeps what it got.

A world also knows what nobody can know: how often a delivery may have gone out twice, and whether a case wanted it at
the moment it was handed over.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from unittest.mock import patch

from desks import ADDRESSES, SETTINGS, Toy
from dunwell import Outcome
from dunwell.core.guard import breaches
from dunwell.core.moves import held
from dunwell.core.stale import goes_out
from dunwell.days import day_text
from dunwell.journal.bank_days import BankData, with_bank_data
from dunwell.journal.cases import Pinned, look_at
from dunwell.journal.outbox import row_referred
from dunwell.resources import read_text
from dunwell.run import running, sending
from dunwell.run.desk import LEASE, Desk
from dunwell.run.running import run_all, try_all
from dunwell.workspace import Limits

POINTS = ("put_in", "claimed", "preparing", "prepared", "begun", "delivered", "closing")
"""After rows were put in, after some were claimed, before and after bytes were made, before and after they were handed
over, and in the transaction that closes the row."""
SAID = {
    "took, unknown": "unknown",
    "lost, unknown": "unknown",
    "took, raises": ValueError("a name"),
    "lost, raises": SystemExit(3),
    "took, lies": "sent",
    "later": "later",
    "refused": "refused",
    "faulty": "faulty",
}
"""What else than taking it the world may do with a delivery, and what the channel says then."""
CONTACTS = ("email", "letter")


class Death(BaseException):
    """The power went."""


class Handed(NamedTuple):
    """Something that the outside world took."""

    key: str
    case: str
    kind: str
    channel: str
    day: int

    @property
    def action(self):
        """What its channels carry out together."""
        return self.key.rpartition("/")[0]


class Outside(Toy):
    """A channel into a world."""

    def __init__(self, word, world):
        super().__init__(word)
        self.world = world

    def deliver(self, delivery, files):
        """What the world has in mind for this channel, once; else it takes everything."""
        word = self.channel.name
        fate = self.world.fates.pop(word, "took")
        if fate.startswith("took"):
            day = delivery.day.toordinal()
            self.world.log.append(Handed(delivery.key, delivery.case, delivery.kind, word, day))
        if "," in fate:
            self.world.doubts[delivery.key] += 1
        said = SAID.get(fate, "handed_out" if word == "phone" else "delivered")
        if isinstance(said, BaseException):
            raise said
        return said if said == "sent" else Outcome(said, f"the world says {said}")


@dataclass
class World:
    """What went out, what may go out once more, and what is to happen at which point of a run."""

    journal: object
    log: list = field(default_factory=list)
    doubts: Counter = field(default_factory=Counter)
    fates: dict = field(default_factory=dict)
    happens: dict = field(default_factory=dict)
    workers: int = 0
    bank: BankData = field(default_factory=lambda: BankData({}, expected=False))
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self):
        self.pinned = Pinned(self.journal)
        self.lines = {word: Outside(word, self) for word in ADDRESSES}

    def desk(self, day, lease=LEASE):
        """A desk of its own worker."""
        self.workers += 1
        return Desk(
            journal=self.journal,
            pinned=self.pinned,
            bank=self.bank,
            lines=self.lines,
            settings=SETTINGS,
            read=read_text,
            on=day,
            today=day,
            moment=f"{day_text(day)}T10:00:00+00:00",
            by="desk",
            worker=f"worker {self.workers}",
            lease=lease,
            limits=self.limits,
        )

    def run(self, day, *, hold=False, lease=LEASE, fates=(), happens=()):
        """A run in which these things happen, `(point, what)` once each; its report, None if the worker died."""
        self.fates, self.happens = dict(fates), dict(happens)
        desk = self.desk(day, lease)
        try:
            with self._watched(desk):
                return run_all(desk, hold=hold, tell=lambda done, expected: None)
        except Death:
            return None
        finally:
            self.fates, self.happens = {}, {}

    def try_out(self, day):
        """A dry run; what it names that would go out, as (case, kind, name, channel)."""
        desk = self.desk(day)
        desk.keep = False
        report = try_all(desk, hold=False, tell=lambda done, expected: None)
        return {_named(one.row) for one in report.done if one.row.state == "ready" and not one.row.not_before}

    def another(self, day):
        """Another run while one is at work, as of another process."""

        def run():
            kept, self.happens = self.happens, {}
            run_all(self.desk(day), hold=False, tell=lambda done, expected: None)
            self.happens = kept

        return run

    @contextmanager
    def _watched(self, desk):
        """What happens at each point, and a look at every case right before something of it is handed over."""

        def after(point, function):
            def called(*words, **said):
                found = function(*words, **said)
                self._at(point, words)
                return found

            return called

        def prepare(carrier, delivery, channel):
            self._at("preparing", (delivery,))
            found = was_prepare(carrier, delivery, channel)
            self._at("prepared", (delivery,))
            return found

        def deliver(carrier, delivery, files, channel):
            self._check(delivery, desk)
            self._at("begun", (delivery,))
            found = was_deliver(carrier, delivery, files, channel)
            self._at("delivered", (delivery,))
            return found

        def close(at_desk, row, change):
            found = was_close(at_desk, row, change)
            self._at("closing", (row,))
            return found

        was_prepare, was_deliver, was_close = sending.prepare, sending.deliver, sending.close_row
        with ExitStack() as stack:
            for module, name, function in (
                (running, "_put_in", after("put_in", running._put_in)),
                (running, "_claimed", after("claimed", running._claimed)),
                (sending, "prepare", prepare),
                (sending, "deliver", deliver),
                (sending, "close_row", close),
            ):
                stack.enter_context(patch.object(module, name, function))
            yield

    def _at(self, point, words):
        if point not in self.happens:
            return
        what = self.happens.pop(point)
        if point in {"begun", "delivered", "closing"} and words[0].channel in CONTACTS:
            self.doubts[words[0].key] += 1
        what()

    def _check(self, delivery, desk):
        """The case wants this very thing now, whatever the run saw of it before."""
        row = row_referred(self.journal, delivery.reference)
        assert row.state == "sending"
        if row.kind == "report":
            return
        case = self.journal.case(row.case_id)
        program = desk.pinned.program(case)
        look = look_at(case, program, self.journal.events(case.id), desk.on)
        names = [(one.kind, _name(look, one), one.attempt) for one in look.decision.actions]
        assert (row.kind, row.name, row.attempt) in names
        action = look.decision.actions[names.index((row.kind, row.name, row.attempt))]
        assert row.channel in action.channels
        assert not look.position.stops
        if with_bank_data(self.journal, self.bank, look).stale:
            assert not goes_out(program, look.position, action)
        if action.kind == "step":
            step = program.steps[look.position.variant][action.step]
            assert not look.position.end
            assert not held(program, look.position)
            assert not breaches(program, look.position, step, look.day)
            assert look.position.approved or not step.approve
            assert look.position.claim_open > 0


def _name(look, action):
    if action.kind == "message":
        return look.program.messages[action.message].name
    return look.program.steps[look.position.variant][action.step].name


def _named(row):
    return (row.case_id, row.kind, row.name, row.channel)


def die():
    """Die here."""
    raise Death
