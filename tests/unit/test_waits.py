"""Days against each other: what has passed, what falls in a term, what a promise or an instalment cannot be."""

import pytest

from edits import codes, edited, played

START = "start: 1 day after reminder.term"
LAST = "start: 2 working days after notice.term"
FIRST = "start: 1 day after invoice.due"
TERM = "template: reminder\n    term: 7 days after sent"


def window(start, last):
    """The first step starts and must have started so."""
    return [(FIRST, f"{FIRST[:7]}{start}\n    no_later_than: {last}")]


WINDOWS = [
    ("3 days after invoice.due", "1 day after invoice.due", "DW405"),
    ("1 day after invoice.due", "1 day after invoice.due", "DW415"),
    ("1 day after invoice.due", "2 working days after invoice.due", ""),
    ("1 working day after invoice.due", "4 days after invoice.due", ""),
    ("5 days after invoice.due", "2 working days after invoice.due", "DW415"),
    ("4 weeks after invoice.due", "2 working days after invoice.due", "DW405"),
    ("2 months after invoice.due", "1 week after invoice.due", "DW405"),
    ("1 day after invoice.due", "1 day before invoice.due", "DW405"),
    ("3 days before invoice.due", "1 day before invoice.due", ""),
    ("3 days before invoice.due", "1 week before invoice.due", "DW405"),
    ("3 days after invoice.due", "1 day after invoice.issued", ""),
]


@pytest.mark.parametrize(("start", "last", "expected"), WINDOWS)
def test_a_window_that_is_over_before_the_start(start, last, expected):
    """Always, or on more than one day of ten: days that follow holidays only are let pass."""
    assert codes("short", *window(start, last)) == ([expected] if expected else [])


STARTS = [
    ([(START, "start: 5 days after reminder.sent")], ["DW409"]),
    ([(START, "start: 7 days after reminder.sent")], ["DW409"]),
    ([(START, "start: 8 days after reminder.sent")], []),
    ([(START, "start: 5 working days after reminder.sent")], []),
    ([(START, "start: on reminder.term")], ["DW409"]),
    ([(START, "start: 2 days before reminder.term")], ["DW409"]),
    ([(START, "start: on entered")], []),
    ([(START, "start: 1 day after entered")], []),
    ([(START, "start: 1 day before entered")], ["DW408"]),
    ([(START, "start: 1 day before reminder.sent")], ["DW408"]),
    ([(START, "start: 8 days after invoice.due")], ["DW409"]),
    ([(START, "start: 9 days after invoice.due")], []),
    ([(START, "start: on invoice.due")], ["DW408"]),
    ([(START, "start: 2 months after invoice.issued")], []),
    ([(LAST, "start: 7 days after notice.received")], ["DW409"]),
    ([(LAST, "start: 8 days after notice.received")], []),
    ([(LAST, "start: 7 days after notice.sent")], ["DW409"]),
    ([(START, "start: 3 days after reminder.sent"), (TERM, "template: reminder")], []),
]


@pytest.mark.parametrize(("edits", "expected"), STARTS, ids=range(len(STARTS)))
def test_starts_that_cannot_be_meant(edits, expected):
    """A day that has passed whenever a case gets there, or that always falls in a term; `entered` means "next"."""
    assert codes("short", *edits) == expected


def test_a_term_is_told_with_an_example():
    """The days of one letter, and the term as a note."""
    (problem,) = edited("short", (START, "start: 5 days after reminder.sent")).problems
    assert "sent on 2026-01-02, the term ends on 2026-01-09, and the step would start on 2026-01-07" in problem.message
    assert [(note.text, note.place.line) for note in problem.notes] == [("this term", 15)]


