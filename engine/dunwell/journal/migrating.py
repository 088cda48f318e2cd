"""Move running cases to another version of their policy: what would change is shown first, then each is moved alone.

A move is an event. Before it the case is folded under the old text, after it under the new one (`core.carry`). What the
new version has no place for is a problem, and that case stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.comparing.timelines import Difference, differences
from dunwell.core.carry import Carried, carry
from dunwell.core.explain import condition_text
from dunwell.core.moves import step_of
from dunwell.core.opening import fits
from dunwell.core.simulate import simulate
from dunwell.days import add_years, day_text
from dunwell.journal.cases import Look, Pinned, day_for, events_of, look_at, moved
from dunwell.journal.database import writing
from dunwell.journal.outbox import OPEN, rows_of_case
from dunwell.journal.proposals import open_proposals
from dunwell.journal.store import Move
from dunwell.language.events import MOVED, Event
from dunwell.language.fields import FACTS
from dunwell.language.phrases import did_you_mean
from dunwell.problems import Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dunwell.core.carry import Lost
    from dunwell.core.timeline import Timeline
    from dunwell.journal.outbox import Row
    from dunwell.journal.store import Case, Journal, PolicyText, Stamp
    from dunwell.language.program import Program

YEARS_SHOWN = 2
_ON_THE_WAY = ("claimed", "sending", "in_doubt")
_WENT_OUT = ("sent", "handed_out", "reported")


@dataclass(frozen=True, slots=True)
class Target:
    """The version that cases are moved to, and which step of theirs becomes which of its own (empty: none)."""

    text: PolicyText
    program: Program
    renamed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moving:
    """A case that may be moved: as it stands, as it would stand, and both courses if nobody pays or answers.

    `skipped` are steps of the new version that the case does not come to any more, though it had not done them.
    """

    look: Look
    move: Move
    program: Program
    carried: Carried
    before: Timeline
    after: Timeline
    difference: Difference | None
    skipped: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing keeps it from being moved."""
        return not has_errors(self.problems)

    @property
    def not_repeated(self) -> tuple[str, ...]:
        """The steps that were done, and that the new version has later."""
        behind = self.carried.position.behind
        return tuple(one.name for one in self.program.steps[0] if behind >> one.index & 1)


def plan_moves(
    journal: Journal, cases: Iterable[Case], target: Target, on: int, *, all_of: bool
) -> tuple[tuple[Moving, ...], tuple[Problem, ...]]:
    """What would become of each case that is open and stands under another text; why others have nothing to move.

    With `all_of`, those under another policy, and those that have ended, are passed over without a word.
    Raises ProblemsFound (DW097) if a step is said to become another that is not there.
    """
    pinned = Pinned(journal)
    found: list[Moving] = []
    problems: list[Problem] = []
    looks: list[Look] = []
    for case in cases:
        try:
            program = pinned.program(case)
            looks.append(look_at(case, program, events_of(journal, case), day_for(program, on)))
        except ProblemsFound as error:
            problems += error.problems
    looks = [one for one in looks if not all_of or one.program.id == target.program.id]
    _check_names(looks, target)
    for look in looks:
        why_not = _nothing_to_move(look, target)
        if why_not is None:
            found.append(_moving(journal, look, target))
        elif not all_of:
            problems.append(why_not)
    return tuple(found), tuple(dict.fromkeys(problems))


def move_case(journal: Journal, moving: Moving, target: Target, stamp: Stamp, why: str) -> None:
    """Record that a case goes on under the new text, as a whole or not at all.

    Raises ProblemsFound (DW098) if anything happened to it since it was looked at.
    """
    look = moving.look
    with writing(journal.connection):
        now = (len(journal.events(look.case.id)), tuple(_in_the_way(journal, look)))
        if now != (len(look.events), ()):
            message = f"{look.case.number!r} has changed since it was looked at"
            raise ProblemsFound((Problem("DW098", message, None, "run `dunwell migrate` again"),))
        journal.add_policy(target.text)
        journal.add_event(look.case.id, _event(moving, target, why), stamp)


