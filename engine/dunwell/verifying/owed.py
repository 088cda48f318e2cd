"""Never more claimed than owed: amounts against the law's calculators, plans against the claim, ends against the money.

All amounts are cents.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE
from dunwell.law.costs import collection_costs
from dunwell.law.interest import interest, interest_kind
from dunwell.problems import ProblemsFound
from dunwell.verifying.counting import PARTS, claims, counted_from, kind_of
from dunwell.verifying.model import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import Position
    from dunwell.language.program import Program
    from dunwell.law.rules import LawPack
    from dunwell.verifying.model import Moved
    from dunwell.verifying.watch import Deed, Memory

UNANNOUNCED, MORE, PLAN_ASKS, PLAN_LONG = "claimed-unannounced", "claimed-too-much", "plan-asks-more", "plan-too-long"
PAID_OPEN, OPEN_PAID = "paid-and-open", "ended-unpaid"

_TOTAL, _COSTS_AGREED = FACT_INDEX["invoice.total"], FACT_INDEX["agreement.collection_costs"]


def claimed(program: Program, memory: Memory, moved: Moved, deed: Deed) -> Iterator[Breach]:
    """What a deed claims: announced before, and no more than the law's calculators give."""
    if deed.step is None or not deed.step.claims:
        return
    for part, amount in PARTS.items():
        if not claims(deed.step, deed.event, part):
            continue
        if not _announced(program, memory, moved.before.variant, part):
            yield Breach(UNANNOUNCED, (deed.name, deed.day, part))
        if deed.event.get(amount) is None:
            continue
        asked = getattr(moved.before, amount) + deed.event.money(amount)
        least = _most(program, moved.before, part, deed.day)
        if asked > least:
            yield Breach(
                _or_law(program, moved.before, "amounts_by_law", MORE), (deed.name, deed.day, part, asked, least)
            )


def _announced(program: Program, memory: Memory, variant: int, part: str) -> bool:
    return any(memory.announced >> step.index & 1 and part in step.announces for step in program.steps[variant])


def _most(program: Program, position: Position, part: str, day: int) -> int:
    """The most that the law lets claim in all: over the principal that is left, or since the day after the due date."""
    kind, total = kind_of(position), position.facts[_TOTAL]
    if part == "collection_costs":
        agreed = position.facts[_COSTS_AGREED] is True
        return _costs(program.law, kind, max(position.principal_open, 0), day, agreed=agreed)
    return _interest(program.law, kind, int(total or position.principal), position.anchors[DUE] + 1, day)


@lru_cache(maxsize=4096)
def _costs(law: LawPack, kind: str, principal: int, day: int, *, agreed: bool) -> int:
    found = collection_costs(law, (principal,), kind, day)
    return 0 if found.if_agreed and not agreed else found.total


@lru_cache(maxsize=4096)
def _interest(law: LawPack, kind: str, principal: int, first: int, day: int) -> int:
    try:
        return interest(law, principal, interest_kind(law, kind), first, day).open_interest
    except ProblemsFound:  # the law has no rate for so early or late a day
        return principal


def _or_law(program: Program, position: Position, kind: str, own: str) -> str:
    """The guardrail of this kind that binds the debtor, else an invariant of our own."""
    rules = (rule for rule in program.law.guardrails.values() if rule.kind == kind and rule.binds(kind_of(position)))
    return next((rule.id for rule in rules), own)


def plan_agreed(program: Program, moved: Moved) -> Iterator[Breach]:
    """A plan that was agreed or changed asks what is open and no more, within the bounds of the policy."""
    running, event = moved.after.plan, moved.move.event
    if running is None or event is None or event.name not in ("plan_agreed", "plan_changed"):
        return
    plan, day = program.plans[running.plan], moved.move.day
    asked, owed = sum(amount for _, amount in running.schedule), moved.before.claim_open
    if asked > owed:
        yield Breach(_or_law(program, moved.before, "plan_is_free", PLAN_ASKS), (plan.name, day, asked, owed))
    longest = plan.instalments.longest
    end = counted_from(program, day, longest.count, longest.unit) if longest else running.schedule[-1][0]
    if moved.move.event is not None and moved.move.event.get("instalments") is None and running.schedule[-1][0] > end:
        yield Breach(PLAN_LONG, (plan.name, day, running.schedule[-1][0], end))


def ended(program: Program, moved: Moved) -> Iterator[Breach]:
    """What is paid ends a case at once, and a case ends as paid only if nothing is left.

    A payment that became known late is not looked at: what was claimed after it is not owed, and yet it was claimed.
    """
    after, left = moved.after, moved.after.claim_open
    if moved.move.event is not None and not after.end and left <= program.tolerance < moved.before.claim_open:
        yield Breach(PAID_OPEN, (after.day,))
    ended_now = after.end == "paid" and moved.before.end != "paid" and not moved.move.recorded
    if ended_now and left > program.tolerance:
        yield Breach(OPEN_PAID, (after.day, left))
