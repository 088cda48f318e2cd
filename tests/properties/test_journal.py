"""The journal is the only truth: what it gives back folds to what happened, in whatever order it was recorded."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.opening import open_case
from dunwell.journal.cases import Pinned, look_at
from dunwell.journal.database import create_database
from dunwell.journal.location import Server
from dunwell.journal.opening import Desk, open_invoice
from dunwell.journal.policies import Policies
from dunwell.journal.store import Journal, Stamp
from dunwell.loading import load_policy
from plays import play
from strategies import SHIPPED, histories, invoices

ONLY = load_policy("policies/nl/standard.yaml")


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request):
    """A way to a new, empty journal, in each kind of database."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return lambda folder: Server(server.cleared()) if server else Path(folder) / "j.db"


def recorded(place, invoice, day, events):
    """A look at a case after these events were recorded in this order, through a real database."""
    journal = Journal(create_database(place))
    try:
        desk = Desk(journal, Pinned(journal), Policies((), (ONLY,), day), {}, "desk")
        opened = open_invoice(desk, invoice).look
        if opened is None:
            return None
        for event in events:
            journal.record(opened.case.id, event, Stamp(event.at, "m", "desk"))
        (case,) = journal.cases()
        until = max([day, *(event.at for event in events)]) + 3
        return look_at(case, Pinned(journal).program(case), journal.events(case.id), until)
    finally:
        journal.connection.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_journal_folds_to_what_happened(places, data):
    """Position and decision are those of the same events in memory; drawn events, and those of a played world."""
    invoice = data.draw(invoices())
    day = max((invoice.issued or invoice.due).toordinal(), SHIPPED.valid_from)
    start = open_case(SHIPPED, invoice, day, {}).position
    events = data.draw(histories(SHIPPED, start, most=6))
    if data.draw(st.booleans()):
        outside = [event for event in events if event.at >= day]
        events = play(SHIPPED, start, outside, day + 60, data.draw(st.lists(st.integers(0, 60), min_size=1))).journal
    with TemporaryDirectory() as folder:
        look = recorded(places(folder), invoice, day, events)
    assume(look is not None)  # nothing is left to collect of so small an amount, or no policy is for it
    numbered = [one.event for one in look.events]
    assert [(one.name, one.at, dict(one.data)) for one in numbered] == [
        (one.name, one.at, dict(one.data)) for one in events
    ]
    position = fold(SHIPPED, start, numbered, look.day)
    assert (look.position, look.decision) == (position, decide(SHIPPED, position, look.day))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_recording_makes_no_difference(places, data):
    """Whatever is recorded late stands where it belongs: any order of recording gives one position.

    Events of one day and one class keep the order in which they were recorded, so each has a day of its own here.
    """
    invoice = data.draw(invoices())
    day = max((invoice.issued or invoice.due).toordinal(), SHIPPED.valid_from)
    start = open_case(SHIPPED, invoice, day, {}).position
    drawn = data.draw(histories(SHIPPED, start, most=6))
    events = list({event.at: event for event in drawn}.values())
    mixed = data.draw(st.permutations(events))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        in_order = recorded(places(one), invoice, day, sorted(events, key=lambda event: event.at))
        late = recorded(places(other), invoice, day, mixed)
    assume(in_order is not None)
    assert (late.position, late.decision) == (in_order.position, in_order.decision)
