"""Hold the text of a policy against the guardrails of its law pack, before any case exists.

What a text cannot show (dates, facts) is left to `core.guard`, which looks at every decided step with the same rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.draft import text
from dunwell.language.flow import surely_before
from dunwell.language.yamlfile import Table
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.language.parts import Condition
    from dunwell.language.program import Program, Step, Variant
    from dunwell.law.rules import Guardrail, LawPack
    from dunwell.problems import Place


def check_guardrails(program: Program) -> Iterator[Problem]:
    """DW640: every guardrail that the policy's own words undercut, with the step and the article."""
    for number, variant in enumerate(program.variants):
        for rule in program.law.guardrails.values():
            if any(_can_be(variant, kind) for kind in rule.debtors) and rule.kind in _CHECKS:
                yield from _CHECKS[rule.kind](program, number, rule)


def check_plan_interest(law: LawPack, variants: tuple[Variant, ...], plan: Table) -> Iterator[Problem]:
    """DW640: a payment plan that charges interest to a debtor whom the law pack frees of it."""
    node = plan.get("interest")
    charged = (
        [(key, value) for key, value in node.entries if text(value) not in FREE] if isinstance(node, Table) else []
    )
    rules = [rule for rule in law.guardrails.values() if rule.kind == "plan_is_free"]
    for key, value in charged:
        variant = next((one for one in variants if one.name == key.text), None)
        for rule in rules:
            if variant is not None and any(_can_be(variant, kind) for kind in rule.debtors if kind != "unknown"):
                message = (
                    f"{rule.id}: {rule.says} Here the plan says {text(value)!r} for {key.text} [{rule.basis.article}]"
                )
                yield Problem("DW640", message, value.place, f"write one of: {', '.join(FREE)}")


FREE = ("frozen", "waived if completed")
"""What a plan can do with interest that costs the debtor nothing while the plan is kept."""


def guards_for(step: Step, guardrails: tuple[Guardrail, ...]) -> tuple[Guardrail, ...]:
    """The guardrails that a step of this shape could breach; those that no step can breach are left out."""
    return tuple(rule for rule in guardrails if rule.kind in _CONCERNS and _CONCERNS[rule.kind](step, rule))


_CONCERNS: dict[str, Callable[[Step, Guardrail], bool]] = {
    "costs_after_letter": lambda step, rule: "collection_costs" in step.claims,
    "letter_after_default": lambda step, rule: step.legal_form == rule.form,
    "interest_in_default": lambda step, rule: "interest" in step.claims,
    "contact_days": lambda step, rule: step.contact,
    "fact_for_agency": lambda step, rule: step.kind == "agency",
    "fact_for_collector": lambda step, rule: step.contact,
    "fact_asks_person": lambda step, rule: "collection_costs" in step.claims,
    "one_letter": lambda step, rule: step.legal_form == rule.form,
    "limitation": lambda step, rule: step.contact or step.kind == "agency",
}


def _can_be(variant: Variant, debtor_kind: str) -> bool:
    """Whether a debtor of this kind can fall under the variant; anything but `debtor.kind` is left open."""
    return variant.when is None or _may_hold(variant.when, debtor_kind)


def _may_hold(condition: Condition, debtor_kind: str) -> bool:
    if condition.kind == "test":
        if condition.field != "debtor.kind" or debtor_kind == "unknown":
            return condition.field != "debtor.kind"
        matches = debtor_kind in condition.values
        return matches if condition.operator in ("is", "one_of") else not matches
    parts = (_may_hold(part, debtor_kind) for part in condition.parts)
    return all(parts) if condition.kind == "all" else any(parts) if condition.kind == "any" else True


