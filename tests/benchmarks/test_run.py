"""A dry run over a large portfolio, and a thousand mails and five hundred letters carried out by a run.

The promises are for a quiet machine of two cores: a dry run over 10,000 open cases in 10 seconds and 300 MB, 1,000
mails in 20 seconds, 500 letters in 10 (made and put into their folder; a run adds the journal). What is asserted is
processor time, which others on the machine stretch less; the clock's time is printed beside it.
"""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import pytest

from desks import SETTINGS
from dunwell.days import day_text
from dunwell.journal.bank_days import BankData
from dunwell.journal.cases import Pinned
from dunwell.plugins.finding import find_plugins
from dunwell.plugins.ready import channels_of
from dunwell.resources import read_text
from dunwell.run.desk import Desk
from dunwell.run.running import run_all, try_all
from dunwell.workspace_file import read_workspace
from mailing import Answers, mail_server
from portfolios import TODAY, fill
from workspaces import journal_in, make

if TYPE_CHECKING:
    from pathlib import Path

CASES, MAILS, LETTERS = 10_000, 1_000, 500
CREDITOR = """
creditor: {name: Groene Reiger B.V., address: "Voorbeeldkade 1, 1234 AB Deventer",
           contact: {email: debiteuren@groenereiger.example.nl}}
channels:
"""
FOLDERS = "  email: {folder: mail}\n  letter: {folder: letters}\n  phone: {folder: calls}\n  agency: {folder: agency}\n"


def desk_of(folder: Path, channels: str, *, keep: bool = True) -> Desk:
    """A desk with the shipped channels, set up as in dunwell.yaml."""
    (folder / "dunwell.yaml").write_text(f"journal: dunwell.db{CREDITOR}{channels}", encoding="utf-8")
    journal, workspace = journal_in(folder), read_workspace(folder)
    return Desk(
        journal=journal,
        pinned=Pinned(journal),
        bank=BankData({}, expected=False),
        lines=channels_of(workspace, find_plugins(), {}).channels,
        settings=workspace.creditor.fields() | SETTINGS,
        read=read_text,
        on=TODAY,
        today=TODAY,
        moment=f"{day_text(TODAY)}T10:00:00+00:00",
        by="desk",
        worker="one",
        keep=keep,
    )


def measured(work: object) -> tuple[object, float, float]:
    """What it gives, the processor's seconds and the clock's."""
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    return found, time.process_time() - processor, time.perf_counter() - clock


def test_a_dry_run_over_ten_thousand_cases(tmp_path: Path) -> None:
    """Cold it judges every case, warm those that can change; both write every message and make its bytes."""
    folder = make(tmp_path, ladder=False)
    journal = journal_in(folder)
    fill(folder, journal, CASES)
    journal.connection.close()
    told = []
    for name, keep in (("cold", True), ("warm", False)):
        desk = desk_of(folder, FOLDERS, keep=keep)
        report, processor, clock = measured(
            lambda desk=desk: try_all(desk, hold=False, tell=lambda done, expected: None)
        )
        desk.close()
        desk.journal.connection.close()
        told.append((name, report.cases, len(report.done), processor, clock))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, cases, deliveries, *seconds in told:
        spent = "{:.1f} s of processor, {:.1f} s by the clock".format(*seconds)
        print(f"\n{name}: {cases} open cases, {deliveries} deliveries, {spent}")
    print(f"at most {memory:.0f} MB")
    assert told[0][2] == told[1][2] > CASES / 20
    assert told[0][1] == CASES
    assert told[0][3] < 10
    assert memory < 300


@pytest.mark.parametrize(("what", "count", "most"), [("mails", MAILS, 20), ("letters", LETTERS, 10)])
def test_many_at_once(tmp_path: Path, what: str, count: int, most: float) -> None:
    """From what is due to the outside world's answer in the journal: real mail over one connection, real PDFs."""
    folder = make(tmp_path, ladder=False)
    journal = journal_in(folder)
    fill(folder, journal, count, back=1, **({"email": ""} if what == "letters" else {}))
    journal.connection.close()
    server = Answers()
    with mail_server(server) as port:
        desk = desk_of(folder, FOLDERS.replace("{folder: mail}", f"{{host: 127.0.0.1, port: {port}, security: none}}"))
        report, processor, clock = measured(lambda: run_all(desk, hold=False, tell=lambda done, expected: None))
        desk.close()
        desk.journal.connection.close()
    print(f"\n{count} {what}: {processor:.1f} s of processor, the mail server's among them, {clock:.1f} s by the clock")
    assert {(done.row.state, done.row.why) for done in report.done} == {("sent", "")}
    assert len(report.done) == count
    assert len(server.received) == (count if what == "mails" else 0)
    assert processor < 2 * most
