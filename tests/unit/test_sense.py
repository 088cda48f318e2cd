"""What can be carried out but hardly be meant: each finding fires on its case and on nothing near it."""

from __future__ import annotations

import pytest

from edits import codes

Edits = list[tuple[str, str]]


def variants(**conditions: str) -> Edits:
    """The policy for everybody, with these variants."""
    lines = "".join(f"  {name}: {{when: {condition}}}\n" for name, condition in conditions.items())
    return [("debtor.kind: business, ", ""), ("\nsteps:", f"\nvariants:\n{lines}steps:")]


VARIANTS = [
    ({"a": "{debtor.kind: consumer}", "b": "{debtor.kind: {is_not: consumer}}"}, []),
    ({"a": "{debtor.kind: consumer}", "b": "{debtor.kind: business}"}, ["DW510"]),
    ({"a": "{debtor.kind: [consumer, business]}", "b": "{debtor.kind: {is_not: consumer}}"}, ["DW511"]),
    ({"a": "{claim.open: {below: EUR 9}}", "b": "{claim.open: {at_least: EUR 9}}"}, []),
    ({"a": "{claim.open: {below: EUR 9}}", "b": "{claim.open: {above: EUR 9}}"}, ["DW510"]),
    ({"a": "{invoice.complete: true}", "b": "{invoice.complete: false}"}, []),
    ({"a": "{debtor.country: NL}", "b": "{debtor.country: BE}"}, ["DW510"]),
    ({"a": "{currency: EUR}"}, []),
    ({"a": "{debtor.rating: {known: true}}", "b": "{debtor.rating: good}"}, ["DW511"]),
    ({"a": "{debtor.rating: {known: true}}", "b": "{debtor.rating: {known: false}}"}, []),
]


@pytest.mark.parametrize(("conditions", "expected"), VARIANTS, ids=lambda value: str(value)[:60])
def test_exactly_one_variant_fits(conditions: dict[str, str], expected: list[str]) -> None:
    """A gap or an overlap is told with a case; cases to which the policy does not apply do not count."""
    assert codes("short", *variants(**conditions)) == expected


def test_applies_to_narrows_the_cases() -> None:
    """Consumers need no variant where the policy is not for them."""
    edits = variants(a="{debtor.kind: business}", b="{debtor.kind: public_authority}")[1:]
    assert codes("short", *edits, ("debtor.kind: business, ", "debtor.kind: {is_not: consumer}, ")) == []


def when(condition: str) -> Edits:
    """The call is made only if this holds."""
    return [("    do: phone\n", f"    when: {condition}\n    do: phone\n")]


CONDITIONS = [
    ("{claim.open: {at_least: EUR 5}}", []),
    ("{claim.open: {at_least: EUR 0}}", ["DW512"]),
    ("{claim.open: {at_least: EUR 9, below: EUR 5}}", ["DW512"]),
    ("{debtor.kind: [business, consumer, public_authority]}", ["DW512"]),
    ("{none: [{debtor.rating: {is_not: good}}, {debtor.rating: {is_not: poor}}]}", ["DW512"]),
    ("{any: [{debtor.rating: good}, {debtor.rating: poor}]}", []),
    ("{debtor.rating: {known: true}}", []),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS, ids=[condition for condition, _ in CONDITIONS])
def test_conditions_that_decide_nothing(condition: str, expected: list[str]) -> None:
    """Always true or never, whatever the case."""
    assert codes("calls", *when(condition)) == expected


UNTIL_PROMISED = "    until: 2 working days after promise.date\n"
UNTIL_CALLED = (UNTIL_PROMISED, "    until: 2 days after call.sent\n")
BY_A_QUESTION = [
    ("opens_on: promise_made\n", "opens_on: question_asked\n"),
    ("outcomes: {kept", "expired: {go_to: review}\n    outcomes: {kept"),
]
HOLDS: list[tuple[Edits, list[str]]] = [
    ([("    expired: {go_to: review}\n", "")], ["DW505"]),
    ([(", broken: {go_to: hand_over}", "")], ["DW505"]),
    ([("says_paid:    {go_to: review}", "says_paid: {hold: promise}")], ["DW406"]),
    (BY_A_QUESTION, ["DW406"]),
    ([UNTIL_CALLED, ("    no_longer_than: 14 days\n", "")], ["DW404"]),
    ([UNTIL_CALLED], []),
]


@pytest.mark.parametrize(("edits", "expected"), HOLDS, ids=range(len(HOLDS)))
def test_how_holds_end(edits: Edits, expected: list[str]) -> None:
    """On a day that is known, and with a route for what follows."""
    assert codes("calls", *edits) == expected


CALLS = [
    (
        [("no_answer:    {call_again: true, after_last: {go_to: hand_over}}", "no_answer: {go_to: hand_over}")],
        ["DW508"],
    ),
    ([("attempts: {times: 2,", "attempts: {times: 1,")], ["DW508"]),
    ([("    attempts: {times: 2, apart: 2 working days}\n", "")], ["DW508"]),
]


@pytest.mark.parametrize(("edits", "expected"), CALLS, ids=range(len(CALLS)))
def test_attempts_and_call_again_belong_together(edits: Edits, expected: list[str]) -> None:
    """Either both or neither."""
    assert codes("calls", *edits) == expected


FORMAL = ("announces: [agency]", "legal_form: notice_of_default")
ANNOUNCED = ("announces: [agency]", "legal_form: notice_of_default\n    announces: [interest]")
CLAIMED = ("close: handed_over", "claims: [principal, interest]\n    close: handed_over")
CLAIMS = [([FORMAL, CLAIMED], ["DW506"]), ([ANNOUNCED], ["DW507"]), ([ANNOUNCED, CLAIMED], [])]


@pytest.mark.parametrize(("edits", "expected"), CLAIMS, ids=range(len(CLAIMS)))
def test_claims_and_announcements_belong_together(edits: Edits, expected: list[str]) -> None:
    """What is claimed was announced, and what is announced is claimed."""
    assert codes("short", *edits) == expected
