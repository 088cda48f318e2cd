"""A run in a process of its own, which may be killed at a point: `run_worker.py FOLDER DAY WORKER [POINT]`.

Its channels write what they hand over into `sent.log`, one line each, as the outside world would see it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from desks import ADDRESSES, SETTINGS, Toy
from dunwell.days import day
from dunwell.journal.bank_days import BankData
from dunwell.journal.cases import Pinned
from dunwell.resources import read_text
from dunwell.run import running, sending
from dunwell.run.desk import LEASE, Desk
from workspaces import journal_in

POINTS = ("put_in", "claimed", "prepared", "sending", "delivering", "delivered", "closing")
"""After the rows were put in, after some were claimed, after bytes were made, before and after handing over, and in the
transaction that closes the row."""


def die():
    """Like a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


class Outside(Toy):
    """Hands over by writing a line that stays."""

    def __init__(self, word, log, point):
        super().__init__(word)
        self.log, self.point = log, point

    def prepare(self, delivery):
        """The bytes, and no further at its point."""
        made = super().prepare(delivery)
        return die() if self.point == "prepared" else made

    def deliver(self, delivery, files):
        """One line, on disk before it says so."""
        if self.point == "delivering":
            die()
        with self.log.open("a", encoding="utf-8") as file:
            file.write(f"{delivery.key}\n")
            file.flush()
            os.fsync(file.fileno())
        if self.point == "delivered":
            die()
        return super().deliver(delivery, files)


def at(point, module, name, wanted):
    """Die after a function of a module was called, if that is the point."""
    if point == wanted:
        before = getattr(module, name)

        def then_die(*words, **said):
            before(*words, **said)
            die()

        setattr(module, name, then_die)


def main(folder, on, worker, point=""):
    """One run."""
    at(point, running, "_put_in", "put_in")
    at(point, running, "_claimed", "claimed")
    at(point, sending, "keep_files", "sending")
    at(point, sending, "close_row", "closing")
    journal = journal_in(Path(folder))
    log = Path(folder) / "sent.log"
    desk = Desk(
        journal=journal,
        pinned=Pinned(journal),
        bank=BankData({}, expected=False),
        lines={word: Outside(word, log, point) for word in ADDRESSES},
        settings=SETTINGS,
        read=read_text,
        on=day(on),
        today=day(on),
        moment=f"{on}T10:00:00+00:00",
        by=worker,
        worker=worker,
        lease=-1 if point else LEASE,  # whoever is killed is known to be gone
    )
    report = running.run_all(desk, hold=False, tell=lambda done, expected: None)
    sys.stdout.write(f"{len(report.done)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
