"""Conditions: what authors write becomes a tree of tests, and every slip is told where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.language.conditions import compile_condition, compile_named, compile_tests, report_unused
from dunwell.language.draft import Draft
from dunwell.language.phrases import Duration
from dunwell.language.yamlfile import Table, read_yaml

if TYPE_CHECKING:
    from dunwell.language.parts import Condition

NAMED = "conditions: {large: {claim.open: {at_least: EUR 250}}, broken: {claim.opn: 1}}\n"


def draft_of(text: str) -> tuple[Draft, Table]:
    """A draft that knows the named conditions, and the table of the text."""
    root, problems = read_yaml(NAMED + text, "c.yaml")
    assert problems == ()
    assert isinstance(root, Table)
    draft = Draft("c.yaml")
    draft.conditions = ("large", "broken", "below")
    compile_named(draft, root.get("conditions"))
    draft.problems.clear()
    return draft, root


def compiled(when: str) -> tuple[Condition | None, list[tuple[str, str]]]:
    """The condition, and of each problem its code and the words it points at."""
    draft, root = draft_of(f"when: {when}\n")
    condition = compile_condition(draft, root.get("when"))
    line = f"when: {when}"
    places = [problem.place for problem in draft.problems if problem.place]
    words = [line[place.column - 1 : place.column - 1 + place.length] for place in places]
    return condition, list(zip([problem.code for problem in draft.problems], words, strict=True))


def tree(condition: Condition | None) -> object:
    """A condition without its places."""
    if condition is None:
        return None
    if condition.kind == "test":
        return (condition.field, condition.operator, *condition.values)
    return (condition.kind, *(tree(part) for part in condition.parts))


READ = [
    ("{debtor.kind: consumer}", ("debtor.kind", "is", "consumer")),
    ("{debtor.kind: [business, consumer]}", ("debtor.kind", "one_of", "business", "consumer")),
    ("{debtor.kind: {none_of: [consumer]}}", ("debtor.kind", "none_of", "consumer")),
    ("{claim.open: {at_least: EUR 250}}", ("claim.open", "at_least", 25000)),
    ("{claim.open: EUR 250}", ("claim.open", "is", 25000)),
    ("{claim.open: 0}", ("claim.open", "is", 0)),
    ("{invoice.complete: true}", ("invoice.complete", "is", True)),
    ("{invoice.issued: {above: 2026-01-01}}", ("invoice.issued", "above", 739617)),
    ("{debtor.rating: {known: false}}", ("debtor.rating", "known", False)),
    (
        "{claim.open: {at_least: EUR 1, below: EUR 2}}",
        ("all", ("claim.open", "at_least", 100), ("claim.open", "below", 200)),
    ),
    ("{debtor.rating: good, currency: EUR}", ("all", ("debtor.rating", "is", "good"), ("currency", "is", "EUR"))),
    ("large", ("claim.open", "at_least", 25000)),
    (
        "{any: [large, {debtor.rating: good}]}",
        ("any", ("claim.open", "at_least", 25000), ("debtor.rating", "is", "good")),
    ),
    ("{none: [{debtor.rating: good}]}", ("none", ("debtor.rating", "is", "good"))),
]


@pytest.mark.parametrize(("when", "expected"), READ, ids=[when for when, _ in READ])
def test_conditions_are_read(when: str, expected: object) -> None:
    """A bare value means is, a list one_of, a table operators; several tests must all hold."""
    condition, problems = compiled(when)
    assert tree(condition) == expected
    assert problems == []


REFUSED = [
    ("{claim.opn: 1}", "DW301", "claim.opn"),
    ("{at_least: EUR 5}", "DW301", "at_least"),
    ("{not: [large]}", "DW301", "not"),
    ("unheard_of", "DW306", "unheard_of"),
    ("below", "DW306", "below"),
    ("claim.open > 5", "DW306", "claim.open > 5"),
    ("5", "DW204", "5"),
    ("[large]", "DW204", "[large]"),
    ("{}", "DW207", "{}"),
    ("{any: large}", "DW204", "large"),
    ("{any: []}", "DW207", "[]"),
    ("{any: [{all: [{none: [large]}]}]}", "DW208", "none"),
    ("{claim.open: {more_than: EUR 5}}", "DW201", "more_than"),
    ("{claim.open: {}}", "DW207", "{}"),
    ("{claim.open: {at_least: [EUR 5]}}", "DW204", "[EUR 5]"),
    ("{claim.open: {one_of: EUR 5}}", "DW204", "EUR 5"),
    ("{claim.open: {known: maybe}}", "DW204", "maybe"),
    ('{claim.open: ">= 250"}', "DW307", '">= 250"'),
    ("{claim.open: 250}", "DW304", "250"),
    ("{claim.open: {above: 12.50}}", "DW304", "12.50"),
    ("{claim.open: {above: EUR 12,00}}", "DW201", "00"),
    ("{claim.open: 250 euro}", "DW304", "250 euro"),
    ("{today.month: Aug}", "DW307", "Aug"),
    ("{claim.open: USD 250}", "DW304", "USD"),
    ("{claim.open: true}", "DW304", "true"),
    ("{debtor.kind: company}", "DW307", "company"),
    ("{debtor.kind: []}", "DW207", "[]"),
    ("{debtor.kind: [business, [x]]}", "DW204", "[x]"),
    ("{debtor.kind: {above: consumer}}", "DW307", "above"),
    ("{invoice.complete: maybe}", "DW307", "maybe"),
    ("{invoice.issued: 2026-02-30}", "DW307", "2026-02-30"),
    ("{agreement.term: a month}", "DW307", "a month"),
    ("{debtor.plans_breached: {below: 1, within: 1 year}}", "DW401", "year"),
    ("{debtor.plans_breached: {below: 1, within: 12}}", "DW204", "12"),
]


@pytest.mark.parametrize(("when", "code", "words"), REFUSED, ids=[when for when, _, _ in REFUSED])
def test_slips_are_told_once_and_at_the_word(when: str, code: str, words: str) -> None:
    """One problem each, which points at the words that are wrong."""
    assert compiled(when)[1] == [(code, words)]


def test_a_broken_condition_is_not_unknown() -> None:
    """What is wrong with it was told where it stands."""
    condition, told = compiled("broken")
    assert (tree(condition), told) == (("unclear",), [])


def test_expressions_are_put_into_words() -> None:
    """The help is what the language writes for it."""
    draft, root = draft_of("when: claim.open >= 250\n")
    compile_condition(draft, root.get("when"))
    assert draft.problems[0].fix == "write {claim.open: {at_least: EUR 250}}"


def test_within_goes_to_every_test_of_its_field() -> None:
    """Only what happened in that time counts."""
    condition, problems = compiled("{debtor.plans_breached: {below: 1, within: 12 months}}")
    assert problems == []
    assert condition is not None
    assert condition.within == Duration(12, "months")


def test_a_condition_that_nothing_uses_is_a_warning() -> None:
    """A use counts, a near miss too."""
    for when, expected in (("large", []), ("larg", ["DW306"]), ("{currency: EUR}", ["DW502"])):
        draft, root = draft_of(f"when: {when}\n")
        compile_condition(draft, root.get("when"))
        report_unused(draft, root.get("conditions"))
        assert [problem.code for problem in draft.problems] == expected


def test_applies_to_holds_tests_only() -> None:
    """No names and no groups: the reader sees at once for whom a policy is."""
    draft, root = draft_of("applies_to: {debtor.country: NL, currency: EUR}\n")
    assert [tree(one) for one in compile_tests(draft, root.get("applies_to"))] == [
        ("debtor.country", "is", "NL"),
        ("currency", "is", "EUR"),
    ]
    for text, code in (("large", "DW204"), ("{}", "DW207"), ("{all: [large]}", "DW301")):
        draft, root = draft_of(f"applies_to: {text}\n")
        assert compile_tests(draft, root.get("applies_to")) == ()
        assert [problem.code for problem in draft.problems] == [code]
