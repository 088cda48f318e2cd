"""`dunwell open`: invoices become cases of the workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.given import read_assumed
from dunwell.cli.options import USED_WRONGLY, leave, print_problems
from dunwell.cli.session import live_options, session, show
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned
from dunwell.journal.opening import Desk, open_invoice
from dunwell.journal.policies import read_policies
from dunwell.problems import Place, Problem
from dunwell.readers.files import read_documents
from dunwell.render.case_json import case_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.cli.session import Session
    from dunwell.journal.opening import Opened
    from dunwell.model import Reading


@click.command("open")
@click.argument("invoices", nargs=-1, required=True, metavar="INVOICE...", type=click.Path(path_type=Path))
@click.option("--policy", help="This policy alone, by its id or its file, instead of the one that fits.")
@click.option(
    "--assume", multiple=True, metavar="FIELD=VALUE", help="Take a fact for granted, e.g. debtor.kind=business."
)
@click.option("--by", metavar="WHO", help="Who opens them; else the workspace's user, else whoever is logged in.")
@live_options
def command(
    invoices: tuple[Path, ...],
    policy: str | None,
    assume: tuple[str, ...],
    by: str | None,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Open invoices as cases, each under the policy that fits it and is in force.

    INVOICE is any file that `read` understands. A case keeps the text of the policy it was opened under. An invoice
    that has its case already is not opened twice. Each document is taken by itself: one that is nothing to collect, or
    that no policy is for, does not stop the others.
    Exit code 0 if all is open, 1 if a document was not opened, 2 if a file cannot be read or the workspace not used.
    """
    with session(workspace, form) as live:
        given = read_assumed(assume)
        policies = read_policies(live.workspace.policies, policy, on, live.workspace.words())
        desk = Desk(live.journal, Pinned(live.journal), policies, given, live.user(by))
        readings = [read_documents(path, path.as_posix()) for path in invoices]
        opened = open_documents(desk, readings)
        cases = cases_document(live, opened)
    problems = (
        *policies.problems,
        *(problem for reading in readings for problem in (*reading.problems, *_no_invoice(reading))),
        *(problem for one in opened for problem in one.problems),
    )
    document = {
        "cases": cases,
        "problems": [problem.as_json() for problem in problems],
    }
    show(document, form, "opened_text")
    if problems and form == "text":
        print_problems(problems, {}, form)
    if any(not (reading.documents or reading.statements) for reading in readings):
        sys.exit(USED_WRONGLY)
    leave(problems)


def open_documents(desk: Desk, readings: Sequence[Reading]) -> list[Opened]:
    """Open every invoice that was read."""
    return [open_invoice(desk, document) for reading in readings for document in reading.documents]


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
