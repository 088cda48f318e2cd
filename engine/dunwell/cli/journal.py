"""`dunwell journal export` and `dunwell journal import`: a whole journal as JSON lines, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.options import print_json, refuse
from dunwell.cli.session import session
from dunwell.journal.lines import export_lines, import_lines
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORKSPACE = click.option(
    "--workspace", metavar="DIR", help="The workspace; else DUNWELL_WORKSPACE, else the folder you are in."
)
_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command("export")
@click.option("-o", "target", metavar="FILE", type=click.Path(path_type=Path), help="The file; else it is printed.")
@_WORKSPACE
def export(target: Path | None, workspace: str | None) -> None:
    """Write the whole journal as JSON lines: one for each row, and a checksum at the end.

    It holds everything, people's names and addresses too; a file is made for your eyes only, and complete or not at
    all. The same journal gives the same bytes, whichever database it is in. Exit code 0, or 2 if it cannot be done.
    """
    with session(workspace, "text") as live:
        lines = export_lines(live.journal.connection)
        if target is None:
            for line in lines:
                click.echo(line, nl=False)
        else:
            _write(lines, target)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_WORKSPACE
@_FORMAT
def take_in(file: Path, workspace: str | None, form: str) -> None:
    """Take in an exported journal, all of it or nothing; the workspace's own journal must be empty.

    Exit code 0, or 2 if the file is not as it was written or the journal holds something.
    """
    with session(workspace, form) as live:
        try:
            lines = file.open("rb")
        except OSError as error:
            message = f"{file.as_posix()!r} cannot be read: {error.strerror}"
            refuse((Problem("DW904", message, None, "check the name, and who may read it"),), form)
        with lines:
            counts = import_lines(live.journal.connection, lines, file.as_posix())
    if form == "json":
        print_json({"rows": dict(counts), "problems": []})
    else:
        click.echo(f"taken in: {_words(counts)}")


command = click.Group(
    "journal", commands={"export": export, "import": take_in}, help="The whole journal as JSON lines, and back."
)


def _write(lines: Iterable[bytes], target: Path) -> None:
    """Write a file beside its place, for the owner alone, and put it there when it is whole."""
    part = target.with_name(f"{target.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        message = f"{target.as_posix()!r} cannot be written: {error.strerror}"
        refuse((Problem("DW910", message, None, "name a file in a folder that exists and may be written"),), "text")
    finally:
        part.unlink(missing_ok=True)


def _words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[table]} {word}" for table, word in _COUNTED.items())


_COUNTED = {"cases": "cases", "events": "events", "outbox": "deliveries", "files": "files"}
