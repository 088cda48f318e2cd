"""Problems as people and programs see them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dunwell.codes.catalogue import CODES
from dunwell.problems import Edit, Mend, Note, Place, Problem
from dunwell.render.problems import (
    MOST_WIDTH,
    count_problems,
    draw_diff,
    draw_problems,
    mends_text,
    problems_github,
    problems_json,
)
from dunwell.render.sarif import problems_sarif

UNKNOWN = Problem("DW201", "unknown key 'templat'", Place("nl.yaml", 2, 3, 7), fix="did you mean 'template'?")
TWICE = Problem(
    "DW120",
    "duplicate key 'wait'",
    Place("b.yaml", 12, 1, 4),
    severity="warning",
    notes=(Note("'wait' stands here first", Place("a.yaml", 1, 1, 4)),),
)
NOWHERE = Problem("DW901", "'x.yaml' does not exist", severity="info")
SOURCES = {"nl.yaml": "reminder:\n  templat: first\n", "a.yaml": "wait: 1\n", "b.yaml": "\n" * 11 + "wait: 2\n"}


def carets(drawn: str) -> tuple[str, int]:
    """What stands above the carets of the first problem, and how many cells wide it is drawn."""
    lines = drawn.splitlines()
    number = next(n for n, line in enumerate(lines) if re.fullmatch(r" *\| *\^+", line))
    start, end = lines[number].index("^"), len(lines[number])
    cells = [(cell_len(lines[number - 1][:n]), char) for n, char in enumerate(lines[number - 1])]
    return "".join(char for at, char in cells if start <= at < end), end - start


def test_all_parts_together() -> None:
    """Head, line, carets, help, then the note with its own line, and the count at the end."""
    assert draw_problems((UNKNOWN, TWICE, NOWHERE), SOURCES).splitlines() == [
        "nl.yaml:2:3: error DW201 unknown key 'templat'",
        "  |",
        "2 |   templat: first",
        "  |   ^^^^^^^",
        "  = help: did you mean 'template'?",
        "",
        "b.yaml:12:1: warning DW120 duplicate key 'wait'",
        "   |",
        "12 | wait: 2",
        "   | ^^^^",
        "a.yaml:1:1: note: 'wait' stands here first",
        "   |",
        " 1 | wait: 1",
        "   | ^^^^",
        "",
        "info DW901 'x.yaml' does not exist",
        "",
        "1 error, 1 warning, 1 remark in 2 files",
    ]


def test_nothing_to_draw() -> None:
    """No problems, no lines; and one without a file has no count below it."""
    assert draw_problems((), {}) == ""
    assert draw_problems((NOWHERE,), {}) == "info DW901 'x.yaml' does not exist"


@pytest.mark.parametrize("sources", [{}, {"nl.yaml": "one line"}, {"nl.yaml": ""}])
def test_a_source_that_we_do_not_have(sources: dict[str, str]) -> None:
    """Without the line the head and the help still say what is wrong and where."""
    assert draw_problems((UNKNOWN,), sources).splitlines() == [
        "nl.yaml:2:3: error DW201 unknown key 'templat'",
        "  = help: did you mean 'template'?",
        "",
        "1 error in 1 file",
    ]


@pytest.mark.parametrize(
    ("line", "column", "length", "above"),
    [
        ("a: b", 4, 1, "b"),
        ("a: b", 5, 1, ""),
        ("a: b", 99, 5, ""),
        ("a: bcd", 4, 99, "bcd"),
        ("\ta: b", 2, 1, "a"),
        ("a:\tb: c", 4, 1, "b"),
        ("名前: 値", 5, 1, "値"),
        ("名前: 値", 1, 2, "名前"),
        ("x: 😀😀 y", 4, 2, "😀😀"),
        ("e\u0301: b", 5, 1, "b"),
        ("x" * 300 + "HERE" + "y" * 300, 301, 4, "HERE"),
        ("HERE" + "y" * 300, 1, 4, "HERE"),
        ("x" * 300 + "HERE", 301, 4, "HERE"),
    ],
)
def test_carets_stand_below_what_they_mean(line: str, column: int, length: int, above: str) -> None:
    """Tabs, wide, combining and cut-off characters do not shift them."""
    place = Place("f", 1, column, length)
    found, width = carets(draw_problems((Problem("DW110", "x", place),), {"f": line}))
    assert found == above
    assert width == max(1, cell_len(above))


def test_a_long_line_is_cut_around_the_problem() -> None:
    """Both ends that are left out show an ellipsis, and what is drawn fits."""
    line = "x" * 500 + "HERE" + "y" * 500
    drawn = draw_problems((Problem("DW110", "x", Place("f", 1, 501, 4)),), {"f": line}).splitlines()[2]
    assert re.fullmatch(r"1 \| …x+HEREy+…", drawn)
    assert len(drawn) <= MOST_WIDTH + len("1 | ……")


def test_windows_files_and_byte_order_marks() -> None:
    """Line ends and the mark at the start are neither drawn nor counted."""
    drawn = draw_problems((UNKNOWN,), {"nl.yaml": "\ufeffreminder:\r\n  templat: first\r\n"})
    assert "\r" not in drawn
    assert carets(drawn) == ("templat", 7)


def test_nothing_reaches_the_terminal_unseen() -> None:
    """Control characters and marks that turn text around show as U+FFFD, wherever they come from."""
    evil = "a\x1b[31m\u202eb\x07\ud800"
    problem = Problem("DW110", evil, Place("f" + evil, 1, 1), fix=evil, notes=(Note(evil, Place("f", 1, 1)),))
    drawn = draw_problems((problem,), {"f": evil, "f" + evil: evil})
    assert not set(drawn) & set("\x1b\u202e\x07\ud800")
    assert drawn.count("a\ufffd[31m\ufffdb\ufffd\ufffd") == 6


def test_colours_only_add() -> None:
    """With its colours taken away the styled drawing is the plain one."""
    problems = (UNKNOWN, TWICE, NOWHERE)
    styled = draw_problems(problems, SOURCES, styled=True)
    assert "\x1b[1;31merror DW201\x1b[0m" in styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == draw_problems(problems, SOURCES)


@given(st.text(), st.integers(1, 500), st.integers(1, 500), st.integers(1, 500))
def test_any_place_in_any_source_can_be_drawn(source: str, line: int, column: int, length: int) -> None:
    """A place that does not fit its source (the file has changed since) is no reason to fail."""
    drawn = draw_problems((Problem("DW110", "x", Place("f", line, column, length)),), {"f": source})
    assert drawn.startswith(f"f:{line}:{column}: error DW110 x\n")


@pytest.mark.parametrize(
    ("problems", "text"),
    [
        ((), "no problems"),
        ((UNKNOWN,), "1 error in 1 file"),
        ((UNKNOWN, UNKNOWN, TWICE), "2 errors, 1 warning in 2 files"),
        ((NOWHERE, NOWHERE), "2 remarks"),
    ],
)
def test_counts(problems: tuple[Problem, ...], text: str) -> None:
    """Severities that do not occur are left out, and files only count where a problem has one."""
    assert count_problems(problems) == text


MENDED = replace(UNKNOWN, mend=Mend((Edit(2, 3, 2, 10, "template"),)))


def test_json_has_notes_and_edits() -> None:
    """A note with its place, and what would be written where."""
    twice, mended = (TWICE.as_json(), MENDED.as_json())
    place = {"file": "a.yaml", "line": 1, "column": 1, "end_column": 5}
    assert twice["notes"] == [{"text": "'wait' stands here first", **place}]
    edit = {"line": 2, "column": 3, "end_line": 2, "end_column": 10, "text": "template"}
    assert mended["mend"] == {"safe": True, "edits": [edit]}


def test_what_check_adds() -> None:
    """The option that mends a problem behind its help, and below the count what --fix would mend and who says more."""
    unsafe = replace(TWICE, fix="keep one", mend=Mend((Edit(12, 1, 13, 1, ""),), safe=False))
    drawn = draw_problems((MENDED, unsafe, NOWHERE), SOURCES, advised=True).splitlines()
    assert [line.strip() for line in drawn if "help" in line] == [
        "= help: did you mean 'template'? [--fix]",
        "= help: keep one [--unsafe-fixes]",
    ]
    assert drawn[-3:] == [
        "1 error, 1 warning, 1 remark in 2 files",
        "--fix mends 1 of them, --fix --unsafe-fixes 1 more",
        "more about it: dunwell explain DW120 (and DW201, DW901)",
    ]
    assert draw_problems((UNKNOWN,), SOURCES, advised=True).endswith("\nmore about it: dunwell explain DW201")
    assert mends_text(0, 2) == "--fix --unsafe-fixes mends 2 of them"


def test_a_diff_in_colours() -> None:
    """What goes, what comes and where; nothing that moves a cursor."""
    diff = "--- a\n+++ a\n@@ -1 +1 @@\n-x\x1b[2J\n+y\n"
    assert draw_diff(diff) == diff.replace("\x1b", "\ufffd")
    assert re.findall(r"\x1b\[([0-9;]+)m(.)", draw_diff(diff, styled=True)) == [
        ("1", "-"),
        ("1", "+"),
        ("34", "@"),
        ("1;31", "-"),
        ("1;32", "+"),
    ]


def test_json() -> None:
    """The shape that every command prints."""
    assert problems_json((UNKNOWN, NOWHERE)) == {
        "problems": [
            {
                "code": "DW201",
                "severity": "error",
                "file": "nl.yaml",
                "line": 2,
                "column": 3,
                "end_column": 10,
                "message": "unknown key 'templat'",
                "fix": "did you mean 'template'?",
                "notes": [],
                "page": "docs/reference/problems/DW201.md",
                "mend": None,
            },
            {
                "code": "DW901",
                "severity": "info",
                "file": None,
                "line": None,
                "column": None,
                "end_column": None,
                "message": "'x.yaml' does not exist",
                "fix": None,
                "notes": [],
                "page": "docs/reference/problems/DW901.md",
                "mend": None,
            },
        ]
    }


def test_github() -> None:
    """One workflow command a problem; what would end a command or a property early is escaped."""
    odd = Problem("DW113", "100%: a,\nb", Place("a,b:c.yaml", 1, 2, 3), severity="warning")
    where = "title=DW201,file=nl.yaml,line=2,col=3,endColumn=10"
    assert problems_github((TWICE,)).endswith("::duplicate key 'wait'%0Anote: 'wait' stands here first (a.yaml:1:1)")
    assert problems_github((UNKNOWN, odd, NOWHERE)).splitlines() == [
        f"::error {where}::unknown key 'templat'%0Ahelp: did you mean 'template'?",
        "::warning title=DW113,file=a%2Cb%3Ac.yaml,line=1,col=2,endColumn=5::100%25: a,%0Ab",
        "::notice title=DW901::'x.yaml' does not exist",
    ]


def test_sarif() -> None:
    """The parts that SARIF 2.1.0 asks for: version, tool, and results that point at their rule and their place."""
    unknown_code = Problem("DW999", "x", Place("a b.yaml", 1, 1))
    log = json.loads(json.dumps(problems_sarif((TWICE, NOWHERE, TWICE, unknown_code))))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DW120", "DW901", "DW999"]
    assert rules[0]["help"]["text"] == CODES["DW120"].mend
    assert "wait: 14 days" in rules[0]["help"]["markdown"]
    assert rules[2] == {"id": "DW999"}
    results = run["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [result["ruleId"] for result in results]
    assert [result["level"] for result in results] == ["warning", "note", "warning", "error"]
    location = results[0]["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "b.yaml"},
        "region": {"startLine": 12, "startColumn": 1, "endColumn": 5},
    }
    assert results[0]["relatedLocations"][0]["message"]["text"] == "'wait' stands here first"
    assert "locations" not in results[1]
    assert results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.yaml"


def test_sarif_has_the_edits() -> None:
    """Code scanning can offer them: the region that goes and the text that comes."""
    run = problems_sarif((MENDED,))["runs"][0]  # type: ignore[index] # a list
    (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "nl.yaml"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 10},
            "insertedContent": {"text": "template"},
        }
    ]
