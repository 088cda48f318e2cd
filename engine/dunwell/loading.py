"""Load policies: read the text, compile it with the law pack and templates it names, and hand back every problem.

A policy is named by its logical path (`policies/nl/standard.yaml`, shipped) or by a path of the user's own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dunwell.language.compile import Surroundings, compile_policy
from dunwell.language.extents import with_edits
from dunwell.language.yamlfile import Table, read_yaml
from dunwell.problems import Place, Problem
from dunwell.resources import jurisdictions, law_pack, policy_files, read_text
from dunwell.templates import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.language.program import Program
    from dunwell.language.yamlfile import Node
    from dunwell.templates import Templates

MOST_BYTES = 4 * 1024 * 1024
"""No policy, test or scenario is this large; more is not read into memory."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One policy file: its program (None if it has errors), its problems, and its text for drawing them."""

    file: str
    program: Program | None
    problems: tuple[Problem, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file that was read: its tree (None if unreadable), its text, and what was wrong with reading it."""

    file: str
    root: Node | None
    text: str
    data: bytes
    problems: tuple[Problem, ...]


def read_source(path: str) -> Source:
    """Read a file of the user's, or a shipped one by its logical path. What goes wrong is a problem (DW901 and on)."""
    data, problem = _bytes(path)
    if problem is not None:
        return Source(path, None, "", b"", (problem,))
    root, problems = read_yaml(data, path)
    return Source(path, root, data.decode("utf-8", errors="replace").removeprefix("\ufeff"), data, problems)


def load_policy(path: str, templates: Templates = SHIPPED) -> Loaded:
    """Read and compile one policy; the templates it names are looked for among these."""
    return compile_source(read_source(path), templates)


def compile_source(source: Source, templates: Templates | None = SHIPPED) -> Loaded:
    """Compile a policy that has been read.

    With None it is one that was in use before: nobody asks any more whether its templates are there, or what it means.
    """
    name = _scalar(source.root, "law")
    law = law_pack(name) if name in jurisdictions() else None
    language = _scalar(source.root, "language")
    known = {language: templates.names(language)} if templates else {}
    around = Surroundings(law, jurisdictions(), known, kept=templates is None)
    digest = hashlib.sha256(source.text.encode()).hexdigest()
    program, problems = compile_policy(source.root, source.file, digest, around)
    return Loaded(source.file, program, with_edits((*source.problems, *problems), source.text), source.text)


def compile_text(text: str, file: str) -> Loaded:
    """Compile a policy from its text, as it was kept; `file` is where it stood.

    Its templates were there when it was kept. One that is gone by now stops its own message, not the whole case; nor
    does a finding on what it means that only a later version of this program makes.
    """
    root, problems = read_yaml(text, file)
    return compile_source(Source(file, root, text, text.encode(), problems), None)


def errors_of(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems for which a policy has no program, without its warnings."""
    return tuple(problem for problem in loaded.problems if problem.severity == "error")


def shipped_policies(likely: str | None = None) -> Iterable[Loaded]:
    """The shipped policies one by one, those of the jurisdiction `likely` first, then by their paths.

    Each is compiled only when it is asked for: who takes the first that fits does not pay for the others.
    """
    first = f"policies/{likely}/"
    return (load_policy(path) for path in sorted(policy_files(), key=lambda path: (not path.startswith(first), path)))


def read_file(path: Path) -> bytes | Problem:
    """The bytes of a file, or why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path.name!r} cannot be read: {error.strerror}"
        return Problem("DW901", message, Place(path.as_posix()), "check the path and who may read it")


def expand(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Every YAML file that the paths name: files as they are, folders with all policies below them, sorted."""
    found: list[str] = []
    problems: list[Problem] = []
    for written in paths:
        path = Path(written)
        if path.is_dir():
            below = sorted(str(one) for one in path.rglob("*") if one.suffix in (".yaml", ".yml") and one.is_file())
            found += below
            if not below:
                problems.append(
                    Problem("DW905", f"the folder {written!r} holds no YAML file", fix="name a policy or its folder")
                )
        else:
            found.append(written)
    return tuple(dict.fromkeys(found)), tuple(problems)


def _bytes(path: str) -> tuple[bytes, Problem | None]:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return _shipped(path)
    except IsADirectoryError:
        return b"", Problem("DW902", f"{path!r} is a folder, not a file", fix="name a file in it")
    except OSError as error:
        return b"", Problem("DW904", f"{path!r} cannot be read: {error.strerror}", fix="look at the file's permissions")
    return data, None


def _shipped(path: str) -> tuple[bytes, Problem | None]:
    try:
        return read_text(path).encode(), None
    except (FileNotFoundError, OSError):
        return b"", Problem(
            "DW901", f"there is no file {path!r}", fix="check the path; shipped policies lie under policies/"
        )


def _scalar(root: Node | None, key: str) -> str:
    node = root.get(key) if isinstance(root, Table) else None
    return str(getattr(node, "value", "") or "")
