"""Compile payment plans: who may have one, the bounds of the instalments, the messages on the way, and the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.compile_messages import compile_message
from dunwell.language.compile_steps import compile_route
from dunwell.language.conditions import compile_condition
from dunwell.language.draft import table, text, whole
from dunwell.language.fields import FIELDS
from dunwell.language.guard_checks import check_plan_interest
from dunwell.language.mends import respell
from dunwell.language.parts import Condition, Term
from dunwell.language.phrases import Duration
from dunwell.language.plans import Instalments, Plan, PlanEnd
from dunwell.language.schedules import MOST_INSTALMENTS, spreads
from dunwell.language.yamlfile import Scalar, Table

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.program import Variant
    from dunwell.language.yamlfile import Node
    from dunwell.law.rules import LawPack

AGREED, INSTALMENT = "agreed", "instalment.due"
"""What phrases within a plan count from."""


def compile_plans(
    draft: Draft, node: Node | None, variants: tuple[Variant, ...], law: LawPack | None
) -> tuple[Plan, ...]:
    """All plans in the order written. A plan that lacks what it needs was reported with the structure."""
    made: list[Plan] = []
    for key, value in table(node).entries:
        plan = _plan(draft, key, table(value), len(made), variants)
        if law is not None:
            draft.problems.extend(check_plan_interest(law, variants, table(value)))
        if plan is not None:
            made.append(plan)
    return tuple(made)


def _plan(draft: Draft, key: Scalar, node: Table, index: int, variants: tuple[Variant, ...]) -> Plan | None:
    when = compile_condition(draft, node.get("when"))
    otherwise = _onward(draft, key, node.get("otherwise"))
    instalments = _instalments(draft, node.get("instalments"))
    offer, remind, late, ends = (table(node.get(name)) for name in ("offer", "remind", "late", "ends"))
    confirm = compile_message(draft, f"{key.text}_confirmation", "plan", node.get("confirm"))
    late_message = compile_message(draft, f"{key.text}_late", "plan_late", node.get("late"))
    missed, repair = draft.counted_from(late.get("start"), INSTALMENT), _repair(draft, late.get("term"))
    breached, infeasible = (_end(draft, f"{key.text}_{name}", ends.get(name)) for name in ("breached", "infeasible"))
    completed = _completed(draft, key, table(ends.get("completed")))
    offered = compile_message(draft, f"{key.text}_offer", "plan_offer", node.get("offer"))
    unanswered = _onward(draft, key, offer.get("unanswered"))
    reminder = compile_message(draft, f"{key.text}_reminder", "plan_remind", node.get("remind"))
    reminded = draft.counted_from(remind.get("start"), INSTALMENT)
    if instalments is None or missed is None or repair is None or min(confirm, late_message) < 0:
        return None
    said = {name.text: text(value) or "" for name, value in table(node.get("interest")).entries}
    _check_variants(draft, table(node.get("interest")), variants)
    return Plan(
        index=index,
        name=key.text,
        title=text(node.get("title")) or key.text,
        place=key.place,
        instalments=instalments,
        confirm=confirm,
        late=late_message,
        missed=missed,
        repair=repair,
        completed=completed,
        breached=breached,
        infeasible=infeasible,
        misses=whole(table(table(ends.get("breached")).get("when")).get("misses")) or 1,
        when=when,
        otherwise=otherwise,
        offer=offered,
        valid=draft.duration(offer.get("valid")),
        unanswered=unanswered,
        remind=reminder if reminded else -1,
        reminded=reminded,
        new_invoices=node.get("new_invoices") is not None,
        interest=tuple(said.get(variant.name, "waived if completed") for variant in variants),
    )


def _onward(draft: Draft, key: Scalar, node: Node | None) -> int:
    """A route that follows a refusal or silence; it cannot lead to a plan again (DW503)."""
    index = compile_route(draft, node)
    if index >= 0 and draft.routes[index].kind == "offer":
        message = f"a plan that is refused, or not answered, leads to a plan again: {key.text!r}"
        draft.report("DW503", message, draft.routes[index].place, "write go_to and a step")
    return index


def _instalments(draft: Draft, node: Node | None) -> Instalments | None:
    bounds = table(node)
    every, first = draft.duration(bounds.get("every")), draft.counted_from(bounds.get("first"), AGREED)
    if every is None or first is None:
        return None
    if not spreads(every):
        place = bounds.key_place("every") or bounds.place
        apart = f"{every} apart" if every.count else "no time apart"
        draft.report("DW407", f"the instalments are {apart}", place, "write a day at least, and a year at most")
    if whole(bounds.get("times")) > MOST_INSTALMENTS:
        place = bounds.key_place("times") or bounds.place
        message = f"{whole(bounds.get('times'))} instalments are more than twenty years of months"
        draft.report("DW407", message, place, f"write {MOST_INSTALMENTS} at most")
    if first.count < 0:
        fix = "write for example 'first: 7 days after agreed'"
        draft.report("DW407", "the first instalment would be due before the plan is agreed", first.place, fix)
    lowered = bounds.get("lowered")
    return Instalments(
        times=whole(bounds.get("times")) or 1,
        every=every,
        first=Duration(max(first.count, 0), first.unit),
        at_least=draft.money(bounds.get("at_least")),
        round_to=draft.money(bounds.get("round_to")) or 1,
        longest=draft.duration(bounds.get("no_longer_than")),
        lowered=whole(lowered) if lowered is not None else None,
        place=bounds.place,
    )


def _repair(draft: Draft, node: Node | None) -> Term | None:
    phrase = draft.term(node)
    if phrase is None or not isinstance(node, Scalar):
        return None
    return Term(phrase.count, phrase.unit, phrase.anchor, node.text, node.place)


def _completed(draft: Draft, key: Scalar, node: Table) -> Condition:
    """When a plan is kept; without a word of the policy, when nothing of it is open."""
    said = compile_condition(draft, node.get("when"))
    field = FIELDS["plan.open"]
    return said or Condition("test", key.place, field=field.name, operator="is", values=(0,))


def _end(draft: Draft, name: str, node: Node | None) -> PlanEnd:
    end = table(node)
    tell = compile_message(draft, name, "plan_end", end.get("tell"))
    route = Table(tuple((key, value) for key, value in end.entries if key.text in ("go_to", "resume")), end.place)
    return PlanEnd(tell, compile_route(draft, route), end.get("makes_due") is not None, end.place)


def _check_variants(draft: Draft, node: Table, variants: tuple[Variant, ...]) -> None:
    """DW210: what is said of interest is said for the policy's variants."""
    names = tuple(variant.name for variant in variants)
    for key, _ in node.entries:
        if key.text not in names and "variants" not in draft.unreadable:
            fix = f"write one of: {', '.join(names)}"
            draft.report("DW210", f"the policy has no variant {key.text!r}", key.place, fix, mend=respell(key, names))
