"""The columns of an agency: read from YAML, and every mistake said with its line."""

from pathlib import Path

import pytest

from dunwell_channels.agency.mapping import read_mapping

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "agency" / "agency.yaml"


def told(text):
    """Each mistake as line, code, message and fix."""
    _, problems = read_mapping(text.encode(), "agency.yaml")
    return [(one.place.line, one.code, f"{one.message} ({one.fix})") for one in problems]


def test_the_example_has_no_mistake():
    """The mapping of the documentation can be used, and says its columns in order."""
    mapping, problems = read_mapping(EXAMPLE.read_bytes(), "agency.yaml")
    assert problems == ()
    assert [one.name for one in mapping.columns][:3] == ["Klantnummer", "Kenmerk", "Dossier"]
    assert (mapping.encoding, mapping.separator, mapping.for_people) == ("cp1252", ";", False)
    assert [one.name for one in mapping.report][-1] == "Nog open"


def test_what_is_not_said_has_its_usual_value():
    """CSV in UTF-8 with a head, separated by semicolons; reports say all there is."""
    mapping, problems = read_mapping(b"columns: [{name: A, from: number}]\n", "agency.yaml")
    assert (problems, mapping.file, mapping.separator, mapping.header) == ((), "csv", ";", True)
    assert "handed_over_as" in [one.path for one in mapping.report]


MISTAKES = [
    ("fil: csv", "DW051", "unknown key 'fil'", "did you mean 'file'?"),
    ("file: excel", "DW053", "file is 'excel'", "csv, xlsx"),
    ("separator: ' '", "DW053", "separator is ' '", "tab"),
    ("header: sometimes", "DW053", "header is 'sometimes'", "true, false"),
    ("report: all", "DW054", "report is no list of columns", "write - {name"),
    ("columns: [{name: A, from: debtor.town}]", "DW052", "no 'debtor.town'", "debtor.address.town"),
    ("columns: [{name: A, from: debtor.nmae}]", "DW052", "no 'debtor.nmae'", "did you mean 'debtor.name'?"),
    ("columns: [{name: A, from: debtor.rating}]", "DW052", "no 'debtor.rating'", ""),
    ("columns: [{from: number}]", "DW054", "a column without a name", "write name"),
    ("columns: [{name: A}]", "DW054", "'A' says not what stands in it", "from or text"),
    ("columns: [{name: A, from: number, text: x}]", "DW054", "'A' takes both", "from or text"),
    ("columns: [{name: A, text: x}, {name: A, text: y}]", "DW054", "two columns are called 'A'", "its own name"),
    ("columns: [{name: A, from: number, date: DD-MM-YYYY}]", "DW053", "date does not fit number", "remove date"),
    ("columns: [{name: A, from: invoice.due, decimal: comma}]", "DW053", "decimal does not fit invoice.due", "remove"),
    ("columns: [{name: A, from: invoice.due, date: DD-MM-JJJJ}]", "DW053", "date is 'DD-MM-JJJJ'", "YYYY, MM and DD"),
    ("columns: [{name: A, from: invoice.due, date: DD-MM-YY}]", "DW053", "date is 'DD-MM-YY'", "YYYY, MM and DD"),
    ("columns: [{name: A, from: claim.total, decimal: komma}]", "DW053", "decimal is 'komma'", "did you mean 'comma'?"),
    ("columns: [{name: A, from: debtor.kind, values: Z}]", "DW051", "values is no table", "business"),
    ("columns: [{name: A, from: number, required: maybe}]", "DW053", "required is 'maybe'", "true"),
    ("columns: [A]", "DW051", "a column is written as keys", "write name"),
    ("separator: ';'", "DW054", "no columns", "write columns"),
    ("- name: A", "DW051", "a mapping is written as keys", "write file"),
]


@pytest.mark.parametrize(("line", "code", "message", "fix"), MISTAKES, ids=[one[0] for one in MISTAKES])
def test_a_mistake_is_named_with_its_line_and_what_to_do(line, code, message, fix):
    """Each mistake has its code, the value found, and what to write."""
    other = "columns: [{name: X, text: x}]\n" if not line.startswith(("columns", "sep", "-")) else ""
    found = told(f"# the second line is wrong\n{line}\n{other}")
    assert found, "nothing was found"
    where, what, text = next(one for one in found if message in one[2])
    assert (where, what) == (2, code)
    assert fix in text


def test_all_mistakes_are_said_at_once():
    """One reading shows every mistake, in the order of the file."""
    found = told("fil: csv\ncolumns:\n  - {name: A, from: debtor.nmae}\n  - {nam: B, text: x}\n  - {name: C}\n")
    assert [one[:2] for one in found] == [(1, "DW051"), (3, "DW052"), (4, "DW054"), (4, "DW051"), (5, "DW054")]
