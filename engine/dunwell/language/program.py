"""A policy as the interpreter sees it: every name resolved, every amount in cents, every node knowing its place.

`compile` builds it once from YAML; nothing here changes afterwards. Steps are resolved per variant, so that the
interpreter never asks whose variant it is in: `program.steps[position.variant][position.step]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dunwell.language.steps import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.days import Calendar
    from dunwell.language.authority import Authority
    from dunwell.language.contacts import Contacts
    from dunwell.language.fields import Value
    from dunwell.language.parts import Condition, Patience, Route, Term, When, Window
    from dunwell.language.phrases import Duration
    from dunwell.language.plans import Message, Plan
    from dunwell.law.rules import Guardrail, LawPack
    from dunwell.problems import Place

StepKind = Literal["check", "email", "letter", "both", "phone", "task", "agency"]

ISSUED, DUE, OPENED, ENTERED, PROMISE, PLAN = range(6)
"""The anchors of every policy, as slots of `Position.anchors`; three a step follow (sent, received, term)."""
FIXED_ANCHORS = ("invoice.issued", "invoice.due", "opened", "entered", "promise.date", "plan.agreed")


@dataclass(frozen=True, slots=True)
class Step:
    """One step in one variant. Routes are indices into `Program.routes` (-1 for none); `next` is the step that follows.

    `times` 0 means no limit. `required` holds (field name, index, place) of a check's requirements. `attempts` is how
    often a call is tried, `apart` the time between two tries, `wait_after` the time to call back after the last.
    `contact` says whether it reaches the debtor, and so falls under contact days and limits; `overdue_only` whether it
    presses for payment, and so may not come before the due date has passed.
    `guards` are the guardrails that a step of this shape could breach.
    """

    index: int
    name: str
    title: str
    kind: StepKind
    channels: tuple[str, ...]
    place: Place
    contact: bool = False
    overdue_only: bool = False
    side: bool = False
    start: When | None = None
    when: Condition | None = None
    otherwise: int = -1
    required: tuple[tuple[str, int, Place], ...] = ()
    fallback_channel: str = ""
    fallback: int = -1
    template: str | None = None
    term: Term | None = None
    window: Window | None = None
    attempts: int = 1
    apart: Duration | None = None
    after_last: int = -1
    leave: str = ""
    wait_after: Duration | None = None
    outcomes: tuple[tuple[str, int], ...] = ()
    patience: Patience | None = None
    owner: str | None = None
    times: int = 0
    anew_after: tuple[str, ...] = ()
    legal_form: str | None = None
    announces: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    close: str | None = None
    approve: bool = False
    next: int = -1
    guards: tuple[Guardrail, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        """The anchor slot of the day it was carried out; `received` and `term` follow."""
        return len(FIXED_ANCHORS) + 3 * self.index

    def route_of(self, outcome: str) -> int:
        """The route of an outcome, or -1 if the policy does not list it."""
        return next((route for name, route in self.outcomes if name == outcome), -1)

    def place_of(self, key: str) -> Place:
        """The place of one of the step's keys, or of the step where it does not write that key."""
        return self.places.get(key, self.place)


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason for which no step starts. `limit` is how long, `until` a day or an event that ends it.

    `part` means that only the disputed amount is held; `stand_still` that running terms move on by the days held.
    """

    index: int
    name: str
    place: Place
    opens_on: str | None = None
    until_event: str | None = None
    until: When | None = None
    limit: Duration | None = None
    expired: int = -1
    outcomes: tuple[tuple[str, int], ...] = ()
    times: int = 0
    otherwise: int = -1
    part: bool = False
    stand_still: bool = False
    confirm: int = -1

    def route_of(self, outcome: str) -> int:
        """The route of an outcome, or -1 if the policy does not list it."""
        return next((route for name, route in self.outcomes if name == outcome), -1)


@dataclass(frozen=True, slots=True)
class LimitationWatch:
    """What a case does about its limitation: `before` its last day `message` goes out (-1: none), or `owner` is asked.

    Once the day has passed `escalate_to` is asked. `rules` are the guardrails that say which claims lapse; within
    `safe_days` of the due date none of them can be near its end.
    """

    before: Duration
    owner: str
    escalate_to: str
    message: int
    rules: tuple[Guardrail, ...]
    safe_days: int
    place: Place


@dataclass(frozen=True, slots=True)
class Variant:
    """A kind of case with steps of its own; exactly one variant's condition holds for every case."""

    name: str
    when: Condition | None
    place: Place


