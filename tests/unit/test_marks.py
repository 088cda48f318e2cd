"""What is marked of a story: what was done, how often, what it claimed, what it came without, and how it ended."""

import pytest

from dunwell.verifying.budgets import world
from dunwell.verifying.explorer import explore
from dunwell.verifying.marks import KINDS, marks_observer
from dunwell.verifying.model import Mark
from proofs import budget, plain_case, policy
from proofs_made import DUE

NL = policy().program


def marked(most, variant="business", **counts):
    """The marks of a plain case and their days, in a world of these events."""
    found = explore(NL, plain_case("nl", variant, DUE), budget(world(most, **counts)), (marks_observer(NL),))
    return {mark: (bound.first, bound.last) for mark, bound in found.bounds.items()}


@pytest.fixture(scope="module")
def plainest():
    """Nobody does anything but pay."""
    return marked(0)


def test_the_plainest_case_is_marked(plainest):
    """Each step on its day, the call twice, what is claimed at the end, and both ends."""
    assert plainest[Mark("step", "reminder")] == (1, 1)
    assert plainest[Mark("step", "call")] == (9, 13)
    assert plainest[Mark("times", "call", "2")] == (13, 13)
    assert plainest[Mark("claim", "collection_costs")] == plainest[Mark("claim", "interest")] == (29, 29)
    assert plainest[Mark("end", "handed_over")] == plainest[Mark("step", "hand_over")] == (29, 29)
    assert plainest[Mark("end", "paid")][0] == -30


def test_what_does_not_happen_is_not_marked(plainest):
    """No hold and no plan; nothing is missed but the step that is not for this debtor, which no finding tells."""
    assert {mark.kind for mark in plainest} == {"step", "times", "claim", "without", "end"} < set(KINDS)
    assert {mark.other for mark in plainest if mark.kind == "without"} == {"put_in_default"}


def test_a_promise_can_skip_what_comes_before():
    """The hold is marked with its message, and the letter that comes without the call before it."""
    found = marked(1, promise=1)
    assert Mark("hold", "promise") in found
    assert Mark("message", "promise_confirmation") in found
    assert Mark("without", "notice", "reminder") in found
    assert Mark("without", "hand_over", "call") in found
    assert not any(mark.name == "check_invoice" or mark.other == "check_invoice" for mark in found)


def test_a_plan_is_marked_when_it_is_agreed_and_broken():
    """Each with its first and last day; the agreement comes before the breach."""
    found = marked(1, plan=1)
    agreed, breached = found[Mark("plan", "payment_plan", "agreed")], found[Mark("plan", "payment_plan", "breached")]
    assert agreed[0] < breached[0]
