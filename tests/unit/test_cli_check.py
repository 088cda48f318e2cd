"""`dunwell check`: what it prints, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dunwell.cli import cli
from dunwell.cli.check import FORMS

TESTS = Path(__file__).resolve().parents[1]
FINE = str(TESTS / "fixtures" / "policies" / "short.yaml")
WARNED = str(TESTS / "bad" / "policies" / "DW502-unused-condition.yaml")
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
