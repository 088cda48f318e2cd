"""The journal's database: made once, brought up to date, never mistaken for another, written as a whole or not."""

import sqlite3
import subprocess
import sys
from hashlib import sha256

import pytest

from dunwell.journal import database, postgres, sqlite
from dunwell.journal.database import create_database, open_database, reading, writing
from dunwell.journal.location import Server
from dunwell.journal.schema import MIGRATIONS, ONLY_GROW
from dunwell.problems import ProblemsFound

OLD = (
    "CREATE TABLE cases (case_id TEXT PRIMARY KEY, number TEXT NOT NULL)",
    "CREATE TABLE policies (sha256 TEXT PRIMARY KEY)",
    "CREATE TABLE events (case_id TEXT, sequence INTEGER)",
    *(f"CREATE TABLE {table} (number INTEGER)" for table in ONLY_GROW[3:]),
)
NEW = ("ALTER TABLE cases ADD COLUMN note TEXT NOT NULL DEFAULT 'none'", "UPDATE cases SET note = 'old'")


def codes_of(call, *arguments):
    """The codes of the problems that a call ends in."""
    with pytest.raises(ProblemsFound) as found:
        call(*arguments)
    return [one.code for one in found.value.problems]


def version_of(connection):
    """The number of the last migration that was run."""
    return connection.version()


def test_a_new_file_has_all_tables_and_keeps_what_it_should(location):
    """References are checked, and the version is today's."""
    connection = create_database(location)
    assert version_of(connection) == len(MIGRATIONS)
    with pytest.raises(ProblemsFound, match=r"(?i)foreign key"), writing(connection):
        connection.execute("INSERT INTO documents (case_id, data) VALUES ('nobody', '{}')")
    connection.close()


def test_making_a_file_that_is_there_leaves_what_is_in_it(location):
    """A second `init` takes nothing away."""
    connection = create_database(location)
    with writing(connection):
        connection.execute("INSERT INTO policies VALUES ('a', 'id', '1', 'f', 't')")
    connection.close()
    connection = create_database(location)
    assert connection.execute("SELECT COUNT(*) FROM policies").fetchone()[0] == 1
    connection.close()


@pytest.mark.parametrize("action", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ONLY_GROW)
def test_what_only_grows_is_not_changed(location, table, action):
    """The database itself refuses to change or delete a policy, a case or an event."""
    connection = create_database(location)
    with writing(connection):
        connection.execute("INSERT INTO policies VALUES ('a', 'id', '1', 'f', 't')")
        connection.execute(
            "INSERT INTO cases VALUES ('c', 's', 'n', 'EUR', '2026-01-01', 'a', '{}', '[]', NULL, 'x', 'm', 'w')"
        )
        connection.execute("INSERT INTO events VALUES ('c', 1, 'e', '2026-01-01', '{}', '2026-01-01', 'm', 'w')")
        connection.execute("INSERT INTO bank_days VALUES ('a', '2026-01-01', '2026-01-01', 'm', 'w')")
        connection.execute(
            "INSERT INTO waiting VALUES (1, 'f', '2026-01-01', '1.00', 'EUR', '[]', '2026-01-01', 'm', 'w')"
        )
        connection.execute("INSERT INTO taken VALUES ('k', 'c', 1)")
        connection.execute("INSERT INTO decisions VALUES (1, 1, 'known', '2026-01-01', 'm', 'w')")
        connection.execute(
            "INSERT INTO outbox VALUES (1, 'k', 'r', 'c', 'a', 'step', 'reminder', 1, 'email', '2026-01-01', 'ready',"
            " 0, '', '', '', '', '', '', 0, '', '', '2026-01-01', 'm', 'w')"
        )
        connection.execute("INSERT INTO outbox_changes VALUES (1, 1, 'sent', '', '2026-01-01', 'm', 'w')")
        connection.execute(
            "INSERT INTO proposals VALUES (1, 'c', 'waived', '2026-01-01', '{}', '{}', '', '2026-01-01', 'm', 'w')"
        )
        connection.execute("INSERT INTO proposal_decisions VALUES (1, 'refused', NULL, '2026-01-01', 'm', 'w')")
        connection.execute("INSERT INTO pauses VALUES (1, '', 'pause', 'why', '', '2026-01-01', 'm', 'w')")
        connection.execute("INSERT INTO erasures VALUES ('c', 1, 'asked', '{}', '2026-01-01', 'm', 'w')")
    column = next(iter(connection.execute(f"SELECT * FROM {table}").fetchone().keys()))
    with pytest.raises(ProblemsFound, match="only grows"), writing(connection):
        connection.execute(action.format(table, column, column))
    connection.close()


