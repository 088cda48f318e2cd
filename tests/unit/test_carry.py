"""Carrying a case to another text: by names, nothing twice, and what has no place is said."""

from dataclasses import replace as changed

import pytest

from dunwell.core.carry import carry
from dunwell.core.decide import decide
from dunwell.core.explain import explain
from dunwell.core.fold import fold
from dunwell.core.position import ASKING, MANUAL
from dunwell.core.retell import retell
from dunwell.days import day
from dunwell.journal.cases import moved
from dunwell.journal.store import Move
from dunwell.language.events import MOVED, Event
from dunwell.loading import compile_text
from stories import LADDER as PROGRAM
from stories import journal, opened
from workspaces import LADDER

TEXT = LADDER.read_text(encoding="utf-8")
ON = day("2026-03-12")


def other(*changes, renamed=()):
    """The ladder with words of it changed, as cases of the ladder come to it."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    loaded = compile_text(text, "other.yaml")
    assert loaded.program, loaded.problems
    return moved(PROGRAM, loaded.program, Move("b", tuple(renamed)))


def stands(story):
    """Where a case of the ladder stands after a story."""
    return fold(PROGRAM, opened(), journal(story), ON)


REMINDED = "1 step_done step=reminder"
LETTER = f"{REMINDED}; 9 step_done step=letter"
RENAMED = (("step: letter", "step: last"), ("go_to: letter", "go_to: last"), ("letter.term", "last.term"))
NO_QUESTIONS = (("  question: {opens_on", "  query: {opens_on"), ("{hold: question}", "{hold: query}"))

LOST = {
    "the step at which it stands": (REMINDED, [("step: call", "step: ring")], (), [("step", "call")]),
    "a step that was done, as another deed": (
        LETTER,
        [("step: mend", "step: fix"), ("go_to: mend", "go_to: fix"), ("step: review", "step: mend"),
         ("go_to: review", "go_to: mend"), *RENAMED],
        [("letter", "fix")],
        [("deed", "letter")],
    ),
    "two steps that become one": (LETTER, RENAMED, [("letter", "last"), ("reminder", "last")], [("twice", "letter")]),
    "a hold that is on": (
        f"{REMINDED}; 10 question_asked", NO_QUESTIONS, (),
        [("hold", "question")],
    ),
    "a plan that runs": (
        f"{REMINDED}; 10 plan_agreed plan=payment_plan",
        [("payment_plan:", "scheme:"), ("offer: payment_plan", "offer: scheme")], (), [("plan", "payment_plan")],
    ),
    "nothing": (LETTER, RENAMED, [("letter", "last")], []),
}  # fmt: skip


@pytest.mark.parametrize(("story", "changes", "renamed", "lost"), LOST.values(), ids=LOST)
def test_what_has_no_place_is_said_by_its_name(story, changes, renamed, lost):
    """And the case can go on all the same, asking a person or on a hold of a person."""
    program = other(*changes, renamed=renamed)
    carried = carry(PROGRAM, program, stands(story))
    assert [one for one in carried.lost if one.what != "message"] == lost
    decide(program, carried.position, ON)


def test_a_hold_without_a_place_goes_on_as_a_persons_hold():
    """To its own last day; nothing starts sooner."""
    before = stands(f"{REMINDED}; 10 question_asked")
    program = other(*NO_QUESTIONS)
    after = carry(PROGRAM, program, before).position
    assert [(one.hold, one.since, one.last) for one in after.holds] == [
        (MANUAL, before.holds[0].since, before.holds[0].last)
    ]


def test_a_step_without_a_place_asks_a_person_and_says_so():
    """Where it goes on nobody knows, so a person is asked."""
    program = other(("step: call", "step: ring"))
    after = carry(PROGRAM, program, stands(REMINDED)).position
    assert (after.phase, after.ask) == (ASKING, "moved")
    (action,) = decide(program, after, ON).actions
    assert "does not say where it goes on" in explain(program, after, action.reasons[0]).text


def test_what_was_done_and_lies_ahead_now_is_passed_over_once():
    """The reminder comes after the call in the new order; it was sent, so it is not sent again, and that is told."""
    start, rest = TEXT.split("  - step: reminder\n")
    reminder, after = rest.split("  - step: call\n")
    call, letter = after.split("  - step: letter\n")
    swapped = f"{start}  - step: call\n{call}  - step: reminder\n{reminder}  - step: letter\n{letter}"
    swapped = swapped.replace("1 day after reminder.term", "1 day after invoice.due")
    swapped = swapped.replace(", after_last: {go_to: letter}", "")
    loaded = compile_text(swapped, "other.yaml")
    assert loaded.program, loaded.problems
    program = moved(PROGRAM, loaded.program, Move("b"))
    event = Event(MOVED, day("2026-03-09"), (("from", "a"), ("to", "b")), 9)
    calls = "9 call_made step=call outcome=no_answer; 11 call_made step=call outcome=no_answer"
    events = (*journal(REMINDED), event, *(changed(one, sequence=20 + one.sequence) for one in journal(calls)))
    told = retell(program, opened(), events, day("2026-03-16"))
    skip = next(one for one in told.entries if one.kind == "skip")
    assert skip.name == "reminder"
    assert skip.because[0].text == "done before the case came to this version of the policy, on Mon 2026-03-02"
    assert program.steps[0][told.position.step].name == "letter"


def test_a_term_of_a_step_that_is_gone_still_holds():
    """The debtor was given fourteen days: a version without that step starts nothing sooner."""
    before = stands(REMINDED)
    program = other(("step: reminder", "step: first"), ("1 day after reminder.term", "1 day after invoice.due"))
    after = carry(PROGRAM, program, before).position
    assert after.granted == before.granted == day("2026-03-09")
    assert [(one.name, one.times, one.term) for one in after.past] == [("reminder", 1, day("2026-03-09"))]


def test_a_wider_tolerance_ends_a_case_on_the_day_of_the_move():
    """What is left is let go under the new text, and the end is told."""
    program = other(("tolerance: EUR 1", "tolerance: EUR 50"))
    event = Event(MOVED, ON, (("from", "a"), ("to", "b")), 9)
    events = (*journal(f"{REMINDED}; 4 payment_received amount=96000"), event)
    told = retell(program, opened(), events, ON)
    assert (told.position.end, told.position.ended) == ("paid", ON)
    assert [(one.kind, one.name) for one in told.entries[-2:]] == [("event", MOVED), ("end", "paid")]


@pytest.mark.parametrize(("was", "per_week", "after"), [(1, 3, 1), (2, 1, 1)])
def test_contacts_that_were_forgotten_count_on_the_earliest_day_known(was, per_week, after):
    """A limit that looks further back never lets through more than it would have."""
    old = changed(PROGRAM, contacts=changed(PROGRAM.contacts, per_week=was))
    new = changed(other(), contacts=changed(PROGRAM.contacts, per_week=per_week), earlier=(old,))
    position = changed(stands(REMINDED), contacts=(ON - 3, ON - 1)[-max(was, 1) :])
    contacts = carry(old, new, position).position.contacts
    assert len(contacts) == per_week
    assert set(contacts) <= set(position.contacts)
