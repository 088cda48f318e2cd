"""`dunwell read`: show what was understood of invoices and bank files. Nothing is stored."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.options import USED_WRONGLY, leave, print_json, print_problems
from dunwell.model import Reading
from dunwell.readers.files import kind_of, read_documents, redelivered
from dunwell.readers.xml import decode
from dunwell.render.reading import reading_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 1_000_000
"""How many bytes of a file are read once more to show the line of a problem."""


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def command(files: tuple[Path, ...], output: str) -> None:
    """Show what was understood of e-invoices (UBL, CII, Factur-X), invoice files of our own, and bank files.

    Exit code 0: understood. 1: understood in part, an error is among the problems. 2: a file could not be read at all,
    or is of another kind; what could be read is printed still.
    """
    readings = [read_documents(path, path.as_posix()) for path in files]
    whole = _together(readings)
    if output == "json":
        print_json(reading_json(whole))
    else:
        _print(whole, {path.as_posix(): _text(path) for path in files})
    if any(not (reading.documents or reading.statements) for reading in readings):
        sys.exit(USED_WRONGLY)
    leave(whole.problems)


def _together(readings: list[Reading]) -> Reading:
    documents = tuple(document for reading in readings for document in reading.documents)
    statements = tuple(statement for reading in readings for statement in reading.statements)
    problems = tuple(problem for reading in readings for problem in reading.problems)
    return Reading(documents, statements, (*problems, *redelivered(documents)))


def _print(reading: Reading, texts: Mapping[str, str]) -> None:
    """Print for people. The tables are loaded only here: rich takes longer to import than an invoice to read."""
    tables = import_module("dunwell.render.reading_text").reading_text(reading)
    import_module("rich.console").Console(highlight=False).print(tables)
    if reading.problems:
        print_problems(reading.problems, texts, "text")


def _text(path: Path) -> str:
    """The beginning of a file that is text, so that problems show the line they are about; else nothing."""
    try:
        with path.open("rb") as file:
            source = file.read(_SHOWN)
    except OSError:
        return ""
    return "" if kind_of(source) in {None, "pdf"} else decode(source, path.name)[0]
