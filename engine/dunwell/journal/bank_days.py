"""Up to which day the payments on each account are known, and what of a case waits while that is too long ago."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.core.stale import goes_out, hold_back, stale_on
from dunwell.days import day, day_text
from dunwell.matching.freshness import known_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.journal.cases import Look
    from dunwell.journal.store import Journal, Stamp
    from dunwell.model import Invoice


@dataclass(frozen=True, slots=True)
class BankData:
    """What is known of the bank: the last known day of each account, and which accounts count.

    Without `expected` payments are recorded by hand and nothing waits. `accounts` are those that the workspace names
    for all cases; without them the accounts of each invoice count, else the creditor's `own`, else every account known.
    """

    days: Mapping[str, int]
    expected: bool = True
    accounts: tuple[str, ...] = ()
    own: str = ""

    def oldest(self, invoice: Invoice | None) -> tuple[str, int | None]:
        """Of the accounts on which the money for an invoice may come in, the one of which least is known."""
        named = tuple(one.iban or one.number for one in invoice.accounts) if invoice else ()
        count = self.accounts or named or ((self.own,) if self.own else tuple(self.days))
        known = [(known_day(self.days, account), account) for account in count]
        last, account = min(known, key=lambda one: one[0] or 0, default=(None, ""))
        return account, last


def note_days(journal: Journal, days: Mapping[str, int], stamp: Stamp) -> None:
    """Keep up to which day accounts are known, inside a transaction that is open; what lies ahead is not known yet."""
    journal.connection.executemany(
        "INSERT INTO bank_days (account, known_until, recorded_on, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(account, day_text(min(last, stamp.on)), day_text(stamp.on), stamp.at, stamp.by)
         for account, last in days.items()],
    )  # fmt: skip


def days_known(journal: Journal) -> dict[str, int]:
    """The last day up to which payments are known, by account."""
    rows = journal.connection.execute("SELECT account, MAX(known_until) AS until FROM bank_days GROUP BY account")
    return {row["account"]: day(row["until"]) for row in rows}


def with_bank_data(journal: Journal, bank: BankData, look: Look, *, told: bool = True) -> Look:
    """A case without what may not go out while its bank data is too old.

    Unless it is to be `told` in any case, data of which nothing would wait is not looked at.
    """
    program, position, decision = look.program, look.position, look.decision
    if not bank.expected or program.bank_data is None or position.end:
        return look
    if not told and not any(goes_out(program, position, action) for action in decision.actions):
        return look
    stale = stale_on(program, *bank.oldest(journal.invoice(look.case)), look.day)
    held = hold_back(program, position, decision, stale)
    return replace(look, decision=held.decision, waits=held.waits, stale=stale)
