"""`dunwell verify`: the verdict and its exit code, files that other commands take, accepted findings, what is known."""

import json
import re

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from proofs_made import SHORT, faulty_text

MOVED = re.compile(r"\n  every case: step reminder: from day 1 to day \d+ → from day 2 to day \d+\n")


@pytest.fixture
def dunwell(tmp_path, monkeypatch):
    """Run a command in an empty folder with the short ladder in it, and with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "short.yaml").write_text(SHORT.read_text())
    (tmp_path / "faulty.yaml").write_text(faulty_text())

    def run(line):
        found = CliRunner().invoke(cli, line.split(), catch_exceptions=False)
        return found.exit_code, found.output

    return run


def later(tmp_path):
    """Change the policy: the reminder comes a day later."""
    file = tmp_path / "short.yaml"
    file.write_text(file.read_text().replace("start: 1 day after invoice.due", "start: 2 days after invoice.due"))


def test_a_policy_that_holds_is_proven(dunwell):
    """Exit code 0; with its findings, and in Dutch if that is asked for."""
    code, output = dunwell("verify short.yaml --quick")
    assert (code, "Proven: all that must hold does hold" in output) == (0, True)
    assert "    notice: from day 9 to day " in output
    code, output = dunwell("verify short.yaml --budget quick --language nl --stories")
    assert (code, "Bewezen: alles wat moet gelden, geldt" in output) == (0, True)
    assert "        eerst: niemand reageert" in output


def test_a_breach_is_shown_with_its_timeline(dunwell):
    """Exit code 1, what does not hold, and the days with their reasons; on another due date it holds."""
    code, output = dunwell("verify faulty.yaml --quick --due 2026-03-06")
    assert (code, "Not proven: 1 of what must hold does not." in output) == (1, True)
    assert "does not hold: reminder is not done by Sun 2026-03-08" in output
    assert "! Mon 9 Mar  Late: reminder" in output
    assert dunwell("verify faulty.yaml --quick --due 2026-02-04")[0] == 0


def test_several_due_dates_are_looked_at(dunwell):
    """As many as are asked for over a year, or those that are named."""
    assert (
        "2 due dates from Wed 4 Feb 2026 to Fri 6 Feb 2026"
        in dunwell("verify short.yaml --quick --due 2026-02-04 --due 2026-02-06")[1]
    )
    assert "3 due dates from " in dunwell("verify short.yaml --quick --due-dates 3")[1]


def test_a_counterexample_is_saved_and_replayed(dunwell, tmp_path):
    """The command in the scenario shows the fault again; the test fails until it is mended."""
    assert "saved found/tests.yaml" in dunwell("verify faulty.yaml --quick --due 2026-03-06 --save found")[1]
    assert sorted(path.name for path in (tmp_path / "found").iterdir()) == [
        "tests.yaml", "window-kept.invoice.yaml", "window-kept.scenario.yaml",
    ]  # fmt: skip
    command = (tmp_path / "found" / "window-kept.scenario.yaml").read_text().splitlines()[1]
    code, output = dunwell(command.removeprefix("# dunwell "))
    assert (code, "Mon 9 Mar  Late: reminder" in output) == (0, True)
    assert dunwell("test found/tests.yaml")[0] == 1
    (tmp_path / "faulty.yaml").write_text(faulty_text().replace("start: 1 day after", "start: 0 days after"))
    assert dunwell("test found/tests.yaml")[0] == 0


def test_nothing_is_saved_where_all_holds(dunwell, tmp_path):
    """The folder is there, and empty."""
    assert dunwell("verify short.yaml --quick --save found")[0] == 0
    assert list((tmp_path / "found").iterdir()) == []


def test_accepted_findings_are_compared(dunwell, tmp_path):
    """As long as nothing moves exit code 0; a day later is told with both days, until it is accepted."""
    assert dunwell("verify short.yaml --quick --pin tests.yaml")[0] == 0
    code, output = dunwell("verify tests.yaml")
    assert (code, "the findings are as they were accepted" in output) == (0, True)
    later(tmp_path)
    code, output = dunwell("verify tests.yaml")
    assert (code, "the findings are not as they were accepted" in output) == (1, True)
    assert MOVED.search(output)
    code, output = dunwell("verify tests.yaml --format json")
    assert json.loads(output)["changes"][0]["new"][0] == 2
    assert "read them before you rely on them" in dunwell("verify tests.yaml --pin tests.yaml")[1]
    assert dunwell("verify tests.yaml")[0] == 0


ONE_TEST = """\
policy: short.yaml
tests:
  - name: It is handed over
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 99}
    end: handed_over
