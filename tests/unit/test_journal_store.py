"""What the journal keeps and gives back, and what can be erased from it."""

import sqlite3
from pathlib import Path

import pytest

from databases import on_sqlite
from dunwell.days import day
from dunwell.journal.cases import look_at
from dunwell.journal.database import writing
from dunwell.journal.opening import open_invoice
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from workspaces import NUMBER, desk_in, invoice, opened_case

ON = day("2026-03-01")
STAMP = Stamp(ON + 3, "2026-03-04T10:00:00+00:00", "anna", "mail-van-jansen.txt")


def test_a_case_is_given_back_as_it_was_opened(folder, journal):
    """Facts, what was assumed, who opened it and from which file; and its invoice, people and all."""
    opened = open_invoice(desk_in(folder, journal, ON), invoice()).look.case
    found = journal.case(opened.id)
    assert found == opened
    assert (found.id, found.debtor) == ("NL000011112B33/2026-0001", "Zwarte Specht Drukwerk B.V.")
    assert (found.facts["invoice.total"], found.facts["debtor.kind"]) == (100_000, "business")
    assert (found.opened.by, found.opened.source, found.opened_on) == ("desk", "invoice.yaml", ON)
    assert journal.invoice(found) == invoice()


def test_events_are_given_back_in_the_order_of_recording(folder, journal):
    """Each with its own sequence, its data, its free text, and when, by whom and from what it was recorded."""
    case, _ = opened_case(folder, journal, ON)
    journal.record(case.id, Event("payment_received", ON + 2, (("amount", 500), ("text", "contant"))), STAMP)
    journal.record(case.id, Event("question_asked", ON + 1), Stamp(ON + 3, "m", "bob"))
    first, second = journal.events(case.id)
    assert first.event == Event("payment_received", ON + 2, (("amount", 500), ("text", "contant")), 1)
    assert (first.stamp, first.late) == (STAMP, True)
    assert (second.event.name, second.event.sequence, second.stamp.by) == ("question_asked", 2, "bob")
    assert journal.all_events() == {case.id: (first, second)}


def test_an_event_recorded_on_its_day_is_not_late(folder, journal):
    """Late is what was recorded on a later day than the one it counts on."""
    case, _ = opened_case(folder, journal, ON)
    assert not journal.record(case.id, Event("question_asked", ON + 3), STAMP).late


def test_an_event_of_no_case_is_refused(journal):
    """Nothing is recorded for a case that is not there."""
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        journal.record("nobody/1", Event("question_asked", ON), STAMP)


def test_a_case_of_the_same_name_is_given_and_nothing_is_added(folder, journal):
    """Opening twice leaves one case, one document, and the policies as they were."""
    case, _ = opened_case(folder, journal, ON)
    other = invoice(total="5.00")
    opened_case(folder, journal, ON + 1, total="5.00")
    assert tuple(journal.cases()) == (case,)
    assert journal.invoice(case) != other
    assert journal.numbers() == (NUMBER,)


def test_cases_are_found_by_their_number(folder, journal):
    """Whatever capitals; several sellers may use one number."""
    opened_case(folder, journal, ON, number="inv-a")
    open_invoice(desk_in(folder, journal, ON), invoice(number="INV-A", vat_id="NL000055556B77"))
    assert [case.seller for case in journal.numbered("Inv-A")] == ["NL000011112B33", "NL000055556B77"]
    assert journal.numbered("INV") == ()


def everything_in(journal):
    """All bytes of the file, free pages among them, as text."""
    journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = journal.connection.execute("PRAGMA database_list").fetchone()["file"]
    return Path(file).read_bytes().decode("utf-8", errors="replace")


@on_sqlite
def test_what_names_people_stands_in_tables_of_its_own(folder, journal):
    """Erased from three tables, neither the debtor nor anybody's words are left; the case stands as it did."""
    case, program = opened_case(folder, journal, ON, debtor="J. Voorbeeld")
    journal.record(case.id, Event("payment_received", ON + 2, (("amount", 500), ("text", "J. Voorbeeld belde"))), STAMP)
    journal.record(case.id, Event("closed", ON + 3, (("reason", "J. Voorbeeld verhuisde"),)), STAMP)
    before = look_at(case, program, journal.events(case.id), ON + 2)
    assert "Voorbeeld" in everything_in(journal)
    with writing(journal.connection):
        for table in ("parties", "documents", "remarks"):
            journal.connection.execute(f"DELETE FROM {table} WHERE case_id = ?", (case.id,))
    left = everything_in(journal)
    assert [word for word in ("Voorbeeld", "zwarte-specht", "Modelweg", "jansen", "+31 570") if word in left] == []
    erased = journal.case(case.id)
    after = look_at(erased, program, journal.events(case.id), ON + 2)
    assert (after.position, after.decision) == (before.position, before.decision)
    assert (erased.debtor, erased.opened.source, journal.invoice(erased)) == ("", "", None)
    assert look_at(erased, program, journal.events(case.id), ON + 3).position.end == "closed"


@on_sqlite
def test_the_file_is_one_that_any_program_for_sqlite_reads(folder, journal):
    """Days are dates and data are JSON, so that a person with a query sees what we see."""
    case, _ = opened_case(folder, journal, ON)
    journal.record(case.id, Event("payment_received", ON + 2, (("amount", 500),)), STAMP)
    other = sqlite3.connect(folder / "dunwell.db")
    query = "SELECT valid_on, json_extract(data, '$.amount'), recorded_on FROM events"
    assert other.execute(query).fetchall() == [("2026-03-03", "5.00", "2026-03-04")]
    other.close()
