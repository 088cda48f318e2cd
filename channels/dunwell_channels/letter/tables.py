"""The YAML tables that letters are made from: all values are text, so that no country code becomes a yes or no."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from dunwell import read_text
from dunwell_channels.letter.faults import SetupFault

if TYPE_CHECKING:
    from pathlib import Path

Table = dict[str, object]

SHIPPED = "templates/letter"
LARGEST = 100_000
"""Bytes; nobody writes a longer file of words or sizes."""


@lru_cache(maxsize=32)
def shipped(name: str) -> Table:
    """A table below `templates/letter`, without `.yaml`. Raises FileNotFoundError for one that is not shipped."""
    return _read(read_text(f"{SHIPPED}/{name}.yaml"), name, "DW035")


def own(path: Path, code: str) -> Table:
    """A table that the workspace names. Raises SetupFault with this code if it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = f"{path.as_posix()} cannot be read: {_reason(error)}"
        raise SetupFault(code, why, "check the path, which counts from dunwell.yaml") from error
    if len(content) > LARGEST:
        raise SetupFault(code, f"{path.as_posix()} is longer than {LARGEST:,} bytes", "name the right file")
    return _read(text, path.as_posix(), code)


def table(value: object) -> Table:
    """A table inside another one; empty for anything else."""
    return value if isinstance(value, dict) else {}


def _read(text: str, name: str, code: str) -> Table:
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # it makes text, lists and tables only
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        raise SetupFault(code, f"{where} is no YAML: {getattr(error, 'problem', '')}", "mend the file") from error
    if not isinstance(found, dict):
        raise SetupFault(code, f"{name} holds no keys", "write it like the shipped ones in templates/letter")
    return found


def _reason(error: Exception) -> str:
    return (error.strerror or "an error") if isinstance(error, OSError) else "it is no text in UTF-8"
