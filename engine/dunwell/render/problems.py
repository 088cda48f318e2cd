"""Problems for people, drawn with the lines they stand on, and for programs: JSON and GitHub; `sarif` has SARIF.

>>> from dunwell.problems import Place, Problem
>>> problem = Problem("DW201", "unknown key 'templat'", Place("nl.yaml", 2, 3, 7), fix="did you mean 'template'?")
>>> print(draw_problems((problem,), {"nl.yaml": "reminder:\\n  templat: first\\n"}))
nl.yaml:2:3: error DW201 unknown key 'templat'
  |
2 |   templat: first
  |   ^^^^^^^
  = help: did you mean 'template'?
<BLANKLINE>
1 error in 1 file
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len

from dunwell.language.phrases import counted
from dunwell.language.yamltext import split_lines, without_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.problems import Place, Problem

MOST_WIDTH = 100
"""So many characters of a source line are drawn; of a longer line, those around the problem."""

_BEFORE_CARET = 40
_TAB = "    "
_ANSI = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "note": "1;36",
    "bold": "1",
    "gutter": "34",
    "help": "1;32",
}
_NAMES = (("error", "error", "errors"), ("warning", "warning", "warnings"), ("info", "remark", "remarks"))
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def draw_problems(
    problems: Sequence[Problem], sources: Mapping[str, str], *, styled: bool = False, advised: bool = False
) -> str:
    """The problems in the given order, each with its source line, notes and help, and a last line that counts them.

    `sources` maps the file of a place to its text; without it a problem is drawn without its line. `styled` adds ANSI
    colours; `advised` says what `check --fix` would mend, and where more is said of the codes. Control characters in
    messages and sources are made visible, never passed on to a terminal.
    """
    lines = {file: split_lines(text.removeprefix("\ufeff")) for file, text in sources.items()}
    blocks = ["\n".join(_block(problem, lines, styled=styled, advised=advised)) for problem in problems]
    if any(problem.place for problem in problems):
        counted_line = _paint(count_problems(problems), "bold", styled=styled)
        blocks.append("\n".join([counted_line, *(_advice(problems) if advised else ())]))
    return "\n\n".join(blocks)


def mendable(problems: Sequence[Problem]) -> tuple[int, int]:
    """How many problems have a safe mend, and how many an unsafe one."""
    mends = [problem.mend.safe for problem in problems if problem.mend and problem.mend.edits]
    return mends.count(True), mends.count(False)


def mends_text(safe: int, unsafe: int) -> str:
    """What `--fix` would mend, in words; nothing if that is nothing."""
    if safe and unsafe:
        return f"--fix mends {safe} of them, --fix --unsafe-fixes {unsafe} more"
    if safe or unsafe:
        return f"--fix mends {safe} of them" if safe else f"--fix --unsafe-fixes mends {unsafe} of them"
    return ""


def _advice(problems: Sequence[Problem]) -> Iterator[str]:
    """The lines below the count: what can be mended, and where more is said."""
    if mends := mends_text(*mendable(problems)):
        yield mends
    first, *others = sorted({problem.code for problem in problems})
    yield f"more about it: dunwell explain {first}" + (f" (and {', '.join(others)})" if others else "")


def draw_diff(diff: str, *, styled: bool = False) -> str:
    """A unified diff for a terminal: what goes in red, what comes in green, control characters made visible."""
    colours = {"+++": "bold", "---": "bold", "@@": "gutter", "+": "help", "-": "error"}
    drawn = []
    for line in diff.splitlines():
        colour = next((style for sign, style in colours.items() if line.startswith(sign)), None)
        shown = _visible(line)
        drawn.append(_paint(shown, colour, styled=styled) if colour else shown)
    return "".join(f"{line}\n" for line in drawn)


def count_problems(problems: Sequence[Problem]) -> str:
    """How many of each severity, in how many files: "3 errors, 1 warning in 2 files"."""
    found = Counter[str](problem.severity for problem in problems)
    counts = [counted(found[severity], one, many) for severity, one, many in _NAMES if found[severity]]
    files = {problem.place.file for problem in problems if problem.place}
    where = f" in {counted(len(files), 'file')}" if files else ""
    return (", ".join(counts) or "no problems") + where


def problems_json(problems: Sequence[Problem]) -> dict[str, object]:
    """The shape in which every command prints problems with `--format json`."""
    return {"problems": [problem.as_json() for problem in problems]}


def problems_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that make GitHub Actions mark the lines of a pull request; one line for each problem."""
    return "\n".join(_github_line(problem) for problem in problems)


