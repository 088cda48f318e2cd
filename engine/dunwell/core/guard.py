"""Guard every decided step: a step that would breach the law is blocked, says why, and waits for a person.

Which guardrails can concern a step is worked out when the policy is compiled (`Step.guards`), so most steps cost
nothing here. A breach may end by itself (a term runs out, a closed day passes) or only when a fact is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.claim import in_default_from
from dunwell.core.position import OVER
from dunwell.core.timing import NEVER
from dunwell.language.fields import FACT_INDEX

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.language.program import Program, Step
    from dunwell.law.rules import Guardrail


_KIND, _NATURAL = FACT_INDEX["debtor.kind"], FACT_INDEX["debtor.natural_person"]
_COLLECTOR = FACT_INDEX["collector.kind"]


@dataclass(frozen=True, slots=True)
class Breach:
    """A guardrail that a step would breach; `lawful_from` is the first day on which it no longer would, or NEVER."""

    rule: Guardrail
    lawful_from: int


def breaches(program: Program, position: Position, step: Step, day: int) -> tuple[Breach, ...]:
    """Every guardrail that carrying out the step on this day would breach."""
    kind, found = str(position.facts[_KIND] or "unknown"), []
    for rule in step.guards:
        if rule.binds(kind):
            lawful_from = _TESTS[rule.kind](program, position, rule, day)
            if lawful_from > day:
                found.append(Breach(rule, lawful_from))
    return tuple(found)


def _after_letter(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    """The day after the letter's term; never, if no such letter was sent."""
    ends = [position.anchors[term] for form, term in program.letters[position.variant] if form == rule.form]
    last = max(ends, default=0)
    return last + 1 if last else NEVER


def _in_default(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    return in_default_from(program, position) or NEVER


def _contact_day(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    return program.law.calendar(rule.calendar).next_open(day)


def _natural_person_needs_fact(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    """A consumer is a natural person; a business is one only if that has been said."""
    natural = position.facts[_NATURAL]
    person = natural is True or (natural is None and position.facts[_KIND] in ("consumer", None))
    return NEVER if person and _fact(position, rule.fact) is not True else day


def _collector_needs_fact(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    """Only who collects for another, or after assignment, is bound; a creditor's own dunning is not."""
    for_another = position.facts[_COLLECTOR] in ("third_party", "assignee")
    return _natural_person_needs_fact(program, position, rule, day) if for_another else day


def _confirmed(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    return NEVER if _fact(position, rule.fact) is True and not position.approved else day


def _joined(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    return NEVER if _fact(position, rule.fact) is True else day


def _within_limitation(program: Program, position: Position, rule: Guardrail, day: int) -> int:
    """Past its last day the claim waits for a person; `advance` says when that day has passed."""
    return NEVER if position.limitation == OVER else day


def _fact(position: Position, name: str) -> object:
    return position.facts[FACT_INDEX[name]] if name in FACT_INDEX else None


_TESTS: dict[str, Callable[[Program, Position, Guardrail, int], int]] = {
    "costs_after_letter": _after_letter,
    "letter_after_default": _in_default,
    "interest_in_default": _in_default,
    "contact_days": _contact_day,
    "fact_for_agency": _natural_person_needs_fact,
    "fact_for_collector": _collector_needs_fact,
    "fact_asks_person": _confirmed,
    "one_letter": _joined,
    "limitation": _within_limitation,
}
"""The first lawful day by kind of guardrail; the other kinds are kept by the text of the policy or by construction."""
