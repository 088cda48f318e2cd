"""The dated figures of a law in plain English: every value as a few short phrases, one a line.

The law's own titles, articles and remarks are kept as the law files have them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from dunwell.law.figures import Dated, Figure
from dunwell.law.rates import percent_text
from dunwell.law.rules import ANY_DAY
from dunwell.money import decimal_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dunwell.law.contact_rules import ContactHours
    from dunwell.law.default_rules import DefaultBy
    from dunwell.law.rules import (
        AllocationOrder,
        Bracket,
        InterestTerms,
        LawPack,
        LimitationTerm,
        NoticeTerm,
        Presumption,
        Scale,
        SizeTest,
        TermLimit,
    )

T = TypeVar("T")

_WORDS: Mapping[str, str] = {
    "business": "businesses",
    "consumer": "consumers",
    "public_authority": "public authorities",
    "unknown": "debtors of an unknown kind",
    "own": "the creditor",
    "third_party": "those who collect for another",
    "assignee": "those who took the claim over",
    "large": "a large company",
    "sme": "a small or medium-sized company",
    "outsourced": "an outside service collects, and charges VAT",
    "vat_not_deductible": "the creditor cannot deduct that VAT",
    "declared": "the creditor says so, and that the costs are raised for it",
    "designated": "what the debtor named",
    "due": "what is due",
    "most_onerous": "the most onerous",
    "oldest": "the oldest",
    "pro_rata": "the rest in proportion",
    "act/365": "actual days over 365",
    "act/act": "actual days over the days of the interest year",
    "on_dispute": "has to be proved if the debtor disputes it",
    "always": "always has to be proved",
    "agreed_term": "a fatal term that was agreed",
    "notice": "a notice of default already",
    "overdue": "runs from {} the due date",
    "in_default": "runs while the debtor is in default, at the earliest from {} the due date",
    "any": "an agreed rate takes the place of this one",
    "higher": "an agreed rate counts only where it is higher",
    "at_most": "an agreed rate counts only up to the rate by law",
    "yearly": "unpaid interest joins the principal every year",
    "none": "no interest on interest",
}
"""What people read for a word of the law files."""


def figures_in_words(pack: LawPack) -> tuple[tuple[str, Figure[str]], ...]:
    """Every dated figure of the law once, its values in words, each with the heading that it belongs under."""
    return tuple((heading, figure) for heading, tell in _PARTS.items() for figure in dict.fromkeys(tell(pack)))


def day_in_words(value: int) -> str:
    """A day as people write it: "1 July 2026"."""
    when = date.fromordinal(value)
    return f"{when.day} {when:%B %Y}"


def listed(words: Iterable[str]) -> str:
    """Words of the law files as people read them, in a row: "consumers, businesses and public authorities"."""
    *rest, end = _each(words)
    return f"{', '.join(rest)} and {end}" if rest else end


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_WORDS.get(word, word) for word in words)


def counted(count: int, unit: str) -> str:
    """So many of a unit: "1 day", "14 days"."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _said(figure: Figure[T], say: Callable[[T], Iterable[str]], remark: str = "", title: str = "") -> Figure[str]:
    """The figure with its values in words, perhaps with another title, and a remark before its own."""
    values = tuple(Dated(row.start, "\n".join(say(row.value)), row.basis) for row in figure.values)
    note = " ".join(filter(None, (remark, figure.note)))
    return Figure(title or figure.title, values, figure.published_until, note or None)


def _interest(pack: LawPack) -> Iterator[Figure[str]]:
    for rule in pack.interest.values():
        yield _said(rule.rates, _percent)
        if rule.points:
            yield _said(rule.points, _percent, "On top of the rate.")
    for rule in pack.interest.values():
        remark = f"Owed by {listed(rule.debtors)}, at the rate of “{rule.rates.title}”."
        if rule.points:
            remark += f" On top of it come the points of “{rule.points.title}”."
        if rule.round_up_to > 1:
            remark += f" The sum is rounded up to a multiple of {percent_text(rule.round_up_to)} %."
        yield _said(rule.terms, _interest_terms, remark, f"{rule.title}: how it runs")


