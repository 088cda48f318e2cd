"""Match the payments of bank statements to claims: what is plain is booked, what is doubtful is asked, nothing is lost.

>>> from dunwell.matching.claims import OpenClaim
>>> from dunwell.model import Entry, Statement
>>> from datetime import date
>>> from decimal import Decimal
>>> entry = Entry(date(2026, 2, 5), Decimal("1210.00"), text="Factuur 2026-0042", currency="EUR")
>>> claim = OpenClaim("2026-0042", "2026-0042", open=121000, total=121000, currency="EUR")
>>> [(each.group, each.rule) for each in match((Statement("bank.xml", entries=(entry,)),), (claim,)).results]
[('certain', 'number')]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.matching.evidence import evidence_for, reasons
from dunwell.matching.known import lines_of
from dunwell.matching.matched import Candidate, Matched, Result, Share
from dunwell.matching.register import Register
from dunwell.matching.reversals import Bookings, take_back
from dunwell.matching.rules import ASKED, CERTAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dunwell.matching.claims import Booked, OpenClaim
    from dunwell.matching.evidence import Evidence, Fit
    from dunwell.matching.matched import Group
    from dunwell.matching.payments import Payment
    from dunwell.matching.rules import Rule
    from dunwell.model import Statement

MOST_CANDIDATES = 8
"""So many cases at most are offered to a person."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A payment with the fingerprint it is booked under, and where the same money was or may have been seen."""

    payment: Payment
    key: str
    known: str
    like: str


def match(
    statements: Sequence[Statement],
    claims: Sequence[OpenClaim],
    booked: Iterable[Booked] = (),
    kept: Iterable[str] = (),
) -> Matched:
    """Match every payment of the statements to the claims.

    `booked` is what the cases have received and lost before, by whatever way; what carries a fingerprint is recognised
    in these statements and not booked again. `kept` are the fingerprints of payments that wait for a person, or about
    which one has decided: they are not asked about again. Only where a batch waits as one sum and its parts come now,
    the parts are looked at; their fingerprints begin with that of the sum and a slash, and take its place.

    Payments are taken by day, those that name an invoice before those that do not, so that a guess never takes the
    place of a plain word. What one payment paid is no longer open for the next, and open again once it is taken back.
    """
    earlier = tuple(booked)
    register = Register(claims, earlier)
    bookings = Bookings(claims, earlier)
    waiting = frozenset(kept)
    known = dict.fromkeys(waiting, "kept for a person")
    known |= {one.fingerprint: f"booked on {one.case}" for one in earlier if one.fingerprint}
    items = tuple(_items(statements, known, waiting))
    results: dict[int, Result] = {n: done for n, item in enumerate(items) if (done := _without_judging(item))}
    order = sorted((n for n in range(len(items)) if n not in results), key=lambda n: (items[n].payment.day or 0, n))
    for named in (True, False):
        for n in order:
            if n not in results and (result := _result(items[n], register, bookings, named=named)):
                results[n] = result
                bookings.add(result)
    return Matched(tuple(results[n] for n in range(len(items))))


def _items(statements: Sequence[Statement], known: Mapping[str, str], waiting: frozenset[str]) -> Iterable[_Item]:
    for line in lines_of(statements, known, waiting):
        for number, (payment, key) in enumerate(zip(line.payments, line.keys, strict=True)):
            place = known.get(key, line.copy_of)
            yield _Item(payment, key, place if number in line.known else "", line.like)


def _without_judging(item: _Item) -> Result | None:
    """What needs no claim to be known: copies, announcements, and entries of nothing."""
    payment = item.payment
    if not payment.booked:
        return Result(payment, "pending", "announced", "the bank has announced it, but not booked it")
    if item.known:
        return Result(payment, "known", "copy", f"the same money is here: {item.known}", fingerprint=item.key)
    if payment.cents == 0:
        return Result(payment, "unmatched", "nothing", "the entry is of nothing", fingerprint=item.key)
    return None


def _result(item: _Item, register: Register, bookings: Bookings, *, named: bool) -> Result | None:
    """What becomes of a payment; None to look at it again after all payments that name an invoice."""
    if item.payment.cents < 0:
        result = take_back(item.payment, item.key, _unclear(item), register, bookings)
        return None if named and result.group != "reversed" else result
    evidence = evidence_for(item.payment, register)
    if named and not (evidence.sure or evidence.weak or evidence.ended):
        return None
    return _judge(item, evidence, register)


def _judge(item: _Item, evidence: Evidence, register: Register) -> Result:
    """Find the rule that applies, and book the payment if it is certain and nothing speaks against it."""
    rule, fits = _first(CERTAIN, evidence)
    doubts = _doubts(item, fits, register) if rule else ()
    if rule and not doubts:
        return _book(item, rule, fits, register)
    asked, asked_fits = (rule, fits) if rule else _first(ASKED, evidence)
    payment = item.payment
    if asked is None:
        why = "money that was sent came back" if payment.returned else "no number, account, name or amount fits"
        return Result(payment, "unmatched", "none", why, fingerprint=item.key)
    group: Group = "doubtful" if rule else asked.group
    why = "; ".join((asked.text, *doubts))
    if asked.group == "ended":
        endings = dict.fromkeys(register.ended[fit.claim] for fit in asked_fits)
        why += f" ({', '.join(endings)})"
    return Result(payment, group, asked.name, why, (), _candidates(asked_fits, payment, register), item.key)


def _first(rules: tuple[Rule, ...], evidence: Evidence) -> tuple[Rule | None, tuple[Fit, ...]]:
    for rule in rules:
        if fits := rule.finds(evidence):
            return rule, fits
    return None, ()


def _doubts(item: _Item, fits: tuple[Fit, ...], register: Register) -> tuple[str, ...]:
    """What keeps a payment from being booked although a rule is certain."""
    payment = item.payment
    hands = [day for fit in fits if (day := register.recorded_by_hand(fit.claim, payment)) is not None]
    rows = (
        (_unclear(item), _unclear(item)),
        (payment.day is None, "the bank gives no date"),
        (payment.returned, "it is marked as money that was sent and came back"),
        (any(fit.foreign for fit in fits), "the claim is in another currency"),
        (any(fit.elsewhere for fit in fits), "it came in on an account of another creditor"),
        (hands, f"a person recorded this amount on {day_text(hands[0])}" if hands else ""),
    )
    return tuple(text for applies, text in rows if applies)


def _unclear(item: _Item) -> str:
    """What makes the payment itself unclear: it may be a copy, or its amount may be no single payment."""
    return f"it may be booked already: {item.like}" if item.like else item.payment.unclear


def _book(item: _Item, rule: Rule, fits: tuple[Fit, ...], register: Register) -> Result:
    shares = []
    for fit in fits:
        cents = fit.left if len(fits) > 1 else item.payment.cents
        claim = register.claims[fit.claim]
        shares.append(Share(claim.case, claim.number, cents))
        register.take(fit.claim, cents)
    candidates = _candidates(fits, item.payment, register)
    return Result(item.payment, "certain", rule.name, rule.text, tuple(shares), candidates, item.key)


def _candidates(fits: tuple[Fit, ...], payment: Payment, register: Register) -> tuple[Candidate, ...]:
    best: dict[int, Fit] = {}
    for fit in fits:
        best.setdefault(fit.claim, fit)
    return tuple(
        Candidate(register.claims[n].case, register.claims[n].number, fit.left, reasons(fit, payment))
        for n, fit in list(best.items())[:MOST_CANDIDATES]
    )
