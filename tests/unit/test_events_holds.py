"""What puts a case on hold and takes it off: answers, decisions, people, and stops by law."""

import pytest

from stories import DUE, LADDER, due, otherwise_written, stands, stands_under, told

STORIES = [
    ("nothing starts on hold", "reminded; 9 question_asked", 9, []),
    ("an answer ends it", "reminded; 9 question_asked; 10 question_answered", 10, ["call"]),
    ("without one a person reviews", "5 question_asked", 11, ["review"]),
    (
        "the end of one hold does not close a review that another asked for",
        "5 question_asked; 5 dispute_opened; 15 dispute_closed outcome=rejected",
        15,
        ["review"],
    ),
    (
        "silence on a hold that a person placed in a review leaves the review open",
        "5 question_asked; 12 hold_placed hold=rest",
        23,
        ["review"],
    ),
    (
        "a hold that the review itself ordered settles the review",
        "5 question_asked; 11 step_done step=review outcome=rest",
        22,
        ["reminder"],
    ),
    ("the term stands still in a dispute", "reminded; 5 dispute_opened; 15 dispute_closed outcome=rejected", 18, []),
    ("and runs on after it", "reminded; 5 dispute_opened; 15 dispute_closed outcome=rejected", 19, ["call"]),
    (
        "a dispute that is upheld waits for the credit note, and asks for it",
        "reminded; 5 dispute_opened; 6 dispute_closed outcome=upheld",
        30,
        ["ask expects"],
    ),
    (
        "a hold that ends does not end that wait",
        (
            "reminded; 5 dispute_opened; 6 dispute_closed outcome=upheld; 7 promise_made promised_on=8 amount=50000;"
            "8 payment_received amount=50000"
        ),
        30,
        ["ask expects"],
    ),
    (
        "after the credit note the step waits for its day as before",
        "reminded; 5 dispute_opened; 6 dispute_closed outcome=partly_upheld; 7 credited amount=20000",
        9,
        [],
    ),
    (
        "and then starts",
        "reminded; 5 dispute_opened; 6 dispute_closed outcome=partly_upheld; 7 credited amount=20000",
        10,
        ["call"],
    ),
    (
        "partly upheld for an amount, a smaller credit note is not yet enough",
        "reminded; 5 dispute_opened; 6 dispute_closed outcome=partly_upheld amount=20000; 7 credited amount=5000",
        30,
        ["ask expects"],
    ),
    (
        "but the rest of it is",
        (
            "reminded; 5 dispute_opened; 6 dispute_closed outcome=partly_upheld amount=20000; 7 credited amount=5000;"
            "8 credited amount=15000"
        ),
        11,
        ["call"],
    ),
    (
        "an outcome that the policy does not list asks a person",
        "5 dispute_opened; 6 dispute_closed outcome=withdrawn",
        6,
        ["ask outcome:withdrawn"],
    ),
    ("what is not disputed goes on", "reminded; 5 dispute_opened amount=20000", 9, ["call"]),
    (
        "until nothing else is left to pay",
        "reminded; 5 dispute_opened amount=20000; 6 payment_received amount=80000",
        9,
        [],
    ),
    ("a promise for too late a day is not waited for", "reminded; 2 promise_made promised_on=40", 9, ["letter"]),
    (
        "a second promise is not waited for",
        "reminded; 2 promise_made promised_on=3; 8 promise_made promised_on=12",
        9,
        ["letter"],
    ),
    (
        "one made while the first is waited for does not end that",
        "reminded; 2 promise_made promised_on=10; 3 promise_made promised_on=15",
        12,
        [],
    ),
    ("a promise without a day lasts as long as it may", "reminded; 2 promise_made", 16, []),
    ("and not longer", "reminded; 2 promise_made", 18, ["letter"]),
    ("a day given for a hold of the policy is kept", "reminded; 2 hold_placed hold=dispute until=12", 13, ["review"]),
    ("the law stops everything", "0 debtor_stopped kind=bankruptcy", 60, ["ask stopped"]),
    (
        "until the last stop is lifted",
        "0 debtor_stopped kind=bankruptcy; 0 debtor_stopped kind=death; 9 stop_lifted kind=death",
        9,
        ["ask stopped"],
    ),
    ("then it goes on", "0 debtor_stopped kind=death; 9 stop_lifted kind=death", 9, ["reminder"]),
    ("a hold of a person's own ends on its last day", "0 hold_placed until=8", 8, []),
    ("and not later", "0 hold_placed until=8", 9, ["reminder"]),
    ("lifting what is not on changes nothing", "0 hold_lifted hold=rest", 1, ["reminder"]),
]


@pytest.mark.parametrize(("events", "at", "expected"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES])
def test_what_is_due(events, at, expected):
    """After these events exactly this is due."""
    assert due(events, at) == expected


def test_two_holds_move_a_term_by_the_days_held_once():
    """Days on which two holds let terms stand still count once: held from 5 to 15, the term moves by ten days."""
    program_holds = [hold.name for hold in LADDER.holds if hold.stand_still]
    assert program_holds == ["dispute"]
    again = "reminded; 5 dispute_opened; 10 dispute_opened; 15 dispute_closed outcome=rejected"
    assert stands(again, 15).granted == DUE + 8 + 10


def test_a_hold_placed_twice_is_one_hold():
    """A hold that is placed again is renewed: one hold, one day on which it began, the later end."""
    twice = stands("0 hold_placed hold=rest; 4 hold_placed hold=rest", 5)
    (one,) = twice.holds
    assert (one.since, one.last) == (DUE, DUE + 14)


def test_patience_starts_anew_after_a_hold():
    """Nobody could do the task while the case was on hold, so nobody is told that it took too long."""
    review = "5 question_asked; 12 hold_placed hold=rest"
    assert (16, "escalation", "director") in told("5 question_asked", 16)
    assert [day for day, kind, _ in told(review, 40) if kind == "escalation"] == [28]


def test_a_promise_that_cannot_be_kept_in_a_stop_is_not_broken():
    """While the law stops the case nothing expires; it does once the stop is lifted."""
    stopped = "1 promise_made promised_on=3; 2 debtor_stopped kind=moratorium"
    assert stands(stopped, 30).promises_broken == 0
    assert stands(f"{stopped}; 40 stop_lifted kind=moratorium", 40).promises_broken == 1


def test_a_window_is_not_missed_in_a_hold_that_does_not_count():
    """Days on hold come on top of the window, also while the hold is still on and holds only a part."""
    part = "reminded; 5 dispute_opened amount=20000"
    assert (11, "late", "call") in told("reminded", 11)
    assert not [one for one in told(part, 20) if one[1] == "late"]


def test_terms_do_not_start_over_for_what_is_done():
    """A dispute after the letter's term moves nothing that has passed."""
    assert due("warned; 23 dispute_opened; 24 dispute_closed outcome=rejected", 24) == ["approve hand_over"]
    assert stands("called twice; 12 dispute_opened; 14 dispute_closed outcome=rejected", 14).granted == DUE + 8


@pytest.mark.parametrize("opened", ["3 dispute_opened; 5 question_asked", "3 question_asked; 5 dispute_opened"])
def test_two_holds_that_end_together_move_terms_by_all_their_days(opened):
    """Terms stood still from the first day of the one to the last of the other, whichever was first."""
    written = "question: {opens_on: question_asked, until: question_answered"
    both = otherwise_written(written, written.replace("question_answered", "dispute_closed, terms: stand still"))
    there = stands_under(both, f"reminded; {opened}; 7 dispute_closed outcome=rejected", 7)
    assert (there.holds, there.granted) == ((), DUE + 8 + 4)
