"""Accepted findings in a test file: what is written is read back, and the rest of the file stays as it is."""

import pytest

from dunwell.language.pinned import read_pinned, with_findings
from dunwell.language.yamlfile import read_yaml

ACCEPTED = {
    "consumer": {"step reminder": (1, 33), "notice without reminder": (12, 12)},
    "business": {"end paid": (-3, 90)},
}
DUE = 739_000
TESTS = "# ours\npolicy: mine.yaml\ntests:\n  - name: one  # kept\n    given: {invoice.total: EUR 10}\n"


def pinned(text):
    """What is read from a text, and its problems."""
    root, problems = read_yaml(text, "tests.yaml")
    assert not problems
    return read_pinned(root)


def test_what_is_written_is_read_back():
    """Keys, days, budget and due dates come back as they were, before and after other keys."""
    for before in ("", TESTS, "findings:\n  budget: old\n\npolicy: mine.yaml\n"):
        found, problems = pinned(with_findings(before, "quick", (DUE, DUE + 1), ACCEPTED))
        assert not problems
        assert (found.budget, found.dues, found.accepted) == ("quick", (DUE, DUE + 1), ACCEPTED)


def test_the_rest_of_the_file_stays():
    """Comments and tests are kept byte for byte, and writing twice gives the same text."""
    once = with_findings(TESTS, "quick", (DUE,), ACCEPTED)
    assert once.startswith(TESTS)
    assert with_findings(once, "quick", (DUE,), ACCEPTED) == once
    moved = f"findings:\n  budget: quick\n  # old\n\n# of the tests\n{TESTS}"
    assert with_findings(moved, "quick", (DUE,), ACCEPTED).endswith(f"\n{TESTS}")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("findings: yes please", "DW718", "is a table"),
        ("findings: {budget: quick, dew: []}", "DW201", "'dew'"),
        ("findings: {due: [soon]}", "DW718", "'soon' is not a day"),
        ("findings: {accepted: {consumer: {step call: often}}}", "DW718", "does not say on which days"),
    ],
)
def test_a_mistake_is_told(text, code, said):
    """A mistake in the findings is a problem with its code, at its place."""
    _, (problem,) = pinned(text)
    assert problem.code == code
    assert said in problem.message


def test_a_file_without_findings_has_none():
    """Most test files have no accepted findings, and that is fine."""
    assert pinned(TESTS) == (None, ())
