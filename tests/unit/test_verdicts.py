"""What conditions can turn out to be: always, never, without effect in part; and which case shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunwell.language.cells import ANY_OTHER
from dunwell.language.verdicts import answers, case_text, plain_cell
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Loaded, Source, compile_source

if TYPE_CHECKING:
    from dunwell.language.program import Program

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "policies"
_KINDS = "{b: {when: {debtor.kind: {is_not: consumer}}}, c: {when: {debtor.kind: consumer}}}"
BOTH = f"applies_to: {{currency: EUR}}\nvariants: {_KINDS}"
BUSINESS = "applies_to: {debtor.kind: business, currency: EUR}"
ASSUMED = f"{BUSINESS}\nif_unknown: {{debtor.rating: ordinary}}"
TOLERANT = f"{BUSINESS}\nmoney: {{tolerance: EUR 10}}"
IN_PART = f"{TOLERANT}\nholds:\n  part: {{opens_on: dispute_opened, holds: disputed amount, no_longer_than: 9 days,"
IN_PART += " outcomes: {upheld: {wait_for: credited}}, expired: {close: written_off}}"


def loaded(head: str, when: str) -> Loaded:
    """A short ladder of which the second step is taken only if this holds."""
    text = (FIXTURES / "short.yaml").read_text(encoding="utf-8").replace(BUSINESS, head)
    text = text.replace("    start: 2 working days after notice.term\n", "    start: 3 weeks after entered\n")
    text = text.replace("    do: letter\n", f"    when: {when}\n    do: letter\n")
    root, problems = read_yaml(text, "p.yaml")
    assert problems == ()
    return compile_source(Source("p.yaml", root, text, text.encode(), ()))


def told(head: str, when: str) -> list[str]:
    """The codes about the condition."""
    return [problem.code for problem in loaded(head, when).problems]


JUDGED = [
    (BUSINESS, "{debtor.kind: business}", ["DW512"]),
    (BUSINESS, "{debtor.kind: consumer}", ["DW512"]),
    (BOTH, "{debtor.kind: consumer}", []),
    (BOTH, "{all: [{debtor.kind: consumer}, {debtor.rating: good}]}", []),
    (BUSINESS, "{debtor.rating: {known: false}}", []),
    (ASSUMED, "{debtor.rating: {known: false}}", ["DW512"]),
    (BUSINESS, "{claim.open: {above: EUR 5}}", []),
    (TOLERANT, "{claim.open: {above: EUR 5}}", ["DW512"]),
    (TOLERANT, "{claim.open: {above: EUR 10}}", ["DW512"]),
    (TOLERANT, "{claim.open: {above: EUR 11}}", []),
    (IN_PART, "{claim.open: {above: EUR 5}}", []),
    (BUSINESS, "{debtor.rating: {is_not: poor}, debtor.ability: cannot_pay}", []),
    (BUSINESS, "{any: [{debtor.kind: consumer}, {debtor.rating: good}]}", ["DW513"]),
    (BOTH, "{any: [{debtor.kind: consumer}, {debtor.rating: good}]}", []),
    (BUSINESS, "{any: [{debtor.rating: good}, {debtor.rating: [good, poor]}]}", ["DW513"]),
    (BUSINESS, "{all: [{claim.open: {at_least: EUR 9}}, {claim.open: {at_least: EUR 5}}]}", ["DW513"]),
    (BUSINESS, "{claim.open: {at_least: EUR 9, below: EUR 20}}", []),
    (BUSINESS, "{none: [{debtor.rating: good}, {debtor.rating: good}]}", ["DW513"]),
    (BUSINESS, "{debtor.plans_breached: {below: 1, within: 12 months}}", []),
    (BUSINESS, "{debtor.plans_breached: {at_least: 0, within: 12 months}}", ["DW512"]),
    (BUSINESS, "{all: [{debtor.rating: {known: true}}, {debtor.rating: good}]}", []),
]


@pytest.mark.parametrize(("head", "when", "expected"), JUDGED, ids=range(len(JUDGED)))
def test_conditions_are_judged_in_the_cases_that_come_to_them(head: str, when: str, expected: list[str]) -> None:
    """The policy's own limits count, as long as they last; what all variants share is judged over all of them."""
    assert told(head, when) == expected


def test_a_limit_that_may_change_is_no_limit() -> None:
    """A debtor's rating can be another one later, whatever it was when the policy was chosen."""
    head = "applies_to: {debtor.rating: good, currency: EUR}"
    assert told(head, "{debtor.rating: poor}") == []


def test_the_part_that_makes_another_idle_is_shown() -> None:
    """Whoever reads it sees why."""
    (problem,) = loaded(BUSINESS, "{any: [{claim.open: {at_least: EUR 9}}, {claim.open: {at_least: EUR 20}}]}").problems
    assert problem.place is not None
    assert [note.text for note in problem.notes] == ["because this holds whenever it does"]
    assert problem.notes[0].place.column < problem.place.column


def program(head: str) -> Program:
    """The short ladder for these cases."""
    made = loaded(head, "{claim.open: {above: EUR 50}}").program
    assert made is not None
    return made


def test_answers() -> None:
    """Both, one, or both again where there are more cases than anybody counts."""
    both = program(BOTH)
    condition = both.steps[0][1].when
    assert condition is not None
    assert answers(both, condition, 0) == {True, False}
    chosen = both.variants[1].when
    assert chosen is not None
    assert (answers(both, chosen, 1), answers(both, chosen, 0)) == ({True}, {False})


def test_a_plain_case_of_a_variant() -> None:
    """One that surely fits, with what the policy assumes where that fits too."""
    assert plain_cell(program(BOTH), 1) == {"debtor.kind": "consumer", "currency": "EUR"}
    assert (plain_cell(program(BOTH), 0) or {})["debtor.kind"] in ("business", "public_authority")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ({"debtor.kind": "business", "claim.open": 25000}, "a business debtor with EUR 250.00 open"),
        ({"invoice.total": 100, "received": 0}, "a debtor with EUR 1.00 on the invoice and EUR 0.00 received"),
        ({"debtor.country": ANY_OTHER}, "a debtor, where debtor.country is another one"),
        (
            {"debtor.kind": None, "invoice.complete": False},
            "a debtor, where debtor.kind is unknown and invoice.complete is no",
        ),
        ({"debtor.plans_breached within 12 months": 1}, "a debtor, where debtor.plans_breached within 12 months is 1"),
    ],
    ids=range(5),
)
def test_a_case_in_words(cell: dict[str, object], text: str) -> None:
    """As people speak of a debtor."""
    assert case_text("EUR", cell) == text


def test_only_what_matters_of_a_case_is_told() -> None:
    """The amount, where the kind of debtor makes no difference."""
    small = "{any: [{invoice.total: {above: EUR 9}}, {debtor.kind: consumer}]}"
    large = "{none: [{invoice.total: {above: EUR 20}}, {debtor.kind: consumer}]}"
    head = f"applies_to: {{currency: EUR}}\nvariants: {{a: {{when: {small}}}, b: {{when: {large}}}}}"
    (problem,) = loaded(head, "{claim.open: {above: EUR 50}}").problems
    assert problem.message == "a business debtor with EUR 9.01 on the invoice fits two variants: 'a' and 'b'"
