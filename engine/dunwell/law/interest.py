"""Interest by law or agreement, line by line, to the cent.

A line ends where the rate really changes, on the anniversary of the first interest day, after a payment, and where a
stay begins or ends. Each line is rounded half up to the cent, then added; everything before that is exact. Amounts are
cents, rates millionths, days ordinals.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, pairwise, takewhile
from typing import TYPE_CHECKING

from dunwell.days import add_months
from dunwell.law.figures import Basis, named, refuse
from dunwell.law.rates import WHOLE, half_up
from dunwell.law.rules import DAY_COUNTS, for_debtor
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.law.figures import Figure
    from dunwell.law.rules import InterestRule, LawPack
    from dunwell.problems import Problem

_MONTHS_IN = {"year": 12, "month": 1}
_FIXED_YEAR = {"act/365": 365}
"""Day counts with a year of fixed length; the others take the length of the running interest year."""


@dataclass(frozen=True, slots=True)
class PartPayment:
    """Money received on a day, after costs; `to_interest` is what of it goes to interest, None: as much as is open."""

    day: int
    amount: int
    to_interest: int | None = None


@dataclass(frozen=True, slots=True)
class InterestLine:
    """Interest from `first` up to and including `last` over `base` at one rate."""

    first: int
    last: int
    days: int
    rate: int
    base: int
    interest: int


@dataclass(frozen=True, slots=True)
class Interest:
    """The interest of a period.

    `total` is all of it, `open_interest` and `open_base` what is left of it and of the principal after the payments
    (interest that was added to the principal is in the base), `overpaid` what the payments were too much.
    """

    total: int
    lines: tuple[InterestLine, ...]
    open_interest: int
    open_base: int
    overpaid: int
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A rate from a day on, and what it rests on."""

    start: int
    rate: int
    bases: tuple[Basis, ...]


def interest_kind(pack: LawPack, debtor_kind: str) -> str:
    """The kind of interest by law that this kind of debtor owes. Raises ProblemsFound (DW612) if the law has none."""
    return for_debtor(pack.interest.values(), debtor_kind, "interest").name


def rate_on(pack: LawPack, kind: str, day: int, *, agreed_rate: int | None = None) -> int:
    """The yearly rate, in millionths, that a debt of this kind bears on a day; 0 where none is due.

    `agreed_rate` counts as in `interest`. Raises ProblemsFound for an unknown kind (DW612), and for a day before the
    first known rate (DW610).
    """
    rule = named(pack.interest, kind, "kind of interest")
    effect = rule.terms.on(day).value.agreed
    if agreed_rate is not None and effect == "any":
        return agreed_rate
    return _by_law(rule, day, day, 0, agreed_rate, effect)[-1].rate


def interest(  # noqa: PLR0913 - what an agreement can say about interest
    pack: LawPack,
    principal: int,
    kind: str,
    first_day: int,
    last_day: int,
    *,
    day_count: str | None = None,
    agreed_rate: int | None = None,
    agreed_per: str = "year",
    points: int = 0,
    payments: tuple[PartPayment, ...] = (),
    stays: tuple[tuple[int, int], ...] = (),
) -> Interest:
    """Interest from the first up to and including the last day; none if the last day lies before the first.

    `first_day` is the day after the due date, `last_day` mostly the day of payment, which counts. `agreed_rate` takes
    the place of the rate by law, counts only above it, or only up to it, as the law says for this kind; with
    `agreed_per` "month" it is a rate a month, added to the principal monthly. `points` come on top of the rate by law.
    A payment works from the next day on. No interest runs on the days of a stay, first and last included.

    Raises ProblemsFound for an amount below zero (DW613), an unknown kind or day count (DW612), and a day before the
    first known rate (DW610).
    """
    rule = named(pack.interest, kind, "kind of interest")
    _check_amounts(principal, payments)
    terms = rule.terms.on(first_day)
    counting = terms.value.day_count if day_count is None else day_count
    if counting not in DAY_COUNTS:
        refuse("DW612", f"{counting!r} is no day count", f"write one of: {', '.join(DAY_COUNTS)}")
    if agreed_per not in _MONTHS_IN:
        refuse("DW612", f"{agreed_per!r} is no period of a rate", f"write one of: {', '.join(_MONTHS_IN)}")
    monthly = agreed_rate is not None and agreed_per == "month"
    if monthly and terms.value.agreed == "at_most":
        refuse(
            "DW612", "a rate a month cannot be held against the highest rate by law", "give the agreed rate per year"
        )
    if agreed_rate is not None and (monthly or terms.value.agreed == "any"):
        spans: tuple[_Span, ...] = (_Span(first_day, agreed_rate, (_AGREED,)),)
        warnings: tuple[Problem, ...] = ()
    else:
        spans = _by_law(rule, first_day, last_day, points, agreed_rate, terms.value.agreed)
        warnings = rule.rates.past(last_day)
    period = _Period(
        first_day,
        last_day,
        months=_MONTHS_IN[agreed_per if monthly else "year"],
        year=None if monthly else _FIXED_YEAR.get(counting),
        compounds=monthly or terms.value.compounding == "yearly",
    )
    run = _Run(period, principal)
    lines = tuple(run.lines(spans, payments, stays))
    used = (basis for span in spans if any(span.start <= line.last for line in lines) for basis in span.bases)
    return Interest(
        run.total, lines, run.open_interest, run.base, run.overpaid,
        tuple(dict.fromkeys((*used, terms.basis))), warnings,
    )  # fmt: skip


