"""What came back of what was sent out: read by the channels, from files given and from where dunwell.yaml says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.delivery import Returned
from dunwell.journal.taking import take_in
from dunwell.loading import read_file
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dunwell.journal.taking import Taking
    from dunwell.run.desk import Desk, Line

    Said = tuple[Returned | Problem, ...]


def collect(desk: Desk) -> Taking:
    """Take in what came back since, each report once: all files at the places that channels' settings name.

    A desk that keeps nothing is told what would be taken in.
    """
    said: list[Returned | Problem] = []
    for line in desk.lines.values():
        for path in places_of(line):
            for file in files_at(path):
                content = read_file(file)
                said += (content,) if isinstance(content, Problem) else line.returns(file.name, content) or ()
    return taken(desk, said)


def taken(desk: Desk, said: list[Returned | Problem]) -> Taking:
    """Record what channels read, and keep what they found wrong."""
    returned = [one for one in said if isinstance(one, Returned)]
    problems = tuple(one for one in said if isinstance(one, Problem))
    taking = take_in(desk.journal, returned, desk.by, desk.on, dry_run=not desk.keep)
    return replace(taking, problems=(*problems, *taking.problems))


def understood(lines: Mapping[str, Line], name: str, content: bytes) -> Said | None:
    """What the first channel that knows this file reads in it; None if none of them does."""
    found = (line.returns(name, content) for line in lines.values())
    return next((one for one in found if one is not None), None)


def places_of(line: Line) -> Iterator[Path]:
    """The files and folders that the channel's settings say returns come to: keys marked `returns` in its schema."""
    properties = line.channel.config.get("properties")
    for key, schema in properties.items() if isinstance(properties, dict) else ():
        said = line.setup.config.get(key)
        if isinstance(schema, dict) and schema.get("returns") and isinstance(said, str):
            yield line.setup.folder / said


def files_at(path: Path) -> Iterator[Path]:
    """The file itself, or every file of a folder and the folders in it, but hidden ones and Maildir's `tmp`."""
    if path.is_dir():
        for one in sorted(path.iterdir()):
            if not one.name.startswith(".") and not (one.is_dir() and one.name == "tmp"):
                yield from files_at(one)
    elif path.is_file():
        yield path
