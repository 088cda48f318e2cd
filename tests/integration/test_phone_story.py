"""Calls from a run to a worklist, filled in by people, and back into the cases."""

from __future__ import annotations

import csv
import io
from datetime import date
from importlib.metadata import EntryPoint

import pytest

from desks import Office, toys
from dunwell.days import day
from dunwell.journal.outbox import rows_in
from dunwell.journal.taking import take_in
from dunwell.plugins.finding import GROUP, find_plugins
from dunwell.plugins.ready import channels_of
from dunwell.workspace_file import read_workspace

REMINDED, CALLED, NEXT, AGAIN, LAST = "2026-03-02", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-17"


@pytest.fixture
def office(tmp_path):
    """Three cases that were reminded, and a workspace whose calls go onto worklists; all else are toys."""
    (tmp_path / "phone").mkdir()
    (tmp_path / "phone" / "dunwell.yaml").write_text("channels: {phone: {folder: calls}}\n", encoding="utf-8")
    plugins = find_plugins([EntryPoint("phone", "dunwell_channels.phone", GROUP)])
    phone = channels_of(read_workspace(tmp_path / "phone"), plugins, {}).channels["phone"]
    found = Office(tmp_path / "office", cases=3, lines=toys() | {"phone": phone})
    found.run(REMINDED)
    yield found
    found.journal.connection.close()


def worklist(office, on):
    """The list of a day, by invoice number."""
    path = office.lines["phone"].setup.folder / "calls" / on / "worklist.csv"
    return {row["factuur"]: row for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")}


def fill_in(office, on, today=None, **answers):
    """Fill the list of a day in and give it back; what was taken in."""
    rows = worklist(office, on)
    for number, said in answers.items():
        rows[f"2026-{number[1:]}"] |= said
    out = io.StringIO()
    table = csv.DictWriter(out, next(iter(rows.values())).keys(), delimiter=";")
    table.writeheader()
    table.writerows(rows.values())
    returned = office.lines["phone"].returns("worklist.csv", out.getvalue().encode("cp1252"))
    return take_in(office.journal, returned, "desk", day(today or on))


def calls(office, number):
    """The outcomes of the calls of a case."""
    return [data["outcome"] for name, data in office.events(office.ids[number]) if name == "call_made"]


def test_calls_go_out_on_a_list_and_come_back_in_it(office):
    """Promise, nobody there, and not called yet: each case goes on its own way, and each call counts once."""
    assert [state for *_, state in office.run(CALLED)] == ["handed_out"] * 3
    assert sorted(worklist(office, CALLED)) == ["2026-0001", "2026-0002", "2026-0003"]
    promise = {"uitkomst": "toezegging", "toegezegd op": "17-3-2026", "gebeld op": "10-3-2026", "opmerking": "belt"}
    answers = {"n0001": promise, "n0002": {"uitkomst": "geen gehoor", "gebeld op": "2026-03-10"}}
    for known in (False, True):
        taking = fill_in(office, CALLED, **answers)
        assert (taking.problems, [one.known for one in taking.taken]) == ((), [known] * 2)
    assert [calls(office, number) for number in range(3)] == [["promise"], ["no_answer"], []]

    office.run(NEXT)  # who was not called stands on the list of the next day
    assert sorted(worklist(office, NEXT)) == ["2026-0003"]
    assert {row.case_id for row in rows_in(office.journal, "handed_out")} == {office.ids[2]}

    office.run(AGAIN)  # the second attempt, with the word that it is the last
    rows = worklist(office, AGAIN)
    assert rows["2026-0002"]["poging"] == "poging 2 van 2, de laatste"
    fill_in(office, AGAIN, n0002={"uitkomst": "no answer", "gebeld op": "2026-03-12"})
    assert calls(office, 1) == ["no_answer", "no_answer"]
    assert office.run(LAST) == [
        ("call", "phone", "handed_out"),  # of the third case, still
        ("notice", "email", "sent"),
        ("notice", "letter", "sent"),
    ]


def test_a_list_of_another_day_belongs_to_the_same_call(office):
    """Who fills in yesterday's list and today's too has made one call."""
    office.run(CALLED)
    office.run(NEXT)
    assert {row["kenmerk"] for row in worklist(office, CALLED).values()} == {
        row["kenmerk"] for row in worklist(office, NEXT).values()
    }
    fill_in(office, NEXT, n0001={"uitkomst": "zegt betaald", "gebeld op": "2026-03-11"})
    taking = fill_in(office, CALLED, NEXT, n0001={"uitkomst": "zegt betaald", "gebeld op": "2026-03-11"})
    assert [one.known for one in taking.taken] == [True]
    assert calls(office, 0) == ["says_paid"]


def test_the_call_is_recorded_on_its_own_day(office):
    """A list that comes in late counts from the day of the call."""
    office.run(CALLED)
    rows = {"n0001": {"uitkomst": "geen gehoor", "gebeld op": "10.03.2026"}}
    fill_in(office, CALLED, **rows)
    (event,) = [one.event for one in office.journal.events(office.ids[0]) if one.event.name == "call_made"]
    assert date.fromordinal(event.at).isoformat() == CALLED
    assert event.word("step") == "call"
