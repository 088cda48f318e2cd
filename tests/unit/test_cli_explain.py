"""`dunwell explain`: the page of a problem code, and what happens with a word that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import workspaces
from dunwell.cli import cli
from dunwell.codes.catalogue import CODES

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def test_the_page_of_a_code(snapshot: SnapshotAssertion) -> None:
    """Title, family, why, how to mend, a wrong and a right example, as we reviewed them."""
    result = explain("DW113")
    assert result.exit_code == 0
    assert result.output == snapshot


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page(code: str) -> None:
    """Every code that a message can name can be looked up, also in lower case."""
    result = explain(code.lower())
    assert result.exit_code == 0
    assert result.output.startswith(f"{code} {CODES[code].title}\n")
    assert ("Wrong:" in result.output) == bool(CODES[code].wrong)


def test_json_has_every_part() -> None:
    """Programs get the same; an example that a code lacks is null."""
    page = json.loads(explain("DW120", "--format", "json").output)
    parts = {"code", "family", "severity", "title", "why", "mend", "wrong", "right", "mended", "mended_unsafely"}
    assert set(page) == parts
    assert (page["code"], page["family"], page["severity"]) == ("DW120", "Reading YAML", "error")
    assert json.loads(explain("DW101", "--format", "json").output)["wrong"] is None


@pytest.mark.parametrize(
    ("word", "code", "hint"),
    [
        ("DW1133", "DW931", "DW113"),
        ("dw99", "DW931", "DW9"),
        ("DW-xyz", "DW931", "DW113"),
        ("reminder", "DW933", "DW113"),
    ],
)
def test_an_unknown_word_is_used_wrongly(word: str, code: str, hint: str) -> None:
    """Exit code 2, the word as it was given, and what was perhaps meant; nothing on the output stream."""
    result = explain(word)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert code in result.stderr
    assert repr(word) in result.stderr
    assert hint in result.stderr


def test_an_unknown_word_in_json() -> None:
    """The problem has the shape that it has everywhere, on the output stream."""
    result = explain("DW1133", "--format", "json")
    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["code"] == "DW931"
    assert problem["file"] is None
    assert "DW113" in problem["fix"]


NL = "policies/nl/standard.yaml"
INVOICE = "docs/examples/invoice-business.xml"


def test_a_step_of_a_policy_in_the_policys_language() -> None:
    """A Dutch policy is told in Dutch; --language tells it in English."""
    assert explain(NL, "call").stdout.startswith("Stap 3: Bellen\n")
    assert explain(NL, "call", "--language", "en").stdout.startswith("Step 3: Bellen\n")
    assert explain(NL, "--step", "call", "--format", "markdown").stdout.startswith("### Stap 3: Bellen\n")
    assert json.loads(explain(NL, "call", "--format", "json").stdout)["number"] == "3"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_whole_policy_in_a_file(form: str, tmp_path: Path) -> None:
    """Every form can be written to a file, without colour; nothing is printed then."""
    target = tmp_path / "policy"
    result = explain(NL, "--format", form, "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    text = target.read_text(encoding="utf-8")
    assert "Stappenplan onbetaalde factuur" in text
    assert "compliance" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        ((NL, "remider"), "DW941", "reminder"),
        ((NL, "reminder", "--format", "html"), "DW942", "markdown"),
        (("DW113", "--format", "html"), "DW942", "text or json"),
        ((INVOICE, "--format", "markdown"), "DW942", "text or json"),
        ((INVOICE, "--step", "remider"), "DW941", "reminder"),
    ],
)
def test_what_cannot_be_told_is_refused(arguments: tuple[str, ...], code: str, hint: str) -> None:
    """A step that is none, and a form that does not fit: exit code 2, with what to write instead."""
    result = explain(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert code in result.stderr
    assert hint in result.stderr


def test_a_policy_with_errors_is_refused(tmp_path: Path) -> None:
    """Nobody signs a policy that does not compile: its problems are shown instead."""
    path = tmp_path / "broken.yaml"
    path.write_text("dunwell: 1\npolicy: broken\n", encoding="utf-8")
    result = explain(str(path))
    assert result.exit_code == 2
    assert "DW202" in result.stderr


@pytest.mark.parametrize("width", ["80", "120"])
def test_why_a_step_of_an_invoice_is_not_due(width: str, snapshot: SnapshotAssertion) -> None:
    """Six days after the reminder of a small claim: what keeps each step, when it comes, and what would change that."""
    result = CliRunner().invoke(
        cli,
        ["explain", INVOICE, "--on", "2026-02-11", "--assume", "invoice.total=200.00"],
        env={"COLUMNS": width},
    )
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert max(map(len, lines)) <= int(width)
    assert "\n".join(lines) == snapshot


def test_a_scenario_counts_up_to_the_day(tmp_path: Path) -> None:
    """A question asked the day before holds every step; it says what lifting it would bring."""
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("events: [{at: 2026-02-10, event: question_asked}]\n", encoding="utf-8")
    result = explain(INVOICE, "call", "--on", "2026-02-11", "--scenario", str(scenario), "--format", "json")
    document = json.loads(result.stdout)
    (step,) = document["steps"]
    assert (document["day"], step["step"], step["state"]) == ("2026-02-11", "call", "now")
    assert "on hold since Tue 2026-02-10: question" in step["because"][0]["text"]
    assert [one["text"] for one in step["if"]] == ["the hold question were lifted"]


def test_a_case_of_a_workspace(tmp_path: Path) -> None:
    """By its number, on a day; what is due waits for bank data, and a step or case that is none is refused."""
    person = workspaces.Person(workspaces.make(tmp_path / "desk"))
    person.must("open", person.file(), "--on", "2026-03-01")
    document = person.must("explain", workspaces.NUMBER, "--on", "2026-03-02")
    states = {one["step"]: (one["state"], one["comes"]) for one in document["steps"]}
    assert states["reminder"] == ("due", {"date": "2026-03-02", "how": "done"})
    assert states["call"][0] == "ahead"
    assert document["open"] == "1000.00"
    code, problems = person.ask("explain", "2026-9999")
    assert (code, workspaces.codes(problems)) == (2, ["DW959"])
    code, problems = person.ask("explain", workspaces.NUMBER, "remider")
    assert (code, workspaces.codes(problems)) == (2, ["DW941"])
