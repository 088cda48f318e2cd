"""The versions of a workspace's own policies, held against each other and against the journal, for `check`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.journal.database import is_there, open_database
from dunwell.journal.store import Journal
from dunwell.journal.versions import edited, version_problems, versions_in
from dunwell.problems import ProblemsFound

if TYPE_CHECKING:
    from dunwell.problems import Problem
    from dunwell.workspace import Workspace


def own_versions(workspace: Workspace) -> tuple[Problem, ...]:
    """What is wrong among the versions; those edited after cases came to them only where there is a journal to ask.

    A journal that cannot be asked is a warning: the files can be checked without it.
    """
    versions = versions_in(workspace.policies)
    found = version_problems(versions)
    if not versions:
        return found
    try:
        if not is_there(workspace.journal):
            return found
        with closing(open_database(workspace.journal)) as connection:
            return (*found, *edited(Journal(connection), versions))
    except ProblemsFound as error:
        return (*found, *(replace(one, severity="warning") for one in error.problems))
