"""What conditions can turn out to be, in which cases: always, never, for two variants at once, for none.

Each finding names a case that shows it. A condition is judged only in cases that can come to it: those of the policy's
`applies_to`, and in a step those of the variant. What can change while a case is open (amounts, a rating) is left open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dunwell.language.cells import ANY_OTHER, cells, cut_of, field_of, holds, leaves_of
from dunwell.language.fields import value_text
from dunwell.language.parts import is_unclear
from dunwell.money import amount_text
from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.language.cells import Cell
    from dunwell.language.fields import Value
    from dunwell.language.parts import Condition
    from dunwell.language.program import Program
    from dunwell.problems import Place

LASTING = frozenset({
    "debtor.kind", "debtor.country", "debtor.natural_person", "creditor.country", "currency", "invoice.issued",
    "invoice.due", "invoice.total",
})  # fmt: skip
"""Facts that a case keeps while it is open; what a policy asks of others when it begins may not hold later."""

Use = tuple["Condition", int]
"""A condition and the variant in which it is judged; -1 for all."""


def answers(program: Program, condition: Condition, variant: int = -1) -> frozenset[bool]:
    """How a condition can turn out where it is judged; both where that cannot be said.

    That a fact is unknown is no answer: somebody is asked for it.
    """
    found = {holds(condition, cell) for cell in _cases(program, condition, variant)} - {None}
    return frozenset(one for one in found if one is not None) or frozenset((True, False))


def check_conditions(program: Program) -> Iterator[Problem]:
    """DW510 to DW513 for every condition of the policy."""
    yield from _variants(program)
    if program.applies_to:
        whole = replace(program.applies_to[0], kind="all", parts=program.applies_to, name=None)
        if answers(replace(program, applies_to=()), whole) == {False}:
            message = "no invoice can fit `applies_to`: its tests exclude one another"
            yield Problem("DW512", message, whole.place, "look at its values", "warning")
    for variant in program.variants if len(program.variants) > 1 else ():
        if variant.when is not None and answers(program, variant.when) == {False}:
            message = f"the variant {variant.name!r} never fits: `applies_to` and its own condition exclude each other"
            yield Problem("DW512", message, variant.when.place, "look at the values, or remove the variant", "warning")
    for place, uses in _uses(program).items():
        yield from _decides(program, place, uses)


def plain_cell(program: Program, variant: int) -> Mapping[str, Value] | None:
    """Facts with which a case is one of the policy and surely of this variant; None where there are none.

    Amounts and days are left out as far as no condition asks for them.
    """
    chosen = program.variants[variant].when
    given = (*program.applies_to, *((chosen,) if chosen else ()))
    if not given:
        return {}
    assumed = {one.field: one.value for one in program.assumptions}
    fitting = [cell for cell in cells(given, _said(program)) if all(holds(one, cell) for one in given)]
    fitting.sort(key=lambda cell: -sum(assumed.get(name) == value for name, value in cell.items()))
    if not fitting:
        return None
    return {name: value for name, value in fitting[0].items() if value is not None and value != ANY_OTHER}


def _uses(program: Program) -> Mapping[Place, list[Use]]:
    """Every condition that a case is held to on its way, with the variants in which it is."""
    found: dict[Place, list[Use]] = {}
    for variant, steps in enumerate(program.steps):
        for step in steps:
            if step.when is not None:
                found.setdefault(step.when.place, []).append((step.when, variant))
    for plan in program.plans:
        if plan.when is not None:
            found.setdefault(plan.when.place, []).append((plan.when, -1))
    return found


def _decides(program: Program, place: Place, uses: list[Use]) -> Iterator[Problem]:
    """DW512 for a condition with one answer wherever it is used; else DW513 for parts of it without effect."""
    found = frozenset[bool]().union(*(answers(program, condition, variant) for condition, variant in uses))
    if len(found) == 1:
        how, what = ("always", "remove it") if found == {True} else ("never", "look at its values")
        message = f"this condition {how} holds, whatever the case{_because(program, uses[0][0])}"
        yield Problem("DW512", message, place, f"{what}: it decides nothing", "warning")
        return
    condition = uses[0][0]
    for part, group, without in _without_each(condition):
        if all(_same(program, condition, without, variant) for _, variant in uses):
            yield _idle(program, condition, part, group)
            return


def _idle(program: Program, condition: Condition, part: Condition, group: Condition) -> Problem:
    """DW513, with the part beside it that makes it idle, if one alone does."""
    named = f" {condition.name!r}" if condition.name else ""
    cases = _cases(program, condition, -1)
    alone = {holds(part, cell) for cell in cases} - {None}
    why = "" if len(alone) > 1 else " always holds here, and" if True in alone else " never holds here, and"
    message = f"this part{why} decides nothing: with it and without it the condition{named} is the same"
    if why:
        return Problem("DW513", message, part.place, "remove it, or look at its values", "warning")
    notes = [
        Note("because this holds whenever it does" if group.kind != "all" else "because it holds whenever this does",
             other.place)
        for other in group.parts
        if other is not part and _implies(cases, *((other, part) if group.kind == "all" else (part, other)))
    ]  # fmt: skip
    return Problem("DW513", message, part.place, "remove it, or look at its values", "warning", tuple(notes[:1]))


def _implies(cases: tuple[Cell, ...], one: Condition, other: Condition) -> bool:
    return all(holds(other, cell) for cell in cases if holds(one, cell))


def _without_each(condition: Condition) -> Iterator[tuple[Condition, Condition, Condition]]:
    """Each part, however deep, the group that it stands in, and the whole condition without it."""
    for index, part in enumerate(condition.parts):
        before, after = condition.parts[:index], condition.parts[index + 1 :]
        if before or after:
            yield part, condition, replace(condition, parts=(*before, *after))
        for inner, group, without in _without_each(part):
            yield inner, group, replace(condition, parts=(*before, without, *after))


def _same(program: Program, condition: Condition, without: Condition, variant: int) -> bool:
    """Whether both have one answer in every case; a part whose answers nobody can count is left alone."""
    cases = _cases(program, condition, variant)
    return bool(cases) and all(holds(condition, cell) is holds(without, cell) for cell in cases)


def _cases(program: Program, condition: Condition, variant: int) -> tuple[Cell, ...]:
    """The cells of a condition in which a case of the policy, or of one of its variants, can be; none if unclear."""
    if is_unclear(condition):
        return ()
    asked = {cut_of(test) for test in leaves_of(condition)}
    chosen = program.variants[variant].when if variant >= 0 else None
    given = (*program.applies_to, *((chosen,) if chosen else ()))
    limits = [one for one in _conjuncts(given) if {cut_of(test) for test in leaves_of(one)} <= asked & LASTING]
    found = cells((condition, *limits), _said(program), _least(program))
    return tuple(cell for cell in found if all(holds(limit, cell) for limit in limits))


def _conjuncts(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Conditions all of which must hold, taken apart where one of them says `all` itself."""
    for condition in conditions:
        if condition.kind == "all":
            yield from _conjuncts(condition.parts)
        elif not is_unclear(condition):
            yield condition


