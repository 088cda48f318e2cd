"""`dunwell queue`: what waits for a person today, by owner and deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.session import session, show, today_at_home
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import all_looks
from dunwell.journal.pauses import pauses
from dunwell.queue.gather import desk_of, gathered
from dunwell.render.queue import queue_csv, queue_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.queue.item import Item


@click.command("queue")
@click.option("--owner", metavar="WHO", help="Only what this person or desk has; all of it is shown.")
@click.option("--workspace", metavar="DIR", help="The workspace; else DUNWELL_WORKSPACE, else the folder you are in.")
@click.option("--on", type=Day(), default=0, help="The day that counts as today.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
def command(owner: str | None, workspace: str | None, on: int, form: str) -> None:
    """Say what waits for a person today: by owner, late things first, each with the command that settles it.

    Steps to release, questions to decide, calls and tasks that are due, holds that are about to be over, claims about
    to lapse, payments that nobody has placed, deliveries that failed or are in doubt, bank files that are missing, and
    what is unknown of customers. What is not done in time goes to whoever the policy names then. Nothing is changed.
    Exit code 0, or 2 if the workspace cannot be used.
    """
    with session(workspace, form) as live:
        register = live.register()
        bank = live.bank()
        with live.journal.view():
            looks, problems = all_looks(live.journal, on)
            problems = (*problems, *live.edited())
            looks = tuple(with_bank_data(live.journal, bank, look, told=False) for look in looks)
            day = max((look.day for look in looks), default=today_at_home(on))
            items = _of(owner, gathered(desk_of(live.journal, looks, register, day)))
            stopped = pauses(live.journal, day)
    if form == "csv":
        click.echo(queue_csv(items, day))
        return
    document = queue_document(items, day, stopped, owner)
    document["problems"] = [problem.as_json() for problem in problems]
    show(document, form, "queue_text", "queue_text", problems=problems)


def _of(owner: str | None, items: Iterable[Item]) -> tuple[Item, ...]:
    """What one owner has, capitals or not; all of it if none is asked for."""
    return tuple(one for one in items if owner is None or one.owner.casefold() == owner.casefold())
