"""Many events taken in at once, as JSON and as text: what was recorded, what was known, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from dunwell.days import day_text
from dunwell.language.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from dunwell.journal.taking import Taken, Taking
    from dunwell.problems import Problem

    Document = dict[str, Any]


def taking_document(taking: Taking, problems: Sequence[Problem], *, dry_run: bool) -> Document:
    """The events by what became of them; `kept` is whether anything was recorded."""
    return {
        "dry_run": dry_run,
        "kept": taking.kept,
        "recorded": [_taken(one) for one in taking.taken if not one.known],
        "known": [_taken(one) for one in taking.taken if one.known],
        "problems": [problem.as_json() for problem in problems],
    }


def taking_text(document: Document) -> RenderableType:
    """A line for each event, and how many there are."""
    rows = [*(("", one) for one in document["recorded"]), *(("known", one) for one in document["known"])]
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for mark, one in sorted(rows, key=lambda row: (row[1]["number"], row[1]["date"])):
        table.add_row(one["date"], one["number"], one["event"].replace("_", " "), one["where"], mark)
    return Group(table, Text(_sum(document))) if rows else Text(_sum(document))


def _taken(one: Taken) -> Document:
    return {
        "case": one.case.id,
        "number": one.case.number,
        "event": one.event.name,
        "date": day_text(one.event.at),
        "where": one.item.where,
    }


def _sum(document: Document) -> str:
    new, known = len(document["recorded"]), len(document["known"])
    wrong = sum(one["severity"] == "error" for one in document["problems"])
    events = counted(new, "event")
    if document["kept"]:
        said = f"{events} recorded"
    elif document["dry_run"]:
        said = f"dry run: {events} would be recorded" if not wrong else f"dry run: {events} could be recorded"
    else:
        said = f"nothing recorded: {events} could be"
    return ", ".join((said, *([f"{known} known already"] * bool(known)), *([f"{wrong} wrong"] * bool(wrong))))
