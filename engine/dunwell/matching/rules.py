"""The rules by which a payment is certain, and what makes it doubtful: two tables, read from the top.

Booking money on the wrong case is worse than asking a person: somebody who has paid would be dunned, and somebody who
has not would be left alone. So a rule is certain only if a wrong answer would need two coincidences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.matching.evidence import distinctive

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.matching.evidence import Evidence, Fit
    from dunwell.matching.matched import Group


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `finds` gives the claims that a payment is (or may be) for under this rule; none if it does not apply.

    A certain rule for several claims pays each of them whole.
    """

    name: str
    group: Group
    text: str
    finds: Callable[[Evidence], tuple[Fit, ...]]


def _only(fits: tuple[Fit, ...]) -> Fit | None:
    return fits[0] if len(fits) == 1 else None


def _one_sure(e: Evidence) -> Fit | None:
    """The one open claim that is named surely, if no other is and it has not to be told from another."""
    return None if e.shared or e.ended else _only(e.sure)


def _alone(e: Evidence) -> bool:
    """Whether no other number is named, not even half."""
    return not e.stray and all(fit.mention and fit.mention.how in {"cut", "tail"} for fit in e.weak)


def _ended(e: Evidence) -> tuple[Fit, ...]:
    return e.ended if not e.sure else ()


def _ended_and_open(e: Evidence) -> tuple[Fit, ...]:
    return (*e.sure, *e.ended) if e.ended else ()


def _sure_exact(e: Evidence) -> tuple[Fit, ...]:
    fit = _one_sure(e)
    return (fit,) if fit and fit.exact and fit.telling else ()


def _sure_part(e: Evidence) -> tuple[Fit, ...]:
    fit = _one_sure(e)
    if not fit or fit.short or not _alone(e) or e.payment.cents >= fit.left:
        return ()
    return (fit,) if fit.payer or distinctive(fit) else ()


def _sure_more(e: Evidence) -> tuple[Fit, ...]:
    fit = _one_sure(e)
    if not fit or fit.short or not _alone(e) or e.payment.cents <= fit.left or fit.siblings:
        return ()
    return (fit,) if fit.payer or distinctive(fit) else ()


def _add_up(e: Evidence, fits: tuple[Fit, ...]) -> bool:
    return (
        len(fits) > 1
        and not (e.shared or e.ended)
        and sum(fit.left for fit in fits) == e.payment.cents
        and all(fit.telling for fit in fits)
    )


def _sure_sum(e: Evidence) -> tuple[Fit, ...]:
    return e.sure if _add_up(e, e.sure) else ()


def _whole_sum(e: Evidence) -> tuple[Fit, ...]:
    """All claims named, leaving out the last digits of a number, which may be anything."""
    fits = (*e.sure, *(fit for fit in e.weak if fit.mention and fit.mention.how != "tail"))
    return fits if _add_up(e, fits) else ()


def _weak_one(e: Evidence) -> Fit | None:
    """The one claim named less plainly, if nothing is named surely; among several, the one with this very amount."""
    if e.sure or e.ended or e.shared:
        return None
    return _only(e.weak) or _only(tuple(fit for fit in e.weak if fit.exact))


def _weak_exact(e: Evidence) -> tuple[Fit, ...]:
    fit = _weak_one(e)
    if not fit or not fit.exact or not fit.mention:
        return ()
    return (fit,) if fit.telling and (fit.payer or fit.mention.how != "tail") else ()


def _weak_account(e: Evidence) -> tuple[Fit, ...]:
    fit = _only(e.weak) if not (e.sure or e.ended or e.shared) else None
    if not fit or not fit.account or fit.short or e.stray or not fit.mention:
        return ()
    return (fit,) if fit.mention.how != "tail" and e.payment.cents <= fit.left else ()


def _account_exact(e: Evidence) -> tuple[Fit, ...]:
    if _named(e):
        return ()
    fit = _only(tuple(fit for fit in e.owed if fit.exact))
    return (fit,) if fit and not fit.early else ()


def _account_sum(e: Evidence) -> tuple[Fit, ...]:
    fits = tuple(fit for fit in e.owed if not fit.early)
    several = len(fits) > 1 and len(fits) == len(e.owed) and not any(fit.exact for fit in fits)
    return fits if several and not _named(e) and sum(fit.left for fit in fits) == e.payment.cents else ()