def _percent(rate: int) -> Iterator[str]:
    yield f"{percent_text(rate)} %"


def _interest_terms(terms: InterestTerms) -> Iterator[str]:
    yield _WORDS[terms.runs].format(_days_from(terms.starts))
    yield _WORDS[terms.compounding]
    yield f"days counted as {_WORDS[terms.day_count]}"
    yield _WORDS[terms.agreed]


def _days_from(count: int) -> str:
    return {0: "the day of", 1: "the day after"}.get(count, f"day {count} after")


def _costs(pack: LawPack) -> Iterator[Figure[str]]:
    def amount(cents: int) -> str:
        return f"{pack.currency} {decimal_amount(cents):,.2f}"

    for rule in pack.costs.values():
        yield _said(rule.scale, lambda scale: _scale(scale, amount))
        if rule.at_least:
            yield _said(rule.at_least, lambda cents: (amount(cents),))
        if rule.vat:
            yield _said(rule.vat.rate, _percent, f"Only if all of this holds: {'; '.join(_each(rule.vat.needs))}.")
        if rule.instalments:
            yield _said(rule.instalments, lambda months: (counted(months, "month"),))


def _scale(scale: Scale, amount: Callable[[int], str]) -> Iterator[str]:
    below = 0
    for bracket in scale.brackets:
        yield f"{_range(bracket, below, amount)}: {_charge(scale, bracket, below, amount)}"
        below = bracket.up_to or below
    if scale.minimum:
        yield f"at least {amount(scale.minimum)}"
    if scale.maximum is not None:
        yield f"at most {amount(scale.maximum)}"


def _range(bracket: Bracket, below: int, amount: Callable[[int], str]) -> str:
    if bracket.up_to is None:
        return f"above {amount(below)}" if below else "on every amount"
    return f"above {amount(below)} up to {amount(bracket.up_to)}" if below else f"up to {amount(bracket.up_to)}"


def _charge(scale: Scale, bracket: Bracket, below: int, amount: Callable[[int], str]) -> str:
    part = "of that part" if scale.method == "add_up" else f"of what lies above {amount(below)}"
    rate = f"{percent_text(bracket.rate)} % {part}" if bracket.rate else ""
    return " plus ".join(filter(None, (amount(bracket.flat) if bracket.flat else "", rate))) or "nothing"


def _receipt(pack: LawPack) -> Iterator[Figure[str]]:
    for rule in pack.receipt.values():
        yield _said(rule.presumption, _presumption)
        if rule.planning:
            remark = f"Open days to add to “{rule.title}” when planning."
            yield _said(rule.planning, lambda days: (counted(days, "day"),), remark)


def _presumption(rule: Presumption) -> Iterator[str]:
    which = "day" if rule.calendar == ANY_DAY else "open day"
    yield f"on {which} {rule.open_day} after sending" if rule.open_day else "on the day of sending"
    yield from _by_calendar("counted by", rule.calendar)
    yield f"receipt {_WORDS[rule.proof]}"


def _by_calendar(how: str, name: str) -> Iterator[str]:
    if name != ANY_DAY:
        yield f"{how} the calendar “{name}”"


def _letters(pack: LawPack) -> Iterator[Figure[str]]:
    for form in pack.notices.values():
        yield _said(form.term, _notice_term, f"For {listed(form.debtors)}.", f"{form.title}: its term")


def _notice_term(term: NoticeTerm) -> Iterator[str]:
    yield f"{counted(term.days, 'day')}, the first is {_days_from(term.starts)} receipt"
    yield from _by_calendar("a last day that is closed moves to the next open day of", term.extended_by)
    if term.after_default:
        yield "only a letter sent once the debtor is in default counts"


