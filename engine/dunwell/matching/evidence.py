"""What speaks for which claim, gathered for one payment that came in. Nothing is decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.matching.mentions import HOW, SURE
from dunwell.matching.names import telling_words
from dunwell.matching.payments import compact
from dunwell.matching.references import structured_in
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dunwell.matching.mentions import Mention
    from dunwell.matching.payments import Payment
    from dunwell.matching.register import Register

SHORT_DIGITS = 5
"""A number of fewer digits and no letters may be anything: a house number, a year, a customer."""
_A_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_LONG = 7
"""A number of so many letters and digits is nobody else's by chance."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One claim that a payment may be for, and how it fits; `left` is what is open on it in cents.

    `early`: paid before the invoice was issued. `siblings`: the debtor has other open claims (looked at only where more
    is paid than open).
    """

    claim: int
    left: int
    mention: Mention | None
    exact: bool
    account: bool
    name: bool
    short: bool
    foreign: bool
    elsewhere: bool
    early: bool
    siblings: bool = False

    @property
    def payer(self) -> bool:
        """Whether the payer is known, or looks like the debtor."""
        return self.account or self.name

    @property
    def telling(self) -> bool:
        """Whether the number says something: a short one does if the payer fits, a year only from a known account."""
        a_year = self.mention is not None and _A_YEAR.fullmatch(self.mention.written) is not None
        return not self.short or self.account or (self.name and not a_year)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for anything, for one payment.

    `sure` are open claims whose number or reference stands in the text as it is, `weak` those of which it stands there
    less plainly. `shared` means that a number found belongs to several open claims and nothing tells them apart.
    `ended` are claims named that have ended. `owed` are open claims of debtors known to pay from this account (all, and
    `paid` those that have ended), `alike` those of debtors with a similar name, `amounts` those with exactly this
    amount. `stray` is a number in the text that is none of these.
    """

    payment: Payment
    sure: tuple[Fit, ...]
    weak: tuple[Fit, ...]
    shared: bool
    ended: tuple[Fit, ...]
    owed: tuple[Fit, ...]
    paid: tuple[Fit, ...]
    alike: tuple[Fit, ...]
    amounts: tuple[Fit, ...]
    stray: str


def evidence_for(payment: Payment, register: Register) -> Evidence:
    """Look one payment up by number, account, name and amount."""
    told = payment.told
    mentions = register.numbers.mentions(told)
    found = tuple(_fit(payment, register, mention.claim, mention) for mention in mentions)
    open_ones = tuple(fit for fit in found if not register.ended[fit.claim])
    sure, sure_shared = _told_apart(fit for fit in open_ones if fit.mention and fit.mention.how in SURE)
    weak, weak_shared = _told_apart(fit for fit in open_ones if _perhaps(fit))
    ended = tuple(fit for fit in found if register.ended[fit.claim] and _names(fit, payment, register))
    by_account = tuple(_fit(payment, register, claim) for claim in register.of_payer(payment))
    return Evidence(
        payment=payment,
        sure=sure,
        weak=weak,
        shared=sure_shared or (not sure and weak_shared),
        ended=ended,
        owed=tuple(fit for fit in by_account if not register.ended[fit.claim]),
        paid=tuple(
            fit
            for fit in by_account
            if register.ended[fit.claim] and register.claims[fit.claim].total == payment.cents and not fit.early
        ),
        alike=tuple(_fit(payment, register, claim) for claim in register.alike(payment)),
        amounts=tuple(_fit(payment, register, claim) for claim in register.of_amount(payment)),
        stray=register.numbers.unknown(told, mentions) or _foreign_reference(told, mentions),
    )


def _fit(payment: Payment, register: Register, claim: int, mention: Mention | None = None) -> Fit:
    one = register.claims[claim]
    number = compact(mention.written if mention else one.number)
    return Fit(
        claim=claim,
        left=register.left[claim],
        mention=mention,
        exact=register.exact(claim, payment.cents),
        account=bool(payment.payer) and payment.payer in register.accounts[claim],
        name=register.named(claim, telling_words(payment.name)),
        short=number.isdigit() and len(number) < SHORT_DIGITS,
        foreign=one.currency != payment.currency,
        elsewhere=register.elsewhere(claim, payment),
        early=one.issued is not None and payment.day is not None and payment.day < one.issued,
        siblings=bool(mention) and payment.cents > register.left[claim] and register.siblings(claim),
    )


def _perhaps(fit: Fit) -> bool:
    """Whether a claim is named less plainly; last digits that fit neither amount nor payer are some other number."""
    if fit.mention is None or fit.mention.how in SURE:
        return False
    return fit.mention.how != "tail" or fit.exact or fit.payer


def _names(fit: Fit, payment: Payment, register: Register) -> bool:
    """Whether an ended claim is really named: surely, or with its very amount."""
    sure = fit.mention is not None and fit.mention.how in SURE
    return (sure and not fit.short) or register.claims[fit.claim].total == payment.cents


_TELL_APART: tuple[Callable[[Fit], bool], ...] = (
    lambda fit: not fit.elsewhere,
    lambda fit: fit.exact,
    lambda fit: fit.account,
    lambda fit: fit.name,
)
"""What tells claims with one number apart, the strongest first."""


def _told_apart(fits: Iterable[Fit]) -> tuple[tuple[Fit, ...], bool]:
    """Of claims that share one place in the text, the one that the account, amount or payer speaks for alone.

    Whether some are left that nothing tells apart is handed back as well.
    """
    places: dict[tuple[int, int], list[Fit]] = {}
    for fit in fits:
        if fit.mention:
            places.setdefault((fit.mention.start, fit.mention.end), []).append(fit)
    chosen: list[Fit] = []
    shared = False
    for group in places.values():
        narrowed = group
        for test in _TELL_APART:
            narrowed = [fit for fit in narrowed if test(fit)] or narrowed
        shared = shared or len(narrowed) > 1
        chosen += narrowed
    return tuple(dict.fromkeys(chosen)), shared


def _foreign_reference(told: str, mentions: tuple[Mention, ...]) -> str:
    known = [compact(mention.written) for mention in mentions]
    foreign = (each for each in structured_in(told) if not any(number.startswith(each) for number in known))
    return min(foreign, default="")


def distinctive(fit: Fit) -> bool:
    """Whether the number alone is enough to know the case, whoever pays."""
    if fit.mention is None:
        return False
    return fit.mention.how == "reference" or len(compact(fit.mention.written)) >= _LONG


def reasons(fit: Fit, payment: Payment) -> tuple[str, ...]:
    """What speaks for and against a claim, in words."""
    given = amount_text(abs(payment.cents - fit.left))
    mention = HOW[fit.mention.how].format(fit.mention.written) if fit.mention else ""
    rows = (
        (fit.mention, mention),
        (payment.cents == fit.left, "the amount is what is open"),
        (fit.exact and payment.cents != fit.left, "the amount is one that was asked for"),
        (not fit.exact and payment.cents < fit.left, f"the amount is {given} less than what is open"),
        (payment.cents > fit.left > 0, f"the amount is {given} more than what is open"),
        (fit.account, "the payer's account is known for this debtor"),
        (fit.name and not fit.account, "the payer's name is like the debtor's"),
        (fit.mention and not fit.payer, "neither account nor name of the payer is known for this debtor"),
        (fit.foreign, "the claim is in another currency"),
        (fit.elsewhere, "the money came in on an account of another creditor"),
        (fit.early, "it was paid before the invoice was issued"),
    )
    return tuple(text for applies, text in rows if applies)
