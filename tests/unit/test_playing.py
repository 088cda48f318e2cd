"""Under which policy an invoice is played: in a workspace its own come first, outside of one a shipped one is taken."""

import sys

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from workspaces import LADDER, Person, codes, make

LADDER_TEXT = LADDER.read_text(encoding="utf-8")
COMMANDS = ("simulate", "preview", "explain")


@pytest.fixture
def person(tmp_path):
    """Somebody in a workspace with the short ladder as its own policy, and without a journal."""
    folder = make(tmp_path / "workspace")
    (folder / "dunwell.db").unlink()
    return Person(folder)


def own(person, name="ladder.yaml", **changes):
    """Write the short ladder as an own policy; `changes` replace the value of a key."""
    text = LADDER_TEXT
    for key, value in changes.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{key}:"))
        text = text.replace(line, f"{key}: {value}", 1)
    (person.folder / "policies" / name).write_text(text, encoding="utf-8")


def policy_of(document):
    """The id and version of the policy of a document, or None."""
    policy = document["policy"]
    return f"{policy['id']} {policy['version']}" if isinstance(policy, dict) else policy


def told(document):
    """The codes of its problems, but that the invoice names no account."""
    return [code for code in codes(document) if code != "DW843"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_own_policy_is_chosen_and_nothing_is_written(person, command):
    """Before the shipped one that fits too; without a journal, and none is made."""
    path = person.file()
    before = {one: one.stat().st_mtime_ns for one in person.folder.rglob("*")}
    assert policy_of(person.ask(command, path)[1]) == "ladder 1"
    assert {one: one.stat().st_mtime_ns for one in person.folder.rglob("*")} == before


def test_a_shipped_policy_is_chosen_where_no_own_one_fits(person):
    """As `open` does."""
    own(person, applies_to="{currency: EUR, debtor.country: BE}")
    assert policy_of(person.must("simulate", person.file())) == "nl-standard 2026-01"


def test_the_version_in_force_when_the_case_opens_is_played(person):
    """On the invoice date, or on `--on`; the one of later does not count yet."""
    own(person, "later.yaml", version='"2"', valid_from="2026-03-01")
    path = person.file(issued="2026-02-01")
    assert policy_of(person.must("simulate", path)) == "ladder 1"
    assert policy_of(person.must("simulate", path, "--on", "2026-03-01")) == "ladder 2"
    assert policy_of(person.must("simulate", path, "--assume", "invoice.issued=2026-03-01")) == "ladder 2"


def test_an_own_policy_that_is_not_yet_in_force_is_played_with_a_note(person):
    """A simulation passes over the first day of any policy, and says so."""
    own(person, valid_from="2027-01-01")
    document = person.must("simulate", person.file())
    assert (policy_of(document), told(document)) == ("ladder 1", ["DW937"])


def test_of_two_versions_that_count_from_one_day_none_is_played(person):
    """Nobody can say which of them counts: the reason is that of `open`."""
    own(person, "same.yaml", version='"2"')
    code, document = person.ask("simulate", person.file())
    assert (code, policy_of(document), told(document)) == (1, None, ["DW091"])


def test_an_own_policy_with_the_id_of_a_shipped_one_is_said(person):
    """It is played, never silently."""
    own(person, policy="nl-standard")
    document = person.must("simulate", person.file())
    assert (policy_of(document), told(document)) == ("nl-standard 1", ["DW964"])


@pytest.mark.parametrize("command", COMMANDS)
def test_an_own_policy_with_errors_is_told(person, command):
    """Another might be taken for it, so none is; one that is asked for by name is played."""
    own(person, law="moon")
    path = person.file()
    code, document = person.ask(command, path)
    assert (code, codes(document)) == (2, ["DW963", "DW302"])
    assert "none is chosen" in document["problems"][0]["message"]
    named = person.ask(command, path, "--policy", "policies/nl/standard.yaml")[1]
    assert policy_of(named) == "nl-standard 2026-01"


def test_outside_a_workspace_what_chooses_among_own_policies_is_not_loaded(tmp_path, monkeypatch):
    """A simulation there starts as fast as before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DUNWELL_WORKSPACE", raising=False)
    monkeypatch.delitem(sys.modules, "dunwell.journal.policies", raising=False)
    result = CliRunner().invoke(cli, ["simulate", Person(tmp_path).file()])
    assert "nl-standard" in result.output
    assert "dunwell.journal.policies" not in sys.modules
