"""`dunwell graph`: a policy as a picture, with the way that a case or an assumed one takes through it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.options import json_text, refuse, write_output
from dunwell.core.graph_path import path_of
from dunwell.language.graph_make import graph_of
from dunwell.language.phrases import did_you_mean
from dunwell.loading import load_policy
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.core.timeline import Entry
    from dunwell.language.program import Program


@dataclass(frozen=True, slots=True)
class _Way:
    """Whose way is shown: its policy, its entries, and what it is called."""

    program: Program
    entries: tuple[Entry, ...]
    about: str


@click.command("graph")
@click.argument("policy", required=False)
@click.option("--variant", metavar="NAME", help="Only what this variant gets.")
@click.option("--case", metavar="CASE", help="Show the way of a case of the workspace; POLICY may then be left out.")
@click.option(
    "--invoice", type=click.Path(path_type=Path), metavar="FILE", help="Show the way that this invoice would take."
)
@click.option("--scenario", metavar="FILE", help="With --invoice: what is assumed to happen, as for `simulate`.")
@click.option("--assume", multiple=True, metavar="FIELD=VALUE", help="With --invoice: take a fact for granted.")
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option(
    "--format", "form", type=click.Choice(["svg", "mermaid", "html", "json"]), default="svg", show_default=True
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of printing.")
@workspace_option
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    policy: str | None,
    variant: str | None,
    case: str | None,
    invoice: Path | None,
    scenario: str | None,
    assume: tuple[str, ...],
    language: str,
    form: str,
    output: str | None,
    workspace: str | None,
) -> None:
    """Draw a policy: the ladder from top to bottom, what stands beside it, and every way from one to the other.

    POLICY is a file, or a shipped policy by its path. The picture needs nothing from elsewhere and prints on one sheet;
    `mermaid` is text for a wiki, `json` the graph for another program.
    """
    _check_options(policy, case, invoice, (*assume, *((scenario,) if scenario else ())), form)
    way = _of_case(case, workspace, form) if case else None
    if way is None or policy is not None:
        loaded = load_policy(policy or "", words_of(workspace_around(workspace, form)))
        if loaded.program is None:
            refuse(loaded.problems, form, {loaded.file: loaded.text})
        if way is not None and way.program.sha256 != loaded.program.sha256:
            refuse((_another_policy(case or "", way.program, policy or ""),), form)
        if invoice is not None:
            way = _of_invoice(invoice, policy, scenario, assume, form, workspace)
        program = loaded.program
    else:
        program = way.program
    _check_variant(program, variant, form)
    graph = graph_of(program, variant or "")
    path = path_of(graph, way.entries) if way else None
    extra: dict[str, Any] = {"about": way.about} if way and form in ("svg", "html") else {}
    render = import_module(f"dunwell.render.graph_{form}")
    if form != "json":
        write_output(getattr(render, f"graph_{form}")(graph, language=language, path=path, **extra), output)
        return
    write_output(json_text(render.graph_document(graph, language=language, path=path)), output)


def _check_options(
    policy: str | None, case: str | None, invoice: Path | None, of_invoice: tuple[str, ...], form: str
) -> None:
    """DW921: whose way is shown is said once, and a scenario or an assumption is of an invoice."""
    if policy is None and case is None:
        raise click.UsageError("Missing argument 'POLICY'.")
    if case and invoice:
        fix = "show the way of a case, or that of an invoice"
        refuse((Problem("DW921", "--case does not go with --invoice", None, fix),), form)
    if of_invoice and not invoice:
        fix = "name the invoice: --invoice FILE"
        refuse((Problem("DW921", "--scenario and --assume go only with --invoice", None, fix),), form)


def _check_variant(program: Program, variant: str | None, form: str) -> None:
    names = tuple(one.name for one in program.variants)
    if variant is not None and variant not in names:
        message = f"the policy {program.id!r} has no variant {variant!r}"
        refuse((Problem("DW920", message, None, did_you_mean(variant, names)),), form)


def _another_policy(case: str, program: Program, policy: str) -> Problem:
    message = f"the case {case!r} runs under {program.id} {program.version} as it was kept, not under {policy!r}"
    return Problem("DW921", message, None, "leave POLICY out: the policy of the case is drawn")


def _of_case(case: str, workspace: str | None, form: str) -> _Way:
    """The way of a case, by the policy that it was opened with."""
    live, cases = import_module("dunwell.cli.session"), import_module("dunwell.journal.cases")
    with live.session(workspace, form) as open_one:
        found = cases.find_case(open_one.journal, case)
        program = cases.Pinned(open_one.journal).program(found)
        events = cases.events_of(open_one.journal, found)
        look = cases.look_at(found, program, events, cases.day_for(program, 0))
        opened = cases.opened(found, program)
        retell = import_module("dunwell.core.retell").retell
        told = retell(program, opened, (one.event for one in look.events), look.day)
    return _Way(program, told.entries, case)


def _of_invoice(
    invoice: Path, policy: str | None, scenario: str | None, assume: tuple[str, ...], form: str, workspace: str | None
) -> _Way:
    """The way of an invoice that nobody pays, or of what a scenario says."""
    playing = import_module("dunwell.cli.playing")
    around = workspace_around(workspace, form)
    simulated, problems = playing.played(invoice, policy, scenario, assume, 0, 0, form, around)
    if simulated.program is None or simulated.timeline is None:
        refuse(problems, form)
    about = f"{invoice.name} ({Path(scenario).name})" if scenario else invoice.name
    return _Way(simulated.program, simulated.timeline.entries, about)
