"""Cases played from an invoice to its messages, for tests that read what a debtor reads. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from dunwell.choosing import Asked, play
from dunwell.core.message_data import message_data
from dunwell.days import day
from dunwell.language.scenario import read_scenario
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import compile_text, load_policy
from dunwell.model import Account, Address, Agreement, Invoice, Line, Party
from dunwell.readers.checks import quotable
from dunwell.resources import read_text

PROGRAMS = {country: load_policy(f"policies/{country}/standard.yaml").program for country in ("nl", "be", "de")}
SELLERS = {
    "nl": Party(
        name="Zilverreiger Kantoorbouw B.V.", country="NL", registration_id="90001042",
        email="debiteuren@zilverreiger.example.nl", phone="+31 30 000 00 42", contact="Debiteurenadministratie",
        address=Address(lines=("Proefkade 1",), postcode="3500 AA", town="Utrecht", country="NL"),
    ),
    "be": Party(
        name="Zilverreiger Kantoorbouw BV", country="BE", registration_id="0999.000.123",
        email="debiteuren@zilverreiger.example.com",
    ),
    "de": Party(name="Silberreiher Möbel GmbH", country="DE", phone="+49 30 000 00 42"),
}  # fmt: skip
ACCOUNT = Account("NL13TEST0123456789", "NL13TEST0123456789")
TOWNS = {"nl": ("8000 AA", "Zwolle"), "be": ("9000", "Gent"), "de": ("10115", "Berlin")}


def invoice(country="nl", kind="business", total="1210.00", **agreed):
    """An invoice of 5 January, due on 4 February 2026, with all that a letter needs."""
    postcode, town = TOWNS[country]
    person = kind == "consumer"
    buyer = Party(
        name="J. Voorbeeld" if person else "Blauwe Fazant Reclame",
        country=country.upper(),
        kind=kind,
        email="post@fazant.example.com",
        phone="+31 570 00 00 77",
        address=Address(lines=("Modelweg 7",), postcode=postcode, town=town, country=country.upper()),
    )
    return Invoice(
        file="invoice.yaml", kind="invoice", syntax="own", number="2026-0042", currency="EUR",
        issued=date(2026, 1, 5), due=date(2026, 2, 4), payable=Decimal(total), seller=SELLERS[country], buyer=buyer,
        accounts=(ACCOUNT,), lines=(Line(description="Bureaustoel"), Line(description="Bureau")),
        payment_means=("credit_transfer",), agreement=Agreement(**agreed),
    )  # fmt: skip


@dataclass(frozen=True)
class Story:
    """An invoice, the scenario in which it is played, and the language of its messages."""

    invoice: Invoice
    events: str = ""
    language: str = "nl"
    given: dict[str, object] = field(default_factory=dict)
    until: int = 0

    @property
    def country(self):
        """The country whose policy it is played under."""
        return self.invoice.seller.country.lower()

    def simulated(self):
        """The case, played to its end."""
        return simulated(self.invoice, self.country, self.events, self.until, **self.given)


PROMISE = """
- {at: 2026-02-13, event: call_made, outcome: promise, promised_on: 2026-02-20, amount: 400.00}
- {at: 2026-02-19, event: payment_received, amount: 150.00}
"""
PLAN_KEPT_IN_PART = """
- {at: 2026-02-13, event: call_made, outcome: cannot_pay}
- {at: 2026-02-18, event: plan_agreed}
- {at: 2026-02-25, event: payment_received, amount: 201.66}
- {at: 2026-03-20, event: payment_received, amount: 100.00}
"""
INFEASIBLE = """
- {at: 2026-02-13, event: call_made, outcome: wants_plan}
- {at: 2026-02-18, event: plan_agreed, times: 4, every: 1 week}
- {at: 2026-03-10, event: plan_declared_infeasible}
"""
NEW_INVOICE = """
- {at: 2026-02-13, event: call_made, outcome: cannot_pay}
- {at: 2026-02-18, event: plan_agreed, times: 2, first: 2026-03-25}
- {at: 2026-03-02, event: fact_recorded, fact: debtor.new_invoices_on_time, value: false}
"""
DISPUTE = """
- {at: 2026-02-06, event: dispute_opened, amount: 300.00}
- {at: 2026-02-07, event: credited, amount: 10.00}
"""
STORIES = {
    "nl business": Story(invoice()),
    "nl business in default by agreement": Story(invoice(default_basis="agreed_term")),
    "nl consumer who promises": Story(invoice(kind="consumer", total="480.00"), PROMISE),
    "nl consumer with a plan": Story(invoice(kind="consumer"), PLAN_KEPT_IN_PART),
    "nl business whose plan is infeasible": Story(invoice(), INFEASIBLE),
    "nl business late with another invoice": Story(invoice(), NEW_INVOICE),
    "nl consumer who disputes a part": Story(invoice(kind="consumer"), DISPUTE),
    "nl consumer whose case waits for years": Story(
        invoice(kind="consumer"), given={"agency.registered": False}, until=day("2028-01-31")
    ),
    "be consumer": Story(invoice("be", "consumer", interest=Decimal(8), collection_costs=Decimal(40))),
    "be business": Story(invoice("be")),
    "de business": Story(invoice("de"), PROMISE, "de"),
    "de consumer with a plan": Story(invoice("de", "consumer"), PLAN_KEPT_IN_PART, "de"),
    "nl consumer in English": Story(invoice(kind="consumer"), PLAN_KEPT_IN_PART, "en"),
    "nl business in English": Story(invoice(), PROMISE, "en"),
}
"""Together they send every message of every shipped policy."""


ENDS = """
ends:
  paid: {do: email, template: payment_thanks}
  handed_over: {do: letter, template: hand_over_notice}
"""
NL = "policies/nl/standard.yaml"
TELLING = compile_text(read_text(NL) + ENDS, NL).program
"""The Dutch policy, which also tells the debtor how the case ended."""


def simulated(document, country="nl", events="", until=0, **given):
    """An invoice played under a shipped policy; `given` are facts, with `__` for the dot."""
    program = (PROGRAMS | {"telling": TELLING})[country]
    root, _ = read_yaml(f"events:{events or ' []'}", "scenario.yaml")
    planned, problems = read_scenario(root, program)
    assert not problems
    facts = {name.replace("__", "."): value for name, value in given.items()}
    return play(document, program, planned, Asked(facts, until=until))


def data_of(played, name, settings=None, number=0):
    """The data of a message by the name of its step or message: the first of that name, or a later one."""
    entry = [one for one in played.timeline.entries if one.name == name and one.sent][number]
    document = quotable(played.invoice)
    return message_data(played.program, document, played.opened.position, entry.sent, settings or {})


def with_buyer(document, **changes):
    """The invoice with other things known of its buyer."""
    return replace(document, buyer=replace(document.buyer, **changes))


def with_seller(document, **changes):
    """The invoice with other things known of its seller."""
    return replace(document, seller=replace(document.seller, **changes))
