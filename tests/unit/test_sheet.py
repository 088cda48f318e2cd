"""Tables as Excel and bookkeeping programs write them: cut into cells, each with its place, whatever they contain."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.readers.sheet import NotASheet, read_sheet


def cut(source):
    """The texts of a file's rows, the heading first."""
    sheet = read_sheet(source if isinstance(source, bytes) else source.encode(), "a.csv")
    return [[cell.text for cell in row] for row in (sheet.heading, *sheet.rows)]


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
        ('a;b\n="007";  two   words \n', [["a", "b"], ["007", "two words"]]),
        ("a;b\n1\n1;2;3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ('a;b\n"two\nlines";2\n3;4\n', [["a", "b"], ["two lines", "2"], ["3", "4"]]),
    ],
)
def test_rows(source, rows):
    """The separator that the file says, remarks, empty rows, quotes, protected text, rows too short or too long."""
    assert cut(source) == rows


def test_each_cell_knows_its_line_and_column():
    """Also below a cell of two lines, a remark and an empty row."""
    sheet = read_sheet(b'a;b\n"x\ny";2\n# no\n\n10;"twenty"\n', "a.csv")
    assert [(cell.place.line, cell.place.column) for cell in sheet.rows[1]] == [(6, 1), (6, 5)]
    assert str(sheet.rows[0][0].place) == "a.csv:2:1", "a cell of two lines is where its row begins"


@pytest.mark.parametrize("source", [b"", b"\n\n", b"# only a remark\n"])
def test_a_file_without_a_row_is_no_sheet(source):
    """It says so instead of giving an empty heading."""
    with pytest.raises(NotASheet, match="holds no row"):
        read_sheet(source, "a.csv")


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
    """It is a sheet of rows with cells, or said to be none; nothing else is raised."""
    try:
        sheet = read_sheet(source, "a.csv")
    except NotASheet:
        return
    assert all(row for row in (sheet.heading, *sheet.rows))
