"""A story as a timeline: played again by the very simulation that every invoice is played by.

What the simulated world does by itself (messages go out, a release comes the same day, nobody answers a call) is left
to it; everything else is planned. Where somebody let days pass, the simulation looks only on the days on which the
story did something.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dunwell.core.opening import facts_of, stand
from dunwell.core.retell import retell
from dunwell.core.simulate import simulate
from dunwell.core.values import replace
from dunwell.language.scenario import Planned
from dunwell.model import Invoice
from dunwell.money import decimal_amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.core.timeline import Timeline
    from dunwell.language.events import Event
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.verifying.model import Move, Profile, Story


@dataclass(frozen=True, slots=True)
class Replay:
    """A story played again. `planned` and `runs` are what a scenario has to say for it; `until` is its last day.

    `exact` is False where the simulation cannot do what the story did: then the timeline is told from its events.
    """

    timeline: Timeline
    planned: tuple[Planned, ...]
    runs: tuple[int, ...]
    until: int
    exact: bool


def replay(program: Program, story: Story) -> Timeline:
    """The timeline of a story, up to and including its last day."""
    return replayed(program, story).timeline


def replayed(program: Program, story: Story) -> Replay:
    """The timeline of a story with what a scenario needs to tell it: first of a machine that looks every day."""
    start = stand(program, story.profile.facts, int(story.profile.facts["invoice.issued"]))
    until = max((max(move.day, move.recorded) for move in story.moves), default=start.day)
    planned = tuple(_planned(program, story))
    looked = tuple(sorted({move.day for move in story.moves if move.action is not None} | {until}))
    for runs in ((), looked):
        timeline = simulate(program, start, planned, until, runs=runs)
        if _same(program, story, timeline, until):
            return Replay(timeline, planned, runs, until, exact=True)
    events = [replace(event, sequence=number) for number, event in enumerate(story.events)]
    return Replay(retell(program, start, events, until), planned, looked, until, exact=False)


def given_of(program: Program, profile: Profile, *, known: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """The facts that have to be given so that a case has those of a profile: no more than the policy does not assume.

    `known` are facts that the case has anyhow.
    """
    given, known = dict(profile.facts), known or {}
    for name in profile.facts:
        fewer = {one: value for one, value in given.items() if one != name}
        if name not in _ALWAYS and facts_of(made_invoice(profile), program, {**known, **fewer})[0] == profile.facts:
            given = fewer
    return given


_ALWAYS = ("invoice.issued", "invoice.due", "invoice.total")
"""Facts that are written whether or not they follow: without them nobody could read the days of a story."""


def made_invoice(profile: Profile) -> Invoice:
    """An invoice that says no more than its amount and its due date."""
    due = date.fromordinal(profile.due)
    return Invoice("story", "invoice", "made", payable=decimal_amount(profile.principal), due=due)


def _planned(program: Program, story: Story) -> Iterator[Planned]:
    for move in story.moves:
        if move.event is not None and not _by_itself(program, story, move, move.event):
            yield Planned(move.event.name, move.event.data, move.event.at, recorded=move.recorded)


def _by_itself(program: Program, story: Story, move: Move, event: Event) -> bool:
    """Whether the simulated world does this without being told."""
    if move.action is None:
        return False
    if event.name == "call_made":
        return event.word("outcome") == "no_answer"
    if event.name == "approved":
        return move.action.kind == "approve"
    step = program.step_index(event.word("step"))
    task = event.name == "step_done" and step >= 0 and program.steps[0][step].kind == "task"
    return event.name in ("step_done", "message_sent") and not task


def _same(program: Program, story: Story, timeline: Timeline, until: int) -> bool:
    """Whether the timeline does what the story did on the same days; on its last day it may do more."""
    told = [(entry.day, entry.name) for entry in timeline.entries if entry.kind in ("step", "message")]
    checks = {step.name for step in program.steps[0] if step.kind in ("check", "task")}
    told = [one for one in told if one[1] not in checks]
    done = [one for one in _deeds(program, story) if one[1] not in checks]
    return told[: len(done)] == done and all(day == until for day, _ in told[len(done) :])


def _deeds(program: Program, story: Story) -> Iterator[tuple[int, str]]:
    """What went out in a story: the day, and the step or the message."""
    for event in story.events:
        if event.name == "message_sent":
            yield event.at, event.word("message")
        elif event.name in ("step_done", "call_made") and event.word("step"):
            yield event.at, event.word("step")
