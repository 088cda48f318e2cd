"""What was erased of cases: as JSON, and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dunwell.journal.erasing import Erasure

_TITLES: Mapping[str, str] = {
    "parties": "who the debtor and the creditor are",
    "documents": "the invoice",
    "files": "the files of the invoice and of what was sent",
    "remarks": "what was written about the case, and from which account it was paid",
    "waiting_remarks": "what payers wrote",
    "proposal_remarks": "what was written about decisions that took two",
    "outbox": "what came back on deliveries",
}
"""What each table holds, for people."""


def erased_document(erasures: Sequence[Erasure]) -> dict[str, object]:
    """What was erased of a case; no key if nothing was."""
    return {"erased": [_document(one) for one in erasures]} if erasures else {}


def erased_text(erasures: Iterable[Erasure]) -> str:
    """A few words on each time that something was erased."""
    return "\n".join(
        f"{day_text(one.stamp.on)}: erased by {one.stamp.by} ({one.why}): "
        + "; ".join(_TITLES[table] for table in one.erased)
        for one in erasures
    )


def _document(one: Erasure) -> dict[str, object]:
    return {
        "case": one.case,
        "on": day_text(one.stamp.on),
        "at": one.stamp.at,
        "by": one.stamp.by,
        "why": one.why,
        "erased": dict(one.erased),
    }
