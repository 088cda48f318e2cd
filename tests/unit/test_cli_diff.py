"""`dunwell diff`: exit codes, the three forms, two languages, portfolios and open cases."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from workspaces import Person, make

SHIPPED = "policies/nl/standard.yaml"
TABLE = """number;invoice.issued;invoice.due;invoice.total;debtor.kind;agency.registered
1;05-01-2026;04-02-2026;1.210,00;business;ja
2;05-01-2026;04-02-2026;250,00;business;nee
3;05-01-2026;04-02-2026;99,00;consumer;ja
"""


@pytest.fixture
def changed(root, tmp_path, monkeypatch):
    """The Dutch policy with another bound, as a file."""
    monkeypatch.chdir(root)
    file = tmp_path / "new.yaml"
    file.write_text((root / SHIPPED).read_text().replace("at_least: EUR 250", "at_least: EUR 251"))
    return file


def run(*args):
    """The result of `dunwell diff`."""
    return CliRunner().invoke(cli, ["diff", *map(str, args)], catch_exceptions=False)


def test_a_change_is_told_in_words_and_dates(changed, tmp_path, snapshot):
    """Text in both languages, for review before a policy is approved; exit code 1."""
    for language in ("en", "nl"):
        result = run("nl-standard", changed, "--language", language)
        assert result.exit_code == 1
        assert result.output.replace(str(changed), "new.yaml") == snapshot(name=language)


def test_nothing_changes_for_a_policy_and_itself(root, monkeypatch):
    """Exit code 0, and it says that nothing changes."""
    monkeypatch.chdir(root)
    result = run(SHIPPED, "nl-standard")
    assert (result.exit_code, "nothing changes" in result.output) == (0, True)


def test_a_portfolio_is_a_table_or_a_folder(changed, tmp_path):
    """Each invoice is counted once however many stories it is played in; what is none is left out and counted."""
    table = tmp_path / "invoices.csv"
    table.write_text(TABLE)
    result = run(SHIPPED, changed, "--portfolio", table, "--format", "json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (document["real"]["cases"], document["real"]["cases_affected"]) == (3, 1)
    assert document["real"]["examples"][0]["case"] == "2"
    assert document["words"][0]["path"][-1] == "at_least"
    markdown = run(SHIPPED, changed, "--portfolio", "docs/examples", "--format", "markdown")
    assert markdown.exit_code == 1
    assert markdown.output.startswith("# ")
    assert "docs/examples: " in markdown.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("number;due\n1;2026-02-04\n", "no fact is called 'due'"),
        ("number;invoice.due;invoice.total\n1;soon;100\n", "row 2, invoice.due"),
        ("number;invoice.due;invoice.total\n", "holds no invoice"),
    ],
)
def test_a_portfolio_that_cannot_be_read_is_refused(changed, tmp_path, content, message):
    """A heading that is no fact, a cell that is no value, or no invoice at all: exit code 2, and where."""
    table = tmp_path / "invoices.csv"
    table.write_text(content)
    result = run(SHIPPED, changed, "--portfolio", table)
    assert result.exit_code == 2
    assert "DW716" in result.output
    assert message in result.output


@pytest.mark.parametrize(
    "args", [("nothing-such", SHIPPED), (SHIPPED, "tests/bad"), (SHIPPED, SHIPPED, "--portfolio", "gone.csv")]
)
def test_what_cannot_be_used_is_refused(root, monkeypatch, args):
    """A policy that is not there, is a folder, or a portfolio that is not there: exit code 2."""
    monkeypatch.chdir(root)
    assert run(*args).exit_code == 2


def test_open_cases_are_compared_from_their_opening(changed, tmp_path):
    """The open cases under the old policy are counted with what happened to them; without any, exit code 2."""
    person = Person(make(tmp_path / "desk", ladder=False))
    code, printed = person.run("diff", SHIPPED, str(changed), "--cases")
    assert (code, "DW717" in printed) == (2, True)
    small, large = person.file("2026-0001", total="250.50"), person.file("2026-0002", total="900.00")
    person.must("open", small, large, "--on", "2026-03-02")
    code, document = person.ask("diff", SHIPPED, str(changed), "--cases")
    assert code == 1
    assert (document["real"]["cases"], document["real"]["cases_affected"]) == (2, 1)
    person.must("record", "2026-0001", "payment_received", "amount=250.50", "--on", "2026-03-03")
    code, document = person.ask("diff", SHIPPED, str(changed), "--cases")
    assert document["real"]["cases"] == 1


def test_cases_and_a_portfolio_do_not_go_together(root, monkeypatch):
    """One question at a time: exit code 2."""
    monkeypatch.chdir(root)
    result = run(SHIPPED, SHIPPED, "--cases", "--portfolio", "docs/examples")
    assert (result.exit_code, "DW717" in result.output) == (2, True)
