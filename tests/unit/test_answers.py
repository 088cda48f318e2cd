"""What answers our actions: calls, tasks, releases; and messages that come back or cannot be sent."""

from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.language.events import Event
from dunwell.verifying.answers import answers, by_machine, failed, returned, returns_until, waits_for_somebody
from dunwell.verifying.budgets import BUDGETS, KINDS, world
from dunwell.verifying.profiles import opened
from proofs import DUE, plain_case, policy

NL, STANDARD = policy().program, BUDGETS["standard"]
ALL = world(1, **dict.fromkeys(KINDS, 1))
MAILED = Event("step_done", DUE + 1, (("step", "reminder"), ("channels", "email")))
CALL_DAY = DUE + 9


def standing(day, *events):
    """A business's case on a day."""
    return fold(NL, opened(NL, plain_case()), events, day)


def answered(day, *events, left=ALL):
    """What people may answer on a day, by the event's outcome, and what it takes from the budget."""
    position = standing(day, *events)
    found = answers(NL, STANDARD, position, decide(NL, position, day), day, left)
    return [(one.event.word("outcome") or one.event.name, one.outside) for one in found]


def test_a_call_has_every_outcome_of_the_policy():
    """That nobody answers comes first and costs nothing; a promise is for the same day, or the last possible."""
    found = answered(CALL_DAY, MAILED)
    step = NL.steps[0][NL.step_index("call")]
    assert found[0] == ("no_answer", 0)
    assert {name for name, _ in found} == {name for name, _ in step.outcomes}
    assert [name for name, _ in found].count("promise") == 2


def test_without_a_budget_nobody_answers():
    """The plainest world."""
    assert answered(CALL_DAY, MAILED, left=world(0)) == [("no_answer", 0)]


def test_what_was_sent_last_can_come_back_for_some_days():
    """From the day it went out, as long as the budget says, and not without one."""
    last = MAILED.at + STANDARD.returns
    position = standing(MAILED.at, MAILED)
    assert returns_until(NL, STANDARD, position, ALL) == last
    assert [one.event.name for one in returned(NL, STANDARD, position, last, ALL)] == ["bounced"]
    assert not list(returned(NL, STANDARD, position, last + 1, ALL))
    assert not list(returned(NL, STANDARD, position, last, world(0)))


def test_the_machine_sends_and_people_call():
    """A reminder is sent without anybody; a call waits for somebody, and only what is sent can fail to be."""
    mail, call = standing(DUE + 1), standing(CALL_DAY, MAILED)
    (send,), (ring,) = decide(NL, mail, mail.day).actions, decide(NL, call, call.day).actions
    assert by_machine(NL, mail, send)
    assert not waits_for_somebody(NL, mail, send)
    assert not by_machine(NL, call, ring)
    assert waits_for_somebody(NL, call, ring)
    deed = failed(NL, mail, send, mail.day, ALL)
    assert deed is not None
    assert deed.event.name == "step_failed"
    assert failed(NL, mail, send, mail.day, world(0)) is None
