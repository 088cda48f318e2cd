"""Collection costs: what a debtor owes for being reminded in vain, by the scale of the law in force.

The principals of all claims that one letter can name are added up before the scale is applied. Amounts are cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.law.figures import Working, refuse
from dunwell.law.rates import WHOLE, half_up, percent_text, share_of
from dunwell.law.rules import for_debtor
from dunwell.money import amount_text
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.law.figures import Basis, Dated
    from dunwell.law.rules import CostsRule, LawPack, Scale, VatRule


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of a claim in cents, and how they came about.

    `notice` names the letter by law whose term must have lapsed first; None where none is needed. With `if_agreed` they
    are the most that may be agreed, and without an agreement nothing is due.
    """

    principal: int
    costs: int
    vat: int
    total: int
    notice: str | None
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...]
    if_agreed: bool = False


def collection_costs(  # noqa: PLR0913 - the law's conditions, each by its name
    pack: LawPack,
    principals: tuple[int, ...],
    debtor_kind: str,
    on_day: int,
    *,
    vat_not_deductible: bool = False,
    outsourced: bool = False,
    declared: bool = False,
    later_instalment: bool = False,
) -> Costs:
    """The collection costs over the open principals of one debtor, by the law of that day; zero if nothing is open.

    VAT is added only if the law's conditions hold, all of them. Raises ProblemsFound for a principal below zero
    (DW613), for a kind of debtor that the law does not know (DW612), and for a day before the first scale (DW610).
    """
    if any(principal < 0 for principal in principals):
        lowest = amount_text(min(principals))
        refuse(
            "DW613", f"the principal {lowest} is below zero", "leave credit notes out, or give what is open after them"
        )
    rule = for_debtor(pack.costs.values(), debtor_kind, "collection costs")
    principal = sum(principals)
    scale = rule.scale.on(on_day)
    working = [Working("Principal, all claims together" if len(principals) > 1 else "Principal", principal)]
    costs = _by_scale(scale.value, principal, working) if principal else 0
    bases = [scale.basis]
    least = rule.at_least.at(on_day) if rule.at_least else None
    if least and principal and costs < least.value:
        costs = least.value
        working.append(Working("At least, for any late payment", costs))
        bases.append(least.basis)
    working.append(Working("Collection costs", costs))
    rate, warnings = _vat_rate(
        rule.vat, on_day, {"vat_not_deductible": vat_not_deductible, "outsourced": outsourced, "declared": declared}
    )
    vat = share_of(costs, rate.value) if rate else 0
    if rate:
        working.append(Working(f"VAT, {percent_text(rate.value)} % of {amount_text(costs)}", vat))
        bases.append(rate.basis)
    working.append(Working("Total", costs + vat))
    warnings = rule.scale.past(on_day) + warnings + (_instalment(rule, on_day) if later_instalment else ())
    return Costs(
        principal, costs, vat, costs + vat, rule.notice, tuple(working), tuple(bases), warnings, rule.if_agreed
    )


def _by_scale(scale: Scale, principal: int, working: list[Working]) -> int:
    """The costs by the scale, rounded once at the end; each bracket that takes part is a line."""
    exact = 0  # in millionths of a cent
    below = 0
    for bracket in scale.brackets:
        last = bracket.up_to is None or principal <= bracket.up_to
        top = principal if last or bracket.up_to is None else bracket.up_to
        if scale.method == "add_up" or last:
            part = top - below
            exact += bracket.flat * WHOLE + part * bracket.rate
            working.append(_bracket_line(bracket.flat, bracket.rate, part, below))
        if last:
            break
        below = top
    costs = half_up(exact, WHOLE)
    if costs < scale.minimum:
        costs = scale.minimum
        working.append(Working("Minimum", costs))
    if scale.maximum is not None and costs > scale.maximum:
        costs = scale.maximum
        working.append(Working("Maximum", costs))
    return costs


def _bracket_line(flat: int, rate: int, part: int, below: int) -> Working:
    flat_text = amount_text(flat) if flat else ""
    above = f" above {amount_text(below)}" if below else ""
    rate_text = f"{percent_text(rate)} % of {amount_text(part)}{above}" if rate else ""
    return Working(" plus ".join(filter(None, (flat_text, rate_text))) or "nothing", flat + share_of(part, rate))


def _vat_rate(
    rule: VatRule | None, on_day: int, claimed: dict[str, bool]
) -> tuple[Dated[int] | None, tuple[Problem, ...]]:
    """The rate of VAT on the costs; None, with a warning (DW614), if only some of its conditions were said to hold."""
    if rule is None or not any(claimed.values()):
        return None, ()
    missing = [need for need in rule.needs if not claimed[need]]
    if not missing:
        return rule.rate.on(on_day), ()
    message = f"no VAT on the costs: it also needs {_words(missing)}"
    fix = f"VAT may be added only if all of these hold: {_words(list(rule.needs))}"
    return None, (Problem("DW614", message, fix=fix, severity="warning"),)


def _words(names: list[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _instalment(rule: CostsRule, on_day: int) -> tuple[Problem, ...]:
    """A warning (DW615) that costs on a later instalment need a person's word."""
    months = rule.instalments.at(on_day) if rule.instalments else None
    if months is None:
        return ()
    message = (
        f"a later instalment of the same contract: costs charged in the past {months.value} months count "
        f"({months.basis.article}; {months.basis.source})"
    )
    fix = "let a person decide before these costs are charged"
    return (Problem("DW615", message, fix=fix, severity="warning"),)
