"""A story of a verification as files: an invoice and a scenario for `dunwell simulate`, and a test for `dunwell test`.

A test says what must not be, so it fails while the fault is there and passes once it is mended. Where the words of
policy tests cannot say that, it keeps the timeline as it is and says so above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.language.events import EVENTS
from dunwell.money import amount_text
from dunwell.policy_golden import Recorded, event_line, fact_text, written
from dunwell.policy_tests import REACHABLE
from dunwell.verifying.by_law import BLOCKED
from dunwell.verifying.counterexample import given_of, replayed
from dunwell.verifying.endless import ENDLESS
from dunwell.verifying.invariant import told
from dunwell.verifying.invariants import invariants_of
from dunwell.verifying.owed import OPEN_PAID, PAID_OPEN, PLAN_ASKS, PLAN_LONG, UNANNOUNCED
from dunwell.verifying.waiting import HOLD_ENDS, LIMBO, PLAN_ENDS, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.language.scenario import Planned
    from dunwell.verifying.counterexample import Replay
    from dunwell.verifying.model import Breach, Story


@dataclass(frozen=True, slots=True)
class Files:
    """What replays a story: the texts of an invoice and a scenario, and the facts to give with `--assume`."""

    invoice: str
    scenario: str
    assumed: tuple[str, ...]


def files_of(program: Program, story: Story, title: str, names: tuple[str, str] = ("INVOICE", "THIS")) -> Files:
    """The files by which `dunwell simulate INVOICE --scenario FILE` replays a story; `title` says what it shows.

    `names` are those of the two files, for the command that stands in the scenario.
    """
    scenario = scenario_text(program, story, title, names)
    return Files(invoice_text(program, story), scenario, assumed_of(program, story))


def invoice_text(program: Program, story: Story) -> str:
    """An invoice in our own format with the amount and the days of a story; what else it needs is in `assumed_of`."""
    profile = story.profile
    return (
        f"# The invoice of a made-up case: {profile.name}.\n"
        "number: STORY-1\n"
        f"issued: {day_text(int(profile.facts['invoice.issued']))}\n"
        f"due: {day_text(profile.due)}\n"
        f"currency: {program.currency}\n"
        f'total: "{amount_text(profile.principal)}"\n'
        "creditor: {name: Example Creditor}\n"
        "debtor: {name: Example Debtor}\n"
    )


def assumed_of(program: Program, story: Story) -> tuple[str, ...]:
    """The facts of a story that its invoice does not say, as `--assume` takes them."""
    given = given_of(program, story.profile)
    said = ("invoice.issued", "invoice.due", "invoice.total", "currency")
    return tuple(f"{name}={fact_text(name, value)}" for name, value in given.items() if name not in said)


def scenario_text(program: Program, story: Story, title: str, names: tuple[str, str]) -> str:
    """The scenario of a story, with the command that replays it above; `names` are those of invoice and scenario."""
    again = replayed(program, story)
    invoice, scenario = names
    assumed = " ".join(f"--assume {one}" for one in assumed_of(program, story))
    given = f"--policy {program.file} {assumed} --until {day_text(again.until)}"
    lines = [f"# {title}", f"# dunwell simulate {invoice} {given} --scenario {scenario}"]
    if not again.exact:
        lines.append("# A simulation cannot do all that this story did: read its timeline with `dunwell verify`.")
    if again.runs:
        lines.append(f"runs: [{', '.join(day_text(day) for day in again.runs)}]")
    events = [f"  - {{{event_line(event)}}}" for event in _events(program, again)]
    return "\n".join((*lines, "events:" if events else "events: []", *events)) + "\n"


def policy_test_text(program: Program, story: Story, breach: Breach, policy: str, text: str = "") -> str:
    """The text of a test file with a test of this story in it; an empty `text` gives a new file."""
    again = replayed(program, story)
    sentence = told(invariants_of(program), breach)
    given = given_of(program, story.profile, known=REACHABLE)
    expected = tuple(_expected(program, again, breach))
    about = () if expected else ("What must not be cannot be said in a test: this keeps the timeline as it is.",)
    made = Recorded(
        name=f"{breach.invariant}: {sentence}",
        policy=policy,
        given={name: value for name, value in given.items() if REACHABLE.get(name) != value},
        invoice="",
        events=tuple(_events(program, again)),
        on=0,
        until=again.until,
        timeline=again.timeline,
        runs=again.runs,
        expected=expected,
        about=about,
    )
    return written(text, made)


def _events(program: Program, again: Replay) -> Iterator[dict[str, str]]:
    for one in again.planned:
        recorded = {"recorded": day_text(one.recorded)} if one.recorded else {}
        yield {"at": day_text(one.at), **recorded, "event": one.name, **_data(one)}


def _data(one: Planned) -> dict[str, str]:
    """What an event says, as a scenario writes it."""
    types = {datum.name: datum.type for datum in EVENTS[one.name].data}
    said = dict(one.data)
    return {name: _WRITTEN.get(types[name], str)(value) for name, value in one.data if types[name] != "value"} | {
        name: fact_text(str(said["fact"]), value) for name, value in one.data if types[name] == "value"
    }


_WRITTEN: dict[str, Callable[[Value], str]] = {
    "money": lambda value: amount_text(int(value)),
    "day": lambda value: day_text(int(value)),
}


def _expected(program: Program, again: Replay, breach: Breach) -> Iterator[str]:
    """What a test says against a breach; nothing where its words cannot say it."""
    if breach.invariant in _NO_DEEDS or breach.invariant.startswith(BLOCKED) or len(breach.args) < 2:
        return
    name, day = str(breach.args[0]), int(breach.args[1])
    out = [entry for entry in again.timeline.entries if entry.kind in ("step", "message")]
    if breach.invariant == WINDOW:
        done = [entry.name for entry in out if entry.day <= day]
        yield f"done_by: {{{day_text(day)}: [{', '.join((*done, name))}]}}"
    elif breach.invariant == UNANNOUNCED:
        yield f"never: [{{claims: {breach.args[2]}, before: {day_text(day + 1)}}}]"
    elif any(entry.name == name and entry.day < day for entry in out):
        others = [entry.name for entry in out if entry.day == day and entry.name != name]
        yield f"expect: {{{day_text(day)}: [{', '.join(others)}]}}"
    else:
        yield f"never: [{{step: {name}, before: {day_text(day + 1)}}}]"


_NO_DEEDS = (LIMBO, ENDLESS, HOLD_ENDS, PLAN_ENDS, PLAN_ASKS, PLAN_LONG, PAID_OPEN, OPEN_PAID)
"""Invariants of which a breach is nothing that goes out on a day."""
