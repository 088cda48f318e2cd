"""Proposals as documents and lines: what is to be decided, by whom it was proposed, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from dunwell.days import day_text
from dunwell.journal.codec import json_value
from dunwell.language.events import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.journal.proposals import Proposal
    from dunwell.journal.store import Stamp
    from dunwell.problems import Problem

    Document = dict[str, object]


def proposal_row(proposal: Proposal) -> Document:
    """One proposal: the event, why it waits, how the case stood, who proposed it, and what was decided."""
    types = {datum.name: datum.type for datum in EVENTS[proposal.event.name].data}
    return {
        "number": proposal.number,
        "case": proposal.case,
        "event": proposal.event.name,
        "data": {name: json_value(types.get(name, "text"), value) for name, value in proposal.event.data},
        "asked": proposal.asked,
        "stood": dict(proposal.stood),
        "proposed": _stamp(proposal.proposed),
        "decision": proposal.decided or None,
        "decided": _stamp(proposal.decided_by) if proposal.decided_by else None,
        "why": proposal.why or None,
    }


def proposal_told(proposal: Proposal, problem: Problem) -> Document:
    """What `record` answers when it keeps an event for a second person; nothing is recorded yet."""
    return {"recorded": False, "proposal": proposal_row(proposal), "problems": [problem.as_json()]}


def proposals_document(found: Iterable[Proposal]) -> Document:
    """A list of proposals."""
    return {"proposals": [proposal_row(one) for one in found], "problems": []}


def with_proposals(history: Document, found: Iterable[Proposal]) -> Document:
    """The history of a case with its proposals; an event that was one says who had proposed it."""
    rows = tuple(found)
    proposers = {one.sequence: one.proposed.by for one in rows if one.sequence}
    entries = history["entries"]
    assert isinstance(entries, list)  # as history_document makes it
    for entry in entries:
        recorded = entry.get("recorded")
        if recorded and recorded.get("sequence") in proposers:
            recorded["proposed_by"] = proposers[recorded["sequence"]]
    return history | ({"proposals": [proposal_row(one) for one in rows]} if rows else {})


def proposed_text(document: Mapping[str, object]) -> Text:
    """What waits now, and what to do, in two lines."""
    problems = document["problems"]
    assert isinstance(problems, list)
    return Text(f"{problems[0]['message']}\n  = help: {problems[0]['fix']}")


def proposals_text(document: Mapping[str, object]) -> Text:
    """The proposals that wait, a line each; or that none does."""
    lines = list(proposals_lines(document))
    return Text("\n".join(lines) if lines else "no decision waits for a second person")


def proposals_lines(document: Mapping[str, object]) -> Iterator[str]:
    """One line for each proposal of a document."""
    rows = document.get("proposals", [])
    assert isinstance(rows, list)
    for row in rows:
        said = " ".join(f"{name}={value}" for name, value in row["data"].items() if name not in ("text", "reason"))
        words = next((value for name, value in row["data"].items() if name in ("text", "reason")), "")
        first = f"proposal {row['number']}: {row['event']}{f' {said}' if said else ''} on {row['case']}"
        proposed = f"proposed by {row['proposed']['by']} on {row['proposed']['on']}"
        decided = (
            f"{row['decision']} by {row['decided']['by']} on {row['decided']['on']}" if row["decided"] else "waits"
        )
        why = f" ({row['why']})" if row["why"] else ""
        yield "; ".join(filter(None, (first, proposed + (f" ({words})" if words else ""), decided + why)))


def _stamp(stamp: Stamp) -> Document:
    return {"on": day_text(stamp.on), "at": stamp.at, "by": stamp.by}
