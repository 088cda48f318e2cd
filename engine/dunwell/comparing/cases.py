"""Made-up cases for two policies: facts and amounts cut at every constant that either policy mentions.

One case for each variant is the plain one; each other case differs from a plain one in a single fact. Nothing is drawn
by chance: the same two policies give the same cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.opening import facts_of, fits, stand
from dunwell.days import MONTHS, day, day_text
from dunwell.language.cells import leaves_of
from dunwell.language.fields import FIELDS, value_text
from dunwell.model import Invoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.language.fields import Value
    from dunwell.language.parts import Condition
    from dunwell.language.program import Program
    from dunwell.language.scenario import Planned

PLAIN: Mapping[str, Value] = {
    "debtor.has_email": True,
    "debtor.has_address": True,
    "invoice.complete": True,
    "invoice.issued": day("2026-01-05"),
    "invoice.due": day("2026-02-04"),
    "invoice.total": 121_000,
}
OTHER_DUE = ("2026-02-20", "2026-04-03", "2026-12-18")
"""Due dates beside the plain one: the end of a week, Good Friday, and the week before Christmas."""

ALWAYS_TRIED: Mapping[str, tuple[Value, ...]] = {
    "debtor.has_email": (False,),
    "debtor.has_address": (False,),
    "invoice.complete": (False,),
    "agreement.default_basis": ("agreed_term", "notice", "none"),
    "agency.registered": (False,),
    "debtor.natural_person": (True,),
}
"""Facts that the interpreter and the law packs look at, whether or not a policy mentions them."""

_MONEY = ("claim.open", "principal.open", "plan.open", "invoice.total")
_FARTHEST_TERM = 30
_BEFORE_PERIODS = (20, 2)
"""Days before a period: the second half of a ladder comes into it, and its first steps."""


@dataclass(frozen=True, slots=True)
class Case:
    """An invoice under given facts. `name` says what is special about it; a plain case is worth every story.

    `events` happen to it under any policy, and `on` is the day it was opened (0: its invoice date).
    """

    name: str
    invoice: Invoice
    given: Mapping[str, Value]
    plain: bool = False
    events: tuple[Planned, ...] = ()
    on: int = 0

    @property
    def agreed(self) -> int | None:
        """The yearly interest that was agreed, in millionths; None if none was."""
        interest = self.invoice.agreement.interest
        return int(interest * 10_000) if interest is not None else None


def made_cases(old: Program, new: Program) -> tuple[Case, ...]:
    """The cases for two policies, each once: the plain ones first, then one for each constant."""
    invoice = Invoice("made", "invoice", "made")
    first = max(old.valid_from, new.valid_from, int(PLAIN["invoice.issued"]))
    moved = first - int(PLAIN["invoice.issued"]) if first > int(PLAIN["invoice.issued"]) else 0
    shift = (moved + 6) // 7 * 7
    base = dict(PLAIN) | _applies(old) | _applies(new)
    base |= {"invoice.issued": int(base["invoice.issued"]) + shift, "invoice.due": int(base["invoice.due"]) + shift}
    plains = [Case(name, invoice, base | facts, plain=True) for name, facts in _variants(old, new)]
    conditions = (*conditions_of(old), *conditions_of(new))
    dues = [*(day(text) + shift for text in OTHER_DUE), *_calendar_dues((old, new), conditions, first)]
    changed = (*_changes(conditions), *_due_on(dues))
    others = (
        Case(f"{plain.name}, {_fact_text(facts)}", invoice, {**plain.given, **facts})
        for facts in changed
        for plain in plains
        if any(plain.given.get(name) != value for name, value in facts.items())
    )
    return (*plains, *{_key(case): case for case in others}.values())


def opened(program: Program, case: Case) -> Position | None:
    """The case as this policy opens it; None where the policy is not for it."""
    facts, _ = facts_of(case.invoice, program, case.given)
    if fits(program, facts) is not None:
        return None
    return stand(program, facts, case.on or int(facts["invoice.issued"]))


def _key(case: Case) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted(case.given.items()))


def _applies(program: Program) -> dict[str, Value]:
    """Facts with which `applies_to` holds."""
    found: dict[str, Value] = {}
    for test in (test for condition in program.applies_to for test in leaves_of(condition)):
        value = _holding(test)
        if value is not None and not FIELDS[test.field].derived:
            found[test.field] = value
    return found


def _variants(old: Program, new: Program) -> Iterator[tuple[str, dict[str, Value]]]:
    """A name and the facts for each variant of either policy; one plain case where there are none."""
    found: dict[str, dict[str, Value]] = {}
    for variant in (*old.variants, *new.variants):
        tests = tuple(leaves_of(variant.when)) if variant.when is not None else ()
        facts = {test.field: value for test in tests if (value := _holding(test)) is not None}
        found.setdefault(variant.name or "plain", {key: one for key, one in facts.items() if not FIELDS[key].derived})
    seen: list[dict[str, Value]] = []
    for name, facts in found.items():
        if facts not in seen:
            seen.append(facts)
            yield name, facts


def _holding(test: Condition) -> Value | None:
    """A value for which a test holds, or None."""
    field, wanted = FIELDS[test.field], test.values[0]
    if test.operator in ("is", "one_of", "at_least", "at_most"):
        return wanted
    if test.operator in ("above", "below") and not isinstance(wanted, str):
        return int(wanted) + (1 if test.operator == "above" else -1)
    others = (one for one in field.choices if one not in test.values)
    return next(others, None) if test.operator in ("is_not", "none_of") else None


def conditions_of(program: Program) -> Iterator[Condition]:
    """Every condition of a policy."""
    yield from program.applies_to
    yield from (variant.when for variant in program.variants if variant.when is not None)
    yield from (step.when for steps in program.steps for step in steps if step.when is not None)
    yield from (plan.when for plan in program.plans if plan.when is not None)
    yield from (plan.completed for plan in program.plans)


def _changes(conditions: Iterable[Condition]) -> Iterator[dict[str, Value]]:
    """One changed fact after the other: what the conditions mention, on both sides of every bound."""
    yield from ({name: value} for name, value in tried_values(conditions))


def tried_values(conditions: Iterable[Condition]) -> Iterator[tuple[str, Value]]:
    """Each fact that the conditions mention, with each value worth trying; and the facts that are always tried."""
    values: dict[str, set[Value]] = {name: set(found) for name, found in ALWAYS_TRIED.items()}
    for test in (test for condition in conditions for test in leaves_of(condition)):
        name = "invoice.total" if test.field in _MONEY else test.field
        if FIELDS[name].derived or test.operator == "known":
            continue
        found = values.setdefault(name, set())
        found.update(FIELDS[name].choices)
        for value in test.values:
            found.update(_around(test, value))
    for name in sorted(values):
        yield from ((name, value) for value in sorted(values[name], key=str))


def _due_on(days: Iterable[int]) -> Iterator[dict[str, Value]]:
    for due in days:
        yield {"invoice.due": due, "invoice.issued": due - _FARTHEST_TERM}


def _calendar_dues(programs: tuple[Program, ...], conditions: Iterable[Condition], first: int) -> Iterator[int]:
    """Due dates from which the ladder comes into each quiet period, and into each month that a condition names."""
    starts = {one.first for program in programs for one in program.contacts.quiet}
    tests = (test for condition in conditions for test in leaves_of(condition) if test.field == "today.month")
    starts |= {(MONTHS.index(str(value)) + 1, 1) for test in tests for value in test.values}
    year = int(day_text(first)[:4]) + 1
    for month, number in sorted(starts):
        start = day(f"{year}-{month:02}-{min(number, 28):02}")
        yield from (start - days for days in _BEFORE_PERIODS)


def _around(test: Condition, value: Value) -> tuple[Value, ...]:
    """The value and its neighbours: a cent, a day or one less and more; yes and no."""
    kind = FIELDS[test.field].type
    if kind == "yes_no":
        return (True, False)
    if kind in ("money", "number", "day"):
        return tuple(one for one in (int(value) - 1, int(value), int(value) + 1) if one > 0)
    return (value,)


def _fact_text(facts: Mapping[str, Value]) -> str:
    name = "invoice.due" if "invoice.due" in facts else next(iter(facts))
    value = facts[name]
    return f"due {day_text(int(value))}" if name == "invoice.due" else f"{name} {value_text(FIELDS[name], value)}"
