"""The workspace of commands that also work without one: the one named, that of DUNWELL_WORKSPACE, or the one here."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

import click

from dunwell.cli.options import refuse
from dunwell.loading import read_source
from dunwell.problems import ProblemsFound
from dunwell.templates import SHIPPED
from dunwell.workspace import FILE, Workspace, find_workspace
from dunwell.workspace_file import check_workspace, read_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import ParamSpec, TypeVar

    from dunwell.problems import Problem
    from dunwell.templates import Templates

    _P = ParamSpec("_P")
    _R = TypeVar("_R")


def workspace_option(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """`--workspace` of a command that does without one."""
    text = "Whose settings, customers and templates count; else DUNWELL_WORKSPACE, else the folder here."
    return click.option("--workspace", metavar="DIR", help=text)(command)


def workspace_around(named: str | None, form: str, *, checked: bool = False) -> Workspace | None:
    """The workspace, or None where there is none and none was named; one that cannot be read is refused, exit 2.

    Where its file is `checked` by the command itself, it is given as far as it can be read.
    """
    folder = find_workspace(named, os.environ)
    if named is None and "DUNWELL_WORKSPACE" not in os.environ and not (folder / FILE).is_file():
        return None
    try:
        return check_workspace(folder)[0] if checked else read_workspace(folder)
    except ProblemsFound as error:
        refuse_all(error.problems, form)


def words_of(workspace: Workspace | None) -> Templates:
    """The templates of a workspace, or the shipped ones alone."""
    return workspace.words() if workspace else SHIPPED


def files_of(problems: Iterable[Problem]) -> set[str]:
    """The files of their places, and of the places of their notes."""
    places = (place for problem in problems for place in (problem.place, *(note.place for note in problem.notes)))
    return {place.file for place in places if place}


def refuse_all(
    problems: tuple[Problem, ...], form: str, kept: Mapping[str, Collection[str]] = MappingProxyType({})
) -> NoReturn:
    """Print problems with the lines they stand on, and exit 2.

    `kept` are the texts of policies in the journal by file: of a file that has changed since no line is shown, because
    it might be another one than the problem is about.
    """
    texts = {file: read_source(file).text for file in files_of(problems)}
    refuse(problems, form, {file: text for file, text in texts.items() if text in kept.get(file, (text,))})
