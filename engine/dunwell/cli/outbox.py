"""`dunwell outbox`: what is to go out, what became of it, and a person's word on what is stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.carrying import desk_of
from dunwell.cli.given import Day
from dunwell.cli.session import live_options, session, show
from dunwell.journal.cases import find_case
from dunwell.journal.outbox import OPEN, rows_in, rows_of_case
from dunwell.run.deciding import Word, decide_rows
from dunwell.run.reporting import row_document

if TYPE_CHECKING:
    from dunwell.cli.session import Session
    from dunwell.journal.outbox import Row
    from dunwell.run.deciding import Said


@click.command("outbox")
@click.argument("case", required=False)
@click.option(
    "--retry",
    multiple=True,
    type=int,
    metavar="N",
    help="Try a delivery again in the next run: what was wrong is mended.",
)
@click.option("--sent", multiple=True, type=int, metavar="N", help="A delivery that was in doubt went out.")
@click.option("--drop", multiple=True, type=int, metavar="N", help="Leave a delivery; what is due is taken up anew.")
@click.option("--release", multiple=True, type=int, metavar="N", help="Let a delivery go that waits for release.")
@click.option("--at", type=Day(), default=0, help="The day on which it went out (with --sent); else that of the try.")
@click.option("--why", default="", help="Why you decide so; kept with the delivery.")
@click.option("--by", metavar="WHO", help="Who decides; else the workspace's user, else whoever is logged in.")
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    case: str | None,
    retry: tuple[int, ...],
    sent: tuple[int, ...],
    drop: tuple[int, ...],
    release: tuple[int, ...],
    at: int,
    why: str,
    by: str | None,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """List the deliveries that are not over, or all of one CASE; or decide on some, by their numbers.

    A delivery that failed waits until what was wrong is mended. One in doubt may have gone out or not: nobody but a
    person can find out. Exit code 0, or 2 if there is no such delivery, or nothing to decide on it.
    """
    with session(workspace, form) as live:
        decided: dict[Said, tuple[int, ...]] = {"retry": retry, "sent": sent, "drop": drop, "release": release}
        words = tuple(Word(number, said, why) for said, numbers in decided.items() for number in numbers)
        rows = decide_rows(desk_of(live, on, by), words, at) if words else _listed(live, case)
        document: dict[str, object] = {"deliveries": [row_document(row) for row in rows]}
    show(document, form, "outbox_text", "run_text")


def _listed(live: Session, case: str | None) -> tuple[Row, ...]:
    if case is None:
        return rows_in(live.journal, *OPEN)
    return rows_of_case(live.journal, find_case(live.journal, case).id)
