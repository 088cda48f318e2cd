"""`dunwell verify`: every timeline that a policy can lead to, within a budget: what must hold, and what can happen."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.given import Day
from dunwell.cli.options import FINE, FOUND, json_text, refuse, write_output
from dunwell.language.draft import text
from dunwell.language.pinned import KEY, read_pinned, with_findings
from dunwell.language.yamlfile import Table
from dunwell.loading import compile_source, read_source
from dunwell.problems import Problem, has_errors
from dunwell.proving.verified import Asked, verified
from dunwell.verifying.budgets import BUDGETS
from dunwell.verifying.findings import as_pinned, changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.pinned import Pinned
    from dunwell.loading import Loaded
    from dunwell.render.timeline_words import Language
    from dunwell.verifying.model import Story
    from dunwell.verifying.report import Report

STANDARD, QUICK = "standard", "quick"


@click.command("verify")
@click.argument("file", metavar="POLICY|TESTS")
@click.option("--quick", is_flag=True, help="The smallest budget, for while you edit; the same as --budget quick.")
@click.option("--budget", type=click.Choice(sorted(BUDGETS)), help="How much may happen from outside.")
@click.option("--due", type=Day(), multiple=True, help="The due date of the cases; may be said more than once.")
@click.option("--due-dates", type=click.IntRange(1, 366), help="So many due dates, spread over a year.")
@click.option("--every-day", is_flag=True, help="Look at every day instead of hopping to where something changes.")
@click.option("--jobs", type=click.IntRange(1), help="How many processes; else one for each processor.")
@click.option("--stories", is_flag=True, help="Tell for every finding what has to happen for its first and last day.")
@click.option("--save", metavar="DIR", help="Save each counterexample there: an invoice, a scenario and a policy test.")
@click.option("--pin", metavar="FILE", help="Accept the findings: write them into this file of policy tests.")
@click.option("--no-cache", is_flag=True, help="Explore anew what is known from before.")
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of printing.")
@workspace_option
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    file: str,
    quick: bool,  # noqa: FBT001 - a flag
    budget: str | None,
    due: tuple[int, ...],
    due_dates: int | None,
    every_day: bool,  # noqa: FBT001 - a flag
    jobs: int | None,
    stories: bool,  # noqa: FBT001 - a flag
    save: str | None,
    pin: str | None,
    no_cache: bool,  # noqa: FBT001 - a flag
    language: Language,
    form: str,
    output: str | None,
    workspace: str | None,
) -> None:
    """Prove that what must hold does hold on every timeline of a policy, or show the plainest one on which it breaks.

    All is explored that debtors, people and mishaps can do to a case within a budget of events, with the interpreter
    that also runs the policy. What is found besides is told: from which day to which each step, claim and end can come.

    POLICY is a policy; TESTS a file of policy tests with accepted findings (see --pin): its policy is verified as they
    say, and a finding that has changed fails. Exit code 0 if all holds, 1 if something does not, has changed, or a
    limit was hit before all was seen; 2 if the policy cannot be used.
    """
    around = workspace_around(workspace, form)
    policy, pinned = _subject(file, form)
    source = read_source(policy)
    loaded = compile_source(source, words_of(around))
    if loaded.program is None or has_errors(loaded.problems):
        refuse([one for one in loaded.problems if one.severity == "error"], form, {policy: loaded.text})
    named = QUICK if quick else budget or (pinned.budget if pinned else "") or STANDARD
    dues = due or (pinned.dues if pinned and due_dates is None else ())
    asked = Asked(BUDGETS[named], dues, due_dates or 1, every_day, jobs or 0)
    report = _verified(loaded, asked, no_cache=no_cache, form=form)
    if pinned is not None:
        report = replace(report, changes=changes(pinned.accepted, report.findings))
    if pin is not None:
        _pin(pin, policy, report, form)
    if save is not None:
        _save(save, report)
    _print(report, language, form, output, stories=stories)
    sys.exit(FINE if report.proven and not report.changes else FOUND)


def _subject(file: str, form: str) -> tuple[str, Pinned | None]:
    """The policy to verify, and the findings that were accepted if a test file is named."""
    source = read_source(file)
    root = source.root
    if not isinstance(root, Table) or (root.get("tests") is None and root.get(KEY) is None):
        return file, None
    pinned, problems = read_pinned(root)
    policy = text(root.get("policy"))
    if pinned is None and not problems:
        fix = f"name a policy, or accept its findings first: `dunwell verify POLICY --pin {file}`"
        problems = (Problem("DW718", "this file of tests has no accepted findings", root.place, fix),)
    if pinned is not None and pinned.budget not in BUDGETS:
        fix = f"write one of {', '.join(BUDGETS)}"
        problems = (*problems, Problem("DW718", f"no budget is called {pinned.budget!r}", pinned.place, fix))
    if not policy:
        fix = "add 'policy: policies/nl/standard.yaml'"
        problems = (*problems, Problem("DW712", "the file names no policy", root.place, fix))
    if problems or policy is None:
        refuse((*source.problems, *problems), form, {file: source.text})
    return policy, pinned


def _verified(loaded: Loaded, asked: Asked, *, no_cache: bool, form: str) -> Report:
    """Explore, with a bar while it goes on if somebody is watching."""
    folder = None if no_cache else _cache_folder()
    if form != "text" or not sys.stderr.isatty():
        return verified(loaded, asked, folder, lambda done: None)
    console = import_module("rich.console").Console(stderr=True)
    with import_module("rich.progress").Progress(console=console, transient=True) as bar:
        task = bar.add_task("exploring", total=None)
        return verified(loaded, asked, folder, lambda done: bar.update(task, completed=done.done, total=done.jobs))


def _cache_folder() -> Path:
    """Where programs of this user keep what they can work out again."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "dunwell" / "verify"


