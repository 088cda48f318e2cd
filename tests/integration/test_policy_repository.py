"""A repository that keeps its own policies: the script for its build server, the workflow, the hooks for pre-commit."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from dunwell.cli import cli

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
TESTS = """
tests:
  - name: A reminder on the day after the due date
    policy: short.yaml
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: "100.00"}
    expect: {2026-02-05: [reminder]}
"""


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a policy and its test on the branch main, and a branch on which we are; git in it."""

    def git(*words):
        identity = ("-c", "user.name=Sam", "-c", "user.email=sam@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    if not shutil.which("git"):
        pytest.skip("git is not installed")
    policies = tmp_path / "policies"
    (policies / "tests").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "fixtures" / "policies" / "short.yaml", policies)
    (policies / "tests" / "short.yaml").write_text(TESTS.replace("short.yaml", "policies/short.yaml"), encoding="utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=first")
    git("switch", "--quiet", "--create", "change")
    monkeypatch.chdir(tmp_path)
    return git


def test_the_script_of_the_build_server(repository, tmp_path):
    """It checks, tests, and says what the branch changes for whom; a mistake stops it."""
    policy = tmp_path / "policies" / "short.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("term: 7 days after sent", "term: 10 days after sent"), encoding="utf-8")
    repository("commit", "--quiet", "--all", "--message=more time")
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", str(EXAMPLES / "check-policies.sh"), "policies", "main"]
    environment = os.environ | {"PATH": beside, "LEAST": "1"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "no problems in 1 file" in result.stdout
    assert "== policies/short.yaml" in result.stdout
    assert "10 days" in result.stdout
    policy.write_text(text.replace("do: letter", "do: leter"), encoding="utf-8")
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, "did you mean 'letter'?" in result.stdout) == (1, True)


@pytest.mark.parametrize("hook", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")))
def test_the_hooks_are_commands(repository, hook):
    """What pre-commit runs passes where the policies are fine."""
    program, *words = [*shlex.split(hook["entry"]), *hook["args"]]
    result = CliRunner().invoke(cli, words)
    assert (program, result.exit_code) == ("dunwell", 0), result.output


def test_the_workflow_runs_what_the_script_runs():
    """The same commands with the same options, besides the form in which they report."""
    workflow = yaml.safe_load((EXAMPLES / "check-policies.yaml").read_text(encoding="utf-8"))
    steps = "\n".join(step.get("run", "") for step in workflow["jobs"]["check"]["steps"])
    script = (EXAMPLES / "check-policies.sh").read_text(encoding="utf-8")
    for command in ("dunwell check --strict", "dunwell test --fail-under", "dunwell diff --format markdown"):
        assert command in steps
        assert command in script
