"""Proposals in the journal: they only grow, are decided once, come into an older file, and lose words but not facts."""

import pytest

from dunwell.days import day
from dunwell.journal import database
from dunwell.journal.database import open_database, writing
from dunwell.journal.proposals import decide_proposal, open_proposals, proposals, propose
from dunwell.journal.recording import Wanted
from dunwell.journal.schema import MIGRATIONS
from dunwell.journal.store import Stamp
from dunwell.journal.taking import Item, take_in_items
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from workspaces import LADDER, journal_in, make, opened_case

ON = day("2026-03-02")
STAMP = Stamp(ON, "2026-03-02T10:00:00Z", "Kim")
WAIVED = Event("waived", ON, (("amount", 4000), ("of", "costs"), ("text", "our mistake")))


@pytest.fixture
def kept(tmp_path):
    """A journal with a case and a proposal about it."""
    make(tmp_path)
    journal = journal_in(tmp_path)
    case, program = opened_case(tmp_path, journal, ON)
    assert propose(journal, case.id, WAIVED, {"open": "1000.00"}, "why", STAMP) == 1
    yield journal, case, program
    journal.connection.close()


def test_a_proposal_comes_back_as_it_was(kept):
    """The event with its words, how the case stood, who proposed it; the same again is the same one."""
    journal, case, _ = kept
    (one,) = open_proposals(journal)
    assert (one.event, one.case, one.stood["open"], one.proposed.by) == (WAIVED, case.id, "1000.00", "Kim")
    assert propose(journal, case.id, WAIVED, {}, "why", STAMP) == 1
    assert propose(journal, case.id, Event("written_off", ON), {}, "why", STAMP) == 2


def confirmed_too_late(journal, case):
    """What a second answer would write, in one transaction."""
    with writing(journal.connection):
        journal.add_event(case.id, WAIVED, STAMP)
        decide_proposal(journal, 1, "confirmed", "", STAMP, 1)


def test_it_is_decided_once(kept):
    """Two people who answer at once: the second answer fails, and nothing of it stays."""
    journal, case, _ = kept
    with writing(journal.connection):
        decide_proposal(journal, 1, "refused", "no", STAMP)
    with pytest.raises(ProblemsFound, match="DW952"):
        confirmed_too_late(journal, case)
    assert journal.events(case.id) == ()
    (one,) = proposals(journal, case.id)
    assert (one.decided, one.why, one.sequence) == ("refused", "no", 0)


def test_neither_is_ever_changed(kept):
    """Who proposed what, and who decided, stays to the letter; only words about it can be erased."""
    journal, _, _ = kept
    with writing(journal.connection):
        decide_proposal(journal, 1, "refused", "no", STAMP)
    for statement in ("UPDATE proposals SET recorded_by = 'X'", "DELETE FROM proposal_decisions"):
        with pytest.raises(ProblemsFound, match="only grows"):
            journal.connection.execute(statement)
    journal.connection.execute("DELETE FROM proposal_remarks")
    (one,) = proposals(journal)
    assert (one.event.word("text"), one.why, one.event.money()) == ("", "", 4000)


def test_an_older_journal_gets_the_tables(tmp_path, monkeypatch):
    """A file of the version before is brought up to date when it is opened, and keeps its cases."""
    make(tmp_path, ladder=True)
    (tmp_path / "dunwell.db").unlink()
    before = next(number for number, step in enumerate(MIGRATIONS) if any("TABLE proposals" in one for one in step))
    with monkeypatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", MIGRATIONS[:before])
        patch.setattr(database, "ONLY_GROW", ("cases", "events"))
        database.create_database(tmp_path / "dunwell.db").close()
    journal = journal_in(tmp_path)
    assert proposals(journal) == ()
    journal.connection.close()
    open_database(tmp_path / "dunwell.db").close()


def test_no_way_of_recording_goes_round_a_second_person(tmp_path):
    """A program that records without asking for one is refused, not obeyed."""
    make(tmp_path)
    policy = tmp_path / "policies" / "ladder.yaml"
    policy.write_text(
        LADDER.read_text(encoding="utf-8") + "\nauthority: {second_person: {written_off: {above: EUR 0}}}\n",
        encoding="utf-8",
    )
    journal = journal_in(tmp_path)
    case, _ = opened_case(tmp_path, journal, ON)
    wanted = Wanted("written_off", ("text=gone",), 0, "Kim")
    assert [one.code for one in take_in_items(journal, [Item(case.id, wanted)], ON).problems] == ["DW074"]
    assert journal.events(case.id) == ()
    journal.connection.close()
