"""What was explored before: results in a folder, each under a hash of all that it hangs on.

The policy's text, the law's files, the engine's own code, the budget, the case and its due date, and who looked: where
any of it differs, the result is worked out anew. A file that cannot be read is no result; it is written again.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dunwell.proving.as_json import explored_from, json_of
from dunwell.resources import law_files, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from dunwell.language.program import Program
    from dunwell.proving.jobs import Job
    from dunwell.verifying.model import Explored

_CODE = ("core", "language", "law", "verifying", "comparing", "proving")
"""The parts of the engine on which a result hangs, beside its lowest layer."""


def key_of(program: Program, job: Job, observers: tuple[str, ...]) -> str:
    """The hash of all that a result hangs on."""
    profile = job.profile
    told = (
        program.sha256,
        _law_hash(program.law.jurisdiction),
        _code_hash(),
        repr(astuple(job.budget)),
        job.every_day,
        (profile.name, profile.variant, sorted(profile.facts.items()), profile.principal, profile.due, profile.plain),
        observers,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def kept(folder: Path, key: str, job: Job) -> Explored | None:
    """The result under a key, or None where there is none that can be read."""
    try:
        return explored_from(json.loads((folder / f"{key}.json").read_text(encoding="utf-8")), job.profile)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def keep(folder: Path, key: str, explored: Explored) -> None:
    """Keep a result; where the folder cannot be written, nothing is kept, and nothing is lost but time."""
    part = folder / f"{key}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(json_of(explored), separators=(",", ":")), encoding="utf-8")
        part.replace(folder / f"{key}.json")
    except OSError:
        with suppress(OSError):
            part.unlink()


@cache
def _law_hash(jurisdiction: str) -> str:
    texts = (read_text(path) for path in law_files() if path.startswith(f"policies/{jurisdiction}/"))
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


@cache
def _code_hash() -> str:
    """A hash of the code that decides: another version of the engine may come to other results."""
    package, digest = files("dunwell"), hashlib.sha256()
    rooms = (package, *(package / name for name in _CODE))
    for module in (module for room in rooms for module in _modules(room)):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _modules(room: Traversable) -> Iterator[Traversable]:
    yield from sorted((one for one in room.iterdir() if one.name.endswith(".py")), key=lambda one: one.name)