def _event(moving: Moving, target: Target, why: str) -> Event:
    old, new = moving.look.program, target.program
    steps = ", ".join(f"{one}={other}" for one, other in moving.move.renamed)
    data = {
        "from": old.sha256,
        "to": new.sha256,
        "from_version": f"{old.id} {old.version}",
        "to_version": f"{new.id} {new.version}",
        "steps": steps,
        "text": why,
    }
    return Event(MOVED, moving.look.day, tuple((key, value) for key, value in data.items() if value))


def _check_names(looks: Sequence[Look], target: Target) -> None:
    """DW097 for a step that no case has, or that the new version lacks."""
    old = {step.name for look in looks for step in look.program.steps[0]}
    new = tuple(step.name for step in target.program.steps[0])
    problems = []
    for one, other in target.renamed.items():
        if looks and one not in old:
            fix = did_you_mean(one, tuple(sorted(old)))
            problems.append(Problem("DW097", f"no case to be moved has a step {one!r}", None, fix))
        if other and other not in new:
            problems.append(
                Problem("DW097", f"{_called(target)} has no step {other!r}", None, did_you_mean(other, new))
            )
    if problems:
        raise ProblemsFound(tuple(problems))


def _nothing_to_move(look: Look, target: Target) -> Problem | None:
    number = repr(look.case.number)
    if look.program.sha256 == target.program.sha256:
        return Problem("DW099", f"{number} is under {_called(target)} already", None, "nothing to do", "info")
    if look.position.end:
        message = f"{number} ended on {day_text(look.position.ended)}: it keeps the version it ended under"
        return Problem("DW099", message, None, "record 'reopened' or 'recalled' first, if it goes on", "info")
    return None


def _moving(journal: Journal, look: Look, target: Target) -> Moving:
    """The case on both ways, from the day of the look on."""
    names = {step.name for step in look.program.steps[0]}
    renamed = tuple((one, other) for one, other in target.renamed.items() if one in names)
    move = Move(target.program.sha256, renamed)
    program = moved(look.program, target.program, move)
    carried = carry(look.program, program, look.position)
    events = tuple(one.event for one in look.events if one.event.at <= look.day)
    until, agreed = add_years(look.day, YEARS_SHOWN), look.case.agreed_rate
    before = simulate(look.program, look.position, (), until, agreed, known=events)
    after = simulate(program, carried.position, (), until, agreed, known=events)
    problems = (
        *(_lost(one, look, target) for one in carried.lost),
        *_uncounted(look, program, carried, target),
        *_not_for(look, target),
        *_in_the_way(journal, look),
    )
    skipped = tuple(_skipped(look, program, carried))
    return Moving(look, move, program, carried, before, after, differences(before, after), skipped, problems)


def _skipped(look: Look, program: Program, carried: Carried) -> Iterator[str]:
    """The steps that lie behind the case in the new order, and that it never did nor went past."""
    position = carried.position
    here = position.frame.step if position.frame else position.step
    old = look.position.frame.step if look.position.frame else look.position.step
    passed = {program.renamed.get(step.name, step.name) for step in look.program.steps[0] if step.index < old}
    for step in program.steps[0]:
        done = position.counts[step.index] or position.anchors[step.sent]
        if step.index < here and not step.side and not done and step.name not in passed:
            yield step.name


def _uncounted(look: Look, program: Program, carried: Carried, target: Target) -> Iterator[Problem]:
    """A step whose day counts from another one that the case never did: it would only ask a person, and wait."""
    position = carried.position
    step = step_of(program, position)
    if carried.lost or position.end or step.side or step.start is None or position.anchors[step.start.anchor]:
        return
    anchor = program.anchors[step.start.anchor]
    message = f"{look.case.number}: {step.name!r} of {_called(target)} counts from {anchor}, which never came for it"
    other = anchor.partition(".")[0]
    fix = f"say which step that was done took its place: --map OLD={other}; or let the case stand there: "
    fix += f"--map {step_of(look.program, look.position).name}={other}"
    yield Problem("DW096", message, step.start.place, fix)


