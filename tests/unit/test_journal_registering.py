"""What the register answers for open cases is recorded once, never over a person's word; what is unknown is counted."""

from dataclasses import replace

import pytest

from dunwell.customers.reading import read_register
from dunwell.days import day
from dunwell.journal.cases import Pinned, all_looks
from dunwell.journal.confirming import record_or_propose
from dunwell.journal.opening import open_invoice
from dunwell.journal.recording import Wanted
from dunwell.journal.registering import ANSWERED, BY, debtors, debtors_of, news, record_news
from dunwell.language.fields import FACT_INDEX
from dunwell.render.customers import COLUMN_OF, rows_to_fill_in
from workspaces import desk_in, invoice, journal_in, make

ON = day("2026-03-02")
HEAD = "nummer;naam;postcode;soort;termijn;rating;taal;e-mail\n"
ROW = "1001;Zwarte Specht Drukwerk B.V.;7400 AA;zakelijk;30;slecht;en;desk@example.nl\n"


def register(rows=ROW):
    """A register with these rows; the first matches the debtor of the invoices here by name and postcode."""
    return read_register((HEAD + rows).encode(), "customers.csv")


def unsaid(number="2026-0001", **buyer):
    """An invoice that does not say what its debtor is."""
    document = invoice(number=number)
    return replace(document, buyer=replace(document.buyer, **({"kind": "unknown", "email": None} | buyer)))


@pytest.fixture
def journal(tmp_path):
    """The journal of a workspace with the shipped policies, with two cases of a debtor and one of another."""
    found = journal_in(make(tmp_path, ladder=False))
    desk = desk_in(tmp_path, found, ON)
    for document in (unsaid(), unsaid("2026-0002"), unsaid("2026-0003", name="Gele Uil")):
        assert open_invoice(desk, document).new
    yield found
    found.connection.close()


def looks_of(journal):
    """Every case, looked at again."""
    looks, problems = all_looks(journal, ON)
    assert problems == ()
    return looks


def record(journal, found):
    """Record what a register says; what was recorded as number, fact and value, and the codes of the problems."""
    new, doubts = news(journal, looks_of(journal), debtors_of(journal), found)
    recorded, refused = record_news(journal, new)
    return [(one.look.case.number, one.fact, one.value) for one in recorded], [one.code for one in (*doubts, *refused)]


def fact(journal, number, name):
    """A fact of a case as it stands."""
    (case,) = journal.numbered(number)
    return next(look for look in looks_of(journal) if look.case == case).position.facts[FACT_INDEX[name]]


def by_hand(journal, number, data):
    """A person records a fact."""
    (case,) = journal.numbered(number)
    record_or_propose(journal, case, Pinned(journal).program(case), Wanted("fact_recorded", data, 0, "anna"), ON)


def test_what_the_register_says_is_recorded_once_for_each_case(journal):
    """Both cases of the customer, none of the other; a second time there is nothing left to record."""
    recorded, problems = record(journal, register())
    facts = [
        ("debtor.kind", "business"),
        ("debtor.rating", "poor"),
        ("debtor.language", "en"),
        ("debtor.has_email", True),
    ]
    assert recorded == [(number, *each) for number in ("2026-0001", "2026-0002") for each in facts]
    assert problems == []
    assert fact(journal, "2026-0001", "debtor.kind") == "business"
    assert record(journal, register()) == ([], [])
    (case,) = journal.numbered("2026-0001")
    stamps = {one.stamp for one in journal.events(case.id)}
    assert {(one.by, one.source) for one in stamps} == {(BY, "customers.csv:2")}


def test_what_it_says_otherwise_later_is_recorded_anew(journal):
    """And only that."""
    record(journal, register())
    assert record(journal, register(ROW.replace("slecht", "goed")))[0] == [
        ("2026-0001", "debtor.rating", "good"),
        ("2026-0002", "debtor.rating", "good"),
    ]


def test_a_term_that_was_agreed_says_too_whether_the_invoice_gives_it(journal):
    """The check of the invoice asks that."""
    recorded, _ = record(journal, register(ROW.replace(";30;", ";14;")))
    assert ("2026-0001", "agreement.term", 14) not in recorded, "the invoice's own agreement counts"
    record(journal, register())


@pytest.mark.parametrize("first", [True, False])
def test_what_a_person_recorded_counts(journal, first):
    """Before the register said it or after: it is not overruled, and the contradiction is told every time."""
    if not first:
        record(journal, register())
    by_hand(journal, "2026-0001", ("fact=debtor.kind", "value=consumer"))
    recorded, problems = record(journal, register())
    assert ("2026-0001", "debtor.kind", "business") not in recorded
    assert problems == ["DW066"]
    assert record(journal, register()) == ([], ["DW066"])
    assert fact(journal, "2026-0001", "debtor.kind") == "consumer"


