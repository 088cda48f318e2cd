"""What a payment is set against: within one claim, then among several of the same creditor. Amounts are cents."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.law.figures import refuse
from dunwell.law.rates import percent_text
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.law.figures import Basis, Dated
    from dunwell.law.rules import AllocationOrder, LawPack


@dataclass(frozen=True, slots=True)
class Allocation:
    """How one payment falls on one claim: what goes to each part, what is left of each, and what was too much."""

    to_costs: int
    to_interest: int
    to_principal: int
    overpayment: int
    left_costs: int
    left_interest: int
    left_principal: int
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """One of several claims; `rate` (millionths) says how onerous it is, `costs` are only those already due."""

    reference: str
    due: int
    principal: int
    interest: int = 0
    costs: int = 0
    rate: int = 0

    @property
    def open(self) -> int:
        """All that is open of it."""
        return self.principal + self.interest + self.costs


def allocate(pack: LawPack, payment: int, costs: int, interest: int, principal: int, *, on_day: int) -> Allocation:
    """Set a payment against one claim in the order of the law in force that day. Only costs that are due count.

    Raises ProblemsFound for an amount below zero (DW613), and if the law files hold no order (DW610).
    """
    left = {"costs": costs, "interest": interest, "principal": principal}
    for name, amount in {"payment": payment, **left}.items():
        if amount < 0:
            refuse("DW613", f"the {name} {amount_text(amount)} is below zero", "give an amount of zero or more")
    order = _order(pack, on_day)
    taken = dict.fromkeys(left, 0)
    rest = payment
    for part in order.value.within:
        taken[part] = min(rest, left[part])
        left[part] -= taken[part]
        rest -= taken[part]
    return Allocation(
        taken["costs"], taken["interest"], taken["principal"], rest,
        left["costs"], left["interest"], left["principal"], (order.basis,),
    )  # fmt: skip


def allocate_over(
    pack: LawPack, payment: int, claims: tuple[OpenClaim, ...], on_day: int, designated: tuple[str, ...] = ()
) -> tuple[tuple[tuple[str, Allocation], ...], int]:
    """Spread a payment over several claims: those that get something, in the order of getting it, and what is left.

    `designated` are the references that the debtor named, in his order. Claims between which the law sees no
    difference share in proportion to what is open. Raises ProblemsFound (DW613) for an amount below zero.
    """
    shares: list[tuple[str, Allocation]] = []
    rest = payment
    for group in _ranked(pack, claims, on_day, designated):
        for claim, share in _pro_rata(group, rest):
            done = allocate(pack, share, claim.costs, claim.interest, claim.principal, on_day=on_day)
            rest -= share
            if share:
                shares.append((claim.reference, done))
    return tuple(shares), rest


def order_of_claims(
    pack: LawPack, claims: tuple[OpenClaim, ...], on_day: int, designated: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The references of the claims in the order in which a payment reaches them."""
    return tuple(claim.reference for group in _ranked(pack, claims, on_day, designated) for claim in group)


def why_in_order(
    pack: LawPack, claims: tuple[OpenClaim, ...], on_day: int, designated: tuple[str, ...] = ()
) -> tuple[tuple[OpenClaim, str], ...]:
    """The claims in the order in which a payment reaches them, each with the reason why it comes before the next."""
    order = _order(pack, on_day).value.across
    groups = _ranked(pack, claims, on_day, designated)
    ranks, told = _ranks(on_day, designated), []
    for group, after in zip_longest(groups, groups[1:]):
        differs = (name for name in order if after and name in ranks and ranks[name](group[0]) != ranks[name](after[0]))
        first = next(differs, "")
        for claim in group:
            why = _WHY[first](claim) if len(claims) > len(group) else ""
            reasons = (why, _ALIKE if len(group) > 1 else "")
            told.append((claim, "; ".join(filter(None, reasons)) or "it is the only claim"))
    return tuple(told)


_ALIKE = "the law sees no difference between these claims, so they share in proportion to what is open"
_WHY: dict[str, Callable[[OpenClaim], str]] = {
    "designated": lambda claim: "the debtor named it",
    "due": lambda claim: f"it is due, since {day_text(claim.due)}; the next is not yet",
    "most_onerous": lambda claim: f"it is more onerous than the next: {percent_text(claim.rate)} % interest",
    "oldest": lambda claim: f"it is older than the next: due {day_text(claim.due)}",
    "": lambda claim: "it comes after the others",
}
"""Why a claim comes before the next, by the first criterion in which the two differ."""


def _order(pack: LawPack, on_day: int) -> Dated[AllocationOrder]:
    if pack.allocation is None:
        refuse("DW610", "these law files hold no order of allocation", "take another law, or add it with its source")
    return pack.allocation.on(on_day)


def _ranked(
    pack: LawPack, claims: tuple[OpenClaim, ...], on_day: int, designated: tuple[str, ...]
) -> tuple[tuple[OpenClaim, ...], ...]:
    """The claims in groups between whose members the law sees no difference."""
    ranks = _ranks(on_day, designated)
    chosen = [ranks[name] for name in _order(pack, on_day).value.across if name in ranks]

    def rank(claim: OpenClaim) -> tuple[int, ...]:
        return tuple(criterion(claim) for criterion in chosen)

    return tuple(tuple(group) for _, group in groupby(sorted(claims, key=rank), key=rank))


def _ranks(on_day: int, designated: tuple[str, ...]) -> dict[str, Callable[[OpenClaim], int]]:
    """What each criterion of the law makes of a claim; the lower goes first."""
    return {
        "designated": lambda claim: (
            (*designated, claim.reference).index(claim.reference) if claim.reference in designated else len(designated)
        ),
        "due": lambda claim: claim.due > on_day,
        "most_onerous": lambda claim: -claim.rate,
        "oldest": lambda claim: claim.due,
    }


def _pro_rata(group: tuple[OpenClaim, ...], payment: int) -> tuple[tuple[OpenClaim, int], ...]:
    """Each claim with its share, together no more than is open; the cents that remain go to the first ones."""
    whole = sum(claim.open for claim in group)
    spread = min(payment, whole)
    shares = [spread * claim.open // whole if whole else 0 for claim in group]
    for index in range(spread - sum(shares)):
        shares[index] += 1
    return tuple(zip(group, shares, strict=True))