"""


def test_tests_say_what_compares_findings(dunwell, tmp_path):
    """A file with findings alone has no tests (DW714); one with both runs them and says the rest in a line."""
    dunwell("verify short.yaml --quick --pin tests.yaml")
    code, output = dunwell("test tests.yaml")
    assert (code, "DW714" in output, "run `dunwell verify tests.yaml`" in output) == (2, True, True)
    (tmp_path / "one.yaml").write_text(ONE_TEST)
    alone = dunwell("test .")
    assert alone == (0, "1 passed, 0 failed\n")
    dunwell("verify short.yaml --quick --pin one.yaml")
    told = "accepted findings are compared by `dunwell verify one.yaml`"
    assert dunwell("test one.yaml") == (0, f"1 passed, 0 failed\n{told}\n")
    assert dunwell("verify one.yaml")[0] == 0


def test_a_file_that_cannot_be_read_is_not_written_into(dunwell, tmp_path):
    """What does not decode, or is no YAML, stays as it is; exit code 2 says why."""
    for content in (b"policy: caf\xe9\xff\n", b"tests: [\n"):
        (tmp_path / "tests.yaml").write_bytes(content)
        code, output = dunwell("verify short.yaml --quick --pin tests.yaml")
        assert (code, "DW1" in output) == (2, True)
        assert (tmp_path / "tests.yaml").read_bytes() == content


def test_due_dates_asked_for_count_before_those_accepted(dunwell):
    """Who asks for other due dates than the file of findings gets them."""
    dunwell("verify short.yaml --quick --due 2026-03-02 --pin tests.yaml")
    assert json.loads(dunwell("verify tests.yaml --format json")[1])["explored"]["due"] == ["2026-03-02"]
    assert len(json.loads(dunwell("verify tests.yaml --due-dates 2 --format json")[1])["explored"]["due"]) == 2


REFUSED = (
    ("policy: short.yaml\ntests: []\n", "DW718", "has no accepted findings"),
    ("policy: short.yaml\nfindings: {budget: huge, accepted: {}}\n", "DW718", "no budget is called 'huge'"),
    ("policy: short.yaml\nfindings: {budget: quick, accepted: {all: {end paid: soon}}}\n", "DW718", "on which days"),
    ("findings: {budget: quick, accepted: {}}\n", "DW712", "names no policy"),
    ("policy: short.yaml\nfindings: nothing\n", "DW718", "'findings' is a table"),
)


@pytest.mark.parametrize(("text", "code", "said"), REFUSED, ids=["none", "budget", "days", "policy", "table"])
def test_findings_that_cannot_be_read_are_refused(dunwell, tmp_path, text, code, said):
    """Exit code 2, with the code and what is wrong."""
    (tmp_path / "tests.yaml").write_text(text)
    found, output = dunwell("verify tests.yaml")
    assert (found, code in output, said in output) == (2, True, True)


def test_a_policy_with_errors_is_refused(dunwell, tmp_path):
    """As `check` would say it, and so is one that is not there."""
    (tmp_path / "bad.yaml").write_text(SHORT.read_text().replace("do: letter", "do: pigeon"))
    code, output = dunwell("verify bad.yaml --quick")
    assert (code, "pigeon" in output, "error DW" in output) == (2, True, True)
    assert dunwell("verify nowhere.yaml")[0] == 2


@pytest.mark.parametrize("option", ["--save file/found", "--pin file/tests.yaml", "--output file/report.txt"])
def test_what_cannot_be_written_is_refused(dunwell, tmp_path, option):
    """Exit code 2 and which file or folder; never a traceback."""
    (tmp_path / "file").write_text("")
    code, output = dunwell(f"verify faulty.yaml --quick --due 2026-03-06 {option}")
    assert (code, "DW910" in output, option.split()[1] in output) == (2, True, True)


def test_what_was_explored_is_known(dunwell, tmp_path):
    """The second time it is taken from the cache; a broken file is worked out anew, and --no-cache asks for that."""
    known = "1 known from before"
    assert known not in dunwell("verify short.yaml --quick")[1]
    assert known in dunwell("verify short.yaml --quick")[1]
    assert known not in dunwell("verify short.yaml --quick --no-cache")[1]
    (kept,) = (tmp_path / "cache" / "dunwell" / "verify").iterdir()
    kept.write_text(kept.read_text()[:100])
    code, output = dunwell("verify short.yaml --quick")
    assert (code, known in output) == (0, False)
    assert known in dunwell("verify short.yaml --quick")[1]


def test_a_report_is_written_to_a_file(dunwell, tmp_path):
    """As Markdown or as JSON."""
    assert dunwell("verify short.yaml --quick --format markdown --output report.md") == (0, "")
    assert (tmp_path / "report.md").read_text().startswith("# short-ladder 2026-01\n")
    assert dunwell("verify short.yaml --quick --format json --output report.json") == (0, "")
    assert json.loads((tmp_path / "report.json").read_text())["proven"] is True


def test_a_comparison_tells_the_findings_that_moved(dunwell, tmp_path):
    """`dunwell diff --findings` looks at both versions and tells both days."""
    (tmp_path / "old.yaml").write_text(SHORT.read_text())
    later(tmp_path)
    code, output = dunwell("diff old.yaml short.yaml --findings")
    assert (code, "what can happen, differently" in output) == (1, True)
    assert MOVED.search(output)
