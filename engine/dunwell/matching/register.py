"""All claims of a run, ready to be looked up by number, account, name and amount, and what is left open on each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dunwell.matching.mentions import Numbers
from dunwell.matching.names import similar, telling_words
from dunwell.matching.payments import compact

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from dunwell.matching.claims import Booked, OpenClaim
    from dunwell.matching.payments import Payment

_PAID_NOW = "paid by an earlier payment of these files"
_WORD_KEY = 5
"""Names are found by the beginnings of their words."""
_MOST_SHARING = 200
"""A word that so many claims share tells nobody from anybody."""
_BY_HAND_DAYS = 14
"""How far a payment recorded by hand may lie from the bank's booking of it."""


class Register:
    """The claims by their indices. Only `left`, what is open on each in cents, changes while payments are matched."""

    def __init__(self, claims: Sequence[OpenClaim], booked: Iterable[Booked]) -> None:
        self.claims = claims
        self.left = [0 if claim.ended else claim.open for claim in claims]
        self.ended = [claim.ended for claim in claims]
        self.numbers = Numbers(claims)
        self.words = [tuple(telling_words(name) for name in claim.names) for claim in claims]
        self.accounts = [frozenset(map(compact, claim.accounts)) for claim in claims]
        self.ours = [frozenset(map(compact, claim.creditor_accounts)) for claim in claims]
        self.all_ours = frozenset(account for accounts in self.ours for account in accounts)
        self.by_account = _indexed((account, n) for n, accounts in enumerate(self.accounts) for account in accounts)
        self.by_word = _indexed(
            (word[:_WORD_KEY], n) for n, names in enumerate(self.words) for name in names for word in name
        )
        self.by_amount = _indexed(
            ((claim.currency, amount), n)
            for n, claim in enumerate(claims)
            for amount in {claim.open, claim.total, *claim.parts}
        )
        self.by_hand: dict[tuple[str, int], list[int]] = defaultdict(list)
        for one in booked:
            if not one.fingerprint:
                self.by_hand[one.case, one.cents].append(one.day)

    def take(self, claim: int, cents: int) -> None:
        """Book so many cents on a claim; one with nothing left is as good as ended for the payments that follow."""
        self.left[claim] -= cents
        if self.left[claim] <= 0 and not self.ended[claim]:
            self.ended[claim] = _PAID_NOW

    def give_back(self, claim: int, cents: int) -> None:
        """Undo a booking: so many cents are open again."""
        self.left[claim] += cents
        if self.left[claim] > 0 and self.ended[claim] == _PAID_NOW:
            self.ended[claim] = ""

    def of_payer(self, payment: Payment) -> tuple[int, ...]:
        """The claims whose debtor is known to pay from this account."""
        return self.by_account.get(payment.payer, ()) if payment.payer else ()

    def alike(self, payment: Payment) -> tuple[int, ...]:
        """The open claims whose debtor's name is like the payer's."""
        words = telling_words(payment.name)
        near = {n for word in words for n in self._sharing(word[:_WORD_KEY])}
        return tuple(n for n in sorted(near) if not self.ended[n] and self.named(n, words))

    def _sharing(self, key: str) -> tuple[int, ...]:
        found = self.by_word.get(key, ())
        return found if len(found) <= _MOST_SHARING else ()

    def named(self, claim: int, words: frozenset[str]) -> bool:
        """Whether a name (its telling words) may be that of the claim's debtor."""
        return bool(words) and any(similar(words, each) for each in self.words[claim])

    def of_amount(self, payment: Payment) -> tuple[int, ...]:
        """The open claims on which exactly this amount may be paid."""
        found = self.by_amount.get((payment.currency, payment.cents), ())
        return tuple(n for n in found if not self.ended[n] and self.exact(n, payment.cents))

    def exact(self, claim: int, cents: int) -> bool:
        """Whether the amount is what is left, or one that was asked for: the invoice, an instalment, a promise."""
        one, left = self.claims[claim], self.left[claim]
        return cents == left or (cents < left and (cents == one.total or cents in one.parts))

    def siblings(self, claim: int) -> bool:
        """Whether the same debtor has other open claims, by account or by name."""
        accounts = {n for account in self.accounts[claim] for n in self.by_account[account]}
        names = {n for name in self.words[claim] for word in name for n in self._sharing(word[:_WORD_KEY])}
        same = {n for n in names if any(self.named(n, name) for name in self.words[claim])}
        return any(n != claim and not self.ended[n] for n in accounts | same)

    def elsewhere(self, claim: int, payment: Payment) -> bool:
        """Whether the money came in on an account that only another creditor's claims name."""
        mine = self.ours[claim]
        return bool(mine) and payment.account not in mine and payment.account in self.all_ours

    def recorded_by_hand(self, claim: int, payment: Payment) -> int | None:
        """The day of a payment of this amount that a person recorded on the case at about the same time, if any."""
        days = self.by_hand.get((self.claims[claim].case, payment.cents), ())
        return next((day for day in days if abs(day - (payment.day or 0)) <= _BY_HAND_DAYS), None)


def _indexed(pairs: Iterable[tuple[Hashable, int]]) -> dict[Hashable, tuple[int, ...]]:
    found: dict[Hashable, dict[int, None]] = defaultdict(dict)
    for key, index in pairs:
        found[key][index] = None
    return {key: tuple(indices) for key, indices in found.items()}
