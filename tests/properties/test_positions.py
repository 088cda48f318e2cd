"""Where cases stand, kept beside the events, never differs from what the events say, whatever comes when."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dunwell.core.opening import open_case
from dunwell.core.values import replace
from dunwell.journal.cases import Pinned, look_at
from dunwell.journal.database import create_database
from dunwell.journal.location import Server
from dunwell.journal.opening import Desk, open_invoice
from dunwell.journal.policies import Policies
from dunwell.journal.positions import kept_positions, looks_to_take
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


def agree(journal, case, program, on, *, keep):
    """Take what can change by a day, and compare it with the events folded anew."""
    wanted = look_at(case, program, journal.events(case.id), on)
    taken = [look for some in looks_to_take(journal, on, keep=keep) for look in some.looks]
    if taken:
        (look,) = taken
        assert (look.position, look.decision, look.events) == (wanted.position, wanted.decision, wanted.events)
    else:
        kept = kept_positions(journal, (case.id,))[case.id]
        assert wanted.decision.actions == (), f"something is due on {on}, and the case is not taken"
        assert wanted.position == replace(kept.position, day=on), "time changed something"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_case_that_is_not_taken_has_nothing_due_and_stands_where_it_stood(places, data):
    """Drawn histories recorded in any order, with looks on drawn days in between, back and forth in time."""
    invoice = data.draw(invoices())
    first = max((invoice.issued or invoice.due).toordinal(), SHIPPED.valid_from)
    start = open_case(SHIPPED, invoice, first, {}).position
    events = data.draw(histories(SHIPPED, start, most=4))
    if data.draw(st.booleans()):
        luck = data.draw(st.lists(st.integers(0, 60), min_size=1))
        outside = [event for event in events if event.at >= first]
        events = data.draw(st.permutations(play(SHIPPED, start, outside, first + 60, luck).journal))
    with TemporaryDirectory() as folder:
        journal = Journal(create_database(places(folder)))
        try:
            desk = Desk(journal, Pinned(journal), Policies((), (ONLY,), first), {}, "desk")
            opened = open_invoice(desk, invoice).look
            assume(opened is not None)
            for event in (*events, None):
                for ahead in data.draw(st.lists(st.integers(0, 90), max_size=3)):
                    agree(journal, opened.case, opened.program, first + ahead, keep=data.draw(st.booleans()))
                if event is not None:
                    journal.record(opened.case.id, event, Stamp(event.at, "m", "desk"))
        finally:
            journal.connection.close()
