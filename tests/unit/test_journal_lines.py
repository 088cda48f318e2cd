"""A journal written down and taken in again: the same bytes from every database, nothing of a file that was changed."""

import base64
import json
from hashlib import sha256

import pytest

from dunwell.days import day
from dunwell.delivery import File
from dunwell.journal import lines
from dunwell.journal.cases import all_looks
from dunwell.journal.database import create_database, writing
from dunwell.journal.files import keep_files
from dunwell.journal.lines import export_lines, import_lines
from dunwell.journal.positions import looks_to_take
from dunwell.journal.schema import KEYS, MIGRATIONS, REBUILT
from dunwell.journal.store import Journal, Stamp
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from workspaces import journal_in, make, opened_case

ON = day("2026-03-01")
OTHER_TABLES = {
    "bookings": "'NL000011112B33/2026-0001', 'f', 1",
    "taken": "'key', 'NL000011112B33/2026-0001', 1",
    "bank_days": "'NL13TEST0123456789', '2026-03-01', '2026-03-01', 'm', 'w'",
    "waiting": "1, 'f', NULL, '1.00', 'EUR', '[]', '2026-01-01', 'm', 'w'",
    "waiting_remarks": "1, 'name', 'Ünïcode ☃ \n \"quoted\"'",
    "decisions": "1, 1, 'known', '2026-01-01', 'm', 'w'",
    "outbox": "1, 'k', 'r', 'NL000011112B33/2026-0001', 'a', 'step', 'n', 1, 'email', '2026-01-01', 'sent', 0, '', '',"
    " '', '', '', '', 0, '', '', '2026-01-01', 'm', 'w'",
    "outbox_changes": "1, 1, 'sent', '', '2026-01-01', 'm', 'w'",
    "pauses": "1, '', 'pause', 'why', '', '2026-01-01', 'm', 'w'",
    "proposals": "1, 'NL000011112B33/2026-0001', 'waived', '2026-01-01', '{}', '{}', '', '2026-01-01', 'm', 'w'",
    "proposal_remarks": "1, 'text', 'words'",
    "proposal_decisions": "1, 'refused', NULL, '2026-01-01', 'm', 'w'",
    "erasures": "'NL000011112B33/2026-0001', 1, 'asked', '{}', '2026-01-01', 'm', 'w'",
}
"""A row for each table that opening a case and recording events does not fill."""


@pytest.fixture
def journal(tmp_path, journal_url):
    """A journal with a row in every table, and cases in more than one portion."""
    folder = make(tmp_path, journal=journal_url)
    opened = journal_in(folder)
    case, _ = opened_case(folder, opened, ON)
    for number in ("B-1", "a-2", "É-3"):
        opened_case(folder, opened, ON, number=number)
    opened.record(
        case.id, Event("payment_received", ON, (("amount", 500), ("text", "contant"))), Stamp(ON, "m", "anna")
    )
    with writing(opened.connection):
        keep_files(opened, case.id, 0, (File("a.pdf", "application/pdf", bytes(range(256))),))
        for table, values in OTHER_TABLES.items():
            opened.connection.execute(f"INSERT INTO {table} VALUES ({values})")
    list(looks_to_take(opened, ON))
    yield opened
    opened.connection.close()


@pytest.fixture
def empty(location):
    """Another journal, in each kind of database."""
    connection = create_database(location)
    yield connection
    connection.close()


def exported(connection):
    """The lines of a journal."""
    return list(export_lines(connection))


def stands(journal):
    """Where the cases stand on the next day, and what is due."""
    looks, _ = all_looks(journal, ON + 1)
    return [(one.case.id, one.position, [each.kind for each in one.decision.actions]) for one in looks]


def codes_of(connection, written):
    """The codes of the problems that taking in these lines ends in; nothing is left of them."""
    with pytest.raises(ProblemsFound) as found:
        import_lines(connection, written, "journal.jsonl")
    assert all(connection.execute(f"SELECT 1 FROM {table}").fetchone() is None for table in KEYS)
    return [one.code for one in found.value.problems]


def test_a_journal_moves_between_databases_byte_for_byte(journal, empty, monkeypatch):
    """Out of one, into another, out again: the same bytes, the same cases, the same decisions."""
    monkeypatch.setattr(lines, "AT_A_TIME", 2)
    written = exported(journal.connection)
    counts = import_lines(empty, written, "journal.jsonl")
    assert all(counts[table] for table in KEYS), "no table is empty in this test"
    assert exported(empty) == written
    assert stands(Journal(empty)) == stands(journal)
    assert empty.execute("SELECT 1 FROM positions").fetchone() is None, "what can be made anew is made anew"


