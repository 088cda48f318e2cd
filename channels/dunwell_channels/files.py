"""Write files of which others see all or nothing, wherever a program is killed and however many of them write."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from tempfile import mkstemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o640
"""Who runs the program reads and writes, their group reads."""


def write_whole(path: Path, content: bytes, mode: int = MODE) -> None:
    """Write a file that appears under its name only when all of it is on the disk. Raises OSError, leaving nothing."""
    part = write_part(path, content, mode)
    try:
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    keep_names(path.parent)


def write_part(path: Path, content: bytes, mode: int = MODE) -> Path:
    """Write a file beside its place, under a hidden name of this process. Raises OSError, leaving nothing."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = path.with_name(name.rpartition(os.sep)[2])
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(mode)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def keep_names(folder: Path) -> None:
    """Have the names in a folder survive a power cut; not every system can."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
