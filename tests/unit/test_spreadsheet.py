"""Tables as people save them from spreadsheets."""

from __future__ import annotations

import pytest

from dunwell.readers.spreadsheet import amount_in, day_in, read_sheet

TABLE = 'factuur;opmerking\r\n2026-1;één;\r\n;;\r\n2026-2;"twee\r\nregels"\r\n'


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
    assert read_sheet(b"a;b\n1;2;3\n1;2;;\n").extra == (2,)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x00\x00", b"\x81\x00"])
def test_what_is_no_table_has_no_headings(content):
    """A workbook or an empty file is not taken for a table."""
    assert read_sheet(content).rows == ()


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
