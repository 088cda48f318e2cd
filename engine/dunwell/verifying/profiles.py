"""Which cases are explored: one for each cell that the policy's constants cut, due on one day.

The plain case of each variant has all that a case needs; every other one differs from it in what its name says. Facts
that the interpreter and the law packs look at are tried whether or not a policy mentions them.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from dunwell.comparing.cases import conditions_of, made_cases, tried_values
from dunwell.core.opening import facts_of, fits, stand
from dunwell.language.cells import OPERATOR_TESTS, leaves_of
from dunwell.language.fields import FACTS, FIELDS, value_text
from dunwell.verifying.model import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.comparing.cases import Case
    from dunwell.core.position import Position
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget

TERM = 30
"""Days between the invoice and its due date."""
MOST_PROFILES = 2000
"""A product of more cases is cut off; `explore` of so many would take days."""

_UNTIL = {"plain": 0, "each": 1, "product": 2}
"""How many facts of a case may differ from the plain one, by the word of a budget."""


def profiles(program: Program, budget: Budget, due: int) -> tuple[Profile, ...]:
    """The cases of a budget, due on this day: the plain ones first, then those that differ in one fact, and so on.

    Two cases of which every condition of the policy says the same are the same case.
    """
    plains = [case for case in made_cases(program, program) if case.plain]
    made: list[Profile] = []
    seen: set[tuple[object, ...]] = set()
    for many in range(_UNTIL[budget.profiles] + 1):
        for case, changes in product(plains, list(_changes(program, many))):
            given = {**case.given, "invoice.due": due, "invoice.issued": due - TERM, **changes}
            profile = _profile(program, case, given, changes)
            cell = _cell(program, profile) if profile is not None else ()
            if profile is not None and cell not in seen and len(made) < MOST_PROFILES:
                seen.add(cell)
                made.append(profile)
    return tuple(made)


def opened(program: Program, profile: Profile) -> Position:
    """The case as it is opened, on its invoice date."""
    return stand(program, profile.facts, int(profile.facts["invoice.issued"]))


def _changes(program: Program, many: int) -> Iterator[dict[str, Value]]:
    """Every way to change so many facts of a case at once, each to one of the values that are worth trying."""
    values: dict[str, list[Value]] = {}
    for name, value in tried_values(conditions_of(program)):
        values.setdefault(name, []).insert(0, value)
    for found in values.values():  # the largest amount of a cell stands for it: the next cent would be another
        found.sort(key=lambda one: -one if isinstance(one, int) else 0)
    for names in combinations(sorted(values), many):
        for chosen in product(*(values[name] for name in names)):
            yield dict(zip(names, chosen, strict=True))


def _profile(program: Program, case: Case, given: Mapping[str, Value], changes: Mapping[str, Value]) -> Profile | None:
    """The profile with these facts; None where the policy is not for it."""
    facts, _ = facts_of(case.invoice, program, given)
    if fits(program, facts) is not None:
        return None
    position = stand(program, facts, int(facts["invoice.issued"]))
    special = ", ".join(f"{name} {value_text(FIELDS[name], value)}" for name, value in sorted(changes.items()))
    variant = program.variants[position.variant].name
    name = ", ".join(filter(None, (case.name, special)))
    return Profile(name, variant, facts, position.principal, int(facts["invoice.due"]), plain=not changes)


def _cell(program: Program, profile: Profile) -> tuple[object, ...]:
    """What the policy, the interpreter and the law can tell of a case: equal for two that go the same ways."""
    total, facts = profile.principal, profile.facts
    said: list[object] = []
    for test in (one for condition in conditions_of(program) for one in leaves_of(condition)):
        known = total if FIELDS[test.field].type == "money" and FIELDS[test.field].derived else facts.get(test.field)
        if test.operator == "known":
            said.append(known is not None)
        elif known is not None:
            said.append(OPERATOR_TESTS[test.operator](known, test.values))
        else:
            said.append(None)
    looked_at = tuple(facts.get(field.name) for field in FACTS if field.name in _LOOKED_AT)
    return (profile.variant, *said, *looked_at)


_LOOKED_AT = frozenset(
    (
        "debtor.kind", "debtor.natural_person", "debtor.has_email", "debtor.has_address", "invoice.complete",
        "invoice.term_as_agreed", "agreement.default_basis", "agreement.collection_costs", "agency.registered",
        "collector.kind", "collector.registered", "invoice.later_instalment", "debtor.claims_to_join",
    )
)  # fmt: skip
"""Facts at which the interpreter and the law packs look, whatever the policy says."""
