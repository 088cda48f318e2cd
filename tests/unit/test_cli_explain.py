"""`dunwell explain`: the page of a problem code, and what happens with a word that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from dunwell.cli import cli
from dunwell.codes.catalogue import CODES

if TYPE_CHECKING:
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
    assert set(page) == {"code", "family", "severity", "title", "why", "mend", "wrong", "right"}
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
