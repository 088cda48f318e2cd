"""All that must hold in every story of a policy, in one table, and the observer that looks for it at every move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.timing import NEVER
from dunwell.verifying import contacts, endless, owed, waiting
from dunwell.verifying.by_law import blocked, law_broken, law_invariants
from dunwell.verifying.invariant import Invariant
from dunwell.verifying.model import Breach, Look
from dunwell.verifying.watch import SEEN_TO, Memory, begun, deed_of, remembered

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.language.program import Program
    from dunwell.verifying.model import Moved

OWN: tuple[Invariant, ...] = (
    Invariant(
        contacts.ON_HOLD,
        ("Nothing goes out while the case is on hold", "Er gaat niets uit terwijl het dossier in de wacht staat"),
        ("{0} goes out on {1:day} while the case is on hold: {2}", "{0} gaat uit op {1:day}, in de wacht: {2}"),
    ),
    Invariant(
        contacts.AFTER_END,
        ("Nothing goes out after the end of the case", "Er gaat niets uit na het einde van het dossier"),
        ("{0} goes out on {1:day} although the case has ended: {2}", "{0} gaat uit op {1:day}, na het einde: {2}"),
    ),
    Invariant(
        contacts.CLOSED_DAY,
        ("Nobody is contacted on a closed day", "Niemand wordt benaderd op een gesloten dag"),
        (
            "{0} reaches the debtor on {1:day}, which is no contact day of the policy",
            "{0} bereikt de debiteur op {1:day}, en dat is geen contactdag van het beleid",
        ),
    ),
    Invariant(
        contacts.TWICE_A_DAY,
        ("At most one contact a day", "Hoogstens één contact per dag"),
        ("{0} is the second contact on {1:day}", "{0} is het tweede contact op {1:day}"),
    ),
    Invariant(
        contacts.WEEKLY,
        ("No more contacts in seven days than allowed", "Niet meer contacten per zeven dagen dan toegestaan"),
        (
            "{0} on {1:day} is contact number {2} in seven days; the policy allows {3}",
            "{0} op {1:day} is contact nummer {2} in zeven dagen; het beleid staat er {3} toe",
        ),
    ),
    Invariant(
        contacts.CALLS,
        ("No more calls than the policy allows", "Niet meer telefoontjes dan het beleid toelaat"),
        (
            "{0} on {1:day} is call number {2}; the policy allows {3}",
            "{0} op {1:day} is telefoontje nummer {2}; het beleid staat er {3} toe",
        ),
    ),
    Invariant(
        contacts.TOO_OFTEN,
        ("No step is done more often than its `times`", "Geen stap wordt vaker gedaan dan zijn `times`"),
        (
            "{0} on {1:day} is done for the {2}th time; the policy allows {3}",
            "{0} op {1:day} wordt voor de {2}e keer gedaan; het beleid staat er {3} toe",
        ),
    ),
    Invariant(
        contacts.TERM,
        ("Every term is honoured up to and including its last day", "Elke termijn geldt tot en met de laatste dag"),
        (
            "{0} on {1:day}, while the term that {2} gave runs up to and including {3:day}",
            "{0} op {1:day}, terwijl de termijn van {2} loopt tot en met {3:day}",
        ),
    ),
    Invariant(
        contacts.CREDIT,
        ("Nobody is pressed for what is to be credited", "Niemand wordt aangesproken op wat nog gecrediteerd wordt"),
        (
            "{0} on {1:day}, although the credit note that was decided on has not come",
            "{0} op {1:day}, terwijl de creditnota waartoe is besloten er nog niet is",
        ),
    ),
    Invariant(
        waiting.WINDOW,
        ("Every window (`no_later_than`) is kept", "Elk venster (`no_later_than`) wordt gehaald"),
        (
            "{0} is not done by {1:day}, the last day that the policy promises",
            "{0} is niet gedaan op {1:day}, de laatste dag die het beleid belooft",
        ),
    ),
    Invariant(
        waiting.LIMBO,
        ("No case is ever left to nobody", "Geen dossier wordt ooit aan niemand overgelaten"),
        (
            "{0}: from {1:day} on nothing ends the waiting and nobody is told of it",
            "{0}: vanaf {1:day} maakt niets een einde aan het wachten en hoort niemand ervan",
        ),
    ),
    Invariant(
        waiting.HOLD_ENDS,
        ("Every hold ends on the day that the policy says", "Elke wachttijd eindigt op de dag die het beleid zegt"),
        ("the hold {0} lasts longer than {1:day}", "de wachttijd {0} duurt langer dan {1:day}"),
    ),
    Invariant(
        waiting.PLAN_ENDS,
        ("Every payment plan ends", "Elke betalingsregeling eindigt"),
        ("{0} goes on after {1:day}", "{0} loopt door na {1:day}"),
    ),
    Invariant(
        endless.ENDLESS,
        ("Every run ends: no circle without a count", "Elk verloop eindigt: geen kring zonder telling"),
        ("a case can go round without end: {0}", "een dossier kan eindeloos rondgaan: {0}"),
    ),
    Invariant(
        owed.UNANNOUNCED,
        ("What is claimed was announced before", "Wat gevorderd wordt, is eerder aangekondigd"),
        (
            "{0} claims {2} on {1:day}, and no message before it announced that",
            "{0} vordert {2} op {1:day}, en geen bericht ervoor kondigde dat aan",
        ),
    ),
    Invariant(
        owed.MORE,
        ("Never more is claimed than is owed", "Er wordt nooit meer gevorderd dan verschuldigd is"),
        (
            "{0} brings the {2} claimed to {3:money} on {1:day}; the law knows {4:money}",
            "{0} brengt de gevorderde {2} op {3:money} op {1:day}; de wet kent {4:money}",
        ),
    ),
    Invariant(
        owed.PLAN_ASKS,
        ("A payment plan asks no more than is owed", "Een betalingsregeling vraagt niet meer dan verschuldigd is"),
        (
            "{0}, agreed on {1:day}, asks {2:money} of a claim of {3:money}",
            "{0}, overeengekomen op {1:day}, vraagt {2:money} op een vordering van {3:money}",
        ),
    ),
    Invariant(
        owed.PLAN_LONG,
        ("A payment plan that we propose keeps its bounds", "Een voorgestelde betalingsregeling houdt haar grenzen"),
        (
            "{0}, agreed on {1:day}, runs until {2:day}; the policy allows until {3:day}",
            "{0}, overeengekomen op {1:day}, loopt tot {2:day}; het beleid staat toe tot {3:day}",
        ),
    ),
    Invariant(
        owed.PAID_OPEN,
        ("What is paid ends the case", "Wat betaald is, beëindigt het dossier"),
        ("all is paid on {0:day} and the case goes on", "alles is betaald op {0:day} en het dossier loopt door"),
    ),
    Invariant(
        owed.OPEN_PAID,
        ("A case ends as paid only if nothing is left", "Een dossier eindigt pas als betaald als er niets over is"),
        (
            "the case ends as paid on {0:day}, {1:money} open",
            "het dossier eindigt betaald op {0:day} met {1:money} open",
        ),
    ),
)
"""What must hold by itself; the guardrails of a law pack come on top of it."""


def invariants_of(program: Program) -> Mapping[str, Invariant]:
    """Every invariant that a policy is held to, by its id: the guardrails of its law pack first."""
    return {one.id: one for one in (*law_invariants(program), *OWN)}


@dataclass(frozen=True, slots=True)
class Watching:
    """The observer of all invariants."""

    def begin(self, program: Program, opened: Position) -> Hashable:  # noqa: ARG002 - the signature of observers
        """Nothing is remembered of a case that was just opened."""
        return begun(program)

    def look(self, program: Program, memory: Hashable, moved: Moved) -> Look:
        """What does not hold at this move, and what is remembered after it."""
        assert isinstance(memory, Memory)  # as `begin` and this function gave it
        after = remembered(program, memory, moved)
        found = tuple(_broken(program, memory, after, moved))
        if any(breach.invariant == waiting.WINDOW for breach in found):
            after = after._replace(windows=(SEEN_TO,) * len(after.windows))
        return Look(after, found)

    def told_apart(self, memory: Hashable) -> tuple[Hashable, tuple[int, ...]]:
        """All but how long a window has stood still: it ends no later where fewer days did not count."""
        assert isinstance(memory, Memory)  # as in look
        *rest, windows = memory
        return tuple(rest), tuple([NEVER if one == SEEN_TO else one for one in windows])


def _broken(program: Program, memory: Memory, after: Memory, moved: Moved) -> Iterator[Breach]:
    deed = deed_of(program, moved)
    if deed is not None and deed.ours:
        yield from law_broken(program, memory, moved, deed)
        yield from contacts.reached(program, memory, moved, deed)
        yield from contacts.repeated(program, memory, moved, deed)
        yield from contacts.terms_kept(program, memory, moved, deed)
        yield from owed.claimed(program, memory, moved, deed)
    if moved.move.event is not None:
        yield from owed.plan_agreed(program, moved)
        yield from owed.ended(program, moved)
        yield from endless.plan_again(program, memory, moved)
    yield from waiting.windows_kept(program, after, moved)
    yield from waiting.holds_end(program, moved)
    yield from waiting.plans_end(program, moved)
    yield from waiting.no_limbo(program, moved)
    yield from blocked(program, after, moved)


def invariants_observer(program: Program) -> Watching:
    """The observer that looks for breaches of `invariants_of(program)`."""
    return Watching()
