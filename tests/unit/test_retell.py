"""What happened, told from the events of a journal: the same story as a simulation tells, and `fold`'s position."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.apply import apply
from dunwell.core.fold import fold, met_by
from dunwell.core.retell import retell
from dunwell.core.simulate import simulate
from dunwell.language.events import Event
from stories import DUE, LADDER, journal, opened
from strategies import cases, histories, policies


def told(events, at):
    """The story up to a day, as (day from the due date, kind, what, change)."""
    timeline = retell(LADDER, opened(), journal(events), DUE + at)
    return [(one.day - DUE, one.kind, one.name, one.change) for one in timeline.entries]


def test_a_step_that_was_due_is_told_as_the_step_with_its_reasons():
    """The reminder has its term and the reason for which it was due, and keeps the event that confirmed it."""
    (entry,) = (one for one in retell(LADDER, opened(), journal("reminded"), DUE + 3).entries if one.kind == "step")
    assert (entry.name, entry.term_until, entry.event.name) == ("reminder", DUE + 8, "step_done")
    assert "after the due date" in entry.because[0].text
    assert entry.claim is None, "what it claimed then is known to the message alone"


def test_what_was_not_due_is_told_as_a_plain_event():
    """A step done out of turn stands, without reasons that it never had."""
    assert told("0 step_done step=reminder", 0) == [(0, "event", "step_done", "")]


def test_holds_are_told_on_the_day_they_open_and_end():
    """Also where no event comes for long after: a hold that expires is not dated on the next event."""
    story = told("reminded; 2 question_asked; 60 payment_received amount=100", 61)
    opened_on = next(day for day, kind, _, change in story if (kind, change) == ("hold", "opened"))
    ended = [day for day, kind, _, change in story if kind == "hold" and change != "opened"]
    assert opened_on == 2
    assert all(2 < day < 60 for day in ended)
    assert story == sorted(story, key=lambda one: one[0])


def test_an_event_meets_what_comes_before_it():
    """Same-day money before a person's word, a person's word before our own actions, whatever was recorded when."""
    events = journal("2 payment_received amount=7; 2 question_asked; 3 step_done step=reminder")
    for number, event in enumerate(events):
        _, met = met_by(LADDER, opened(), [*events[number + 1 :], *events[:number]], event)
        after = fold(LADDER, opened(), events[: number + 1], event.at)
        assert apply(LADDER, met, event).received == after.received
        assert (met.received, len(met.holds)) == [(0, 0), (7, 0), (7, 1)][number]


def test_a_story_told_late_is_the_same_story():
    """Events are put where they belong, in whatever order they were recorded; those after the day are left out."""
    events = journal("reminded; 3 payment_received amount=500; called")
    one = retell(LADDER, opened(), events, DUE + 20)
    assert retell(LADDER, opened(), reversed(events), DUE + 20) == one
    assert [entry.name for entry in retell(LADDER, opened(), events, DUE + 2).entries if entry.event] == ["reminder"]


@given(st.data())
def test_the_position_is_that_of_the_fold(data):
    """Whatever happened, telling it ends where folding it ends, and no entry is out of order by its day."""
    program = data.draw(policies()).program
    start = data.draw(cases(program))
    events = data.draw(histories(program, start))
    until = max([start.day, *(event.at for event in events)]) + data.draw(st.integers(0, 40))
    timeline = retell(program, start, events, until)
    assert timeline.position == fold(program, start, events, until)
    told_events = [entry.event for entry in timeline.entries if entry.event is not None]
    assert sorted(one.sequence for one in told_events) == [one.sequence for one in events]


def test_what_was_simulated_and_then_recorded_is_told_alike():
    """The entries of a simulation, recorded as events, give the same entries again, reasons and all."""
    simulated = simulate(LADDER, opened(), (), DUE + 14).entries
    names = {"step": "step_done", "call": "call_made"}
    recorded = [
        Event(names.get(one.name, "step_done"), one.day, said(one), number)
        for number, one in enumerate(one for one in simulated if one.kind == "step")
    ]
    retold = retell(LADDER, opened(), recorded, DUE + 14).entries
    assert len(recorded) >= 3
    assert [replace(one, event=None) for one in retold] == [replace(one, claim=None, sent=None) for one in simulated]


def said(entry):
    """What the event says that confirms an entry."""
    if entry.name == "call":
        return (("outcome", "no_answer"),)
    return (("step", entry.name), ("channels", "+".join(entry.channels)))
