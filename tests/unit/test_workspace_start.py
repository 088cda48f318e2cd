"""A new workspace: complete, with policies that hide nothing, and never at the cost of what is there."""

from pathlib import Path

import pytest

from dunwell.days import day
from dunwell.loading import load_policy
from dunwell.matching.freshness import known_days
from dunwell.problems import ProblemsFound
from dunwell.readers.files import read_documents
from dunwell.resources import policy_files
from dunwell.workspace_file import read_workspace
from dunwell.workspace_start import start_workspace

FILES = [
    "customers.csv",
    "dunwell.db",
    "dunwell.yaml",
    "policies/README.md",
    "policies/own-standard.yaml.example",
    "policies/policy.schema.json",
    "sample-bank.sta",
    "sample-invoice.yaml",
    "templates/README.md",
    "templates/nl/reminder.md.j2.example",
]


def files_in(folder):
    """Every file below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_all_is_made(tmp_path):
    """Settings, journal, a place for policies, samples without a fault."""
    started = start_workspace(tmp_path / "a" / "b")
    folder = tmp_path / "a" / "b"
    assert files_in(folder) == FILES
    assert (len(started.made), started.kept) == (len(FILES), ())
    assert read_workspace(folder).journal.exists()
    sample = folder / "sample-invoice.yaml"
    assert [problem.message for problem in read_documents(sample, "s").problems] == []
    bank = read_documents(folder / "sample-bank.sta", "s")
    assert bank.problems == ()
    assert known_days(bank.statements) == {"NL13TEST0123456789": day("2026-04-01")}


def test_nothing_is_replaced(tmp_path):
    """What is there stays to the letter; what is missing is added; the journal keeps its place."""
    (tmp_path / "dunwell.yaml").write_text("journal: mine.db\n", encoding="utf-8")
    (tmp_path / "sample-invoice.yaml").write_text("mine", encoding="utf-8")
    started = start_workspace(tmp_path)
    assert (tmp_path / "dunwell.yaml").read_text(encoding="utf-8") == "journal: mine.db\n"
    assert (tmp_path / "sample-invoice.yaml").read_text(encoding="utf-8") == "mine"
    assert {Path(path).name for path in started.kept} == {"dunwell.yaml", "sample-invoice.yaml"}
    assert (tmp_path / "mine.db").exists()
    before = {path: (tmp_path / path).read_bytes() for path in files_in(tmp_path)}
    assert start_workspace(tmp_path).made == ()
    assert {path: (tmp_path / path).read_bytes() for path in files_in(tmp_path)} == before


def test_the_copied_policy_is_sound_and_has_an_id_of_its_own(tmp_path):
    """Renamed it is a policy; it never goes by a shipped one's name."""
    start_workspace(tmp_path)
    copy = tmp_path / "policies" / "own.yaml"
    (tmp_path / "policies" / "own-standard.yaml.example").rename(copy)
    modeline = copy.read_text(encoding="utf-8").partition("\n")[0]
    assert modeline == "# yaml-language-server: $schema=policy.schema.json"
    assert (copy.parent / modeline.partition("=")[2]).is_file()
    program = load_policy(str(copy)).program
    shipped = {load_policy(path).program.id for path in policy_files()}
    assert program is not None
    assert program.id == "own-nl-standard"
    assert program.id not in shipped


@pytest.mark.parametrize(
    ("text", "code"),
    [("jurnal: x\n", "DW201"), ("journal: mysql://x\n", "DW954"), ("journal: no/such/x.db\n", "DW952")],
)
def test_settings_that_are_wrong_are_told_before_anything_is_made(tmp_path, text, code):
    """A workspace is not finished around a mistake."""
    (tmp_path / "dunwell.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        start_workspace(tmp_path)
    assert [one.code for one in found.value.problems] == [code]
    assert files_in(tmp_path) == ["dunwell.yaml"]


def test_a_file_is_no_place_for_a_workspace(tmp_path):
    """Neither the file itself nor a folder below it."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place, code in ((tmp_path / "file", "DW903"), (tmp_path / "file" / "below", "DW910")):
        with pytest.raises(ProblemsFound) as found:
            start_workspace(place)
        assert [one.code for one in found.value.problems] == [code]
