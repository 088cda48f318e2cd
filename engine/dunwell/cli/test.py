"""`dunwell test`: run policy tests, say what they leave out, and record new ones."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.options import FINE, FOUND, print_json, refuse, write_output
from dunwell.language.yamlfile import Table
from dunwell.loading import expand, read_source
from dunwell.policy_coverage import coverage_of
from dunwell.policy_tests import Tested, run_tests
from dunwell.problems import Problem
from dunwell.render.tests_json import tests_document
from dunwell.render.tests_text import coverage_text, failures_text

if TYPE_CHECKING:
    from dunwell.policy_coverage import Coverage


@click.command("test")
@click.argument("paths", nargs=-1, required=True)
@workspace_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--coverage", is_flag=True, help="Show what of each policy its tests come to, and name the rest.")
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="N",
    help="Fail where the tests of a policy come to less, in %.",
)
@click.option("--junit", metavar="FILE", help="Also write the results as JUnit XML.")
@click.option("--record", metavar="NAME", help="Write what happens today as a test of this name into the file PATHS.")
@click.option("--invoice", metavar="FILE", help="With --record: the invoice.")
@click.option("--assume", multiple=True, metavar="FIELD=VALUE", help="With --record: a fact, instead of an invoice.")
@click.option("--scenario", metavar="FILE", help="With --record: the events.")
@click.option("--policy", metavar="FILE", help="With --record: the policy, if the file does not name it.")
@click.option("--replace", is_flag=True, help="With --record: overwrite the test that has this name.")
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    paths: tuple[str, ...],
    workspace: str | None,
    form: str,
    coverage: bool,  # noqa: FBT001 - a flag
    fail_under: int | None,
    junit: str | None,
    record: str | None,
    invoice: str | None,
    assume: tuple[str, ...],
    scenario: str | None,
    policy: str | None,
    replace: bool,  # noqa: FBT001 - a flag
) -> None:
    """Run policy tests.

    PATHS are test files (YAML with a list under `tests`) or folders; in a folder, files without tests are left out.
    Exit code 0 if all pass, 1 if one fails or the tests come to too little (--fail-under), 2 if there is no test or a
    test file cannot be read.

    With --record, PATHS is one test file: what the policy does today with the invoice (or the facts) and the events
    is written into it as a test. A test that is there already is kept, unless --replace is given.
    """
    if record is not None:
        recorder = import_module("dunwell.cli.golden")
        recorder.record_test(paths, record, invoice, assume, scenario, policy, replace, workspace, form)
        return
    tested = _tested(paths, workspace, form)
    coverages = coverage_of(tested) if coverage or fail_under is not None else ()
    if junit is not None:
        write_output(import_module("dunwell.render.junit").junit_xml(tested), junit)
    if form == "json":
        print_json(tests_document(tested, coverages))
    else:
        _print(tested, coverages)
    passed = all(outcome.passed for one in tested for outcome in one.outcomes)
    enough = all(one.percent >= (fail_under or 0) for one in coverages)
    if not enough and form == "text":
        click.echo(f"the tests come to less than {fail_under} %", err=True)
    sys.exit(FINE if passed and enough else FOUND)


def _tested(paths: tuple[str, ...], workspace: str | None, form: str) -> list[Tested]:
    """Every test file that was run; what keeps any of them from running is refused, exit 2."""
    files, problems = expand(paths)
    if problems:
        refuse(problems, form)
    named = set(paths)
    words = words_of(workspace_around(workspace, form))
    tested = [run_tests(file, words) for file in files if file in named or _holds_tests(file)]
    faults = [problem for one in tested for problem in one.problems]
    if not faults and not any(one.outcomes for one in tested):
        faults = [Problem("DW714", "no test was found", fix="name a file with a list under 'tests'")]
    if faults:
        refuse(faults, form, {one.file: one.text for one in tested})
    return tested


def _holds_tests(file: str) -> bool:
    """Whether a file of a folder is one of tests; one that cannot be read to its end is not passed over in silence."""
    source = read_source(file)
    if source.root is None:
        return "tests:" in source.text
    return isinstance(source.root, Table) and source.root.get("tests") is not None


def _print(tested: list[Tested], coverages: tuple[Coverage, ...]) -> None:
    click.echo(failures_text(tested, shutil.get_terminal_size((100, 24)).columns))
    if coverages:
        click.echo(f"\n{coverage_text(coverages)}")
