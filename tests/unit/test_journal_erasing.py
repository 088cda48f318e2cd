"""Erasing people from ended cases: nothing of them is left, and the books still add up."""

import json

import pytest

from databases import on_sqlite, unguard
from dunwell.days import day
from dunwell.delivery import File
from dunwell.journal.cases import Pinned, events_of, look_at
from dunwell.journal.database import writing
from dunwell.journal.erasing import erase_cases, erasures_of, forget, of_debtor, why_not
from dunwell.journal.files import keep_files
from dunwell.journal.lines import export_lines
from dunwell.journal.outbox import NewRow
from dunwell.journal.outbox_changes import add_rows
from dunwell.journal.payments import import_statements
from dunwell.journal.positions import looks_to_take
from dunwell.journal.settling import Verdicts, settle
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from dunwell.readers.files import read_source
from workspaces import PAYER, bank_file, journal_in, make, opened_case

ON = day("2026-03-01")
END = ON + 9
STAMP = Stamp(END, "2026-03-10T10:00:00+00:00", "anna", "mail-van-jansen.txt")
WHO = Stamp(END, "2026-03-10T11:00:00+00:00", "anna")
WORDS = ("Voorbeeld", "zwarte-specht", "Modelweg", "jansen", "+31 570", "Specht", PAYER, "Geheimpje", "KLANT-77")
"""What names the debtor, in one table or another."""


@pytest.fixture
def journal(tmp_path, journal_url):
    """A journal whose one debtor is in every table that names people."""
    folder = make(tmp_path, journal=journal_url)
    opened = journal_in(folder)
    opened_case(folder, opened, ON, debtor="J. Voorbeeld")
    yield opened
    opened.connection.close()


@pytest.fixture
def case(journal):
    """Its case, full of words: paid by a payment that waited, written about, written to."""
    (one,) = journal.cases()
    statement = bank_file(("260305", "1000,00", "Geheimpje van KLANT-77"))
    import_statements(journal, read_bank(statement), "desk", END, END)
    settle(journal, Verdicts((f"1={one.number}",), (), (), "desk", END))
    journal.record(one.id, Event("question_asked", ON + 2, (("text", "J. Voorbeeld belde"),)), STAMP)
    with writing(journal.connection):
        keep_files(journal, one.id, 0, (File("Voorbeeld.txt", "text/plain", b"J. Voorbeeld, Modelweg 8"),))
        add_rows(journal, (NewRow(one.id, "step", "reminder", 1, "email", ON + 1),), "ready", STAMP)
        journal.connection.execute(
            "INSERT INTO proposals VALUES (1, ?, 'waived', '2026-03-02', '{}', '{}', '', '2026-03-02', 'm', 'w')",
            (one.id,),
        )
        journal.connection.execute("INSERT INTO proposal_remarks VALUES (1, 'text', 'J. Voorbeeld vroeg')")
        journal.connection.execute("INSERT INTO proposal_decisions VALUES (1, 'refused', NULL, '2026-03-02', 'm', 'w')")
        journal.connection.execute("UPDATE outbox SET state = 'sent', proof = 'for Voorbeeld', why = 'Voorbeeld'")
    list(looks_to_take(journal, END))
    return journal.case(one.id)


def read_bank(text):
    """The statements of a bank file."""
    return read_source(text.encode(), "jansen.sta").statements


def written(journal):
    """Everything that the journal holds, as an export has it."""
    return b"".join(export_lines(journal.connection)).decode()


def look(journal, case):
    """Where a case stands at the end."""
    return look_at(case, Pinned(journal).program(case), events_of(journal, case), END)


def test_nothing_that_names_the_debtor_is_left(journal, case):
    """In no table; the events, what was received and the claim are as before, and it is kept that this was done."""
    before, told = look(journal, case), written(journal)
    assert [word for word in WORDS if word not in told] == [], "each of them was there"
    erased = erase_cases(journal, (case,), "asked for by letter", WHO, END)
    assert erased.kept == ()
    told = written(journal)
    assert [word for word in WORDS if word in told] == []
    after = look(journal, journal.case(case.id))
    assert (after.position, after.decision) == (before.position, before.decision)
    assert [one.event.data for one in after.events if one.event.money()] == [(("amount", 100_000),)]
    (kept,) = erasures_of(journal, case.id)
    assert (kept.why, kept.stamp.by, kept.stamp.on) == ("asked for by letter", "anna", END)
    assert kept.erased == {
        "parties": 2, "documents": 1, "files": 1, "remarks": 5, "waiting_remarks": 6,
        "proposal_remarks": 1, "outbox": 1,
    }  # fmt: skip
    assert (kept,) == erased.done


