"""The switch that stops everything: it holds until its day or until somebody ends it, and none of it is forgotten."""

import pytest

from dunwell.days import day
from dunwell.journal.database import create_database, writing
from dunwell.journal.pauses import Pause, pause, paused, pauses, resume
from dunwell.journal.store import Journal, Stamp
from dunwell.problems import ProblemsFound

ON = day("2026-03-02")
STAMP = Stamp(ON, "2026-03-02T09:00:00+00:00", "anna")


@pytest.fixture
def journal(location):
    """An empty journal, in each kind of database."""
    found = Journal(create_database(location))
    yield found
    found.connection.close()


def stop(journal, channel="", until=0, why="a new printer"):
    """Turn the switch off."""
    pause(journal, Pause(channel, why, until, STAMP))


def test_nothing_is_paused_at_first(journal):
    """Neither everything nor a channel."""
    assert (paused(journal, ON), paused(journal, ON, "email"), pauses(journal, ON)) == (None, None, ())


def test_a_pause_of_everything_stops_every_channel_until_it_is_ended(journal):
    """Also in a year, and also for a program that looks at an earlier day."""
    stop(journal)
    for when in (ON - 30, ON, ON + 365):
        assert paused(journal, when).why == paused(journal, when, "letter").why == "a new printer"
    assert resume(journal, "", STAMP).stamp == STAMP
    assert paused(journal, ON, "letter") is None


def test_a_pause_of_a_channel_stops_that_one_alone(journal):
    """And stays when the pause of everything ends."""
    stop(journal, "email", why="spam")
    assert (paused(journal, ON), paused(journal, ON, "letter"), paused(journal, ON, "email").why) == (
        None,
        None,
        "spam",
    )
    stop(journal)
    assert paused(journal, ON, "email").channel == ""
    assert [one.channel for one in pauses(journal, ON)] == ["", "email"]
    resume(journal, "", STAMP)
    assert [one.channel for one in pauses(journal, ON)] == ["email"]


def test_a_pause_with_a_last_day_is_over_after_it(journal):
    """That day is still part of it; a later word takes its place."""
    stop(journal, until=ON + 3)
    assert paused(journal, ON + 3).until == ON + 3
    assert paused(journal, ON + 4) is None
    stop(journal, until=ON + 9, why="longer")
    assert paused(journal, ON + 4).why == "longer"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda journal: stop(journal, until=ON - 1), "2026-03-01 is over"),
        (lambda journal: stop(journal, why=" "), "has no reason"),
        (lambda journal: resume(journal, "", STAMP), "nothing is paused"),
        (lambda journal: resume(journal, "email", STAMP), "email is not paused"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(journal, wrong, words):
    """DW068: a pause that is over, or without a reason; nothing to end."""
    with pytest.raises(ProblemsFound, match=words):
        wrong(journal)
    assert journal.connection.execute("SELECT COUNT(*) FROM pauses").fetchall()[0][0] == 0


def test_who_paused_what_is_kept_for_good(journal):
    """Both words stand in the journal, and neither can be changed."""
    stop(journal)
    resume(journal, "", STAMP)
    rows = journal.connection.execute("SELECT action, why, recorded_by FROM pauses ORDER BY number").fetchall()
    assert [tuple(row) for row in rows] == [("pause", "a new printer", "anna"), ("resume", "", "anna")]
    with pytest.raises(ProblemsFound, match="only grows"), writing(journal.connection):
        journal.connection.execute("DELETE FROM pauses")