@dataclass(frozen=True, slots=True)
class Assumption:
    """A fact that is taken for granted while nobody has said it. `value` is None for "as invoiced"."""

    field: str
    value: Value | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A compiled policy. Compared and hashed by identity; `sha256` identifies its text.

    `steps[variant][step]` holds main steps first, then side steps. `letters[variant]` are the steps with a legal form:
    the form, and the anchor slot of the last day of the term. `windows` are the indices of steps with a window,
    and what their days do not count in.
    `bank_data` is how old payment data may be before no message may go out; None where the policy does not say.
    `bank_data_place` is the line that says it. `farewells` are the messages after the end, by its reason.
    A case that was moved to this text has `earlier`: the programs it ran under before, the first one first, each with
    its own `earlier`; `renamed` says which of this program's steps took the place of an earlier one (empty: none).
    """

    id: str
    version: str
    title: str
    file: str
    sha256: str
    language: str
    time_zone: str
    currency: str
    valid_from: int
    law: LawPack
    contacts: Contacts
    working_days: Calendar
    bank_data: Duration | None
    bank_data_place: Place
    applies_to: tuple[Condition, ...]
    assumptions: tuple[Assumption, ...]
    variants: tuple[Variant, ...]
    steps: tuple[tuple[Step, ...], ...]
    letters: tuple[tuple[tuple[str, int], ...], ...]
    routes: tuple[Route, ...]
    holds: tuple[Hold, ...]
    plans: tuple[Plan, ...]
    messages: tuple[Message, ...]
    anchors: tuple[str, ...]
    windows: tuple[tuple[int, tuple[str, ...]], ...]
    attention: Patience
    attention_owner: str
    limitation: LimitationWatch
    farewells: tuple[tuple[str, int], ...]
    authority: Authority
    tolerance: int
    place: Place
    earlier: tuple[Program, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def anchor_slot(self, name: str) -> int:
        """The slot of an anchor name, or -1."""
        return self.anchors.index(name) if name in self.anchors else -1

    def step_index(self, name: str) -> int:
        """The index of a step name (the same in every variant), or -1; also by the name it had in an earlier text."""
        found = next((step.index for step in self.steps[0] if step.name == name), -1)
        return self.step_index(self.renamed[name]) if found < 0 and self.renamed.get(name, name) != name else found

    def plan_index(self, name: str) -> int:
        """The index of a plan's name, or of the first plan for no name; -1 if there is none."""
        return next((plan.index for plan in self.plans if name in ("", plan.name)), -1)

    def message_index(self, name: str) -> int:
        """The index of a message apart from the ladder, or -1."""
        return next((message.index for message in self.messages if message.name == name), -1)

    def hold_index(self, name: str) -> int:
        """The index of a hold name, or -1."""
        return next((hold.index for hold in self.holds if hold.name == name), -1)


def own_channels(program: Program) -> dict[str, Place]:
    """The channels that plugins have to bring, each with the first place that names it."""
    steps = ((word, step.place_of("do")) for steps in program.steps for step in steps for word in step.channels)
    messages = ((word, message.place) for message in program.messages for word in message.channels)
    found: dict[str, Place] = {}
    for word, place in (*steps, *messages):
        if word not in KINDS:
            found.setdefault(word, place)
    return found
