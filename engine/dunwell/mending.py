"""Mend a file: carry out the edits that its problems bring, over and over, until there is nothing left to mend.

A file never gets worse by it: an edit after which more is wrong than before is not carried out. Everything that no edit
touches stays as it is, to the byte: line ends, quotes, remarks, blank lines, a byte order mark.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from dunwell.language.yamltext import split_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dunwell.problems import Edit, Problem

MOST_ROUNDS = 50
_MARK = "\ufeff"
_STOPS = frozenset(f"DW{number}" for number in (101, 102, *range(110, 120)))
"""Problems at which the parser gives up: what comes after them is not looked at."""
_STAGE_OF = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 3, "6": 3, "7": 3} | dict.fromkeys(("DW304", "DW401", "DW402"), 1)
"""What hides what: reading, structure and phrases, names, flow and law; anything else comes last."""
_LAST_STAGE = 4


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after mending: what was mended in it, round by round, and what is still wrong with it."""

    text: str
    mended: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def mend_text(text: str, check: Callable[[str], tuple[Problem, ...]], *, unsafe: bool = False) -> Mended:
    """Mend a text; `check` says what is wrong with one. With `unsafe` also what a person should look at afterwards."""
    problems = check(text)
    done: list[Problem] = []
    for _ in range(MOST_ROUNDS):
        chosen = apart([one for one in problems if one.mend and one.mend.edits and (one.mend.safe or unsafe)])
        better = _better(text, problems, chosen, check)
        if better is None:
            break
        text, problems, carried_out = better
        done += carried_out
    return Mended(text, tuple(done), problems)


def apart(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those whose edits touch none of the edits before them."""
    taken: list[tuple[tuple[int, int], tuple[int, int]]] = []
    chosen: list[Problem] = []
    for problem in problems:
        spans = [_span(edit) for edit in problem.mend.edits] if problem.mend else []
        if all(end < first or last < start for start, end in spans for first, last in taken):
            taken += spans
            chosen.append(problem)
    return tuple(chosen)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits carried out; none may touch another, and all of them count in the text as it is given."""
    mark = _MARK if text.startswith(_MARK) else ""
    lines = split_kept(text.removeprefix(_MARK))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    whole = "".join(lines)
    for edit in sorted(edits, key=_span, reverse=True):
        start = starts[min(edit.line - 1, len(lines))] + edit.column - 1
        end = starts[min(edit.end_line - 1, len(lines))] + edit.end_column - 1
        whole = whole[:start] + edit.text + whole[end:]
    return mark + whole


def badness(problems: Sequence[Problem]) -> tuple[int, ...]:
    """How bad it is, to be compared: up to where the file can be read, then errors by their stage, then warnings.

    In this order, because each hides those that come after it: a file that can be read at last is a better one, however
    much turns out to be wrong with what it says.
    """
    stops = [problem.place.line for problem in problems if problem.place and problem.code in _STOPS]
    errors = [problem.code for problem in problems if problem.severity == "error" and problem.code not in _STOPS]
    warned = sum(problem.severity == "warning" for problem in problems)
    found = (sum(_stage(code) == stage for code in errors) for stage in range(_LAST_STAGE + 1))
    return (len(stops) > 0, -min(stops, default=0), *found, warned)


def _better(
    text: str, problems: Sequence[Problem], chosen: Sequence[Problem], check: Callable[[str], tuple[Problem, ...]]
) -> tuple[str, tuple[Problem, ...], tuple[Problem, ...]] | None:
    """The text with all of these mended, or with the first of them that makes it better by itself; None without any."""
    ways: list[tuple[Problem, ...]] = [(one,) for one in chosen]
    if len(chosen) > 1:
        ways.insert(0, tuple(chosen))
    for way in ways:
        mended = apply_edits(text, [edit for problem in way if problem.mend for edit in problem.mend.edits])
        after = check(mended)
        if badness(after) < badness(problems) and (len(way) == 1 or _all_helped(way, problems, after)):
            return mended, after, way
    return None


def _all_helped(way: Sequence[Problem], before: Sequence[Problem], after: Sequence[Problem]) -> bool:
    """Whether several mends together took away as many problems as they are, so that none of them did harm."""
    if any(problem.code in _STOPS for problem in way):
        return True
    last = max(_stage(problem.code) for problem in way)
    was, left = (sum(_stage(problem.code) <= last for problem in found) for found in (before, after))
    return was - left >= len(way)


def _stage(code: str) -> int:
    return _STAGE_OF.get(code, _STAGE_OF.get(code[2], _LAST_STAGE))


def diff_of(file: str, before: str, after: str) -> str:
    """What mending a file changes, as a unified diff; nothing if it changes nothing."""
    old, new = (split_kept(text) for text in (before, after))
    return "".join(
        line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(old, new, file, file, lineterm="\n")
    )


def replace_file(path: Path, text: str) -> None:
    """Put a text in place of a file at once, so that nobody ever finds half of it. Raises OSError.

    The file keeps its permissions; of a link, what it points at is replaced.
    """
    target = path.resolve()
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _span(edit: Edit) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edit.line, edit.column), (edit.end_line, edit.end_column)
