"""`dunwell confirm`: the second person's word on what one may not decide alone."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from dunwell.cli.options import FINE, leave
from dunwell.cli.record import recorded_document
from dunwell.cli.session import live_options, session, show
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.confirming import Answer, confirm
from dunwell.journal.proposals import Proposal, open_proposals
from dunwell.render.proposals import proposals_document


@click.command("confirm")
@click.argument("number", type=int, required=False)
@click.option("--by", metavar="WHO", help="The second person; else the workspace's user, else whoever is logged in.")
@click.option("--no", is_flag=True, help="Refuse it; --why says why. Who proposed it may take it back so too.")
@click.option("--why", default="", metavar="TEXT", help="Why it is refused, or what is to be said of it.")
@click.option("--still", is_flag=True, help="Confirm it although the case has changed since it was proposed.")
@live_options
def command(  # noqa: PLR0913 - click passes one argument an option
    number: int | None,
    by: str | None,
    why: str,
    workspace: str | None,
    on: int,
    form: str,
    *,
    no: bool,
    still: bool,
) -> None:
    """Confirm a decision that one person may not take alone, or refuse it. Without NUMBER, list what waits.

    It is held against the case as it stands now: if that has changed since it was proposed, or if it cannot be
    recorded any more, nothing is recorded and it is said what has changed. Names tell people apart here, no passwords:
    who may use the journal decides who may confirm.
    Exit code 0 if it is decided, 2 if it cannot be.
    """
    with session(workspace, form) as live:
        if number is None:
            show(proposals_document(open_proposals(live.journal)), form, "proposals_text", "proposals")
            sys.exit(FINE)
        done = confirm(live.journal, number, Answer(live.user(by), not no, why, still), on)
        if isinstance(done, Proposal):
            show(proposals_document((done,)), form, "proposals_text", "proposals")
            sys.exit(FINE)
        done = replace(done, look=with_bank_data(live.journal, live.bank(), done.look))
    show(recorded_document(done), form, "recorded_text", problems=done.problems)
    leave(done.problems)
