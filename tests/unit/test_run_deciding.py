"""A person's word on deliveries: what can be decided, by whom, and what it makes of the case."""

import pytest

from desks import Office, toys
from dunwell.days import day
from dunwell.journal.outbox import row_numbered, rows_in
from dunwell.problems import ProblemsFound
from dunwell.run.deciding import Word, decide_rows

DUE = "2026-03-02"


@pytest.fixture
def office(tmp_path, journal_url):
    """One case whose letter is in doubt: its mail was refused, and nobody knows what became of the letter."""
    found = Office(tmp_path, journal=journal_url, lines=toys(email=["refused"], letter=["unknown", "delivered"]))
    found.run(DUE)
    assert found.run(DUE) == [("reminder", "letter", "in_doubt")]
    yield found
    found.journal.connection.close()


def test_what_went_out_after_all_is_done_on_its_day(office):
    """The step is confirmed, on the day that the person names, and the word is kept with the row."""
    (row,) = rows_in(office.journal, "in_doubt")
    decide_rows(office.desk("2026-03-04"), [Word(row.number, "sent", "it lay in the tray")], day("2026-03-03"))
    assert office.events()[-1] == ("step_done", {"step": "reminder", "channels": "letter"})
    after = row_numbered(office.journal, row.number)
    assert (after.state, after.closed, after.why) == ("sent", day("2026-03-03"), "it lay in the tray")


def test_without_a_day_it_went_out_when_it_was_tried(office):
    """Nobody who finds the letter in the tray of last week has to know which day that was."""
    (row,) = rows_in(office.journal, "in_doubt")
    decide_rows(office.desk("2026-03-09"), [Word(row.number, "sent")])
    assert row_numbered(office.journal, row.number).closed == day(DUE)
    assert office.journal.events(office.ids[0])[-1].event.at == day(DUE)


def test_what_did_not_go_out_is_sent_again_under_its_key(office):
    """Retrying is the same delivery, not a new one."""
    (row,) = rows_in(office.journal, "in_doubt")
    decide_rows(office.desk(DUE), [Word(row.number, "retry")])
    assert office.run("2026-03-03") == [("reminder", "letter", "sent")]
    assert row_numbered(office.journal, row.number).state == "sent"


def test_what_is_dropped_and_still_due_is_taken_up_anew(office):
    """Whoever drops a delivery does not decide that the step is done."""
    (row,) = rows_in(office.journal, "in_doubt")
    decide_rows(office.desk(DUE), [Word(row.number, "drop", "the tray was emptied")])
    assert office.run("2026-03-03") == [("reminder", "letter", "sent")]
    assert [one.state for one in rows_in(office.journal, "withdrawn", "sent")] == ["withdrawn", "sent"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([Word(99, "retry")], "no delivery 99 waits"),
        ([Word(1, "retry")], "no delivery 1 waits"),
        ([Word(2, "release")], "delivery 2 is in doubt"),
    ],
)
def test_only_what_waits_for_a_person_is_decided(office, words, message):
    """What is over, held for another word, or not there is refused with its state."""
    with pytest.raises(ProblemsFound, match=message) as found:
        decide_rows(office.desk(DUE), words)
    assert [one.code for one in found.value.problems] == ["DW010"]


def test_all_is_decided_or_nothing(office):
    """One slip among several words leaves everything as it was, and every slip is said."""
    with pytest.raises(ProblemsFound) as found:
        decide_rows(office.desk(DUE), [Word(2, "sent"), Word(98, "drop"), Word(99, "drop")], day("2026-03-05"))
    assert [one.code for one in found.value.problems] == ["DW010", "DW010", "DW965"]
    assert row_numbered(office.journal, 2).state == "in_doubt"


def test_what_is_to_be_tried_again_need_not_wait(tmp_path, journal_url):
    """Once the mail server is mended a person may let the next run try at once."""
    office = Office(tmp_path, journal=journal_url, lines=toys(email=["later", "delivered"]))
    office.run(DUE)
    assert office.run(DUE) == []
    (row,) = rows_in(office.journal, "ready")
    decide_rows(office.desk(DUE), [Word(row.number, "retry")])
    assert office.run(DUE) == [("reminder", "email", "sent")]
    office.journal.connection.close()
