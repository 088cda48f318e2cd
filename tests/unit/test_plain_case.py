"""The plain case of a policy over a year: how old an invoice gets, and which promise cannot be kept."""

import pytest

from dunwell.core.plain_case import courses_of
from dunwell.days import day
from dunwell.loading import load_policy
from edits import edited, played

LAST = "start: 2 working days after notice.term"


def test_a_hand_over_after_three_months():
    """Told with the invoice for which it is worst; a policy that means it says so."""
    (problem,) = played("short", (LAST, "start: 6 weeks after notice.term"))
    assert (problem.code, problem.severity) == ("DW414", "warning")
    assert "an invoice of 2026-11-15 that is due on 2026-12-15 is handed over on 2027-02-18" in problem.message
    assert played("short", (LAST, "start: 3 weeks after notice.term")) == []
    meant = "start: 6 weeks after notice.term\n    no_later_than: 5 months after invoice.issued"
    assert played("short", (LAST, meant)) == []


def test_a_window_that_what_comes_before_leaves_no_time_for():
    """Each step takes its time; together they take more than was promised."""
    for days, expected in (("14", ["DW415"]), ("35", [])):
        late = f"{LAST}\n    no_later_than: {days} days after invoice.due"
        assert [problem.code for problem in played("short", (LAST, late))] == expected


def test_each_finding_is_told_once_though_it_is_of_two_variants():
    """With the first variant of which it is true."""
    variants = "\nvariants: {b: {when: {debtor.kind: business}}, c: {when: {debtor.kind: consumer}}}\nsteps:"
    late = (LAST, "start: 6 weeks after notice.term")
    found = played(
        "short", ("debtor.kind: business, ", "debtor.kind: [business, consumer], "), ("\nsteps:", variants), late
    )
    assert [problem.message.count("(variant b)") for problem in found] == [1]


@pytest.mark.parametrize("name", ["nl", "be", "de"])
def test_the_shipped_policies_hand_over_in_time(name):
    """Every variant comes to its end by itself, on every due date tried."""
    program = load_policy(f"policies/{name}/standard.yaml").program
    assert program is not None
    for variant in range(len(program.variants)):
        courses = courses_of(program, variant)
        assert len(courses) == 13
        assert all(course.handed_over > course.due and not course.too_old for course in courses)


START = "    start: 1 day after reminder.term\n"
TASK = """do: task
    owner: desk
    outcomes: {done: {close: written_off}}
    without_outcome: {after: 5 days, escalate_to: manager}"""
NOTHING = [
    ("do: agency\n    close: handed_over", TASK),
    ("valid_from: 2026-01-01", "valid_from: 1900-01-01"),
    (START, f"{START}    when: {{debtor.size: small}}\n"),
]


@pytest.mark.parametrize("edit", NOTHING, ids=["a person decides", "no law of that day", "nobody said the size"])
def test_what_does_not_go_by_itself_shows_nothing(edit):
    """Nothing is guessed where a person, the law or a fact is missing."""
    program = edited("short", (LAST, "start: 9 weeks after entered"), edit).program
    assert program is not None
    assert all(course.handed_over == 0 for course in courses_of(program, 0))


def test_a_small_claim_leaves_no_step_out():
    """The amount lies above all that conditions name."""
    program = edited(
        "short", (LAST, "start: 9 days after entered\n    when: {claim.open: {at_least: EUR 5000}}")
    ).program
    (first, *_) = courses_of(program, 0)
    assert (first.due, first.agency) == (day("2026-01-01"), 2)