def _named(e: Evidence) -> bool:
    return bool(e.sure or e.weak or e.ended or e.stray)


CERTAIN: tuple[Rule, ...] = (
    Rule("number", "certain", "it names one open invoice, and the amount fits", _sure_exact),
    Rule("numbers", "certain", "it names several open invoices, and their open amounts add up to it", _sure_sum),
    Rule("part", "certain", "it names one open invoice, and pays a part of it", _sure_part),
    Rule("more", "certain", "it names one open invoice, and pays more than is open", _sure_more),
    Rule("numbers_unclear", "certain", "it names several open invoices, not all plainly, and they add up", _whole_sum),
    Rule(
        "number_unclear", "certain", "it names one open invoice, though not plainly, and the amount fits", _weak_exact
    ),
    Rule(
        "number_unclear_account",
        "certain",
        "it names one open invoice, though not plainly, and comes from this debtor's account",
        _weak_account,
    ),
    Rule(
        "account",
        "certain",
        "it names no invoice, but comes from this debtor's account, and fits one open invoice only",
        _account_exact,
    ),
    Rule(
        "account_sum",
        "certain",
        "it names no invoice, but comes from this debtor's account, and pays all that is open",
        _account_sum,
    ),
)
"""When a payment is booked without asking."""

ASKED: tuple[Rule, ...] = (
    Rule("ended", "ended", "it names a case that has ended", _ended),
    Rule("ended_and_open", "doubtful", "it names a case that has ended, and an open one", _ended_and_open),
    Rule(
        "shared",
        "doubtful",
        "several open cases carry this number, or one like it",
        lambda e: (*e.sure, *e.weak) if e.shared else (),
    ),
    Rule(
        "no_sum",
        "doubtful",
        "it names several invoices, and what is open on them does not add up to it",
        lambda e: (*e.sure, *e.weak) if len(e.sure) > 1 else (),
    ),
    Rule(
        "other_number",
        "doubtful",
        "it names another number as well, which may be part of what is paid",
        lambda e: (*e.sure, *e.weak) if e.sure and not _alone(e) else (),
    ),
    Rule(
        "short",
        "doubtful",
        "the invoice number is so short that it may be something else",
        lambda e: tuple(fit for fit in e.sure if fit.short),
    ),
    Rule(
        "siblings",
        "doubtful",
        "it pays more than is open on the invoice named, and this debtor has other open invoices",
        lambda e: tuple(fit for fit in e.sure if e.payment.cents > fit.left and fit.siblings),
    ),
    Rule("stranger", "doubtful", "the amount does not fit, and somebody else paid", lambda e: e.sure),
    Rule(
        "unclear",
        "doubtful",
        "an invoice is not named plainly, and the amount does not fit",
        lambda e: (*e.weak, *(fit for fit in e.owed if fit.exact)) if e.weak else (),
    ),
    Rule(
        "early",
        "doubtful",
        "it comes from this debtor's account, but from before the invoice was issued",
        lambda e: tuple(fit for fit in e.owed if fit.exact and fit.early) if not e.stray else (),
    ),
    Rule(
        "account_several",
        "doubtful",
        "it comes from this debtor's account, and more than one open invoice has this amount",
        lambda e: tuple(fit for fit in e.owed if fit.exact) if not e.stray else (),
    ),
    Rule(
        "account_stray",
        "doubtful",
        "it comes from this debtor's account, but names a number that is no open invoice",
        lambda e: e.owed if e.stray else (),
    ),
    Rule("account_paid", "ended", "it repeats the amount of a case of this debtor that has ended", lambda e: e.paid),
    Rule(
        "account_other",
        "doubtful",
        "it comes from this debtor's account, but the amount fits no open invoice",
        lambda e: e.owed,
    ),
    Rule(
        "name_and_amount",
        "doubtful",
        "the name and the amount fit, but no number or account says which invoice it pays",
        lambda e: tuple(fit for fit in e.alike if fit.exact),
    ),
    Rule("amount", "doubtful", "only the amount fits", lambda e: e.amounts),
    Rule("name", "doubtful", "only the name fits", lambda e: e.alike),
)
"""When a person is asked, and what about; the first that applies. If none does, no case fits."""
