"""`dunwell open`: invoices become cases of the workspace."""

from __future__ import annotations

import sys
from dataclasses import replace
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dunwell.cli.given import read_assumed
from dunwell.cli.options import USED_WRONGLY, leave
from dunwell.cli.session import content_of, live_options, mistakes_in, session, show
from dunwell.delivery import File
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned
from dunwell.journal.database import writing
from dunwell.journal.files import INVOICE, keep_files
from dunwell.journal.going_live import go_live
from dunwell.journal.opening import Desk, open_invoice
from dunwell.journal.policies import read_policies, unedited
from dunwell.journal.sent import read_sent
from dunwell.problems import Place, Problem, ProblemsFound
from dunwell.readers.files import read_documents
from dunwell.render.case_json import case_document
from dunwell.render.going_live import portfolio_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.cli.session import Session
    from dunwell.journal.going_live import Portfolio
    from dunwell.journal.opening import Opened
    from dunwell.model import Reading


@click.command("open")
@click.argument("invoices", nargs=-1, required=True, metavar="INVOICE...", type=click.Path(path_type=Path))
@click.option("--policy", help="This policy alone, by its id or its file, instead of the one that fits.")
@click.option(
    "--assume", multiple=True, metavar="FIELD=VALUE", help="Take a fact for granted, e.g. debtor.kind=business."
)
@click.option("--by", metavar="WHO", help="Who opens them; else the workspace's user, else whoever is logged in.")
@click.option(
    "--history", metavar="FILE", type=click.Path(path_type=Path), help="A CSV file of what was sent before, elsewhere."
)
@click.option("--rest", is_flag=True, help="With --history: open the other invoices although rows are wrong.")
@click.option("--dry-run", is_flag=True, help="Say where each case would stand and what comes next; open nothing.")
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    invoices: tuple[Path, ...],
    policy: str | None,
    assume: tuple[str, ...],
    by: str | None,
    history: Path | None,
    rest: bool,  # noqa: FBT001 - a flag
    dry_run: bool,  # noqa: FBT001 - a flag
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Open invoices as cases, each under the policy that fits it and is in force.

    INVOICE is any file that `read` understands. A case keeps the text of the policy it was opened under. An invoice
    that has its case already is not opened twice. Each document is taken by itself: one that is nothing to collect, or
    that no policy is for, does not stop the others.
    With --history each case is opened with what was sent about it before: a table with the columns `number`, `what`
    (a step of the policy), `on` (its day), and if needed `seller`, `channel`, `outcome`, `remark`. The ladder goes on
    from the last thing that was really sent. If a row is wrong nothing is opened, unless --rest is said.
    Exit code 0 if all is open, 1 if a document was not opened, 2 if a file cannot be read or the workspace not used.
    """
    if rest and history is None:
        raise click.UsageError("--rest goes with --history FILE")
    with session(workspace, form) as live:
        given = read_assumed(assume)
        policies = read_policies(live.workspace.policies, policy, on, live.workspace.words())
        policies = unedited(policies, live.journal)
        register = live.register()
        desk = Desk(live.journal, Pinned(live.journal), policies, given, live.user(by), register)
        readings = [read_documents(path, path.as_posix()) for path in invoices]
        unread = tuple(problem for one in readings for problem in (*one.problems, *_no_invoice(one)))
        if history is not None or dry_run:
            portfolio = _arrive(desk, readings, invoices, history, rest=rest, dry_run=dry_run)
            portfolio = replace(portfolio, problems=(*policies.problems, *unread, *portfolio.problems))
            _leave_live(live, portfolio, form, unread=any(not (one.documents or one.statements) for one in readings))
        opened = open_documents(desk, readings, invoices)
        cases = cases_document(live, opened)
    problems = (
        *policies.problems,
        *mistakes_in(register),
        *unread,
        *dict.fromkeys(problem for one in opened for problem in one.problems),
    )
    document = {
        "cases": cases,
        "problems": [problem.as_json() for problem in problems],
    }
    show(document, form, "opened_text", problems=problems)
    if any(not (reading.documents or reading.statements) for reading in readings):
        sys.exit(USED_WRONGLY)
    leave(problems)


def _arrive(
    desk: Desk,
    readings: Sequence[Reading],
    paths: Sequence[Path],
    history: Path | None,
    *,
    rest: bool,
    dry_run: bool,
) -> Portfolio:
    """Open what was read with what was sent before; the file of each new case is kept with it."""
    invoices = [document for reading in readings for document in reading.documents]
    rows, slips = read_sent(content_of(history), history.as_posix()) if history else ((), ())
    if any(one.code == "DW047" for one in slips):
        raise ProblemsFound(slips)
    portfolio = go_live(desk, invoices, rows, keep_any=not dry_run, rest=rest)
    alone = {
        reading.documents[0].file: path
        for reading, path in zip(readings, paths, strict=True)
        if len(reading.documents) == 1
    }
    for one in portfolio.arrived if portfolio.kept else ():
        path = alone.get(one.look.case.opened.source)
        if one.new and path is not None:
            _keep(desk, one.look.case.id, path)
    return replace(portfolio, problems=(*slips, *portfolio.problems))


def _leave_live(live: Session, portfolio: Portfolio, form: str, *, unread: bool) -> NoReturn:
    """Print where the cases stand, and leave."""
    bank = live.bank()
    looks = [replace(one, look=with_bank_data(live.journal, bank, one.look)) for one in portfolio.arrived]
    show(
        portfolio_document(replace(portfolio, arrived=tuple(looks))),
        form,
        "portfolio_text",
        "going_live",
        problems=portfolio.problems,
    )
    if unread:
        sys.exit(USED_WRONGLY)
    leave(portfolio.problems)


def open_documents(desk: Desk, readings: Sequence[Reading], paths: Sequence[Path]) -> list[Opened]:
    """Open every invoice that was read; the file of a new case is kept with it, to be shown to the debtor."""
    opened = []
    for reading, path in zip(readings, paths, strict=True):
        for document in reading.documents:
            opened.append(open_invoice(desk, document))
            look = opened[-1].look
            if look and opened[-1].new and len(reading.documents) == 1:
                _keep(desk, look.case.id, path)
    return opened


def _keep(desk: Desk, case_id: str, path: Path) -> None:
    media = guess_type(path.name)[0] or "application/octet-stream"
    with writing(desk.journal.connection):
        keep_files(desk.journal, case_id, INVOICE, (File(path.name, media, path.read_bytes()),))


def _no_invoice(reading: Reading) -> tuple[Problem, ...]:
    """A bank file is no invoice (DW968)."""
    if reading.documents or not reading.statements:
        return ()
    place = Place(reading.statements[0].file)
    return (Problem("DW968", "this is a bank file, not an invoice", place, "name the invoice"),)


def cases_document(live: Session, opened: Sequence[Opened]) -> list[dict[str, object]]:
    """The cases of documents that have one, new or not, with what was assumed and what waits for the bank's data."""
    bank = live.bank()
    return [
        {
            **case_document(with_bank_data(live.journal, bank, one.look)),
            "new": one.new,
            "assumed": [
                {"field": each.field, "value": each.value, "text": each.text} for each in one.look.case.assumed
            ],
        }
        for one in opened
        if one.look is not None
    ]
