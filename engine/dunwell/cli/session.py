"""What the commands of the live side share: their options, and a journal that is open while one of them works."""

from __future__ import annotations

import getpass
import os
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from dunwell.cli.around import refuse_all
from dunwell.cli.given import Day
from dunwell.cli.options import print_json, print_problems
from dunwell.customers.register import NOBODY
from dunwell.days import today
from dunwell.journal.bank_days import BankData, days_known
from dunwell.journal.database import open_database
from dunwell.journal.store import Journal
from dunwell.journal.versions import edited, versions_in
from dunwell.language.phrases import counted
from dunwell.loading import read_file
from dunwell.problems import Place, Problem, ProblemsFound
from dunwell.resources import default_law, law_pack
from dunwell.workspace import Workspace, find_workspace
from dunwell.workspace_file import read_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import ParamSpec, TypeVar

    from dunwell.customers.register import Register

    _P = ParamSpec("_P")
    _R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Session:
    """A workspace with its journal open."""

    workspace: Workspace
    journal: Journal

    def bank(self) -> BankData:
        """What is known of the bank, as the workspace wants it counted."""
        workspace = self.workspace
        return BankData(days_known(self.journal), workspace.bank_files, workspace.accounts, workspace.creditor.iban)

    def register(self) -> Register:
        """The customer register of the workspace, empty if it names none. Raises ProblemsFound if it is no register."""
        return register_of(self.workspace)

    def edited(self) -> tuple[Problem, ...]:
        """A warning (DW093) for each own policy that was edited after cases came to it; those cases keep their text."""
        found = edited(self.journal, versions_in(self.workspace.policies))
        return tuple(replace(one, severity="warning") for one in found)

    def user(self, by: str | None) -> str:
        """Who records: the one named, else the workspace's user, else whoever is logged in."""
        return by or self.workspace.user or _logged_in()


def register_of(workspace: Workspace) -> Register:
    """The register that a workspace names; what reads it is loaded only then."""
    path = workspace.customers
    if path is None:
        return NOBODY
    found: Register = import_module("dunwell.customers.reading").open_register(path, path.as_posix())
    return found


def mistakes_in(register: Register) -> tuple[Problem, ...]:
    """One warning (DW069) that the register has mistakes, however many there are: another command lists them."""
    count = len(register.problems)
    if not count:
        return ()
    message = f"the customer register has {counted(count, 'mistake')}; the rest of it was used"
    return (Problem("DW069", message, Place(register.file), "see them: `dunwell customers`", "warning"),)


def live_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """The options of every live command: `--workspace`, `--on` and `--format`."""
    workspace = click.option(
        "--workspace", metavar="DIR", help="The workspace; else DUNWELL_WORKSPACE, else the folder you are in."
    )
    on = click.option("--on", type=Day(), default=0, help="The day that counts as today.")
    form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
    return workspace(on(form(command)))


@contextmanager
def session(workspace: str | None, form: str) -> Iterator[Session]:
    """Open the workspace and its journal; what keeps the command from its work is printed, exit code 2."""
    try:
        found = read_workspace(find_workspace(workspace, os.environ))
        with closing(open_database(found.journal)) as connection:
            journal = Journal(connection)
            try:
                yield Session(found, journal)
            except ProblemsFound as error:
                refuse_all(error.problems, form, journal.policy_texts())
    except ProblemsFound as error:
        refuse_all(error.problems, form)


def show(
    document: Mapping[str, Any], form: str, render: str, module: str = "case_text", problems: Sequence[Problem] = ()
) -> None:
    """Print a document as JSON, or as text by a function of a module of `render`, which is loaded only now.

    `problems` are drawn below a text; a JSON document has them in itself.
    """
    if form == "json":
        print_json(document)
        return
    console = import_module("rich.console").Console(highlight=False)
    console.print(getattr(import_module(f"dunwell.render.{module}"), render)(document), crop=False)
    if problems:
        print_problems(problems, {}, form)


def content_of(path: Path) -> bytes:
    """The bytes of a file that somebody named. Raises ProblemsFound (DW901)."""
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFound((content,))
    return content


def today_at_home(on: int) -> int:
    """The day asked for, else today where the shipped policies are at home, for what belongs to no case."""
    return on or today(law_pack(default_law()).time_zone)


def _logged_in() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, as in some containers
        return "unknown"