def _payment_terms(pack: LawPack) -> Iterator[Figure[str]]:
    yield _said(pack.default_term, lambda days: (counted(days, "day"),))
    for rule in pack.payment_terms:
        sizes = {"debtor": rule.debtor_size, "creditor": rule.creditor_size}
        only = "".join(f" Only if the {party} is {_WORDS[size]}." for party, size in sizes.items() if size)
        yield _said(rule.limits, _limit, f"For {listed(rule.debtors)}.{only}")
    if pack.large_company:
        yield _said(pack.large_company, lambda test: _size(test, pack.currency))


def _limit(limit: TermLimit) -> Iterator[str]:
    default = "due at once" if limit.default_days is None else counted(limit.default_days, "day")
    yield f"{default} if nothing was agreed"
    yield "no longest term" if limit.max_days is None else f"at most {counted(limit.max_days, 'day')}"
    if limit.exception:
        most = limit.max_with_exception
        yield f"longer if {limit.exception}" + (f", then at most {counted(most, 'day')}" if most else "")
    if limit.running_contracts_from:
        yield f"for older contracts from {day_in_words(limit.running_contracts_from)}"


def _size(test: SizeTest, currency: str) -> Iterator[str]:
    yield f"large is who meets at least {test.needed} of these:"
    yield f"balance total above {currency} {decimal_amount(test.balance_total):,.0f}"
    yield f"net turnover above {currency} {decimal_amount(test.net_turnover):,.0f}"
    yield f"{test.employees} employees or more"


def _default(pack: LawPack) -> Iterator[Figure[str]]:
    for rule in pack.default.values():
        yield _said(rule.by, _default_by, f"For {listed(rule.debtors)}.")


def _default_by(by: DefaultBy) -> Iterator[str]:
    """What puts a debtor in default, one way a line; the earliest counts."""
    for basis in by.bases:
        yield f"the day after the due date, where there was {_WORDS[basis]}"
    for letter in by.letters:
        yield f"once the term of a {letter.replace('_', ' ')} has passed"
    if by.days is not None:
        yield f"after more than {counted(by.days, 'day')} past the due date"


def _limitation(pack: LawPack) -> Iterator[Figure[str]]:
    for figure in pack.limitation.values():
        yield _said(figure, _limitation_term)
    if pack.interruption:
        yield _said(pack.interruption, lambda years: (f"at most {counted(years, 'year')}",))


def _limitation_term(term: LimitationTerm) -> Iterator[str]:
    year_end = "the end of the year in which it became due"
    counted_from = "the day after the claim became due" if term.counted_from == "due" else year_end
    yield f"{counted(term.years, 'year')} from {counted_from}"


def _allocation(pack: LawPack) -> Iterator[Figure[str]]:
    if pack.allocation:
        yield _said(pack.allocation, _order)


def _order(order: AllocationOrder) -> Iterator[str]:
    yield f"within one claim: {', then '.join(_each(order.within))}"
    yield f"among several claims: {', then '.join(_each(order.across))}"


def _contact(pack: LawPack) -> Iterator[Figure[str]]:
    if pack.contact:
        remark = (
            f"Binding for {listed(pack.contact.collectors)}; for others a house rule. Policies plan days and know no "
            "hours: these count at the moment at which something is sent or somebody called."
        )
        yield _said(pack.contact.hours, _hours, remark)


def _hours(hours: ContactHours) -> Iterator[str]:
    yield f"from {_clock(hours.opens)} until {_clock(hours.closes)}"
    yield from _by_calendar("on the open days of", hours.calendar)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


_PARTS: Mapping[str, Callable[[LawPack], Iterator[Figure[str]]]] = {
    "Interest": _interest,
    "Collection costs": _costs,
    "When a message counts as received": _receipt,
    "Letters by law": _letters,
    "Payment terms": _payment_terms,
    "Default": _default,
    "Limitation": _limitation,
    "What a payment is set against": _allocation,
    "When a debtor may be contacted": _contact,
}
"""The headings in the order of the page, with the figures under each; a figure that two rules share comes twice."""
