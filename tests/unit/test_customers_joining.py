"""Which of register and invoice is believed, field by field."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from dunwell.customers.columns import COLUMNS
from dunwell.customers.joining import AGREEMENT_RULES, PARTY_RULES, contradictions, joined, with_register
from dunwell.customers.reading import read_register
from dunwell.customers.register import NOBODY
from dunwell.model import Address, Agreement, Invoice, Party

REGISTER = read_register(
    b"""\
customer_number;name;vat_id;company_number;kind;natural_person;size;term;in_writing;interest;street;postcode;town;\
country;rating;ability;language;email;phone;contact
1;Rode Uil;NL1;90000001;business;no;small;30;yes;8;Nieuweweg 2;7400 AA;Deventer;NL;poor;cannot pay;nl;\
desk@example.nl;+31 1;P. Uil
2;Gele Uil;NL2;;;;;;;;;7400 AA;;;;;;;;
""",
    "customers.csv",
)
OLD = Address(("Oudeweg 1",), "7411 BB", "Deventer", "NL")
BARE = Invoice("a.xml", "invoice", "ubl", buyer=Party(name="Rode Uil Holding", vat_id="NL1"))
FULL = replace(
    BARE,
    buyer=Party(
        name="Rode Uil Holding",
        vat_id="NL1",
        registration_id="90000001",
        country="BE",
        kind="consumer",
        natural_person=True,
        size="large",
        email="invoices@example.nl",
        phone="+31 9",
        contact="Inbox",
        address=OLD,
        language="en",
        rating="good",
        ability="will_not_pay",
    ),
    agreement=Agreement(14, False, "contract 7", Decimal(5)),
)


def test_the_register_fills_what_the_invoice_leaves_open():
    """Everything that it knows; the name stays the invoice's, because that is who owes."""
    found = with_register(BARE, REGISTER)
    assert (found.buyer.name, found.buyer.kind, found.buyer.size, found.buyer.country) == (
        "Rode Uil Holding",
        "business",
        "small",
        "NL",
    )
    assert found.buyer.address == Address(("Nieuweweg 2",), "7400 AA", "Deventer", "NL")
    assert (found.agreement.term_days, found.agreement.in_writing, found.agreement.interest) == (30, True, Decimal(8))
    assert found.buyer.registration_id == "90000001"


@pytest.mark.parametrize("rule", PARTY_RULES + AGREEMENT_RULES, ids=lambda rule: rule.field)
def test_where_both_say_something_the_table_decides(rule):
    """How the customer is reached and behaves: the register. Who it is and what was agreed: the invoice."""
    customer = REGISTER.customers[0]
    found = joined(FULL, customer)
    part = "agreement" if rule in AGREEMENT_RULES else "buyer"
    said = {"wins": getattr(customer, {"buyer": "party"}.get(part, part)), "completes": getattr(FULL, part)}
    assert getattr(getattr(found, part), rule.field) == getattr(said[rule.register], rule.field)


def test_every_field_that_a_row_can_say_has_its_rule():
    """A column added later needs a decision."""
    ruled = {rule.field for rule in PARTY_RULES + AGREEMENT_RULES}
    said = {field.name for field in fields(Party)} | {"term_days", "in_writing", "interest"}
    assert said - ruled == {"name", "trading_name", "other_ids"}
    assert len(COLUMNS) > len(ruled)


def test_what_was_agreed_elsewhere_stays():
    """A document named by the invoice is not lost by what the register adds."""
    assert joined(FULL, REGISTER.customers[0]).agreement.document == "contract 7"


def test_a_contradiction_that_matters_is_a_warning():
    """Kind, person, size and agreement; an address, or how a customer pays, differs all the time."""
    found = contradictions(FULL, REGISTER.customers[0])
    assert {one.code for one in found} == {"DW066"}
    assert [one.message.partition(":")[0] for one in found] == [
        "kind",
        "natural person",
        "size",
        "term days",
        "in writing",
        "interest",
    ]
    assert "the invoice says yes, the register of customer 1 no" in found[1].message
    assert contradictions(BARE, REGISTER.customers[0]) == ()


def test_half_an_address_does_not_replace_a_whole_one():
    """A postcode is there to find the customer by; no letter can be sent to it."""
    gele = replace(FULL, buyer=replace(FULL.buyer, vat_id="NL2", registration_id=None))
    assert with_register(gele, REGISTER).buyer.address == OLD
    nowhere = replace(gele, buyer=replace(gele.buyer, address=None))
    assert with_register(nowhere, REGISTER).buyer.address.postcode == "7400 AA"


def test_an_invoice_that_finds_nobody_is_as_it_was():
    """The very same value; and joining twice changes nothing more."""
    stranger = replace(FULL, buyer=replace(FULL.buyer, vat_id="NL9", registration_id=None))
    assert with_register(stranger, REGISTER) is stranger
    assert with_register(FULL, NOBODY) is FULL
    once = with_register(BARE, REGISTER)
    assert with_register(once, REGISTER) == once
