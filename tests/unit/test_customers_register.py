"""An invoice finds its customer by what both say, in a fixed order; what is not sure is said and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.customers.reading import read_register
from dunwell.customers.register import COMPANY, NAME, NOBODY, NUMBER, VAT, Customer
from dunwell.model import Address, Party
from dunwell.problems import Place

REGISTER = read_register(
    b"""\
customer_number;name;vat_id;company_number;postcode
1;Rode Uil;NL000011112B33;01234567;7400 AA
2;Gele Uil;;7654321;7400 AA
3;Groep Een;NL000099998B57;90000001;1000 AA
4;Groep Twee;NL000099998B57;90000002;1000 AA
5;J. Jansen;;;1234 AB
6;J. Jansen;;;1234 AB
""",
    "customers.csv",
)


def buyer(vat="", company="", numbers=(), name="X", postcode=""):
    """A buyer as an e-invoice says it."""
    where = Address(("Weg 1",), postcode) if postcode else None
    return Party(name=name, vat_id=vat or None, registration_id=company or None, other_ids=numbers, address=where)


@pytest.mark.parametrize(
    ("party", "number", "by"),
    [
        (buyer("NL 0000.11112.B33"), "1", VAT),
        (buyer("nl000011112b33", "1234567"), "1", VAT),
        (buyer(company="1234567"), "1", COMPANY),
        (buyer(company="07654321"), "2", COMPANY),
        (buyer(numbers=("2",)), "2", NUMBER),
        (buyer(numbers=("9999", "ZZZ:2")), "2", NUMBER),
        (buyer(name="gele  uil", postcode="7400aa"), "2", NAME),
        (buyer("NL000099998B57", "90000002"), "4", VAT),
        (buyer("NL000099998B57", numbers=("3",)), "3", VAT),
        (buyer("NL000099998B57", name="Groep Twee", postcode="1000 AA"), "4", VAT),
        (buyer("NL000011112B33", name="Gele Uil", postcode="7400 AA"), "1", VAT),
    ],
)
def test_the_keys_in_their_order(party, number, by):
    """VAT number, company number, customer number, name and postcode, however they are written; a group by the next."""
    found = REGISTER.find(party)
    assert (found.customer.number, found.by, found.problem) == (number, by, None)


@pytest.mark.parametrize(
    ("party", "words"),
    [
        (buyer("NL000099998B57"), "its VAT number is that of several: customer 3 and customer 4"),
        (buyer(name="J. Jansen", postcode="1234 AB"), "is that of several: customer 5 and customer 6"),
        (buyer("NL000011112B33", "7654321"), "its company number that of customer 2"),
        (buyer("NL000011112B33", numbers=("2",)), "its customer number that of customer 2"),
        (buyer("NL999999999B99", "1234567"), "customer 1, which has another VAT number"),
        (buyer("NL000011112B33", "99"), "customer 1, which has another company number"),
    ],
)
def test_what_is_not_sure_is_said(party, words):
    """Several customers, keys that point to different ones, a number that contradicts: a warning and no customer."""
    found = REGISTER.find(party)
    assert found.customer is None
    assert (found.problem.code, found.problem.severity) == ("DW065", "warning")
    assert words in found.problem.message


@pytest.mark.parametrize(
    "party",
    [
        buyer(),
        buyer("NL5", "6", ("7",), "Gele Uil", "9999 ZZ"),
        buyer(name="Gele Uil"),
        Party(),
        buyer("--", "000", ("",)),
    ],
)
def test_who_is_not_there_is_nobody(party):
    """A name alone is not enough, and signs without letters or digits are no number."""
    assert REGISTER.find(party).customer is None
    assert REGISTER.find(party).problem is None
    assert NOBODY.find(party).customer is None


def test_a_row_without_a_number_is_called_by_its_line():
    """So that a person finds it."""
    assert Customer(Place("a.csv", 7)).called == "line 7 of the register"


IDS = st.sampled_from(["", "NL000011112B33", "NL000099998B57", "1234567", "7654321", "90000001", "1", "2", "3", "x"])


@given(
    IDS,
    IDS,
    st.lists(IDS, max_size=2),
    st.sampled_from(["Gele Uil", "J. Jansen", "X"]),
    st.sampled_from(["", "7400 AA"]),
)
def test_a_customer_found_contradicts_no_number(vat, company, numbers, name, postcode):
    """Whoever is found has no other VAT number and no other company number than the invoice; never both answers."""
    found = REGISTER.find(buyer(vat, company, tuple(numbers), name, postcode))
    assert not (found.customer and found.problem)
    if found.customer:
        party = found.customer.party
        assert not (vat and party.vat_id) or vat == party.vat_id
        assert not (company and party.registration_id) or company == party.registration_id.lstrip("0")