def _costs_after_letter(program: Program, number: int, rule: Guardrail) -> Iterator[Problem]:
    """A step that claims costs although there is a way to it without the letter's term."""
    letters = [step for step in program.steps[number] if step.legal_form == rule.form]
    before = surely_before(program, number)
    for step in program.steps[number]:
        if "collection_costs" in step.claims and step.index in before:
            granted = any(letter.sent + 2 in before[step.index] for letter in letters)
            if not granted:
                what = f"{step.name!r} claims collection costs, but a case can come there without that letter"
                yield _breach(
                    program,
                    number,
                    rule,
                    what,
                    step.place_of("claims"),
                    f"send a step with `legal_form: {rule.form}` first",
                )


def _letter_after_default(program: Program, number: int, rule: Guardrail) -> Iterator[Problem]:
    """A letter by law without any step that could put the debtor in default before it."""
    letters = [step for step in program.steps[number] if step.legal_form == rule.form]
    fix = _missing_notice(program, number, rule)
    if letters and fix:
        what = f"{letters[0].name!r} is sent although nothing puts the debtor in default where no fatal term was agreed"
        yield _breach(program, number, rule, what, letters[0].place_of("legal_form"), fix)


def _interest_in_default(program: Program, number: int, rule: Guardrail) -> Iterator[Problem]:
    """A step that claims interest without any step that could put the debtor in default before it."""
    claiming = [step for step in program.steps[number] if "interest" in step.claims]
    fix = _missing_notice(program, number, rule)
    if claiming and fix:
        what = f"{claiming[0].name!r} claims interest although nothing puts the debtor in default without a fatal term"
        yield _breach(program, number, rule, what, claiming[0].place_of("claims"), fix)


def _missing_notice(program: Program, number: int, rule: Guardrail) -> str:
    """What to do where nothing in the policy, in its assumptions or by time alone brings default; else nothing."""
    rules = [one for one in program.law.default.values() if any(rule.binds(kind) for kind in one.debtors)]
    known = [value.value for one in rules for value in one.by.values]
    forms = dict.fromkeys(form for by in known for form in by.letters)
    basis = next((one.value for one in program.assumptions if one.field == "agreement.default_basis"), "none")
    sent = any(step.legal_form in forms for step in program.steps[number])
    if sent or any(basis in by.bases or by.days is not None for by in known):
        return ""
    return f"let a step with `legal_form: {next(iter(forms), '')}` come before it"


def _term_of_letter(program: Program, number: int, rule: Guardrail) -> Iterator[Problem]:
    form = program.law.notices[rule.form].term.values[-1].value
    least = form.days + form.starts - 1
    for step in program.steps[number]:
        term = step.term
        if step.legal_form != rule.form or term is None:
            continue
        short = (
            term.basis == "sent" or term.unit not in _DAYS_AT_LEAST or term.count * _DAYS_AT_LEAST[term.unit] < least
        )
        if short:
            what = f"the term of {step.name!r} is {term.text!r}"
            yield _breach(program, number, rule, what, term.place, "leave `term` out: the letter's form sets it")


_DAYS_AT_LEAST = {"days": 1, "working days": 1, "weeks": 7, "months": 28}


def _contact_days(program: Program, number: int, rule: Guardrail) -> Iterator[Problem]:
    """Contact on every day of the week reaches people on days on which they must be left alone."""
    if number == 0 and not program.contacts.messages.closed_weekdays:
        what = "`contact_days: every day` plans contact on those days too; each would be blocked"
        yield _breach(program, number, rule, what, program.contacts.days_place, "write `contact_days: working days`")


def _breach(program: Program, number: int, rule: Guardrail, what: str, place: Place, fix: str) -> Problem:
    variant = f" (variant {program.variants[number].name})" if len(program.variants) > 1 else ""
    return Problem("DW640", f"{rule.id}: {rule.says} Here {what}{variant} [{rule.basis.article}]", place, fix)


_CHECKS: dict[str, Callable[[Program, int, Guardrail], Iterator[Problem]]] = {
    "costs_after_letter": _costs_after_letter,
    "letter_after_default": _letter_after_default,
    "interest_in_default": _interest_in_default,
    "term_of_letter": _term_of_letter,
    "contact_days": _contact_days,
}
