"""`dunwell customers`: what the customer register says of open cases, and what nobody has said yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.options import leave
from dunwell.cli.session import session, show
from dunwell.journal.cases import all_looks
from dunwell.journal.registering import debtors, debtors_of, news, record_news
from dunwell.render.customers import customers_document, rows_to_fill_in

if TYPE_CHECKING:
    from dunwell.journal.registering import Noted
    from dunwell.problems import Problem


@click.command("customers")
@click.option("--record", is_flag=True, help="Record what the register says and open cases do not know yet.")
@click.option("--workspace", metavar="DIR", help="The workspace; else DUNWELL_WORKSPACE, else the folder you are in.")
@click.option("--on", type=Day(), default=0, help="The day that counts as today.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
def command(record: bool, workspace: str | None, on: int, form: str) -> None:  # noqa: FBT001 - a flag
    """Check the customer register against the open cases: every mistake in it, what it says anew, what is unknown.

    The register is the CSV file that `customers` in dunwell.yaml names. Unknown is what a policy takes for granted of a
    debtor, or asks a person for: it is listed once for each customer, with the cases and the money that wait on the
    answer. --format csv prints rows to fill in, for customers that have none. --record records what the register says
    for cases that are open already, each fact once; what a person recorded of a case is not overruled.
    Exit code 0, 1 if the register has mistakes or something was not recorded, 2 if it cannot be used.
    """
    with session(workspace, form) as live:
        register = live.register()
        with live.journal.view():
            looks, problems = all_looks(live.journal, on)
            parties = debtors_of(live.journal)
            new, doubts = news(live.journal, looks, parties, register)
        recorded: tuple[Noted, ...] = ()
        refused: tuple[Problem, ...] = ()
        if record:
            recorded, refused = record_news(live.journal, new)
            new = tuple(one for one in new if one not in recorded)
            with live.journal.view():
                looks, _ = all_looks(live.journal, on)
        known = debtors(looks, parties, register)
        document = customers_document(register, known, new, recorded)
    problems = (*register.problems, *problems, *doubts, *refused)
    document["problems"] = [problem.as_json() for problem in problems]
    if form == "csv":
        click.echo(rows_to_fill_in(known))
    else:
        show(document, form, "customers_text", "customers_text", problems=problems)
    leave(problems)
