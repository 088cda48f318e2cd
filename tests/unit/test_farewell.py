"""What a debtor is told after the end: once, by whom it concerns, and taken back if the case is open again."""

from dataclasses import replace

import pytest

from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.refuse import refusals
from dunwell.core.retell import retell
from dunwell.core.stale import Stale, hold_back
from dunwell.language.compile_ends import FAREWELLS
from dunwell.language.events import Event
from dunwell.loading import compile_text
from previews import ENDS, invoice, simulated
from stories import DUE, LADDER, journal, opened

FILE = LADDER.file
with open(FILE, encoding="utf-8") as file:
    TELLING = compile_text(file.read() + ENDS, FILE).program
PAID = "reminded; 3 payment_received amount=100000"


def stands(events, at, **facts):
    """The position on a day after these events."""
    return fold(TELLING, opened(**facts), journal(events), DUE + at)


def due(events, at, **facts):
    """The messages due on a day, and the day of the next look counted from the due date."""
    decision = decide(TELLING, stands(events, at, **facts), DUE + at)
    look = decision.next_look - DUE if decision.next_look is not None else None
    return [TELLING.messages[one.message].name for one in decision.actions], look


CASES = {
    "thanks on the day of the payment": (PAID, 3, {}, ["payment_thanks"], 4),
    "thanks a day later, if we wrote on the same day": (
        "reminded; 1 payment_received amount=100000", 1, {}, [], 2
    ),
    "late thanks are still due": (PAID, 40, {}, ["payment_thanks"], 41),
    "on the next contact day": ("reminded; 6 payment_received amount=100000", 6, {}, [], 8),
    "thanked once": (PAID + "; 3 message_sent message=payment_thanks", 4, {}, [], None),
    "nobody who never heard of us": ("1 payment_received amount=100000", 2, {}, [], None),
    "a reminder that went out after the payment counts": (
        "1 payment_received amount=100000; 2 step_done step=reminder", 3, {}, ["payment_thanks"], 4
    ),
    "nothing without an address": (PAID, 3, {"debtor__has_email": False}, [], None),
    "nothing while the law stops the case": (
        "reminded; 2 debtor_stopped kind=bankruptcy; 3 payment_received amount=100000", 3, {}, [], None
    ),
    "nothing while a person keeps the case still": (
        "reminded; 2 hold_placed until=30; 3 payment_received amount=100000", 3, {}, [], None
    ),
    "no farewell on a write-off": ("reminded; 3 written_off", 3, {}, [], None),
    "no farewell on a credit note": ("reminded; 3 credited amount=100000", 3, {}, [], None),
    "taken back with the payment": (PAID + "; 3 payment_reversed amount=100000", 3, {}, [], 9),
    "said again after a second end": (
        PAID + "; 3 message_sent message=payment_thanks; 4 payment_reversed amount=100000;"
        " 5 payment_received amount=100000", 5, {}, ["payment_thanks"], 8
    ),
    "the hand-over": ("handed over", 23, {}, ["hand_over_notice"], 24),
    "the hand-over by a person": ("reminded; 3 handed_over", 3, {}, ["hand_over_notice"], 4),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_due_after_the_end(case):
    """The message of the end, on a contact day, once; else nothing, ever."""
    events, at, facts, messages, look = CASES[case]
    found, next_look = due(events, at, **facts)
    assert found == messages
    assert next_look is None or messages or next_look > at
    if case not in ("taken back with the payment", "said again after a second end"):
        assert next_look == look


def test_recalled_takes_the_notice_back():
    """It waits no longer once the case is open again, and the ladder's own messages are not touched."""
    position = stands("handed over; 24 recalled", 24)
    farewells = {index for _, index in TELLING.farewells}
    assert not farewells & set(position.messages)
    assert not position.end


def test_without_a_word_in_the_policy_nothing_is_told():
    """The end of a case is built in; so is silence about it."""
    assert LADDER.farewells == ()
    position = fold(LADDER, opened(), journal(PAID), DUE + 3)
    assert decide(LADDER, position, DUE + 3)[:2] == ((), None)


def test_the_confirmation_can_be_recorded_and_nothing_else():
    """`message_sent` of the farewell is welcome after the end, that of another message is not."""
    position = stands(PAID, 3)
    for name, codes in (("payment_thanks", []), ("payment_plan_confirmation", ["DW971"])):
        event = Event("message_sent", DUE + 3, (("message", name),))
        assert [one.code for one in refusals(TELLING, position, event)] == codes


def test_a_farewell_does_not_wait_for_the_bank():
    """It asks for nothing, so stale payment data cannot make it wrong."""
    position = stands(PAID, 3)
    decision = decide(TELLING, position, DUE + 3)
    assert hold_back(TELLING, position, decision, Stale("NL", 0, 1, 2)) == (decision, ())


def test_it_is_told_after_the_end_with_its_reason():
    """In the story of a journal, and in a simulation, whose end is the payment all the same."""
    entries = retell(TELLING, opened(), journal(PAID + "; 3 message_sent message=payment_thanks"), DUE + 4).entries
    assert [(one.kind, one.name) for one in entries[-2:]] == [("end", "paid"), ("message", "payment_thanks")]
    assert "all is paid since Wed 2026-03-04" in entries[-1].because[0].text
    timeline = simulated(invoice(), "telling").timeline
    assert [(one.kind, one.name) for one in timeline.entries[-2:]] == [
        ("end", "handed_over"),
        ("message", "hand_over_notice"),
    ]
    assert timeline.entries[-1].claim.total > 0


def test_every_reason_has_one_message():
    """No two farewells share a reason, a name or a kind."""
    assert all(len(set(column)) == len(FAREWELLS) for column in zip(*FAREWELLS, strict=True))
    assert replace(TELLING, farewells=()).farewells == ()
