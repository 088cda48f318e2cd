"""What a run did, or would do, as data: each delivery with its reasons, what stays behind and why, sums by channel."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dunwell.days import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.core.explain import Because
    from dunwell.delivery import DeliveryKind
    from dunwell.journal.outbox import Row
    from dunwell.run.planning import Planned
    from dunwell.run.running import Report
    from dunwell.run.sending import Done

    Document = dict[str, object]


def run_document(report: Report, day: int, *, dry: bool, approved: Iterable[tuple[str, str]] = ()) -> Document:
    """The whole run. The state of a delivery is that of its row in the outbox; in a dry run "ready" would go out."""
    planned = {(one.case_id, one.kind, one.name): one for one in report.planned}
    return {
        "day": day_text(day),
        "dry_run": dry,
        "cases": report.cases,
        "summary": _summary(report.done),
        "deliveries": [_delivery(one, planned.get(_about(one.row))) for one in report.done],
        "waiting": [_waiting(one, why) for one, why in report.waiting],
        "not_tried": [
            {"channel": word, "count": count, "why": report.stopped[word]}
            for word, count in sorted(report.left.items())
        ],
        "approved": [{"case": case, "step": step} for case, step in approved],
        "came_back": report.came_back,
        "waits_for_bank": report.for_bank,
        "held": report.held,
        "stuck": report.stuck,
        "with_another_run": report.elsewhere,
        "for_a_person": report.asked,
        "problems": [one.as_json() for one in report.problems],
    }


def _about(row: Row) -> tuple[str, DeliveryKind, str]:
    return (row.case_id, row.kind, row.name)


def row_document(row: Row) -> Document:
    """One row of the outbox; it names the case and no debtor."""
    return {
        "delivery": row.number or None,
        "case": row.case_id,
        "kind": row.kind,
        row.kind: row.name,
        "attempt": row.attempt,
        "channel": row.channel,
        "state": row.state,
        "since": day_text(row.since),
        "closed": day_text(row.closed) if row.closed else None,
        "tries": row.tries,
        "again_from": row.not_before or None,
        "why": row.why or None,
        "proof": row.proof or None,
        "reference": row.reference,
    }


def _delivery(done: Done, planned: Planned | None) -> Document:
    return {
        **row_document(done.row),
        "number": planned.number if planned else done.row.case_id.partition("/")[2],
        "title": planned.title if planned else None,
        "because": _because(planned.because) if planned else [],
    }


def _waiting(planned: Planned, why: str) -> Document:
    return {
        "case": planned.case_id,
        "number": planned.number,
        "kind": planned.kind,
        planned.kind: planned.name,
        "channels": list(planned.channels),
        "since": day_text(planned.since),
        "why": why,
    }


def _because(reasons: Iterable[Because]) -> list[Document]:
    return [{"text": one.text, "place": str(one.place) if one.place else None, "law": one.law} for one in reasons]


def _summary(done: Iterable[Done]) -> list[Document]:
    """How many rows of each channel came to which state."""
    found: dict[str, Counter[str]] = {}
    for one in done:
        found.setdefault(one.row.channel, Counter())[one.row.state] += 1
    return [{"channel": channel, **counts} for channel, counts in sorted(found.items())]