def _block(problem: Problem, lines: Mapping[str, Sequence[str]], *, styled: bool, advised: bool) -> Iterator[str]:
    """One problem: its head, its line with carets, each note with its own line, and its help."""
    places = [problem.place, *(note.place for note in problem.notes)]
    gutter = max((len(str(place.line)) for place in places if place), default=1)
    severity = _paint(f"{problem.severity} {problem.code}", problem.severity, styled=styled)
    yield f"{_where(problem.place)}{severity} {_paint(_visible(problem.message), 'bold', styled=styled)}"
    yield from _excerpt(problem.place, lines, gutter, problem.severity, styled=styled)
    for note in problem.notes:
        yield f"{_where(note.place)}{_paint('note', 'note', styled=styled)}: {_visible(note.text)}"
        yield from _excerpt(note.place, lines, gutter, "note", styled=styled)
    if problem.fix:
        indent = " " * (gutter + 1) if problem.place else "  "
        by = _by(problem) if advised else ""
        yield f"{indent}= {_paint('help', 'help', styled=styled)}: {_visible(problem.fix)}{by}"


def _by(problem: Problem) -> str:
    """The option that mends a problem."""
    if not problem.mend or not problem.mend.edits:
        return ""
    return " [--fix]" if problem.mend.safe else " [--unsafe-fixes]"


def _excerpt(
    place: Place | None, lines: Mapping[str, Sequence[str]], gutter: int, style: str, *, styled: bool
) -> Iterator[str]:
    """The line of a place with carets below it; nothing if we do not have that line."""
    source = lines.get(place.file, ()) if place else ()
    if place is None or not 1 <= place.line <= len(source):
        return
    before, marked, after = _window(source[place.line - 1], place)
    carets = "^" * max(1, cell_len(marked))
    bar = _paint(f"{' ' * gutter} |", "gutter", styled=styled)
    yield bar
    yield f"{_paint(f'{place.line:>{gutter}} |', 'gutter', styled=styled)} {before}{marked}{after}".rstrip()
    yield f"{bar} {' ' * cell_len(before)}{_paint(carets, style, styled=styled)}"


def _window(line: str, place: Place) -> tuple[str, str, str]:
    """What is drawn of a line: before the carets, above them, after them; `…` stands for what is cut off."""
    caret = min(place.column - 1, len(line))
    first = max(0, caret - _BEFORE_CARET) if len(line) > MOST_WIDTH else 0
    last = min(len(line), first + MOST_WIDTH)
    marked_to = max(caret, min(caret + place.length, last))
    before = ("…" if first else "") + _visible(line[first:caret])
    after = _visible(line[marked_to:last]) + ("…" if last < len(line) else "")
    return before, _visible(line[caret:marked_to]), after


def _where(place: Place | None) -> str:
    return f"{_visible(str(place))}: " if place else ""


def _visible(text: str) -> str:
    """Text that moves no cursor and hides nothing: on one line, tabs as spaces, control characters as U+FFFD."""
    return without_hidden(" ".join(split_lines(text)).replace("\t", _TAB))


def _paint(text: str, style: str, *, styled: bool) -> str:
    return f"\x1b[{_ANSI[style]}m{text}\x1b[0m" if styled else text


def _github_line(problem: Problem) -> str:
    place = problem.place
    where = {"title": problem.code}
    if place:
        end = str(place.column + place.length)
        where |= {"file": place.file, "line": str(place.line), "col": str(place.column), "endColumn": end}
    properties = ",".join(f"{name}={_github_property(value)}" for name, value in where.items())
    notes = "".join(f"\nnote: {note.text} ({note.place})" for note in problem.notes)
    text = problem.message + notes + (f"\nhelp: {problem.fix}" if problem.fix else "")
    return f"::{_GITHUB[problem.severity]} {properties}::{_github_data(text)}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
