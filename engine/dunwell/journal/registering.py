"""What the customer register answers for cases that are open already, and what nobody has answered yet.

A fact that the register says is recorded once for each case, as said by the register. What a person recorded of a case
is never overruled by a file: there the contradiction is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.judge import unknown_fields
from dunwell.core.opening import ADDRESS_FACTS, GIVEN, said_by
from dunwell.core.refuse import refusals
from dunwell.customers.columns import plain
from dunwell.customers.joining import joined
from dunwell.days import now
from dunwell.journal.documents import party_from
from dunwell.journal.recording import position_met
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.language.fields import FACT_INDEX, FIELDS, value_text
from dunwell.model import Invoice, Party
from dunwell.problems import Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dunwell.customers.register import Customer, Found, Register
    from dunwell.journal.cases import Look
    from dunwell.journal.store import Journal
    from dunwell.language.fields import Value

BY = "customer register"
"""Who records what the register says."""

ANSWERED: tuple[str, ...] = (
    "debtor.kind",
    "debtor.natural_person",
    "debtor.size",
    "debtor.rating",
    "debtor.ability",
    "debtor.language",
    "debtor.country",
    "debtor.has_email",
    "debtor.has_address",
    "debtor.has_phone",
    "agreement.term",
    "agreement.in_writing",
)
"""The facts that a register can answer."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact that the register says of a case and the case did not know, or knew otherwise (`was`; None: unknown)."""

    look: Look
    customer: Customer
    fact: str
    value: Value
    was: Value | None


class Gap(NamedTuple):
    """What is unknown of a debtor: the fact, and what is taken for it meanwhile ("" where a case asks for it)."""

    fact: str
    assumed: str


@dataclass(frozen=True, slots=True)
class Debtor:
    """One debtor with open cases: its row in the register if it has one, and which cases wait on which answer.

    `party` is what the first of its invoices says; `doubt` why it could not be joined, where that is not sure.
    """

    party: Party
    customer: Customer | None
    doubt: Problem | None
    looks: tuple[Look, ...]
    gaps: Mapping[Gap, tuple[Look, ...]]


def amounts_of(looks: Iterable[Look]) -> Mapping[str, int]:
    """What cases come to by currency, in cents."""
    sums = Counter[str]()
    for look in looks:
        sums[look.case.currency] += look.position.claim_open
    return dict(sorted(sums.items()))


def debtors_of(journal: Journal) -> Mapping[str, Party]:
    """The debtor of each case as its invoice said, as far as it was not erased."""
    rows = journal.connection.execute("SELECT case_id, data FROM parties WHERE role = 'debtor'")
    return {row["case_id"]: party_from(row["data"]) for row in rows}


def debtors(looks: Sequence[Look], parties: Mapping[str, Party], register: Register) -> tuple[Debtor, ...]:
    """The debtors of open cases, those with most unknown money first."""
    grouped: dict[object, list[Look]] = {}
    found: dict[object, tuple[Party, Found]] = {}
    for look in looks:
        if look.position.end:
            continue
        party = parties.get(look.case.id, Party())
        said = register.find(party)
        key = said.customer.place if said.customer else _identity(party, look)
        grouped.setdefault(key, []).append(look)
        found.setdefault(key, (party, said))
    made = [_debtor(*found[key], tuple(group)) for key, group in grouped.items()]
    return tuple(
        sorted(made, key=lambda one: (not one.gaps, -sum(amounts_of(one.looks).values()), one.party.name or ""))
    )


def _identity(party: Party, look: Look) -> object:
    """What tells one debtor without a row from another; one of which nothing is known is a debtor of its own."""
    number = plain(party.vat_id or party.registration_id or "")
    place = plain(party.address.postcode or "") if party.address else ""
    return number or (((party.name or "").casefold(), place) if party.name else look.case.id)


def _debtor(party: Party, found: Found, looks: tuple[Look, ...]) -> Debtor:
    gaps: dict[Gap, tuple[Look, ...]] = {}
    for look in looks:
        for gap in _gaps(look):
            if not _answers(found.customer, gap.fact):
                gaps[gap] = (*gaps.get(gap, ()), look)
    return Debtor(party, found.customer, found.problem, looks, gaps)


def _answers(customer: Customer | None, fact: str) -> bool:
    return customer is not None and fact in _said(joined(_NOTHING, customer))


_NOTHING = Invoice(file="", kind="invoice", syntax="")


def _said(invoice: Invoice) -> Mapping[str, Value]:
    """The facts of a register's kind that an invoice says; that there is no address is none of them."""
    said = said_by(invoice)
    return {name: said[name] for name in ANSWERED if name in said and (said[name] is not False or name in _YES_NO)}


