"""Histories that fit a case: each event answers something that the timeline so far tells, mostly within days of it.

Events on drawn days mostly meet nothing. So the case is played without any first; an event is drawn beside one of its
lines (a payment after a letter, an outcome of the task that waits, a bounce, a dispute and its decision), and the case
is played again with it before the next is drawn.
"""

from __future__ import annotations

from hypothesis import strategies as st

from dunwell.core.simulate import simulate
from dunwell.language.scenario import Planned
from dunwell.language.schedules import schedule_text
from dunwell.language.steps import CALL_OUTCOMES

FACTS = [
    ("debtor.kind", "consumer"), ("debtor.kind", "business"), ("debtor.rating", "good"), ("debtor.rating", "poor"),
    ("debtor.ability", "cannot_pay"), ("debtor.natural_person", True), ("debtor.natural_person", False),
    ("debtor.has_email", True), ("debtor.has_email", False),
    ("debtor.has_address", True), ("debtor.has_address", False),
    ("invoice.complete", True), ("invoice.complete", False), ("invoice.term_as_agreed", True),
    ("invoice.term_as_agreed", False), ("agreement.default_basis", "agreed_term"), ("agency.registered", True),
    ("letter.defective", True), ("debtor.new_invoices_on_time", False), ("debtor.new_invoices_on_time", True),
    ("debtor.claims_to_join", True), ("debtor.claims_to_join", False), ("collector.kind", "third_party"),
    ("agreement.collection_costs", True),
]  # fmt: skip
MONEY = ("payment_received", "payment_received", "payment_received", "credited", "payment_reversed", "waived")
SAID = ("dispute_opened", "question_asked", "promise_made", "plan_requested", "plan_agreed", "limitation_interrupted")
DECIDED = (
    "fact_recorded", "fact_recorded", "hold_placed", "hold_lifted", "approved", "overridden", "written_off", "closed",
    "reopened", "recalled", "debtor_stopped", "stop_lifted", "plan_changed", "plan_declared_infeasible", "plan_offered",
    "handed_over", "question_answered", "dispute_closed",
)  # fmt: skip


@st.composite
def histories(draw, program, opened, until, most=6):
    """Up to so many events of a case, in the order in which they were drawn: (name, day, what it says)."""
    happenings = []
    for _ in range(draw(st.integers(0, most))):
        planned = [Planned(name, tuple(data.items()), at) for name, at, data in happenings]
        entries = simulate(program, opened, planned, until).entries
        told = [one for one in entries if one.kind != "event"][-12:]
        beside = draw(st.sampled_from([*told, *told[-3:], *told[-2:], *told[-1:]])) if told else None
        happenings.append(draw(events(program, opened, until, beside)))
    return happenings


@st.composite
def events(draw, program, opened, until, beside):
    """One event some days after a line of the timeline, or on any day where there is none."""
    day = beside.day if beside else draw(st.integers(opened.day, until))
    at = min(max(day + draw(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 8, 13, 30])), opened.day), until)
    names = draw(
        st.sampled_from([MONEY, SAID, DECIDED, tuple(ANSWERS), tuple(ANSWERS), tuple(ANSWERS), tuple(ANSWERS)])
    )
    if names == tuple(ANSWERS) and beside is not None and beside.kind in ANSWERS:
        name = draw(st.sampled_from(ANSWERS[beside.kind]))
    else:
        name = draw(st.sampled_from(MONEY + SAID + DECIDED))
    return name, at, draw(_data(program, opened, name, at, beside))


ANSWERS = {
    "step": (
        "step_done",
        "step_done",
        "call_made",
        "delivered",
        "bounced",
        "letter_returned",
        "step_failed",
        "approved",
    ),
    "message": ("plan_agreed", "payment_received", "bounced", "plan_requested"),
    "attention": ("approved", "fact_recorded", "plan_offered", "plan_agreed", "plan_changed", "credited"),
    "hold": ("dispute_closed", "question_answered", "hold_lifted", "payment_received", "promise_made", "credited"),
    "plan": ("plan_agreed", "payment_received", "plan_changed", "plan_declared_infeasible", "plan_requested"),
    "end": ("payment_reversed", "reopened", "recalled", "payment_received", "dispute_opened"),
    "blocked": ("fact_recorded", "approved", "overridden"),
    "escalation": ("step_done", "approved", "call_made"),
    "skip": ("step_done", "fact_recorded"),
    "late": ("step_done", "overridden"),
}
"""What may answer a line of the timeline, by its kind."""


