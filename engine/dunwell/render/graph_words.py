"""How the graph of a policy is said in English and in Dutch: facts, conditions, days and the labels of edges.

>>> GraphWords("nl").duration(Duration(2, "working days"))
'2 werkdagen'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dunwell.language.fields import FIELDS, value_text
from dunwell.language.parts import Condition, Patience, Term, When, Window
from dunwell.language.phrases import Duration
from dunwell.money import amount_text
from dunwell.render.graph_texts import ANCHORS, FACTS, TEXTS
from dunwell.render.timeline_words import TEXTS as TIMELINE
from dunwell.render.timeline_words import Language, Words

if TYPE_CHECKING:
    from dunwell.language.fields import Field, Value
    from dunwell.language.graph import Edge, Fact, Graph


@dataclass(frozen=True, slots=True)
class GraphWords:
    """The words of one language; `graph` names anchors by the titles of its steps."""

    language: Language
    graph: Graph | None = None

    def say(self, key: str) -> str:
        """The label of a word; one that no table knows is shown as it reads."""
        texts = TEXTS.get(key) or TIMELINE.get(key)
        return texts[self.language != "en"] if texts else key.replace("_", " ")

    def title(self, key: str) -> str:
        """The label with a capital at the start."""
        text = self.say(key)
        return text[:1].upper() + text[1:]

    def heading(self, fact: Fact) -> str:
        """A fact as one line: "term: 7 days after it was sent"."""
        pattern = FACTS.get(fact.key)
        said = self.value(fact)
        return pattern[self.language != "en"].format(said) if pattern else f"{self.say(fact.key)}: {said}"

    def value(self, fact: Fact) -> str:
        """The value of a fact in words."""
        value = fact.value
        if fact.key == "requires" and isinstance(value, tuple):
            return "; ".join(self.field(FIELDS[name]) for name in value)
        if fact.key in ("confirms", "tells", "offers", "reminds") and isinstance(value, tuple):
            return f"{' + '.join(map(self.say, value[1:]))}, {self.say('template')} {value[0]}"
        if fact.key == "stops" and isinstance(value, tuple):
            return "; ".join(value)
        if fact.key in ("template", "owner", "escalate_to", "legal_form"):
            return str(value)
        if fact.key == "at_least" and isinstance(value, tuple):
            return self.money(int(value[0]))
        return self.phrase(value)

    def phrase(self, value: object) -> str:
        """Any value of a fact."""
        match value:
            case Duration():
                return self.duration(value)
            case When():
                return self.day(value)
            case Term():
                return self.term(value)
            case Window():
                beside = ", ".join(map(self.say, value.not_counting))
                return self.day(value.last) + (f" ({self.say('not_counting')} {beside})" if beside else "")
            case Patience():
                return f"{self.duration(value.after)} → {value.escalate_to}"
            case Condition():
                return self.condition(value)
            case tuple():
                return ", ".join(map(self.say, value))
            case str():
                return self.say(value)
        return str(value)

    def duration(self, value: Duration) -> str:
        """A length of time: "2 working days"."""
        return f"{value.count} {self.unit(value.count, value.unit)}"

    def unit(self, count: int, unit: str) -> str:
        """A unit in its right number."""
        return self.say(f"unit_{unit if count != 1 else unit[:-1]}")

    def day(self, when: When) -> str:
        """A day counted from an anchor: "1 working day after the term of the reminder"."""
        anchor = self.anchor(when.anchor)
        if when.count == 0:
            return f"{self.say('on')} {anchor}" if anchor != self.say("at_entered") else anchor
        count, side = abs(when.count), self.say("after" if when.count > 0 else "before_day")
        return f"{count} {self.unit(count, when.unit)} {side} {self.anchor(when.anchor, after=True)}"

    def anchor(self, slot: int, *, after: bool = False) -> str:
        """An anchor by what it is: "the due date", "the term of the reminder"; of instalments, the instalment's day."""
        name = self.graph.anchors[slot] if self.graph and 0 <= slot < len(self.graph.anchors) else ""
        if name == "entered":
            return self.say("after_entered" if after else "at_entered")
        if name in ANCHORS:
            return ANCHORS[name][self.language != "en"]
        step, _, what = name.partition(".")
        titles = {node.name: node.title for node in self.graph.nodes if node.shape} if self.graph else {}
        if step not in titles:
            return self.say("instalment_day")
        return self.say(f"anchor_{what}").format(titles[step])

    def term(self, term: Term) -> str:
        """The time to pay that a message grants."""
        return f"{term.count} {self.unit(term.count, term.unit)} {self.say(f'basis_{term.basis}')}"

    def condition(self, condition: Condition, *, inner: bool = False) -> str:
        """A condition as a sentence; a part of more than one test stands in brackets."""
        if condition.kind == "test":
            return self._test(condition)
        parts = [self.condition(part, inner=True) for part in condition.parts]
        joined = f" {self.say('and' if condition.kind == 'all' else 'or')} ".join(parts)
        if condition.kind == "none":
            return f"{self.say('none_of')} ({joined})"
        return f"({joined})" if inner and len(parts) > 1 else joined

    def _test(self, test: Condition) -> str:
        field = FIELDS[test.field]
        name = self.field(field)
        if test.operator == "known":
            return f"{name}: {self.say('known' if test.values[0] else 'not_known')}"
        if field.type == "yes_no" and test.operator in ("is", "is_not"):
            return name if (test.values[0] is True) == (test.operator == "is") else f"{self.say('not')}: {name}"
        values = f" {self.say('or')} ".join(self.of_field(field, value) for value in test.values)
        within = f" {self.say('within')} {self.duration(test.within)}" if test.within else ""
        return f"{name}: {self.say(f'op_{test.operator}')}{values}{within}"

    def field(self, field: Field) -> str:
        """What a field is; shorter where it is compared with something and the table has a shorter name."""
        short = f"is_{field.name}"
        if short in TEXTS:
            return self.say(short)
        return field.nl if self.language != "en" else field.en

    def of_field(self, field: Field, value: Value) -> str:
        """A value that a field is compared with."""
        if field.type == "money":
            return self.money(int(value))
        return self.say(str(value)) if field.type == "choice" else value_text(field, value)

    def money(self, cents: int) -> str:
        """An amount of cents in the policy's currency."""
        return Words(self.language).money(amount_text(cents), self.graph.currency if self.graph else "EUR")

    def date(self, day: int) -> str:
        """A day by its ordinal: "Thu 5 Feb 2026"."""
        return Words(self.language).day(date.fromordinal(day)).replace(" ", "\N{NO-BREAK SPACE}")

    def edge(self, edge: Edge) -> str:
        """What an edge is called: the outcome, the event, or the reason; with its variants where they differ."""
        text = self.say(edge.name) if edge.name and edge.kind in ("outcome", "event", "close") else ""
        if edge.kind == "otherwise":
            text = f" {self.say('or')} ".join(self.say(f"else_{word}") for word in edge.name.split(","))
        elif edge.kind in ("until", "then", "after_last", "again") and edge.name:
            text = f"{self.say(edge.name)}, {self.say(f'edge_{edge.kind}')}"
            text = self.say(edge.name) if edge.kind in ("until", "then") else text
        elif edge.kind == "completed" and edge.name:
            text = self.say("completed_more")
        text = text or self.say(f"edge_{edge.kind}")
        return f"{', '.join(map(self.say, edge.variants))}: {text}" if edge.variants else text
