"""Policy tests: those that we ship pass, and `dunwell test` tells truly what failed and what a test lacks."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.policy_tests import run_tests
from dunwell.resources import jurisdictions

GIVEN = "given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 1210}"


@pytest.fixture
def run(tmp_path, root, monkeypatch):
    """Run `dunwell test` on a file with this one test; the exit code and the JSON document."""
    monkeypatch.chdir(root)

    def runner(*lines, policy="policies/nl/standard.yaml"):
        file = tmp_path / "tests.yaml"
        body = "\n".join(f"    {line}" for line in lines)
        file.write_text(f"policy: {policy}\ntests:\n  - name: A story\n{body}\n")
        result = CliRunner().invoke(cli, ["test", str(file), "--format", "json"], catch_exceptions=False)
        return result.exit_code, json.loads(result.stdout)

    return runner


def found(document):
    """The codes and messages of what went wrong, of tests and of the file."""
    problems = document.get("problems") or [one for test in document["tests"] for one in test["problems"]]
    return [(problem["code"], problem["message"]) for problem in problems]


@pytest.mark.parametrize("law", jurisdictions())
def test_the_shipped_policy_tests_pass(law, root, monkeypatch):
    """Every story beside every shipped policy holds."""
    monkeypatch.chdir(root)
    tested = run_tests(f"policies/{law}/tests/standard.yaml")
    assert tested.problems == ()
    assert len(tested.outcomes) >= 5
    assert [(one.name, one.problems) for one in tested.outcomes if not one.passed] == []


def test_a_test_that_holds_passes(run):
    """What is listed is compared; what is not listed may be anything."""
    code, document = run(GIVEN, "expect: {2026-02-05: [check_invoice, reminder], 2026-02-06: []}", "end: handed_over")
    assert (code, [test["passed"] for test in document["tests"]]) == (0, [True])


def test_a_late_run_does_what_is_due_once(run):
    """Looking on some days only, nothing is skipped or bunched, and what follows counts from the day it was done."""
    code, document = run(
        GIVEN,
        'source: "the promise on late runs in docs/concepts.md"',
        "runs: [2026-02-16, 2026-02-17, 2026-02-23, 2026-02-24]",
        "expect: {2026-02-16: [reminder], 2026-02-17: [], 2026-02-23: [], 2026-02-24: [call]}",
        "done_by: {2026-02-15: [check_invoice], 2026-02-24: [check_invoice, reminder, call]}",
        "until: 2026-02-24",
    )
    assert (code, found(document)) == (0, [])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["expect: {2026-02-05: [reminder]}"], "expected reminder, found check_invoice, reminder"),
        (["expect: {2026-02-09: [call]}"], "expected call, found nothing"),
        (["done_by: {2026-02-12: [reminder]}"], "by Thu 2026-02-12 expected reminder, found check_invoice, reminder"),
        (["done_by: {2026-02-05: []}"], "by Thu 2026-02-05 expected nothing, found check_invoice, reminder"),
        (["runs: [2026-02-09]", "expect: {2026-02-05: [check_invoice, reminder]}"], "found check_invoice"),
        (["skipped: [call]"], "'call' was not skipped"),
        (["never: [notice]"], "'notice' on Fri 2026-02-20, which must never be"),
        (["never: [{claims: collection_costs, before: 2026-04-01}]"], "'collection costs' on Thu 2026-03-05"),
        (['amounts: {hand_over: {costs: "181.49"}}'], "costs of hand_over is 181.50, expected 181.49"),
        (['amounts: {put_in_default: {total: "1.00"}}'], "'put_in_default' was never carried out"),
        (["end: paid"], "ends as 'handed_over', expected 'paid'"),
        (["end: {date: 2026-03-06, reason: handed_over}"], "ends on Thu 2026-03-05, expected Fri 2026-03-06"),
        (["until: 2026-02-15", "end: handed_over"], "ends not at all"),
    ],
)
def test_what_does_not_hold_is_told(run, lines, message):
    """Each kind of expectation can fail, says what was found, and stands at its own line."""
    code, document = run(GIVEN, *lines)
    assert code == 1
    ((name, text),) = found(document)
    assert name == "DW711"
    assert message in text
    assert document["tests"][0]["problems"][0]["line"] > 3


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([GIVEN], "DW710"),
        ([GIVEN, "expect: {soon: [reminder]}"], "DW713"),
        ([GIVEN, "expects: {}", "end: paid"], "DW201"),
        (["end: paid"], "DW713"),
        ([GIVEN, "runs: 2026-02-09", "end: paid"], "DW713"),
        ([GIVEN, "runs: [soon]", "end: paid"], "DW713"),
        ([GIVEN, "done_by: {soon: [reminder]}"], "DW713"),
        (["given: {debtor.knid: business}", "end: paid"], "DW301"),
        (["given: {debtor.kind: company}", "end: paid"], "DW307"),
    ],
)
def test_a_test_that_cannot_run_is_refused(run, lines, code):
    """A test that asserts nothing, or is written wrongly, is no test: exit code 2, and nothing is run."""
    exit_code, document = run(*lines)
    assert exit_code == 2
    assert code in [name for name, _ in found(document)]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["expect: {2026-02-05: [remind]}"], "DW308"),
        (["done_by: {2026-02-05: [remind]}"], "DW308"),
        (["events: [{at: 2026-02-06, event: paid}]", "end: paid"], "DW312"),
        (["events: [{at: 2 days after remind.sent, event: bounced, step: reminder}]", "end: paid"], "DW303"),
    ],
)
def test_names_are_those_of_the_policy(run, lines, code):
    """A step, an event or an anchor that the policy does not have fails the test instead of passing it by chance."""
    exit_code, document = run(GIVEN, *lines)
    assert exit_code == 1
    assert code in [name for name, _ in found(document)]


def test_a_policy_that_cannot_be_used_fails_its_tests(run):
    """A test of a policy with errors says so, and where to look."""
    exit_code, document = run(GIVEN, "end: paid", policy="tests/bad/policies")
    assert exit_code == 1
    assert found(document)[0][0] == "DW712"


def test_a_folder_without_tests_is_refused(tmp_path):
    """Nothing that was run is nothing that passed."""
    (tmp_path / "policy.yaml").write_text("dunwell: 1\n")
    result = CliRunner().invoke(cli, ["test", str(tmp_path)])
    assert result.exit_code == 2
    assert "DW714" in result.output
