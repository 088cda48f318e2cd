"""A portfolio that goes live, as JSON and as a table: what was sent, where each case stands, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from dunwell.days import day_text
from dunwell.journal.going_live import late_steps, next_action
from dunwell.render.case_json import case_document

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dunwell.core.transitions import Action
    from dunwell.journal.cases import Look
    from dunwell.journal.going_live import Arrived, Portfolio
    from dunwell.language.events import Event

    Document = dict[str, Any]

_ASKS = {"ask": "a person is asked", "approve": "release", "blocked": "blocked"}


def portfolio_document(portfolio: Portfolio) -> Document:
    """The cases, what was sent before, and what comes next; `kept` is whether they were opened."""
    return {
        "kept": portfolio.kept,
        "cases": [_arrived(one) for one in portfolio.arrived],
        "problems": [problem.as_json() for problem in portfolio.problems],
    }


def portfolio_text(document: Document) -> RenderableType:
    """A row for each case, those first in which something is due first."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("case", no_wrap=True)
    table.add_column("debtor")
    table.add_column("open", justify="right", no_wrap=True)
    table.add_column("last sent", overflow="fold")
    table.add_column("comes next", overflow="fold")
    table.add_column("on", no_wrap=True)
    for case in sorted(document["cases"], key=_order):
        last = case["sent"][-1] if case["sent"] else None
        late = f"\nlate: {', '.join(case['late'])}" if case["late"] else ""
        table.add_row(
            case["number"],
            case["debtor"] or "",
            f"{case['currency']} {case['open']}",
            f"{last['title']}\n{last['date']}" if last else "nothing",
            f"{_next(case)}{late}",
            case["next"]["date"] if case["next"] else "",
        )
    return Group(table, Text(_sum(document))) if document["cases"] else Text(_sum(document))


def _arrived(one: Arrived) -> Document:
    found = next_action(one.look)
    return {
        **case_document(one.look),
        "new": one.new,
        "assumed": [{"field": each.field, "value": each.value, "text": each.text} for each in one.look.case.assumed],
        "sent": [_sent(one.look, event) for event in one.sent],
        "late": list(late_steps(one.look)),
        "next": {"date": day_text(found[0]), **_action(one.look, found[1])} if found else None,
    }


def _sent(look: Look, event: Event) -> Document:
    step = look.program.steps[look.position.variant][look.program.step_index(event.word("step"))]
    channels = event.word("channels").split("+") if event.get("channels") else list(step.channels)
    made = {"date": day_text(event.at), "event": event.name, "step": step.name, "title": step.title}
    return made | {"channels": channels} | ({"outcome": event.word("outcome")} if event.get("outcome") else {})


def _action(look: Look, action: Action) -> Document:
    named: Document = {"kind": action.kind, "channels": list(action.channels)}
    if action.kind == "message":
        return named | {"message": look.program.messages[action.message].name}
    step = look.program.steps[look.position.variant][action.step]
    return named | {"step": step.name, "title": step.title}


def _next(case: Document) -> str:
    if case["end"]:
        return f"ended: {case['end']['reason'].replace('_', ' ')}"
    found = case["next"]
    if found is None:
        return "nothing"
    what = str(found.get("title") or found.get("message"))
    return f"{what} ({_ASKS[found['kind']]})" if found["kind"] in _ASKS else what


def _order(case: Document) -> tuple[str, str]:
    return (case["next"]["date"] if case["next"] else "9999", case["number"])


def _sum(document: Document) -> str:
    new = sum(case["new"] for case in document["cases"])
    known = len(document["cases"]) - new
    opened = f"{new} case{'s' * (new != 1)} {'opened' if document['kept'] else 'would be opened; nothing was'}"
    return ", ".join((opened, *([f"{known} open already"] * bool(known))))
