"""`dunwell diff`: what changes from one policy to another, in words and in dates."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.options import FINE, FOUND, print_json, refuse
from dunwell.comparing.comparison import compare, on_portfolio
from dunwell.comparing.wording import changes_between
from dunwell.loading import compile_source, expand, read_source
from dunwell.portfolio import read_portfolio
from dunwell.problems import Problem, has_errors
from dunwell.resources import policy_files

if TYPE_CHECKING:
    from dunwell.comparing.cases import Case
    from dunwell.comparing.comparison import Comparison
    from dunwell.language.program import Program
    from dunwell.language.yamlfile import Node
    from dunwell.loading import Loaded
    from dunwell.render.diff_words import Language
    from dunwell.templates import Templates
    from dunwell.verifying.findings import Change
    from dunwell.workspace import Workspace

OPEN_CASES = "open cases"


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--portfolio", metavar="PATH", help="A folder of invoices, or a CSV file with an invoice on each row.")
@click.option("--cases", is_flag=True, help="The open cases of the workspace that are under OLD.")
@click.option("--findings", is_flag=True, help="What `dunwell verify` finds of both: which bounds move.")
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@workspace_option
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    old: str,
    new: str,
    portfolio: str | None,
    cases: bool,  # noqa: FBT001 - a flag
    findings: bool,  # noqa: FBT001 - a flag
    language: Language,
    form: str,
    workspace: str | None,
) -> None:
    """Say what changes from one policy to another: every changed line, and what happens differently to whom.

    OLD and NEW are policy files, or ids of shipped policies and of those of the workspace. Both are played on made-up
    cases that come to every branch of both, and besides on real ones with --portfolio or --cases. Real cases are played
    from their opening, as if each policy had been theirs all along. With --findings both are also verified with the
    smallest budget, and what can come earlier, later, or no longer is told. Exit code 0 if nothing changes but words, 1
    if anything does, 2 if a policy or the portfolio cannot be used.
    """
    around = workspace_around(workspace, form)
    if portfolio is not None and cases:
        problem = Problem("DW717", "--portfolio and --cases are both given", None, "name one of the two")
        refuse((problem,), form)
    before, after = (_policy(one, around, form) for one in (old, new))
    changed = changes_between(before[1], after[1])
    comparison = compare(_usable(before[0]), _usable(after[0]), changed)
    if portfolio is not None:
        comparison = _with_portfolio(comparison, portfolio, form)
    elif cases:
        real = import_module("dunwell.cli.open_cases").open_cases(comparison.old, workspace, form)
        comparison = _with_cases(comparison, OPEN_CASES, real)
    moved = import_module("dunwell.cli.moved").moved_findings(before[0], after[0]) if findings else None
    _print(comparison, moved, form, language)
    sys.exit(FOUND if comparison.changed or moved else FINE)


def _usable(loaded: Loaded) -> Program:
    """The program of a policy that was not refused."""
    assert loaded.program is not None  # `_policy` refuses one with errors
    return loaded.program


def _policy(written: str, workspace: Workspace | None, form: str) -> tuple[Loaded, Node | None]:
    """The policy of a file or an id, and its tree; one that cannot be used is refused."""
    words = words_of(workspace)
    own = expand((str(workspace.policies),))[0] if workspace and workspace.policies.is_dir() else ()
    file = written if Path(written).is_file() or "/" in written else _by_id(written, own, words)
    source = read_source(file)
    loaded = compile_source(source, words)
    if loaded.program is None or has_errors(loaded.problems):
        refuse([one for one in loaded.problems if one.severity == "error"], form, {file: loaded.text})
    return loaded, source.root


def _by_id(written: str, own: tuple[str, ...], words: Templates) -> str:
    """The file of the policy with this id, the workspace's first; what has no such id is taken for a file."""
    for file in (*own, *policy_files()):
        program = compile_source(read_source(file), words).program
        if program is not None and program.id == written:
            return file
    return written


def _with_portfolio(comparison: Comparison, path: str, form: str) -> Comparison:
    found, left_out, problems = read_portfolio(Path(path))
    if problems:
        refuse(problems, form)
    return _with_cases(comparison, path, found, left_out)


def _with_cases(comparison: Comparison, name: str, found: tuple[Case, ...], left_out: int = 0) -> Comparison:
    return replace(comparison, real=on_portfolio(name, comparison, found, left_out))


def _print(comparison: Comparison, moved: tuple[Change, ...] | None, form: str, language: Language) -> None:
    told = import_module("dunwell.render.verify_changes") if moved is not None else None
    if form == "json":
        document = import_module("dunwell.render.diff_json").diff_document(comparison, language)
        if told is not None:
            document["findings"] = told.changes_document(moved)
        print_json(document)
        return
    render = import_module("dunwell.render.diff_text")
    if form == "markdown":
        click.echo(render.diff_markdown(comparison, language=language))
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        click.echo(render.diff_text(comparison, width=width, language=language))
    if told is not None:
        click.echo(getattr(told, f"changes_{form}")(moved, comparison.new, language))
