"""`dunwell resume`: let it go out again after a pause."""

from __future__ import annotations

import click

from dunwell.cli.pause import CHANNELS, show_pauses
from dunwell.cli.session import live_options, session, today_at_home
from dunwell.days import now
from dunwell.journal.pauses import pauses, resume
from dunwell.journal.store import Stamp


@click.command("resume")
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help="End the pause of this channel.")
@click.option("--by", metavar="WHO", help="Who resumes; else the workspace's user, else whoever is logged in.")
@live_options
def command(channel: str | None, by: str | None, workspace: str | None, on: int, form: str) -> None:
    """End a pause: what is due goes out with the next run, the oldest first and within the limits of a day.

    Without --channel the pause of everything ends; a channel that was paused by itself stays so, and is shown.
    Exit code 0, or 2 if there is nothing to resume.
    """
    with session(workspace, form) as live:
        day = today_at_home(on)
        resume(live.journal, channel or "", Stamp(day, now(), live.user(by)))
        left = pauses(live.journal, day)
    show_pauses(left, form)
