"""Runs as real processes: several at once, killed at any point. Nothing is lost, and nothing goes out twice."""

import subprocess
import sys
from collections import Counter

import pytest

import run_worker
from dunwell.journal.outbox import rows_in
from run_worker import POINTS

WORKER = run_worker.__file__
DUE = "2026-03-02"
CASES = 24


def start(office, on, worker, point=""):
    """Start a run in a process of its own."""
    words = [sys.executable, str(WORKER), str(office.folder), on, worker, *([point] if point else [])]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process):
    """What it printed, and how it ended."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out.strip(), err


def went_out(office):
    """How often each delivery went out."""
    log = office.folder / "sent.log"
    return Counter(log.read_text(encoding="utf-8").split()) if log.exists() else Counter()


def confirmed(office):
    """How often each case has its reminder confirmed."""
    return [sum(name == "step_done" for name, _ in office.events(one)) for one in office.ids]


def test_runs_at_once_send_each_thing_once(office_of):
    """Three processes over the same cases: every reminder goes out once and is confirmed once."""
    office = office_of(cases=CASES)
    started = [start(office, DUE, f"worker-{number}") for number in range(3)]
    ended = [finish(process) for process in started]
    assert [code for code, _, _ in ended] == [0, 0, 0], ended
    assert set(went_out(office).values()) == {1}
    assert sum(int(out) for _, out, _ in ended) == len(went_out(office)) == CASES
    assert confirmed(office) == [1] * CASES


@pytest.mark.parametrize("point", POINTS)
def test_a_mail_run_that_is_killed_loses_nothing(office_of, point):
    """Whoever runs next sends what is left; only what was handed over when the power went is sent once more."""
    office = office_of(cases=3)
    code, _, _ = finish(start(office, DUE, "killed", point))
    assert code == -9
    before = went_out(office)
    assert [finish(start(office, DUE, "next"))[0] for _ in range(2)] == [0, 0]
    after = went_out(office)
    assert confirmed(office) == [1, 1, 1]
    assert sorted(after) == [f"{one}/step/reminder/1/email" for one in office.ids]
    again = 1 if point in ("delivered", "closing") else 0
    assert sum(after.values()) == 3 + again
    assert sum(before.values()) == again


@pytest.mark.parametrize("point", POINTS)
def test_a_letter_run_that_is_killed_prints_nothing_twice(office_of, point):
    """A letter of which nobody knows waits for a person; all others go out once."""
    office = office_of(cases=3, email="")
    code, _, _ = finish(start(office, DUE, "killed", point))
    assert code == -9
    assert [finish(start(office, DUE, "next"))[0] for _ in range(2)] == [0, 0]
    doubt = rows_in(office.journal, "in_doubt")
    unknown = point in ("sending", "delivering", "delivered", "closing")
    assert len(doubt) == (0 if point == "sending" else unknown)
    assert set(went_out(office).values()) <= {1}
    assert sum(confirmed(office)) == 3 - len(doubt)
