"""What an agency has to know after the hand-over: money that came to us directly, disputes, stops, and a recall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.delivery import Dossier
from dunwell.journal.cases import opened
from dunwell.journal.outbox import rows_of_case
from dunwell.language.fields import FACT_INDEX
from dunwell.money import amount_text
from dunwell.run.claim_document import payment_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dunwell.journal.cases import Look
    from dunwell.journal.store import Journal, Recorded
    from dunwell.language.events import Event
    from dunwell.language.program import Program

    Document = dict[str, object]

FORMAT = "dunwell-report/1"
REPORTED = (
    "payment_received", "payment_reversed", "credited", "waived", "dispute_opened", "dispute_closed", "debtor_stopped",
    "stop_lifted", "recalled",
)  # fmt: skip
"""The events that change what an agency may collect."""


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """One event that the agency has to know; `name` tells it from every other of its case."""

    event: Event
    recorded_on: int

    @property
    def name(self) -> str:
        """The name of the delivery that reports it."""
        return f"{self.event.name}-{self.event.sequence}"


def reports_due(look: Look, reported: Collection[str] = (), known: int = 0) -> tuple[AgencyReport, ...]:
    """What was recorded since a case was handed over and is not reported yet, in the order of recording.

    Also what is valid on an earlier day: the dossier did not know it. Nothing more is reported after a recall, until
    the next hand-over. `reported` are the names of reports that were made, in whatever state they are. `known` is the
    last event that the latest dossier rests on; 0 for all that were recorded before its hand-over was confirmed.
    """
    told = sorted(look.events, key=lambda one: one.event.sequence)
    found = (AgencyReport(one.event, one.stamp.on) for one in _with_the_agency(look.program, told, known))
    return tuple(one for one in found if one.name not in reported)


def is_hand_over(program: Program, event: Event) -> bool:
    """Whether an event says that the claim went to an agency."""
    if event.name == "handed_over":
        return True
    index = program.step_index(event.word("step")) if event.name == "step_done" else -1
    return index >= 0 and any(steps[index].kind == "agency" for steps in program.steps)


def _with_the_agency(program: Program, told: list[Recorded], known: int) -> Iterator[Recorded]:
    """The events of `REPORTED` that were recorded while the agency had the claim; a recall is the last of them."""
    latest = max((one.event.sequence for one in told if is_hand_over(program, one.event)), default=0)
    away = False
    for one in told:
        event = one.event
        meanwhile = 0 < known < event.sequence < latest
        if event.name in REPORTED and (away or meanwhile):
            yield one
        away = is_hand_over(program, event) or (away and event.name != "recalled")


def report_of(journal: Journal, look: Look, report: AgencyReport) -> Dossier:
    """What the agency gets for a report: the event, what of it went where, and what is open since, by our books."""
    position, event, program = look.position, report.event, look.program
    rows = payment_rows(program, opened(look.case, program), (one.event for one in look.events))
    allocated = next((row for one, row in rows if one.sequence == event.sequence), {})
    handed_over = [row for row in rows_of_case(journal, look.case.id) if row.channel == "agency" and row.kind == "step"]
    claim: Document = {
        "format": FORMAT,
        "case": look.case.id,
        "number": look.case.number,
        "handed_over_as": handed_over[-1].reference if handed_over else None,
        "report": event.name,
        "sequence": event.sequence,
        "date": day_text(event.at),
        "recorded_on": day_text(report.recorded_on),
        "currency": str(position.facts[FACT_INDEX["currency"]] or program.currency),
        "amount": amount_text(event.money()) if event.get("amount") is not None else None,
        "outcome": event.word("outcome") or None,
        "stop": event.word("kind") or None,
        **{name: allocated.get(name) for name in ("to_costs", "to_interest", "to_principal", "overpaid")},
        "claim": {
            "principal": amount_text(position.principal_open),
            "interest": amount_text(position.interest_open),
            "costs": amount_text(position.costs_open),
            "total": amount_text(max(position.claim_open, 0)),
        },
    }
    return Dossier(claim, ())
