"""`dunwell simulate`: an invoice in, its whole timeline out."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import workspace_around
from dunwell.cli.options import FOUND, json_text, write_output
from dunwell.cli.playing import played, playing_options
from dunwell.problems import has_errors
from dunwell.render.timeline_json import timeline_document

if TYPE_CHECKING:
    from pathlib import Path


@click.command("simulate")
@playing_options
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "svg"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of printing.")
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    invoice: Path,
    policy: str | None,
    scenario: str | None,
    assume: tuple[str, ...],
    on: int,
    until: int,
    workspace: str | None,
    form: str,
    output: str | None,
) -> None:
    """Show what an invoice will get if it is not paid, step by step, and why.

    INVOICE is an e-invoice (UBL, CII or Factur-X PDF), or an invoice file of our own (YAML or JSON). Nothing is sent
    and nothing is stored. In a workspace its own policies come before the shipped ones, as for `open`. Exit code 0 if
    there is a timeline, 1 if no policy is for the invoice, 2 if it or an own policy cannot be used.
    """
    around = workspace_around(workspace, form)
    simulated, problems = played(invoice, policy, scenario, assume, on, until, form, around)
    made = timeline_document(simulated, problems, scenario)
    write_output(_drawn(made, form, output), output)
    sys.exit(FOUND if simulated.program is None or has_errors(simulated.problems) else 0)


def _drawn(document: dict[str, object], form: str, output: str | None) -> str:
    """The document in the form asked for; each renderer is loaded only when it is used."""
    if form == "json":
        return json_text(document)
    render = import_module(f"dunwell.render.timeline_{form}")
    if form == "text":
        console = import_module("rich.console").Console()
        colour = console.is_terminal and output is None
        return str(render.timeline_text(document, width=console.width, colour=colour))
    return str(getattr(render, f"timeline_{form}")(document))