def test_an_older_file_is_brought_up_to_date_once(location, monkeypatch):
    """The steps that are missing run in their order, what was in the file stays, and nothing runs twice."""
    monkeypatch.setattr(database, "MIGRATIONS", (OLD,))
    connection = create_database(location)
    with writing(connection):
        connection.execute("INSERT INTO cases VALUES ('c', '1')")
    connection.close()
    monkeypatch.setattr(database, "MIGRATIONS", (OLD, NEW[:1]))
    for _ in range(2):
        connection = open_database(location)
        assert version_of(connection) == 2
        assert [tuple(row) for row in connection.execute("SELECT * FROM cases")] == [("c", "1", "none")]
        connection.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_journal_of_an_earlier_release_is_brought_up_to_date(location, monkeypatch, version):
    """Its cases and events stay, what was added since can be kept, and the new tables only grow too."""
    monkeypatch.setattr(database, "MIGRATIONS", MIGRATIONS[:version])
    there = " ".join(statement for step in MIGRATIONS[:version] for statement in step)
    monkeypatch.setattr(database, "ONLY_GROW", [table for table in ONLY_GROW if f"CREATE TABLE {table} " in there])
    connection = create_database(location)
    with writing(connection):
        a_case(connection)
    before = [tuple(row) for row in connection.execute("SELECT * FROM events")]
    connection.close()
    monkeypatch.undo()
    connection = open_database(location)
    assert version_of(connection) == len(MIGRATIONS)
    assert [tuple(row) for row in connection.execute("SELECT * FROM events")] == before
    counts = {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ONLY_GROW}
    assert [table for table, count in counts.items() if count] == ["policies", "cases", "events"]
    with writing(connection):
        connection.execute("INSERT INTO erasures VALUES ('c', 1, 'asked', '{}', '2026-01-01', 'm', 'w')")
    with pytest.raises(ProblemsFound, match="only grows"), writing(connection):
        connection.execute("DELETE FROM erasures")
    connection.close()


def a_case(connection):
    """A policy, a case and an event, as the first release wrote them."""
    connection.execute("INSERT INTO policies VALUES ('a', 'id', '1', 'f', 't')")
    connection.execute(
        "INSERT INTO cases VALUES ('c', 's', 'n', 'EUR', '2026-01-01', 'a', '{}', '[]', NULL, 'x', 'm', 'w')"
    )
    connection.execute("INSERT INTO events VALUES ('c', 1, 'e', '2026-01-01', '{}', '2026-01-01', 'm', 'w')")


FROZEN = ("542cb0af6d8d", "d1cd4766077a")
"""The first characters of the sha256 of each released step."""


def test_a_released_step_is_never_changed():
    """A journal out there has run it as it was; what changes comes as a further step."""
    made = [sha256("".join(step).encode()).hexdigest()[:12] for step in MIGRATIONS]
    assert made[: len(FROZEN)] == list(FROZEN)


SEVERAL = """
import sys
from pathlib import Path
from dunwell.journal.database import create_database
from dunwell.journal.location import Server, is_server
written = sys.argv[1]
connection = create_database(Server(written) if is_server(written) else Path(written))
connection.close()
"""


