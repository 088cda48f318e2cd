"""What is due on a day, where the stories of other tests do not tell it."""

import pytest

from previews import invoice, simulated

CALL = "\n- {{at: 2026-02-13, event: call_made, outcome: promise, promised_on: {}, amount: 400.00}}\n"


@pytest.mark.parametrize(
    ("promised_on", "confirmed"), [("2026-02-15", False), ("2026-02-16", True), ("2026-02-20", True)]
)
def test_a_promise_is_confirmed_before_its_day_is_over(promised_on, confirmed):
    """After the call on Friday the first day to write is Monday the 16th; for a day before that it is too late."""
    played = simulated(invoice(kind="consumer"), "nl", CALL.format(promised_on))
    sent = [entry.day for entry in played.timeline.entries if entry.name == "promise_confirmation"]
    assert len(sent) == confirmed


def test_what_is_not_confirmed_keeps_no_other_message_back():
    """A plan that is asked for later is offered, though the promise was never confirmed."""
    events = CALL.format("2026-02-15") + "- {at: 2026-02-17, event: plan_requested}\n"
    names = [entry.name for entry in simulated(invoice(kind="consumer"), "nl", events).timeline.entries]
    assert "payment_plan_offer" in names
    assert "promise_confirmation" not in names
