"""What a debtor has agreed or promised to pay, and when."""

import pytest

from dunwell.core.expect import expected
from stories import DUE, LADDER, stands

IN_VIEW = [
    ("nothing is expected of who only owes", "reminded", 9, []),
    ("a promise counts for its amount", "9 promise_made promised_on=12 amount=40000", 9, [(12, 40_000, "promise", 0)]),
    ("or for all that is open", "9 promise_made promised_on=12", 9, [(12, 100_000, "promise", 0)]),
    (
        "less what came in since",
        "9 promise_made promised_on=12 amount=40000; 10 payment_received amount=15000",
        10,
        [(12, 25_000, "promise", 0)],
    ),
    (
        "a plan is its instalments",
        "agreed",
        4,
        [(10, 33_333, "instalment", 1), (41, 33_333, "instalment", 2), (71, 33_334, "instalment", 3)],
    ),
    (
        "the oldest is paid first, and in part",
        "agreed; 5 payment_received amount=40000",
        6,
        [(41, 26_666, "instalment", 2), (71, 33_334, "instalment", 3)],
    ),
    ("nothing comes of a case that has ended", "agreed; 5 closed", 6, []),
]


@pytest.mark.parametrize(("claim", "events", "at", "coming"), IN_VIEW, ids=[row[0] for row in IN_VIEW])
def test_what_is_to_come(claim, events, at, coming):
    """Days from the due date, cents, and who said so."""
    assert [(one.day - DUE, *one[1:]) for one in expected(LADDER, stands(events, at))] == coming