def _data(program, opened, name, at, beside):
    """What the event says, as far as it fits the policy."""
    principal = max(opened.principal, 1)
    parts = [principal // part or 1 for part in (2, 3, 4, 5, 1)]
    money = st.one_of(st.sampled_from(parts), st.integers(1, principal), st.integers(principal, 2 * principal))
    maybe_money = st.one_of(st.just({}), st.fixed_dictionaries({"amount": money}))
    steps = st.sampled_from([step.name for step in program.steps[0]])
    near = st.just(beside.name) if beside is not None and program.step_index(beside.name) >= 0 else steps
    step = st.one_of(near, near, near, steps)
    holds = [hold.name for hold in program.holds]
    hold = st.one_of(st.just({}), st.sampled_from([{"hold": one} for one in holds] or [{}]))
    words = sorted({word for one in program.holds for word, _ in one.outcomes}) or ["rejected"]
    plain = {
        "fact_recorded": st.sampled_from([{"fact": fact, "value": value} for fact, value in FACTS]),
        "waived": st.fixed_dictionaries({"amount": money}, optional={"of": st.sampled_from(["interest", "costs"])}),
        "dispute_opened": maybe_money,
        "dispute_closed": st.builds(
            lambda word, more: {"outcome": word} | more, st.sampled_from([*words, "odd"]), maybe_money
        ),
        "promise_made": st.builds(
            lambda days, more: {"promised_on": at + days} | more, st.integers(-1, 25), maybe_money
        ),
        "debtor_stopped": st.sampled_from([{"kind": "bankruptcy"}, {"kind": "death"}]),
        "stop_lifted": st.sampled_from([{"kind": "bankruptcy"}, {"kind": "death"}]),
        "hold_placed": st.builds(
            lambda one, days, more: one | ({"until": at + days} if days else {}) | more,
            hold, st.integers(0, 20), maybe_money,
        ),
        "hold_lifted": st.builds(
            lambda one, word: one | ({"outcome": word} if word else {}), hold, st.sampled_from(["", "", *words])
        ),
        "overridden": st.fixed_dictionaries({"step": step}),
        "approved": st.one_of(st.just({}), st.fixed_dictionaries({"step": step})),
        "step_done": step.flatmap(lambda one: _done(program, one)),
        "step_failed": st.fixed_dictionaries({"step": step}),
        "call_made": st.builds(
            lambda word, days, named, more: {"outcome": word, "promised_on": at + days} | named | more,
            st.sampled_from(CALL_OUTCOMES), st.integers(0, 20),
            st.one_of(st.just({}), _phones(program)), maybe_money,
        ),
        "delivered": st.fixed_dictionaries({"step": step}),
        "bounced": st.fixed_dictionaries({"step": step}, optional={"channel": st.just("email")}),
        "letter_returned": st.fixed_dictionaries({"step": step}),
        "plan_offered": st.sampled_from([{}, {"until": at + 9}]),
        "plan_agreed": _instalments(at, principal),
        "plan_changed": _instalments(at, principal),
    }  # fmt: skip
    if name in ("payment_received", "payment_reversed", "credited"):
        return st.fixed_dictionaries({"amount": money})
    return plain.get(name, st.just({}))


def _phones(program):
    return st.sampled_from([{"step": one.name} for one in program.steps[0] if one.kind == "phone"] or [{}])


def _done(program, name):
    """A step that was done: a task with one of its outcomes, a message by its channels."""
    step = program.steps[0][program.step_index(name)]
    if step.kind == "task":
        return st.sampled_from([{"step": name, "outcome": word} for word, _ in step.outcomes])
    if step.kind in ("email", "letter", "both"):
        return st.sampled_from([{"step": name, "channels": "+".join(step.channels)}, {"step": name}])
    return st.just({"step": name})


def _instalments(at, principal):
    """What was agreed: all as the policy proposes, some of it, or a whole schedule."""
    days = st.lists(st.integers(1, 40), min_size=1, max_size=4)
    return st.one_of(
        st.just({}),
        st.fixed_dictionaries(
            {},
            optional={
                "times": st.integers(1, 8), "every": st.sampled_from(["1 month", "2 weeks", "10 working days"]),
                "first": st.integers(at, at + 40),
            },
        ),
        st.fixed_dictionaries({"amount": st.integers(max(principal // 5, 1), principal)}),
        days.map(lambda gaps: {"instalments": schedule_text(_rows(at, gaps, max(principal // len(gaps), 1)))}),
    )  # fmt: skip


def _rows(at, gaps, each):
    return tuple((at + sum(gaps[: number + 1]), each) for number in range(len(gaps)))