def test_a_start_for_two_variants_is_meant_if_it_is_for_one():
    """The longer term of the other moves it, and the author knows."""
    head = ("debtor.kind: business, currency: EUR}", "currency: EUR}\nvariants: {a: {when: A}, b: {when: B}}")
    kinds = [("when: A", "when: {debtor.kind: consumer}"), ("when: B", "when: {debtor.kind: {is_not: consumer}}")]
    head = (head[0], head[1].replace(*kinds[0]).replace(*kinds[1]))
    for days, expected in ((3, []), (9, ["DW409"])):
        terms = (
            f"template: reminder\n    variants: {{a: {{term: {days} days after sent}}, b: {{term: 9 days after sent}}}}"
        )
        assert codes("short", head, (TERM, terms), (START, "start: 5 days after reminder.sent")) == expected


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "2199-01-01", "9999-12-31"])
def test_a_first_day_that_no_calendar_knows(day):
    """Nothing is told, and nothing fails."""
    assert played("short", ("valid_from: 2026-01-01", f"valid_from: {day}")) == []


def test_a_term_that_is_not_always_granted_proves_nothing():
    """Where the letter may be skipped, the step starts on its own day."""
    skipped = f"{FIRST}\n    when: {{claim.open: {{at_least: EUR 9}}}}"
    assert codes("short", (FIRST, skipped), (START, "start: 8 days after invoice.due")) == []


CHECK = """steps:
  - step: look
    start: START
    do: check
    requires: [invoice.complete, invoice.term_expired]
    otherwise: {close: written_off}
"""


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("on invoice.due", ["DW412"]),
        ("1 day before invoice.due", ["DW412"]),
        ("1 day after invoice.due", []),
        ("on invoice.issued", []),
    ],
)
def test_a_check_on_the_due_date(start, expected):
    """The term has expired on the day after it."""
    assert codes("short", ("steps:\n", CHECK.replace("START", start))) == expected


UNTIL = "until: 2 working days after promise.date"
PROMISES = [
    ("until: 1 day before promise.date", ["DW410"]),
    ("until: on promise.date", []),
    ("until: 13 days after promise.date", []),
    ("until: 14 days after promise.date", ["DW411"]),
    ("until: 4 weeks after promise.date", ["DW411"]),
]


@pytest.mark.parametrize(("until", "expected"), PROMISES)
def test_promises(until, expected):
    """A promise is judged after its day; a hold that is over sooner never gets so far."""
    assert [code for code in codes("calls", (UNTIL, until)) if code != "DW505"] == expected


APPROVED = [
    ("{by: compliance, date: 2025-12-10}", []),
    ("{by: compliance, date: 2026-01-01}", []),
    ("{by: compliance, date: 2026-01-02}", ["DW413"]),
    ("{by: compliance, date: 2026-02-31}", ["DW206"]),
]


@pytest.mark.parametrize(("approved", "expected"), APPROVED)
def test_a_version_is_approved_before_it_is_valid(approved, expected):
    """On the same day at the latest."""
    assert codes("short", ("law: nl", f"approved: {approved}\nlaw: nl")) == expected


PLAN = """plans:
  plan:
    instalments: {times: 6, every: 1 month, first: 7 days after agreed, no_longer_than: 12 months}
    confirm: {do: letter, template: plan_confirmation}
    remind: {start: 3 days before instalment.due, do: email, template: instalment_coming}
    late: {start: 2 days after instalment.due, do: email, template: instalment_late, term: 7 days after sent}
    ends: {breached: {when: {after: late.term}, makes_due: everything, go_to: review}, infeasible: {go_to: review}}
side_steps:
"""
PLANS = [
    ("3 days before", "on", ["DW416"]),
    ("3 days before", "1 day before", []),
    ("2 days after", "on", ["DW416"]),
    ("2 days after", "5 weeks after", ["DW416"]),
    ("2 days after", "3 weeks after", []),
    ("no_longer_than: 12 months", "no_longer_than: 4 months", ["DW417"]),
    ("no_longer_than: 12 months", "no_longer_than: 5 months", []),
    (", no_longer_than: 12 months", "", []),
    ("{after: late.term}", "{after: late.term, misses: 7}", ["DW417"]),
    ("{after: late.term}", "{after: late.term, misses: 6}", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), PLANS, ids=range(len(PLANS)))
def test_instalments(old, new, expected):
    """Messages on the right side of their day, and bounds that fit together."""
    assert PLAN.count(old) == 1
    assert codes("calls", ("side_steps:\n", PLAN.replace(old, new))) == expected
