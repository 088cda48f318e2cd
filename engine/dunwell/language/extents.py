"""How far an entry of a YAML file reaches: its key, its value, and the remarks right above it.

The tree of `yamlfile` keeps where things begin. Where an entry ends is asked for only when one is to be taken out, so
the file is then gone through once more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import yaml

from dunwell.language.yamltext import Spot, split_lines, spot
from dunwell.problems import Edit, Mend, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.problems import Place

_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def with_edits(problems: Sequence[Problem], text: str) -> tuple[Problem, ...]:
    """The problems, each mend that takes out an entry with its edits; one that cannot be taken out has no mend."""
    entries = {mend.entry for problem in problems if (mend := problem.mend) and mend.entry is not None}
    if not entries:
        return tuple(problems)
    found = {place: _without(text, place) for place in entries}
    return tuple(replace(problem, mend=_known(problem.mend, found)) for problem in problems)


def _known(mend: Mend | None, found: Mapping[Place, Mend | None]) -> Mend | None:
    """A mend with the edits that were found for its entry."""
    if mend is None or mend.entry is None:
        return mend
    edits = found[mend.entry]
    return replace(edits, safe=edits.safe and mend.safe) if edits else None


@dataclass(slots=True)
class _Collection:
    """A list or table that is open: where its keys stand, and where its last part ended."""

    flow: bool
    table: bool
    start: Spot
    owner: Spot | None  # the key whose value it is
    key: Spot | None = None  # the key whose value comes next
    entries: list[tuple[Spot, Spot]] = field(default_factory=list)
    end: Spot = field(default_factory=lambda: Spot(0, 0))


def _without(text: str, place: Place) -> Mend | None:
    """The edits that take out the entry whose key stands at a place; safe if no remark goes with it."""
    wanted = Spot(place.line - 1, place.column - 1)
    lines = split_lines(text)
    try:
        table_of = {key: table for table in _tables(text) for key, _ in table.entries}
    except yaml.YAMLError:
        return None
    table = table_of.get(wanted)
    while table is not None and len(table.entries) == 1:  # an empty table would stay behind: its own key goes as well
        wanted = table.owner or Spot(-1, -1)
        table = table_of.get(wanted)
    if table is None:
        return None
    if table.flow:
        return _out_of_flow(table, wanted)
    end = dict(table.entries)[wanted]
    if end.column == 0 and end.line > wanted.line:  # a text in a block ends where the next line starts
        end = Spot(end.line - 1, len(lines[end.line - 1]))
    if lines[wanted.line][: wanted.column].strip() or _remark_of(lines[end.line][end.column :]) is None:
        return None  # it stands behind a dash, or shares its last line
    first, last = _first_remark(lines, wanted), end.line
    remarks = first < wanted.line or any(_remark_of(lines[n]) for n in (*range(wanted.line, last), last))
    remarks = remarks or bool(_remark_of(lines[last][end.column :]))
    return Mend((Edit(first + 1, 1, last + 2, 1, ""),), safe=not remarks)


def _out_of_flow(table: _Collection, key: Spot) -> Mend:
    """Up to the next entry; of the last one, from the end of the one before."""
    at = [start for start, _ in table.entries].index(key)
    last = at == len(table.entries) - 1
    start = table.entries[at - 1][1] if last else key
    end = table.entries[at][1] if last else table.entries[at + 1][0]
    return Mend((Edit(start.line + 1, start.column + 1, end.line + 1, end.column + 1, ""),))


def _first_remark(lines: Sequence[str], key: Spot) -> int:
    """The first of the lines right above a key that are remarks with its indentation; else the key's own line."""
    first = key.line
    while first and lines[first - 1].startswith(" " * key.column + "#"):
        first -= 1
    return first


def _remark_of(rest: str) -> str | None:
    """The remark that a piece of a line consists of; None if it is something else, nothing if it is blank."""
    rest = rest.strip()
    return rest if not rest or rest.startswith("#") else None


def _tables(text: str) -> Iterator[_Collection]:
    """Every table of a file when it ends, with its keys and where the value of each ends."""
    stack: list[_Collection] = []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            is_table = isinstance(event, yaml.MappingStartEvent)
            owner = stack[-1].key if stack else None
            stack.append(_Collection(bool(event.flow_style), is_table, spot(event.start_mark), owner))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            yield done
            end = spot(event.end_mark) if done.flow else done.end
            _add(stack, done.start, end)
        elif isinstance(event, yaml.ScalarEvent):
            _add(stack, spot(event.start_mark), spot(event.end_mark))


def _add(stack: Sequence[_Collection], start: Spot, end: Spot) -> None:
    """Count a value as part of what is open: as a key, or as the value of the key before."""
    if not stack:
        return
    top = stack[-1]
    top.end = end
    if top.table and top.key is None:
        top.key = start
    elif top.table:
        top.entries.append((top.key or start, end))
        top.key = None
