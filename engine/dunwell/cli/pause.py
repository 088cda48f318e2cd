"""`dunwell pause`: stop everything that goes out, or one channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Day
from dunwell.cli.options import print_json
from dunwell.cli.session import live_options, session, today_at_home
from dunwell.days import now
from dunwell.journal.pauses import Pause, pause, pauses
from dunwell.journal.store import Stamp
from dunwell.render.pauses import pause_document

if TYPE_CHECKING:
    from collections.abc import Iterable

CHANNELS = ("email", "letter", "phone", "agency")
"""What can be paused by itself."""


@click.command("pause")
@click.option("--why", required=True, metavar="WORDS", help="The reason, for whoever asks later; name no debtor.")
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help="This channel alone; else everything.")
@click.option("--until", type=Day(), default=0, help="The last day of the pause; else until `dunwell resume`.")
@click.option("--by", metavar="WHO", help="Who pauses; else the workspace's user, else whoever is logged in.")
@live_options
def command(
    why: str,
    channel: str | None,
    until: int,
    by: str | None,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Stop everything that goes out, at once and for everybody who uses this journal; or one channel.

    While it is paused nothing is sent, called or handed over. Nothing is lost: what is due stays due, events are
    recorded, files imported, and `dunwell resume` lets it go out again. Terms that run go on.
    Exit code 0, or 2 if it cannot be paused.
    """
    with session(workspace, form) as live:
        day = today_at_home(on)
        pause(live.journal, Pause(channel or "", why, until, Stamp(day, now(), live.user(by))))
        left = pauses(live.journal, day)
    show_pauses(left, form)


def show_pauses(left: Iterable[Pause], form: str) -> None:
    """Print what is paused now."""
    found = [pause_document(one) for one in left]
    if form == "json":
        print_json({"paused": found, "problems": []})
    else:
        click.echo("\n".join(str(one["text"]) for one in found) or "Nothing is paused: what is due may go out.")
