"""The folder of a day: a file for each task, which is the truth, and lists that are written anew from them.

Any number of processes may add tasks at once, and be killed at any point: every file is whole, a list that misses a
task is mended by whoever adds the next one or the same one again, and what somebody wrote into the list is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell_channels.files import write_whole
from dunwell_channels.phone.ics import calendar_text
from dunwell_channels.phone.task import SCRIPT_FOLDER
from dunwell_channels.phone.words import words_in
from dunwell_channels.phone.worklist import answers_in, worklist_text

if TYPE_CHECKING:
    from pathlib import Path

    from dunwell import File
    from dunwell_channels.phone.task import Task
    from dunwell_channels.phone.times import Hours

TASKS = "tasks"
SHARED = 0o660
WORKLIST, CALENDAR = "worklist.csv", "worklist.ics"


@dataclass(frozen=True, slots=True)
class Lists:
    """How the lists of a day are written: in which language ("" for that of its first call), and the calendar."""

    language: str
    calendar: bool
    hours: Hours


def add_task(folder: Path, files: tuple[File, ...], lists: Lists) -> None:
    """Add a task to a day. The script comes first, so that a task on the list always has its script."""
    for file in sorted(files, key=lambda file: file.name.endswith(".json")):
        _write(folder / (TASKS if file.name.endswith(".json") else SCRIPT_FOLDER) / file.name, file.content)
    _write_lists(folder, lists)


def _write_lists(folder: Path, lists: Lists) -> None:
    """Write the lists from the tasks until no other process has added one meanwhile.

    Whoever writes last has seen every task that was there before: a task that came later has a writer of its own.
    """
    seen: tuple[str, ...] = ()
    while (there := _names(folder)) != seen:
        seen = there
        tasks = [_task(folder / TASKS / name) for name in seen]
        tasks.sort(key=lambda task: (str(task["debtor"]).casefold(), str(task["number"]), str(task["reference"])))
        words = words_in(lists.language or str(tasks[0]["language"]))
        worklist = folder / WORKLIST
        answers = answers_in(worklist.read_bytes()) if worklist.exists() else {}
        _write(worklist, worklist_text(tasks, words, answers).encode("utf-8-sig"))
        if lists.calendar:
            _write(folder / CALENDAR, calendar_text(tasks, words, lists.hours).encode())


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in (folder / TASKS).iterdir() if path.suffix == ".json"))


def _task(path: Path) -> Task:
    task: Task = json.loads(path.read_text(encoding="utf-8"))
    return task


def _write(path: Path, content: bytes) -> None:
    """Write a file as a whole; colleagues may write into it too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content, SHARED)
