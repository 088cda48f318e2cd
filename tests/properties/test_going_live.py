"""What must hold of every portfolio that goes live, whatever was sent before: nothing again, nothing bunched."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import previews
from dunwell.core.fold import fold
from dunwell.core.opening import facts_of, stand
from dunwell.core.simulate import simulate
from dunwell.language.events import Event

PROGRAM = previews.PROGRAMS["nl"]
ISSUED = date(2026, 1, 5).toordinal()
SENT = ("reminder", "call", "put_in_default", "notice")


@st.composite
def histories(draw):
    """Steps of old, each on a day of its own after the invoice, in any order; a call may have been made twice."""
    names = draw(st.lists(st.sampled_from([*SENT, "call"]), max_size=4, unique=False))
    names = [name for index, name in enumerate(names) if name == "call" or name not in names[:index]]
    days = sorted(draw(st.lists(st.integers(1, 120), min_size=len(names), max_size=len(names), unique=True)))
    return [_event(name, ISSUED + day, number) for number, (name, day) in enumerate(zip(names, days, strict=True), 1)]


def _event(name, day, number):
    if name == "call":
        return Event("call_made", day, (("step", name), ("outcome", "no_answer")), number)
    return Event("step_done", day, (("step", name),), number)


@given(histories(), st.integers(0, 200), st.sampled_from(["business", "consumer"]), st.randoms())
def test_nothing_from_before_is_sent_again_or_bunched(events, later, kind, luck):
    """Steps that were sent are not due again, nor steps before them; from today on at most one contact a day."""
    today = max((event.at for event in events), default=ISSUED) + later
    facts, _ = facts_of(previews.invoice(kind=kind), PROGRAM, {})
    shuffled = list(events)
    luck.shuffle(shuffled)
    position = fold(PROGRAM, stand(PROGRAM, facts, today), shuffled, today)
    assert position == fold(PROGRAM, stand(PROGRAM, facts, today), events, today)
    timeline = simulate(PROGRAM, position, (), today + 200, None)
    steps = [entry for entry in timeline.entries if entry.kind == "step"]
    order = [step.name for step in PROGRAM.steps[position.variant]]
    last = max((order.index(event.word("step")) for event in events), default=-1)
    calls = sum(event.name == "call_made" for event in events)
    made = [entry for entry in steps if entry.name == "call"]
    assert all(entry.day >= today for entry in timeline.entries)
    assert all(order.index(entry.name) >= last for entry in steps)
    assert not {event.word("step") for event in events} & {entry.name for entry in steps} - {"call"}
    assert calls + len(made) <= 2 or not made
    reaches = {step.name for step in PROGRAM.steps[position.variant] if step.contact}
    contacts = [entry.day for entry in steps if entry.name in reaches]
    assert len(contacts) == len(set(contacts))


@given(histories(), st.integers(0, 60))
def test_a_term_that_was_granted_is_honoured(events, later):
    """What was sent before gave the debtor time, which counts from the day on which it was sent."""
    today = max((event.at for event in events), default=ISSUED) + later
    facts, _ = facts_of(previews.invoice(), PROGRAM, {})
    position = fold(PROGRAM, stand(PROGRAM, facts, today), events, today)
    timeline = simulate(PROGRAM, position, (), today + 200, None)
    steps = [entry for entry in timeline.entries if entry.kind == "step"]
    if steps:
        assert steps[0].day > position.granted or steps[0].name == "call"
