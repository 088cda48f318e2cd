"""A simulation of any policy, invoice and scenario ends, tells its days in order, and says why."""

from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.opening import open_case
from dunwell.core.simulate import MOST_ENTRIES, simulate
from dunwell.language.scenario import Planned
from strategies import OUTSIDE_EVENTS, histories, invoices, policies

SAYS_WHY = {"step", "skip", "late", "escalation", "attention", "blocked", "message"}


@st.composite
def scenarios(draw, program, opened):
    """Assumed events, most on a day and some counted from an anchor of the policy."""
    planned = []
    for event in draw(histories(program, opened, (*OUTSIDE_EVENTS, "call_made"), most=6)):
        if draw(st.integers(0, 3)) == 0:
            anchor = draw(st.integers(1, len(program.anchors) - 1))
            planned.append(Planned(event.name, event.data, 0, anchor, draw(st.integers(0, 9)), "working days"))
        else:
            planned.append(Planned(event.name, event.data, event.at))
    return planned


@given(st.data())
def test_every_simulation_ends(data):
    """It stops at its bound, in the order of days, with a reason for everything and no claim beyond what is owed."""
    program = data.draw(policies()).program
    invoice = data.draw(invoices())
    day = (invoice.issued or invoice.due).toordinal()
    opened = open_case(program, invoice, day, {}).position
    until = opened.day + data.draw(st.sampled_from([0, 30, 730]))
    timeline = simulate(program, opened, data.draw(scenarios(program, opened)), until)
    days = [entry.day for entry in timeline.entries]
    assert days == sorted(days)
    assert all(opened.day <= day <= until for day in days)
    assert len(days) < MOST_ENTRIES + 100
    for entry in timeline.entries:
        assert entry.kind not in SAYS_WHY or entry.because, entry
        assert all(one.text for one in entry.because)
    claims_are_owed(timeline, opened)


@given(st.data())
def test_looking_at_times_only(data):
    """Naming every day is naming none; and a machine that looks now and then acts on no other day."""
    program = data.draw(policies()).program
    invoice = data.draw(invoices())
    day = (invoice.issued or invoice.due).toordinal()
    opened = open_case(program, invoice, day, {}).position
    until = opened.day + 60
    planned = data.draw(scenarios(program, opened))
    every_day = tuple(range(opened.day, until + 1))
    daily = simulate(program, opened, planned, until, runs=every_day)
    assert daily.entries == simulate(program, opened, planned, until).entries
    runs = tuple(sorted(data.draw(st.sets(st.sampled_from(every_day), min_size=1))))
    entries = simulate(program, opened, planned, until, runs=runs).entries
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    assert {entry.day for entry in entries if entry.kind == "step" and entry.channels} <= set(runs)


def claims_are_owed(timeline, opened):
    """No message claims a negative amount, or more principal than was invoiced and is not yet paid or credited."""
    left, most = opened.principal, opened.principal
    for entry in timeline.entries:
        if entry.event is not None and entry.event.name == "payment_reversed":
            left = min(left + entry.event.money(), most)
        if entry.event is not None and entry.event.name == "credited":
            most = max(most - entry.event.money(), 0)
            left = min(left, most)
        if entry.claim is not None:
            claim = entry.claim
            assert min(claim.principal, claim.interest, claim.costs, claim.accrued, claim.announced) >= 0
            assert claim.total == claim.principal + claim.interest + claim.costs
            assert claim.principal <= left
