"""What a message claims, and what the law lets run up besides: interest and costs, worked out for entries only.

Nothing here is ever a guard: guards look at amounts that events and actions change. All amounts are cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.judge import disputed
from dunwell.core.plan import frozen_until
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE
from dunwell.law import default
from dunwell.law.costs import collection_costs
from dunwell.law.interest import PartPayment, interest, interest_kind, rate_on
from dunwell.money import amount_text
from dunwell.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program, Step
    from dunwell.law.costs import Costs
    from dunwell.law.figures import Basis
    from dunwell.law.interest import Interest
    from dunwell.problems import Problem


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim of one entry. `interest` and `costs` are those asked for; `accrued` runs on by law unasked.

    `announced` are the costs that follow if nothing is paid. `rate` is the yearly rate of interest on that day, in
    millionths, and `runs_from` the first day on which it ran (0: it does not run yet). `disputed` is what of the
    principal is not asked for meanwhile. `laws` are what the amounts rest on, in a few words each. `worked` is how the
    interest came about, `scale` the costs where they are claimed.
    """

    principal: int
    interest: int
    costs: int
    accrued: int
    announced: int = 0
    rate: int = 0
    runs_from: int = 0
    disputed: int = 0
    laws: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    worked: Interest | None = None
    scale: Costs | None = None

    @property
    def total(self) -> int:
        """All that is asked for."""
        return self.principal + self.interest + self.costs


def claim_of(
    program: Program,
    position: Position,
    events: Sequence[Event],
    day: int,
    step: Step | None,
    agreed: int | None = None,
) -> Claim:
    """The claim on a day; a step that claims or announces interest or costs has them worked out by the law pack.

    What is disputed in part is not claimed meanwhile. Costs claimed before are not claimed twice, and what was waived
    is not claimed again.
    `agreed` is the yearly rate of interest that was agreed, in millionths.
    """
    principal = max(position.principal_open - disputed(program, position), 0)
    problems: list[Problem] = []
    laws: list[tuple[str, str]] = []
    waived_costs, waived_interest = waived(events, day)
    found = _accrued(program, position, events, day, agreed, problems)
    run_up = max(found.amount - waived_interest, 0)
    claims = step.claims if step else ()
    asked = position.interest_open
    if "interest" in claims and run_up > asked:
        asked = run_up
        laws.append((f"interest of {amount_text(asked)} up to this day", found.basis))
    costs, scale = position.costs_open, None
    if "collection_costs" in claims:
        due, why, scale = _costs(program, position, principal, day, problems)
        costs += max(due - position.costs - waived_costs, 0)
        laws.append(why)
    announced = 0
    if step and "collection_costs" in step.announces:
        announced, why, _ = _costs(program, position, principal, day, problems, announced=True)
        laws.append((f"announces {why[0]}", why[1]))
    return Claim(
        principal,
        asked,
        costs,
        max(run_up - asked, 0),
        announced,
        found.rate,
        found.runs_from,
        position.principal_open - principal,
        tuple(laws),
        tuple(problems),
        found.worked,
        scale,
    )


def in_default_from(program: Program, position: Position) -> int | None:
    """The first day on which the debtor is in default by the law pack's rule, or None while he is not."""
    basis = str(position.facts[FACT_INDEX["agreement.default_basis"]])
    terms = (
        (form, position.anchors[term]) for form, term in program.letters[position.variant] if position.anchors[term]
    )
    return default.in_default_from(program.law, _kind(position), position.anchors[DUE], basis, terms)


class _Accrued(NamedTuple):
    """Interest open on a day, the article it rests on, its yearly rate, the day from which it ran (0: not yet), how."""

    amount: int = 0
    basis: str = ""
    rate: int = 0
    runs_from: int = 0
    worked: Interest | None = None


def _accrued(
    program: Program,
    position: Position,
    events: Sequence[Event],
    day: int,
    agreed: int | None,
    problems: list[Problem],
) -> _Accrued:
    due = position.anchors[DUE]
    try:
        kind = interest_kind(program.law, _kind(position))
        terms = program.law.interest[kind].terms.on(due).value
        rate = rate_on(program.law, kind, day, agreed_rate=agreed)
        first = due + terms.starts
        if terms.runs == "in_default":
            default = in_default_from(program, position)
            if default is None:
                return _Accrued(rate=rate)
            first = max(first, default)
        paid = _payments(events, day)
        before = sum(payment.amount for payment in paid if payment.day < first)
        start = max(_principal_at_start(position, events) - before, 0)
        later = tuple(payment for payment in paid if payment.day >= first)
        found = interest(
            program.law,
            start,
            kind,
            first,
            day,
            agreed_rate=agreed,
            payments=later,
            stays=frozen_until(program, position, day),
        )
    except ProblemsFound as error:
        problems.extend(error.problems)
        return _Accrued()
    problems.extend(found.warnings)
    return _Accrued(found.open_interest, _articles(found.bases), rate, first if rate and first <= day else 0, found)


