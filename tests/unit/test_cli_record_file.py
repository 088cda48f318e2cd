"""`dunwell record --from FILE`: many events at once, each once, and every mistake named by its row."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import workspaces
from databases import on_sqlite

DAY = "2026-03-20"


@pytest.fixture
def person(tmp_path, journal_url):
    """A workspace with two cases, opened on the due date."""
    someone = workspaces.Person(workspaces.make(tmp_path, journal=journal_url))
    someone.must("open", someone.file("A-1"), someone.file("A-2"), "--on", "2026-03-01")
    return someone


def record(person, text, *words, encoding="utf-8-sig"):
    """Record a file; exit code and document."""
    path = person.folder / "events.csv"
    path.write_bytes(text.encode(encoding))
    return person.ask("record", "--from", str(path), "--on", DAY, *words)


def told(person, number="A-1"):
    """The recorded events of a case: day, name, and what else is said."""
    entries = person.must("history", number, "--on", DAY)["entries"]
    return [(one["date"], one.get("event") or one.get("step")) for one in entries if "recorded" in one][1:]


GOOD = (
    "case;event;at;amount;step;text\nA-1;payment_received;5-3-2026;1,50;;\nA-2;step_done;2-3-2026;;reminder;via post\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_each_row_becomes_an_event(person, encoding):
    """With the days and amounts of a spreadsheet."""
    code, document = record(person, GOOD, encoding=encoding)
    assert (code, document["kept"], len(document["recorded"])) == (0, True, 2)
    assert told(person) == [("2026-03-05", "payment_received")]
    assert told(person, "A-2") == [("2026-03-02", "reminder")]


def test_given_again_nothing_is_recorded_twice(person):
    """Nor what was recorded by hand before; a new row is."""
    person.must("record", "A-1", "payment_received", "amount=1.50", "--at", "2026-03-05", "--on", DAY)
    _, first = record(person, GOOD)
    assert [(one["number"], one["where"]) for one in first["known"]] == [("A-1", "row 2")]
    _, again = record(person, GOOD + "A-1;payment_received;2026-03-06;1,50;;\n")
    assert [len(again[what]) for what in ("recorded", "known")] == [1, 2]
    assert told(person) == [("2026-03-05", "payment_received"), ("2026-03-06", "payment_received")]


def test_two_equal_rows_are_two_events(person):
    """Two payments of one amount on one day stand in one file; given again they are two that are known."""
    rows = "case;event;at;amount\n" + "A-1;payment_received;2026-03-05;1,50\n" * 2
    assert len(record(person, rows)[1]["recorded"]) == 2
    assert len(record(person, rows)[1]["known"]) == 2
    assert len(told(person)) == 2


def test_rows_are_taken_in_the_order_in_which_they_happened(person):
    """A list that is sorted otherwise is no mistake."""
    rows = "case;event;at;outcome\nA-1;dispute_closed;2026-03-06;rejected\nA-1;dispute_opened;2026-03-05;\n"
    assert record(person, rows)[0] == 0
    assert [name for _, name in told(person)] == ["dispute_opened", "dispute_closed"]


WRONG = [
    ("A-3;payment_received;2026-03-05;1,00;", "DW959", "row 2: there is no case 'A-3'", "A-1"),
    ("A-1;payment_recieved;2026-03-05;1,00;", "DW312", "unknown event 'payment_recieved'", "payment_received"),
    ("A-1;payment_received;05/03/2026;1,00;", "DW045", "row 2, at: '05/03/2026' may be", "2026-04-02"),
    ("A-1;payment_received;2026-03-05;1.000;", "DW045", "row 2, amount: '1.000' may be thousands", "400,00"),
    ("A-1;payment_received;2026-03-05;;", "DW703", "row 2: payment_received needs 'amount'", "amount"),
    ("A-1;payment_received;2026-03-21;1,00;", "DW965", "has not come yet", "happened"),
    ("A-1;payment_reversed;2026-03-05;1,00;", "DW972", "row 2: EUR 1.00 is too much", "check"),
    ("A-1;step_done;2026-03-05;;remindr", "DW705", "row 2: unknown step 'remindr'", "reminder"),
    ("A-1;;2026-03-05;;", "DW045", "row 2: event is empty", "fill it in"),
    ("A-1;payment_received;2026-03-05;1,00;;;x", "DW045", "row 2 has more cells", "quotation marks"),
]
HEAD = "case;event;at;amount;step\n"


@pytest.mark.parametrize(("row", "code", "said", "fix"), WRONG)
def test_a_mistake_is_named_by_its_row(person, row, code, said, fix):
    """And nothing of the file is recorded, so that the mended file can be given again as it is."""
    found, document = record(person, f"{HEAD}{row}\nA-2;payment_received;2026-03-05;1,00;\n")
    (problem,) = document["problems"]
    assert (found, problem["code"], problem["line"], document["kept"]) == (2, code, 2, False)
    assert said in problem["message"]
    assert fix in problem["fix"]
    assert told(person, "A-2") == []


def test_all_mistakes_come_at_once_and_the_rest_can_be_recorded(person):
    """Whoever wants the right rows now says so."""
    rows = HEAD + "\n".join(row for row, *_ in WRONG) + "\nA-2;payment_received;2026-03-05;1,00;\n"
    code, document = record(person, rows, "--rest")
    assert (code, len(document["problems"]), len(document["recorded"])) == (1, len(WRONG), 1)
    assert told(person, "A-2") == [("2026-03-05", "payment_received")]


def test_a_dry_run_says_the_same_and_records_nothing(person):
    """By the same code: what it says is what would happen."""
    code, document = record(person, GOOD, "--dry-run")
    assert (code, document["kept"], document["dry_run"]) == (0, False, True)
    assert document["recorded"] == record(person, GOOD)[1]["recorded"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no heading 'case' and no heading 'event' and no heading 'at'"),
        ("case;event\nA-1;question_asked\n", "no heading 'at'"),
        ("case;event;at;amout\nA-1;question_asked;2026-03-05;\n", "unknown heading 'amout'"),
        ("case;event;at;at\n", "'at' stands twice"),
    ],
)
def test_a_file_without_its_headings_is_refused(person, text, said):
    """A row without its day would be another event each day it is given."""
    code, document = record(person, text)
    assert code == 2
    assert said in document["problems"][0]["message"]


def test_pairs_may_stand_in_one_column(person):
    """For who would rather not have a column for each key."""
    rows = "case,event,at,by,data\nA-1,promise_made,2026-03-18,Jo,promised_on=2026-03-25; amount=10.00\n"
    assert record(person, rows)[0] == 0
    entry = person.must("history", "A-1", "--on", DAY)["entries"][-2]
    assert (entry["promised_on"], entry["amount"], entry["recorded"]["by"]) == ("2026-03-25", "10.00", "Jo")


@pytest.mark.parametrize(
    "words",
    [
        ("A-1",),
        ("A-1", "question_asked", "--rest"),
        ("A-1", "question_asked", "--dry-run"),
        ("A-1", "question_asked", "--from", "events.csv"),
        ("--from", "nowhere.csv"),
    ],
)
def test_what_does_not_go_together_is_refused(person, words):
    """Used wrongly: exit code 2, and no traceback."""
    assert person.run("record", *words)[0] == 2


def test_two_processes_record_a_file_once(person):
    """Each takes its turn: forty rows, forty events, whoever came first."""
    path = person.folder / "events.csv"
    rows = [f"A-{number % 2 + 1};payment_received;2026-03-05;{number + 1},00" for number in range(40)]
    path.write_text("\n".join(["case;event;at;amount", *rows, ""]), encoding="utf-8")
    words = ["record", "--from", str(path), "--on", DAY, "--workspace", str(person.folder), "--format", "json"]
    command = [sys.executable, "-m", "dunwell", *words]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    found = [json.loads(one.communicate(timeout=120)[0]) for one in both]
    assert sorted(len(one["recorded"]) for one in found) == [0, 40]
    assert sorted(len(one["known"]) for one in found) == [0, 40]
    assert len(told(person, "A-1")) == len(told(person, "A-2")) == 20


@on_sqlite
def test_what_is_printed(person, snapshot):
    """As a controller reads it."""
    record(person, "case;event;at;amount\nA-2;payment_received;2026-03-04;1,00\n")
    path = person.folder / "events.csv"
    path.write_text(GOOD + "A-2;payment_received;2026-03-04;1,00;;\n", encoding="utf-8")
    assert person.run("record", "--from", str(path), "--on", DAY)[1] == snapshot
