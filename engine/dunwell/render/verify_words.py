"""The sentences of a verification, in English and Dutch: what can happen, when, and by which story.

A sentence is true of every timeline that was explored; none of them says what should be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from dunwell.render.timeline_words import LOCALES, Words
from dunwell.render.timeline_words import TEXTS as TIMELINE
from dunwell.render.verify_events import event_told, step_called
from dunwell.verifying.budgets import KINDS as COUNTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.language.events import Event
    from dunwell.language.program import Program
    from dunwell.render.timeline_words import Language
    from dunwell.verifying.budgets import Budget
    from dunwell.verifying.findings import Change, Finding
    from dunwell.verifying.model import Move, Story

Pair = tuple[str, str]

SAYINGS: Mapping[str, Pair] = {
    "step": ("{name}: {days}", "{name}: {days}"),
    "times": ("{name}: at most {other} times", "{name}: hoogstens {other} keer"),
    "message": ("message “{name}”: {days}", "bericht “{name}”: {days}"),
    "claim": ("{name} claimed: {days}", "{name} gevorderd: {days}"),
    "without": (
        "{name} can come without “{other}” before it: {days}",
        "{name} kan komen zonder “{other}” ervoor: {days}",
    ),
    "hold": ("on hold, {name}: {days}", "in de wacht, {name}: {days}"),
    "plan": ("{name} {other}: {days}", "{name} {other}: {days}"),
    "blocked": (
        "{name} would break {other} and is stopped: {days}",
        "{name} zou {other} schenden en wordt tegengehouden: {days}",
    ),
    "end": ("the case ends, {name}: {days}", "het dossier eindigt, {name}: {days}"),
}
"""The sentence of each kind of finding."""

KINDS: Mapping[str, Pair] = {
    "dispute": ("dispute", "betwisting"),
    "part": ("dispute of a part", "betwisting van een deel"),
    "question": ("question", "vraag"),
    "promise": ("promise to pay", "betaaltoezegging"),
    "plan": ("payment plan", "betalingsregeling"),
    "infeasible": ("plan that cannot be kept", "regeling die niet haalbaar is"),
    "request": ("payment plan asked for", "gevraagde betalingsregeling"),
    "call": ("call with another outcome", "gesprek met een andere uitkomst"),
    "partial": ("payment in part", "deelbetaling"),
    "credit": ("credit note", "creditnota"),
    "bounce": ("message that comes back", "bericht dat terugkomt"),
    "idle": ("person who does not act in time", "medewerker die niet op tijd handelt"),
    "fact": ("changed fact", "gewijzigd gegeven"),
    "stop": ("stop by law", "stop door de wet"),
    "reversal": ("payment taken back", "teruggeboekte betaling"),
    "late": ("record made days late", "vastlegging dagen te laat"),
    "away": ("days on which nothing runs", "dagen waarop niets draait"),
    "failed": ("message that cannot be sent", "bericht dat niet verzonden kan worden"),
    "recall": ("recall or reopening", "terughaling of heropening"),
}
"""What a budget counts."""

TEXTS: Mapping[str, Pair] = {
    "one_day": ("on day {first}", "op dag {first}"),
    "days": ("from day {first} to day {last}", "van dag {first} tot en met dag {last}"),
    "nobody": ("nobody reacts", "niemand reageert"),
    "recorded": ("{what} (recorded {days} later)", "{what} ({days} later vastgelegd)"),
    "away": ("nothing runs for {days} before {day}", "er draait {days} niets tot {day}"),
    "undone": ("{day} what is asked is left undone", "{day} wat gevraagd is, blijft liggen"),
    "proven": (
        "Proven: all that must hold does hold, on every timeline explored.",
        "Bewezen: alles wat moet gelden, geldt op elke verkende tijdlijn.",
    ),
    "refuted": (
        "Not proven: {count} of what must hold does not.",
        "Niet bewezen: {count} van wat moet gelden, geldt niet.",
    ),
    "unfinished": (
        "Not proven: a limit was hit before all was seen.",
        "Niet bewezen: een grens werd bereikt voordat alles was gezien.",
    ),
    "hit": ("{profile}: {hit}, after {states} states", "{profile}: {hit}, na {states} toestanden"),
    "explored": ("explored", "verkend"),
    "kinds": ("{count} kinds of case", "{count} soorten dossiers"),
    "one_kind": ("1 kind of case", "1 soort dossier"),
    "dues": ("{count} due dates from {first} to {last}", "{count} vervaldatums van {first} tot en met {last}"),
    "one_due": ("due {first}", "vervaldatum {first}"),
    "hopping": ("the day before and the day of each change", "de dag vóór en de dag van elke verandering"),
    "every_day": ("every day", "elke dag"),
    "states": ("{count} states in {seconds} s", "{count} toestanden in {seconds} s"),
    "all": ("every case", "elk dossier"),
    "remembered": ("{count} known from before", "{count} bekend van eerder"),
    "horizon": ("{count} days from the due date", "{count} dagen vanaf de vervaldatum"),
    "budget": ("budget {name}: {what}", "budget {name}: {what}"),
    "world": ("at most {most} of: {what}", "hoogstens {most} van: {what}"),
    "one_of": ("one of: {what}", "één van: {what}"),
    "or": ("; or ", "; of "),
    "held": ("what holds", "wat geldt"),
    "never_blocked": (
        "No step is ever stopped because it would break one of {ids}",
        "Geen stap wordt ooit tegengehouden omdat hij een van deze zou schenden: {ids}",
    ),
    "findings": ("what can happen (days from the due date)", "wat kan gebeuren (dagen vanaf de vervaldatum)"),
    "first": ("first", "eerst"),
    "last": ("last", "laatst"),
    "breach": ("does not hold", "geldt niet"),
    "longest_wait": (
        "the longest time without anything for anybody to do: {days}",
        "de langste tijd waarin niemand iets hoeft te doen: {days}",
    ),
    "pinned_same": ("the findings are as they were accepted", "de bevindingen zijn zoals geaccepteerd"),
    "pinned_changed": ("the findings are not as they were accepted", "de bevindingen zijn niet zoals geaccepteerd"),
    "moved_findings": ("what can happen, differently", "wat er kan gebeuren, anders"),
    "same_findings": (
        "what can happen at the earliest and at the latest stays as it is",
        "wat er op zijn vroegst en op zijn laatst kan gebeuren, blijft gelijk",
    ),
    "new": ("new: {new}", "nieuw: {new}"),
    "gone": ("gone: it was {old}", "verdwenen: het was {old}"),
    "other": ("{old} → {new}", "{old} → {new}"),
}  # fmt: skip
"""What a report says beside its findings."""


@dataclass(frozen=True, slots=True)
class VerifyWords:
    """How a report is worded in one language."""

    program: Program
    language: Language = "en"

    @property
    def words(self) -> Words:
        """The words of timelines in this language."""
        return Words(self.language)

    def say(self, key: str, **values: object) -> str:
        """A text of `TEXTS` with its values."""
        return self._of(TEXTS[key]).format(**values)

    def finding(self, one: Finding) -> str:
        """The sentence of a finding."""
        other = one.mark.other if one.mark.kind == "times" else self.name(one.mark.other)
        name = self.message(one.mark.name) if one.mark.kind == "message" else self.name(one.mark.name)
        return self._of(SAYINGS[one.mark.kind]).format(name=name, other=other, days=self.days(*one.days))

    def days(self, first: int, last: int) -> str:
        """From which day to which, counted from the due date."""
        return self.say("one_day" if first == last else "days", first=first, last=last)

    def name(self, name: str) -> str:
        """What a step of the policy is called, or any other word of it."""
        return step_called(self.program, name, self.language)

    def variant(self, name: str) -> str:
        """What a variant is called; a policy without variants has one for every case."""
        return self.say("all") if name in ("", "all") else self.words.say(name)

    def profile(self, name: str) -> str:
        """What a kind of case is called: the variant that it is plainly for, else as the profile says."""
        return self.variant(name) if name in {"all", *(one.name for one in self.program.variants)} else name

    def message(self, name: str) -> str:
        """What a message is called: by its template, and of two with one template by when it is sent as well."""
        templates = [one.template for one in self.program.messages]
        key = next((f"message_{one.template}" for one in self.program.messages if one.name == name), "")
        if key not in TIMELINE:
            return self.words.say(name)
        said = self.words.say(key)
        if templates.count(key.removeprefix("message_")) == 1:
            return said
        plan = next((f"{one.name}_" for one in self.program.plans if name.startswith(f"{one.name}_")), "")
        return f"{said}, {self.words.say(name.removeprefix(plan))}"

    def change(self, one: Change) -> str:
        """What became of a finding that was accepted."""
        old = self.days(*one.old) if one.old else ""
        new = self.days(*one.new) if one.new else ""
        return self.say("other" if old and new else "new" if new else "gone", old=old, new=new)

    def story(self, story: Story) -> str:
        """What sets a story apart from the plainest one: its events from outside, in their order, on their days."""
        told = [self.move(move) for move in story.moves if move.outside]
        return "; ".join(told) or self.say("nobody")

    def move(self, move: Move) -> str:
        """One thing that happened from outside, with its day."""
        if move.event is None and not move.away:
            return self.say("undone", day=self.day(move.day))
        if move.event is None:
            return self.say("away", days=self.words.days(move.away), day=self.day(move.day))
        told = f"{self.day(move.event.at)} {self.event(move.event)}"
        if move.recorded > move.event.at:
            return self.say("recorded", what=told, days=self.words.days(move.recorded - move.event.at))
        return told

    def budget(self, budget: Budget) -> str:
        """How much may happen from outside, in each of the worlds of the plain cases."""
        return self.say("or").join(self._world(left) for left in budget.plain)

    def event(self, event: Event) -> str:
        """An event in a few words: what it is, and what it says."""
        return event_told(self.program, event, self.language)

    def count(self, value: int) -> str:
        """A count as people write it."""
        return format_decimal(value, locale=LOCALES[self.language])

    def seconds(self, value: float) -> str:
        """A time in seconds to a tenth, as people write it."""
        return format_decimal(value, "#,##0.0", locale=LOCALES[self.language])

    def day(self, at: int) -> str:
        """A day as people write it."""
        return self.words.day(date.fromordinal(at))

    def _world(self, left: tuple[int, ...]) -> str:
        most, *counts = left
        counted = [(count, self._of(KINDS[kind])) for kind, count in zip(COUNTED, counts, strict=True) if count]
        if most == 1:
            return self.say("one_of", what=", ".join(kind for _, kind in counted))
        return self.say("world", most=most, what=", ".join(f"{count} × {kind}" for count, kind in counted))

    def _of(self, pair: Pair) -> str:
        return pair[0] if self.language == "en" else pair[1]
