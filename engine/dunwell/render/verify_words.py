"""The sentences of a verification, in English and Dutch: what can happen, when, and by which story.

A sentence is true of every timeline that was explored; none of them says what should be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.language.events import EVENTS
from dunwell.money import amount_text
from dunwell.render.timeline_words import Words
from dunwell.verifying.budgets import KINDS as COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    "message": ("message {name}: {days}", "bericht {name}: {days}"),
    "claim": ("{name} claimed: {days}", "{name} gevorderd: {days}"),
    "without": (
        "{name} can come without {other} before it, {days}",
        "{name} kan komen zonder {other} ervoor, {days}",
    ),
    "hold": ("on hold, {name}: {days}", "in de wacht, {name}: {days}"),
    "plan": ("{name} {other}: {days}", "{name} {other}: {days}"),
    "blocked": (
        "{name} would break {other} and is stopped, {days}",
        "{name} zou {other} schenden en wordt tegengehouden, {days}",
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
    "remembered": ("{count} known from before", "{count} bekend van eerder"),
    "horizon": ("{count} days from the due date", "{count} dagen vanaf de vervaldatum"),
    "budget": ("budget {name}: {what}", "budget {name}: {what}"),
    "world": ("at most {most} of: {what}", "hoogstens {most} van: {what}"),
    "or": ("; or ", "; of "),
    "held": ("what holds", "wat geldt"),
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
        other = f"{one.mark.other}" if one.mark.kind == "times" else self.name(one.mark.other)
        return self._of(SAYINGS[one.mark.kind]).format(
            name=self.name(one.mark.name), other=other, days=self.days(*one.days)
        )

    def days(self, first: int, last: int) -> str:
        """From which day to which, counted from the due date."""
        return self.say("one_day" if first == last else "days", first=first, last=last)

    def name(self, name: str) -> str:
        """What something of the policy is called: a step by its title if that is in this language, else its name."""
        index = self.program.step_index(name)
        if index >= 0 and self.program.language == self.language:
            return self.program.steps[0][index].title
        return self.words.say(name)

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
        if move.event is None:
            return self.say("away", days=self.words.days(move.away), day=self.day(move.day))
        told = f"{self.event(move.event)} {self.day(move.event.at)}"
        if move.recorded > move.event.at:
            return self.say("recorded", what=told, days=self.words.days(move.recorded - move.event.at))
        return told

    def budget(self, budget: Budget) -> str:
        """How much may happen from outside, in each of the worlds of the plain cases."""
        return self.say("or").join(self._world(left) for left in budget.plain)

    def event(self, event: Event) -> str:
        """An event in a few words: what it is, and what it says."""
        said = " ".join(self._data(event))
        return f"{self.words.say(event.name)} ({said})" if said else self.words.say(event.name)

    def day(self, at: int) -> str:
        """A day as people write it."""
        return self.words.day(date.fromordinal(at))

    def _world(self, left: tuple[int, ...]) -> str:
        counted = zip(COUNTED, left[1:], strict=True)
        what = ", ".join(f"{count} × {self._of(KINDS[kind])}" for kind, count in counted if count)
        return self.say("world", most=left[0], what=what)

    def _of(self, pair: Pair) -> str:
        return pair[0] if self.language == "en" else pair[1]

    def _data(self, event: Event) -> Iterator[str]:
        for datum in EVENTS[event.name].data:
            value = event.get(datum.name)
            if value is None or value == "" or datum.name == "channels":
                continue
            if datum.type == "money":
                yield self.words.money(amount_text(int(value)), self.program.currency)
            elif datum.type == "day":
                yield day_text(int(value))
            else:
                yield self.words.say(str(value))
