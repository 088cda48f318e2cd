"""Moves to another version of a policy, as JSON and as text: for each case what would change, and what keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dunwell.comparing.timelines import line_of
from dunwell.core.explain import day_name
from dunwell.core.explain_events import SHORT
from dunwell.core.moves import step_of
from dunwell.days import day_text
from dunwell.language.phrases import counted
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import RenderableType

    from dunwell.core.timeline import Entry, Timeline
    from dunwell.journal.migrating import Moving, Target
    from dunwell.language.program import Program
    from dunwell.problems import Problem

    Document = dict[str, Any]

_NEXT = ("step", "message", "attention", "blocked", "end")
"""What may come next: what somebody notices."""
MOST_LINES = 6
"""So many differing lines are shown of a case; JSON has them all."""


def moves_document(
    target: Target, moves: Sequence[Moving], moved: Collection[str], problems: Sequence[Problem]
) -> Document:
    """Every case that was looked at; `moved` are the ids of those that go on under the new version by now."""
    return {
        "to": _version(target.program),
        "cases": [_case(one, moved=one.look.case.id in moved) for one in moves],
        "totals": {
            "moved": len(moved),
            "ready": sum(one.ready and one.look.case.id not in moved for one in moves),
            "unchanged": sum(one.ready and one.difference is None for one in moves),
            "cannot": sum(not one.ready for one in moves),
        },
        "problems": [problem.as_json() for problem in problems],
    }


def moves_text(document: Document) -> RenderableType:
    """The cases one after the other, and what they come to."""
    to = document["to"]
    head = Text(f"to {to['id']} {to['version']} ({to['sha256'][:SHORT]})", style="bold")
    lines = [part for case in document["cases"] for part in _told(case)]
    return Group(head, *lines, Text(_sum(document["totals"])))


def case_lines(moving: Moving) -> RenderableType:
    """One case, before somebody is asked about it."""
    return Group(*_told(_case(moving, moved=False)))


def _case(one: Moving, *, moved: bool) -> Document:
    case, kinds = one.look.case, one.difference.kinds if one.difference else ()
    return {
        "case": case.id,
        "number": case.number,
        "debtor": case.debtor or None,
        "currency": case.currency,
        "from": _version(one.look.program),
        "ready": one.ready,
        "moved": moved,
        "changes": list(kinds),
        "step": {
            "before": step_of(one.look.program, one.look.position).name,
            "after": step_of(one.program, one.carried.position).name,
        },
        "next": {"before": _next(one.before), "after": _next(one.after)},
        "end": {"before": _end(one.before), "after": _end(one.after)},
        "renamed": dict(one.move.renamed),
        "not_repeated": list(one.not_repeated),
        "left_out": list(one.skipped),
        "lines": [
            {"before": row.left, "after": row.right, "differs": row.differs}
            for row in (one.difference.rows if one.difference else ())
        ],
        "problems": [problem.as_json() for problem in one.problems],
    }


def _version(program: Program) -> Document:
    return {"id": program.id, "version": program.version, "sha256": program.sha256}


def _next(timeline: Timeline) -> Document | None:
    entry = next((one for one in timeline.entries if one.kind in _NEXT), None)
    return _entry(entry) if entry else None


def _entry(entry: Entry) -> Document:
    total = amount_text(entry.claim.total) if entry.claim and entry.channels else None
    return {
        "date": day_text(entry.day),
        "kind": entry.kind,
        "name": entry.name,
        "channels": list(entry.channels),
        "total": total,
        "text": f"{day_name(entry.day)} {line_of(entry)}",
    }


def _end(timeline: Timeline) -> Document | None:
    position = timeline.position
    return {"date": day_text(position.ended), "reason": position.end} if position.end else None


def _told(case: Document) -> Iterator[RenderableType]:
    """A case in lines: what comes next before and after, what else differs, what keeps it."""
    state = "moved" if case["moved"] else "" if case["ready"] else "stays where it is"
    debtor = case["debtor"] or "debtor erased"
    was = f"under {case['from']['id']} {case['from']['version']} ({case['from']['sha256'][:SHORT]})"
    yield Text(" · ".join(filter(None, (case["number"], debtor, was, state))), style="bold")
    for line in _lines(case):
        yield Padding(Text(line), (0, 0, 0, 2))


def _lines(case: Document) -> Iterator[str]:
    if case["ready"]:
        yield from _what_changes(case)
    for problem in case["problems"]:
        yield f"{problem['severity']} {problem['code']}: {problem['message'].removeprefix(case['number'] + ': ')}"
        if problem["fix"]:
            yield f"  = help: {problem['fix']}"


def _what_changes(case: Document) -> Iterator[str]:
    for old, new in case["renamed"].items():
        yield f"{new} takes the place of {old}" if new else f"{old} has no successor"
    if not case["changes"]:
        yield f"nothing changes; next {_text(case['next']['after'])}"
    else:
        before, after = (_text(case["next"][side]) for side in ("before", "after"))
        yield f"next {before} → {after}" if before != after else f"next {before}, as before"
        yield f"changes: {', '.join(case['changes'])}"
        differing = [row for row in case["lines"] if row["differs"]]
        yield from (f"  {row['before']} → {row['after']}" for row in differing[:MOST_LINES])
        if len(differing) > MOST_LINES:
            yield f"  and {counted(len(differing) - MOST_LINES, 'line')} more; --format json has them all"
    if case["not_repeated"]:
        yield f"done already, not done again: {', '.join(case['not_repeated'])}"
    if case["left_out"]:
        yield f"left out, for the case is past it: {', '.join(case['left_out'])}"


def _text(entry: Document | None) -> str:
    return str(entry["text"]) if entry else "nothing"


def _sum(totals: Document) -> str:
    told = [
        counted(totals["moved"], "case") + " moved" if totals["moved"] else "",
        counted(totals["ready"], "case") + " could be moved" if totals["ready"] else "",
        counted(totals["cannot"], "case") + " cannot be moved as it is" if totals["cannot"] else "",
    ]
    return ", ".join(filter(None, told)) or "nothing to move"
