"""How many positions the shipped policy, with farewells, can have: few enough to look at all of them.

A toy explorer: from every position it tries what people and the debtor may do, within small budgets, and hops to the
next look. It finds every story of the policy with at most two things from outside, and asks of each position what must
hold.
"""

from collections import deque
from dataclasses import replace

import pytest

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.decide import decide
from dunwell.core.opening import position_of
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.language.steps import CALL_OUTCOMES
from previews import TELLING as SHIPPED

DUE = day("2026-03-02")
FACTS = {
    **{one.field: one.value for one in SHIPPED.assumptions if one.value is not None},
    "debtor.country": "NL",
    "debtor.rating": "ordinary",
    "debtor.has_email": True,
    "debtor.has_address": True,
    "invoice.issued": day("2026-02-02"),
    "invoice.due": DUE,
    "invoice.complete": True,
    "invoice.term_as_agreed": True,
    "agreement.default_basis": "none",
}
LAST = DUE + 400
ASLEEP = 9


def outside(position, at):
    """What the debtor or the bank may do on a day."""
    yield Event("payment_received", at, (("amount", position.claim_open),))
    yield Event("payment_received", at, (("amount", position.principal // 2),))
    yield Event("promise_made", at, (("promised_on", at + 7),))
    yield Event("dispute_opened", at)
    yield Event("bounced", at, (("step", "reminder"),))


def answers(position, action, at):
    """What may come back of an action on the day it is due."""
    step = SHIPPED.steps[position.variant][action.step]
    if action.kind == "message":
        assert not position.end or dict(SHIPPED.farewells)[position.end] == action.message
        yield Event("message_sent", at, (("message", SHIPPED.messages[action.message].name),))
    elif action.kind == "approve":
        yield Event("approved", at, (("step", step.name),))
    elif action.kind == "step" and step.kind == "phone":
        yield from (Event("call_made", at, (("outcome", word), ("promised_on", at + 7))) for word in CALL_OUTCOMES)
    elif action.kind == "step" and step.kind == "task":
        yield from (Event("step_done", at, (("step", step.name), ("outcome", word))) for word, _ in step.outcomes)
    elif action.kind == "step":
        yield Event("step_done", at, (("step", step.name), ("channels", "+".join(action.channels))))


def next_states(position, budget):
    """Every position that can follow, each advanced to its day, with what is left of the budget."""
    at = position.day
    decision = decide(SHIPPED, position, at)
    for action in decision.actions:
        yield from ((apply(SHIPPED, position, event), budget) for event in answers(position, action, at))
    if any(one.hold == SHIPPED.hold_index("dispute") for one in position.holds):
        yield apply(SHIPPED, position, Event("dispute_closed", at, (("outcome", "rejected"),))), budget
    if budget:
        yield from ((apply(SHIPPED, position, event), budget - 1) for event in outside(position, at))
    ours = any(action.kind == "message" or action.channels for action in decision.actions)
    if decision.next_look is not None and not ours:  # people may wait; what we have to send is sent
        yield advance(SHIPPED, position, decision.next_look)[0], budget
    if decision.next_look is not None and budget:
        yield advance(SHIPPED, position, decision.next_look + ASLEEP)[0], budget - 1


def farewells(position):
    """What follows an end: its farewell, on the first day that allows it, and then nothing ever again."""
    decision = decide(SHIPPED, position, position.day)
    for action in decision.actions:
        for event in answers(position, action, position.day):
            after = apply(SHIPPED, position, event)
            assert decide(SHIPPED, after, after.day)[:2] == ((), None)
            yield after
    if decision.next_look is not None and not decision.actions:
        yield advance(SHIPPED, position, decision.next_look)[0]


def explore(kind, principal, budget):
    """Every position that a case of this kind can have, and the reasons for which it can end."""
    first = replace(position_of(SHIPPED, {**FACTS, "debtor.kind": kind}, principal, DUE), variant=kind == "consumer")
    seen, waiting, ends = set(), deque([(first, budget)]), set()
    while waiting:
        position, left = waiting.popleft()
        position, _ = advance(SHIPPED, position, position.day)
        if (position, left) in seen or position.day > LAST:
            continue
        seen.add((position, left))
        if position.end:
            ends.add(position.end)
            waiting.extend((after, left) for after in farewells(position))
        else:
            waiting.extend(next_states(position, left))
    return {position for position, _ in seen}, ends


@pytest.mark.parametrize(
    ("kind", "principal", "budget", "most"),
    [("consumer", 48_000, 1, 100_000), ("business", 48_000, 0, 2_000), ("business", 4_000, 1, 2_000)],
)
def test_the_shipped_policy_has_few_positions(kind, principal, budget, most):
    """Within the budget a case has tens of thousands of positions, not millions, and can end in every way it should."""
    positions, ends = explore(kind, principal, budget)
    assert len(positions) < most
    assert {"handed_over", "written_off"} <= ends
    assert not budget or "paid" in ends
