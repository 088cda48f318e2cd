"""A move is recorded as a whole or not at all, and never of a case to which something happened meanwhile."""

import pytest

from dunwell.days import day
from dunwell.journal.database import writing
from dunwell.journal.migrating import move_case, plan_moves
from dunwell.journal.outbox import NewRow
from dunwell.journal.outbox_changes import add_rows
from dunwell.journal.policies import read_policies
from dunwell.journal.positions import kept_positions, looks_to_take
from dunwell.journal.store import Journal, Stamp
from dunwell.journal.targets import find_target
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from workspaces import LADDER, journal_in, make, opened_case

ON = day("2026-03-12")
STAMP = Stamp(ON, "2026-03-12T10:00:00+00:00", "Kim")


@pytest.fixture
def journal(tmp_path, journal_url):
    """A journal with one case under the first of two versions."""
    folder = make(tmp_path, journal=journal_url)
    opened = journal_in(folder)
    opened_case(folder, opened, day("2026-03-02"))
    text = LADDER.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"').replace("7 days", "9 days")
    (folder / "policies" / "two.yaml").write_text(text.replace("2026-01-01", "2026-03-10"), encoding="utf-8")
    yield opened
    opened.connection.close()


@pytest.fixture
def target(journal, tmp_path):
    """The second version."""
    return find_target(journal, read_policies(tmp_path / "policies", "ladder", ON), "", {}, ON)


def planned(journal, target):
    """The one case that may be moved."""
    (moving,), _ = plan_moves(journal, journal.cases(), target, ON, all_of=True)
    return moving


def test_who_dies_between_leaves_nothing_behind(journal, target, monkeypatch):
    """Neither the text nor the event; then it can be done again, and what was kept of the position is gone."""
    list(looks_to_take(journal, ON))
    moving = planned(journal, target)
    monkeypatch.setattr(Journal, "add_event", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        move_case(journal, moving, target, STAMP, "why")
    assert [one.version for one in journal.policies()] == ["1"]
    assert journal.events(moving.look.case.id) == ()
    assert kept_positions(journal, (moving.look.case.id,))
    monkeypatch.undo()
    move_case(journal, moving, target, STAMP, "why")
    assert [one.version for one in journal.policies()] == ["1", "2"]
    assert not kept_positions(journal, (moving.look.case.id,))
    (taken,) = [look for some in looks_to_take(journal, ON) for look in some.looks]
    assert taken.program.version == "2"
    assert plan_moves(journal, journal.cases(), target, ON, all_of=True) == ((), ())


def test_a_case_that_changed_meanwhile_is_left(journal, target):
    """What was shown is not what would happen any more."""
    moving = planned(journal, target)
    journal.record(moving.look.case.id, Event("question_asked", ON), STAMP)
    with pytest.raises(ProblemsFound, match="has changed since it was looked at"):
        move_case(journal, moving, target, STAMP, "why")
    assert journal.case(moving.look.case.id).moves == ()


@pytest.mark.parametrize(("state", "stays"), [("in_doubt", True), ("sending", True), ("ready", False), ("sent", False)])
def test_a_delivery_on_its_way_keeps_a_case(journal, target, state, stays):
    """Of what waits nothing went out, and what is sent is over; in between nobody knows."""
    case_id = planned(journal, target).look.case.id
    with writing(journal.connection):
        add_rows(journal, (NewRow(case_id, "step", "reminder", 1, "email", ON),), "ready", STAMP)
        journal.connection.execute("UPDATE outbox SET state = ?", (state,))
    assert [one.code for one in planned(journal, target).problems] == (["DW098"] if stays else [])
