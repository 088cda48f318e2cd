"""`dunwell preview`: an invoice in, and the words of every message that its debtor would get."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import words_of, workspace_around
from dunwell.cli.options import FOUND, json_text, refuse, write_output
from dunwell.cli.playing import played, playing_options
from dunwell.language.phrases import did_you_mean
from dunwell.loading import read_source
from dunwell.problems import Problem, has_errors
from dunwell.render.preview import language_for, names_of, preview_document, previewed, whom_to_ask
from dunwell.render.problems import draw_problems

if TYPE_CHECKING:
    from pathlib import Path

    from dunwell.choosing import Simulated
    from dunwell.language.program import Program
    from dunwell.render.preview import Document, Previewed
    from dunwell.templates import Templates


@click.command("preview")
@playing_options
@click.option("--step", metavar="NAME", help="Only the step or message of this name, such as reminder.")
@click.option(
    "--language",
    metavar="LANGUAGE",
    help="The language of the messages; else the debtor's if all templates are there, else the policy's.",
)
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of printing.")
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    invoice: Path,
    policy: str | None,
    scenario: str | None,
    assume: tuple[str, ...],
    on: int,
    until: int,
    workspace: str | None,
    step: str | None,
    language: str | None,
    form: str,
    output: str | None,
) -> None:
    """Show the words of every message that an invoice would bring, on the day each goes out.

    INVOICE is played forward as by `simulate`: nothing is sent and nothing is stored. In a workspace its own policies
    and templates come before the shipped ones. A message that cannot be rendered, because something is not known, is a
    problem; the others are shown. Exit code 0 if every message has its words, 1 if one has none or no policy is for the
    invoice, 2 if the invoice or an own policy cannot be used.
    """
    around = workspace_around(workspace, form)
    settings, words = around.creditor.fields() if around else {}, words_of(around)
    _written(language, words, form)
    simulated, problems = played(invoice, policy, scenario, assume, on, until, form, around)
    shown: tuple[Previewed, ...] = ()
    chosen: str | None = None
    if simulated.program is not None:
        _known(simulated.program, step, form)
        chosen, notes = language_for(simulated, language, words)
        shown = previewed(simulated, chosen, settings, step or "", read=words.read)
        shown = tuple(replace(one, problems=tuple(map(words.placed, one.problems))) for one in shown)
        problems = (*problems, *notes, *_holes(shown), *_absent(shown, step), *whom_to_ask(simulated, settings))
    made = preview_document(simulated, shown, chosen, problems, scenario)
    _show(made, problems, form, output)
    sys.exit(FOUND if _lacking(simulated, shown) else 0)


def _lacking(simulated: Simulated, shown: tuple[Previewed, ...]) -> bool:
    return simulated.program is None or has_errors(simulated.problems) or any(one.rendered is None for one in shown)


def _written(language: str | None, words: Templates, form: str) -> None:
    """Refuse a language in which there is no template (DW315)."""
    if language is not None and language not in words.languages():
        message = f"there are no templates in {language!r}"
        refuse((Problem("DW315", message, None, f"write one of: {', '.join(words.languages())}"),), form)


def _known(program: Program, step: str | None, form: str) -> None:
    """Refuse a name that no step or message with a template of the policy has (DW925)."""
    names = names_of(program)
    if step is not None and step not in names:
        message = f"{program.id} has no step or message {step!r} with a template"
        refuse((Problem("DW925", message, None, did_you_mean(step, names)),), form)


def _holes(shown: tuple[Previewed, ...]) -> tuple[Problem, ...]:
    """The problems of messages without words, each once; its notes say for which message it was found first."""
    found: dict[tuple[object, ...], Problem] = {}
    for problem in (problem for one in shown for problem in one.problems):
        found.setdefault((problem.code, problem.place, problem.message), problem)
    return tuple(found.values())


def _absent(shown: tuple[Previewed, ...], step: str | None) -> tuple[Problem, ...]:
    if step is None or shown:
        return ()
    message = f"{step!r} does not go out if the case goes as assumed"
    return (Problem("DW939", message, None, "give a --scenario in which it does, or look at `simulate`", "info"),)


def _show(made: Document, problems: tuple[Problem, ...], form: str, output: str | None) -> None:
    """Print or write it; as text, the problems follow on standard error."""
    write_output(_drawn(made, form), output)
    if form == "text" and problems:
        texts = {file: read_source(file).text for file in {one.place.file for one in problems if one.place}}
        click.echo(f"\n{draw_problems(problems, texts)}", err=True)


def _drawn(document: Document, form: str) -> str:
    """The document in the form asked for; each renderer is loaded only when it is used."""
    if form == "json":
        return json_text(document)
    render = import_module(f"dunwell.render.preview_{form}")
    if form == "text":
        return str(render.preview_text(document, width=import_module("shutil").get_terminal_size().columns))
    return str(render.preview_html(document))
