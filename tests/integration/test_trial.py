"""Compliance staff at work: changes of the cookbook, made with mistakes on the way.

Each mistake is one problem, where it stands, with a message that leads to the mend. Without it the policy is the
recipe's, of which `test_cookbook` says that nothing is left to complain of.
"""

from __future__ import annotations

import pytest

from cookbooks import changed_policy
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source
from dunwell.policy_tests import run_tests

MISTAKES = [
    (
        "longer-term-for-good-customers",
        "good_business: {term: 14 days after sent}",
        "good_business: {trem: 14 days after sent}",
        "DW201",
        "trem",
        ["'trem'", "'reminder'", "'term'"],
    ),
    (
        "longer-term-for-good-customers",
        "good_business: {term: 14 days after sent}",
        "good_business: {term: 14 days}",
        "DW402",
        "14 days",
        ["does not say from which day", "14 days after sent"],
    ),
    (
        "longer-term-for-good-customers",
        "good_business: {term: 14 days after sent}",
        "good_business: {term: 10 business days after sent}",
        "DW402",
        "business days",
        ["no unit of time", "working days"],
    ),
    (
        "longer-term-for-good-customers",
        "      good_business: {term: 14 days after sent}\n",
        "",
        "DW210",
        "variants",
        ["'good_business'", "'reminder'", "every variant"],
    ),
    (
        "longer-term-for-good-customers",
        "debtor.rating: good}}",
        "debtor.rating: excellent}}",
        "DW307",
        "excellent",
        ["debtor.rating", "good, ordinary, poor"],
    ),
    (
        "longer-term-for-good-customers",
        "  good_business: {when: {debtor.kind: [business, public_authority], debtor.rating: good}}\n",
        "  good_business: {when: {debtor.kind: business, debtor.rating: good}}\n",
        "DW510",
        "consumer",
        ["public authority", "debtor.rating is good", "cover it"],
    ),
    (
        "longer-term-for-good-customers",
        ", debtor.rating: {is_not: good}}}",
        "}}",
        "DW511",
        "good_business",
        ["two variants", "'business'", "one of them only"],
    ),
    (
        "longer-term-for-good-customers",
        "    attempts: {times: 2",
        "    term: 14 days after sent\n    attempts: {times: 2",
        "DW203",
        "term",
        ["`do: phone`", "'call'", "remove it", "email, letter"],
    ),
    ("no-calls-in-august", "from: 1 August", "from: 1 august", "DW206", "august", ["no month 'august'", "'August'"]),
    (
        "no-calls-in-august",
        "from: 1 August",
        "from: 2026-08-01",
        "DW206",
        "2026-08-01",
        ["not a day of the year", "1 August", "every year"],
    ),
    ("no-calls-in-august", "until: 31 August", "until: 32 August", "DW206", "32", ["August has no day 32", "1 to 31"]),
    (
        "no-calls-in-august",
        "from: 1 August, until: 31 August",
        "from: 1 May, until: 31 August",
        "DW418",
        "quiet",
        ["125 days", "until 31 August", "70 days"],
    ),
    (
        "no-calls-in-august",
        "contacts:\n  per_week: 2                            # never more than one a day\n  quiet:",
        "contacts: {per_week: 2}\nquiet:",
        "DW201",
        "quiet",
        ["'quiet'", "under 'contacts'"],
    ),
    (
        "no-calls-in-august",
        "  quiet: [{",
        "   quiet: [{",
        "DW112",
        "quiet: [{from: 1 August, until: 31 August, only: calls}]",
        ["indented by 3 spaces", "same indentation"],
    ),
    ("no-calls-in-august", "  quiet: [{", "\tquiet: [{", "DW111", "\t", ["tab", "two spaces"]),
    ("no-calls-in-august", "only: calls", "only: phone", "DW205", "phone", ["cannot be 'phone'", "calls"]),
    (
        "letters-instead-of-calls-in-august",
        "today.month: {is_not: August}",
        "today.month: {is_not: Aug}",
        "DW307",
        "Aug",
        ["'August'"],
    ),
    (
        "letters-instead-of-calls-in-august",
        "today.month: {is_not: August}",
        "month: {is_not: August}",
        "DW301",
        "month",
        ["unknown field", "'today.month'"],
    ),
    (
        "a-second-reminder",
        "start: 1 working day after second_reminder.term",
        "start: 1 working day after second_remindr.term",
        "DW303",
        "second_remindr.term",
        ["unknown anchor", "'second_reminder.term'"],
    ),
    (
        "a-second-reminder",
        "start: 1 day after reminder.term",
        "start: 1 day after reminder",
        "DW303",
        "reminder",
        ["reminder.sent", "reminder.term"],
    ),
    (
        "call-first-for-large-amounts",
        "  - step: first_call",
        "  - step: call",
        "DW313",
        "call",
        ["two steps", "its own name"],
    ),
    (
        "a-second-reminder",
        "    fallback: letter\n    template: reminder",
        "    fallback: letter\n    template: second_reminder",
        "DW305",
        "second_reminder",
        ["unknown template", "'reminder'"],
    ),
    (
        "a-second-reminder",
        "    do: email\n    fallback: letter\n",
        "    do: sms\n    fallback: letter\n",
        "DW205",
        "sms",
        ["cannot be 'sms'", "do: {channel: sms}"],
    ),
    (
        "a-second-reminder",
        "    do: email\n    fallback: letter\n",
        "    do: [email, letter]\n",
        "DW204",
        "[email, letter]",
        ["{both: [email, letter]}"],
    ),
    (
        "nothing-under-25-euro",
        "at_least: EUR 25}}\n    otherwise: {go_to: small",
        "at_least: 25}}\n    otherwise: {go_to: small",
        "DW304",
        "25",
        ["no currency", "EUR 25"],
    ),
    (
        "nothing-under-25-euro",
        "EUR 25}}\n    otherwise: {go_to: small",
        "EUR 25,00}}\n    otherwise: {go_to: small",
        "DW201",
        "00",
        ["with a point", "EUR"],
    ),
    (
        "nothing-under-25-euro",
        "EUR 25}}\n    otherwise: {go_to: small",
        "USD 25}}\n    otherwise: {go_to: small",
        "DW304",
        "USD",
        ["in USD", "EUR"],
    ),
    (
        "nothing-under-25-euro",
        "when: {claim.open: {at_least: EUR 25}}",
        "when: claim.open >= 25",
        "DW306",
        "claim.open >= 25",
        ["written with words", "{claim.open: {at_least: EUR 25}}"],
    ),
    (
        "nothing-under-25-euro",
        "{claim.open: {at_least: EUR 25}}",
        "{invoice.amount: {at_least: EUR 25}}",
        "DW301",
        "invoice.amount",
        ["unknown field", "'invoice.total'"],
    ),
    (
        "nothing-under-25-euro",
        "EUR 25}}\n    otherwise: {go_to: small_balance}",
        "EUR 25}}\n    otherwise: {go_to: small_amount}",
        "DW308",
        "small_amount",
        ["unknown step", "'small_balance'"],
    ),
    (
        "longer-payment-plans",
        "    ends:                                # stated in the confirmation",
        "    finish:",
        "DW201",
        "finish",
        ["'finish'", "'payment_plan'", "'ends'"],
    ),
    (
        "longer-payment-plans",
        "first: 7 days after agreed",
        "first: 7 days before agreed",
        "DW407",
        "7 days before agreed",
        ["before the plan is agreed", "7 days after agreed"],
    ),
    (
        "longer-payment-plans",
        "every: 1 month\n",
        "every: monthly\n",
        "DW401",
        "monthly",
        ["not a length of time", "5 working days"],
    ),
    (
        "disputes-go-to-the-lawyer",
        "rejected:      {go_to: lawyer}",
        "rejected:      {go_to: dispute}",
        "DW308",
        "dispute",
        ["one of the holds", "hold: dispute"],
    ),
    (
        "disputes-go-to-the-lawyer",
        "summons: {close: handed_over}",
        "summons: {close: lawsuit}",
        "DW205",
        "lawsuit",
        ["cannot be 'lawsuit'", "handed_over"],
    ),
    ("disputes-go-to-the-lawyer", "    owner: legal\n", "", "DW202", "lawyer", ["'owner'", "'lawyer'", "`do: task`"]),
    (
        "disputes-go-to-the-lawyer",
        "  - step: lawyer\n",
        "  - step: lawyer\n    start: 1 day after reminder.sent\n",
        "DW203",
        "start",
        ["side step", "as soon as a route leads to it"],
    ),
]
"""The recipe, what it writes, what was written instead, the code, where the caret points, words of message or fix."""


