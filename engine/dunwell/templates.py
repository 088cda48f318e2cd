"""Where the words of messages come from: the templates of a workspace first, then the shipped ones.

A template is named by its logical path, such as `templates/nl/reminder.md.j2`, wherever it lies. A workspace may hold
another text of that name, a part of its own, a new template, or a new language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.problems import Note, Place
from dunwell.resources import read_text, template_languages, template_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dunwell.problems import Problem

FOLDER, ENDING, PARTS = "templates", ".md.j2", "_parts"
_TEMPLATE = re.compile(r"[a-z]{2}/(?:_parts/)?[a-z][a-z0-9_]*\.md\.j2")
_LOGICAL = f"{FOLDER}/"


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates to look up by name; `folder` holds those of a workspace, None means the shipped ones alone."""

    folder: Path | None = None

    def read(self, logical: str) -> str:
        """The text of a template by its logical path. Raises OSError, or UnicodeDecodeError for a file of its own."""
        own = self._own_file(logical)
        return own.read_text(encoding="utf-8-sig") if own is not None else read_text(logical)

    def names(self, language: str) -> frozenset[str]:
        """The names of all templates of a language, own and shipped; parts are none."""
        start = f"{_LOGICAL}{language}/"
        found = (file.removeprefix(start) for file in self.own() if file.startswith(start))
        return template_names(language) | {name.removesuffix(ENDING) for name in found if "/" not in name}

    def languages(self) -> tuple[str, ...]:
        """The languages of which there is a template, sorted."""
        return tuple(sorted({*template_languages(), *(file.split("/")[1] for file in self.own())}))

    def own(self) -> tuple[str, ...]:
        """The logical paths of the workspace's own templates and parts, sorted."""
        return tuple(sorted(f"{_LOGICAL}{name}" for name in self._files() if _TEMPLATE.fullmatch(name)))

    def strays(self) -> tuple[str, ...]:
        """Files of the folder that look like templates and are never read, for they stand or are called otherwise."""
        named = (name for name in self._files() if name.endswith((".j2", ".md", ".html", ".txt")))
        return tuple(sorted(name for name in named if not _TEMPLATE.fullmatch(name) and name != "README.md"))

    def path(self, logical: str) -> str:
        """Where a template lies: the path of a file of the workspace, the logical one of a shipped one."""
        own = self._own_file(logical)
        return own.as_posix() if own is not None else logical

    def placed(self, problem: Problem) -> Problem:
        """A problem with the places of own templates as people find them."""
        notes = tuple(Note(note.text, self._place(note.place)) for note in problem.notes)
        return replace(problem, place=self._place(problem.place) if problem.place else None, notes=notes)

    def _place(self, place: Place) -> Place:
        return replace(place, file=self.path(place.file))

    def _own_file(self, logical: str) -> Path | None:
        name = logical.removeprefix(_LOGICAL)
        if self.folder is None or name == logical or not _TEMPLATE.fullmatch(name):
            return None
        path = self.folder / name
        return path if path.exists() else None

    def _files(self) -> Iterator[str]:
        """The files of the folder by their paths in it; hidden ones are left out."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in self.folder.rglob("*"):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                yield name


SHIPPED = Templates()
"""The shipped templates alone."""