def test_what_is_erased_already_is_not_erased_again(journal, case):
    """It is noted once."""
    for expected in (1, 0):
        assert len(erase_cases(journal, (case,), "asked", WHO, END).done) == expected
    assert len(erasures_of(journal, case.id)) == 1


def test_that_it_was_erased_is_kept_for_good(journal, case):
    """The note is one of the tables that only grow."""
    erase_cases(journal, (case,), "asked", WHO, END)
    with pytest.raises(ProblemsFound, match="only grows"):
        journal.connection.execute("DELETE FROM erasures")
    unguard(journal.connection, "erasures")
    journal.connection.execute("DELETE FROM erasures")


@on_sqlite
def test_nothing_is_left_in_the_files_either(journal, case, tmp_path):
    """Neither in free pages of the file nor in its log, while another program has it open and after."""
    erase_cases(journal, (case,), "asked", WHO, END)
    assert forget(journal) is None
    names = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("dunwell.db"))
    left = b"".join((tmp_path / name).read_bytes() for name in names)
    assert "dunwell.db" in names
    assert [word for word in WORDS if word.encode() in left] == []
    assert json.dumps("payment_received").encode()[1:-1] in left, "this is the journal"


@on_sqlite
def test_a_log_that_somebody_reads_is_told(journal, case, tmp_path):
    """It cannot be emptied under another reader; the same command does it later."""
    other = journal_in(tmp_path)
    with other.view():
        assert other.numbers()
        erase_cases(journal, (case,), "asked", WHO, END)
        problem = forget(journal)
        assert problem is not None
        assert problem.code == "DW088"
    assert forget(journal) is None
    other.connection.close()


def test_an_open_case_is_left_as_it_is(tmp_path, journal_url):
    """Its claim needs who the debtor is; so does one that lies with an agency."""
    folder = make(tmp_path, journal=journal_url)
    journal = journal_in(folder)
    case, program = opened_case(folder, journal, ON, debtor="J. Voorbeeld")
    assert codes(erase_cases(journal, (case,), "asked", WHO, ON)) == ["DW086"]
    journal.record(case.id, Event("handed_over", ON + 1), STAMP)
    assert look_at(case, program, journal.events(case.id), END).position.end == "handed_over"
    assert codes(erase_cases(journal, (case,), "asked", WHO, END)) == ["DW086"]
    assert journal.case(case.id).debtor == "J. Voorbeeld"
    assert erasures_of(journal, case.id) == ()
    journal.connection.close()


def codes(erased):
    """The codes of what kept cases from being erased; nothing was."""
    assert erased.done == ()
    return [one.code for one in erased.kept]


def test_what_waits_for_a_person_comes_first(journal, case):
    """A payment that may be for it and a delivery that is not closed need the names."""
    with writing(journal.connection):
        journal.connection.execute("UPDATE outbox SET state = 'in_doubt'")
    assert codes(erase_cases(journal, (case,), "asked", WHO, END)) == ["DW087"]
    with writing(journal.connection):
        journal.connection.execute("UPDATE outbox SET state = 'sent'")
    assert why_not(journal, Pinned(journal), case, END) is None
    again = bank_file(("260306", "1000,00", f"Factuur {case.number}"), balance="1000,00")
    import_statements(journal, read_bank(again), "desk", END, END)
    assert codes(erase_cases(journal, (case,), "asked", WHO, END)) == ["DW087"]


def test_the_cases_of_a_debtor_are_found_by_name(journal, case):
    """Whatever capitals and spaces; none is found once it was erased."""
    assert of_debtor(journal, " j.  VOORBEELD ") == (case,)
    assert of_debtor(journal, "J. Voor") == ()
    erase_cases(journal, (case,), "asked", WHO, END)
    assert of_debtor(journal, "J. Voorbeeld") == of_debtor(journal, "") == ()
