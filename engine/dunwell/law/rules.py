"""The kinds of rule that a jurisdiction's law is written in, as frozen values.

A jurisdiction is a choice of these kinds with its own figures; a kind that is still missing is added here, once for
all. Days are ordinals, amounts cents, rates millionths (see `rates`), hours minutes after midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar, get_args

from dunwell.days import EVERY_DAY, Calendar
from dunwell.law.figures import named, refuse
from dunwell.model import DebtorKind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from dunwell.days import HolidayRule
    from dunwell.law.contact_rules import ContactRule
    from dunwell.law.default_rules import DefaultRule
    from dunwell.law.figures import Basis, Figure
    from dunwell.law.statements import MessageRule
    from dunwell.law.stops import StopRule

DEBTOR_KINDS: tuple[str, ...] = get_args(DebtorKind)
DAY_COUNTS = ("act/365", "act/act")
AGREED = ("any", "higher", "at_most")
VAT_NEEDS = ("outsourced", "vat_not_deductible", "declared")
PARTS = ("costs", "interest", "principal")
CRITERIA = ("designated", "due", "most_onerous", "oldest", "pro_rata")
SIZES = ("large", "sme")
COLLECTORS = ("own", "third_party", "assignee")
CHANNELS = ("post", "email")
ANY_DAY = "every day"
"""The name of the calendar without closed days; every pack has it."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket of a scale, up to and including `up_to` (None: without end): a flat sum and a rate."""

    up_to: int | None
    flat: int = 0
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """How costs follow from a principal.

    `add_up` charges each part of the principal in its own bracket; `pick_one` takes only the bracket in which the
    principal falls: its flat sum plus its rate over what lies above the bracket below.
    """

    method: Literal["add_up", "pick_one"]
    brackets: tuple[Bracket, ...]
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class VatRule:
    """The VAT on costs, due only if all of `needs` hold (of `VAT_NEEDS`)."""

    rate: Figure[int]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostsRule:
    """The collection costs that some kinds of debtor owe.

    `at_least` is a sum that is due in any case, `notice` the form of letter that must have lapsed first, `instalments`
    the months to look back for costs of earlier instalments. With `if_agreed` the scale is the most that may be agreed.
    """

    name: str
    title: str
    debtors: tuple[str, ...]
    scale: Figure[Scale]
    at_least: Figure[int] | None = None
    vat: VatRule | None = None
    notice: str | None = None
    instalments: Figure[int] | None = None
    if_agreed: bool = False


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """How interest runs: from `starts` days after the due date, or only `in_default`, from the first day of default.

    `agreed` is what an agreed rate does to the one by law: it takes its place (`any`), counts only above it (`higher`),
    or is needed and counts only up to it (`at_most`).
    """

    starts: int
    compounding: Literal["yearly", "none"]
    day_count: str
    agreed: Literal["any", "higher", "at_most"]
    runs: Literal["overdue", "in_default"]


@dataclass(frozen=True, slots=True)
class InterestRule:
    """One kind of interest: a table of rates, perhaps plus points, rounded up to a multiple of `round_up_to`."""

    name: str
    title: str
    debtors: tuple[str, ...]
    rates: Figure[int]
    terms: Figure[InterestTerms]
    points: Figure[int] | None = None
    round_up_to: int = 1


@dataclass(frozen=True, slots=True)
class Presumption:
    """Received on the `open_day`-th open day of a calendar after sending; `proof` says when receipt must be proved."""

    calendar: str
    open_day: int
    proof: Literal["on_dispute", "always"]


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """When a message by this channel counts as received, and the extra open days to plan with."""

    title: str
    presumption: Figure[Presumption]
    planning: Figure[int] | None = None


@dataclass(frozen=True, slots=True)
class NoticeTerm:
    """The term that a letter by law grants: `days` long, from `starts` days after receipt, extended by a calendar."""

    days: int
    starts: int
    extended_by: str
    after_default: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to word the term, valid or fatal, with the patterns that recognise it.

    `least_days` is the fewest days with which a valid wording is enough; `different_terms` marks the wording that is
    recognised by more than one length of term in the same letter.
    """

    name: str
    valid: bool
    meaning: str
    patterns: tuple[re.Pattern[str], ...]
    basis: Basis
    least_days: int | None = None
    different_terms: bool = False


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of a letter's term, with the pattern that finds a term and the numbers written as words."""

    term: re.Pattern[str]
    numbers: Mapping[str, int]
    rows: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """A letter by law, for these kinds of debtor; what it has to contain is in `LawPack.messages`."""

    name: str
    title: str
    debtors: tuple[str, ...]
    term: Figure[NoticeTerm]
    wordings: Wordings | None = None


