"""`dunwell read`: show what was understood of invoices and bank files. Nothing is stored."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

from dunwell.model import Reading
from dunwell.problems import has_errors
from dunwell.readers.files import read_documents, redelivered
from dunwell.render.reading import reading_json


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], output: str) -> None:
    """Show what was understood of e-invoices (UBL, CII, Factur-X), invoice files of our own, and bank files.

    Exit code 0: understood. 1: understood in part, an error is among the problems. 2: a file could not be read at all,
    or is of another kind; what could be read is printed still.
    """
    readings = [read_documents(path, path.as_posix()) for path in files]
    whole = _together(readings)
    if output == "json":
        click.echo(json.dumps(reading_json(whole), ensure_ascii=False, indent=2))
    else:
        _print(whole)
    unread = any(not (reading.documents or reading.statements) for reading in readings)
    context.exit(2 if unread else int(has_errors(whole.problems)))


def _together(readings: list[Reading]) -> Reading:
    documents = tuple(document for reading in readings for document in reading.documents)
    statements = tuple(statement for reading in readings for statement in reading.statements)
    problems = tuple(problem for reading in readings for problem in reading.problems)
    return Reading(documents, statements, (*problems, *redelivered(documents)))


def _print(reading: Reading) -> None:
    """Print for people; rich is loaded only here, it takes longer to import than an invoice to read."""
    render = import_module("dunwell.render.reading_text")
    console = import_module("rich.console").Console(highlight=False)
    console.print(render.reading_text(reading))
    if reading.problems:
        console.print(render.problems_text(reading.problems), soft_wrap=True)
