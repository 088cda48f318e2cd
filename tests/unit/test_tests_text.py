"""What people see of policy tests: both timelines of a failure, the coverage, and JUnit XML for build servers."""

import json
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.comparing.sides import Row
from dunwell.policy_coverage import coverage_of
from dunwell.policy_tests import run_tests
from dunwell.render.junit import junit_xml
from dunwell.render.side_by_side import side_by_side
from dunwell.render.tests_text import coverage_text, failures_text
from dunwell.resources import jurisdictions

FAILING = """policy: policies/nl/standard.yaml
tests:
  - name: A story that the policy does not tell & more
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 1210}
    expect:
      2026-02-05: [check_invoice, reminder]
      2026-02-16: [call]
    done_by: {2026-02-13: [check_invoice, reminder]}
    skipped: [put_in_default, call]
    never: [hand_over]
    amounts: {notice: {announced: "181.50", total: "1.00"}}
    end: {date: 2026-03-04, reason: handed_over}
  - name: A story that it tells
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 1210}
    end: handed_over
"""


@pytest.fixture
def failing(root, tmp_path, monkeypatch):
    """A test file whose first test fails in every way, run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "failing.yaml").write_text(FAILING)
    return run_tests("failing.yaml")


@pytest.mark.parametrize("width", [80, 120])
def test_both_timelines_stand_beside_each_other(failing, width, snapshot):
    """Every difference has a mark, the first another one, and no line of the table is wider than the terminal."""
    text = failures_text([failing], width)
    table = text[text.index("    day") if "    day" in text else text.index("expected") - 30 :]
    assert sum(line.startswith(">>") for line in text.splitlines()) == 1
    assert max(len(line) for line in table.splitlines() if line.startswith(("    ", ">>", " >"))) <= width
    assert text == snapshot


def test_what_is_the_same_has_no_mark():
    """Lines that are the same on both sides have none, and without days there is no column for them."""
    rows = (Row(0, "a", "a"), Row(0, "b", "c", differs=True), Row(0, "d", "e", differs=True))
    assert [line[:2] for line in side_by_side(rows, ("old", "new"), 80).splitlines()] == ["  ", "  ", "  ", ">>", " >"]


@pytest.mark.parametrize("law", jurisdictions())
def test_the_shipped_policies_are_covered_completely(law, root, monkeypatch):
    """The tests beside a shipped policy come to every one of its branches."""
    monkeypatch.chdir(root)
    (coverage,) = coverage_of([run_tests(f"policies/{law}/tests/standard.yaml")])
    assert coverage.missing == ()
    assert coverage.percent == 100


def test_what_no_test_comes_to_is_named_with_its_line(failing):
    """The table says how much of each part is reached, and below it names every branch that is not."""
    (coverage,) = coverage_of([failing])
    text = coverage_text([coverage])
    assert 0 < coverage.percent < 100
    assert f"{len(coverage.reached)} of" in text
    for one in coverage.missing:
        assert f"{one.case}  ({one.place})" in text
    assert "  (policies/nl/standard.yaml:164:3)" not in text.split("no test comes to")[0]


def test_junit_can_be_read_by_a_parser(failing):
    """A suite for the file with its counts, a case for each test, and in the one that failed what differs."""
    root = ET.fromstring(junit_xml([failing]).encode())
    (suite,) = root
    cases = list(suite)
    assert (root.tag, suite.tag, [case.tag for case in cases]) == ("testsuites", "testsuite", ["testcase"] * 2)
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    assert cases[0].get("name") == "A story that the policy does not tell & more"
    (failure,) = cases[0]
    assert failure.get("type") == "DW711"
    assert ">>" in failure.text
    assert list(cases[1]) == []


def test_the_command_writes_junit_and_counts_coverage(root, tmp_path, monkeypatch):
    """Exit code 1 where the tests come to less than asked, 0 where they come to enough; JSON holds the same."""
    monkeypatch.chdir(root)
    file = tmp_path / "passing.yaml"
    file.write_text(FAILING[: FAILING.index("  - name")] + FAILING[FAILING.index("  - name: A story that it tells") :])

    def run(*args):
        return CliRunner().invoke(cli, ["test", str(file), *args], catch_exceptions=False)

    few, many = run("--fail-under", "5"), run("--fail-under", "90")
    assert (few.exit_code, many.exit_code) == (0, 1)
    document = json.loads(run("--coverage", "--format", "json").stdout)
    assert (
        document["coverage"][0]["reached"] + len(document["coverage"][0]["missing"])
        == document["coverage"][0]["branches"]
    )
    assert run("--junit", str(tmp_path / "out.xml")).exit_code == 0
    assert ET.parse(tmp_path / "out.xml").getroot().get("tests") == "1"


def test_a_broken_test_file_is_not_passed_over(root, tmp_path, monkeypatch):
    """In a folder a file without tests is left out, but one that cannot be read to its end is a mistake."""
    monkeypatch.chdir(root)
    (tmp_path / "fine.yaml").write_text(FAILING)
    (tmp_path / "broken.yaml").write_text("tests:\n  - name: one: two\n")
    (tmp_path / "other.yaml").write_text("policy: x\n")
    result = CliRunner().invoke(cli, ["test", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 2
    assert "broken.yaml" in result.output
