"""`dunwell history`: all that happened to a case, and why."""

from __future__ import annotations

from importlib import import_module

import click

from dunwell.cli.options import print_json
from dunwell.cli.session import live_options, session
from dunwell.core.retell import retell
from dunwell.journal.cases import Pinned, day_for, events_of, find_case, look_at, opened
from dunwell.journal.erasing import erasures_of
from dunwell.journal.outbox import rows_of_case
from dunwell.journal.proposals import proposals
from dunwell.render.case_json import history_document
from dunwell.render.erased import erased_document, erased_text
from dunwell.render.proposals import proposals_lines, with_proposals
from dunwell.run.reporting import row_document


@click.command("history")
@click.argument("case")
@live_options
def command(case: str, workspace: str | None, on: int, form: str) -> None:
    """Show all that happened to a case: every event, and what followed from it, with the reasons.

    Each event has the day on which it counts, and the day on which it was recorded, by whom and from which file. The
    deliveries follow, with what the outside world answered.
    """
    with session(workspace, form) as live:
        found = find_case(live.journal, case)
        program = Pinned(live.journal).program(found)
        look = look_at(found, program, events_of(live.journal, found), day_for(program, on))
        told = retell(program, opened(found, program), (one.event for one in look.events), look.day)
        kept = proposals(live.journal, found.id)
        erased = erasures_of(live.journal, found.id)
        rows = rows_of_case(live.journal, found.id)
    document = with_proposals(history_document(look, told.entries), kept) | erased_document(erased)
    document |= {"deliveries": [row_document(row) for row in rows]} if rows else {}
    if form == "json":
        print_json(document)
        return
    console = import_module("rich.console").Console()
    render = import_module("dunwell.render.timeline_text")
    click.echo(render.timeline_text(document, width=console.width, colour=console.is_terminal))
    for line in (*import_module("dunwell.render.run_text").delivery_lines(document), *proposals_lines(document)):
        click.echo(line)
    if erased:
        click.echo(erased_text(erased))
