"""Put files into a drop folder: whole or not at all, and never twice."""

from __future__ import annotations

import errno
from contextlib import suppress
from hashlib import sha256
from time import time
from typing import TYPE_CHECKING

from dunwell import Outcome
from dunwell_channels.files import keep_names, write_part

if TYPE_CHECKING:
    from pathlib import Path

    from dunwell import File

LEFT_BEHIND = 600.0
"""After so many seconds nobody is writing a file any more."""
_OURS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR)
"""What a person has to mend; of a full disk or a share that is away it is thought that they pass."""


def drop(folder: Path, files: tuple[File, ...]) -> Outcome:
    """Put all files into the folder. What lies there already, byte for byte, is left as it is.

    All are written beside first and only then get their names, so that a full disk leaves none of them.
    """
    parts: list[Path] = []
    try:
        wanted = [one for one in files if not (folder / one.name).exists()]
        others = [one.name for one in files if one not in wanted and (folder / one.name).read_bytes() != one.content]
        if others:
            return Outcome("faulty", f"another file of that name lies in the drop folder: {', '.join(others)}")
        for one in wanted:
            _swept(folder, one)
            parts.append(write_part(folder / one.name, one.content))
        for one, part in zip(wanted, parts, strict=True):
            _named(part, folder / one.name, one.content)
        keep_names(folder)
    except OSError as error:
        why = f"the drop folder cannot be written: {error.strerror or type(error).__name__}"
        return Outcome("faulty" if error.errno in _OURS else "later", why)
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return Outcome("delivered", proof=proof_of(files, "the drop folder"))


def _swept(folder: Path, file: File) -> None:
    """Take away what a killed process left of this file; one of just now may be another's work in hand."""
    for part in folder.glob(f".{file.name}.*.part"):
        with suppress(OSError):
            if time() - part.stat().st_mtime > LEFT_BEHIND:
                part.unlink()


def proof_of(files: tuple[File, ...], where: str) -> str:
    """What was put where, with the checksums."""
    said = (f"{one.name} ({len(one.content)} bytes, sha256 {sha256(one.content).hexdigest()})" for one in files)
    return f"in {where}: {'; '.join(said)}"


def _named(part: Path, final: Path, content: bytes) -> None:
    """Give a file its name; if another process was quicker with the very same one, that is as good."""
    if final.exists() and final.read_bytes() == content:
        return
    part.replace(final)
