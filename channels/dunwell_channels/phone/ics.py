"""The calls of a day as a calendar (RFC 5545): one VEVENT a call, which more calendar programs show than a VTODO."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from dunwell_channels.phone.task import SCRIPT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from dunwell_channels.phone.task import Task
    from dunwell_channels.phone.times import Hours
    from dunwell_channels.phone.words import Words

_WIDTH = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_text(tasks: Iterable[Task], words: Words, hours: Hours) -> str:
    """The calendar; the same tasks give the same text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dunwell//Calls//EN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(words.worklist)}")
    for number, task in enumerate(tasks):
        lines.extend(_event(task, words, hours, number))
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _event(task: Task, words: Words, hours: Hours, number: int) -> Iterator[str]:
    day = date.fromisoformat(str(task["day"]))
    begin, end = hours.slot(day, number)
    summary = words.texts["summary"].format(debtor=task["debtor"], number=task["number"])
    yield "BEGIN:VEVENT"
    yield f"UID:{task['reference']}@dunwell"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART:{_moment(begin)}"
    yield f"DTEND:{_moment(end)}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(_description(task, words))}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:CONFIDENTIAL"
    yield "END:VEVENT"


def _description(task: Task, words: Words) -> str:
    amounts = cast("dict[str, str]", task["amounts"])
    lines = [f"{words.columns['phone']}: {task['phone']}"]
    if task["contact"]:
        lines.append(f"{words.columns['contact']}: {task['contact']}")
    if amounts.get("total"):
        lines.append(f"{words.columns['open']}: {task['currency']} {amounts['total']}")
    if task["attempts"]:
        lines.append(words.texts["attempt"].format(attempt=task["attempt"], attempts=task["attempts"]))
    if task["last"]:
        lines.append(words.texts["last"])
    lines += [f"{words.columns['script']}: {SCRIPT_FOLDER}/{task['page']}", words.texts["fill_in"]]
    return "\n".join(lines)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}{'Z' if moment.tzinfo else ''}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never within a character; each after the first begins with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _WIDTH:
            yield piece
            piece = " "
        piece += letter
    yield piece