@pytest.mark.parametrize("before", [0, 2])
def test_several_that_bring_it_up_to_date_at_once(location, monkeypatch, before):
    """Made and upgraded by four processes together: each step runs once, and nobody sees half of it."""
    if before:
        monkeypatch.setattr(database, "MIGRATIONS", MIGRATIONS[:before])
        monkeypatch.setattr(database, "ONLY_GROW", ("policies", "cases", "events"))
        create_database(location).close()
        monkeypatch.undo()
    written = location.url if isinstance(location, Server) else str(location)
    running = [
        subprocess.Popen([sys.executable, "-c", SEVERAL, written], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, told
    connection = open_database(location)
    assert version_of(connection) == len(MIGRATIONS)
    connection.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(location, monkeypatch):
    """Half an upgrade is none: the old program can still read the file."""
    monkeypatch.setattr(database, "MIGRATIONS", (OLD,))
    create_database(location).close()
    monkeypatch.setattr(database, "MIGRATIONS", (OLD, (NEW[0], "CREATE NONSENSE")))
    assert codes_of(open_database, location) == ["DW952"]
    monkeypatch.setattr(database, "MIGRATIONS", (OLD,))
    connection = open_database(location)
    with writing(connection):
        connection.execute("INSERT INTO cases VALUES ('c', '1')")
    assert list(connection.execute("SELECT * FROM cases").fetchone().keys()) == ["case_id", "number"]
    connection.close()


def test_a_newer_file_is_not_touched(location):
    """A program that does not know what a file holds says so."""
    connection = create_database(location)
    connection.set_version(len(MIGRATIONS) + 1)
    connection.close()
    assert codes_of(open_database, location) == ["DW953"]


def test_a_file_that_is_not_there_is_not_made_by_opening_it(tmp_path):
    """A journal that starts empty by accident would forget every case."""
    assert codes_of(open_database, tmp_path / "j.db") == ["DW951"]
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_journal_is_said(tmp_path):
    """Another program's database, a text file and a folder are each told, and stay as they are."""
    other, text, folder = tmp_path / "other.db", tmp_path / "text.db", tmp_path / "folder.db"
    foreign = sqlite3.connect(other)
    foreign.execute("CREATE TABLE cases (theirs)")
    foreign.close()
    text.write_text("These are the cases. " * 100, encoding="utf-8")
    folder.mkdir()
    for path in (other, text, folder):
        assert codes_of(open_database, path) == ["DW952"]
    assert text.read_text(encoding="utf-8").startswith("These")


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    """Neither a missing folder nor one without rights ends in a traceback."""
    assert codes_of(create_database, tmp_path / "gone" / "j.db") == ["DW952"]


def test_a_transaction_is_kept_as_a_whole_or_not_at_all(location):
    """What goes wrong in the middle takes back what came before it."""
    connection = create_database(location)
    with pytest.raises(ProblemsFound, match=r"(?i)unique"), writing(connection):
        connection.executemany("INSERT INTO policies VALUES (?, 'id', '1', 'f', 't')", [("a",), ("b",), ("a",)])
    assert connection.execute("SELECT COUNT(*) FROM policies").fetchone()[0] == 0
    connection.close()


def test_a_view_does_not_see_what_others_write_meanwhile(location):
    """A list of cases and their events are of one moment."""
    first, second = create_database(location), open_database(location)
    with reading(first):
        before = first.execute("SELECT COUNT(*) FROM policies").fetchone()[0]
        with writing(second):
            second.execute("INSERT INTO policies VALUES ('a', 'id', '1', 'f', 't')")
        assert first.execute("SELECT COUNT(*) FROM policies").fetchone()[0] == before
    assert first.execute("SELECT COUNT(*) FROM policies").fetchone()[0] == before + 1
    first.close()
    second.close()


def test_a_journal_held_by_somebody_else_is_said(location, monkeypatch):
    """Who waits too long for another writer gets a problem, and may try again."""
    first = create_database(location)
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "PATIENCE", 0.05)
    second = open_database(location)
    with writing(first), pytest.raises(ProblemsFound, match="locked"), writing(second):
        pass
    with writing(second):
        second.execute("INSERT INTO policies VALUES ('a', 'id', '1', 'f', 't')")
    first.close()
    second.close()


def test_every_statement_of_a_released_step_stays():
    """The tables that only grow are tables of the schema; a step holds plain SQL that both databases run."""
    statements = " ".join(statement for step in MIGRATIONS for statement in step)
    assert all(f"CREATE TABLE {table} " in statements for table in ONLY_GROW)
    assert not {"AUTOINCREMENT", "WITHOUT ROWID", "STRICT", "PRAGMA"} & set(statements.split())
