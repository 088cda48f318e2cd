"""`dunwell journal` and `dunwell erase`, as people use them: moved to a server and back, and cleared."""

import stat

import pytest

from databases import on_sqlite
from workspaces import NUMBER, Person, codes, make


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with one case that was paid and one that is open, of one debtor."""
    somebody = Person(make(tmp_path / "one", journal=journal_url))
    somebody.must("open", somebody.file(), somebody.file("2026-0002"), "--on", "2026-03-02")
    somebody.must("record", NUMBER, "payment_received", "amount=1000.00", "--on", "2026-03-03")
    return somebody


def test_a_journal_moves_to_another_workspace(person, tmp_path):
    """Exported for one's own eyes only, taken in once, and the same from there."""
    file, again = tmp_path / "journal.jsonl", tmp_path / "again.jsonl"
    assert person.run("journal", "export", "-o", str(file)) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = Person(make(tmp_path / "two"))
    assert other.run("journal", "import", str(file)) == (0, "taken in: 2 cases, 1 events, 0 deliveries, 2 files\n")
    assert other.run("journal", "export", "-o", str(again))[0] == 0
    assert again.read_bytes() == file.read_bytes()
    there, here = (one.must("status", "--on", "2026-03-04")["totals"] for one in (other, person))
    assert there == here
    code, document = other.ask("journal", "import", str(file))
    assert (code, codes(document)) == (2, ["DW082"])


@on_sqlite
def test_what_cannot_be_read_or_written_is_told(person, tmp_path):
    """No traceback, no half a file; without a name it is printed."""
    assert person.ask("journal", "import", str(tmp_path / "none"))[0] == 2
    assert person.ask("journal", "import", str(tmp_path))[0] == 2
    (tmp_path / "text").write_text("no journal", encoding="utf-8")
    code, document = person.ask("journal", "import", str(tmp_path / "text"))
    assert (code, codes(document)) in ((2, ["DW082"]), (2, ["DW085"]))
    assert "DW910" in person.run("journal", "export", "-o", str(tmp_path / "no" / "x"))[1]
    assert person.run("journal", "export")[1].startswith('{"dunwell_journal":1')


def test_erasing_says_what_it_would_do_does_it_and_shows_it(person):
    """The open case stays; the other one is cleared, and its history says so."""
    code, document = person.ask("erase", "--debtor", "zwarte specht drukwerk b.v.", "--on", "2026-03-04")
    assert (code, document["would_erase"], codes(document)) == (1, [NUMBER], ["DW086"])
    words = ("--why", "asked by letter", "--by", "anna", "--on", "2026-03-04")
    code, document = person.ask("erase", "--debtor", "Zwarte Specht Drukwerk B.V.", *words)
    assert (code, codes(document)) == (1, ["DW086", "DW089"])
    assert [one["why"] for one in document["erased"]] == ["asked by letter"]
    history = person.must("history", NUMBER)
    assert (history["erased"], history["invoice"]["debtor"]["name"] if history["invoice"].get("debtor") else None) == (
        document["erased"],
        None,
    )
    printed = person.run("history", NUMBER)[1]
    assert "2026-03-04: erased by anna (asked by letter): who the debtor and the creditor are; the invoice" in printed
    assert person.must("status", "--on", "2026-03-04")["totals"]["ended"] == 1


def test_erasing_one_case(person):
    """By its number; an open one is refused, and so is a debtor or a case that is not there."""
    assert person.ask("erase", "2026-0002", "--why", "asked", "--on", "2026-03-04")[0] == 1
    code, document = person.ask("erase", NUMBER, "--why", "asked", "--on", "2026-03-04")
    assert (code, len(document["erased"])) == (0, 1)
    assert "nothing was left to erase" in person.run("erase", NUMBER, "--why", "asked", "--on", "2026-03-04")[1]
    assert codes(person.ask("erase", "--debtor", "Nobody")[1]) == ["DW959"]
    assert person.run("erase", "--why", "asked")[0] == 2
