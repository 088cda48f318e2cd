"""Payments that wait for a person: kept once, with the cases they may be for, until somebody decides.

What the payer wrote, and who that is, stands apart and can be erased; the payment itself stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dunwell.days import day, day_text
from dunwell.journal.store import Stamp
from dunwell.matching.matched import Candidate
from dunwell.money import amount_text, cents, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.journal.connection import Row
    from dunwell.journal.store import Journal
    from dunwell.matching.matched import Group, Result

Decided = Literal["", "booked", "known", "not_ours", "in_parts"]
"""What became of a payment that waited; empty while it waits. `in_parts`: its parts came and took its place."""

KEPT: tuple[Group, ...] = ("doubtful", "ended")
"""The groups of a matching report that a person has to decide on."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payment that waits for a person, or about which one has decided.

    `number` is what people call it by; `day` is an ordinal (None: the bank gives none); cents below zero went back.
    `said` has the payer's name, account, text and end-to-end reference, why it is asked, and where it came from, as far
    as they were not erased.
    """

    number: int
    fingerprint: str
    day: int | None
    cents: int
    currency: str
    candidates: tuple[Candidate, ...]
    kept: Stamp
    decided: Decided
    said: Mapping[str, str]


def keep_payment(journal: Journal, result: Result, stamp: Stamp) -> None:
    """Keep a payment for a person, inside a transaction that is open; one that was kept before stays as it is."""
    payment = result.payment
    last = journal.connection.execute("SELECT MAX(number) FROM waiting").fetchone()[0] or 0
    candidates = [(one.case, one.number, amount_text(one.open)) for one in result.candidates]
    added = journal.connection.execute(
        "INSERT INTO waiting (number, fingerprint, valid_on, amount, currency, candidates, recorded_on, recorded_at,"
        " recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (last + 1, result.fingerprint, day_text(payment.day) if payment.day else None, amount_text(payment.cents),
         payment.currency, json.dumps(candidates), day_text(stamp.on), stamp.at, stamp.by),
    ).rowcount  # fmt: skip
    if added:
        _keep_words(journal, last + 1, result)


def _keep_words(journal: Journal, number: int, result: Result) -> None:
    payment = result.payment
    said = {
        "name": payment.name,
        "account": payment.payer,
        "text": payment.told,
        "end_to_end": payment.end_to_end,
        "source": f"{payment.kind or 'bank statement'} {payment.place}",
        "why": result.why,
        "reasons": json.dumps([one.reasons for one in result.candidates], ensure_ascii=False),
    }
    journal.connection.executemany(
        "INSERT INTO waiting_remarks (number, about, text) VALUES (?, ?, ?)",
        [(number, about, text) for about, text in said.items() if text],
    )


def decide_on(journal: Journal, number: int, decided: Decided, stamp: Stamp) -> None:
    """Add what was decided on a payment, inside a transaction that is open; the latest decision counts."""
    found = journal.connection.execute("SELECT MAX(sequence) FROM decisions WHERE number = ?", (number,))
    journal.connection.execute(
        "INSERT INTO decisions (number, sequence, decision, recorded_on, recorded_at, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, (found.fetchone()[0] or 0) + 1, decided, day_text(stamp.on), stamp.at, stamp.by),
    )


def all_kept(journal: Journal) -> tuple[Waiting, ...]:
    """Every payment that was ever kept for a person, in the order of their numbers."""
    said: dict[int, dict[str, str]] = {}
    for row in journal.connection.execute("SELECT number, about, text FROM waiting_remarks"):
        said.setdefault(row["number"], {})[row["about"]] = row["text"]
    decided: dict[int, Decided] = {}
    for row in journal.connection.execute("SELECT number, decision FROM decisions ORDER BY number, sequence"):
        decided[row["number"]] = row["decision"]
    rows = journal.connection.execute("SELECT * FROM waiting ORDER BY number")
    return tuple(_kept(row, decided.get(row["number"], ""), said.get(row["number"], {})) for row in rows)


def all_waiting(journal: Journal) -> tuple[Waiting, ...]:
    """The payments on which nobody has decided yet."""
    return tuple(one for one in all_kept(journal) if not one.decided)


def _kept(row: Row, decided: Decided, said: dict[str, str]) -> Waiting:
    candidates = json.loads(row["candidates"])
    reasons = json.loads(said.pop("reasons", "[]")) or [()] * len(candidates)
    return Waiting(
        number=row["number"],
        fingerprint=row["fingerprint"],
        day=day(row["valid_on"]) if row["valid_on"] else None,
        cents=_cents(row["amount"]),
        currency=row["currency"],
        candidates=tuple(
            Candidate(case, number, _cents(left), tuple(why))
            for (case, number, left), why in zip(candidates, reasons, strict=True)
        ),
        kept=Stamp(day(row["recorded_on"]), row["recorded_at"], row["recorded_by"], said.get("source", "")),
        decided=decided,
        said=said,
    )


def _cents(written: str) -> int:
    return cents(parse_amount(written))
