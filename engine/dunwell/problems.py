"""A user's mistake as a value: where it is, what was found, why it is wrong, what to do.

Everything that reads, checks or decides hands back `Problem`s instead of raising, so that one run shows all mistakes.

>>> Problem("DW201", "unknown key 'templat'", Place("nl.yaml", 9, 5), fix="did you mean 'template'?").line_text()
"nl.yaml:9:5: DW201 unknown key 'templat' (did you mean 'template'?)"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


class DunwellError(Exception):
    """The base of every exception that Dunwell raises on purpose."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file: the logical path, line and column counted from 1, and how many characters it covers."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that takes part in a problem, with a few words on its part."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    `code` is a row of `dunwell.codes` (DW and three digits); `place` is None only where no file is involved;
    `message` names the value found and why it is wrong; `fix` says what to do.
    """

    code: str
    message: str
    place: Place | None = None
    fix: str | None = None
    severity: Severity = "error"
    notes: tuple[Note, ...] = ()

    def line_text(self) -> str:
        """The problem on one line, for logs and exceptions; `render.problems` draws it with its source line."""
        where = f"{self.place}: " if self.place else ""
        fix = f" ({self.fix})" if self.fix else ""
        return f"{where}{self.code} {self.message}{fix}"

    def as_json(self) -> dict[str, object]:
        """The shape in which every command prints a problem (`file`, `line` and `column` are null without a place)."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.place.file if self.place else None,
            "line": self.place.line if self.place else None,
            "column": self.place.column if self.place else None,
            "message": self.message,
            "fix": self.fix,
        }


class ProblemsFound(DunwellError):  # noqa: N818 - it carries findings, warnings among them
    """Input that cannot be used; carries every problem found, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.line_text() for problem in problems))
        self.problems = problems


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether any of them is an error, not only a warning or a remark."""
    return any(problem.severity == "error" for problem in problems)
