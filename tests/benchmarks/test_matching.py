"""Matching a day's payments to a large portfolio grows with their number, not with its square."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from dunwell.matching.claims import OpenClaim
from dunwell.matching.match import match
from dunwell.model import Entry, Statement

FIRST = ("De", "Het", "Oude", "Groene", "Blauwe", "Nieuwe", "Hoge", "Lage")
SECOND = ("Wilgen", "Korenaar", "Molenaar", "Bakker", "Visser", "Smederij", "Tuinen", "Brouwerij", "Kade", "Poort")
TEXTS = (
    "Factuur {}",
    "fact {}",
    "{}",
    "betr. uw nota {} d.d. 5 jan",
    "klant 88123 {} bedankt",
    "geen nummer",
    "huur feb",
)


def portfolio(count: int, random: Random) -> tuple[OpenClaim, ...]:
    return tuple(
        OpenClaim(
            f"c{n}",
            f"2026-{n:05d}",
            open=(amount := random.randrange(1000, 500000)),
            total=amount,
            currency="EUR",
            names=(f"{random.choice(FIRST)} {random.choice(SECOND)} {n % 977} BV",),
            accounts=(f"NL40TEST{n:010d}",) if n % 2 else (),
        )
        for n in range(count)
    )


def payments(count: int, claims: tuple[OpenClaim, ...], random: Random) -> Statement:
    entries = []
    for n in range(count):
        claim = random.choice(claims)
        number = random.choice((claim.number, claim.number.replace("-", ""), claim.number.replace("-", " ")))
        amount = claim.open if random.random() < 0.8 else random.randrange(100, 90000)
        text = random.choice(TEXTS).format(number)
        account = claim.accounts[0] if claim.accounts else None
        day = date(2026, 2, 2) + timedelta(n % 5)
        entries.append(Entry(day, Decimal(amount) / 100, True, claim.names[0], account, text, currency="EUR"))
    return Statement("bank.xml", "NL13TEST0123456789", "EUR", entries=tuple(entries), kind="camt.053")


def seconds(claim_count: int, payment_count: int) -> float:
    random = Random(7)
    claims = portfolio(claim_count, random)
    statement = payments(payment_count, claims, random)
    copy = Statement("again.xml", "NL13TEST0123456789", "EUR", entries=statement.entries, kind="camt.053")
    start = time.perf_counter()
    report = match((statement, copy), claims)
    taken = time.perf_counter() - start
    certain = len(report.of("certain"))
    print(f"{claim_count:,} claims, {payment_count:,} payments twice: {taken:.2f} s, {certain:,} certain")
    assert certain > payment_count / 2
    assert len(report.of("known")) == payment_count
    return taken


def test_ten_thousand_claims_and_two_thousand_payments() -> None:
    """A large day is matched in well under five seconds, and twice the claims and payments take about twice as long."""
    half, whole = seconds(5_000, 1_000), seconds(10_000, 2_000)
    assert whole < 5
    assert whole < 5 * half
