"""Conditions that hold for a whole case may not hang on the day; those of steps may."""

from __future__ import annotations

import pytest

from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source
from dunwell.resources import read_text

BASE = read_text("policies/nl/standard.yaml")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("currency: EUR, payment_means", "currency: EUR, today.month: May, payment_means", ["DW219"]),
        ("currency: EUR, payment_means", "currency: EUR, invoice.term_expired: true, payment_means", ["DW219"]),
        ("completed: {when: {plan.open: 0}", "completed: {when: {today.month: May}", ["DW219"]),
        (
            "completed: {when: {plan.open: 0}",
            "completed: {when: {any: [{plan.open: 0}, {today.month: May}]}",
            ["DW219"],
        ),
        ("when: worth_a_call ", "when: {today.month: [May, June]} ", ["DW502"]),
        ("when: worth_a_call ", "when: {invoice.term_expired: true} ", ["DW502"]),
    ],
)
def test_where_a_field_that_passes_by_itself_may_be_asked(old: str, new: str, codes: list[str]) -> None:
    """Not of the policy as a whole, and not of a plan's completion; of a step, which is judged once."""
    text = BASE.replace(old, new)
    assert text != BASE
    root, problems = read_yaml(text.encode(), "mine.yaml")
    assert [
        one.code for one in compile_source(Source("mine.yaml", root, text, text.encode(), problems)).problems
    ] == codes


def test_nor_of_a_variant() -> None:
    """A case would be another kind of case when the month changes."""
    months = "{today.month: [January, February]}", "{today.month: {none_of: [January, February]}}"
    text = BASE.replace("{debtor.kind: [business, public_authority]}}", f"{months[0]}}}")
    text = text.replace("consumer: {when: {debtor.kind: consumer}}", f"consumer: {{when: {months[1]}}}")
    root, problems = read_yaml(text.encode(), "mine.yaml")
    found = compile_source(Source("mine.yaml", root, text, text.encode(), problems)).problems
    assert [one.code for one in found][:2] == ["DW219", "DW219"]
    assert "'business'" in found[0].message
