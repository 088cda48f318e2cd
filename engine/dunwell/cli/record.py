"""`dunwell record`: what happened to a case goes into the journal, and its effect is said."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.options import FOUND, leave, print_problems
from dunwell.cli.session import live_options, session, show
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned, day_for, find_case
from dunwell.journal.confirming import Proposed, record_or_propose
from dunwell.journal.recording import Wanted
from dunwell.render.case_json import case_document, event_entries
from dunwell.render.proposals import proposal_told

if TYPE_CHECKING:
    from dunwell.journal.recording import Effect


@click.command("record")
@click.argument("case")
@click.argument("event")
@click.argument("data", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--at", type=Day(), default=0, help="The day on which it happened; by default today.")
@click.option("--by", metavar="WHO", help="Who records it; else the workspace's user, else whoever is logged in.")
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    case: str,
    event: str,
    data: tuple[str, ...],
    at: int,
    by: str | None,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Record what happened to a case, and say what it changes.

    CASE is the invoice number, or seller/number. EVENT and its data are those of docs/reference/events.md, such as
    `payment_received amount=400.00`. What is recorded late is put on its day, and the case is worked out anew.
    A decision above what the policy lets one person take is kept as a proposal, for a second person to `confirm`.
    Exit code 0 if it is recorded, 1 if it waits for a second person, 2 if it cannot be recorded.
    """
    with session(workspace, form) as live:
        found = find_case(live.journal, case)
        program = Pinned(live.journal).program(found)
        wanted = Wanted(event, data, at, live.user(by))
        effect = record_or_propose(live.journal, found, program, wanted, day_for(program, on))
        if isinstance(effect, Proposed):
            number = live.journal.case(effect.proposal.case)
            show(proposal_told(effect.proposal, number.number if number else ""), form, "proposed_text", "proposals")
            sys.exit(FOUND)
        effect = replace(effect, look=with_bank_data(live.journal, live.bank(), effect.look))
    show(recorded_document(effect), form, "recorded_text")
    if effect.problems and form == "text":
        print_problems(effect.problems, {}, form)
    leave(effect.problems)


def recorded_document(effect: Effect) -> dict[str, object]:
    """What was recorded, what it changed, and where the case stands now."""
    stamps = {one.event.sequence: (one.stamp, one.late) for one in effect.look.events}
    return {
        "case": case_document(effect.look),
        "event": event_entries((effect.told,), stamps)[0],
        "changes": event_entries(effect.changes, stamps),
        "undone": event_entries(effect.undone, stamps),
        "problems": [problem.as_json() for problem in effect.problems],
    }
