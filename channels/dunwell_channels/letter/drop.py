"""The drop folder of the print service: a folder a day, with the letters and a manifest that says what to print.

A letter is there as a whole or not at all, and has one line in the manifest however often it is handed over, whatever
else runs at the same time and wherever a program is killed: the file comes first, under its final name at once, and the
line after it, under a lock that the system lets go of when a program ends.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell_channels.files import keep_names, write_whole

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MANIFEST = "manifest.csv"


class OtherLetterThereError(Exception):
    """Under the name of a letter lies a file with another content."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of a letter: nothing of the debtor but the country, for the postage."""

    reference: str
    file: str
    pages: int
    sha256: str
    country: str
    duplex: str
    colour: str


COLUMNS = tuple(Row.__dataclass_fields__)


def drop(folder: Path, day: str, row: Row, content: bytes) -> Path:
    """Put a letter into the folder of its day and say so in the manifest; nothing happens twice.

    Gives the file, which may lie in the folder of an earlier day, from a hand-over that ended halfway. Raises OSError
    with the letter in no manifest, and OtherLetterThereError.
    """
    there = next(iter(sorted(folder.glob(f"*/{row.file}"))), None)
    path = there or folder / day / row.file
    if there is None:
        path.parent.mkdir(exist_ok=True)
        if _is_listed(path.parent / MANIFEST, row):  # the print service has taken the file away already
            return path
        write_whole(path, content)
    elif there.read_bytes() != content:
        raise OtherLetterThereError
    try:
        _list(path.parent / MANIFEST, row)
    except OSError:
        if there is None:
            path.unlink(missing_ok=True)  # what no manifest names must not be printed by accident
        raise
    return path


def _is_listed(manifest: Path, row: Row) -> bool:
    return manifest.exists() and _names(manifest.read_bytes(), row)


def _names(written: bytes, row: Row) -> bool:
    return f"\n{row.reference},".encode() in written


def _list(manifest: Path, row: Row) -> None:
    """Add a line to the manifest unless it is there; what a killed program or a full disk left of a line goes."""
    with manifest.open("a+b", buffering=0) as file, _locked(file):
        file.seek(0)
        written = file.readall()
        whole = written[: written.rfind(b"\n") + 1]
        if _names(whole, row):
            return
        file.truncate(len(whole))
        try:
            _write(file, (b"" if whole else _line(COLUMNS)) + _line(getattr(row, name) for name in COLUMNS))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(len(whole))
            raise
    if not whole:
        keep_names(manifest.parent)


def _write(file: io.FileIO, line: bytes) -> None:
    """Write all of it, or raise OSError with a part of it written."""
    rest = memoryview(line)
    while rest:
        rest = rest[file.write(rest) :]


def _line(cells: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()


@contextmanager
def _locked(file: io.FileIO) -> Iterator[None]:
    """Hold the file for this program; one that is killed lets go of it."""
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_UN)
