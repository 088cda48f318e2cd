"""Opening: each document by itself, each invoice once, and what is nothing to collect is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunwell.days import day
from dunwell.journal.opening import open_invoice, seller_of
from dunwell.model import Party
from dunwell.money import cents
from workspaces import desk_in, invoice, journal_in, make

ON = day("2026-03-02")


@pytest.fixture
def desk(tmp_path, journal_url):
    """A desk in a workspace whose policy is the short ladder."""
    journal = journal_in(make(tmp_path, journal=journal_url))
    yield desk_in(tmp_path, journal, ON)
    journal.connection.close()


def test_an_invoice_becomes_a_case(desk):
    """It stands at its first step on the day it is opened, and what is due is said."""
    opened = open_invoice(desk, invoice())
    assert (opened.new, opened.problems) == (True, ())
    assert opened.look.position.claim_open == 100_000
    assert [one.kind for one in opened.look.decision.actions] == ["step"]
    assert desk.journal.case(opened.look.case.id) == opened.look.case


def test_the_same_invoice_is_not_doubled(desk):
    """Delivered again, from wherever, it has its case already: that is said and is no error."""
    first = open_invoice(desk, invoice())
    again = open_invoice(desk, replace(invoice(), file="again.yaml"))
    assert (again.new, [one.code for one in again.problems]) == (False, ["DW957"])
    assert again.look.case == first.look.case
    assert again.problems[0].severity == "info"
    assert len(tuple(desk.journal.cases())) == 1


def test_another_document_of_that_name_is_a_problem(desk):
    """Nobody guesses which one counts; the case stays as it was opened."""
    open_invoice(desk, invoice())
    other = open_invoice(desk, invoice(total="900.00"))
    assert (other.look, [one.code for one in other.problems]) == (None, ["DW958"])
    (case,) = desk.journal.cases()
    assert case.facts["invoice.total"] == 100_000


def test_one_number_of_two_sellers_makes_two_cases(desk):
    """Numbers are the sellers' own."""
    open_invoice(desk, invoice())
    assert open_invoice(desk, invoice(vat_id="NL000055556B77")).new
    assert len(tuple(desk.journal.cases())) == 2


REFUSED = [
    (replace(invoice(), kind="credit_note"), "DW935"),
    (replace(invoice(), payable=Decimal(0)), "DW935"),
    (replace(invoice(), payable=Decimal("0.50")), "DW935"),
    (replace(invoice(), number=None), "DW956"),
    (replace(invoice(), seller=Party()), "DW956"),
    (replace(invoice(), currency="USD"), "DW936"),
    (replace(invoice(), issued=date(1950, 1, 5), due=None), "DW610"),
]


@pytest.mark.parametrize(("document", "code"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_a_case_is_said_at_its_file(desk, document, code):
    """A credit note, nothing to pay or too little, no name, no policy, a day without law: no case is made."""
    opened = open_invoice(desk, document)
    assert (opened.look, [one.code for one in opened.problems]) == (None, [code])
    assert opened.problems[0].place.file == "invoice.yaml"
    assert tuple(desk.journal.cases()) == ()


def test_facts_that_are_given_count_and_are_listed(tmp_path, journal_url):
    """`--assume` overrides the invoice, and the case says so."""
    journal = journal_in(make(tmp_path, journal=journal_url))
    opened = open_invoice(desk_in(tmp_path, journal, ON, given={"debtor.kind": "consumer"}), invoice())
    assert opened.look.case.facts["debtor.kind"] == "consumer"
    assert "debtor.kind" in [one.field for one in opened.look.case.assumed]
    journal.connection.close()


def test_the_agreed_interest_is_kept(desk):
    """A yearly rate in millionths, as interest is reckoned with."""
    agreed = replace(invoice(), agreement=replace(invoice().agreement, interest=Decimal("8.5")))
    assert open_invoice(desk, agreed).look.case.agreed_rate == 85_000 == cents(Decimal(850))


@pytest.mark.parametrize(
    ("party", "name"),
    [
        (Party(name="Groene Reiger", vat_id="nl 0000.1111.2b33", registration_id="1"), "NL000011112B33"),
        (Party(name="Groene Reiger", registration_id="90 00-10"), "900010"),
        (Party(name=" Groene  Reiger / Co "), "Groene Reiger Co"),
        (Party(), ""),
    ],
)
def test_a_seller_is_told_by_its_numbers_else_by_its_name(party, name):
    """However a number is spaced; a name has no slash, which would end it in seller/number."""
    assert seller_of(party) == name
