"""One case: found by what a person writes, with the policy it is pinned to, where it stands and what is due."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import first_program, fold, program_on
from dunwell.core.opening import stand
from dunwell.days import today
from dunwell.journal.codec import UnknownEvent
from dunwell.journal.store import Move
from dunwell.language.phrases import did_you_mean
from dunwell.loading import compile_text, errors_of
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dunwell.core.position import Position
    from dunwell.core.stale import Stale
    from dunwell.core.transitions import Action, Decision
    from dunwell.journal.store import Case, Journal, Recorded
    from dunwell.language.program import Program


@dataclass(frozen=True, slots=True)
class Look:
    """A case on a day: where it stands, what is due, and the events that led there (in the order of recording).

    `waits` is what would be due if the bank's data were fresh; `stale` says what is too old about it.
    """

    case: Case
    program: Program
    events: tuple[Recorded, ...]
    day: int
    position: Position
    decision: Decision
    waits: tuple[Action, ...] = ()
    stale: Stale | None = None


@dataclass(frozen=True, slots=True)
class Pinned:
    """The programs of the policies under which cases were opened, or moved to since; each is compiled once."""

    journal: Journal
    _programs: dict[tuple[Move, ...], Program] = field(default_factory=dict)

    def program(self, case: Case) -> Program:
        """The policy of a case as it was when the case came to it, with those before. Raises ProblemsFound.

        The text is another one by now (DW961), or has errors (DW962).
        """
        return self._after((Move(case.policy), *case.moves), case)

    def _after(self, moves: tuple[Move, ...], case: Case) -> Program:
        found = self._programs.get(moves)
        if found is None:
            *before, last = moves
            found = self._programs.get((Move(last.policy),)) or _compiled(self.journal, last.policy, case)
            found = self._programs[moves] = moved(self._after(tuple(before), case), found, last) if before else found
        return found


def moved(old: Program, new: Program, move: Move) -> Program:
    """A program as it is for cases that come to it from another one."""
    names = {step.name for step in old.steps[0]}
    said = dict(move.renamed)
    handed_on = {one: said.get(other, other) for one, other in old.renamed.items() if one not in names}
    return replace(new, earlier=(*old.earlier, old), renamed=handed_on | said)


def look_at(case: Case, program: Program, events: tuple[Recorded, ...], day: int) -> Look:
    """Fold a case's events up to a day and decide what is due; the look has the program of that day."""
    happened = tuple(one.event for one in events)
    position = fold(program, opened(case, program), happened, day)
    now = program_on(program, happened, day)
    return Look(case, now, events, day, position, decide(now, position, day))


def look_from(case: Case, program: Program, events: tuple[Recorded, ...], position: Position, day: int) -> Look:
    """Let time pass from an earlier position after the same events, and decide what is due."""
    position, _ = advance(program, position, day)
    return Look(case, program, events, day, position, decide(program, position, day))


def opened(case: Case, program: Program) -> Position:
    """The position of a case on the day it was opened, under the policy of that day."""
    return stand(first_program(program), case.facts, case.opened_on)


def day_for(program: Program, on: int) -> int:
    """The day that counts as today: the one asked for, else today where the policy is at home."""
    return on or today(program.time_zone)


def events_of(journal: Journal, case: Case) -> tuple[Recorded, ...]:
    """The events of a case. Raises ProblemsFound (DW953) where a newer program recorded one."""
    try:
        return journal.events(case.id)
    except UnknownEvent as error:
        raise newer(error) from error


def all_looks(journal: Journal, on: int) -> tuple[tuple[Look, ...], tuple[Problem, ...]]:
    """Every case of the journal; of those that cannot be judged, the problems. Raises ProblemsFound (DW953)."""
    cases = tuple(journal.cases())
    try:
        events = journal.all_events()
    except UnknownEvent as error:
        raise newer(error) from error
    return judge(
        Pinned(journal),
        cases,
        lambda case, program: look_at(case, program, events.get(case.id, ()), day_for(program, on)),
    )


def judge(
    pinned: Pinned, cases: Iterable[Case], look: Callable[[Case, Program], Look]
) -> tuple[tuple[Look, ...], tuple[Problem, ...]]:
    """Look at cases; of those that cannot be judged, the problems, each once."""
    looks: list[Look] = []
    problems: dict[Problem, None] = {}
    for case in cases:
        try:
            looks.append(look(case, pinned.program(case)))
        except ProblemsFound as error:
            problems |= dict.fromkeys(error.problems)
    return tuple(looks), tuple(problems)


def find_case(journal: Journal, written: str) -> Case:
    """The case by its invoice number, or by seller and number with a slash between where several have that number.

    The seller may be written as its VAT number, its company number or its name. Raises ProblemsFound (DW959, DW960).
    """
    found = journal.numbered(written) or tuple(_by_seller(journal, written))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(case.id for case in found)
        message = f"{len(found)} cases have the number {written!r}"
        raise ProblemsFound((Problem("DW960", message, None, f"write one of: {names}"),))
    fix = (
        did_you_mean(written, journal.numbers()) if journal.numbers() else "open an invoice first: `dunwell open FILE`"
    )
    raise ProblemsFound((Problem("DW959", f"there is no case {written!r}", None, fix),))


def _by_seller(journal: Journal, written: str) -> Iterable[Case]:
    """The cases meant by seller/number; a number may have a slash of its own, so each slash is tried."""
    for at in (index for index, letter in enumerate(written) if letter == "/"):
        seller, number = written[:at].casefold(), written[at + 1 :]
        yield from (
            case for case in journal.numbered(number) if seller in (case.seller.casefold(), case.creditor.casefold())
        )


def _compiled(journal: Journal, fingerprint: str, case: Case) -> Program:
    policy = journal.policy(fingerprint)
    if policy is None or sha256(policy.text.encode()).hexdigest() != policy.sha256:
        name = f"{policy.id} {policy.version}" if policy else f"the policy of {case.id!r}"
        message = f"the text of {name} in the journal is not the one that cases were opened under"
        raise ProblemsFound((Problem("DW961", message, None, "take the journal back from a copy that is whole"),))
    loaded = compile_text(policy.text, policy.file)
    if loaded.program is None:
        message = f"{policy.id} {policy.version}, under which {case.id!r} and others were opened, has errors by now"
        fix = "use the version of Dunwell that opened the case"
        raise ProblemsFound((Problem("DW962", message, None, fix), *errors_of(loaded)))
    return loaded.program


def newer(error: UnknownEvent) -> ProblemsFound:
    """The problem (DW953) that a newer program recorded an event."""
    message = f"the journal holds an event that this program does not know: {str(error)!r}"
    return ProblemsFound((Problem("DW953", message, None, "use the newer version of Dunwell that wrote it"),))
