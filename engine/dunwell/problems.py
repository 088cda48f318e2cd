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
class Edit:
    """Text for what stands from one position up to another, in the file of a problem's place.

    Counted from 1 as places are; the end is outside. Where both are the same, the text is put in between.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Mend:
    """A change of the file after which a problem is gone: all of its edits, or none.

    `safe` if what is written can mean only this; else a person should look at it first. Where `entry` is set, the key
    there goes with all that belongs to it; its edits follow from the text (`language.extents`).
    """

    edits: tuple[Edit, ...] = ()
    safe: bool = True
    entry: Place | None = None

    def as_json(self) -> dict[str, object]:
        """For programs: whether it is safe, and its edits with their two positions and the new text."""
        names = ("line", "column", "end_line", "end_column", "text")
        return {"safe": self.safe, "edits": [{name: getattr(each, name) for name in names} for each in self.edits]}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    `code` is a row of `dunwell.codes` (DW and three digits); `place` is None only where no file is involved;
    `message` names the value found and why it is wrong; `fix` says what to do, and `mend` does it.
    """

    code: str
    message: str
    place: Place | None = None
    fix: str | None = None
    severity: Severity = "error"
    notes: tuple[Note, ...] = ()
    mend: Mend | None = None

    def line_text(self) -> str:
        """The problem on one line, for logs and exceptions; `render.problems` draws it with its source line."""
        where = f"{self.place}: " if self.place else ""
        fix = f" ({self.fix})" if self.fix else ""
        return f"{where}{self.code} {self.message}{fix}"

    def as_json(self) -> dict[str, object]:
        """The shape in which every command prints a problem; what belongs to a place is null without one.

        `page` is the page of its code in the documentation, `mend` the edits by which it goes away.
        """
        return {
            "code": self.code,
            "severity": self.severity,
            **_place_json(self.place),
            "message": self.message,
            "fix": self.fix,
            "notes": [{"text": note.text, **_place_json(note.place)} for note in self.notes],
            "page": f"docs/reference/problems/{self.code}.md",
            "mend": self.mend.as_json() if self.mend and self.mend.edits else None,
        }


def _place_json(place: Place | None) -> dict[str, object]:
    """A place by its parts; `end_column` is the first column that it does not cover."""
    if place is None:
        return dict.fromkeys(("file", "line", "column", "end_column"))
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_column": place.column + place.length,
    }


class ProblemsFound(DunwellError):  # noqa: N818 - it carries findings, warnings among them
    """Input that cannot be used; carries every problem found, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.line_text() for problem in problems))
        self.problems = problems


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether any of them is an error, not only a warning or a remark."""
    return any(problem.severity == "error" for problem in problems)