_AGREED = Basis("the agreement", "as given", "confirmed")
_NOT_AGREED = Basis("the agreement", "no rate was agreed, and without one none is due", "derived")


def _check_amounts(principal: int, payments: tuple[PartPayment, ...]) -> None:
    for amount in (principal, *(payment.amount for payment in payments)):
        if amount < 0:
            refuse("DW613", f"the amount {amount_text(amount)} is below zero", "give an amount of zero or more")


def _by_law(
    rule: InterestRule, first_day: int, last_day: int, points: int, agreed: int | None, effect: str
) -> tuple[_Span, ...]:
    """The rates of the period, one span a real change; `effect` is what an agreed rate or agreed points do to them."""
    tables: list[Figure[int]] = [rule.rates, *([rule.points] if rule.points else [])]
    starts = {value.start for table in tables for value in table.values if first_day < value.start <= last_day}
    spans: list[_Span] = []
    for start in (first_day, *sorted(starts)):
        found = [table.on(start) for table in tables]
        exact = sum(value.value for value in found) + (0 if effect == "at_most" else points)
        by_law = max(-(-exact // rule.round_up_to) * rule.round_up_to, 0)
        wanted = by_law if points and agreed is None and effect == "at_most" else agreed
        beside = _BESIDE[effect](by_law, wanted)
        rate = beside[0] if beside else by_law
        bases = (beside[1],) if beside else tuple(value.basis for value in found)
        if not spans or spans[-1].rate != rate:
            spans.append(_Span(start, rate, bases))
    return tuple(spans)


def _no_more(by_law: int, agreed: int | None) -> tuple[int, Basis] | None:
    if agreed is None:
        return 0, _NOT_AGREED
    return (agreed, _AGREED) if agreed < by_law else None


def _no_less(by_law: int, agreed: int | None) -> tuple[int, Basis] | None:
    return (agreed, _AGREED) if agreed is not None and agreed > by_law else None


_BESIDE = {"at_most": _no_more, "higher": _no_less, "any": _no_less}
"""The rate that takes the place of the one by law, if an agreed one does; `any` comes here only without one."""


@dataclass(frozen=True, slots=True)
class _Period:
    """The days asked for, and how interest counts in them; `year` None takes the length of the interest year."""

    first: int
    last: int
    months: int
    year: int | None
    compounds: bool


class _Run:
    """One pass over a period: what is open, and the lines as they come."""

    def __init__(self, period: _Period, principal: int) -> None:
        self.period = period
        self.base, self.open_interest, self.overpaid, self.total = principal, 0, 0, 0
        days = (add_months(period.first, period.months * n) for n in count())
        self.anniversaries = tuple(takewhile(lambda day: day <= period.last, days))

    def lines(
        self, spans: tuple[_Span, ...], payments: tuple[PartPayment, ...], stays: tuple[tuple[int, int], ...]
    ) -> Iterator[InterestLine]:
        """Every line in order; afterwards the amounts of this run are those of the whole period."""
        waiting = sorted(payments, key=lambda payment: payment.day)
        starts = self._starts(spans, payments, stays)
        for start, following in pairwise((*starts, self.period.last + 1)):
            while waiting and waiting[0].day < start:
                self._pay(waiting.pop(0))
            if self.period.compounds and start in self.anniversaries:
                self.base, self.open_interest = self.base + self.open_interest, 0
            if self.base and not any(first <= start <= last for first, last in stays):
                yield self._line(start, following - 1, next(s.rate for s in reversed(spans) if s.start <= start))
        for payment in waiting:
            if payment.day <= self.period.last:
                self._pay(payment)

    def _starts(
        self, spans: tuple[_Span, ...], payments: tuple[PartPayment, ...], stays: tuple[tuple[int, int], ...]
    ) -> tuple[int, ...]:
        """The first day of every line: only where something changes."""
        cuts = {self.period.first, *(span.start for span in spans), *(payment.day + 1 for payment in payments)}
        cuts |= {cut for first, last in stays for cut in (first, last + 1)}
        if self.period.compounds or self.period.year is None:
            cuts.update(self.anniversaries)
        return tuple(sorted(cut for cut in cuts if self.period.first <= cut <= self.period.last))

    def _line(self, first: int, last: int, rate: int) -> InterestLine:
        days = last - first + 1
        amount = half_up(self.base * rate * days, WHOLE * (self.period.year or self._year_of(first)))
        self.open_interest += amount
        self.total += amount
        return InterestLine(first, last, days, rate, self.base, amount)

    def _year_of(self, day: int) -> int:
        """The length of the interest year (or month) in which this day lies."""
        index = sum(1 for anniversary in self.anniversaries if anniversary <= day)
        return add_months(self.period.first, self.period.months * index) - add_months(
            self.period.first, self.period.months * (index - 1)
        )

    def _pay(self, payment: PartPayment) -> None:
        wanted = payment.amount if payment.to_interest is None else min(payment.to_interest, payment.amount)
        to_interest = min(wanted, self.open_interest)
        to_base = min(payment.amount - to_interest, self.base)
        rest = min(payment.amount - to_interest - to_base, self.open_interest - to_interest)
        self.open_interest -= to_interest + rest
        self.base -= to_base
        self.overpaid += payment.amount - to_interest - to_base - rest
