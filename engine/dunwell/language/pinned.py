"""Accepted findings in a test file: what was found of a policy and is meant, so that any change of it is told.

    findings:
      budget: standard
      due: [2026-02-04]
      accepted:
        consumer:
          step reminder: day 1 to 33
          notice without reminder: day 12

Each is a key of `verifying.findings` with the first and the last day on which it can happen, from the due date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day, day_text
from dunwell.language.draft import table, text, texts
from dunwell.language.phrases import did_you_mean
from dunwell.language.yamlfile import Scalar, Table
from dunwell.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.language.yamlfile import Node

KEY = "findings"
KEYS = ("budget", "due", "accepted")
_DAYS = re.compile(r"day (-?[0-9]{1,5})(?: to (-?[0-9]{1,5}))?")
_HOW = "write the days from the due date: 'day 1 to 33', or 'day 12' for one"


@dataclass(frozen=True, slots=True)
class Pinned:
    """What was accepted: by variant and key the first and the last day, and the place of each.

    `budget` is its name, `dues` the due dates (ordinals) for which it was found.
    """

    budget: str
    dues: tuple[int, ...]
    accepted: Mapping[str, Mapping[str, tuple[int, int]]]
    places: Mapping[tuple[str, str], Place]
    place: Place


def accepted_at(root: Node | None) -> Place | None:
    """Where a test file has accepted findings; None where it has none."""
    node = root.get(KEY) if isinstance(root, Table) else None
    return node.place if node is not None else None


def read_pinned(root: Node | None) -> tuple[Pinned | None, tuple[Problem, ...]]:
    """The findings of a test file, and every problem in them; None where it has none."""
    node = root.get(KEY) if isinstance(root, Table) else None
    if node is None:
        return None, ()
    if not isinstance(node, Table):
        return None, (Problem("DW718", "'findings' is a table", node.place, f"it has the keys {', '.join(KEYS)}"),)
    problems = [
        Problem("DW201", f"unknown key {key.text!r}", key.place, did_you_mean(key.text, KEYS))
        for key, _ in node.entries
        if key.text not in KEYS
    ]
    dues: list[int] = []
    for written in texts(node.get("due")):
        try:
            dues.append(day(written))
        except ValueError:
            problems.append(Problem("DW718", f"{written!r} is not a day", node.place, "write a day such as 2026-02-04"))
    accepted: dict[str, dict[str, tuple[int, int]]] = {}
    places: dict[tuple[str, str], Place] = {}
    for variant, found in table(node.get("accepted")).entries:
        for key, value in table(found).entries:
            days = _days(value)
            if days is None:
                said = f"{key.text!r} does not say on which days"
                problems.append(Problem("DW718", said, value.place, _HOW))
                continue
            accepted.setdefault(variant.text, {})[key.text] = days
            places[variant.text, key.text] = key.place
    pinned = Pinned(text(node.get("budget")) or "", tuple(dues), accepted, places, node.place)
    return pinned, tuple(problems)


def _days(node: Node) -> tuple[int, int] | None:
    found = _DAYS.fullmatch(node.text) if isinstance(node, Scalar) else None
    if found is None:
        return None
    return int(found[1]), int(found[2] or found[1])


def with_findings(
    written: str, budget: str, dues: Sequence[int], accepted: Mapping[str, Mapping[str, tuple[int, int]]]
) -> str:
    """The text of a test file with these findings in the place of those it had, or at its end; the rest stays."""
    block = "".join(f"{line}\n" for line in _lines(budget, dues, accepted))
    lines = written.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if line.startswith(f"{KEY}:")), len(lines))
    if start == len(lines):
        return f"{written.rstrip()}\n\n{block}" if written.strip() else block
    after = range(start + 1, len(lines))
    end = next((at for at in after if lines[at].strip() and lines[at][0] != " "), len(lines))
    gap = "\n" if end < len(lines) else ""
    return "".join(lines[:start]) + block + gap + "".join(lines[end:])


def _lines(budget: str, dues: Sequence[int], accepted: Mapping[str, Mapping[str, tuple[int, int]]]) -> Iterator[str]:
    yield f"{KEY}:  # accepted: days from the due date; `dunwell verify` on this file fails where one changes"
    yield f"  budget: {budget}"
    yield f"  due: [{', '.join(day_text(due) for due in dues)}]"
    yield "  accepted:"
    for variant, found in accepted.items():
        yield f"    {variant or 'all'}:"
        yield from (f"      {key}: {_said(*days)}" for key, days in found.items())


def _said(first: int, last: int) -> str:
    return f"day {first}" if first == last else f"day {first} to {last}"
