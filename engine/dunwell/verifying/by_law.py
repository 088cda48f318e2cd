"""What the law forbids, held against what went out: every guardrail of the law pack, apart from the engine's own guard.

The days come from what the watch remembers and from the figures of the law, not from the interpreter; so a fault of
either the policy or the engine is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE
from dunwell.law.limitation import limitation
from dunwell.verifying.counting import by_law, claims, default_from, kind_of, received
from dunwell.verifying.invariant import Invariant
from dunwell.verifying.model import Breach
from dunwell.verifying.watch import channels_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.core.position import Position
    from dunwell.language.program import Program
    from dunwell.law.rules import Guardrail
    from dunwell.verifying.model import Moved
    from dunwell.verifying.watch import Deed, Memory

    Args = tuple[int | str, ...] | None
    """What the sentence of a breach needs after the name and the day; None where nothing is broken."""

BLOCKED = "blocked-"
"""Before the id of a guardrail: the policy would breach it, and the engine's guard keeps it from that."""

_NATURAL, _COLLECTOR = FACT_INDEX["debtor.natural_person"], FACT_INDEX["collector.kind"]


def law_broken(program: Program, memory: Memory, moved: Moved, deed: Deed) -> Iterator[Breach]:
    """Every guardrail that binds this debtor and that the deed breaches."""
    kind = kind_of(moved.before)
    for rule in program.law.guardrails.values():
        if rule.kind in _TESTS and rule.binds(kind):
            args = _TESTS[rule.kind](program, rule, memory, moved, deed)
            if args is not None:
                yield Breach(rule.id, (deed.name, deed.day, *args))


def blocked(program: Program, memory: Memory, moved: Moved) -> Iterator[Breach]:
    """A step that the policy comes to and the engine's guard stops, other than for a fact that somebody has to record.

    The guard keeps the debtor from harm, but nobody wants a policy that runs into it. Where a person let the case go on
    without a message that could not be delivered, it is not the policy that does.
    """
    if memory.passed_over:
        return
    for action in moved.decision.actions if moved.decision else ():
        if action.kind != "blocked":
            continue
        step = program.steps[moved.after.variant][action.step].name
        for reason in action.reasons:
            rule = program.law.guardrails.get(str(reason.args[0]))
            if rule is not None and rule.kind not in _FOR_A_PERSON:
                yield Breach(f"{BLOCKED}{rule.id}", (step, moved.after.day))


_FOR_A_PERSON = (
    "fact_for_agency",
    "fact_for_collector",
    "fact_asks_person",
    "one_letter",
    "limitation",
)
"""Guardrails by which a step rightly waits for a person: no policy knows the fact, or keeps years from passing."""


def law_invariants(program: Program) -> Iterator[Invariant]:
    """An invariant for each guardrail of the law pack, and one for each that no policy needs to run into."""
    for rule in program.law.guardrails.values():
        says, article = (rule.says, rule.says), rule.basis.article
        yield Invariant(rule.id, says, _BROKEN[rule.kind], article)
        if rule.kind not in _FOR_A_PERSON:
            titles = (
                f"No step is ever stopped because of {rule.id}",
                f"Geen stap wordt ooit gestopt vanwege {rule.id}",
            )
            yield Invariant(f"{BLOCKED}{rule.id}", titles, _STOPPED, article)


_STOPPED = (
    "{0} comes up on {1:day} and would break the law: the engine stops it, and a person has to look",
    "{0} is aan de beurt op {1:day} en zou de wet breken: de engine houdt de stap tegen, en een mens moet kijken",
)


