"""`dunwell run`: carry out what is due today."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.carrying import desk_of
from dunwell.cli.options import FOUND, leave, print_problems
from dunwell.cli.session import live_options, session, show
from dunwell.days import day_text
from dunwell.run.approving import approve_all
from dunwell.run.log import RunLog
from dunwell.run.reporting import run_document
from dunwell.run.running import recover, run_all, try_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.problems import Problem
    from dunwell.run.desk import Desk
    from dunwell.run.running import Report, Tell
    from dunwell.run.sending import Done

_TROUBLE = ("failed", "in_doubt")


@click.command("run")
@click.option("--dry-run", is_flag=True, help="Show what the run would do; nothing is sent and nothing recorded.")
@click.option("--approve", is_flag=True, help="First release what waits: steps to approve, held deliveries.")
@click.option("--why", default="", help="Why you approve, where the policy asks for a reason.")
@click.option("--by", metavar="WHO", help="Who runs or approves; else the workspace's user, else whoever is logged in.")
@click.option("--log", metavar="FILE", help="Append a line of JSON for each delivery; runs.jsonl, if not said.")
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    dry_run: bool,  # noqa: FBT001 - a flag
    approve: bool,  # noqa: FBT001 - a flag
    why: str,
    by: str | None,
    log: str | None,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Carry out what is due today for every open case, each thing once.

    What is due goes into the outbox and from there to the channels. Right before something is sent, its case is looked
    at again. What could not be sent for now is tried again by a later run; what a person has to see to is said.
    Exit code 0 if all went well or waits for a later run, 1 if something failed or is in doubt, 2 if the workspace
    cannot be used.
    """
    with session(workspace, form) as live:
        desk = desk_of(live, on, by)
        path = Path(log) if log else live.workspace.folder / "runs.jsonl"
        approved: list[tuple[str, str]] = []
        refused: list[Problem] = []
        hold = live.workspace.release_by_hand
        try:
            if dry_run:
                desk.keep = False
                with progress() as bar:
                    report = try_all(desk, hold=hold, tell=bar)
            else:
                if approve:
                    recover(desk)  # what is not due any more is not released
                    approved, refused = approve_all(desk, why)
                report = _logged(desk, path, hold=hold)
        finally:
            desk.close()
        report.problems += (*refused, *live.edited())
        document = run_document(report, desk.today, dry=dry_run, approved=approved)
    show(document, form, "run_text", "run_text")
    _leave(report, form)


def _logged(desk: Desk, path: Path, *, hold: bool) -> Report:
    """Carry out, with a line in the log for each delivery and a bar for who watches."""
    log = RunLog(path, desk.worker)
    try:
        log.write("run", day=day_text(desk.today))
        with progress() as bar:

            def tell(done: Done, expected: int) -> None:
                log.delivery(done)
                bar(done, expected)

            report = run_all(desk, hold=hold, tell=tell)
        log.write("end", deliveries=len(report.done))
    finally:
        log.close()
    return report


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar on standard error while somebody looks at it; short runs are over before it shows."""
    if not sys.stderr.isatty():
        yield lambda done, expected: None
        return
    console = import_module("rich.console").Console(stderr=True)
    with import_module("rich.progress").Progress(console=console, transient=True) as shown:
        task = shown.add_task("deliveries", total=None)
        yield lambda done, expected: shown.update(task, advance=1, total=expected)


def _leave(report: Report, form: str) -> None:
    problems: tuple[Problem, ...] = tuple(report.problems)
    if problems and form == "text":
        print_problems(problems, {}, form)
    if any(done.row.state in _TROUBLE for done in report.done):
        sys.exit(FOUND)
    leave(problems)
