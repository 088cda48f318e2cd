"""Several processes at once, and one that is killed: what was recorded stays, and nothing stays by half."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from workspaces import NUMBER, Person, invoice_text, journal_in, make

COMMAND = [sys.executable, "-c", "from dunwell.cli import main; main()"]


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with a workspace whose policy is the short ladder."""
    return Person(make(tmp_path, journal=journal_url))


def start(person, *words):
    """Run a command in a process of its own."""
    line = [*COMMAND, *words, "--workspace", str(person.folder), "--on", "2026-03-02"]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_two_that_record_at_once_lose_nothing(person):
    """Every event is there once, each with a sequence of its own."""
    person.must("open", person.file(), "--on", "2026-03-02")
    running = [
        start(person, "record", NUMBER, "payment_received", f"amount={number}.00", "--by", f"clerk {number}")
        for number in range(1, 7)
    ]
    printed = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * len(running), printed
    journal = journal_in(person.folder)
    (case,) = journal.cases()
    events = [one.event for one in journal.events(case.id)]
    journal.connection.close()
    assert sorted(event.money() for event in events) == [100 * number for number in range(1, 7)]
    assert [event.sequence for event in events] == list(range(1, 7))


def test_two_that_open_the_same_invoice_make_one_case(person):
    """One of them opens it, the other one is told."""
    file = person.file()
    running = [start(person, "open", file) for _ in range(3)]
    printed = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * len(running), printed
    assert sorted("DW957" in text for text in printed) == [False, True, True]
    journal = journal_in(person.folder)
    assert len(tuple(journal.cases())) == 1
    journal.connection.close()


def cases_in(person):
    """How many cases are there, as another program sees them."""
    connection = journal_in(person.folder).connection
    (count,) = connection.execute("SELECT COUNT(*) FROM cases").fetchone()
    connection.close()
    return count


def test_one_that_is_killed_leaves_whole_cases(person):
    """Killed in the middle of a large `open`: each case has its people and its document, and opening goes on."""
    files = []
    for number in range(300):
        path = person.folder / f"i{number}.yaml"
        path.write_text(invoice_text(number=f"K-{number}"), encoding="utf-8")
        files.append(str(path))
    process = start(person, "open", *files)
    limit = monotonic() + 60
    while cases_in(person) < 5 and process.poll() is None and monotonic() < limit:
        sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    journal = journal_in(person.folder)
    cases = tuple(journal.cases())
    assert 5 <= len(cases) < 300, "it was killed in the middle"
    assert all(journal.invoice(case) is not None and case.debtor and journal.policy(case.policy) for case in cases)
    counts = [
        journal.connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in ("documents", "cases")
    ]
    assert counts == [len(cases), len(cases)]
    if not journal.connection.skip_locked:
        assert journal.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    journal.connection.close()
    again = person.must("open", *files, "--on", "2026-03-02")
    assert len([one for one in again["cases"] if one["new"]]) == 300 - len(cases)
    assert cases_in(person) == 300
