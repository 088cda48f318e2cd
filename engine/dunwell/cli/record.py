"""`dunwell record`: what happened to a case, or to many, goes into the journal, and its effect is said."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.options import FOUND, USED_WRONGLY, leave
from dunwell.cli.session import content_of, live_options, session, show
from dunwell.journal.bank_days import with_bank_data
from dunwell.journal.cases import Pinned, day_for, find_case
from dunwell.journal.confirming import Proposed, record_or_propose
from dunwell.journal.from_csv import read_events
from dunwell.journal.recording import Wanted
from dunwell.journal.taking import take_in_items
from dunwell.problems import ProblemsFound, has_errors
from dunwell.render.case_json import case_document, event_entries
from dunwell.render.proposals import proposal_told
from dunwell.render.taking import taking_document

if TYPE_CHECKING:
    from dunwell.journal.recording import Effect


@click.command("record")
@click.argument("case", required=False)
@click.argument("event", required=False)
@click.argument("data", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--at", type=Day(), default=0, help="The day on which it happened; by default today.")
@click.option("--by", metavar="WHO", help="Who records it; else the workspace's user, else whoever is logged in.")
@click.option(
    "--from", "source", metavar="FILE", type=click.Path(path_type=Path), help="Record the rows of a CSV file instead."
)
@click.option("--rest", is_flag=True, help="With --from: record the right rows although others are wrong.")
@click.option("--dry-run", is_flag=True, help="With --from: say what would be recorded, and record nothing.")
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    case: str | None,
    event: str | None,
    data: tuple[str, ...],
    at: int,
    by: str | None,
    source: Path | None,
    rest: bool,  # noqa: FBT001 - a flag
    dry_run: bool,  # noqa: FBT001 - a flag
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Record what happened to a case, and say what it changes.

    CASE is the invoice number, or seller/number. EVENT and its data are those of docs/reference/events.md, such as
    `payment_received amount=400.00`. What is recorded late is put on its day, and the case is worked out anew.
    With --from, each row of a CSV file is an event, with the columns `case`, `event`, `at` and one for each key. A row
    that was recorded before is known and not recorded again. If any row is wrong nothing is recorded, so that the
    mended file can simply be given again; --rest records the others.
    A decision above what the policy lets one person take is kept as a proposal, for a second person to `confirm`.
    Exit code 0 if it is recorded, 1 if it waits for a second person or rows were left out, 2 if nothing is recorded.
    """
    if source is not None:
        _record_file(source, (case, event, at), by, (workspace, on, form), rest=rest, dry_run=dry_run)
        return
    if case is None or event is None:
        raise click.UsageError("write a case and an event, or --from FILE")
    if rest or dry_run:
        raise click.UsageError("--rest and --dry-run go with --from FILE")
    with session(workspace, form) as live:
        found = find_case(live.journal, case)
        program = Pinned(live.journal).program(found)
        wanted = Wanted(event, data, at, live.user(by))
        effect = record_or_propose(live.journal, found, program, wanted, day_for(program, on))
        if isinstance(effect, Proposed):
            show(proposal_told(effect.proposal, effect.problem()), form, "proposed_text", "proposals")
            sys.exit(FOUND)
        effect = replace(effect, look=with_bank_data(live.journal, live.bank(), effect.look))
    show(recorded_document(effect), form, "recorded_text", problems=effect.problems)
    leave(effect.problems)


def _record_file(
    source: Path,
    beside: tuple[str | None, str | None, int],
    by: str | None,
    options: tuple[str | None, int, str],
    *,
    rest: bool,
    dry_run: bool,
) -> None:
    """Record the rows of a file. What else was given says nothing of many events, and is refused."""
    workspace, on, form = options
    if any(beside):
        raise click.UsageError("with --from, cases, events and days stand in the file")
    with session(workspace, form) as live:
        items, slips = read_events(content_of(source), source.as_posix(), live.user(by))
        if slips and not items:
            raise ProblemsFound(slips)
        stop = has_errors(slips) and not rest
        taking = take_in_items(live.journal, items, on, rest=rest, dry_run=dry_run or stop)
    problems = (*slips, *taking.problems)
    show(taking_document(taking, problems, dry_run=dry_run), form, "taking_text", "taking", problems=problems)
    if has_errors(problems):
        sys.exit(FOUND if taking.kept or dry_run else USED_WRONGLY)


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
