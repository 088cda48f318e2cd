"""`dunwell test`: run policy tests."""

from __future__ import annotations

import sys

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.options import FINE, FOUND, print_json, refuse
from dunwell.language.yamlfile import Table
from dunwell.loading import expand, read_source
from dunwell.policy_tests import Tested, run_tests
from dunwell.problems import Problem
from dunwell.render.problems import draw_problems


@click.command("test")
@click.argument("paths", nargs=-1, required=True)
@workspace_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(paths: tuple[str, ...], workspace: str | None, form: str) -> None:
    """Run policy tests.

    PATHS are test files (YAML with a list under `tests`) or folders; in a folder, files without tests are left out.
    Exit code 0 if all pass, 1 if one fails, 2 if there is no test or a test file cannot be read.
    """
    files, problems = expand(paths)
    if problems:
        refuse(problems, form)
    named = set(paths)
    words = words_of(workspace_around(workspace, form))
    tested = [run_tests(file, words) for file in files if file in named or _holds_tests(file)]
    outcomes = [outcome for one in tested for outcome in one.outcomes]
    faults = [problem for one in tested for problem in one.problems]
    if faults or not outcomes:
        faults = faults or [Problem("DW714", "no test was found", fix="name a file with a list under 'tests'")]
        refuse(faults, form, {one.file: one.text for one in tested})
    if form == "json":
        print_json(_document(tested))
    else:
        _print(tested)
    sys.exit(FINE if all(outcome.passed for outcome in outcomes) else FOUND)


def _holds_tests(file: str) -> bool:
    root = read_source(file).root
    return isinstance(root, Table) and root.get("tests") is not None


def _print(tested: list[Tested]) -> None:
    """Failures drawn at their expectation, then one line of counts."""
    passed = failed = 0
    for one in tested:
        for outcome in one.outcomes:
            passed += outcome.passed
            failed += not outcome.passed
            if not outcome.passed:
                click.echo(f"FAILED {one.file}: {outcome.name}")
                click.echo(draw_problems(outcome.problems, {one.file: one.text}))
    click.echo(f"{passed} passed, {failed} failed")


def _document(tested: list[Tested]) -> dict[str, object]:
    return {
        "tests": [
            {
                "file": one.file,
                "name": outcome.name,
                "passed": outcome.passed,
                "problems": [problem.as_json() for problem in outcome.problems],
            }
            for one in tested
            for outcome in one.outcomes
        ]
    }
