"""Recording: all that is wrong at once, nothing by half, and what an event changes in the story of its case."""

import pytest

from dunwell.days import day
from dunwell.journal.confirming import record_or_propose
from dunwell.journal.recording import Wanted
from dunwell.problems import ProblemsFound
from workspaces import journal_in, make, opened_case

ON = day("2026-03-01")


@pytest.fixture
def record(tmp_path, journal_url):
    """Record an event of a case that was opened on its due date, as of a day counted from it."""
    journal = journal_in(make(tmp_path, journal=journal_url))
    case, program = opened_case(tmp_path, journal, ON)

    def run(name, *data, at=0, today=20):
        return record_or_propose(
            journal, case, program, Wanted(name, data, at and ON + at, "anna", "note.txt"), ON + today
        )

    run.journal, run.case = journal, case
    yield run
    journal.connection.close()


def told(entries):
    """Entries as (day from the due date, kind, name, change)."""
    return [(one.day - ON, one.kind, one.name, one.change) for one in entries]


def test_the_event_is_kept_and_told(record):
    """It counts on the day said, or today; and the case stands after it."""
    effect = record("payment_received", "amount=400.00", at=2)
    assert (effect.look.position.received, effect.told.day) == (40_000, ON + 2)
    assert record("question_asked", today=9).told.day == ON + 9
    first, second = record.journal.events(record.case.id)
    assert (first.stamp.by, first.stamp.source, first.stamp.on, first.late) == ("anna", "note.txt", ON + 20, True)
    assert not second.late


def test_what_follows_is_told_with_it(record):
    """A question opens its hold; the answer closes it."""
    asked = record("question_asked", at=2, today=2)
    assert told(asked.changes) == [(2, "hold", "question", "opened")]
    answered = record("question_answered", at=3, today=3)
    assert told(answered.changes) == [(3, "hold", "question", "closed")]


def test_a_late_event_undoes_what_followed_from_not_knowing_it(record):
    """The answer of day 3, recorded on day 20: the hold did not expire, and nobody had to review it."""
    record("question_asked", at=2)
    effect = record("question_answered", at=3)
    assert (3, "hold", "question", "closed") in told(effect.changes)
    assert (8, "hold", "question", "expired") in told(effect.undone)
    assert all(one.event is None for one in effect.undone), "what was recorded stands"


def test_an_event_of_an_ended_case_is_recorded_and_said(record):
    """It happened, whatever the case makes of it; what opens the case again is no cause for a warning."""
    record("written_off", at=2)
    late = record("payment_received", "amount=5.00", at=4)
    assert [one.code for one in late.problems] == ["DW967"]
    assert len(record.journal.events(record.case.id)) == 2
    assert record("reopened", at=5).problems == ()


def test_what_cannot_be_where_it_comes_in_the_story_is_refused(record):
    """An answer of day 2 to a question of day 3 answers nothing; on day 4 it does, though both are recorded late."""
    record("question_asked", at=3)
    with pytest.raises(ProblemsFound, match="no question is open"):
        record("question_answered", at=2)
    assert len(record.journal.events(record.case.id)) == 1
    assert record("question_answered", at=4).problems == ()


def test_what_a_person_may_not_expect_is_said(record):
    """An overpayment is recorded, with a warning."""
    assert [(one.code, one.severity) for one in record("payment_received", "amount=1200.00").problems] == [
        ("DW972", "warning")
    ]


def test_all_slips_come_at_once_and_nothing_is_recorded(record):
    """A wrong event, wrong pairs, a day to come: each is said in one go."""
    with pytest.raises(ProblemsFound) as found:
        record("promise_made", "400.00", "amount=4,00", "amount=5", "wen=now", at=30)
    assert [one.code for one in found.value.problems] == ["DW966", "DW966", "DW965", "DW705", "DW701", "DW703"]
    with pytest.raises(ProblemsFound) as found:
        record("promise_maed", "400.00", at=30)
    assert [one.code for one in found.value.problems] == ["DW312", "DW966", "DW965"]
    assert record.journal.events(record.case.id) == ()


def test_a_value_may_hold_an_equals_sign(record):
    """Only the first one parts the key from the value."""
    assert record("question_asked", "text=a=b").told.event.word("text") == "a=b"