def _said(program: Program) -> tuple[str, ...]:
    return tuple(assumption.field for assumption in program.assumptions)


def _least(program: Program) -> Mapping[str, int]:
    """A case whose claim is within the tolerance is paid; but a hold on a part can leave less than that undisputed."""
    return {"claim.open": 1 if any(hold.part for hold in program.holds) else program.tolerance + 1}


def _because(program: Program, condition: Condition) -> str:
    least = _least(program)["claim.open"]
    if least == 1 or all(test.field != "claim.open" for test in leaves_of(condition)):
        return ""
    return f" (a claim of {program.currency} {amount_text(least - 1)} or less counts as paid)"


def _variants(program: Program) -> Iterator[Problem]:
    """DW510 and DW511: exactly one variant fits every case to which the policy applies."""
    conditions = [variant.when for variant in program.variants if variant.when is not None]
    if len(conditions) != len(program.variants) or any(map(is_unclear, conditions)):
        return
    asked = {cut_of(test) for condition in conditions for test in leaves_of(condition)}
    limits = [one for one in program.applies_to if {cut_of(test) for test in leaves_of(one)} <= asked]
    told: set[tuple[str, ...]] = set()
    found = cells((*conditions, *limits), _said(program), _least(program))
    cases = tuple(cell for cell in found if all(holds(limit, cell) for limit in limits))
    for cell in cases:
        fitting = _fitting(program, cell)
        if fitting is None or len(fitting) == 1 or fitting in told:
            continue
        told.add(fitting)
        yield _not_one_variant(program, fitting, _telling(program, cell, cases, fitting))


def _fitting(program: Program, cell: Cell) -> tuple[str, ...] | None:
    """The variants that surely fit a case; None where none does and a fact that nobody has said decides."""
    verdicts = {one.name: holds(one.when, cell) for one in program.variants if one.when}
    surely = tuple(name for name, verdict in verdicts.items() if verdict)
    return surely if surely or None not in verdicts.values() else None


def _telling(program: Program, cell: Cell, cases: tuple[Cell, ...], fitting: tuple[str, ...]) -> Cell:
    """The case without what does not matter: whatever it were, the same variants would fit."""
    telling = dict(cell)
    for cut in cell:
        fewer = {name: value for name, value in telling.items() if name != cut}
        alike = [one for one in cases if all(one[name] == value for name, value in fewer.items())]
        if fewer and all(_fitting(program, one) == fitting for one in alike):
            telling = fewer
    return telling


def _not_one_variant(program: Program, fitting: tuple[str, ...], cell: Cell) -> Problem:
    case = case_text(program.currency, cell)
    if not fitting:
        message = f"no variant fits {case}"
        return Problem("DW510", message, program.variants[-1].place, "let one of the variants cover it")
    first, second = (next(one for one in program.variants if one.name == name) for name in fitting[:2])
    message = f"{case} fits two variants: {first.name!r} and {second.name!r}"
    notes = (Note("the other one", first.place),)
    return Problem("DW511", message, second.place, "let each case fit one of them only", notes=notes)


def case_text(currency: str, cell: Mapping[str, object]) -> str:
    """A case as people speak of it: "a business debtor with EUR 250.00 open".

    >>> case_text("EUR", {"debtor.kind": "consumer", "invoice.complete": True})
    'a consumer, where invoice.complete is yes'
    """
    who = _WHO.get(str(cell.get("debtor.kind")), "a debtor")
    amounts, others = [], []
    for cut, value in cell.items():
        if value is None:
            others.append(f"{cut} is unknown")
        elif cut in _AMOUNTS:
            amounts.append(f"{currency} {amount_text(int(str(value)))} {_AMOUNTS[cut]}")
        elif cut != "debtor.kind":
            said = value if value == ANY_OTHER else value_text(field_of(cut), value, currency)  # type: ignore[arg-type] # a value of the field
            others.append(f"{cut} is {said}")
    with_amounts = f" with {' and '.join(amounts)}" if amounts else ""
    where = f", where {' and '.join(others)}" if others else ""
    return f"{who}{with_amounts}{where}"


_WHO = {"business": "a business debtor", "consumer": "a consumer", "public_authority": "a public authority"}
_AMOUNTS = {
    "claim.open": "open",
    "principal.open": "of the principal open",
    "invoice.total": "on the invoice",
    "received": "received",
}
