"""A row of an agency's file, as CSV and as XLSX, read back."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from dunwell import CannotDeliver
from dunwell_channels.agency.mapping import plain_mapping, read_mapping
from dunwell_channels.agency.rows import row_file

CLAIM = {
    "number": "2026-0001",
    "invoice": {"due": "2026-03-01"},
    "claim": {"total": "1234.50", "principal": "1000.00"},
    "debtor": {"name": "=HYPERLINK(1)", "phone": "+31 570 00 00 88", "kind": "consumer", "natural_person": True,
               "address": {"lines": ["Modelweg 8", "achter"], "town": "'s-Gravenhage"}},
}  # fmt: skip
COLUMNS = """\
columns:
  - {name: Nr, from: number, required: true}
  - {name: Naam, from: debtor.name}
  - {name: Tel, from: debtor.phone}
  - {name: Adres, from: debtor.address.lines}
  - {name: Verval, from: invoice.due, date: DD/MM/YYYY}
  - {name: Totaal, from: claim.total, decimal: comma}
  - {name: Cent, from: claim.total, decimal: cents}
  - {name: Persoon, from: debtor.natural_person, values: {yes: J, no: N}}
  - {name: Leeg, from: debtor.email}
  - {name: Vast, text: "007"}
"""


def mapping_of(text):
    """A mapping that has no mistake."""
    mapping, problems = read_mapping(text.encode(), "agency.yaml")
    assert problems == ()
    return mapping


def row(text=COLUMNS, claim=CLAIM):
    """The file of a claim by a mapping."""
    mapping = mapping_of(text)
    return row_file("x", mapping, mapping.columns, claim)


WRITTEN = ["2026-0001", "=HYPERLINK(1)", "+31 570 00 00 88", "Modelweg 8, achter", "01/03/2026", "1234,50", "123450",
           "J", "", "007"]  # fmt: skip


def test_a_machine_gets_the_values_as_they_are():
    """A telephone number keeps its plus, and nothing is put before a value."""
    file = row()
    assert (file.name, file.content.endswith(b"\r\n")) == ("x.csv", True)
    head, values = csv.reader(StringIO(file.content.decode()), delimiter=";")
    assert (head[0], values) == ("Nr", WRITTEN)


def test_for_people_nothing_is_a_formula():
    """What a spreadsheet would work out stands behind a quote; amounts stay amounts."""
    _, values = csv.reader(StringIO(row(COLUMNS + "read_by: people\n").content.decode()), delimiter=";")
    assert values[1:3] == ["'=HYPERLINK(1)", "'+31 570 00 00 88"]
    assert values[5] == "1234,50"


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ("separator: tab\n", b"Nr\tNaam"),
        ("encoding: utf-8-bom\n", b"\xef\xbb\xbfNr;"),
        ("header: false\n", b"2026-0001;"),
    ],
)
def test_the_file_is_written_as_the_mapping_says(keys, first):
    """Separator, encoding and head follow the mapping."""
    assert row(COLUMNS + keys).content.startswith(first)


FAULTS = [
    ("what is required is missing", COLUMNS, {"claim": {}}, "the agency requires: Nr"),
    ("a word without a value", COLUMNS.replace("{yes: J, no: N}", "{no: N}"), CLAIM, "'yes'"),
    ("a letter that the encoding lacks", COLUMNS + "encoding: windows-1252\n",
     CLAIM | {"number": "Łódź"}, "a letter that cp1252 cannot write"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim", "why"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_what_cannot_be_written_is_ours_to_mend(text, claim, why):
    """The fault names the column and what to do, and no data of the debtor."""
    with pytest.raises(CannotDeliver) as caught:
        row(text, claim)
    assert caught.value.kind == "faulty"
    assert why in caught.value.why
    assert caught.value.fix
    assert "HYPERLINK" not in caught.value.why


def test_without_a_mapping_all_there_is_goes_along():
    """The plain file has a column for every path, named like it."""
    plain = plain_mapping()
    (values,) = csv.DictReader(StringIO(row_file("x", plain, plain.columns, CLAIM).content.decode()))
    said = [values[path] for path in ("debtor.address.town", "claim.total", "received")]
    assert said == ["'s-Gravenhage", "1234.50", ""]


def test_a_workbook_holds_text_as_text():
    """Read back, a value that looks like a formula is text, an amount is a number, and the bytes are the same."""
    pytest.importorskip("xlsxwriter")
    text = COLUMNS.replace("decimal: comma", "decimal: point").replace("date: DD/MM/YYYY", "date: YYYY-MM-DD")
    file = row(text + "file: xlsx\n")
    assert file.content == row(text + "file: xlsx\n").content
    with ZipFile(BytesIO(file.content)) as book:
        sheet, words = (book.read(f"xl/{name}").decode() for name in ("worksheets/sheet1.xml", "sharedStrings.xml"))
    assert "<f>" not in sheet
    assert "<v>1234.50</v>" in sheet
    assert "<v>46082</v>" in sheet, "1 March 2026 as a day"
    for said in ("=HYPERLINK(1)", "+31 570 00 00 88", "2026-0001", "007", "123450"):
        assert f">{said}</t>" in words
