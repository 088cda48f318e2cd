"""`dunwell import`: invoices and bank files into the journal, and payments off the list of those that wait."""  # noqa: N999 - a command is loaded by its name

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.open import cases_document, open_documents
from dunwell.cli.options import USED_WRONGLY, leave, print_json, print_problems, refuse
from dunwell.cli.session import live_options, mistakes_in, session, show, today_at_home
from dunwell.cli.setting_up import set_up
from dunwell.days import day_text
from dunwell.delivery import Returned
from dunwell.journal.cases import Pinned, all_looks
from dunwell.journal.opening import Desk
from dunwell.journal.payments import import_statements
from dunwell.journal.policies import read_policies, unedited
from dunwell.journal.settling import Verdicts, settle
from dunwell.journal.taking import take_in
from dunwell.journal.waiting import all_waiting
from dunwell.loading import read_file
from dunwell.money import amount_text
from dunwell.problems import Place, Problem, has_errors
from dunwell.readers.files import kind_of, read_documents
from dunwell.render.matching import matching_json
from dunwell.render.taking import taking_document
from dunwell.render.waiting import settled_document, waiting_document, waiting_totals
from dunwell.run.returning import understood

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.cli.session import Session
    from dunwell.journal.payments import Imported
    from dunwell.model import Reading
    from dunwell.run.desk import Line

_PERHAPS_RETURNED = (None, "own")
"""What came back looks like to those who read invoices: nothing known, or keys with values, as a mail has them."""


