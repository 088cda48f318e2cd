"""Where cases stand is kept, used while it holds, and made anew when it does not."""

import pytest

from databases import unguard
from dunwell.days import day, day_text
from dunwell.journal import positions
from dunwell.journal.cases import Pinned, all_looks, look_at
from dunwell.journal.database import writing
from dunwell.journal.positions import keep_positions, kept_positions, looks_to_take, next_look
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from workspaces import NUMBER, opened_case

ON = day("2026-03-01")


@pytest.fixture
def case(folder, journal):
    """A case opened on its due date: the reminder is due on the next day."""
    return opened_case(folder, journal, ON)[0]


def taken(journal, on, **how):
    """The numbers of the cases that a run looks at, with what is due."""
    looks = [look for some in looks_to_take(journal, on, **how) for look in some.looks]
    return {look.case.number: [action.kind for action in look.decision.actions] for look in looks}


def rows(journal):
    """What is kept, as somebody with a query sees it."""
    found = journal.connection.execute("SELECT made_on, events, next_look, ended FROM positions ORDER BY case_id")
    return [tuple(row) for row in found]


def done(journal, case, at, step="reminder"):
    """Record that a step was carried out."""
    event = Event("step_done", at, (("step", step), ("channels", "email")))
    journal.record(case.id, event, Stamp(at, "m", "run"))


def test_a_case_is_looked_at_when_it_can_change_and_not_before(journal, case):
    """New: once. Then on the day on which something is due, and every day until that is done."""
    assert taken(journal, ON) == {NUMBER: []}
    assert rows(journal) == [("2026-03-01", 0, "2026-03-02", "")]
    assert taken(journal, ON) == {}
    assert taken(journal, ON + 1) == taken(journal, ON + 1) == {NUMBER: ["step"]}
    assert rows(journal) == [("2026-03-02", 0, "2026-03-02", "")]
    done(journal, case, ON + 1)
    assert rows(journal) == [], "with an event the row is gone, in the same transaction"
    assert taken(journal, ON + 1) == {NUMBER: []}
    assert taken(journal, ON + 1) == {}


def test_a_case_that_has_ended_is_never_looked_at_again(journal, case):
    """Until an event brings it back to life."""
    journal.record(case.id, Event("payment_received", ON + 1, (("amount", 100_000),)), Stamp(ON + 1, "m", "desk"))
    assert taken(journal, ON + 1) == {NUMBER: []}
    assert rows(journal) == [("2026-03-02", 1, None, "paid")]
    assert taken(journal, ON + 3000) == {}
    journal.record(case.id, Event("payment_reversed", ON + 2, (("amount", 100_000),)), Stamp(ON + 2, "m", "desk"))
    assert NUMBER in taken(journal, ON + 2)


def test_a_clock_that_goes_back_does_not_use_what_is_later(journal, case):
    """The row of a later day says nothing about an earlier one."""
    taken(journal, ON + 30)
    assert taken(journal, ON) == {NUMBER: []}
    assert rows(journal)[0][0] == "2026-03-01"


def test_a_look_ahead_keeps_nothing(journal, case):
    """Nor does it disturb what is kept for today."""
    taken(journal, ON)
    before = rows(journal)
    assert taken(journal, ON + 40, keep=False) == {NUMBER: ["step"]}
    assert rows(journal) == before


def test_an_event_of_a_later_day_counts_from_that_day(journal, case):
    """Recorded on a virtual day and looked at before it: the row tells when it comes."""
    journal.record(case.id, Event("payment_received", ON + 1, (("amount", 100_000),)), Stamp(ON + 1, "m", "desk"))
    assert taken(journal, ON) == {NUMBER: []}
    assert rows(journal) == [("2026-03-01", 1, day_text(ON + 1), "")]
    (some,) = looks_to_take(journal, ON + 1)
    assert some.looks[0].position.end == "paid"


def test_a_row_of_another_program_is_made_anew(journal, case, monkeypatch):
    """A newer engine or a new figure of the law may put a case elsewhere."""
    taken(journal, ON)
    made = positions.made_by()
    assert taken(journal, ON) == {}
    monkeypatch.setattr(positions, "made_by", lambda: "another")
    assert kept_positions(journal, (case.id,)) == {}
    assert taken(journal, ON) == {NUMBER: []}
    assert [row[0] for row in journal.connection.execute("SELECT made_by FROM positions")] == ["another"]
    assert len(made) == 64


def test_what_was_recorded_meanwhile_is_not_covered_up(journal, case):
    """A look that is older than an event is not kept."""
    look = look_at(case, Pinned(journal).program(case), (), ON)
    done(journal, case, ON + 1)
    keep_positions(journal, (look,))
    assert rows(journal) == []


def test_an_event_that_came_past_the_row_is_seen(journal, case):
    """Even if somebody added it without taking the row away: a row with another number of events does not hold."""
    taken(journal, ON + 1)
    before = journal.connection.execute("SELECT * FROM positions").fetchone()
    done(journal, case, ON + 1)
    with writing(journal.connection):
        marks = ", ".join("?" * len(tuple(before)))
        journal.connection.execute(f"INSERT INTO positions VALUES ({marks})", tuple(before))
    (some,) = looks_to_take(journal, ON + 1)
    (look,), (wanted,) = some.looks, all_looks(journal, ON + 1)[0]
    assert (look.position, look.decision, look.events) == (wanted.position, wanted.decision, wanted.events)


def test_everything_can_be_thrown_away(journal, case):
    """What is kept is made anew from the events, and is the same."""
    taken(journal, ON + 1)
    before = [tuple(row) for row in journal.connection.execute("SELECT * FROM positions")]
    with writing(journal.connection):
        journal.connection.execute("DELETE FROM positions")
    assert rows(journal) == []
    taken(journal, ON + 1)
    assert [tuple(row) for row in journal.connection.execute("SELECT * FROM positions")] == before


def test_many_cases_come_some_at_a_time(folder, journal, monkeypatch):
    """Each once, whatever is kept of them in between."""
    monkeypatch.setattr(positions, "AT_A_TIME", 2)
    for number in range(5):
        opened_case(folder, journal, ON, number=f"N-{number}")
    for day_, expected in ((ON, [2, 2, 1]), (ON, []), (ON + 1, [2, 2, 1]), (ON + 1, [2, 2, 1])):
        assert [len(some.looks) for some in looks_to_take(journal, day_)] == expected


def test_a_case_that_cannot_be_judged_is_told_and_stays(journal, case):
    """Its problem comes with every run; the others are taken."""
    unguard(journal.connection, "policies")
    journal.connection.execute("UPDATE policies SET text = text || '# more'")
    for _ in range(2):
        (some,) = looks_to_take(journal, ON)
        assert [one.code for one in some.problems] == ["DW961"]


def test_an_event_of_a_newer_program_stops_the_run(journal, case):
    """Guessing could send a debtor what was settled."""
    done(journal, case, ON + 1)
    unguard(journal.connection, "events")
    journal.connection.execute("UPDATE events SET name = 'teleported'")
    with pytest.raises(ProblemsFound) as found:
        list(looks_to_take(journal, ON + 2))
    assert [one.code for one in found.value.problems] == ["DW953"]


def test_the_next_look_is_today_while_something_is_due(journal, case):
    """Else the day on which something changes by itself."""
    program = Pinned(journal).program(case)
    assert next_look(look_at(case, program, (), ON)) == ON + 1
    assert next_look(look_at(case, program, (), ON + 9)) == ON + 9
