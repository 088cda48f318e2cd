"""What money does to a case: payments, credit notes and waivers."""

import pytest

from stories import DUE, due, stands

ENDS = [
    ("paid in full", "3 payment_received amount=100000", "paid"),
    ("paid within the tolerance", "3 payment_received amount=99_900", "paid"),
    ("one cent more is open", "3 payment_received amount=99_899", ""),
    ("paid too much", "3 payment_received amount=250000", "paid"),
    ("credited in full", "3 credited amount=100000", "credited"),
    (
        "paid and then credited: the last word counts",
        "3 payment_received amount=60000; 4 credited amount=40000",
        "credited",
    ),
    ("paid and taken back", "3 payment_received amount=100000; 5 payment_reversed amount=100000", ""),
    (
        "credited, and the payment taken back",
        "3 payment_received amount=60000; 4 credited amount=40000; 6 payment_reversed amount=60000",
        "",
    ),
    ("written off, then paid: it ended before", "2 written_off; 3 payment_received amount=100000", "written_off"),
]


@pytest.mark.parametrize(("events", "end"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_ends(events, end):
    """What ends a case, and what opens it again."""
    assert stands(events, 30).end == end


STORIES = [
    (
        "a case that is open again goes on where it stood",
        "reminded; 3 payment_received amount=100000; 20 payment_reversed amount=100000",
        22,
        ["call"],
    ),
    (
        "a promise kept lets the ladder go on",
        "reminded; 2 promise_made promised_on=10 amount=40000; 5 payment_received amount=40000",
        9,
        ["call"],
    ),
    (
        "also one kept in two payments",
        (
            "reminded; 2 promise_made promised_on=10 amount=40000; 5 payment_received amount=10000;"
            "6 payment_received amount=30000"
        ),
        9,
        ["call"],
    ),
    (
        "and one that a credit note did the rest of",
        "reminded; 2 promise_made promised_on=10 amount=40000; 5 payment_received amount=10000;6 credited amount=30000",
        9,
        ["call"],
    ),
    (
        "half of it is not enough",
        "reminded; 2 promise_made promised_on=10 amount=40000; 5 payment_received amount=20000",
        9,
        [],
    ),
    ("a lower claim needs a new letter, after the term of the old", "warned; 20 credited amount=20000", 23, ["letter"]),
]


@pytest.mark.parametrize(("events", "at", "expected"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES])
def test_what_is_due(events, at, expected):
    """After these events exactly this is due."""
    assert due(events, at) == expected


AMOUNTS = [
    (
        "a payment before costs were claimed stays with the principal",
        "2 payment_received amount=30000; 3 step_done step=letter costs=4000",
        (70_000, 0, 4_000),
    ),
    (
        "one after it goes to the costs first",
        "3 step_done step=letter costs=4000 interest=500; 4 payment_received amount=5000",
        (99_500, 0, 0),
    ),
    (
        "then to the interest",
        "3 step_done step=letter costs=4000 interest=500; 4 payment_received amount=4_100",
        (100_000, 400, 0),
    ),
    (
        "what is waived after it was paid goes to the principal",
        "3 step_done step=letter costs=4000; 4 payment_received amount=4000; 5 waived amount=4000",
        (96_000, 0, 0),
    ),
    (
        "no more goes back than came in",
        "2 payment_received amount=10000; 3 payment_reversed amount=90000",
        (100_000, 0, 0),
    ),
    ("no more is credited than was claimed", "2 credited amount=900000", (0, 0, 0)),
]


@pytest.mark.parametrize(("events", "amounts"), [row[1:] for row in AMOUNTS], ids=[row[0] for row in AMOUNTS])
def test_every_cent_has_its_place(events, amounts):
    """Principal, interest and costs that are open; together they are what is open of the claim."""
    position = stands(events, 10)
    assert (position.principal_open, position.interest_open, position.costs_open) == amounts
    assert sum(amounts) == max(position.claim_open, 0)


def test_money_comes_first_on_its_day():
    """A payment of the day on which the reminder is due comes before it."""
    assert due("1 payment_received amount=100000", 1) == []
    assert stands("1 payment_received amount=100000", 1).ended == DUE + 1
