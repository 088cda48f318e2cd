"""A policy with twenty faults, most of them of meaning: one run of `dunwell check` finds each, and nothing else.

And nothing at all in the policies that are shipped: who checks a policy that is fine hears nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.codes.catalogue import CODES
from dunwell.resources import policy_files

BAD = Path(__file__).resolve().parents[1] / "bad" / "twenty-faults.yaml"
GOOD = ("short", "calls")

FAULTS = [
    ("it is valid six weeks before it is approved", "DW413", 8),
    ("business days are no unit of the language", "DW401", 13),
    ("an invoice of exactly EUR 250 fits both variants", "DW511", 22),
    ("who owes more than EUR 1000 owes EUR 250 already", "DW513", 29),
    ("no amount is EUR 100 or more and less than EUR 25", "DW512", 30),
    ("on the due date itself the term has not expired", "DW412", 36),
    ("a misspelt key", "DW201", 41),
    ("a misspelt template", "DW305", 44),
    ("after ten days a term of fourteen still runs", "DW409", 48),
    ("a misspelt step", "DW308", 68),
    ("a call that is skipped has no day to count from", "DW404", 73),
    ("collection costs are announced, and never claimed", "DW507", 80),
    ("whoever lets it lie is told of it", "DW520", 96),
    ("nobody is ever sent to look for an address", "DW501", 102),
    ("a dispute that nobody looked at is taken for settled", "DW515", 115),
    ("nothing says what follows when the payment did not come", "DW505", 116),
    ("the second hold for a question never opens", "DW516", 118),
    ("a promise is broken before its day", "DW410", 121),
    ("promises and reminders take turns for ever", "DW509", 123),
    ("an instalment is to be reminded of after its day", "DW416", 132),
]


def found(*paths: str) -> tuple[int, list[dict[str, object]]]:
    """The exit code of a strict check, and its problems."""
    result = CliRunner().invoke(cli, ["check", "--strict", "--format", "json", *paths])
    return result.exit_code, json.loads(result.stdout)["problems"]


def test_one_run_finds_all_twenty_faults_and_nothing_else() -> None:
    """Each with its code, on its line; slips of the pen do not hide what is wrong with the rest."""
    code, problems = found(str(BAD))
    assert [(problem["code"], problem["line"]) for problem in problems] == [(code, line) for _, code, line in FAULTS]
    assert (code, len(FAULTS), len({code for _, code, _ in FAULTS})) == (1, 20, 20)


def test_each_fault_says_what_to_do_and_has_a_page() -> None:
    """A message names what was found, and its fix what to write."""
    for problem in found(str(BAD))[1]:
        assert problem["fix"], problem
        assert CODES[str(problem["code"])].severity == problem["severity"], problem


@pytest.mark.parametrize("path", policy_files())
def test_no_false_alarm_on_a_shipped_policy(path: str) -> None:
    """Not even a remark, with warnings taken as errors."""
    assert found(path) == (0, [])


def test_no_false_alarm_on_policies_that_are_meant_well(root: Path) -> None:
    """The ladders that the bad policies are edits of."""
    assert found(*(str(root / "tests" / "fixtures" / "policies" / f"{name}.yaml") for name in GOOD)) == (0, [])
