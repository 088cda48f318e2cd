"""How far an entry reaches that is to be taken out."""

from __future__ import annotations

import pytest

from dunwell.language.extents import with_edits
from dunwell.mending import apply_edits
from dunwell.problems import Mend, Place, Problem


def without(text: str) -> tuple[str, bool] | None:
    """The text without the entry whose key starts at `|`, and whether that is safe; None where it cannot be done."""
    before, _, after = text.partition("|")
    text = before + after
    place = Place("f", before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1, 1)
    (problem,) = with_edits((Problem("DW502", "x", place, mend=Mend(entry=place)),), text)
    return (apply_edits(text, problem.mend.edits), problem.mend.safe) if problem.mend else None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a: 1\n|b: 2\nc: 3\n", ("a: 1\nc: 3\n", True)),
        ("a: 1\n|b: 2", ("a: 1\n", True)),
        ("a: 1\n|b:\n  - 2\n  - {x: 3,\n     y: 4}\nc: 3\n", ("a: 1\nc: 3\n", True)),
        ("a: 1\n\n# of b\n# still\n|b: 2\nc: 3\n", ("a: 1\n\nc: 3\n", False)),
        ("a: 1\n# of a\n\n|b: 2\n", ("a: 1\n# of a\n\n", True)),
        ("a: 1\n|b: 2  # of b\n# of c\nc: 3\n", ("a: 1\n# of c\nc: 3\n", False)),
        ("a: 1\n|b: >\n  text\n  text\nc: 3\n", ("a: 1\nc: 3\n", True)),
        ("x:\n  a: 1\n  |b: 2\ny: 3\n", ("x:\n  a: 1\ny: 3\n", True)),
        ("x:\n  |b: 2\ny: 3\n", ("y: 3\n", True)),
        ("x: {|a: 1, b: 2}\n", ("x: {b: 2}\n", True)),
        ("x: {a: 1, |b: [2, 3]}\n", ("x: {a: 1}\n", True)),
        ("y: 1\nx: {|a: 1}\n", ("y: 1\n", True)),
        ("- |a: 1\n  b: 2\n", None),
        ("|a: 1\n", None),
        ("a: 1\nb: 2\n|zzz", None),
        ("a: [\n|b: 2\n", None),
        ("a: 1\r\n|b: 2\r\nc: 3\r\n", ("a: 1\r\nc: 3\r\n", True)),
    ],
)
def test_an_entry_goes_with_all_that_belongs_to_it(text: str, left: tuple[str, bool] | None) -> None:
    """Its value on however many lines, the remarks right above and behind it, and the key above if nothing is left."""
    assert without(text) == left


def test_other_mends_are_left_alone() -> None:
    """Only what names an entry is looked up in the text."""
    problem = Problem("DW201", "x", Place("f"), mend=Mend())
    assert with_edits((problem,), "a: 1") == (problem,)