def _pin(target: str, policy: str, report: Report, form: str) -> None:
    """Write the findings into a test file; one that is not there is begun, one that cannot be read is left alone."""
    source = read_source(target) if Path(target).is_file() else None
    if source is not None and has_errors(source.problems):
        refuse(source.problems, form, {target: source.text})
    written = source.text if source is not None else f"policy: {policy}\n"
    write_output(with_findings(written, report.budget.name, report.dues, as_pinned(report.findings)), target)
    click.echo(f"the findings are accepted in {target}: read them before you rely on them", err=True)


def _save(folder: str, report: Report) -> None:
    """Write every counterexample as files that other commands take."""
    try:
        saved = import_module("dunwell.proving.saving").save_stories(Path(folder), report)
    except OSError as error:
        message = f"{folder!r} cannot be written: {error.strerror}"
        refuse((Problem("DW910", message, fix="name a folder that may be written"),), "text")
    for path in saved:
        click.echo(f"saved {path}", err=True)


def _print(report: Report, language: Language, form: str, output: str | None, *, stories: bool) -> None:
    if form == "json":
        document = import_module("dunwell.render.verify_json").verify_document(report, language)
        write_output(json_text(document), output)
        return
    render = import_module("dunwell.render.verify_text")
    width = shutil.get_terminal_size((100, 24)).columns
    if form == "text":
        drawn = _drawing(report, width, language)
        made = render.verify_text(report, drawn, language=language, stories=stories, width=width)
    else:
        made = render.verify_markdown(report, _drawing(report, 100, language), language=language, stories=stories)
    write_output(made, output)


def _drawing(report: Report, width: int, language: Language) -> Callable[[Story], str]:
    """Draws the timeline of a story as `simulate` draws it."""

    def drawn(story: Story) -> str:
        document = import_module("dunwell.proving.saving").story_document(report.program, story)
        render = import_module("dunwell.render.timeline_text")
        return str(render.timeline_text(document, width=width, colour=False, language=language))

    return drawn