def test_what_a_person_gave_when_the_case_was_opened_counts_too(tmp_path, journal):
    """`--assume` is a person's word."""
    desk = desk_in(tmp_path, journal, ON, given={"debtor.kind": "consumer"})
    assert open_invoice(desk, unsaid("2026-0009")).new
    recorded, problems = record(journal, register())
    assert ("2026-0009", "debtor.kind", "business") not in recorded
    assert problems == ["DW066"]


def test_a_case_opened_with_the_register_has_nothing_to_learn(tmp_path, journal):
    """Its facts are the register's from the start, not assumed; the journal keeps the invoice as it came."""
    desk = replace(desk_in(tmp_path, journal, ON), register=register())
    opened = open_invoice(desk, unsaid("2026-0008"))
    assert opened.problems == ()
    assert opened.look.case.facts["debtor.kind"] == "business"
    assert "debtor.kind" not in {one.field for one in opened.look.case.assumed}
    assert journal.invoice(opened.look.case).buyer.email is None
    new, _ = news(journal, (opened.look,), debtors_of(journal), register())
    assert new == ()
    again = open_invoice(replace(desk, register=register(ROW.replace("slecht", "goed"))), unsaid("2026-0008"))
    assert [one.code for one in again.problems] == ["DW957"], "the same document, whatever the register says by now"


def test_doubts_about_a_new_case_are_told_with_its_file(tmp_path, journal):
    """Two rows that fit, and a row that contradicts the invoice: a case all the same."""
    desk = desk_in(tmp_path, journal, ON)
    twice = open_invoice(replace(desk, register=register(ROW + ROW.replace("1001", "1002"))), unsaid("2026-0006"))
    assert (twice.new, [one.code for one in twice.problems]) == (True, ["DW065"])
    other = open_invoice(replace(desk, register=register()), unsaid("2026-0007", kind="consumer"))
    assert (other.new, [one.code for one in other.problems]) == (True, ["DW066"])
    assert other.problems[0].place.file == "invoice.yaml"


def test_what_is_unknown_is_listed_once_for_each_debtor(journal):
    """With the cases that wait on it, most money first; what a register or a person answers is no longer unknown."""
    looks, parties = looks_of(journal), debtors_of(journal)
    first, second = debtors(looks, parties, register(""))
    assert (first.party.name, len(first.looks), len(second.looks)) == ("Zwarte Specht Drukwerk B.V.", 2, 1)
    assert {gap.fact: (gap.assumed, len(waits)) for gap, waits in first.gaps.items()} == {
        "debtor.kind": ("consumer", 2),
        "debtor.rating": ("ordinary", 2),
    }
    by_hand(journal, "2026-0003", ("fact=debtor.kind", "value=business"))
    known = debtors(looks_of(journal), parties, register())
    assert [(one.party.name, [gap.fact for gap in one.gaps]) for one in known] == [
        ("Gele Uil", ["debtor.rating"]),
        ("Zwarte Specht Drukwerk B.V.", []),
    ]
    assert known[1].customer.number == "1001"


def test_the_rows_to_fill_in_are_a_register_themselves(journal):
    """Filled in, they answer what was asked; nothing in them is worked out by a spreadsheet."""
    known = debtors(looks_of(journal), debtors_of(journal), register())
    rows = rows_to_fill_in(known)
    assert (
        rows == "customer_number;name;vat_id;company_number;postcode;town;kind;rating\n;Gele Uil;;;7400 AA;Deventer;;"
    )
    filled = read_register(rows.replace("Deventer;;", "Deventer;zakelijk;goed").encode(), "new.csv")
    assert filled.problems == ()
    assert {each[0] for each in record(journal, filled)[0]} == {"2026-0003"}
    formula = replace(known[0], party=replace(known[0].party, name="=1+1"))
    assert ";'=1+1;" in rows_to_fill_in([formula])


def test_every_fact_has_its_column():
    """So that what is unknown can be filled in."""
    assert set(COLUMN_OF) == set(ANSWERED)


def test_an_erased_debtor_joins_nobody(journal):
    """The register is no way back to somebody who was erased."""
    journal.connection.execute("DELETE FROM parties")
    assert record(journal, register()) == ([], [])
    assert [one.party.name for one in debtors(looks_of(journal), debtors_of(journal), register())] == [None] * 3
