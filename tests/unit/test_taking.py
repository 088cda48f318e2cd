"""Taking in what came back of what was sent out: each report once, through the checks of any event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import workspaces
from dunwell.days import day, now
from dunwell.delivery import Returned
from dunwell.journal.database import writing
from dunwell.journal.outbox import NewRow, rows_of_case
from dunwell.journal.outbox_changes import add_rows
from dunwell.journal.store import Stamp
from dunwell.journal.taking import take_in

TODAY = day("2026-03-20")


@pytest.fixture
def journal(tmp_path, journal_url):
    """A journal with one case that stands at its call."""
    found = workspaces.journal_in(workspaces.make(tmp_path, journal=journal_url))
    workspaces.opened_case(tmp_path, found, day("2026-03-01"))
    case = next(found.cases()).id
    with writing(found.connection):
        add_rows(found, [NewRow(case, "step", "call", 1, "phone", TODAY)], "ready", Stamp(TODAY, now(), "desk"))
    take(found, Returned("step_done", case=workspaces.NUMBER, at=date(2026, 3, 2), data=("step=reminder",)))
    yield found
    found.connection.close()


def take(journal, *returned):
    """Take reports in; for the reference "call" that of the case's call."""
    return take_in(
        journal,
        [replace(one, reference=_references(journal).get(one.reference, one.reference)) for one in returned],
        "desk",
        TODAY,
    )


def _references(journal):
    return {row.name: row.reference for case in journal.cases() for row in rows_of_case(journal, case.id)}


def told(journal):
    """The events of the case, after its reminder."""
    return [one.event for one in journal.events(next(journal.cases()).id)][1:]


CALL = Returned(
    "call_made", "call", at=date(2026, 3, 12), data=("outcome=no_answer",), where="list.csv, row 2", key="k"
)


def test_a_report_becomes_an_event_of_its_case_and_step(journal):
    """Found by the reference; the step is that of the delivery."""
    taking = take(journal, CALL)
    assert [(one.case.number, one.known) for one in taking.taken] == [(workspaces.NUMBER, False)]
    (event,) = told(journal)
    assert (event.name, event.at, event.word("step"), event.word("outcome")) == (
        "call_made", day("2026-03-12"), "call", "no_answer",
    )  # fmt: skip


def test_the_same_report_counts_once(journal):
    """In one file, in the next, and from two processes: the key is kept with the event."""
    take(journal, CALL, CALL)
    taking = take(journal, CALL)
    assert [one.known for one in taking.taken] == [True]
    assert (len(told(journal)), taking.problems) == (1, ())


def test_a_report_that_says_otherwise_now_is_told(journal):
    """What is recorded stands; a person corrects it if it was wrong."""
    take(journal, CALL)
    other = Returned(
        "call_made", "call", at=date(2026, 3, 12), data=("outcome=says_paid",), where="list.csv, row 2", key="k"
    )
    (problem,) = take(journal, other).problems
    assert (problem.code, problem.severity, len(told(journal))) == ("DW046", "warning", 1)
    assert problem.message.startswith("list.csv, row 2: call_made of '2026-0001' was taken in before")


def test_what_belongs_to_nothing_is_told_and_hides_nothing(journal):
    """A report from another workspace, an unknown case, a day to come: the others are taken in."""
    taking = take(
        journal,
        Returned("call_made", "other", where="list.csv, row 3"),
        Returned("call_made", case="2026-0009", where="list.csv, row 4"),
        Returned("call_made", "call", at=date(2026, 3, 21), data=("outcome=no_answer",), where="list.csv, row 5"),
        CALL,
    )
    assert [(one.code, one.message.partition(":")[0]) for one in taking.problems] == [
        ("DW046", "list.csv, row 3"),
        ("DW959", "list.csv, row 4"),
        ("DW965", "list.csv, row 5"),
    ]
    assert len(told(journal)) == 1
