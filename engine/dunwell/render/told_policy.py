"""A whole policy as a document that people read and sign, made from the compiled policy in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from dunwell.language.table import VERSION
from dunwell.render import told_beside as beside
from dunwell.render.told_clauses import Teller
from dunwell.render.told_steps import step_told
from dunwell.render.told_voice import TELLING, Voice, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.language.program import Program
    from dunwell.render.timeline_words import Language
    from dunwell.render.told_steps import StepTold

_FINGERPRINT = 12
"""So many signs of a text's hash tell it apart."""
COLUMNS = ("what", "when", "channel", "term", "amounts", "basis")
"""The columns of the table of steps; the last five are the cells of a step."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a version, on which day (an ordinal), and where that is recorded."""

    by: str
    day: int
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A paragraph with a name of its own, such as a hold; the name is empty where the section needs none."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document under a heading; `listed` where each sentence stands on its own, after a note perhaps."""

    heading: str
    topics: tuple[Topic, ...]
    listed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PolicyTold:
    """The document: labels with values, sections before the steps, the steps, sections after them."""

    voice: Voice
    teller: Teller
    title: str
    version: str
    facts: tuple[tuple[str, str], ...]
    before: tuple[Section, ...]
    steps: tuple[StepTold, ...]
    after: tuple[Section, ...]

    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The table of steps: the heads, and a row for each step; without columns in which no step says anything."""
        rows = [(f"{step.number}. {step.title}", *step.cells) for step in self.steps]
        shown = [index for index in range(len(COLUMNS)) if any(row[index] for row in rows)]
        heads = tuple(sentence(self.voice.head(COLUMNS[index])).removesuffix(".") for index in shown)
        return heads, tuple(tuple(row[index] for index in shown) for row in rows)

    def ladder(self, *, side: bool = False) -> tuple[StepTold, ...]:
        """The steps of the ladder, or the side steps."""
        return tuple(step for step in self.steps if step.side is side)


def language_for(program: Program, asked: Language | None) -> Language:
    """The language asked for, else the policy's own if a policy can be told in it, else English."""
    if asked is not None:
        return asked
    return next((known for known in TELLING if known == program.language), "en")


def policy_told(program: Program, approval: Approval | None = None, language: Language | None = None) -> PolicyTold:
    """The document of a policy."""
    teller = Teller(program, Voice(language_for(program, language)))
    steps = tuple(step_told(teller, step.index) for step in program.steps[0])
    return PolicyTold(
        teller.voice,
        teller,
        program.title,
        program.version,
        tuple(_facts(teller, approval)),
        tuple(_before(teller)),
        steps,
        tuple(_after(teller, steps)),
    )


def _facts(teller: Teller, approval: Approval | None) -> Iterator[tuple[str, str]]:
    program, voice = teller.program, teller.voice
    yield voice.head("id"), program.id
    yield voice.head("version"), program.version
    yield voice.head("valid_from"), voice.day(program.valid_from)
    yield voice.head("approved"), _approved(voice, approval)
    yield voice.head("law"), program.law.name
    yield voice.head("messages"), _language_name(program.language, voice)
    yield voice.head("dunwell"), voice.head("dunwell_version", version=str(VERSION))
    yield voice.head("file"), program.file
    yield voice.head("fingerprint"), program.sha256[:_FINGERPRINT]


def _approved(voice: Voice, approval: Approval | None) -> str:
    if approval is None:
        return voice.head("not_approved")
    said = voice.head("approved_by", by=approval.by, day=voice.day(approval.day))
    return voice.head("approved_ticket", said=said, ticket=approval.ticket) if approval.ticket else said


def _language_name(code: str, voice: Voice) -> str:
    try:
        return Locale(code).get_display_name(voice.language) or code
    except UnknownLocaleError:
        return code


def _before(teller: Teller) -> Iterator[Section]:
    yield from _section(teller, "applies", beside.applies(teller))
    yield from _section(teller, "assumed", beside.assumed(teller), listed=True, note="assumed_note")
    yield from _section(teller, "kinds", beside.kinds(teller), listed=True)
    yield from _section(teller, "named", beside.named(teller), listed=True)
    yield from _section(teller, "rules", beside.rules(teller))


def _after(teller: Teller, steps: tuple[StepTold, ...]) -> Iterator[Section]:
    voice, program = teller.voice, teller.program
    holds = tuple(_topic(teller.event(one.name), beside.hold(teller, one)) for one in program.holds)
    plans = tuple(_topic(one.title, beside.plan(teller, one)) for one in program.plans)
    yield from (Section(voice.head("holds"), holds),) if holds else ()
    yield from (Section(voice.head("plans"), plans, listed=True),) if plans else ()
    yield from _section(teller, "limitation", beside.limitation(teller))
    yield from _section(teller, "ends", beside.ends(teller))
    yield from _section(teller, "authority", beside.authority(teller))
    yield from _section(teller, "money", beside.money(teller))
    yield from _section(teller, "guards", _guards(voice, steps), listed=True, note="guards_note")


def _guards(voice: Voice, steps: tuple[StepTold, ...]) -> Iterator[str]:
    """Every guardrail that watches a step, with its article and the steps."""
    rules = sorted({rule for step in steps for rule in step.watched})
    for name, article in rules:
        numbers = voice.listed(step.number for step in steps if (name, article) in step.watched)
        yield voice.say("guarded", rule=name, article=article, steps=voice.say("steps", numbers=numbers))


def _section(
    teller: Teller, key: str, sentences: Iterable[str], *, listed: bool = False, note: str = ""
) -> Iterator[Section]:
    topic = _topic("", sentences)
    if topic.sentences:
        yield Section(teller.voice.head(key), (topic,), listed, teller.voice.head(note) if note else "")


def _topic(name: str, sentences: Iterable[str]) -> Topic:
    return Topic(name[:1].upper() + name[1:], tuple(map(sentence, sentences)))
