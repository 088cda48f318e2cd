"""A customer register is read with every row that can be, and every mistake is named by its row and column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.codes.catalogue import CODES
from dunwell.customers.cells import BadCell, read_cell
from dunwell.customers.columns import BY_NAME, COLUMNS, HEADINGS, KINDS, plain
from dunwell.customers.reading import open_register, read_register
from dunwell.language.fields import FIELDS
from dunwell.problems import ProblemsFound
from dunwell.resources import read_text

FULL = """\
Debiteurnr.;Naam;BTW-nummer;KvK nr;Soort klant;Natuurlijk persoon;Grootte;Betalingstermijn;Schriftelijk;Rente;Straat;\
Huisnummer;Toevoeging;Postcode;Plaats;Land;Beoordeling;Kan betalen;Taal;E-mail;E-mail aanmaningen;Telefoon;\
Contactpersoon;Omzet 2025
1001;Rode Uil B.V.;NL000011112B33;="01234567";Zakelijk;nee;Klein;30 dgn;ja;8,5%;Modelweg;7;a;7400 AA;Deventer;\
Nederland;goed;;Nederlands;f@example.nl;d@example.nl;+31 570;P. Uil;12000
"""


def read(text):
    """A register of this text."""
    return read_register(text.encode(), "customers.csv")


def told(text):
    """The problems of a register, each as one line."""
    return [problem.line_text() for problem in read(text).problems]


def test_every_column_is_read():
    """As a Dutch bookkeeping program writes it; the address for reminders comes before that for invoices."""
    register = read(FULL)
    assert register.problems == ()
    (one,) = register.customers
    assert (one.number, one.called) == ("1001", "customer 1001")
    party, address = one.party, one.party.address
    assert (party.name, party.vat_id, party.registration_id) == ("Rode Uil B.V.", "NL000011112B33", "01234567")
    assert (party.kind, party.natural_person, party.size, party.rating) == ("business", False, "small", "good")
    assert (party.language, party.country, party.email) == ("nl", "NL", "d@example.nl")
    assert (party.phone, party.contact, party.ability) == ("+31 570", "P. Uil", None)
    assert (address.lines, address.postcode, address.town) == (("Modelweg 7 a",), "7400 AA", "Deventer")
    agreed = one.agreement
    assert (agreed.term_days, agreed.in_writing, agreed.interest) == (30, True, Decimal("8.5"))


def test_the_table_fits_what_policies_know():
    """Every word of a column is one that conditions compare with, and no two columns share a heading."""
    for name in ("kind", "size", "rating", "ability"):
        assert tuple(BY_NAME[name].words) == FIELDS[f"debtor.{name}"].choices
    headings = [plain(heading) for column in COLUMNS for heading in {plain(each) for each in column.headings}]
    assert len(headings) == len(set(headings))
    assert {plain(column.name) for column in COLUMNS} <= HEADINGS.keys()
    assert {column.kind for column in COLUMNS} <= KINDS.keys()


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("kind", "Particulier", "consumer"),
        ("kind", "public authority", "public_authority"),
        ("kind", "B2B", "business"),
        ("natural_person", "WAAR", True),
        ("natural_person", "N", False),
        ("term", "30", 30),
        ("term", "2 weken", 14),
        ("term", "14 dagen netto", 14),
        ("interest", "8", Decimal(8)),
        ("interest", "12.25 %", Decimal("12.25")),
        ("country", "belgië", "BE"),
        ("country", "Germany", "DE"),
        ("language", "EN", "en"),
        ("language", "Duits", "de"),
        ("email", "jo@EXAMPLE.nl", "jo@example.nl"),
        ("rating", "Matig", "poor"),
        ("ability", "kan niet", "cannot_pay"),
    ],
)
def test_cells_as_people_write_them(column, written, value):
    """Words, yes and no, terms, percentages, countries and languages, in Dutch and English."""
    assert read_cell(BY_NAME[column], written) == value


def test_every_mistake_is_named_by_row_and_column_and_the_rest_counts(snapshot):
    """One wrong cell loses neither its row nor another; a row of which nobody knows what it holds is left out."""
    text = (
        "klantnummer;naam;soort;natuurlijk persoon;termijn;rente;land;taal;e-mail;klantnumer;naam klant;omzet\n"
        "1001;Rode Uil;partikulier;misschien;9 maanden;x%;Nergensland;Xyz;a@b@example.nl;;;\n"
        "1002;Gele Uil;zakelijk;;;;;;jo at example.nl;;;5\n"
        "1003;te;veel;cellen;;;;;;;;;;door een puntkomma\n"
        ";;zakelijk;;;;;;;;;\n"
        "1004;Een;consument;nee;;;;;;;;\n"
        "1005;Ander;zakelijk;;;;;;;;;\n"
        "1005;Zelfde nummer;consument;;;;;;;;;\n"
        "1006;Dubbel;zakelijk;;;;;;;;;\n"
        "1006;Dubbel;zakelijk;;;;;;;;;\n"
    )
    register = read(text)
    assert told(text) == snapshot
    assert [one.number for one in register.customers] == ["1001", "1002", "1004", "1006"]
    assert register.customers[1].party.kind == "business"
    assert (register.customers[2].party.kind, register.customers[2].party.natural_person) == ("unknown", None)
    assert "jo at example" not in " ".join(told(text)), "no address of a person in a message"


@pytest.mark.parametrize(("source", "code"), [(b"", "DW060"), (b"soort;plaats\nzakelijk;Deventer\n", "DW061")])
def test_what_cannot_be_used_at_all(source, code):
    """An empty file, and one without a column to find a customer by."""
    with pytest.raises(ProblemsFound) as found:
        read_register(source, "customers.csv")
    assert [one.code for one in found.value.problems] == [code]


def test_a_register_that_is_not_there_is_told(tmp_path):
    """It is named and not there: nobody may think that it counted."""
    with pytest.raises(ProblemsFound) as found:
        open_register(tmp_path / "gone.csv", "gone.csv")
    assert "cannot be opened" in found.value.problems[0].message


@pytest.mark.parametrize("code", ["DW062", "DW063", "DW064"])
def test_the_examples_of_each_code_are_true(code):
    """What `explain` calls wrong has this problem and no other; what it calls right has none."""
    assert told(CODES[code].right) == []
    assert {problem.code for problem in read(CODES[code].wrong).problems} == {code}


def test_the_sample_that_init_writes_is_right_with_and_without_its_remarks():
    """Empty as it is; with the examples counting it has two customers; and it shows nearly every column."""
    sample = read_text("templates/workspace/customers.csv")
    assert read(sample).customers == ()
    undone = read(sample.replace("\n# 100", "\n100"))
    assert (undone.problems, [one.number for one in undone.customers]) == ((), ["1001", "1002"])
    shown = next(line for line in sample.splitlines() if not line.startswith("#")).split(";")
    assert set(BY_NAME) - set(shown) == {"house_number", "house_letter", "street2", "email"}


@given(st.sampled_from(COLUMNS), st.text(max_size=30))
def test_no_cell_is_too_strange(column, text):
    """It is read, or there are words on why not and on what to write."""
    try:
        value = read_cell(column, text)
    except BadCell as error:
        value = error.fix
    assert value is not None


@given(st.lists(st.text(max_size=20), max_size=8))
def test_no_file_is_too_strange(lines):
    """Whatever stands below a heading: customers and problems, nothing raised."""
    register = read("klantnummer;naam;soort\n" + "\n".join(lines))
    found = [one.place.line for one in register.customers]
    assert len(set(found)) == len(found)
