"""The switch that stops everything that goes out, or one channel: who turned it, when and why. Nothing is lost by it.

While it is off nothing is sent; what is due stays due. The latest word for a channel counts, whatever day counts as
today: a switch that somebody turned holds also where a program looks at another day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day as day_from
from dunwell.days import day_text
from dunwell.journal.database import writing
from dunwell.journal.store import Stamp
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from dunwell.journal.connection import Row
    from dunwell.journal.store import Journal

EVERYTHING = ""
"""The channel of a pause that holds for all of them."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause in force: of one `channel`, or of all ("").

    `until` is its last day, 0 for one that holds until somebody ends it. `why` is a person's own words.
    """

    channel: str
    why: str
    until: int
    stamp: Stamp


def paused(journal: Journal, day: int, channel: str = EVERYTHING) -> Pause | None:
    """What keeps this channel from sending on a day: the pause of everything, else its own; None if it may send.

    Without a channel only the pause of everything counts.
    """
    found = {one.channel: one for one in pauses(journal, day)}
    return found.get(EVERYTHING) or found.get(channel)


def pauses(journal: Journal, day: int) -> tuple[Pause, ...]:
    """Every pause in force on a day, that of everything first."""
    latest: dict[str, Row] = {}
    for row in journal.connection.execute("SELECT * FROM pauses ORDER BY number"):
        latest[row["channel"]] = row
    found = (_pause(latest[channel]) for channel in sorted(latest) if latest[channel]["action"] == "pause")
    return tuple(one for one in found if not one.until or day <= one.until)


def pause(journal: Journal, wanted: Pause) -> None:
    """Turn the switch off. Raises ProblemsFound (DW068) for a pause that would be over, or without a reason."""
    if not wanted.why.strip():
        fix = "say it in a few words, for whoever asks later: --why …"
        raise ProblemsFound((Problem("DW068", "the pause has no reason", None, fix),))
    if wanted.until and wanted.until < wanted.stamp.on:
        message = f"{day_text(wanted.until)} is over: today is {day_text(wanted.stamp.on)}"
        raise ProblemsFound((Problem("DW068", message, None, "name a later day, or none"),))
    with writing(journal.connection):
        _add(journal, "pause", wanted)


def resume(journal: Journal, channel: str, stamp: Stamp) -> Pause:
    """Turn the switch on again; the pause that it ends. Raises ProblemsFound (DW068) where there is none."""
    with writing(journal.connection):
        found = next((one for one in pauses(journal, stamp.on) if one.channel == channel), None)
        if found is None:
            others = ", ".join(one.channel for one in pauses(journal, stamp.on) if one.channel)
            what = f"{channel} is not" if channel else "only some channels are" if others else "nothing is"
            fix = f"paused by itself: {others}; name it with --channel" if others else "nothing to do"
            raise ProblemsFound((Problem("DW068", f"{what} paused", None, fix),))
        _add(journal, "resume", Pause(channel, "", 0, stamp))
    return found


def _add(journal: Journal, action: str, one: Pause) -> None:
    last = journal.connection.execute("SELECT MAX(number) AS last FROM pauses").fetchone()["last"] or 0
    journal.connection.execute(
        "INSERT INTO pauses (number, channel, action, why, until, recorded_on, recorded_at, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (last + 1, one.channel, action, one.why.strip(), day_text(one.until) if one.until else "",
         day_text(one.stamp.on), one.stamp.at, one.stamp.by),
    )  # fmt: skip


def _pause(row: Row) -> Pause:
    stamp = Stamp(day_from(row["recorded_on"]), row["recorded_at"], row["recorded_by"])
    return Pause(row["channel"], row["why"], day_from(row["until"]) if row["until"] else 0, stamp)