_YES_NO = {"debtor.natural_person", "agreement.in_writing"}
"""Facts whose "no" is an answer; that an address is unknown is not."""


def _gaps(look: Look) -> Iterator[Gap]:
    """What a case takes for granted, or asks, of its debtor."""
    recorded = {one.event.word("fact") for one in look.events if one.event.name == "fact_recorded"}
    asked = tuple(dict.fromkeys(_asked(look)))
    yield from (Gap(fact, "") for fact in asked)
    for one in look.case.assumed:
        if one.field in ANSWERED and one.text != GIVEN and one.field not in (*recorded, *asked):
            yield Gap(one.field, one.value)


def _asked(look: Look) -> Iterator[str]:
    """The facts of the debtor that the case asks a person for."""
    program, position = look.program, look.position
    for reason in (reason for action in look.decision.actions for reason in action.reasons if reason.id == "asks"):
        what, name = str(reason.args[0]), str(reason.args[1]) if len(reason.args) > 1 else ""
        if what == "unknown" and name in ANSWERED:
            yield name
        elif what == "undeliverable" and name in ADDRESS_FACTS:
            yield ADDRESS_FACTS[name]
        elif what == "no_variant":
            conditions = (variant.when for variant in program.variants if variant.when)
            yield from (
                fact
                for one in conditions
                for fact in unknown_fields(program, one, position, look.day)
                if fact in ANSWERED
            )


def news(
    journal: Journal, looks: Iterable[Look], parties: Mapping[str, Party], register: Register
) -> tuple[tuple[Noted, ...], tuple[Problem, ...]]:
    """What the register says of open cases and they do not know yet; and where a person said otherwise (DW066)."""
    noted: list[Noted] = []
    problems: list[Problem] = []
    for look in looks:
        customer = register.find(parties.get(look.case.id, Party())).customer if not look.position.end else None
        invoice = journal.invoice(look.case) if customer else None
        if customer is None or invoice is None:
            continue
        for one in _new(look, customer, invoice):
            other = _by_a_person(one)
            if other:
                problems.append(other)
            else:
                noted.append(one)
    return tuple(noted), tuple(problems)


def _new(look: Look, customer: Customer, invoice: Invoice) -> Iterator[Noted]:
    """What the register adds to the invoice, or says instead of it, and the case does not have as a fact."""
    before, after = _said(invoice), dict(_said(joined(invoice, customer)))
    if before.get("agreement.term") != after.get("agreement.term"):
        after |= _as_agreed(look, int(after["agreement.term"]))
    for fact, value in after.items():
        was = look.position.facts[FACT_INDEX[fact]]
        if was != value and before.get(fact) != value:
            yield Noted(look, customer, fact, value, was)


def _as_agreed(look: Look, term: int) -> dict[str, Value]:
    """Whether the invoice gives the term that was agreed; it follows from the term."""
    issued, due = (look.position.facts[FACT_INDEX[name]] for name in ("invoice.issued", "invoice.due"))
    if issued is None or due is None:
        return {}
    return {"invoice.term_as_agreed": max(int(due) - int(issued), 0) == term}


def _by_a_person(one: Noted) -> Problem | None:
    """The contradiction with what a person recorded of this case, which counts."""
    said = [each for each in one.look.events if each.event.word("fact") == one.fact]
    given = any(each.field == one.fact and each.text == GIVEN for each in one.look.case.assumed)
    if said[-1].stamp.by == BY if said else not given:
        return None
    field, currency = FIELDS[one.fact], one.look.case.currency
    mine = value_text(field, one.was, currency) if one.was is not None else "nothing"
    message = (
        f"{one.look.case.number}: {one.fact} was recorded as {mine}; "
        f"the register of {one.customer.called} says {value_text(field, one.value, currency)}"
    )
    return Problem("DW066", message, one.customer.place, "what was recorded counts; mend whichever is wrong", "warning")


def record_news(journal: Journal, noted: Iterable[Noted]) -> tuple[tuple[Noted, ...], tuple[Problem, ...]]:
    """Record what the register says, each fact on the day of the look at its case; what cannot be recorded is told."""
    recorded: list[Noted] = []
    problems: list[Problem] = []
    for one in noted:
        event = Event("fact_recorded", one.look.day, (("fact", one.fact), ("value", one.value)))
        doubts = refusals(*position_met(one.look, event), event)
        problems += doubts
        if not has_errors(doubts):
            stamp = Stamp(one.look.day, now(), BY, f"{one.customer.place.file}:{one.customer.place.line}")
            journal.record(one.look.case.id, event, stamp)
            recorded.append(one)
    return tuple(recorded), tuple(problems)
