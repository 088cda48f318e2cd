"""A decision beyond what one person may take: kept as a proposal, and recorded once a second person confirms it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.core.authority import beyond, beyond_text
from dunwell.core.fold import program_on
from dunwell.days import now
from dunwell.journal.cases import Pinned, day_for, events_of
from dunwell.journal.database import writing
from dunwell.journal.proposals import decide_proposal, open_proposals, overtaken, proposals, propose, standing
from dunwell.journal.recording import Effect, prepare, read_wanted, recorded
from dunwell.journal.store import Stamp
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from dunwell.journal.proposals import Proposal
    from dunwell.journal.recording import Wanted
    from dunwell.journal.store import Case, Journal
    from dunwell.language.program import Program


@dataclass(frozen=True, slots=True)
class Proposed:
    """An event that was not recorded, for a second person has to confirm it; `why` says what asks for that."""

    proposal: Proposal
    why: str

    def problem(self) -> Problem:
        """A warning (DW074) that says what waits, and what to do."""
        number = self.proposal.number
        message = f"kept as proposal {number}, not recorded yet: {self.why}"
        fix = f"let somebody else run `dunwell confirm {number} --by NAME`"
        return Problem("DW074", message, None, fix, "warning")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a second person says: whether it is to be recorded, why, and whether it still is if the case has changed."""

    by: str
    yes: bool = True
    why: str = ""
    still: bool = False


def record_or_propose(journal: Journal, case: Case, program: Program, wanted: Wanted, today: int) -> Effect | Proposed:
    """Record an event, or keep it for a second person where the case's policy asks for one.

    Raises ProblemsFound with all that is wrong with it; then nothing is kept.
    """
    under = program_on(program, (one.event for one in events_of(journal, case)), wanted.at or today)
    prepared = prepare(journal, case, program, read_wanted(wanted, under, today), today)
    events = (one.event for one in prepared.before.events)
    found = beyond(prepared.program, prepared.met, events, prepared.event)
    if found is None:
        return recorded(journal, prepared, Stamp(today, now(), wanted.by, wanted.source))
    why = beyond_text(program, found)
    stamp = Stamp(today, now(), wanted.by, wanted.source)
    stood = standing(prepared.before.program, prepared.before.position)
    number = propose(journal, case.id, prepared.event, stood, why, stamp)
    return Proposed(next(one for one in proposals(journal, case.id) if one.number == number), why)


def waiting_proposal(journal: Journal, number: int) -> Proposal:
    """The proposal of this number. Raises ProblemsFound (DW077) where none waits under it."""
    waiting = open_proposals(journal)
    found = next((one for one in waiting if one.number == number), None)
    if found is not None:
        return found
    known = next((one for one in proposals(journal) if one.number == number), None)
    said = f"proposal {number} is {known.decided} already" if known else f"there is no proposal {number}"
    numbers = ", ".join(str(one.number) for one in waiting)
    raise ProblemsFound((Problem("DW077", said, None, f"waiting are: {numbers}" if numbers else "nothing waits"),))


def confirm(journal: Journal, number: int, answer: Answer, on: int) -> Effect | Proposal:
    """Record what was proposed as a second person's word, or refuse it: then the proposal, as it was decided.

    It counts from the day of the confirmation. Raises ProblemsFound: it does not wait (DW077), the same person
    confirms (DW075), the case has changed meanwhile (DW076), it cannot be recorded any more, or no reason is said
    (DW073). Then it waits on.
    """
    proposal = waiting_proposal(journal, number)
    case = journal.case(proposal.case)
    assert case is not None  # a proposal names a case of this journal
    program = Pinned(journal).program(case)
    today = day_for(program, on)
    stamp = Stamp(today, now(), answer.by)
    if not answer.yes:
        return _refused(journal, proposal, answer, stamp)
    if same_person(answer.by, proposal.proposed.by):
        message = f"{answer.by!r} proposed this, and cannot be the second person"
        raise ProblemsFound((Problem("DW075", message, None, "let somebody else confirm it: --by NAME"),))
    prepared = prepare(journal, case, program, replace(proposal.event, at=today), today)
    changed = tuple(overtaken(proposal.stood, standing(prepared.before.program, prepared.before.position)))
    if changed and not answer.still:
        message = f"the case has changed since this was proposed ({'; '.join(changed)})"
        fix = "confirm it with --still if it is right all the same, or refuse it with --no"
        raise ProblemsFound((Problem("DW076", message, None, fix),))

    def close(sequence: int) -> None:
        decide_proposal(journal, number, "confirmed", answer.why, stamp, sequence)

    return recorded(journal, prepared, stamp, close)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's; capitals and spaces make no difference."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _refused(journal: Journal, proposal: Proposal, answer: Answer, stamp: Stamp) -> Proposal:
    """Also who proposed it may take it back."""
    if not answer.why.strip():
        message = f"proposal {proposal.number} is refused without a word on why"
        raise ProblemsFound((Problem("DW073", message, None, 'add --why "the reason"'),))
    with writing(journal.connection):
        waiting_proposal(journal, proposal.number)  # nobody else was first
        decide_proposal(journal, proposal.number, "refused", answer.why, stamp)
    return next(one for one in proposals(journal, proposal.case) if one.number == proposal.number)
