"""The calculators of what a late debtor owes: collection costs and interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.law.answer import Answer, calculator
from dunwell.cli.law.asked import Asked
from dunwell.days import day_text
from dunwell.law import costs as costing
from dunwell.law import interest as accruing
from dunwell.law.figures import Working
from dunwell.law.rates import percent_text
from dunwell.money import amount_text

if TYPE_CHECKING:
    from dunwell.law.interest import Interest, InterestLine
    from dunwell.law.rules import LawPack


@click.command("costs")
@click.option(
    "--principal", "principals", multiple=True, required=True, metavar="AMOUNT", help="Open principal; once a claim."
)
@click.option("--debtor", required=True, metavar="KIND", help="consumer, business, public_authority or unknown.")
@click.option("--on", "on_day", required=True, metavar="DAY", help="The day whose law counts.")
@click.option("--vat-not-deductible", is_flag=True, help="The creditor cannot deduct VAT.")
@click.option("--outsourced", is_flag=True, help="An outside service collects, and charges VAT.")
@click.option("--declared", is_flag=True, help="The creditor says so, and that the costs are raised for it.")
@click.option("--later-instalment", is_flag=True, help="A later unpaid instalment of the same contract.")
@calculator
def costs(  # noqa: PLR0913 - one an option
    pack: LawPack, *, principals: tuple[str, ...], debtor: str, on_day: str, vat_not_deductible: bool,
    outsourced: bool, declared: bool, later_instalment: bool,
) -> Answer:  # fmt: skip
    """Collection costs over one or more open claims of the same debtor."""
    asked = Asked()
    amounts = tuple(asked.amount("--principal", text) for text in principals)
    on = asked.day("--on", on_day)
    asked.check()
    found = costing.collection_costs(
        pack, amounts, debtor, on, vat_not_deductible=vat_not_deductible, outsourced=outsourced, declared=declared,
        later_instalment=later_instalment,
    )  # fmt: skip
    working = found.working
    if found.notice:
        working += (Working(f"due only after a fruitless {pack.notices[found.notice].title}"),)
    if found.if_agreed:
        working += (Working("the most that may be agreed; without an agreement nothing is due"),)
    values = {
        "principal": amount_text(found.principal),
        "costs": amount_text(found.costs),
        "vat": amount_text(found.vat),
        "total": amount_text(found.total),
        "notice": found.notice,
        "if_agreed": found.if_agreed,
    }
    return Answer(f"Collection costs on {on_day}, debtor: {debtor}", values, working, found.bases, found.warnings)


@click.command("interest")
@click.option("--principal", required=True, metavar="AMOUNT", help="The open principal.")
@click.option("--kind", required=True, metavar="KIND", help="statutory, commercial, or another kind of this law.")
@click.option("--due", required=True, metavar="DAY", help="The last day to pay; interest runs from the next.")
@click.option("--paid", required=True, metavar="DAY", help="The day of payment, which counts.")
@click.option("--day-count", metavar="COUNT", help="act/365 or act/act; without it what the law files say.")
@click.option("--agreed-rate", metavar="PERCENT", help="A rate that was agreed.")
@click.option("--agreed-per", default="year", metavar="PERIOD", help="The agreed rate is per year (default) or month.")
@click.option("--points", default="0", metavar="PERCENT", help="Points agreed on top of the rate by law.")
@click.option("--payment", "payments", multiple=True, metavar="DAY=AMOUNT", help="A payment in between, after costs.")
@click.option("--stay", "stays", multiple=True, metavar="DAY/DAY", help="First and last day without interest.")
@calculator
def interest(  # noqa: PLR0913 - one an option
    pack: LawPack, *, principal: str, kind: str, due: str, paid: str, day_count: str | None, agreed_rate: str | None,
    agreed_per: str, points: str, payments: tuple[str, ...], stays: tuple[str, ...],
) -> Answer:  # fmt: skip
    """Interest from the day after the due date up to and including the day of payment."""
    asked = Asked()
    base = asked.amount("--principal", principal)
    due_day, paid_day = asked.day("--due", due), asked.day("--paid", paid)
    rate = None if agreed_rate is None else asked.percent("--agreed-rate", agreed_rate)
    extra = asked.percent("--points", points)
    parts = tuple(_payment(asked, text) for text in payments)
    free = tuple(_stay(asked, text) for text in stays)
    if kind not in pack.interest:
        fix = f"write one of: {', '.join(pack.interest)}; a rate that was agreed stands beside it, as --agreed-rate 6"
        asked.wrong("DW612", f"{kind!r} is no kind of interest that this law knows", fix)
    asked.check()
    asked.in_order((f"--due {due}", due_day), (f"--paid {paid}", paid_day))
    asked.check()
    first = due_day + pack.interest[kind].terms.on(due_day + 1).value.starts
    found = accruing.interest(
        pack, base, kind, first, paid_day, day_count=day_count, agreed_rate=rate, agreed_per=agreed_per, points=extra,
        payments=parts, stays=free,
    )  # fmt: skip
    values = {
        "total": amount_text(found.total),
        "open_interest": amount_text(found.open_interest),
        "open_principal": amount_text(found.open_base),
        "overpaid": amount_text(found.overpaid),
        "lines": [_line_json(line) for line in found.lines],
    }
    title = f"{pack.interest[kind].title} on {amount_text(base)}, due {due}, paid {paid}"
    return Answer(title, values, _interest_working(found), found.bases, found.warnings)


def _payment(asked: Asked, text: str) -> accruing.PartPayment:
    on, _, amount = text.partition("=")
    return accruing.PartPayment(asked.day("--payment", on), asked.amount("--payment", amount))


def _stay(asked: Asked, text: str) -> tuple[int, int]:
    first, _, last = text.partition("/")
    days = asked.day("--stay", first), asked.day("--stay", last)
    asked.in_order((f"the first day of --stay {text}", days[0]), ("its last", days[1]))
    return days


def _line_json(line: InterestLine) -> dict[str, object]:
    return {
        "from": day_text(line.first),
        "to": day_text(line.last),
        "days": line.days,
        "rate": percent_text(line.rate),
        "base": amount_text(line.base),
        "interest": amount_text(line.interest),
    }


def _interest_working(found: Interest) -> tuple[Working, ...]:
    lines = tuple(
        Working(
            f"{day_text(line.first)} to {day_text(line.last)}: {line.days} days, "
            f"{percent_text(line.rate)} % of {amount_text(line.base)}",
            line.interest,
        )
        for line in found.lines
    )
    return (*lines, Working("Total", found.total))