def _lost(lost: Lost, look: Look, target: Target) -> Problem:
    message, fix = _LOST[lost.what]
    said = f"{look.case.number}: {message.format(lost.name, _called(target))}"
    ladder = ", ".join(step.name for step in target.program.steps[0] if not step.side)
    return Problem("DW096", said, None, fix.format(lost.name, ladder))


_LOST: Mapping[str, tuple[str, str]] = {
    "step": (
        "it stands at {0!r}, and {1} has no such step",
        "say which step takes its place: --map {0}=STEP; there are {1}",
    ),
    "deed": (
        "{0!r} was done, and what {1} calls so does something else",
        "say which step did the same: --map {0}=STEP, or that none did: --map {0}=",
    ),
    "twice": (
        "{0!r} and another step that was done would both become one step of {1}",
        "give each a step of its own, or say that one has none: --map {0}=",
    ),
    "letter": (
        "the letter by law {0!r} was sent, and {1} would send it again by another step",
        "say which step it was: --map {0}=STEP; or, if it is to be sent again: --map {0}=",
    ),
    "hold": (
        "it is on hold by {0!r}, which {1} does not have",
        "settle the hold first, or keep one of this name in the new version",
    ),
    "message": (
        "the message {0!r} is due, and {1} does not have it",
        "let it go out first (`dunwell run`), or keep one of this name in the new version",
    ),
    "plan": (
        "the payment plan {0!r} runs, and {1} does not have it",
        "keep a plan of this name in the new version, or leave the case until the plan has ended",
    ),
    "route": (
        "it waits ({0}), and {1} has no such way on",
        "record what it waits for first, or keep that way in the new version",
    ),
    "variant": ("no variant of {1} surely fits it", "record the fact that tells the variants apart"),
}
"""What is said of each kind of `Lost`, and what to do: {0} is its name, {1} the version, in the second the steps."""


def _not_for(look: Look, target: Target) -> Iterator[Problem]:
    """A version for other cases, or under another law, is none to move to."""
    old, new, number = look.program, target.program, look.case.number
    if (old.law.jurisdiction, old.currency) != (new.law.jurisdiction, new.currency):
        message = f"{number}: {_called(target)} is under the law {new.law.jurisdiction!r} in {new.currency}"
        yield Problem("DW096", message, None, "leave this case where it is")
        return
    facts = {field.name: value for field, value in zip(FACTS, look.position.facts, strict=True) if value is not None}
    failing = fits(new, facts)
    if failing is not None:
        asked = condition_text(new, failing, None)
        message = f"{number}: {_called(target)} is not for it: it asks that {asked}"
        yield Problem("DW096", message, failing.place, "leave this case where it is, or mend 'applies_to'")


def _in_the_way(journal: Journal, look: Look) -> Iterator[Problem]:
    """What is half done, or decided on, under the old text (DW098)."""
    number = look.case.number
    rows = rows_of_case(journal, look.case.id)
    half = tuple(row for row in rows if row.state in _ON_THE_WAY or (row.state in OPEN and _has_sent_part(row, rows)))
    for row in half:
        message = f"{number}: delivery {row.number} ({row.name} by {row.channel}) is on its way, or nobody knows"
        yield Problem("DW098", message, None, "let `dunwell run` end, and settle it with `dunwell outbox`")
    for one in open_proposals(journal):
        if one.case == look.case.id:
            message = f"{number}: proposal {one.number} waits for a second person"
            yield Problem("DW098", message, None, f"decide on it: `dunwell confirm {one.number}`")
    later = max((one.event.at for one in look.events), default=0)
    if later > look.day:
        message = f"{number}: something is recorded for {day_text(later)}, and it is {day_text(look.day)}"
        yield Problem("DW098", message, None, "move it on that day or later")


def _has_sent_part(row: Row, rows: Sequence[Row]) -> bool:
    """Whether another channel of the same action went out already."""
    return any(one.action == row.action and one.number != row.number and one.state in _WENT_OUT for one in rows)


def _called(target: Target) -> str:
    return f"{target.program.id} {target.program.version}"