def _costs_after_letter(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    steps = program.steps[moved.before.variant]
    ends = [last for step, last in memory.letters if steps[step].legal_form == rule.form]
    if not claims(deed.step, deed.event, "collection_costs") or any(last < deed.day for last in ends):
        return None
    return (min(ends, default=0),)


def _letter_after_default(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    if deed.step is None or deed.step.legal_form != rule.form:
        return None
    return _not_in_default(program, memory, moved.before, deed)


def _interest_in_default(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    if not claims(deed.step, deed.event, "interest"):
        return None
    return _not_in_default(program, memory, moved.before, deed)


def _not_in_default(program: Program, memory: Memory, before: Position, deed: Deed) -> Args:
    first = default_from(program, before, memory.letters)
    return None if first is not None and first <= deed.day else (first or 0,)


def _term_of_letter(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    if deed.step is None or deed.step.legal_form != rule.form:
        return None
    least = by_law(program, deed.step, received(program, deed.day, channels_of(deed.step, deed.event), planning=False))
    granted = moved.after.anchors[deed.step.sent + 2]
    return (granted, least) if granted < least else None


def _contact_days(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    return () if deed.contact and not program.law.calendar(rule.calendar).is_open(deed.day) else None


def _nothing_after_stop(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    return (moved.before.stops[0],) if moved.before.stops else None


def _fact_for_agency(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    to_agency = deed.step is not None and deed.step.kind == "agency"
    return (rule.fact,) if to_agency and _unsaid_of_a_person(moved.before, rule) else None


def _fact_for_collector(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    for_another = moved.before.facts[_COLLECTOR] in ("third_party", "assignee")
    return (rule.fact,) if deed.contact and for_another and _unsaid_of_a_person(moved.before, rule) else None


def _fact_asks_person(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    unasked = claims(deed.step, deed.event, "collection_costs") and not moved.before.approved
    return (rule.fact,) if unasked and _fact(moved.before, rule) is True else None


def _one_letter(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    letter = deed.step is not None and deed.step.legal_form == rule.form
    return (rule.fact,) if letter and _fact(moved.before, rule) is True else None


def _limitation(program: Program, rule: Guardrail, memory: Memory, moved: Moved, deed: Deed) -> Args:
    due = moved.before.anchors[DUE]
    pursued = deed.contact or (deed.step is not None and deed.step.kind == "agency")
    if not pursued or deed.day <= due + program.limitation.safe_days:
        return None
    last = limitation(program.law, rule.claim, due, moved.before.interrupted).last_day
    return (last,) if deed.day > last and not moved.before.end else None


def _fact(position: Position, rule: Guardrail) -> object:
    return position.facts[FACT_INDEX[rule.fact]] if rule.fact in FACT_INDEX else None


def _unsaid_of_a_person(position: Position, rule: Guardrail) -> bool:
    """Whether the debtor is a natural person, by what is known, and the fact that then has to hold was not said."""
    natural = position.facts[_NATURAL]
    person = natural if natural is not None else kind_of(position) in ("consumer", "unknown")
    return bool(person) and _fact(position, rule) is not True


_TESTS: dict[str, Callable[[Program, Guardrail, Memory, Moved, Deed], Args]] = {
    "costs_after_letter": _costs_after_letter,
    "letter_after_default": _letter_after_default,
    "interest_in_default": _interest_in_default,
    "term_of_letter": _term_of_letter,
    "contact_days": _contact_days,
    "nothing_after_stop": _nothing_after_stop,
    "fact_for_agency": _fact_for_agency,
    "fact_for_collector": _fact_for_collector,
    "fact_asks_person": _fact_asks_person,
    "one_letter": _one_letter,
    "limitation": _limitation,
}
"""By kind of guardrail; `owed` looks at the kinds that are about amounts."""

_UNSAID = (
    "{0} on {1:day}, although nobody has said that {2} holds",
    "{0} op {1:day}, hoewel niemand heeft gezegd dat {2} geldt",
)
_BROKEN: dict[str, tuple[str, str]] = {
    "costs_after_letter": (
        "{0} claims collection costs on {1:day}; {2:lapse}",
        "{0} vordert incassokosten op {1:day}; {2:lapse}",
    ),
    "letter_after_default": (
        "{0} is sent on {1:day}, too early to count: {2:default}",
        "{0} gaat uit op {1:day}, te vroeg om mee te tellen: {2:default}",
    ),
    "interest_in_default": (
        "{0} claims interest on {1:day}: {2:default}",
        "{0} vordert rente op {1:day}: {2:default}",
    ),
    "term_of_letter": (
        "{0}, sent on {1:day}, gives time up to and including {2:day}; the law gives up to and including {3:day}",
        "{0}, verstuurd op {1:day}, geeft tijd tot en met {2:day}; de wet geeft tot en met {3:day}",
    ),
    "amounts_by_law": (
        "{0} brings the {2} claimed to {3:money} on {1:day}; the law knows {4:money}",
        "{0} brengt de gevorderde {2} op {3:money} op {1:day}; de wet kent {4:money}",
    ),
    "contact_days": (
        "{0} reaches the debtor on {1:day}, a day on which the law leaves people alone",
        "{0} bereikt de debiteur op {1:day}, een dag waarop de wet mensen met rust laat",
    ),
    "nothing_after_stop": (
        "{0} goes out on {1:day}, although the law has stopped the case: {2}",
        "{0} gaat uit op {1:day}, hoewel de wet het dossier heeft stilgelegd: {2}",
    ),
    "fact_for_agency": _UNSAID,
    "fact_for_collector": _UNSAID,
    "fact_asks_person": (
        "{0} claims collection costs on {1:day} without a person's word, although {2} holds",
        "{0} vordert incassokosten op {1:day} zonder dat een mens het bevestigde, hoewel {2} geldt",
    ),
    "one_letter": (
        "{0} is sent on {1:day}, although {2} holds",
        "{0} gaat uit op {1:day}, hoewel {2} geldt",
    ),
    "plan_is_free": (
        "{0}, agreed on {1:day}, asks {2:money} of a claim of {3:money}",
        "{0}, overeengekomen op {1:day}, vraagt {2:money} op een vordering van {3:money}",
    ),
    "limitation": (
        "{0} on {1:day}, although the claim lapsed after {2:day}",
        "{0} op {1:day}, hoewel de vordering na {2:day} is verjaard",
    ),
}
"""The sentence for a breach, by kind of guardrail."""
