"""Payment plans under drawn policies and debtors: each ends, no cent is lost, no order of a day matters to money."""

from dataclasses import replace

from hypothesis import given, note
from hypothesis import strategies as st

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.position import AGREED
from dunwell.language.events import Event
from plays import play
from strategies import ALL_EVENTS, cases, histories, policies

SILENT = [0]
"""Nobody answers a task, a question or a release; messages go out."""
MONEY = ("payment_received", "payment_reversed", "credited", "waived")
MUCH_LATER = 4000


@given(st.data())
def test_a_plan_always_ends(data):
    """Whatever is paid, disputed or changed: years later no plan still runs, unless a person is asked.

    The law may stop the case, and a message without an address waits for somebody; both say so.
    """
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    names = (
        *MONEY,
        "plan_agreed",
        "plan_changed",
        "plan_requested",
        "dispute_opened",
        "promise_made",
        "question_asked",
    )
    outside = data.draw(histories(program, opened, names, most=8))
    agreed = Event("plan_agreed", opened.day + 1, (), 99)
    run = play(program, opened, [*outside, agreed], opened.day + MUCH_LATER, SILENT)
    note(repr(run))
    position, _ = advance(program, run.position, opened.day + MUCH_LATER)
    asked = {action.kind for action in decide(program, position, position.day).actions}
    runs = position.plan is not None and position.plan.stage == AGREED
    assert not runs or position.end or position.stops or "ask" in asked or position.plan.wants_change


@given(st.data())
def test_no_order_of_a_day_loses_money(data):
    """Events of one day in any order: the same money came in, went back and is claimed."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    history = data.draw(histories(program, opened, (*MONEY, "dispute_opened", "promise_made", "plan_agreed"), most=8))
    days = data.draw(st.lists(st.integers(opened.day, opened.day + 60), min_size=1, max_size=2))
    same_day = [replace(event, at=days[number % len(days)]) for number, event in enumerate(history)]
    turned = [replace(event, sequence=-event.sequence) for event in same_day]
    first, second = (fold(program, opened, events, opened.day + 90) for events in (same_day, turned))
    come_in = sum(event.money() for event in same_day if event.name == "payment_received")
    gone_back = sum(event.money() for event in same_day if event.name == "payment_reversed")
    for position in (first, second):
        allocated = position.principal - position.principal_open + position.paid_charges
        overpaid = max(position.received - position.claimed, 0)
        assert position.received == allocated + overpaid
        assert position.received >= come_in - gone_back
    if not gone_back:
        assert first.received == second.received == come_in


@given(st.data())
def test_a_plan_and_a_late_insert(data):
    """A plan folded from a journal with a payment recorded late stands as if it had been recorded in time."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    history = data.draw(histories(program, opened, ALL_EVENTS, most=8))
    events = [
        *history,
        Event("plan_agreed", opened.day + 1, (), 90),
        Event("payment_received", opened.day + 9, (("amount", 5000),), 91),
    ]
    in_order = fold(program, opened, events, opened.day + 400)
    assert fold(program, opened, reversed(events), opened.day + 400) == in_order