def _principal_at_start(position: Position, events: Sequence[Event]) -> int:
    """The principal before any credit note; credit notes then count as payments on their day."""
    return position.principal + sum(event.money() for event in events if event.name == "credited")


def _payments(events: Sequence[Event], day: int) -> tuple[PartPayment, ...]:
    """What lowered principal and interest up to a day; what was taken back undoes the latest before it.

    As in `amounts.allocated`, a payment goes to the costs and the interest claimed by then, and the rest to the
    principal: interest that nobody has claimed yet stays open.
    """
    kept: list[PartPayment] = []
    costs = interest_claimed = 0
    for event in sorted(events, key=lambda one: one.order):
        if event.at > day:
            break
        costs += event.money("costs")
        interest_claimed += event.money("interest")
        if event.name == "credited":
            kept.append(PartPayment(event.at, event.money(), 0))
        elif event.name == "payment_received":
            to_costs = min(event.money(), costs)
            to_interest = min(event.money() - to_costs, interest_claimed)
            costs, interest_claimed = costs - to_costs, interest_claimed - to_interest
            kept.append(PartPayment(event.at, event.money() - to_costs, to_interest))
        elif event.name == "payment_reversed":
            left = event.money()
            while kept and left > 0:
                last = kept.pop()
                if last.amount > left:
                    kept.append(PartPayment(last.day, last.amount - left, last.to_interest))
                left -= min(last.amount, left)
    return tuple(kept)


def waived(events: Sequence[Event], day: int) -> tuple[int, int]:
    """What was waived up to a day of costs, and of interest, as far as they had been claimed by then.

    As `events_money.waived` takes it: where nobody said which, costs before interest.
    """
    costs = interest_claimed = gone_costs = gone_interest = 0
    for event in sorted(events, key=lambda one: one.order):
        if event.at > day:
            break
        costs += event.money("costs")
        interest_claimed += event.money("interest")
        if event.name == "waived":
            of_costs = min(event.money(), costs) if event.word("of") != "interest" else 0
            left = event.money() - of_costs
            of_interest = min(left, interest_claimed) if event.word("of") != "costs" else 0
            costs, interest_claimed = costs - of_costs, interest_claimed - of_interest
            gone_costs, gone_interest = gone_costs + of_costs, gone_interest + of_interest
    return gone_costs, gone_interest


def _costs(
    program: Program, position: Position, principal: int, day: int, problems: list[Problem], *, announced: bool = False
) -> tuple[int, tuple[str, str], Costs | None]:
    """The collection costs over the principal claimed, with the reason; nothing before the letter by law has lapsed."""
    try:
        found = collection_costs(program.law, (principal,), _kind(position), day)
    except ProblemsFound as error:
        problems.extend(error.problems)
        return 0, ("no collection costs could be worked out", ""), None
    problems.extend(found.warnings)
    article = _articles(found.bases)
    if found.notice and not announced and not _lapsed(program, position, found.notice, day):
        return (
            0,
            (f"no collection costs: the term of the {found.notice.replace('_', '-')} has not run out", article),
            None,
        )
    if found.if_agreed and position.facts[FACT_INDEX["agreement.collection_costs"]] is not True:
        return 0, ("no collection costs: none were agreed", article), None
    scale = ", ".join(one.label for one in found.working[1:] if one.label not in _SUMS)
    return found.total, (f"collection costs of {amount_text(found.total)}: {scale.lower()}", article), found


_SUMS = {"Collection costs", "VAT on the costs", "Total"}


def _lapsed(program: Program, position: Position, form: str, day: int) -> bool:
    """Whether a letter of this form was sent and its term has passed."""
    ends = (position.anchors[term] for one, term in program.letters[position.variant] if one == form)
    return any(end and end < day for end in ends)


def _kind(position: Position) -> str:
    return str(position.facts[FACT_INDEX["debtor.kind"]] or "unknown")


def _articles(bases: tuple[Basis, ...]) -> str:
    return "; ".join(dict.fromkeys(basis.article for basis in bases))
