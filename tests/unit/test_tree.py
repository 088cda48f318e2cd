"""The cursor over a parsed law file: every mistake is noted with its place, and nothing raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.days import day
from dunwell.law.tree import Tree
from dunwell.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.law.figures import Figure

BASIS = {"article": "art. 1", "source": "gazette", "how_sure": "confirmed"}


def tree(value: object) -> Tree:
    """A cursor on a value, as if it stood in a file of its own."""
    problems: list[Problem] = []
    return Tree("law.yaml", value, problems, lambda file, path: Place(file, 1 + len(path)))


def rates(value: object) -> tuple[Figure[int], list[Problem]]:
    """A figure of rates, and the problems met in reading it."""
    cursor = tree(value)
    return cursor.figure(lambda row: row.at("rate").rate(), "rate"), cursor.problems


@pytest.mark.parametrize(
    ("read", "value", "wanted"),
    [
        (Tree.text, "a text", "a text"),
        (Tree.text, 14, "14"),
        (Tree.whole, 14, 14),
        (Tree.integer, "-2", -2),
        (Tree.cents, "40.00", 4000),
        (Tree.cents, 6775, 677500),
        (Tree.rate, "10.15", 101500),
        (Tree.rate, "-0.88", -8800),
        (Tree.day, "2026-07-01", day("2026-07-01")),
        (Tree.clock, "07:00", 420),
        (Tree.clock, "24:00", 1440),
        (Tree.flag, True, True),
    ],
)
def test_values_are_read_by_their_type(read: Callable[[Tree], object], value: object, wanted: object) -> None:
    """A text, number, amount, rate, day, time and flag come out as the engine holds them, without a problem."""
    cursor = tree(value)
    assert (read(cursor), cursor.problems) == (wanted, [])


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (Tree.text, None),
        (Tree.text, ["a"]),
        (Tree.text, True),
        (Tree.whole, -1),
        (Tree.whole, "1_000"),
        (Tree.whole, "many"),
        (Tree.cents, "40,00"),
        (Tree.cents, "-1"),
        (Tree.cents, "0.001"),
        (Tree.rate, "4 %"),
        (Tree.rate, "1.00001"),
        (Tree.day, "2026-02-30"),
        (Tree.day, "1066-10-14"),
        (Tree.day, "1 July 2026"),
        (Tree.clock, "7:00"),
        (Tree.clock, "07:60"),
        (Tree.flag, "yes"),
        (Tree.rows, "text"),
        (Tree.items, {"a": 1}),
    ],
)
def test_a_value_of_the_wrong_kind_is_one_problem(read: Callable[[Tree], object], value: object) -> None:
    """Every wrong value is noted exactly once, with a way to mend it, and never raises."""
    cursor = tree(value)
    read(cursor)
    assert [problem.code for problem in cursor.problems] == ["DW601"]
    assert cursor.problems[0].fix


def test_a_missing_key_is_noted_once_with_its_table() -> None:
    """What is missing is said once; the stand-in adds nothing to it."""
    cursor = tree({"title": "a scale"})
    cursor.at("minimum").cents()
    assert [(problem.code, problem.message) for problem in cursor.problems] == [
        ("DW601", "the key 'minimum' is missing")
    ]


def test_unknown_keys_and_words_are_noted() -> None:
    """A key that nothing reads, or a word that is not on the list, is an error, not silence."""
    cursor = tree({"rate": 4, "rat": 5})
    cursor.only("rate")
    cursor.at("rate").word(("yearly", "none"))
    assert [problem.code for problem in cursor.problems] == ["DW602", "DW602"]


def test_a_row_takes_its_basis_from_the_heading() -> None:
    """What a row does not say of article, source and certainty it takes from above; its own word goes first."""
    figure, problems = rates(
        {
            "title": "rates",
            **BASIS,
            "note": "of the whole figure",
            "values": [{"from": "2025-01-01", "rate": 6}, {"from": "2026-01-01", "rate": 4, "how_sure": "unsure"}],
        }
    )
    assert problems == []
    assert [row.basis.how_sure for row in figure.values] == ["confirmed", "unsure"]
    assert [row.basis.note for row in figure.values] == [None, None]
    assert figure.note == "of the whole figure"


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ({"title": "r", "values": [{"from": "2025-01-01", "rate": 6}]}, ["DW603", "DW603", "DW603"]),
        ({"title": "r", **BASIS, "values": []}, ["DW601"]),
        ({"title": "r", **BASIS}, ["DW601", "DW601"]),
        ({"title": "r", **BASIS, "values": [{"from": "2025-01-01", "rat": 6}]}, ["DW602", "DW601"]),
        ({"title": "r", **BASIS, "how_sure": "very", "values": [{"from": "2025-01-01", "rate": 6}]}, ["DW602"]),
        (
            {"title": "r", **BASIS, "values": [{"from": "2026-01-01", "rate": 6}, {"from": "2026-01-01", "rate": 4}]},
            ["DW604"],
        ),
    ],
)
def test_a_figure_that_cannot_be_trusted_is_refused(value: object, codes: list[str]) -> None:
    """No basis, no value, an unknown key or certainty, or days that do not rise: each is a problem."""
    _, problems = rates(value)
    assert [problem.code for problem in problems] == codes
