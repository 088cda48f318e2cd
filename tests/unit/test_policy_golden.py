"""A golden timeline becomes a policy test that passes; the rest of the file stays, nothing is overwritten unasked."""

import pytest
from click.testing import CliRunner

from dunwell.cli import cli

FACTS = ("--assume", "debtor.kind=business", "--assume", "invoice.issued=2026-01-05")
MORE = ("--assume", "invoice.due=2026-02-04", "--assume", "invoice.total=1210.00")
SCENARIO = """events:
  - {at: 3 days after reminder.sent, event: payment_received, amount: "210.00"}
  - {at: 2026-02-13, event: call_made, outcome: promise, promised_on: 2026-02-20}
"""
MINE = """# What we want.
policy: policies/nl/standard.yaml
tests:
  - name: First                          # kept
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 1210}
    end: handed_over

  # about the second
  - name: "Second: the last"
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 1210}
    end: handed_over
"""


@pytest.fixture
def dunwell(root, monkeypatch):
    """Run the command line in the checkout."""
    monkeypatch.chdir(root)
    return lambda *args: CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)


def test_what_was_recorded_passes(dunwell, tmp_path):
    """A new file holds the whole timeline: each day, the amounts and the end; played again it passes."""
    file, scenario = tmp_path / "golden.yaml", tmp_path / "scenario.yaml"
    scenario.write_text(SCENARIO)
    made = dunwell(
        "test", file, "--record", "A promise: broken", *FACTS, *MORE,
        "--scenario", scenario, "--policy", "policies/nl/standard.yaml",
    )  # fmt: skip
    assert made.exit_code == 0
    text = file.read_text()
    for line in (
        'name: "A promise: broken"',
        "2026-02-05: [check_invoice, reminder]",
        "end: {date: ",
        'total: "',
        "done_by: {",
    ):
        assert line in text
    again = dunwell("test", file)
    assert (again.exit_code, again.output) == (0, "1 passed, 0 failed\n")


def test_an_invoice_is_named_from_the_test_file(dunwell, root, tmp_path):
    """The path of the invoice is that from the test file, so that the test runs from anywhere."""
    file = tmp_path / "golden.yaml"
    made = dunwell(
        "test", file, "--record", "Shop", "--invoice", "docs/examples/invoice-consumer.yaml", "--policy",
        "policies/nl/standard.yaml",
    )  # fmt: skip
    assert made.exit_code == 0
    assert "invoice: " in file.read_text()
    assert dunwell("test", file).exit_code == 0


def test_a_test_is_overwritten_only_when_told(dunwell, tmp_path):
    """A name that is taken is refused; with --replace that test alone is written anew, comments and all else kept."""
    file = tmp_path / "mine.yaml"
    file.write_text(MINE)
    refused = dunwell("test", file, "--record", "First", *FACTS, *MORE)
    assert (refused.exit_code, "DW715" in refused.output) == (2, True)
    assert file.read_text() == MINE
    assert dunwell("test", file, "--record", "First", "--replace", *FACTS, *MORE).exit_code == 0
    text = file.read_text()
    assert text.startswith("# What we want.\n")
    assert text.index("hand_over]") < text.index('  # about the second\n  - name: "Second: the last"\n')
    assert dunwell("test", file).output == "2 passed, 0 failed\n"
    assert dunwell("test", file, "--record", "Third", *FACTS, *MORE).exit_code == 0
    assert file.read_text().startswith(text.rstrip())
    assert dunwell("test", file).output == "3 passed, 0 failed\n"


@pytest.mark.parametrize(
    "args",
    [
        ("--record", "Mine"),
        ("--record", "Mine", *FACTS, *MORE),
        ("--record", " ", *FACTS, *MORE, "--policy", "policies/nl/standard.yaml"),
        ("--record", "Mine", *FACTS, *MORE, "--invoice", "x.xml", "--policy", "policies/nl/standard.yaml"),
    ],
)
def test_what_is_missing_is_said(dunwell, tmp_path, args):
    """Without a name, a policy, or exactly one of invoice and facts, nothing is written."""
    file = tmp_path / "golden.yaml"
    result = dunwell("test", file, *args)
    assert (result.exit_code, "DW715" in result.output) == (2, True)
    assert not file.exists()
