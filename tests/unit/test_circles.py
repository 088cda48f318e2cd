"""Circles that take days: told where nothing counts the rounds and nobody decides, and nowhere else."""

import pytest

from edits import codes, edited

REMINDED = "    start: 1 day after reminder.term\n"
SMALL = f"{REMINDED}    when: {{claim.open: {{at_least: EUR 75}}}}\n"
BACK = f"{SMALL}    otherwise: {{go_to: reminder}}\n"
FIRST = "    start: 1 day after invoice.due\n"
ONCE = f"{FIRST}    times: 1\n    otherwise: {{go_to: hand_over}}\n"
LAST = "    start: 5 working days after entered\n"
WAITS = f"{LAST}    when: {{claim.open: {{at_least: EUR 75}}}}\n    otherwise: {{hold: small}}\n"
PROMISE = "    times: 1\n    otherwise: {go_to: hand_over}\n"
BROKEN = "broken: {go_to: hand_over}"


def small(rest: str) -> tuple[str, str]:
    """A hold for small claims, that says this besides."""
    return ("holds:\n", f"holds:\n  small: {{no_longer_than: 30 days, {rest}}}\n")


CASES = {
    "a reminder again and again": ("short", [(REMINDED, BACK)], True),
    "once is enough": ("short", [(REMINDED, BACK), (FIRST, ONCE)], False),
    "what lies behind is skipped for good": (
        "short",
        [(REMINDED, f"{SMALL}    otherwise: {{go_to: hand_over}}\n")],
        False,
    ),
    "held again and again": ("calls", [(LAST, WAITS), small("expired: {resume: true}")], True),
    "held again by a step": ("calls", [(LAST, WAITS), small("expired: {go_to: hand_over}")], True),
    "held, then a person": ("calls", [(LAST, WAITS), small("expired: {go_to: review}")], False),
    "held three times": (
        "calls",
        [(LAST, WAITS), small("expired: {resume: true}, times: 3, otherwise: {go_to: review}")],
        False,
    ),
    "a call is bounded by its attempts": ("calls", [(BROKEN, "broken: {go_to: call}")], False),
    "promises for ever": ("calls", [(PROMISE, "")], True),
    "promises that a person looks at": ("calls", [(PROMISE, ""), (BROKEN, "broken: {go_to: review}")], False),
}


@pytest.mark.parametrize(("of", "edits", "expected"), CASES.values(), ids=CASES)
def test_circles_that_nothing_bounds(of, edits, expected):
    """A count, the attempts of a call, or a person on the way bounds a circle; a debtor does not."""
    assert ("DW509" in codes(of, *edits)) is expected


def test_a_circle_is_told_with_its_ways():
    """By names, with a note for each way but the one back, where the problem stands."""
    (problem,) = edited("short", (REMINDED, BACK)).problems
    assert problem.message.endswith("reminder → notice → reminder")
    assert [note.text for note in problem.notes] == ["'reminder' leads to the next step"]
    assert (problem.place.line, problem.notes[0].place.line) == (19, 11)


PLAN = """plans:
  plan:
    offer: {do: email, template: plan_offer, valid: 7 days, unanswered: {resume: true}}
    instalments: {times: 6, every: 1 month, first: 7 days after agreed}
    confirm: {do: letter, template: plan_confirmation}
    late: {start: 2 days after instalment.due, do: email, template: instalment_late, term: 7 days after sent}
    ends: {breached: {makes_due: everything, go_to: review}, infeasible: {makes_due: everything, go_to: review}}
side_steps:
"""
OFFERED = f"{LAST}    when: {{claim.open: {{at_least: EUR 75}}}}\n    otherwise: {{offer: plan}}\n"
ANSWERED = ("unanswered: {resume: true}", "unanswered: {go_to: review}")
BREACHED = ("breached: {makes_due: everything, go_to: review}", "breached: {makes_due: everything, go_to: hand_over}")
COUNTED = (
    "    offer: {do",
    "    when: {debtor.plans_breached: {below: 2}}\n    otherwise: {go_to: review}\n    offer: {do",
)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [([], ["DW509"]), ([ANSWERED], []), ([ANSWERED, BREACHED], ["DW509"]), ([ANSWERED, BREACHED, COUNTED], [])],
    ids=["nobody answers", "then a person", "breached again and again", "twice at most"],
)
def test_plans_offered_without_a_bound(edits, expected):
    """What bounds them is a person, or the number of plans breached."""
    plan = PLAN
    for old, new in edits:
        assert plan.count(old) == 1
        plan = plan.replace(old, new)
    assert codes("calls", (LAST, OFFERED), ("side_steps:\n", plan)) == expected


COUNTS = [
    ("times: 3\n    otherwise: {go_to: hand_over}", ["DW518"]),
    ("times: 1\n    otherwise: {go_to: hand_over}", []),
    ("times: 1\n    anew_after: [letter_returned]\n    otherwise: {go_to: hand_over}", []),
    ("times: 1\n    anew_after: [plan_breached]\n    otherwise: {go_to: hand_over}", ["DW518"]),
]


@pytest.mark.parametrize(("keys", "expected"), COUNTS, ids=range(len(COUNTS)))
def test_counts_that_never_run_out(keys, expected):
    """More than once where no way leads back; a reason to do it anew that cannot come."""
    assert codes("short", (REMINDED, f"{REMINDED}    {keys}\n")) == expected


def test_a_count_on_a_way_back_can_run_out():
    """Then it bounds the circle, too."""
    twice = f"{FIRST}    times: 2\n    otherwise: {{go_to: hand_over}}\n"
    assert not {"DW509", "DW518"} & {*codes("short", (REMINDED, BACK), (FIRST, twice))}
    never = f"{FIRST}    times: 1\n    anew_after: [letter_returned]\n    otherwise: {{go_to: notice}}\n"
    assert codes("short", (FIRST, never)) == ["DW518"]  # an e-mail does not come back by post
