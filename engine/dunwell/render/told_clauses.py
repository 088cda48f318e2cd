"""Conditions, days, messages and routes of a policy as parts of sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.fields import FIELDS
from dunwell.render.timeline_words import Words
from dunwell.render.told_vocabulary import (
    ANCHOR_CELLS,
    ANCHORS,
    BY,
    CLAUSES,
    CLOSED,
    DAY_OPERATORS,
    NOUNS,
    OPERATORS,
    TERM_STARTS,
    VALUES,
    YES,
)

if TYPE_CHECKING:
    from dunwell.language.fields import Field, Value
    from dunwell.language.parts import Condition, Term, When
    from dunwell.language.phrases import Duration
    from dunwell.language.plans import Message
    from dunwell.language.program import Program
    from dunwell.render.told_voice import Voice

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the parts of one policy in one language."""

    program: Program
    voice: Voice

    def number(self, index: int) -> str:
        """How a step is numbered: the ladder 1, 2, 3, side steps A, B, C."""
        ladder = sum(not step.side for step in self.program.steps[0])
        if index < ladder:
            return str(index + 1)
        rounds, letter = divmod(index - ladder, _LETTERS)
        return f"{chr(ord('A') + letter)}{rounds or ''}"

    def step(self, index: int) -> str:
        """A step by its number and title: "step 3 (Call)"."""
        title = self.program.steps[0][index].title
        return f"{self.voice.say('step', number=self.number(index))} ({title})"

    def variant(self, name: str) -> str:
        """The name of a kind of case."""
        return self.voice.word(VALUES, name)

    def event(self, name: str) -> str:
        """What happened, in a few words."""
        return Words(self.voice.language).say(name)

    def closed(self, reason: str) -> str:
        """Why a case ended."""
        return self.voice.word(CLOSED, reason)

    def anchor(self, name: str, *, cell: bool = False) -> str:
        """What a day counts from; shorter in a cell of a table."""
        words = {**ANCHORS, **ANCHOR_CELLS} if cell else ANCHORS
        if name in words:
            return self.voice.word(words, name)
        step, _, event = name.partition(".")
        index = self.program.step_index(step)
        known = self.voice.say("step", number=self.number(index)) if index >= 0 else step
        return self.voice.word(words, f".{event}").format(known)

    def day(self, when: When, *, cell: bool = False) -> str:
        """A day counted from an anchor."""
        return self.counted(when.count, when.unit, when.text.split()[-1], cell=cell)

    def counted(self, count: int, unit: str, anchor: str, *, cell: bool = False) -> str:
        """So much after an anchor, before it (a negative count), or the anchor's own day (0)."""
        if not count:
            return self.anchor(anchor, cell=cell)
        key = "after_day" if count > 0 else "before_day"
        return self.voice.say(key, span=self.voice.span(abs(count), unit), anchor=self.anchor(anchor, cell=cell))

    def term_start(self, term: Term) -> str:
        """From when a time to pay counts."""
        return self.voice.word(TERM_STARTS, term.basis)

    def what(self, channels: tuple[str, ...]) -> str:
        """What is sent by these channels."""
        known = (self.voice.word(BY, name) if name in BY else self.voice.of(BY[""]).format(name) for name in channels)
        return self.voice.listed(known)

    def message(self, index: int) -> str:
        """A message apart from the ladder, with its template."""
        message: Message = self.program.messages[index]
        return f"{self.what(message.channels)} ({self.voice.say('template', name=message.template)})"

    def condition(self, condition: Condition, *, inner: bool = False) -> str:
        """A condition as what follows "if"; what stands inside another one is put in brackets."""
        if condition.kind == "test":
            return self._test(condition)
        if len(condition.parts) == 1 and condition.kind != "none":
            return self.condition(condition.parts[0], inner=inner)
        parts = [self.condition(part, inner=True) for part in condition.parts]
        joint = "and" if condition.kind == "all" else "or"
        joined = self.voice.listed(parts, joint)
        if condition.kind == "none":
            joined = self.voice.say("not_all", parts=joined)
        return f"({joined})" if inner else joined

    def value(self, field: Field, value: Value) -> str:
        """A value of a field in words."""
        if field.type == "money":
            return self.voice.money(int(value), self.program.currency)
        if field.type == "day":
            return self.voice.day(int(value))
        if field.type == "number":
            return self.voice.number(int(value))
        return self.voice.word(VALUES, str(value)) if field.type == "choice" else str(value)

    def noun(self, field: Field) -> str:
        """The name of what a field says."""
        return self.voice.word(NOUNS, field.name) if field.name in NOUNS else self.voice.of((field.en, field.nl))

    def is_so(self, name: str, value: Value) -> str:
        """That a field has a value."""
        field = FIELDS[name]
        if field.type == "yes_no":
            return self.voice.of(YES[name][not value])
        if (name, value) in CLAUSES:
            return self.voice.of(CLAUSES[name, value])
        return self.voice.of(OPERATORS["is"]).format(field=self.noun(field), value=self.value(field, value))

    def _test(self, condition: Condition) -> str:
        said = self._tested(condition)
        within: Duration | None = condition.within
        return self.voice.say("within", clause=said, span=self.voice.duration(within)) if within else said

    def _tested(self, condition: Condition) -> str:
        field, operator, values = FIELDS[condition.field], condition.operator, condition.values
        if operator == "known":
            pair = OPERATORS["known" if values[0] else "not known"]
            return self.voice.of(pair).format(field=self.noun(field))
        if field.type == "yes_no":
            wanted = dict.fromkeys(bool(value) == (operator in ("is", "one_of")) for value in values)
            return self.voice.listed((self.is_so(field.name, one) for one in wanted), "or")
        if operator in ("is", "one_of") and all((field.name, value) in CLAUSES for value in values):
            return self.voice.listed((self.is_so(field.name, value) for value in values), "or")
        pair = DAY_OPERATORS.get(operator, OPERATORS[operator]) if field.type == "day" else OPERATORS[operator]
        listed = self.voice.listed((self.value(field, value) for value in values), "or")
        return self.voice.of(pair).format(field=self.noun(field), value=listed)

    def route(self, index: int) -> str:
        """Where the case goes, as what follows "then"; without a route a person decides."""
        if index < 0:
            return self.voice.say("person", who=self.program.attention_owner)
        route = self.program.routes[index]
        match route.kind:
            case "go_to":
                return self.voice.say("go_to", step=self.step(route.target))
            case "hold":
                return self.voice.say("hold", name=self.event(self.program.holds[route.target].name))
            case "offer":
                plan = self.program.plans[self.program.plan_index(route.name)]
                return self.voice.say("offer", name=plan.title)
            case "close":
                return self.voice.say("ends", reason=self.closed(route.name))
            case "wait_for":
                waits = self.voice.say("wait_for", event=self.event(route.name))
                return (
                    self.voice.say("wait_for_then", waits=waits, then=self.route(route.then))
                    if route.then >= 0
                    else waits
                )
            case "call_again":
                key = "call_again_then" if route.then >= 0 else "call_again"
                return self.voice.say(key, then=self.route(route.then) if route.then >= 0 else "")
            case _:
                return self.voice.say("resume")

    def outcomes(self, outcomes: tuple[tuple[str, int], ...], known: dict[str, tuple[str, str]]) -> tuple[str, ...]:
        """A sentence for each place that outcomes lead to, with all the outcomes that lead there."""
        grouped: dict[str, list[str]] = {}
        for name, route in outcomes:
            said = self.voice.of(known[name]) if name in known else self.voice.say("outcome_named", name=name)
            grouped.setdefault(self.route(route), []).append(said)
        return tuple(
            self.voice.say("outcome", clause=self.voice.listed(whys, "or"), then=then) for then, whys in grouped.items()
        )
