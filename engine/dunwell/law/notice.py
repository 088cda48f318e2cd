"""Letters by law: when one counts as received, the term that it grants, and the first day on which costs are due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.law.figures import Working, named, past_published, refuse
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.law.figures import Basis
    from dunwell.law.rules import LawPack, NoticeForm, ReceiptRule


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day on which a message counts as received, and why."""

    day: int
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term by law; `last_day` belongs to the debtor and is `counted_last_day`, extended; `costs_from` is the next."""

    first_day: int
    counted_last_day: int
    last_day: int
    costs_from: int
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...]


def received_day(
    pack: LawPack, sent: int, channel: str, *, post_days: int | None = None, planning: bool = False
) -> Receipt:
    """The day on which a message sent by this channel is presumed received.

    `post_days` takes the place of the presumption's number of open days; `planning` adds the law files' own margin. A
    warning (DW616) says so where fewer days are counted than that margin advises. Raises ProblemsFound for an unknown
    channel (DW612), for post days below zero (DW613) and for a day before the first rule (DW610).
    """
    rule = named(pack.receipt, channel, "channel")
    if post_days is not None and post_days < 0:
        refuse("DW613", f"{post_days} post days are below zero", "give the number of delivery days, 0 or more")
    presumed = rule.presumption.on(sent)
    open_days = presumed.value.open_day if post_days is None else post_days
    margin = rule.planning.at(sent) if rule.planning else None
    extra = margin.value if margin else 0
    bases = [presumed.basis]
    if planning and margin and extra:
        open_days += extra
        bases.append(margin.basis)
    calendar = presumed.value.calendar
    day = pack.calendar(calendar).add(sent, open_days)
    label = (
        f"received on open day {open_days} after sending (calendar: {calendar})"
        if open_days
        else "received the same day"
    )
    warnings = past_published(f"calendar {calendar!r}", pack.published_until(calendar), day)
    if presumed.value.proof == "always":
        warnings += (_proof(rule, presumed.basis),)
    advised = presumed.value.open_day + extra
    if open_days < advised:
        warnings += (_margin(advised, pack.calendar(calendar).add(sent, advised)),)
    return Receipt(day, (Working("sent", day=sent), Working(label, day=day)), tuple(bases), warnings)


def _proof(rule: ReceiptRule, basis: Basis) -> Problem:
    message = f"{rule.title}: no day is presumed; receipt and its day have to be proved ({basis.source})"
    return Problem("DW617", message, fix="keep the proof of delivery, or send a letter as well", severity="warning")


def _margin(open_days: int, day: int) -> Problem:
    message = (
        f"letters are slower than the presumption: plan with {open_days} delivery days, received on {day_text(day)}"
    )
    return Problem(
        "DW616", message, fix=f"count with {open_days} post days before costs are asked for", severity="warning"
    )


def notice_term(pack: LawPack, received: int, *, form: str | None = None, days: int | None = None) -> Term:
    """The term of a letter by law that was received on a day; `form` None takes the first letter of the law files.

    `days` is the length that the letter grants if that is longer than the law's; a shorter one is refused (DW618).
    Raises ProblemsFound for an unknown form (DW612) and for a day before the first rule (DW610).
    """
    letter = _form(pack, form)
    rule = letter.term.on(received)
    length = rule.value.days if days is None else days
    if length < rule.value.days:
        message = f"a term of {length} days is shorter than the {rule.value.days} days that the law asks for"
        refuse("DW618", message, f"grant at least {rule.value.days} days ({rule.basis.article})")
    first = received + rule.value.starts
    counted = first + length - 1
    calendar = rule.value.extended_by
    last = pack.calendar(calendar).next_open(counted)
    working = [
        Working("received", day=received),
        Working(f"first day of the term, {rule.value.starts} after receipt", day=first),
        Working(f"last of {length} days", day=counted),
    ]
    if last != counted:
        working.append(Working(f"extended to the next open day (calendar: {calendar})", day=last))
    working.append(Working("costs from", day=last + 1))
    warnings = past_published(f"calendar {calendar!r}", pack.published_until(calendar), last)
    return Term(first, counted, last, last + 1, tuple(working), (rule.basis,), warnings)


def check_order(pack: LawPack, sent: int, in_default_from: int, form: str | None = None) -> tuple[Problem, ...]:
    """A problem (DW619) if the letter was sent before the debtor was in default, and the law asks for the reverse."""
    letter = _form(pack, form)
    if not letter.term.on(sent).value.after_default or sent >= in_default_from:
        return ()
    message = (
        f"{letter.title}: sent on {day_text(sent)}, but the debtor is in default only from "
        f"{day_text(in_default_from)}; a letter sent before default has no effect"
    )
    return (Problem("DW619", message, fix="send it again once the debtor is in default"),)


def _form(pack: LawPack, form: str | None) -> NoticeForm:
    if not pack.notices:
        refuse("DW612", "this law has no letter with a term of its own", "take another law")
    if form is None:
        return next(iter(pack.notices.values()))
    return named(pack.notices, form, "letter")
