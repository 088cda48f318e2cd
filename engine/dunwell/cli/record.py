"""`dunwell record`: what happened to a case goes into the journal, and its effect is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.options import leave, print_problems
from dunwell.cli.session import live_options, session, show
from dunwell.journal.cases import Pinned, day_for, find_case
from dunwell.journal.recording import Wanted, record_event
from dunwell.render.case_json import case_document, event_entries

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
    Exit code 0 if it is recorded, 2 if it cannot be.
    """
    with session(workspace, form) as live:
        found = find_case(live.journal, case)
        program = Pinned(live.journal).program(found)
        wanted = Wanted(event, data, at, live.user(by))
        effect = record_event(live.journal, found, program, wanted, day_for(program, on))
    show(_document(effect), form, "recorded_text")
    if effect.problems and form == "text":
        print_problems(effect.problems, {}, form)
    leave(effect.problems)


def _document(effect: Effect) -> dict[str, object]:
    stamps = {one.event.sequence: (one.stamp, one.late) for one in effect.look.events}
    return {
        "case": case_document(effect.look),
        "event": event_entries((effect.told,), stamps)[0],
        "changes": event_entries(effect.changes, stamps),
        "undone": event_entries(effect.undone, stamps),
        "problems": [problem.as_json() for problem in effect.problems],
    }
