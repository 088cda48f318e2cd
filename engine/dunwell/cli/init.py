"""`dunwell init`: make a workspace."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import refuse_all
from dunwell.cli.options import print_json
from dunwell.problems import ProblemsFound
from dunwell.workspace_start import SAMPLE, SAMPLE_BANK, start_workspace

if TYPE_CHECKING:
    from dunwell.workspace_start import Started


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(folder: Path, form: str) -> None:
    """Make a workspace: dunwell.yaml, an empty journal, a folder for own policies, and a sample invoice.

    What is in DIR already is never changed; what is missing is added. Exit code 0, or 2 if it cannot be made.
    """
    try:
        started = start_workspace(folder)
    except ProblemsFound as error:
        refuse_all(error.problems, form)
    steps = _next(folder)
    if form == "json":
        print_json(_document(folder, started, steps))
        return
    for word, paths in (("made", started.made), ("kept", started.kept)):
        for path in paths:
            click.echo(f"{word} {path}")
    click.echo("\nNext:\n" + "\n".join(f"  {step}" for step in steps))


def _next(folder: Path) -> tuple[str, ...]:
    """Commands that show what a workspace does, in their order."""
    there = (f"cd {shlex.quote(folder.as_posix())}",) if folder != Path() else ()
    return (
        *there,
        f"dunwell open {SAMPLE}",
        f"dunwell import {SAMPLE_BANK}",
        "dunwell status",
        "dunwell history SAMPLE-1",
    )


def _document(folder: Path, started: Started, steps: tuple[str, ...]) -> dict[str, object]:
    return {
        "workspace": folder.as_posix(),
        "made": list(started.made),
        "kept": list(started.kept),
        "next": list(steps),
        "problems": [],
    }
