"""Whether the agency is registered, as the settings say it: a fact of the case on the day of the hand-over.

A policy assumes it while nobody says it. Who sets up an agency says it, so what the settings say is recorded with a
case that is about to be handed over; the law pack's guardrail then lets the hand-over pass or blocks it, and the
journal shows on what ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day, day_text
from dunwell.language.events import Event
from dunwell.language.fields import FACT_INDEX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.journal.cases import Look

RECORDER = "dunwell.yaml"
"""The source under which such a fact is recorded (`Stamp.source`): what a person says of a case goes before it."""
_RULE = "fact_for_agency"


@dataclass(frozen=True, slots=True)
class Registration:
    """An agency's entry in a register; `until` is the last day on which it holds (0: not said), "" means none."""

    number: str = ""
    register: str = ""
    until: int = 0

    def holds_on(self, on: int) -> bool:
        """Whether it holds on a day."""
        return bool(self.number) and (not self.until or on <= self.until)

    def text_on(self, on: int) -> str:
        """What it says of a day, for people."""
        if not self.number:
            return "no registration is set up for the agency"
        name = f"registration {self.number}" + (f" in {self.register}" if self.register else "")
        if not self.until:
            return f"{name} holds"
        return f"{name} {'holds' if self.holds_on(on) else 'held'} until {day_text(self.until)}"


def registration_in(config: Mapping[str, object]) -> Registration:
    """The registration in the keys of the channel that carries hand-overs, as dunwell.yaml has them."""
    said = config.get("registration")
    if not isinstance(said, dict):
        return Registration()
    until = str(said.get("until") or "")
    return Registration(str(said.get("number") or ""), str(said.get("register") or ""), day(until) if until else 0)


def registration_event(look: Look, registration: Registration) -> Event | None:
    """The fact to record before a case is handed over; None where it need not or is known to be so.

    It need be only where the hand-over is what the case stands at, the law asks for it, and no person said it of this
    case. Record it with a stamp whose source is `RECORDER` and look at the case again.
    """
    position, program = look.position, look.program
    if position.end:
        return None
    step = program.steps[position.variant][position.step]
    rule = next((one for one in step.guards if one.kind == _RULE and one.fact in FACT_INDEX), None)
    due = any(one.kind in ("step", "approve", "blocked") and one.step == step.index for one in look.decision.actions)
    if step.kind != "agency" or rule is None or not due or _said_by_a_person(look, rule.fact):
        return None
    holds = registration.holds_on(look.day)
    if _last_said(look, rule.fact) is holds:
        return None
    data = (("fact", rule.fact), ("value", holds), ("text", registration.text_on(look.day)))
    return Event("fact_recorded", look.day, data)


def _said_by_a_person(look: Look, fact: str) -> bool:
    return any(one.stamp.source != RECORDER for one in look.events if one.event.word("fact") == fact)


def _last_said(look: Look, fact: str) -> object:
    """What was recorded of a fact; None while only the policy assumes it."""
    said = [one.event for one in look.events if one.event.word("fact") == fact]
    return look.position.facts[FACT_INDEX[fact]] if said else None
