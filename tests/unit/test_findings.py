"""Findings: what can happen of each variant over all its cases, pinned by its key, and what has changed of it."""

import pytest

from dunwell.verifying.findings import as_pinned, changes, findings, key_of
from dunwell.verifying.model import Mark
from proofs_made import explored, short


def found(*several):
    """The variant, the key and the days of each finding, in their order."""
    return [(one.variant, one.key, one.days) for one in findings(short(), several)]


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        (("step", "notice"), "step notice"),
        (("times", "reminder", "3"), "reminder 3 times"),
        (("without", "notice", "reminder"), "notice without reminder"),
        (("plan", "payment_plan", "agreed"), "plan payment_plan agreed"),
        (("blocked", "notice", "NL-106"), "blocked notice NL-106"),
        (("end", "paid"), "end paid"),
    ],
)
def test_a_key_says_what_can_happen(mark, key):
    """In the words by which it is pinned, the same in every language."""
    assert key_of(Mark(*mark)) == key


def test_the_widest_days_of_all_cases_are_told():
    """Each bound keeps the story that gives it; of two as wide the first stays."""
    several = (explored({("step", "notice"): (9, 20)}), explored({("step", "notice"): (7, 20)}))
    (one,) = findings(short(), several)
    assert one.days == (7, 20)
    assert one.bound.first_story is several[1].bounds[one.mark].first_story
    assert one.bound.last_story is several[0].bounds[one.mark].last_story


def test_they_come_in_the_order_of_the_policy():
    """What is done first, steps as they stand, then what is claimed, missed and how it ends."""
    marks = {
        ("end", "paid"): (1, 9),
        ("step", "notice"): (5, 6),
        ("claim", "interest"): (4, 4),
        ("step", "reminder"): (2, 3),
    }
    assert [key for _, key, _ in found(explored(marks))] == [
        "step reminder",
        "step notice",
        "claim interest",
        "end paid",
    ]


def test_of_how_often_only_the_most_is_told():
    """Twice says nothing where three times is possible; another variant has its own."""
    marks = {("times", "reminder", "2"): (9, 9), ("times", "reminder", "3"): (11, 20)}
    assert found(explored(marks), explored({("times", "reminder", "2"): (9, 9)}, "other")) == [
        ("all", "reminder 3 times", (11, 20)),
        ("other", "reminder 2 times", (9, 9)),
    ]


def test_a_step_that_never_comes_is_missed_by_nobody():
    """That one comes without another is told only where the other can come at all."""
    missed = {("without", "hand_over", "notice"): (9, 9)}
    assert found(explored(missed)) == []
    assert found(explored(missed | {("step", "notice"): (5, 6)}))[1][1] == "hand_over without notice"


def test_nothing_has_changed_of_what_was_just_accepted():
    """What is pinned is what was found, by variant and key."""
    several = (explored({("step", "notice"): (9, 20)}), explored({("end", "paid"): (1, 1)}, "other"))
    made = findings(short(), several)
    assert as_pinned(made) == {"all": {"step notice": (9, 20)}, "other": {"end paid": (1, 1)}}
    assert changes(as_pinned(made), made) == ()


def test_every_difference_is_a_change():
    """Other days, what is new, and what is found no more."""
    made = findings(short(), (explored({("step", "reminder"): (1, 5), ("step", "notice"): (9, 21)}),))
    accepted = {"all": {"step notice": (9, 20), "end paid": (1, 1)}, "gone": {"end paid": (2, 2)}}
    assert [(one.variant, one.key, one.old, one.new) for one in changes(accepted, made)] == [
        ("all", "step reminder", None, (1, 5)),
        ("all", "step notice", (9, 20), (9, 21)),
        ("all", "end paid", (1, 1), None),
        ("gone", "end paid", (2, 2), None),
    ]
