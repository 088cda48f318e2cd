"""Cells of cases: within a cell a condition has one answer, and every answer has a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.language.cells import ANY_OTHER, MOST_CELLS, cells, field_of, holds, leaves_of
from dunwell.language.fields import FIELDS, Value
from dunwell.language.parts import Condition
from dunwell.language.phrases import Duration
from dunwell.problems import Place

HERE = Place("c.yaml")


def a_test(field: str, operator: str, *values: Value) -> Condition:
    """A test of one field."""
    return Condition("test", HERE, field=field, operator=operator, values=values)


def group(kind: str, *parts: Condition) -> Condition:
    """All, any or none of these."""
    return Condition(kind, HERE, parts)


OPERATORS = [
    ("is", (5,), [False, True, False]),
    ("is_not", (5,), [True, False, True]),
    ("at_least", (5,), [False, True, True]),
    ("above", (5,), [False, False, True]),
    ("at_most", (5,), [True, True, False]),
    ("below", (5,), [True, False, False]),
    ("one_of", (4, 5), [True, True, False]),
    ("none_of", (4, 5), [False, False, True]),
]


@pytest.mark.parametrize(("operator", "values", "expected"), OPERATORS, ids=[name for name, _, _ in OPERATORS])
def test_operators(operator: str, values: tuple[int, ...], expected: list[bool]) -> None:
    """Just below a value, at it, just above it."""
    condition = a_test("agreement.term", operator, *values)
    assert [holds(condition, {"agreement.term": number}) for number in (4, 5, 6)] == expected


def test_groups() -> None:
    """All, any and none of two tests."""
    parts = (a_test("debtor.kind", "is", "consumer"), a_test("debtor.rating", "is", "good"))
    cases = [{"debtor.kind": "consumer", "debtor.rating": "good"}, {"debtor.kind": "consumer", "debtor.rating": "poor"}]
    assert [holds(group("all", *parts), case) for case in cases] == [True, False]
    assert [holds(group("any", *parts), case) for case in cases] == [True, True]
    assert [holds(group("none", *parts), case) for case in cases] == [False, False]


def test_each_type_is_cut() -> None:
    """A choice into its words, yes or no in two, a text into the values named and any other, an amount around them.

    None is a fact that nobody has said; what is assumed, or cannot be absent, has no such cell.
    """
    kinds = {
        "debtor.kind": {"business", "consumer", "public_authority", None},
        "invoice.complete": {True, False},
        "currency": {"EUR", ANY_OTHER, None},
        "claim.open": {5, 6},
        "invoice.total": {0, 1},
    }
    tests = [
        a_test("debtor.kind", "is", "consumer"),
        a_test("invoice.complete", "is", True),
        a_test("currency", "is", "EUR"),
        a_test("claim.open", "above", 5),
        a_test("invoice.total", "above", 0),
    ]
    for test in tests:
        found = cells([test], said=("invoice.complete",), least={"claim.open": 5})
        assert {cell[test.field] for cell in found} == kinds[test.field]


def test_too_many_cases_have_no_cells() -> None:
    """Rather no answer than a slow one."""
    amounts = range(0, 100 * MOST_CELLS, 100)
    assert cells([a_test("claim.open", "one_of", *amounts)]) == ()


def test_what_is_unknown_is_neither_true_nor_false() -> None:
    """Whether a fact is known can be asked; a group is decided by its other parts, or not at all."""
    known, good = a_test("debtor.rating", "known", True), a_test("debtor.rating", "is", "good")
    unsaid = {"debtor.rating": None}
    assert (holds(known, unsaid), holds(good, unsaid)) == (False, None)
    verdicts = [holds(group(kind, known, good), unsaid) for kind in ("all", "any", "none")]
    assert verdicts == [False, None, None]
    assert {holds(known, cell) for cell in cells([known])} == {True, False}


def test_what_happened_within_a_time_is_cut_apart() -> None:
    """Plans breached in a year and plans breached at all are two amounts."""
    ever = a_test("debtor.plans_breached", "below", 1)
    lately = replace(ever, within=Duration(12, "months"))
    found = cells([ever, lately])
    assert {(holds(ever, cell), holds(lately, cell)) for cell in found} >= {(False, True), (True, True), (False, False)}
    assert {field_of(cut).name for cell in found for cut in cell} == {"debtor.plans_breached"}


def test_the_leaves_of_a_tree() -> None:
    """Every leaf, in the order written."""
    leaves = (a_test("debtor.kind", "is", "consumer"), a_test("currency", "is", "EUR"))
    assert tuple(leaves_of(group("any", leaves[0], group("none", leaves[1])))) == leaves


LEAVES = st.builds(
    a_test,
    st.just("claim.open"),
    st.sampled_from(("is", "is_not", "at_least", "above", "at_most", "below")),
    st.integers(0, 9),
)
TREES = st.recursive(
    LEAVES,
    lambda part: st.builds(
        lambda kind, parts: group(kind, *parts), st.sampled_from(("all", "any", "none")), st.lists(part, min_size=1)
    ),
    max_leaves=6,
)


@given(TREES, st.integers(0, 20))
def test_cells_stand_for_all_amounts(condition: Condition, amount: int) -> None:
    """The answer for any amount is the answer of a cell, and each cell's answer is that of an amount."""
    answers = {holds(condition, cell) for cell in cells([condition])}
    assert holds(condition, {"claim.open": amount}) in answers
    assert answers <= {holds(condition, {"claim.open": number}) for number in range(21)}
    assert FIELDS["claim.open"].type == "money"