def test_every_table_is_written_or_made_anew(empty):
    """A table that a migration adds is in the export, unless it can be rebuilt; its key orders it."""
    where = "sqlite_master WHERE type = 'table'"
    if empty.skip_locked:
        where = "pg_tables WHERE schemaname = current_schema() AND tablename <> 'dunwell_version'"
    found = empty.execute(f"SELECT {'tablename' if empty.skip_locked else 'name'} FROM {where}")
    assert {row[0] for row in found} == {*KEYS, *REBUILT}
    statements = " ".join(" ".join(step) for step in MIGRATIONS)
    for table, key in KEYS.items():
        text = statements.partition(f"CREATE TABLE {table} (")[2].partition("CREATE TABLE")[0]
        assert f"PRIMARY KEY ({', '.join(key)})" in text or f"{key[0]} " in text.partition("PRIMARY KEY")[0]


def test_it_can_be_read_without_us(journal):
    """A line for each row, by the names of the columns; bytes as base64; the last line counts and seals."""
    written = [json.loads(line) for line in exported(journal.connection)]
    assert written[0] == {"dunwell_journal": 1, "tables": len(MIGRATIONS)}
    rows = [one for one in written if "table" in one]
    (file,) = [one["row"] for one in rows if one["table"] == "files"]
    assert base64.b64decode(file["content"]["base64"]) == bytes(range(256))
    assert [one["row"]["number"] for one in rows if one["table"] == "cases"] == ["2026-0001", "B-1", "a-2", "É-3"]
    assert written[-1]["rows"]["cases"] == 4


def test_a_file_that_was_changed_or_cut_off_is_refused_as_a_whole(journal, empty):
    """A missing, added, changed or doubled line, and one after the end."""
    whole = exported(journal.connection)
    assert codes_of(empty, whole[:-1]) == ["DW084"]
    assert codes_of(empty, [*whole[:5], *whole[6:]]) != []
    assert codes_of(empty, [whole[0], *whole[2:]]) != []
    assert codes_of(empty, [line.replace(b"contant", b"contact") for line in whole]) == ["DW084"]
    assert codes_of(empty, [*whole, whole[1]]) == ["DW084"]
    assert codes_of(empty, []) == ["DW084"]
    fewer = json.loads(whole[-1])
    fewer["rows"]["cases"] += 1
    assert codes_of(empty, [*whole[:-1], json.dumps(fewer).encode()]) == ["DW084"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "DW085"),
        (b"\xff\xfe", "DW085"),
        (b"[]", "DW085"),
        (b'{"table": "sqlite_master", "row": {}}', "DW085"),
        (b'{"table": ["cases"], "row": {}}', "DW085"),
        (b'{"table": "cases", "row": {"case_id) VALUES (1); --": 1}}', "DW085"),
        (b'{"table": "cases", "row": {"case_id": 1.5}}', "DW085"),
        (b'{"table": "files", "row": {"content": {"base64": "?"}}}', "DW085"),
        (b'{"table": "files", "row": {"content": {}}}', "DW085"),
        (b'{"table": "cases", "row": {"case_id": "x", "colour": "red"}}', "DW952"),
    ],
)
def test_a_line_that_makes_no_sense_is_told_with_its_place(empty, line, code):
    """None of them is a traceback, and none reaches the database as a statement."""
    head = json.dumps({"dunwell_journal": 1, "tables": len(MIGRATIONS)}).encode() + b"\n"
    seal = json.dumps({"rows": {}, "sha256": sha256(head + line).hexdigest()}).encode()
    assert codes_of(empty, [head, line, seal]) == [code]


@pytest.mark.parametrize("head", [{"dunwell_journal": 2, "tables": 1}, {"dunwell_journal": 1, "tables": 1}, {"a": 1}])
def test_another_version_is_refused(empty, head):
    """Its tables may mean something else."""
    assert codes_of(empty, [json.dumps(head).encode()]) == ["DW083"]


def test_a_journal_that_holds_something_takes_nothing_in(journal):
    """Two journals are not mixed."""
    with pytest.raises(ProblemsFound) as found:
        import_lines(journal.connection, exported(journal.connection), "journal.jsonl")
    assert [one.code for one in found.value.problems] == ["DW082"]


def test_text_that_one_database_cannot_keep_is_the_same_in_both(location):
    """A NUL character and half a character are replaced on the way in, so that a journal can always move."""
    connection = create_database(location)
    with writing(connection):
        connection.execute("INSERT INTO policies VALUES (?, ?, '1', 'f', 't')", ("a\0b", "c\udce9d"))
    (row,) = connection.execute("SELECT sha256, id FROM policies")
    assert tuple(row) == ("a\ufffdb", "c\ufffdd")
    connection.close()
