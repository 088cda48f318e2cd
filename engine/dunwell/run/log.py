"""A log of runs for machines: one JSON object a line, with cases and states and no debtor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dunwell.days import now
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from dunwell.run.sending import Done


class RunLog:
    """Lines are appended whole and at once, so that two runs may write to one file."""

    def __init__(self, path: Path, run: str) -> None:
        """Open the file. Raises ProblemsFound (DW910) if it cannot be written."""
        self.run = run
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file: TextIO = path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            message = f"{path.as_posix()!r} cannot be written: {error.strerror}"
            raise ProblemsFound((Problem("DW910", message, None, "name another file with --log"),)) from error

    def write(self, event: str, **said: object) -> None:
        """Add a line: the moment, the run, what happened, and what is said of it."""
        line = {"at": now(), "run": self.run, "event": event, **said}
        try:
            self.file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        except OSError:  # a disk that is full stops no run: the journal tells all that the log would
            return

    def delivery(self, done: Done) -> None:
        """What became of one row."""
        row = done.row
        codes = [one.code for one in done.problems]
        self.write(
            row.state,
            delivery=row.number,
            case=row.case_id,
            name=row.name,
            attempt=row.attempt,
            channel=row.channel,
            tries=row.tries,
            **({"codes": codes} if codes else {}),
        )

    def close(self) -> None:
        """Close the file."""
        try:
            self.file.close()
        except OSError:
            return
