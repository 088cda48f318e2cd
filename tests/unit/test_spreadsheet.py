"""Tables as Excel and bookkeeping programs write them: cut into cells, each with its place, whatever they contain."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.readers.spreadsheet import amount_in, day_in, read_sheet

TABLE = 'factuur;opmerking\r\n2026-1;één;\r\n;;\r\n2026-2;"twee\r\nregels"\r\n'


def cut(source):
    """The texts of a file's rows, the heading first, in a file that may hold remarks."""
    sheet = read_sheet(source if isinstance(source, bytes) else source.encode(), "a.csv", remarks=True)
    return [[cell.text for cell in row] for row in (sheet.heading, *(row.written for row in sheet.rows))]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_are_found_out(separator, encoding):
    """As Excel saves it in any of its ways."""
    text = f"naam{separator}plaats\r\nCafé{separator}Deventer\r\n"
    assert cut(text.encode(encoding)) == [["naam", "plaats"], ["Café", "Deventer"]]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("sep=,\na;b,c\n1,2\n", [["a;b", "c"], ["1", "2"]]),
        ("# note; with; many; signs\na,b\n\n , \n# 1,2\n3,4\n", [["a", "b"], ["3", "4"]]),
        ('a;b\n"x;y";"he said ""no"""\n', [["a", "b"], ["x;y", 'he said "no"']]),
        ('a;b\n="007";  two   words \n', [["a", "b"], ["007", "two   words"]]),
        ("a;b\n1\n1;2;3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ('a;b\n"two\nlines";2\n3;4\n', [["a", "b"], ["two\nlines", "2"], ["3", "4"]]),
    ],
)
def test_rows(source, rows):
    """The separator that the file says, remarks, empty rows, quotes, protected text, rows too short or too long."""
    assert cut(source) == rows


def test_each_cell_knows_its_line_and_column():
    """Also below a cell of two lines, a remark and an empty row."""
    sheet = read_sheet(b'a;b\n"x\ny";2\n# no\n\n10;"twenty"\n', "a.csv", remarks=True)
    assert [str(sheet.rows[1].at(heading)) for heading in "ab"] == ["a.csv:6:1", "a.csv:6:5"]
    assert str(sheet.rows[0].place) == "a.csv:2:1", "a cell of two lines is where its row begins"
    assert sheet.rows[1].number == 5, "as a spreadsheet counts, to which two lines in a cell are one row"


def test_a_number_that_begins_with_a_hash_is_no_remark():
    """Unless the file may hold remarks: a list of events has none, and drops no row of an invoice called #7."""
    assert [row.cells for row in read_sheet(b"number;on\n#7;2026-03-02\n").rows] == [
        {"number": "#7", "on": "2026-03-02"}
    ]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (b"", "holds no row"),
        (b"\n\n", "holds no row"),
        (b"# only a remark\n", "holds no row"),
        (b"PK\x03\x04\x00\x00", "is a workbook"),
    ],
)
def test_what_is_no_table_says_why(source, fault):
    """It gives no heading and no row, so that nobody takes a workbook or an empty file for a table."""
    sheet = read_sheet(source, "a.csv", remarks=True)
    assert (sheet.headings, sheet.rows) == ((), ())
    assert fault in sheet.fault


def test_a_cell_without_end_is_told_and_hides_nothing_before_it():
    """A quote that is never closed takes the rest of the file with it."""
    sheet = read_sheet(b'a;b\n1;2\n"' + b"x" * 200_000)
    assert [dict(row.cells) for row in sheet.rows] == [{"a": "1", "b": "2"}]
    assert "cannot be cut into cells" in sheet.fault


CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), exclude_characters='="#\ufeff'), min_size=1
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1))
def test_what_is_written_is_read(rows):
    """Whatever a cell holds, quoted as CSV asks."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *rows])
    assert cut(out.getvalue()) == [["a", "b", "c"], *map(list, rows)]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(source):
    """It is a sheet of rows with cells, or says why it is none; nothing is raised."""
    sheet = read_sheet(source, "a.csv")
    assert sheet.heading or sheet.fault
    assert all(row.written for row in sheet.rows)


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace(";", ",").encode(),
        TABLE.replace(";", "\t").encode(),
    ],
)
def test_every_way_of_saving_gives_the_same_table(content):
    """Separator, code page and byte order mark make no difference; empty rows are left out, but counted."""
    sheet = read_sheet(content)
    assert sheet.headings == ("factuur", "opmerking")
    assert [(row.number, dict(row.cells)) for row in sheet.rows] == [
        (2, {"factuur": "2026-1", "opmerking": "één"}),
        (4, {"factuur": "2026-2", "opmerking": "twee\r\nregels"}),
    ]


def test_a_line_that_names_the_separator_is_none_of_the_rows():
    """Rows are counted as the spreadsheet counts them."""
    assert [row.number for row in read_sheet(b"sep=,\r\na,b\r\n1,2\r\n").rows] == [3]


def test_a_row_that_is_too_long_is_named():
    """A separator inside a cell shifts what follows; nobody should believe such a row."""
    assert [row.too_long for row in read_sheet(b"a;b\n1;2;3\n1;2;;\n").rows] == [True, False]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-04-02", "2026-04-02"),
        ("2026-4-2", "2026-04-02"),
        ("2026-04-02 00:00:00", "2026-04-02"),
        ("2-4-2026", "2026-04-02"),
        ("02.04.2026", "2026-04-02"),
        ("15/04/2026", "2026-04-15"),
        ("04/15/2026", "2026-04-15"),
        ("04/04/2026", "2026-04-04"),
        ("02/04/2026", "may be 2026-04-02 or 2026-02-04"),
        ("31-2-2026", "no day of the calendar"),
        ("13/13/2026", "no day of the calendar"),
        ("2-4-26", "four digits"),
        ("2/4-2026", "is not a day"),
        ("morgen", "is not a day"),
    ],
)
def test_days_in_the_forms_of_spreadsheets(cell, found):
    """The day comes first, but with slashes only if the month could not; what may be two days is refused."""
    if found.startswith("2026"):
        assert day_in(cell).isoformat() == found
    else:
        with pytest.raises(ValueError, match=found):
            day_in(cell)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1250", "1250.00"), ("1250,5", "1250.50"), ("1250.50", "1250.50"), ("1.250,00", "1250.00"),
        ("1,250.00", "1250.00"), ("€ 1.250,00", "1250.00"), ("EUR 12,00", "12.00"), ("1 250", "1250.00"),
        ("-3,00", "-3.00"), ("1.250", None), ("1,25,00", None), ("veel", None), ("", None),
    ],
)  # fmt: skip
def test_amounts_in_the_forms_of_spreadsheets(cell, found):
    """A comma or a point before the cents; what may be thousands or not is refused."""
    if found:
        assert amount_in(cell) == found
    else:
        with pytest.raises(ValueError, match=r"amount|thousands"):
            amount_in(cell)