@click.command("import")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--waiting", is_flag=True, help="List the payments that wait for a person, with their numbers.")
@click.option(
    "--book",
    multiple=True,
    metavar="NUMBER=CASE",
    help="Book a payment that waits on a case; NUMBER=CASE:AMOUNT for a part, once for each case.",
)
@click.option("--known", multiple=True, metavar="NUMBER", help="A payment that waits is recorded already.")
@click.option("--not-ours", multiple=True, metavar="NUMBER", help="A payment that waits is not about a claim.")
@click.option("--at", type=Day(), default=0, help="The day of a payment that is booked, if the bank gives none.")
@click.option(
    "--by", metavar="WHO", help="Who imports or decides; else the workspace's user, else whoever is logged in."
)
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    files: tuple[Path, ...],
    waiting: bool,  # noqa: FBT001 - a flag
    book: tuple[str, ...],
    known: tuple[str, ...],
    not_ours: tuple[str, ...],
    at: int,
    by: str | None,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Take in invoices and bank files, and decide on payments that wait.

    Invoices are opened as `open` does. Then the payments of the bank files are matched to the cases: what is plain is
    recorded on its day, once however often the file comes; what is doubtful is kept for a person, who books it or says
    what else it is. How far the files reach is kept too: messages wait while that is too long ago for the policy.
    What came back of what was sent out is taken in too, as the channels of the workspace read it: bounce reports,
    worklists that were filled in, letters that were returned.
    Exit code 0 if all was taken in or decided, 1 if a document was not opened, 2 if a file cannot be read, a decision
    not be carried out, or the workspace not used.
    """
    decisions = bool(book or known or not_ours)
    if bool(files) + waiting + decisions != 1:
        fix = "name files, or --waiting, or what you decide: --book, --known, --not-ours"
        refuse((Problem("DW996", "say one of three: what to import, to list, or to decide", None, fix),), form)
    with session(workspace, form) as live:
        day = today_at_home(on)
        if decisions:
            settling = settle(live.journal, Verdicts(book, known, not_ours, live.user(by), day, at))
            _print(settled_document(settling), settling.problems, form, "settled_text")
        elif waiting:
            with live.journal.view():
                looks, problems = all_looks(live.journal, on)
                found = waiting_document(all_waiting(live.journal), {look.case.id: look for look in looks})
            _print(found, problems, form, "waiting_text")
        else:
            _take_in(live, files, live.user(by), on, day, form)


def _print(document: dict[str, object], problems: tuple[Problem, ...], form: str, render: str) -> None:
    document["problems"] = [problem.as_json() for problem in problems]
    show(document, form, render, "waiting_text", problems=problems)
    leave(problems)


def _take_in(live: Session, files: tuple[Path, ...], who: str, on: int, day: int, form: str) -> None:
    files, came_back = _apart(live, files)
    readings = [read_documents(path, path.as_posix()) for path in files]
    unread = tuple(_unread(live, path) for path, reading in zip(files, readings, strict=True) if _nothing(reading))
    register = live.register()
    policies = unedited(read_policies(live.workspace.policies, None, on, live.workspace.words()), live.journal)
    desk = Desk(live.journal, Pinned(live.journal), policies, {}, who, register)
    opened = open_documents(desk, readings, files)
    statements = [statement for reading in readings for statement in reading.statements]
    broken = {each.file for reading in readings if has_errors(reading.problems) for each in reading.statements}
    imported = import_statements(live.journal, statements, who, on, day, broken)
    problems = (
        *policies.problems,
        *(mistakes_in(register) if opened else ()),
        *(problem for reading in readings for problem in reading.problems),
        *(problem for found in unread for problem in found),
        *dict.fromkeys(problem for one in opened for problem in one.problems),
        *imported.problems,
        *(one for one in came_back if isinstance(one, Problem)),
    )
    taking = take_in(live.journal, [one for one in came_back if isinstance(one, Returned)], who, on)
    problems = (*problems, *taking.problems)
    document = {
        "cases": cases_document(live, opened),
        **matching_json(imported.matched, imported.waiting),
        "recorded": [
            {"case": one.case, "event": one.event, "date": day_text(one.day), "amount": amount_text(one.cents)}
            for one in imported.recorded
        ],
        "bank_data": [
            {"account": account, "known_until": day_text(min(last, day))} for account, last in imported.days.items()
        ],
        "waiting": waiting_totals(all_waiting(live.journal)),
        "returned": taking_document(taking, (), dry_run=False),
        "problems": [problem.as_json() for problem in problems],
    }
    _show(document, imported, problems, form, came_back=bool(came_back))
    if any(_nothing(reading) for reading in readings):
        sys.exit(USED_WRONGLY)
    leave(problems)


def _nothing(reading: Reading) -> bool:
    return not (reading.documents or reading.statements)


def _unread(live: Session, path: Path) -> tuple[Problem, ...]:
    """What else a file may be that was read as nothing: something that came back, for a channel not set up here."""
    content = read_file(path)
    if isinstance(content, Problem) or not content.strip() or kind_of(content) not in _PERHAPS_RETURNED:
        return ()
    words = ", ".join(word.text for word, _ in live.workspace.channels) or "none is set up"
    message = f"no channel of this workspace ({words}) reads it as something that came back either"
    fix = "worklists, bounces and returned letters are read by their channels: look at `channels` in dunwell.yaml"
    return (Problem("DW802", message, Place(path.as_posix()), fix, "info"),)


def _apart(live: Session, files: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Returned | Problem, ...]]:
    """The files that are invoices, bank files or nothing known; and what a channel reads in the others."""
    lines: Mapping[str, Line] = {}
    rest: list[Path] = []
    found: list[Returned | Problem] = []
    for path in files:
        content = read_file(path)
        if isinstance(content, Problem) or kind_of(content) not in _PERHAPS_RETURNED:
            rest.append(path)
            continue
        lines = lines or set_up(live.workspace).ready.channels
        said = understood(lines, path.name, content)
        if said is None:
            rest.append(path)
        found += said or ()
    return tuple(rest), tuple(found)


def _show(
    document: dict[str, object], imported: Imported, problems: tuple[Problem, ...], form: str, *, came_back: bool
) -> None:
    if form == "json":
        print_json(document)
        return
    console = import_module("rich.console").Console(highlight=False)
    if document["cases"]:
        console.print(import_module("dunwell.render.case_text").opened_text(document))
    if imported.matched.results:
        console.print(import_module("dunwell.render.matching_text").matching_text(imported.matched, imported.waiting))
    if came_back:
        console.print(import_module("dunwell.render.taking").taking_text(document["returned"]))
    if imported.matched.results or imported.days:
        console.print(import_module("dunwell.render.waiting_text").imported_text(document))
    if problems:
        print_problems(problems, {}, form)
