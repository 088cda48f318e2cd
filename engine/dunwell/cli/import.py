"""`dunwell import`: invoices and bank files into the journal."""  # noqa: N999 - a command is loaded by its name

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.open import cases_document
from dunwell.cli.options import USED_WRONGLY, leave, print_json, print_problems
from dunwell.cli.session import live_options, session
from dunwell.days import day_text, today
from dunwell.journal.cases import Pinned
from dunwell.journal.opening import Desk, open_invoice
from dunwell.journal.payments import import_statements
from dunwell.journal.policies import read_policies
from dunwell.money import amount_text
from dunwell.readers.files import read_documents
from dunwell.render.matching import matching_json
from dunwell.resources import default_law, law_pack

if TYPE_CHECKING:
    from dunwell.journal.opening import Opened
    from dunwell.journal.payments import Imported
    from dunwell.problems import Problem


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--by", metavar="WHO", help="Who imports them; else the workspace's user, else whoever is logged in.")
@live_options
def command(files: tuple[Path, ...], by: str | None, workspace: str | None, on: int, form: str) -> None:
    """Take in invoices and bank files.

    Invoices are opened as `open` does. Then the payments of the bank files are matched to the cases: what is plain is
    recorded on its day, once however often the file comes; what is doubtful is shown with its candidates for a person
    to record. Nothing else is recorded.
    Exit code 0 if all was taken in, 1 if a document was not opened, 2 if a file cannot be read or the workspace not
    used.
    """
    with session(workspace, form) as live:
        who = live.user(by)
        readings = [read_documents(path, path.as_posix()) for path in files]
        desk = Desk(live.journal, Pinned(live.journal), read_policies(live.workspace.policies, None, on), {}, who)
        opened = [open_invoice(desk, document) for reading in readings for document in reading.documents]
        statements = [statement for reading in readings for statement in reading.statements]
        day = on or today(law_pack(default_law()).time_zone)
        imported = import_statements(live.journal, statements, who, on, day)
    problems = (
        *desk.policies.problems,
        *(problem for reading in readings for problem in reading.problems),
        *(problem for one in opened for problem in one.problems),
        *imported.problems,
    )
    _show(opened, imported, problems, form)
    if any(not (reading.documents or reading.statements) for reading in readings):
        sys.exit(USED_WRONGLY)
    leave(problems)


def _show(opened: list[Opened], imported: Imported, problems: tuple[Problem, ...], form: str) -> None:
    cases = cases_document(opened)
    if form == "json":
        print_json(
            {
                "cases": cases,
                **matching_json(imported.matched),
                "recorded": [
                    {"case": one.case, "event": one.event, "date": day_text(one.day), "amount": amount_text(one.cents)}
                    for one in imported.recorded
                ],
                "problems": [problem.as_json() for problem in problems],
            }
        )
        return
    console = import_module("rich.console").Console(highlight=False)
    if cases:
        console.print(import_module("dunwell.render.case_text").opened_text({"cases": cases}))
    if imported.matched.results:
        console.print(import_module("dunwell.render.matching_text").matching_text(imported.matched))
    if problems:
        print_problems(problems, {}, form)
