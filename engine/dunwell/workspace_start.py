"""Make a workspace: its settings, an empty journal, a place for own policies, samples. Nothing is replaced."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.journal.database import create_database, is_there
from dunwell.journal.location import shown
from dunwell.language.schema import policy_schema
from dunwell.problems import Problem, ProblemsFound
from dunwell.resources import default_law, read_text
from dunwell.workspace import FILE
from dunwell.workspace_file import read_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dunwell.workspace import Workspace

SAMPLE, SAMPLE_BANK = "sample-invoice.yaml", "sample-bank.sta"
CUSTOMERS = "customers.csv"
SCHEMA = "policy.schema.json"
"""By it editors know the policy language; the first line of a policy names it."""
_ID = re.compile(r"^policy: (\S+)", re.MULTILINE)
_LANGUAGE = re.compile(r"^language: (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Started:
    """What was made, and what was there already and is as it was: paths, and how the journal is called."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def start_workspace(folder: Path) -> Started:
    """Make a workspace of a folder; whatever of it is there already stays as it is.

    Raises ProblemsFound: the folder is a file (DW903), something cannot be written (DW910), or the settings that are
    there already have errors.
    """
    if folder.exists() and not folder.is_dir():
        message = f"{folder.as_posix()!r} is a file, not a folder"
        raise ProblemsFound((Problem("DW903", message, None, "name a folder; it is made if it is not there"),))
    written = [_write(folder / FILE, read_text(f"templates/workspace/{FILE}"))]
    workspace = read_workspace(folder)
    had_journal = is_there(workspace.journal)
    create_database(workspace.journal).close()
    written.append((shown(workspace.journal), not had_journal))
    written += [_write(path, text) for path, text in _files(folder, workspace)]
    return Started(
        tuple(path for path, new in written if new),
        tuple(path for path, new in written if not new),
    )


def _files(folder: Path, workspace: Workspace) -> Iterator[tuple[Path, str]]:
    policies, templates = workspace.policies, workspace.templates
    yield policies / "README.md", read_text("templates/workspace/policies.md")
    text = read_text(f"policies/{default_law()}/standard.yaml")
    language = _LANGUAGE.findall(text)[0]
    yield policies / SCHEMA, json.dumps(policy_schema(), ensure_ascii=False, separators=(",", ":")) + "\n"
    own = _ID.sub(r"policy: own-\1", text, count=1)
    yield policies / "own-standard.yaml.example", f"# yaml-language-server: $schema={SCHEMA}\n{own}"
    yield templates / "README.md", read_text("templates/workspace/templates.md")
    reminder = f"{language}/reminder.md.j2"
    yield templates / f"{reminder}.example", read_text(f"templates/{reminder}")
    for sample in (CUSTOMERS, SAMPLE, SAMPLE_BANK):
        yield folder / sample, read_text(f"templates/workspace/{sample}")


def _write(path: Path, text: str) -> tuple[str, bool]:
    """Write a file that is not there; whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return path.as_posix(), False
    except OSError as error:
        message = f"{path.as_posix()!r} cannot be written: {error.strerror}"
        raise ProblemsFound((Problem("DW910", message, None, "choose a folder that may be written to"),)) from error
    return path.as_posix(), True
