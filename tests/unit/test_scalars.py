"""Single values against their type: what was found is quoted as YAML has it, and the fix can be typed."""

from __future__ import annotations

import pytest

from dunwell.language.scalars import check_value, found
from dunwell.language.steps import DAY, DURATION, NAME
from dunwell.language.words import Choice, Text, Type, Whole, Yes
from dunwell.language.yamlfile import Table, read_yaml

CASES: list[tuple[str, Type, str | None, str]] = [
    ("hello", Text(), None, ""),
    ("5", Text(), "DW204", 'write it in quotes: k: "5"'),
    ("true", Text(), "DW204", 'write it in quotes: k: "true"'),
    ("[a, b]", Text(), "DW204", "write one text: k: a"),
    ('" "', Text(), "DW207", "write the text, or remove the key"),
    ("", Text(), "DW204", "write the value, or remove the key"),
    ("A b", NAME, "DW206", "write small letters, digits and _, starting with a letter"),
    ("2026-02-30", DAY, "DW206", "write a day that the calendar has"),
    ("3 days", DURATION, None, ""),
    ("3 hours", DURATION, "DW401", "write it in days: a policy knows no hours"),
    ("a", Choice(("a", "b")), None, ""),
    ("c", Choice(("a", "b")), "DW205", "write one of: a, b"),
    ("1", Choice((1,)), None, ""),
    ('"1"', Choice((1,)), "DW205", "did you mean '1'?"),
    ("true", Choice((1,)), "DW205", "write one of: 1"),
    ("[a]", Choice(("a", "b")), "DW204", "write one of: a, b"),
    ("0", Whole(1), "DW216", "write 1 or more"),
    ("1", Whole(1), None, ""),
    ("1.5", Whole(1), "DW204", "write a number: k: 1"),
    ("true", Whole(0), "DW204", "write a number: k: 1"),
    ("false", Yes(), None, ""),
    ("yes", Yes(), "DW204", "write k: true, or remove the key"),
    ("false", Yes(always=True), "DW205", "remove the key, or write true"),
]


@pytest.mark.parametrize(("written", "kind", "code", "fix"), CASES, ids=lambda value: str(value)[:30])
def test_values_and_their_types(written: str, kind: Type, code: str | None, fix: str) -> None:
    """A value of its type is fine; another is told with what to write instead."""
    root, _ = read_yaml(f"k: {written}\n", "v.yaml")
    assert isinstance(root, Table)
    problem = check_value(root.entries[0][1], kind, "'k'", "k")
    assert (problem.code if problem else None) == code
    assert ((problem.fix if problem else "") or "") == fix


def test_what_was_found_in_words() -> None:
    """As an author would say it, never as a program's type."""
    root, _ = read_yaml("[{a: b}, [a], word, 5, true, null]\n", "v.yaml")
    assert [found(node) for node in getattr(root, "items", ())] == [
        "a table of keys",
        "a list",
        "'word'",
        "the number 5",
        "true",
        "null",
    ]
