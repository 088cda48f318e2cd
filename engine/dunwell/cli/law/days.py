"""The calculators about days: letters by law, limitation, payment terms, hours of contact, holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.law.answer import Answer, calculator
from dunwell.cli.law.asked import Asked
from dunwell.days import WEEKDAYS, day, day_text, weekday
from dunwell.law import contact as contacting
from dunwell.law import limitation as limiting
from dunwell.law import notice as noticing
from dunwell.law import terms as granting
from dunwell.law.figures import Working, named, past_published

if TYPE_CHECKING:
    from dunwell.law.rules import LawPack

_MOST_DAYS = 1000


@click.command("notice")
@click.option("--sent", required=True, metavar="DAY", help="The day of posting or sending.")
@click.option("--by", "channel", required=True, metavar="CHANNEL", help="post or email.")
@click.option("--post-days", metavar="N", help="Delivery days to count with, in place of the presumption's.")
@click.option("--received", metavar="DAY", help="The day of receipt, if it is known.")
@click.option("--days", metavar="N", help="The term that the letter grants, if longer than the law's.")
@click.option("--in-default-from", metavar="DAY", help="The day from which the debtor is in default.")
@calculator
def notice(
    pack: LawPack, *, sent: str, channel: str, post_days: str | None, received: str | None, days: str | None,
    in_default_from: str | None,
) -> Answer:  # fmt: skip
    """When a letter by law is received, the term it grants, and the first day on which costs are due."""
    asked = Asked()
    sent_day = asked.day("--sent", sent)
    open_days = None if post_days is None else asked.whole("--post-days", post_days, _MOST_DAYS)
    known_day = None if received is None else asked.day("--received", received)
    granted = None if days is None else asked.whole("--days", days, _MOST_DAYS)
    default_day = None if in_default_from is None else asked.day("--in-default-from", in_default_from)
    if open_days is not None and channel != "post":
        asked.wrong("DW921", f"--post-days does not go with --by {channel}", "leave it out")
    asked.check()
    if known_day is not None:
        asked.in_order((f"--sent {sent}", sent_day), (f"--received {received}", known_day))
        asked.check()
    receipt = noticing.received_day(pack, sent_day, channel, post_days=open_days)
    if known_day is not None:
        working = (Working("sent", day=sent_day), Working("received, as given", day=known_day))
        receipt = noticing.Receipt(known_day, working, (), ())
    term = noticing.notice_term(pack, receipt.day, days=granted)
    values = {
        "received": day_text(receipt.day),
        "first_day": day_text(term.first_day),
        "last_day": day_text(term.last_day),
        "costs_from": day_text(term.costs_from),
        "counted_last_day": day_text(term.counted_last_day),
    }
    order = () if default_day is None else noticing.check_order(pack, sent_day, default_day)
    bases = tuple(dict.fromkeys(receipt.bases + term.bases))
    warnings = receipt.warnings + term.warnings + order
    return Answer(f"Letter sent on {sent} by {channel}", values, receipt.working + term.working[1:], bases, warnings)


@click.command("limitation")
@click.option("--kind", required=True, metavar="KIND", help="contract, consumer_sale, or another kind of this law.")
@click.option("--due", required=True, metavar="DAY", help="The day on which the claim became due.")
@click.option("--interrupted", multiple=True, metavar="DAY", help="A day of interruption; may be given more than once.")
@calculator
def limitation(pack: LawPack, *, kind: str, due: str, interrupted: tuple[str, ...]) -> Answer:
    """The last day on which a claim can be enforced, or its limitation interrupted."""
    asked = Asked()
    due_day = asked.day("--due", due)
    days = tuple(asked.day("--interrupted", text) for text in interrupted)
    asked.check()
    found = limiting.limitation(pack, kind, due_day, days)
    values = {"first_day": day_text(found.first_day), "last_day": day_text(found.last_day), "years": found.years}
    title = f"Limitation: {pack.limitation[kind].title}"
    return Answer(title, values, found.working, found.bases, found.warnings)


@click.command("term")
@click.option("--debtor", required=True, metavar="KIND", help="consumer, business, public_authority or unknown.")
@click.option("--on", "on_day", required=True, metavar="DAY", help="The day of the invoice.")
@click.option("--agreed", metavar="DAYS", help="The term that was agreed; without it, none.")
@click.option("--contract", metavar="DAY", help="The day of the contract, if older than the invoice.")
@click.option("--debtor-size", type=click.Choice(["large", "sme"]), help="Size of the debtor.")
@click.option("--creditor-size", type=click.Choice(["large", "sme"]), help="Size of the creditor.")
@click.option("--exception", is_flag=True, help="What the law asks of a longer term holds.")
@calculator
def term(  # noqa: PLR0913 - one an option
    pack: LawPack, *, debtor: str, on_day: str, agreed: str | None, contract: str | None, debtor_size: str | None,
    creditor_size: str | None, exception: bool,
) -> Answer:  # fmt: skip
    """Whether a payment term may be that long, and which one holds."""
    asked = Asked()
    on = asked.day("--on", on_day)
    days = None if agreed is None else asked.whole("--agreed", agreed, 10 * _MOST_DAYS)
    contract_day = None if contract is None else asked.day("--contract", contract)
    asked.check()
    if contract_day is not None:
        asked.in_order((f"--contract {contract}", contract_day), (f"--on {on_day}", on))
        asked.check()
    found = granting.check_term(
        pack, debtor, days, on, contract_day=contract_day, debtor_size=debtor_size, creditor_size=creditor_size,
        exception=exception,
    )  # fmt: skip
    values = {
        "rule": found.rule,
        "days": found.days,
        "default_days": found.default_days,
        "max_days": found.max_days,
        "absolute_max": found.absolute_max,
        "exception": found.exception,
        "until": None if found.until is None else day_text(found.until),
    }
    return Answer(f"Payment term: {found.title}", values, found.working, found.bases, found.warnings)


@click.command("size")
@click.option("--balance-total", required=True, metavar="AMOUNT", help="Assets by the balance sheet.")
@click.option("--net-turnover", required=True, metavar="AMOUNT", help="Net turnover of the year.")
@click.option("--employees", required=True, metavar="N", help="Average number of employees.")
@click.option("--year", required=True, metavar="YEAR", help="The financial year.")
@calculator
def size(pack: LawPack, *, balance_total: str, net_turnover: str, employees: str, year: str) -> Answer:
    """Whether a company is large, by the figures of one financial year."""
    asked = Asked()
    balance = asked.amount("--balance-total", balance_total)
    turnover = asked.amount("--net-turnover", net_turnover)
    staff = asked.whole("--employees", employees)
    start = day(f"{asked.year('--year', year)}-01-01")
    asked.check()
    found = granting.company_size(pack, balance, turnover, staff, start)
    values = {"large": found.large, "tests_met": found.tests_met}
    title = f"Large company in {year}: {'yes' if found.large else 'no'}"
    return Answer(title, values, found.working, found.bases)


@click.command("contact")
@click.option("--at", "moment", required=True, metavar="MOMENT", help="Local day and time, such as 2026-06-10T19:59.")
@click.option("--collector", default="own", metavar="KIND", help="own (the creditor), third_party or assignee.")
@calculator
def contact(pack: LawPack, *, moment: str, collector: str) -> Answer:
    """Whether a debtor may be contacted at a moment, and else from when on.

    Policies plan days and know no hours: these are for who or what sends or calls at that moment.
    """
    asked = Asked()
    on, minute = asked.moment("--at", moment)
    asked.check()
    found = contacting.contact_allowed(pack, on, minute, collector=collector)
    again = f"{day_text(found.next_day)}T{found.next_minute // 60:02d}:{found.next_minute % 60:02d}"
    values = {"allowed": found.allowed, "why": found.why, "binding": found.binding, "next": again}
    binds = "binding for this collector" if found.binding else "a house rule for this collector, not a duty"
    said = (
        f"allowed: {found.why}" if found.allowed else f"not allowed: {found.why}; next from {again.replace('T', ' ')}"
    )
    working = (
        Working(said),
        Working(binds),
        Working("policies plan days only: the hours count when something is sent"),
    )
    return Answer(f"Contact at {moment}", values, working, found.bases)


@click.command("holidays")
@click.option("--year", required=True, metavar="YEAR", help="The year.")
@click.option("--calendar", "name", metavar="NAME", help="A calendar of this law; the first without it.")
@calculator
def holidays(pack: LawPack, *, year: str, name: str | None) -> Answer:
    """The holidays of a year in one of the law's calendars."""
    asked = Asked()
    wanted = asked.year("--year", year)
    asked.check()
    chosen = next(iter(pack.calendars), "") if name is None else name
    calendar = named(pack.calendars, chosen, "calendar")
    found = calendar.between(wanted, wanted)
    closed = [WEEKDAYS[number] for number in sorted(calendar.calendar.closed_weekdays)]
    values = {
        "calendar": calendar.name,
        "year": wanted,
        "closed_weekdays": closed,
        "holidays": [{"date": day_text(when), "name": title} for when, title in found],
    }
    working = tuple(Working(f"{title} ({WEEKDAYS[weekday(when)]})", day=when) for when, title in found)
    working += (Working(f"closed every {' and '.join(closed)}"),)
    bases = tuple(dict.fromkeys((calendar.basis, *(row.basis for row in calendar.holidays))))
    past = past_published(f"calendar {calendar.name!r}", calendar.published_until, day(f"{wanted}-12-31"))
    return Answer(f"{calendar.title}, {year}", values, working, bases, past)