def told(text):
    """Every problem of a policy with this text."""
    root, problems = read_yaml(text.encode(), "mine.yaml")
    return compile_source(Source("mine.yaml", root, text, text.encode(), problems)).problems


def pointed_at(text, place):
    """The text to which a problem's caret points."""
    return text.split("\n")[place.line - 1][place.column - 1 :][: place.length]


@pytest.mark.parametrize(
    ("recipe", "right", "wrong", "code", "caret", "words"),
    MISTAKES,
    ids=[f"{row[0]}-{number}" for number, row in enumerate(MISTAKES, 1)],
)
def test_a_mistake_is_told_where_it_is_with_its_mend(recipe, right, wrong, code, caret, words):
    """One mistake, one problem: its code, its place, and the words that say what to write."""
    mended = changed_policy(recipe)
    assert mended.count(right) >= 1
    text = mended.replace(right, wrong, 1)
    (problem,) = told(text)
    assert problem.code == code
    assert pointed_at(text, problem.place) == caret
    said = f"{problem.message} → {problem.fix}"
    assert [word for word in words if word not in said] == [], said


A_TEST = """policy: policies/nl/standard.yaml
tests:
  - name: Who pays in time is not called
    given: {debtor.kind: business, invoice.issued: 2026-01-05, invoice.due: 2026-02-04, invoice.total: EUR 1210}
    events: [{at: 2026-02-10, event: payment_received, amount: "1210.00"}]
    never: [call]
    end: paid
"""
MISTAKES_IN_TESTS = [
    ("never: [call]", "nevr: [call]", "DW201", "'never'"),
    ("never: [call]", "never: [cal]", "DW308", "'call'"),
    ("never: [call]", "never: call", "DW713", "never: [call]"),
    ("never: [call]", "skipped: call", "DW713", "skipped: [call]"),
    ("never: [call]", "expect: [reminder]", "DW713", "{2026-02-05: [reminder]}"),
    ("never: [call]", "expect: {2026-02-05: reminder}", "DW713", "2026-02-05: [reminder]"),
    ("never: [call]", "expect: {5 February: [reminder]}", "DW713", "2026-02-05"),
    ("never: [call]", "amounts: 1210", "DW713", "{hand_over: {costs"),
    ("end: paid", "end: payed", "DW713", "'paid'"),
    ("end: paid", "end: {date: 2026-02-10}", "DW713", "paid, handed_over"),
    ("event: payment_received", "event: payment", "DW312", "payment_received, payment_reversed"),
    ("at: 2026-02-10", "at: 5 days after remindr.sent", "DW303", "'reminder.sent'"),
    ("debtor.kind: business", "debtor.type: business", "DW301", "'debtor.kind'"),
    ("debtor.kind: business", "debtor.kind: company", "DW307", "business, consumer"),
]
"""What a test says, what was written instead, the code, and what the fix must say."""


@pytest.mark.parametrize(("right", "wrong", "code", "mend"), MISTAKES_IN_TESTS)
def test_a_mistake_in_a_test_is_told_with_its_mend(right, wrong, code, mend, tmp_path):
    """A test never passes because nobody could read what it asks for."""
    file = tmp_path / "tests.yaml"
    assert A_TEST.count(right) == 1
    file.write_text(A_TEST.replace(right, wrong), encoding="utf-8")
    tested = run_tests(str(file))
    (problem,) = (*tested.problems, *(one for outcome in tested.outcomes for one in outcome.problems))
    assert (problem.code, mend in problem.fix) == (code, True), problem


def test_a_test_file_is_no_policy():
    """Whoever checks the tests instead of the policy hears the command that runs them."""
    (problem,) = told("policy: policies/mine.yaml\ntests:\n  - name: A test\n")
    assert (problem.code, problem.fix) == ("DW204", "run it: dunwell test mine.yaml")


def test_there_are_mistakes_enough():
    """At least a dozen, in five changes or more."""
    assert len(MISTAKES) >= 12
    assert len({recipe for recipe, *_ in MISTAKES}) >= 5
