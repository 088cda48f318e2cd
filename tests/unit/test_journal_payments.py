"""Bank statements against the journal: what is plain is recorded once, on its day, and known again."""

import pytest

from dunwell.days import day
from dunwell.journal.confirming import record_or_propose
from dunwell.journal.payments import import_statements
from dunwell.journal.recording import Wanted
from dunwell.readers.files import read_source
from workspaces import NUMBER, PAYER, bank_file, journal_in, make, opened_case

ON = day("2026-03-02")


@pytest.fixture
def bank(tmp_path, journal_url):
    """Import a statement into a journal with one case of EUR 1000.00, on 20 March 2026."""
    journal = journal_in(make(tmp_path, journal=journal_url))
    case, program = opened_case(tmp_path, journal, ON)

    def run(*payments, file="bank.sta", on=ON + 18):
        statements = read_source(bank_file(*payments).encode(), file).statements
        return import_statements(journal, statements, "desk", on, on)

    run.journal, run.case, run.program = journal, case, program
    yield run
    journal.connection.close()


def events(bank):
    """The events of the case, as (name, day, cents)."""
    return [(one.event.name, one.event.at, one.event.money()) for one in bank.journal.events(bank.case.id)]


PAID = ("260305", "400,00", f"Factuur {NUMBER}")


def test_what_is_plain_is_recorded_on_its_day(bank):
    """With who imported it, from which entry of which file, and late if it came in before."""
    imported = bank(PAID)
    assert [(one.case, one.cents) for one in imported.recorded] == [(bank.case.id, 40_000)]
    (recorded,) = bank.journal.events(bank.case.id)
    assert events(bank) == [("payment_received", day("2026-03-05"), 40_000)]
    assert (recorded.stamp.by, recorded.late) == ("desk", True)
    assert "bank.sta, entry 1" in recorded.stamp.source


def test_the_same_money_is_recorded_once(bank):
    """The same file again, under another name or with more in it, adds only what is new."""
    bank(PAID)
    again = bank(PAID, file="again.sta")
    assert (again.recorded, [one.group for one in again.matched.results]) == ((), ["known"])
    more = bank(PAID, ("260306", "100,00", f"Factuur {NUMBER}"), file="more.sta")
    assert [one.cents for one in more.recorded] == [10_000]
    assert len(events(bank)) == 2


def test_another_import_at_the_same_time_records_nothing_twice(bank, monkeypatch):
    """Who did not see the other's bookings is stopped when it would write them."""
    bank(PAID)
    monkeypatch.setattr("dunwell.journal.payments._fingerprints", lambda journal: {})
    monkeypatch.setattr("dunwell.journal.payments._booked", lambda *arguments: ())
    assert bank(PAID).recorded == ()
    assert len(events(bank)) == 1


def test_what_is_doubtful_is_reported_and_not_recorded(bank):
    """A bare amount, and a payment that a person recorded by hand already."""
    assert [one.group for one in bank(("260305", "1000,00", "dank u")).matched.results] == ["doubtful"]
    record_or_propose(
        bank.journal, bank.case, bank.program, Wanted("payment_received", ("amount=400.00",), ON + 3, "anna"), ON + 18
    )
    imported = bank(PAID)
    assert (imported.recorded, [one.group for one in imported.matched.results]) == ((), ["doubtful"])


def test_a_payment_that_is_taken_back_is_recorded_as_such(bank):
    """The claim is open again."""
    bank(PAID)
    bank(PAID, ("260309", "-400,00", f"Factuur {NUMBER}"))
    assert ("payment_reversed", day("2026-03-09"), 40_000) in events(bank)


def test_a_payment_of_tomorrow_waits(bank):
    """It is said, and recorded when the file is imported on that day."""
    imported = bank(PAID, on=ON)
    assert (imported.recorded, [one.code for one in imported.problems]) == ((), ["DW965"])
    assert len(bank(PAID).recorded) == 1


def test_an_account_that_paid_is_known_again_and_can_be_erased(bank):
    """A payer's account stands with the remarks: apart from the event, which holds no person."""
    bank(PAID)
    (row,) = bank.journal.connection.execute("SELECT text FROM remarks WHERE about = 'account'")
    assert row["text"] == PAYER
    (data,) = bank.journal.connection.execute("SELECT data FROM events")
    assert data["data"] == '{"amount":"400.00"}'
    rest = bank(PAID, ("260307", "600,00", "restant"))
    assert [one.cents for one in rest.recorded] == [60_000], "by the account and what is left"
