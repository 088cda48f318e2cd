"""Payment terms: how long one may be, which one is assumed, and which companies are large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.law.figures import Working, refuse
from dunwell.law.rules import for_debtor
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.law.figures import Basis, Dated
    from dunwell.law.rules import LawPack, TermLimit, TermLimitRule


@dataclass(frozen=True, slots=True)
class TermCheck:
    """A payment term beside the law.

    `days` is the term that holds; None where nothing was agreed and the law gives none: the price is due at once.
    `max_days` is the longest without the exception, `absolute_max` with it; None: no limit. `until` is the first day
    on which a stricter rule takes over for a running contract.
    """

    rule: str
    title: str
    default_days: int | None
    max_days: int | None
    absolute_max: int | None
    exception: str | None
    days: int | None
    until: int | None
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SizeCheck:
    """Whether a company is large, and how many of the tests it meets."""

    large: bool
    tests_met: int
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]


def default_term(pack: LawPack, on_day: int) -> int:
    """The days to pay that are assumed for an invoice of that day which names none."""
    return pack.default_term.on(on_day).value


def check_term(  # noqa: PLR0913 - what the limits depend on
    pack: LawPack,
    debtor_kind: str,
    agreed_days: int | None,
    invoiced: int,
    *,
    contract_day: int | None = None,
    debtor_size: str | None = None,
    creditor_size: str | None = None,
    exception: bool = False,
) -> TermCheck:
    """The term that holds for an invoice of that day, given what was agreed (None: nothing).

    `contract_day` None takes the contract for one of that day; `exception` says that what the law asks of a longer term
    holds. Too long a term is cut to the longest that the law allows, with a warning (DW621). Raises ProblemsFound for
    a term below zero (DW613) and for an unknown kind of debtor (DW612).
    """
    if agreed_days is not None and agreed_days < 0:
        refuse("DW613", f"a term of {agreed_days} days is below zero", "give the days after the invoice, 0 or more")
    fitting = [
        rule
        for rule in pack.payment_terms
        if rule.debtor_size in (None, debtor_size) and rule.creditor_size in (None, creditor_size)
    ]
    starts = {rule.name: _applies_from(rule, invoiced if contract_day is None else contract_day) for rule in fitting}
    current = [rule for rule in fitting if invoiced >= starts[rule.name]] or fitting
    chosen = for_debtor(current, debtor_kind, "payment term")
    later = max((starts[rule.name] for rule in fitting if debtor_kind in rule.debtors), default=0)
    until = later if later > invoiced else None
    return _checked(chosen, chosen.limits.on(invoiced), agreed_days, until, exception=exception)


def _applies_from(rule: TermLimitRule, contract_day: int) -> int:
    """The first day on which a rule holds for a contract of that day."""
    first = rule.limits.values[0]
    running = first.value.running_contracts_from
    return first.start if running is None or contract_day >= first.start else running


def _checked(
    rule: TermLimitRule, found: Dated[TermLimit], agreed: int | None, until: int | None, *, exception: bool
) -> TermCheck:
    limit = found.value
    absolute = limit.max_with_exception if limit.exception else limit.max_days
    most = absolute if exception and limit.exception else limit.max_days
    days = limit.default_days if agreed is None else agreed
    working = [Working(f"agreed: {agreed} days" if agreed is not None else "nothing agreed")]
    warnings: tuple[Problem, ...] = ()
    if days is not None and most is not None and days > most:
        unless = f", unless {limit.exception}" if limit.exception and not exception else ""
        message = f"a term of {days} days is longer than the {most} days that the law allows{unless}"
        warnings = (
            Problem("DW621", message, fix=f"count with {most} days ({found.basis.article})", severity="warning"),
        )
        days = most
        working.append(Working(f"longest by law: {most} days{unless}"))
    working.append(Working("due at once" if days is None else f"the term is {days} days"))
    if until is not None:
        working.append(Working("a stricter rule holds for this contract from", day=until))
    return TermCheck(
        rule.name, rule.title, limit.default_days, limit.max_days, absolute, limit.exception, days, until,
        tuple(working), (found.basis,), warnings,
    )  # fmt: skip


def company_size(pack: LawPack, balance_total: int, net_turnover: int, employees: int, year_start: int) -> SizeCheck:
    """Whether a company is large by the figures of a financial year that starts on that day; the amounts in cents.

    Raises ProblemsFound for figures below zero (DW613), and if the law knows no such test or none on that day (DW610).
    """
    if min(balance_total, net_turnover, employees) < 0:
        refuse("DW613", "a figure of the company is below zero", "give figures of zero or more")
    if pack.large_company is None:
        refuse("DW610", "this law has no test of a company's size", "take another law")
    found = pack.large_company.on(year_start)
    test = found.value
    met = {
        "balance total": balance_total > test.balance_total,
        "net turnover": net_turnover > test.net_turnover,
        "employees": employees >= test.employees,
    }
    working = tuple(Working(f"{name}: {'met' if holds else 'not met'}") for name, holds in met.items())
    working += (Working(f"large from the year that starts {day_text(found.start)}: {test.needed} of {len(met)}"),)
    return SizeCheck(sum(met.values()) >= test.needed, sum(met.values()), working, (found.basis,))