@dataclass(frozen=True, slots=True)
class TermLimit:
    """How long a payment term may be; None: the law sets no such limit.

    `exception` says in words when a longer term holds, up to `max_with_exception`. Contracts from before the first day
    fall under it from `running_contracts_from`.
    """

    default_days: int | None = None
    max_days: int | None = None
    exception: str | None = None
    max_with_exception: int | None = None
    running_contracts_from: int | None = None


@dataclass(frozen=True, slots=True)
class TermLimitRule:
    """The limits for some kinds of debtor, perhaps only between parties of these sizes."""

    name: str
    title: str
    debtors: tuple[str, ...]
    limits: Figure[TermLimit]
    debtor_size: str | None = None
    creditor_size: str | None = None


@dataclass(frozen=True, slots=True)
class SizeTest:
    """A company is large if it meets at least `needed` of these; the two amounts in cents, to be exceeded."""

    balance_total: int
    net_turnover: int
    employees: int
    needed: int


@dataclass(frozen=True, slots=True)
class LimitationTerm:
    """So many years from the due day, or from the end of the year in which that lies."""

    years: int
    counted_from: Literal["due", "year_end"]


@dataclass(frozen=True, slots=True)
class AllocationOrder:
    """The order within one claim and the criteria among several."""

    within: tuple[str, ...]
    across: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named closed day with what it rests on."""

    name: str
    title: str
    rule: HolidayRule
    basis: Basis


@dataclass(frozen=True, slots=True)
class LawCalendar:
    """A calendar of the law; its holidays are known for certain until `published_until` (None: for good)."""

    name: str
    title: str
    calendar: Calendar
    holidays: tuple[Holiday, ...]
    basis: Basis
    published_until: int | None = None

    def between(self, first_year: int, last_year: int) -> tuple[tuple[int, str], ...]:
        """Every holiday of these years with its title, in order of days."""
        days = ((day, row.title) for row in self.holidays for day in row.rule.days_between(first_year, last_year))
        return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One rule. Which of `form`, `fact`, `calendar` and `claim` is set depends on the kind; the others are empty."""

    id: str
    kind: str
    says: str
    debtors: tuple[str, ...]
    basis: Basis
    form: str = ""
    fact: str = ""
    calendar: str = ""
    claim: str = ""

    def binds(self, debtor_kind: str) -> bool:
        """Whether the rule holds for this kind of debtor."""
        return debtor_kind in self.debtors


@dataclass(frozen=True, slots=True, eq=False)
class LawPack:
    """The law of one jurisdiction, read and checked once; two packs are equal only if they are the same object."""

    jurisdiction: str
    name: str
    currency: str
    time_zone: str
    calendars: Mapping[str, LawCalendar]
    default: Mapping[str, DefaultRule]
    interest: Mapping[str, InterestRule]
    costs: Mapping[str, CostsRule]
    receipt: Mapping[str, ReceiptRule]
    notices: Mapping[str, NoticeForm]
    default_term: Figure[int]
    payment_terms: tuple[TermLimitRule, ...]
    large_company: Figure[SizeTest] | None
    limitation: Mapping[str, Figure[LimitationTerm]]
    interruption: Figure[int] | None
    allocation: Figure[AllocationOrder] | None
    contact: ContactRule | None
    messages: Mapping[str, MessageRule]
    stops: Mapping[str, StopRule]
    guardrails: Mapping[str, Guardrail]

    def calendar(self, name: str) -> Calendar:
        """A calendar by its name, `ANY_DAY` included. Raises ProblemsFound (DW612) for an unknown one."""
        if name == ANY_DAY:
            return EVERY_DAY
        return named(self.calendars, name, "calendar").calendar

    def published_until(self, calendar: str) -> int | None:
        """The last day for which a calendar's holidays are known for certain."""
        row = self.calendars.get(calendar)
        return row.published_until if row else None


class _ForDebtors(Protocol):
    """A rule that holds for some kinds of debtor."""

    @property
    def debtors(self) -> tuple[str, ...]: ...


RuleT = TypeVar("RuleT", bound=_ForDebtors)


def for_debtor(rules: Iterable[RuleT], debtor_kind: str, what: str) -> RuleT:
    """The first rule that holds for this kind of debtor. Raises ProblemsFound (DW612) if none does."""
    if debtor_kind not in DEBTOR_KINDS:
        refuse("DW612", f"{debtor_kind!r} is no kind of debtor", f"write one of: {', '.join(DEBTOR_KINDS)}")
    rule = next((rule for rule in rules if debtor_kind in rule.debtors), None)
    if rule is None:
        refuse("DW612", f"this law has no {what} for a debtor of the kind {debtor_kind!r}", "take another law or kind")
    return rule
