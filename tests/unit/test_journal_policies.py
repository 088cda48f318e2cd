"""Under which policy an invoice may be opened: own ones first, in force only, the newest of each."""

import pytest

from dunwell.days import day
from dunwell.journal.policies import read_policies, with_early
from dunwell.problems import ProblemsFound
from dunwell.resources import read_text
from workspaces import LADDER, invoice

ON = day("2026-06-01")
TEXT = LADDER.read_text(encoding="utf-8")
NL = "policies/nl/standard.yaml"


def write(folder, name="own.yaml", text=TEXT, **changes):
    """A policy in the folder; `changes` replace the value of a key."""
    for key, value in changes.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{key}:"))
        text = text.replace(line, f"{key}: {value}", 1)
    (folder / name).write_text(text, encoding="utf-8")


def chosen(folder, named=None, given=None, on=ON, *, early=False):
    """The id and version of the policy for an invoice, or the message why there is none."""
    policies = read_policies(folder, named, on)
    found, problems = (with_early(policies) if early else policies).choose(invoice(), given or {})
    return f"{found[1].id} {found[1].version}" if found else problems[0].message


def codes_of(folder, named=None):
    """The codes of the problems for which no policies can be had."""
    with pytest.raises(ProblemsFound) as found:
        read_policies(folder, named, ON)
    return [one.code for one in found.value.problems]


def test_own_policies_come_before_the_shipped_ones(tmp_path):
    """Where one fits it is taken; where none does, a shipped one is."""
    assert chosen(tmp_path) == "nl-standard 2026-01"
    assert chosen(tmp_path / "gone") == "nl-standard 2026-01"
    write(tmp_path)
    assert chosen(tmp_path) == "ladder 1"
    write(tmp_path, applies_to="{currency: EUR, debtor.country: BE}")
    assert chosen(tmp_path) == "nl-standard 2026-01"


def test_only_what_is_in_force_is_chosen(tmp_path):
    """Of several versions the newest that is valid on the day; one of tomorrow waits."""
    write(tmp_path, "a.yaml", version='"1"', valid_from="2026-01-01")
    write(tmp_path, "b.yaml", version='"2"', valid_from="2026-06-01")
    write(tmp_path, "c.yaml", version='"3"', valid_from="2026-06-02")
    assert chosen(tmp_path) == "ladder 2"
    assert chosen(tmp_path, on=ON + 1) == "ladder 3"
    assert chosen(tmp_path, on=ON - 1) == "ladder 1"


def test_a_policy_that_is_not_yet_valid_is_named_in_the_reason(tmp_path):
    """Who waits for a policy sees from which day it counts."""
    write(tmp_path, valid_from="2027-01-01")
    said = chosen(tmp_path, "ladder")
    assert "no policy is for this invoice" in said
    assert "ladder 1 is for cases from 2027-01-01" in said


def test_a_policy_can_be_asked_for_by_id_or_file(tmp_path):
    """Own and shipped ids, the file of either; and then it alone, even if another would fit."""
    write(tmp_path)
    assert chosen(tmp_path, "nl-standard") == "nl-standard 2026-01"
    assert chosen(tmp_path, NL) == "nl-standard 2026-01"
    assert chosen(tmp_path, "ladder") == "ladder 1"
    assert chosen(tmp_path, str(tmp_path / "own.yaml")) == "ladder 1"
    assert "debtor's country" in chosen(tmp_path, "nl-standard", {"debtor.country": "FR"})


def test_a_policy_that_is_not_there_is_said(tmp_path):
    """A misspelt id names what was meant, a misspelt file that there is none."""
    assert codes_of(tmp_path, "nl-standart") == ["DW930"]
    assert codes_of(tmp_path, "gone/own.yaml") == ["DW901"]
    with pytest.raises(ProblemsFound, match="did you mean 'nl-standard'"):
        read_policies(tmp_path, "nl-standart", ON)


def test_an_own_policy_with_errors_keeps_everything_waiting(tmp_path):
    """Its own problems follow; a policy asked for by name goes on, one with errors does not."""
    write(tmp_path, law="moon")
    assert codes_of(tmp_path) == ["DW963", "DW302"]
    assert chosen(tmp_path, "nl-standard") == "nl-standard 2026-01"
    assert codes_of(tmp_path, str(tmp_path / "own.yaml")) == ["DW302"]
    (tmp_path / "own.yaml").write_text("policy: 'never closed", encoding="utf-8")
    assert codes_of(tmp_path)[0] == "DW963"


def test_files_that_are_no_policies_are_left_out(tmp_path):
    """Policy tests and notes may lie beside policies; an example becomes a policy only when it is renamed."""
    (tmp_path / "tests.yaml").write_text("tests: []\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Own", encoding="utf-8")
    write(tmp_path, "own.yaml.example")
    assert read_policies(tmp_path, None, ON).own == ()


def test_an_own_policy_with_the_id_of_a_shipped_one_is_said(tmp_path):
    """It is taken, as own policies are, but never silently."""
    write(tmp_path, text=read_text(NL), title="Ons eigen stappenplan")
    (problem,) = read_policies(tmp_path, None, ON).problems
    assert (problem.code, problem.severity) == ("DW964", "warning")
    assert NL in problem.message


def test_the_law_is_always_the_shipped_one(tmp_path):
    """A law file in a workspace changes nothing: a policy's figures come from the shipped pack."""
    (tmp_path / "nl" / "law").mkdir(parents=True)
    (tmp_path / "nl" / "law" / "interest.yaml").write_text("interest: {}\n", encoding="utf-8")
    write(tmp_path)
    found, _ = read_policies(tmp_path, None, ON).choose(invoice(), {})
    shipped, _ = read_policies(tmp_path, "nl-standard", ON).choose(invoice(), {})
    assert found[1].law is shipped[1].law


def test_a_simulation_chooses_what_is_to_come_after_what_is_in_force(tmp_path):
    """The newest version in force; of a policy that is not yet in force the first to come, before the shipped ones."""
    write(tmp_path, "c.yaml", version='"3"', valid_from="2026-08-01")
    write(tmp_path, "b.yaml", version='"2"', valid_from="2026-07-01")
    assert chosen(tmp_path) == "nl-standard 2026-01"
    assert chosen(tmp_path, early=True) == "ladder 2"
    write(tmp_path, "z.yaml", policy="zeal", version='"1"', valid_from="2026-06-01")
    assert chosen(tmp_path, early=True) == "zeal 1"
    write(tmp_path, "a.yaml", version='"1"', valid_from="2026-01-01")
    assert chosen(tmp_path, early=True) == "ladder 1"
