"""What people say of a case: facts, approvals, its end, and that it is open again."""

import pytest

from dunwell.core.position import OPEN
from stories import DUE, LADDER, due, stands

BOTH_FAILED = (
    "1 step_done step=reminder; 2 bounced step=reminder; 3 step_done step=reminder channels=letter; "
    "5 letter_returned step=reminder"
)

STORIES = [
    ("a later due date moves the start with it", "0 fact_recorded fact=invoice.due value=10", 10, [], {}),
    ("and the step starts then", "0 fact_recorded fact=invoice.due value=10", 11, ["reminder"], {}),
    ("also where the step had begun and was not done", "1 fact_recorded fact=invoice.due value=10", 5, [], {}),
    (
        "no address at all asks a person",
        "",
        1,
        ["ask undeliverable:email"],
        {"debtor__has_email": False, "debtor__has_address": None},
    ),
    (
        "who finds it answers the question",
        "2 fact_recorded fact=debtor.has_email value=yes",
        2,
        ["reminder"],
        {"debtor__has_email": False, "debtor__has_address": None},
    ),
    (
        "a fact about something else does not send a message to an address that failed",
        f"{BOTH_FAILED}; 6 fact_recorded fact=debtor.rating value=good",
        6,
        ["ask undeliverable:letter"],
        {},
    ),
    ("only an address that is known takes the fallback", "", 1, ["reminder"], {"debtor__has_email": False}),
    ("a release given", "warned; 23 approved", 23, ["hand_over"], {}),
    ("a release given before anything waits is none", "warned; 13 approved", 23, ["approve hand_over"], {}),
    ("a release of another step is none", "warned; 23 approved step=letter", 23, ["approve hand_over"], {}),
    (
        "a plan to arrange waits for a person",
        "reminded; 3 plan_requested plan=arranged",
        30,
        ["ask offer:arranged"],
        {},
    ),
    ("who says where the case goes on", "reminded; 3 plan_requested; 4 approved step=letter", 9, ["letter"], {}),
    (
        "a step that counts from what never was asks a person",
        "reminded; 3 plan_requested; 4 approved step=hand_over",
        9,
        ["ask unset:letter.term"],
        {},
    ),
    (
        "a case taken back from the agency is not handed over again by itself",
        "handed over; 40 recalled",
        41,
        ["ask recalled"],
        {},
    ),
    (
        "also where money came to us meanwhile, or the policy would go on by itself",
        "handed over; 25 payment_received amount=20000; 30 credited amount=10000; 40 recalled",
        90,
        ["ask recalled"],
        {},
    ),
    (
        "a dispute that was opened with the agency holds the case when it is back",
        "handed over; 35 dispute_opened; 40 recalled",
        41,
        [],
        {},
    ),
    (
        "one that ran out there, and a promise made there, leave the person to decide",
        "handed over; 25 dispute_opened; 26 promise_made promised_on=60; 58 recalled",
        90,
        ["ask recalled"],
        {},
    ),
    (
        "and a dispute decided there is over",
        "handed over; 35 dispute_opened; 37 dispute_closed outcome=upheld amount=100; 40 recalled",
        41,
        ["ask recalled"],
        {},
    ),
    (
        "a message that was waiting is not sent when the case is back",
        "planned; 9 handed_over; 10 recalled",
        20,
        ["ask recalled"],
        {},
    ),
    (
        "the law stops it also when it comes back",
        "handed over; 30 debtor_stopped kind=bankruptcy; 40 recalled",
        41,
        ["ask stopped"],
        {},
    ),
    (
        "what was never handed over cannot come back",
        "2 closed; 3 recalled",
        41,
        [],
        {},
    ),
    (
        "a second hand-over waits for a release of its own",
        "handed over; 40 recalled; 41 approved step=hand_over",
        42,
        ["approve hand_over"],
        {},
    ),
    (
        "and is carried out once released",
        "handed over; 40 recalled; 41 approved step=hand_over; 42 approved",
        42,
        ["hand_over"],
        {},
    ),
    (
        "a person says where, and what was done as often as it may be is not done again",
        "handed over; 40 recalled; 41 approved step=call",
        44,
        ["approve hand_over"],
        {},
    ),
    (
        "a letter that was defective is sent anew, after the term of the first",
        "warned; 20 fact_recorded fact=letter.defective value=yes",
        23,
        ["letter"],
        {},
    ),
]


@pytest.mark.parametrize(
    ("events", "at", "expected", "facts"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES]
)
def test_what_is_due(events, at, expected, facts):
    """After these events exactly this is due."""
    assert due(events, at, **facts) == expected


ENDS = [
    ("closed for a reason", "2 closed reason=settled", "settled"),
    ("closed without one", "2 closed", "closed"),
    ("an end stands", "2 written_off; 3 closed", "written_off"),
    ("open again", "2 closed; 3 reopened", ""),
    (
        "a case that came back with nothing left is paid",
        "handed over; 25 payment_received amount=100000; 28 recalled",
        "paid",
    ),
    ("or credited", "handed over; 25 credited amount=100000; 28 recalled", "credited"),
    ("paid to us it is still with the agency", "handed over; 25 payment_received amount=100000", "handed_over"),
    (
        "also when that is taken back",
        "handed over; 25 payment_received amount=100000; 32 payment_reversed amount=100000",
        "handed_over",
    ),
    ("but not where nothing is left to pay", "2 payment_received amount=100000; 3 reopened", "paid"),
    ("what is open need not be opened", "3 reopened", ""),
]


@pytest.mark.parametrize(("events", "end"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_ends(events, end):
    """How a case ends, and that an end stands until it is opened again."""
    assert stands(events, 30).end == end


def test_events_after_the_end_move_nothing():
    """A dispute decided, a bounce, a call: what is recorded after the end neither ends the case anew nor moves it."""
    ended = "reminded; 2 dispute_opened; 3 written_off"
    after = "4 dispute_closed outcome=upheld; 5 bounced step=reminder; 6 plan_requested"
    position = stands(f"{ended}; {after}", 30)
    assert (position.end, position.ended, position.step) == ("written_off", DUE + 3, LADDER.step_index("call"))


def test_paid_to_us_and_taken_back_after_the_recall_asks_a_person():
    """A reversal after the case came back paid does not hand it over again by itself."""
    story = "handed over; 30 payment_received amount=100000; 40 recalled; 45 payment_reversed amount=100000"
    assert due(story, 46) == ["ask recalled"]


@pytest.mark.parametrize(("fact", "channel"), [("debtor.has_address", 1), ("debtor.has_email", 0)])
def test_a_new_address_is_used_at_once(fact, channel):
    """Where both ways failed, the message goes by the one for which an address was found, and waits for no term."""
    found = stands(f"{BOTH_FAILED}; 6 fact_recorded fact={fact} value=yes", 6)
    assert (found.step, found.phase, found.channel) == (LADDER.step_index("reminder"), OPEN, channel)
