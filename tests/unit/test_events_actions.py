"""What our own actions do to a case: steps done and failed, messages, and what comes back of them."""

import pytest

from dunwell.core.fold import fold
from dunwell.core.opening import position_of
from dunwell.language.events import Event
from stories import DUE, KNOWN, LADDER, due, stands
from strategies import compiled

LETTER = LADDER.steps[0][LADDER.step_index("letter")]

STORIES = [
    ("nothing before the first day", "", 0, []),
    ("the reminder on the day after the due date", "", 1, ["reminder"]),
    ("a late look: the one step that is due", "", 60, ["reminder"]),
    ("not while the reminder's term runs", "reminded", 8, []),
    ("the call on the first day after the term", "reminded", 9, ["call"]),
    ("the term counts from the day the reminder really went out", "15 step_done step=reminder", 22, []),
    ("a bounced reminder goes by letter", "reminded; 2 bounced step=reminder", 2, ["reminder"]),
    (
        "what goes out another way on the day it bounced is not what bounced",
        "reminded; 2 bounced step=reminder; 2 step_done step=reminder channels=letter",
        3,
        [],
    ),
    (
        "where the letter comes back too, a person is asked",
        "reminded; 2 bounced step=reminder; 3 step_done step=reminder channels=letter; 5 letter_returned step=reminder",
        5,
        ["ask undeliverable:letter"],
    ),
    (
        "a bounce after the call changes nothing",
        "called twice; 11 bounced step=reminder",
        12,
        ["letter"],
    ),
    (
        "the same bounce told twice counts once",
        "reminded; 2 bounced step=reminder; 2 bounced step=reminder",
        2,
        ["reminder"],
    ),
    ("a step that fails before its day changes nothing", "0 step_failed step=reminder", 0, []),
    ("a step that fails when it is due takes its fallback", "1 step_failed step=reminder", 1, ["reminder"]),
    ("a letter that came back asks for the address", "warned; 17 letter_returned step=letter", 17, ["mend"]),
    (
        "and is sent again once somebody has it, though it may be sent once only",
        "warned; 17 letter_returned step=letter; 18 step_done step=mend outcome=done",
        18,
        ["letter"],
    ),
    ("a release is asked for after the letter's term", "warned", 23, ["approve hand_over"]),
    (
        "receipt later than presumed changes no term that counts from sending",
        "warned; 20 delivered step=letter",
        23,
        ["approve hand_over"],
    ),
    (
        "a step behind the ladder does not bring it back",
        "warned; 15 step_done step=reminder",
        23,
        ["approve hand_over"],
    ),
    ("its term is honoured all the same", "warned; 20 step_done step=reminder", 27, []),
    ("a step ahead of the ladder takes it there", "reminded; 2 step_done step=letter", 12, []),
    ("and on from there", "reminded; 2 step_done step=letter", 15, ["approve hand_over"]),
    ("an unknown step changes nothing", "0 step_done step=dance", 1, ["reminder"]),
    ("nothing is due after the end", "handed over", 40, []),
]


@pytest.mark.parametrize(("events", "at", "expected"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES])
def test_what_is_due(events, at, expected):
    """After these events exactly this is due."""
    assert due(events, at) == expected


def test_a_task_without_an_outcome_is_not_done():
    """Only an outcome that the policy lists settles a task; it stays due, and is not counted."""
    ill = "reminded; 2 bounced step=reminder; 3 step_failed step=reminder"
    wrong = "reminded; 9 call_made outcome=wrong_number; 9 step_done step=mend outcome=perhaps"
    assert due(wrong, 9) == ["mend"]
    assert stands(wrong, 9).counts[LADDER.step_index("mend")] == 0
    assert due(ill, 3) == ["ask undeliverable:letter"]


def test_a_message_that_came_back_is_not_counted():
    """A count is of what reached somebody: the message that bounced is taken off, its second way is added."""
    bounced = "reminded; 2 bounced step=reminder"
    assert stands(bounced, 2).counts[0] == 0
    assert stands(f"{bounced}; 3 step_done step=reminder channels=letter", 3).counts[0] == 1


def test_what_was_handed_over_stays_so():
    """A second word of the hand-over neither ends the case anew nor adds its amounts again."""
    twice = "handed over; 24 handed_over interest=500 costs=4000"
    assert stands(twice, 30) == stands("handed over", 30)
    assert (stands("handed over", 30).end, stands("handed over", 30).ended) == ("handed_over", DUE + 23)


def test_delivered_before_sent_means_nothing():
    """Receipt of a letter that was never sent sets no day."""
    assert stands("1 delivered step=letter", 1).anchors[LETTER.sent + 1] == 0


ONCE = {
    "dunwell": 1, "policy": "once", "title": "Once", "version": "1", "valid_from": "2026-01-01", "law": "nl",
    "language": "nl", "applies_to": {"currency": "EUR"},
    "steps": [
        {
            "step": "look", "do": "task", "times": 1, "otherwise": {"go_to": "last"}, "owner": "desk",
            "outcomes": {"done": {"go_to": "tell"}}, "without_outcome": {"after": "1 day", "escalate_to": "manager"},
        },
        {
            "step": "last", "do": "task", "owner": "desk", "outcomes": {"done": {"close": "written_off"}},
            "without_outcome": {"after": "1 day", "escalate_to": "manager"},
        },
    ],
    "side_steps": [{"step": "tell", "do": "email", "template": "reminder"}],
}  # fmt: skip


def test_a_task_done_as_often_as_it_may_be_is_not_asked_again_after_a_side_step():
    """The side step leads back to the ladder behind it, for the task's count has run out."""
    program, problems = compiled(ONCE)
    assert program is not None, problems
    case = position_of(program, KNOWN, 100_000, DUE)
    events = [
        Event("step_done", DUE + 1, (("step", "look"), ("outcome", "done")), 1),
        Event("step_done", DUE + 2, (("step", "tell"), ("channels", "email")), 2),
    ]
    position = fold(program, case, events, DUE + 3)
    assert program.steps[0][position.step].name == "last"
