"""Calls as a worklist: a folder for each day with a list, a calendar and a script for every call.

A person makes the calls. What came of them comes back as the filled-in list, or by `dunwell record`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell import CannotDeliver, Channel, Outcome, Problem, hookimpl, template_languages
from dunwell_channels.phone.folder import Lists, add_task
from dunwell_channels.phone.returns import read_worklist
from dunwell_channels.phone.task import task_files
from dunwell_channels.phone.times import Hours, read_hours, zone_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell import Carrier, Delivery, File, Returned, Setup

FOLDER = "out/calls"
CHANNEL = Channel(
    name="phone",
    carries=("phone",),
    text="Calls to make, as a worklist of the day with a script for each.",
    address="phone",
    parts=("words", "history"),
    resend=True,
    config={
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "folder": {
                "type": "string",
                "default": FOLDER,
                "description": "Where the worklists go, in a folder for each day; it counts from the workspace.",
            },
            "language": {
                "type": "string",
                "description": "The language of the list, for those who call; by default that of the day's first call.",
            },
            "calendar": {
                "type": "boolean",
                "default": True,
                "description": "Whether worklist.ics is written besides, for a calendar program.",
            },
            "from": {
                "type": "string",
                "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
                "default": "09:00",
                "description": "When the first call may begin.",
            },
            "until": {
                "type": "string",
                "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
                "default": "17:00",
                "description": "When the last call has to be over.",
            },
            "minutes": {
                "type": "integer",
                "minimum": 1,
                "maximum": 240,
                "default": 15,
                "description": "How long a call takes in the calendar.",
            },
            "time_zone": {
                "type": "string",
                "description": "The time zone of these hours, by its IANA name. Without it they are the hours of "
                "whoever opens the calendar.",
            },
        },
    },
)


@hookimpl
def dunwell_channel() -> Channel:
    """Say what the channel is."""
    return CHANNEL


@hookimpl
def dunwell_check(setup: Setup) -> Iterable[Problem]:
    """Say what keeps the worklists from being written."""
    return tuple(_wrong(setup))


@hookimpl
def dunwell_start(setup: Setup) -> Carrier:
    """Begin to write worklists."""
    return _Worklists(setup)


@hookimpl
def dunwell_returns(setup: Setup, name: str, content: bytes) -> Iterable[Returned | Problem] | None:
    """Read a worklist that was filled in."""
    return read_worklist(name, content)


@dataclass(frozen=True, slots=True)
class _Worklists:
    """Puts each task into the folder of its day."""

    setup: Setup

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """Make the task and its script. Raises CannotDeliver where there is no number, or no script."""
        if not (delivery.debtor.phone or "").strip():
            fix = "look the number up, then record call_made; without one, record it with outcome=wrong_number"
            raise CannotDeliver("refused", "no telephone number is known", fix)
        if delivery.words is None:
            raise CannotDeliver("faulty", "the call has no script", "give the step a template in its policy")
        return task_files(delivery)

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:
        """Put the task into the folder of its day and write the lists of that day anew."""
        config = self.setup.config
        folder = self.setup.folder / str(config.get("folder") or FOLDER) / delivery.day.isoformat()
        lists = Lists(str(config.get("language") or ""), bool(config.get("calendar", True)), _hours(self.setup))
        try:
            add_task(folder, files, lists)
        except OSError as error:  # a full disk or a locked file passes; the task is kept and tried again
            return Outcome("later", f"the worklist cannot be written: {error.strerror or 'the file is in use'}")
        return Outcome("handed_out", "it stands on the worklist of the day", f"{delivery.day.isoformat()}/worklist.csv")

    def close(self) -> None:
        """Nothing is held open."""


def _hours(setup: Setup) -> Hours:
    return read_hours(setup.config)


def _wrong(setup: Setup) -> Iterator[Problem]:
    hours, language = _hours(setup), str(setup.config.get("language") or "")
    if hours.minutes > hours.until - hours.start:
        message = f"between {hours.text} there is no room for a call of {hours.minutes} minutes"
        yield Problem("DW040", message, None, "write a later 'until', or fewer 'minutes'")
    if hours.zone and (why := zone_problem(hours.zone)):
        yield Problem("DW040", why, None, "write its IANA name: continent, slash, city")
    if language and language not in template_languages():
        known = ", ".join(template_languages())
        yield Problem("DW040", f"there are no worklists in the language {language!r}", None, f"write one of: {known}")
    folder = setup.folder / str(setup.config.get("folder") or FOLDER)
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        message = f"worklists cannot be written to {folder.as_posix()!r}"
        yield Problem("DW041", message, None, "name a folder that may be written to")
