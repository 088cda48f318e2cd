"""The calculator of what a payment is set against: within one claim, or over several of the same creditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.law.answer import Answer, calculator
from dunwell.cli.law.asked import Asked
from dunwell.days import day_text, today
from dunwell.language.phrases import did_you_mean
from dunwell.law.allocation import Allocation, OpenClaim, allocate_over, why_in_order
from dunwell.law.allocation import allocate as allocate_one
from dunwell.law.figures import Working
from dunwell.law.rates import percent_text
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.law.rules import LawPack

_PARTS = ("costs", "interest", "principal")
_EXAMPLE = "--claim reference=2026-0042,principal=1210.00,interest=9.76,costs=181.50,due=2026-02-04,rate=10.15"


@click.command("allocate")
@click.option("--payment", required=True, metavar="AMOUNT", help="What was received.")
@click.option("--costs", "owed_costs", metavar="AMOUNT", help="Costs that are due.")
@click.option("--interest", "owed_interest", metavar="AMOUNT", help="Interest up to the day of payment.")
@click.option("--principal", metavar="AMOUNT", help="The open principal.")
@click.option(
    "--claim", "claims", multiple=True, metavar="PARTS",
    help="One of several claims, in place of the three above: principal=100.00,due=2026-02-04 and, if there are any, "
    "interest=…,costs=…,rate=… (percent a year),reference=…, and the word designated if the debtor named it.",
)  # fmt: skip
@click.option("--on", "on_day", metavar="DAY", help="The day of payment; today without it.")
@calculator
def allocate(
    pack: LawPack, *, payment: str, owed_costs: str | None, owed_interest: str | None, principal: str | None,
    claims: tuple[str, ...], on_day: str | None,
) -> Answer:  # fmt: skip
    """What a payment is set against: the parts of one claim, or several claims in their order."""
    asked = Asked()
    owed = {"--costs": owed_costs, "--interest": owed_interest, "--principal": principal}
    money = asked.amount("--payment", payment)
    on = today(pack.time_zone) if on_day is None else asked.day("--on", on_day)
    if claims:
        for option in (name for name, text in owed.items() if text is not None):
            asked.wrong("DW921", f"{option} does not go with --claim", f"write it in a claim: {_EXAMPLE}")
        several, designated = _claims(asked, claims)
        asked.check()
        return _over_several(pack, money, several, designated, on)
    costs, interest, rest = (_needed(asked, name, text) for name, text in owed.items())
    asked.check()
    found = allocate_one(pack, money, costs, interest, rest, on_day=on)
    values = {name: amount_text(amount) for name, amount in _amounts(found).items()}
    working = tuple(Working(name.replace("_", " "), amount) for name, amount in _amounts(found).items())
    return Answer(f"A payment of {amount_text(money)}", values, working, found.bases)


def _needed(asked: Asked, option: str, text: str | None) -> int:
    if text is None:
        raise click.MissingParameter(param_type="option", param_hint=f"'{option}'")
    return asked.amount(option, text)


def _amounts(found: Allocation) -> dict[str, int]:
    return {
        "to_costs": found.to_costs,
        "to_interest": found.to_interest,
        "to_principal": found.to_principal,
        "overpayment": found.overpayment,
        "left_costs": found.left_costs,
        "left_interest": found.left_interest,
        "left_principal": found.left_principal,
    }


def _over_several(
    pack: LawPack, payment: int, claims: tuple[OpenClaim, ...], designated: tuple[str, ...], on: int
) -> Answer:
    """Each claim in its order: why it comes there, and how its share falls on costs, interest and principal."""
    shares, rest = allocate_over(pack, payment, claims, on, designated)
    paid, rows = dict(shares), []
    working: list[Working] = []
    bases = allocate_one(pack, 0, 0, 0, 0, on_day=on).bases
    for number, (claim, why) in enumerate(why_in_order(pack, claims, on, designated), 1):
        nothing = allocate_one(pack, 0, claim.costs, claim.interest, claim.principal, on_day=on)
        share = _amounts(paid.get(claim.reference, nothing))
        rows.append({"reference": claim.reference, "due": day_text(claim.due), "rate": percent_text(claim.rate)})
        rows[-1] |= {"why": why, **{name: amount_text(value) for name, value in share.items() if name != "overpayment"}}
        working.append(Working(f"{number}. {claim.reference}: {why}"))
        working += [Working(f"   to {part}", share[f"to_{part}"]) for part in _PARTS if share[f"to_{part}"]]
        left = sum(share[f"left_{part}"] for part in _PARTS)
        working.append(Working("   left of it" if left else "   paid in full", left or None))
    totals = {f"to_{part}": sum(_amounts(share)[f"to_{part}"] for _, share in shares) for part in _PARTS}
    totals["overpayment"] = rest
    working += [Working(f"in all: {name.replace('_', ' ')}", amount) for name, amount in totals.items()]
    values = {**{name: amount_text(amount) for name, amount in totals.items()}, "claims": rows}
    title = f"A payment of {amount_text(payment)} on {day_text(on)}, over {len(claims)} claims"
    return Answer(title, values, tuple(working), bases)


def _claims(asked: Asked, texts: tuple[str, ...]) -> tuple[tuple[OpenClaim, ...], tuple[str, ...]]:
    """The claims as they were written, and the references of those that the debtor named."""
    found: list[OpenClaim] = []
    designated: list[str] = []
    for number, text in enumerate(texts, 1):
        pairs = [_part(piece) for piece in text.split(",") if piece.strip()]
        parts = dict(pairs)
        if len(parts) < len(pairs):
            asked.wrong("DW920", f"--claim {number}: a part stands there twice", "keep one of the two")
        reference = parts.pop("reference", "") or f"claim {number}"
        named = parts.pop("designated", None)
        for key in (key for key in parts if key not in _READERS):
            fix = did_you_mean(key, ("reference", *_READERS, "designated"))
            asked.wrong("DW920", f"--claim {number}: {key!r} is no part of a claim", fix)
        for key in (key for key in ("principal", "due") if key not in parts):
            asked.wrong("DW920", f"--claim {number}: {key!r} is missing", f"write for example {_EXAMPLE}")
        if reference in (one.reference for one in found):
            asked.wrong("DW920", f"--claim {number}: there are two claims {reference!r}", "give each its own reference")
        if named:
            asked.wrong(
                "DW920", f"--claim {number}: 'designated' takes no value", "write the word alone, or leave it out"
            )
        values = {
            key: _READERS[key](asked, f"--claim {number}: {key}", said)
            for key, said in parts.items()
            if key in _READERS
        }
        found.append(OpenClaim(reference, values.pop("due", 1), values.pop("principal", 0), **values))
        designated += [reference] if named is not None else []
    return tuple(found), tuple(designated)


def _part(piece: str) -> tuple[str, str]:
    key, _, value = piece.partition("=")
    return key.strip(), value.strip()


_READERS: Mapping[str, Callable[[Asked, str, str], int]] = {
    "principal": Asked.amount,
    "interest": Asked.amount,
    "costs": Asked.amount,
    "due": Asked.day,
    "rate": Asked.percent,
}
"""The parts of a claim that have a value, beside its reference."""
