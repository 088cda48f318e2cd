"""`dunwell check`: what it prints, and the exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dunwell.cli import cli
from dunwell.cli.check import FORMS

TESTS = Path(__file__).resolve().parents[1]
FINE = str(TESTS / "fixtures" / "policies" / "short.yaml")
WARNED = str(TESTS / "bad" / "policies" / "DW502-unused-condition.yaml")
MANY = TESTS / "bad" / "policies" / "DW201-many-mistakes.yaml"
WRONG = str(TESTS / "bad" / "policies" / "DW201-misspelt-key.yaml")


def check(*arguments: str) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(cli, ["check", *arguments])


EXITS = [
    ([FINE], 0),
    (["policies/nl/standard.yaml"], 0),
    ([WARNED], 0),
    (["--strict", WARNED], 1),
    ([WRONG], 1),
    ([FINE, WRONG], 1),
    (["no-such-file.yaml"], 2),
]


@pytest.mark.parametrize(("arguments", "code"), EXITS, ids=range(len(EXITS)))
def test_exit_codes(arguments: list[str], code: int) -> None:
    """0 fine, warnings too unless --strict; 1 an error; 2 nothing could be read."""
    assert check(*arguments).exit_code == code


def test_a_fine_policy_is_said_to_be_fine() -> None:
    """Silence could mean that nothing was looked at."""
    assert check(FINE).stdout == "no problems in 1 file\n"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_every_problem(form: str) -> None:
    """The code of each problem stands in each form; JSON and SARIF can be read."""
    printed = check("--format", form, WRONG, WARNED).stdout
    assert "DW201" in printed
    assert "DW502" in printed
    if form in ("json", "sarif"):
        json.loads(printed)


def test_a_folder_is_looked_through() -> None:
    """Every policy in it, and all problems in one run."""
    printed = check("--format", "json", str(TESTS / "bad" / "policies")).stdout
    codes = {problem["code"] for problem in json.loads(printed)["problems"]}
    assert {"DW111", "DW201", "DW305", "DW404", "DW512"} <= codes


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A policy with six mistakes: five that mean one thing, and a wait in hours."""
    file = tmp_path / "own.yaml"
    file.write_bytes(MANY.read_bytes().replace(b"\n", b"\r\n"))
    return file


def test_fix_mends_and_says_what_is_left(wrong: Path) -> None:
    """What was mended comes first; then the file is checked again, and the exit code is that of what is left."""
    result = check("--fix", str(wrong))
    assert result.exit_code == 1
    assert f"{wrong}:4:1: mended DW201 unknown key 'titel' (did you mean 'title'?)\n" in result.stdout
    assert "mended 5 problems in 1 file\n" in result.stdout
    assert "1 error in 1 file\n--fix --unsafe-fixes mends 1 of them\n" in result.stdout
    assert wrong.read_bytes().count(b"\r\n") == MANY.read_bytes().count(b"\n")
    assert check("--fix", str(wrong)).stdout.count("mended") == 0
    assert "mended 1 problem" in check("--fix", "--unsafe-fixes", str(wrong)).stdout
    assert b"start: 1 day after invoice.due\r\n" in wrong.read_bytes()


def test_a_file_with_nothing_to_mend_is_not_written(tmp_path: Path) -> None:
    """Not even its time changes."""
    file = tmp_path / "own.yaml"
    file.write_bytes(Path(FINE).read_bytes())
    os.utime(file, (1, 1))
    assert check("--fix", str(file)).exit_code == 0
    assert file.stat().st_mtime == 1


def test_diff_writes_nothing(wrong: Path) -> None:
    """It shows what would go and come, and exits with 1 as long as there is anything."""
    before = wrong.read_bytes()
    result = check("--diff", str(wrong))
    assert result.exit_code == 1
    assert "-titel: Korte ladder\n+title: Korte ladder\n" in result.stdout
    assert result.stderr == "would mend 5 problems in 1 file\n"
    assert wrong.read_bytes() == before
    assert check("--diff", FINE).exit_code == 0
    assert check("--diff", FINE).stderr == "nothing to mend\n"


def test_fix_and_diff_for_programs(wrong: Path) -> None:
    """JSON has the diffs, or what was mended beside what is left."""
    shown = json.loads(check("--diff", "--format", "json", str(wrong)).stdout)
    assert [each["file"] for each in shown["diffs"]] == [str(wrong)]
    assert [problem["code"] for problem in shown["problems"]] == ["DW401"]
    done = json.loads(check("--fix", "--format", "json", str(wrong)).stdout)
    assert len(done["mended"]) == 5
    assert [problem["mend"]["safe"] for problem in done["problems"]] == [False]


def test_what_fix_leaves_alone(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, law files beside policies, and --unsafe-fixes without an order to mend."""
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(Path(WRONG).read_bytes() + "# caf\u00e9".encode("latin-1"))
    law = tmp_path / "law.yaml"
    law.write_text("jurisdiction: xx\ntitel: x\n", encoding="utf-8")
    before = latin.read_bytes(), law.read_bytes()
    assert check("--fix", str(tmp_path)).exit_code == 1
    assert (latin.read_bytes(), law.read_bytes()) == before
    refused = check("--unsafe-fixes", WRONG)
    assert (refused.exit_code, "write --fix or --diff with it" in refused.stderr) == (2, True)


def test_a_folder_that_may_not_be_written(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and the file stays as it is."""

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("dunwell.mending.mkstemp", fail)
    before = wrong.read_bytes()
    result = check("--fix", str(wrong))
    assert result.exit_code == 2
    assert "DW910" in result.stderr
    assert wrong.read_bytes() == before


def test_a_note_in_another_file_is_drawn_with_its_line() -> None:
    """A template that prints what its step cannot give: the step, then the line of the template, then what to do."""
    lines = check(str(TESTS / "bad" / "uses" / "DW637-no-term.yaml")).stdout.splitlines()
    note = next(number for number, line in enumerate(lines) if line.endswith(": note: printed here"))
    assert lines[note].startswith("templates/nl/")
    assert "term.last_day" in lines[note + 2]
    assert lines[note + 4].startswith("   = help: add a term")
