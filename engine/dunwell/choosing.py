"""Choose the policy for an invoice and play it forward: what `dunwell simulate` does, without printing.

Data goes one way: invoice → claim or not → policy that fits → opened case → timeline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.core.explain import condition_text
from dunwell.core.lapsing import enforceable_until, limitation_article
from dunwell.core.opening import Opened, facts_of, fits, open_case, position_of
from dunwell.core.simulate import simulate
from dunwell.core.timing import after
from dunwell.days import add_years, day_text
from dunwell.law.terms import check_term
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.core.position import Position
    from dunwell.core.timeline import Timeline
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.language.scenario import Planned
    from dunwell.model import Invoice

YEARS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came of it. Where no policy is for the invoice, program and timeline are None and `problems` say why."""

    invoice: Invoice
    facts: Mapping[str, Value]
    program: Program | None = None
    opened: Opened | None = None
    timeline: Timeline | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: facts taken for this run, the opening day and the last day (0: as usual).

    `runs` are the days, sorted, on which the machine looks at the case; none means every day.
    """

    given: Mapping[str, Value] = field(default_factory=dict)
    on: int = 0
    until: int = 0
    runs: tuple[int, ...] = ()


def why_no_claim(invoice: Invoice, given: Mapping[str, Value]) -> Problem | None:
    """Why a document is nothing to collect (DW935), or None if it is."""
    if invoice.kind != "invoice":
        what = "a credit note" if invoice.kind == "credit_note" else f"no invoice (type code {invoice.type_code})"
        return Problem(
            "DW935", f"this document is {what}: there is nothing to collect", None, "name the invoice instead"
        )
    if invoice.payable is None and "invoice.total" not in given:
        fix = "give it with --assume invoice.total=100.00"
        return Problem("DW935", "the document states no amount to be paid", None, fix)
    if invoice.payable is not None and invoice.payable <= 0 and "invoice.total" not in given:
        return Problem(
            "DW935", f"the amount to be paid is {invoice.payable}: there is nothing to collect", None, "nothing to do"
        )
    if not (invoice.issued or invoice.due or {"invoice.issued", "invoice.due"} & given.keys()):
        fix = "give one with --assume invoice.due=2026-02-04"
        return Problem("DW935", "the document has neither an invoice date nor a due date", None, fix)
    return None


def choose(
    invoice: Invoice, programs: Iterable[Program], given: Mapping[str, Value]
) -> tuple[Program | None, tuple[Problem, ...]]:
    """The first policy whose `applies_to` surely holds, or one problem (DW936) that says of each why it does not."""
    reasons = []
    for program in programs:
        facts, _ = facts_of(invoice, program, given)
        failing = fits(program, facts)
        if failing is None:
            return program, ()
        found = condition_text(program, failing, position_of(program, facts, 0, 0))
        reasons.append(f"{program.id} asks that {found}")
    message = "no policy is for this invoice: " + ("; ".join(reasons) or "there is no policy")
    return None, (
        Problem("DW936", message, None, "name a policy with --policy, or give a fact with --assume FIELD=VALUE"),
    )


def play(invoice: Invoice, program: Program, planned: tuple[Planned, ...], asked: Asked) -> Simulated:
    """Open the case under this policy and play it to its end, or to the last day asked for (two years by default)."""
    facts, _ = facts_of(invoice, program, asked.given)
    day = asked.on or int(facts["invoice.issued"])
    opened = open_case(program, invoice, day, asked.given)
    until = asked.until or add_years(day, YEARS_SHOWN)
    timeline = simulate(program, opened.position, planned, until, agreed_rate(invoice), asked.runs)
    problems = (*timeline.problems, *_long_term(program, facts), *_limitation_near(program, timeline.position, until))
    return Simulated(invoice, facts, program, opened, timeline, problems)


def agreed_rate(invoice: Invoice) -> int | None:
    """The yearly interest that was agreed, in millionths; None if none was."""
    interest = invoice.agreement.interest
    return int(interest * 10_000) if interest is not None else None


def _long_term(program: Program, facts: Mapping[str, Value]) -> tuple[Problem, ...]:
    """A warning (DW621) where the payment term is longer than the law lets it be between these parties."""
    issued = int(facts["invoice.issued"])
    days = max(int(facts["invoice.due"]) - issued, 0)
    debtor, creditor = (_SIZES.get(str(facts.get(f"{who}.size"))) for who in ("debtor", "creditor"))
    kind = str(facts.get("debtor.kind", "unknown"))
    try:
        return check_term(program.law, kind, days, issued, debtor_size=debtor, creditor_size=creditor).warnings
    except ProblemsFound:  # no limit is known for so early a day, or for this kind of debtor
        return ()


_SIZES = {"small": "sme", "medium": "sme", "large": "large"}


def _limitation_near(program: Program, position: Position, until: int) -> tuple[Problem, ...]:
    """A warning (DW641) where the case is still open and its claim can soon no longer be enforced."""
    last = enforceable_until(program, position)
    if position.end or last > after(program, until, program.limitation.before):
        return ()
    message = f"the claim can be enforced until {day_text(last)} ({limitation_article(program, position)})"
    fix = "interrupt the limitation in writing before that day, and keep the proof"
    return (Problem("DW641", message, None, fix, "warning"),)


def notes_on(program: Program, day: int, failing: str | None) -> tuple[Problem, ...]:
    """What a simulation passes over, for information (DW937): a policy not yet valid, or not for the invoice."""
    notes = []
    if day < program.valid_from:
        message = f"{program.id} {program.version} is valid for later cases; a simulation uses it all the same"
        notes.append(Problem("DW937", message, program.place, "nothing to do", "info"))
    if failing:
        message = f"{program.id} is asked for, but is not for this invoice: it asks that {failing}"
        notes.append(
            Problem("DW937", message, program.place, "leave --policy out to have the fitting one chosen", "info")
        )
    return tuple(notes)
