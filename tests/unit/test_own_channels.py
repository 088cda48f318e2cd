"""Channels that plugins bring, in the language: how they are written, and what of them is a mistake."""

import pytest

from dunwell.core.timing import receipt
from dunwell.days import day
from dunwell.language.program import own_channels
from dunwell.loading import compile_text, load_policy

POLICY = """
dunwell: 1
policy: own
title: Eigen kanaal
version: 2026-01
valid_from: 2026-01-01
law: nl
language: nl
applies_to: {currency: EUR}
steps:
  - step: reminder
    start: 1 day after invoice.due
    do: DO
    template: reminder
    term: 7 days after sent
  - step: hand_over
    start: 2 working days after reminder.term
    do: agency
    close: handed_over
LIMITATION
"""


def loaded(do, limitation=""):
    """The policy whose first step does this."""
    return compile_text(POLICY.replace("DO", do, 1).replace("LIMITATION", limitation), "own.yaml")


@pytest.mark.parametrize(
    ("do", "channels"),
    [
        ("{channel: sms}", ("sms",)),
        ("{both: [email, {channel: sms}]}", ("email", "sms")),
        ("{both: [{channel: sms}, {channel: portal}]}", ("sms", "portal")),
        ("{both: [email, letter]}", ("email", "letter")),
    ],
)
def test_a_channel_of_a_plugin_is_a_kind_of_both(do, channels):
    """The step sends a message by these channels, in the order written."""
    program = loaded(do).program
    step = program.steps[0][0]
    assert (step.kind, step.channels) == ("both", channels)
    assert [*own_channels(program)] == [word for word in channels if word not in ("email", "letter")]


def test_the_first_place_of_a_channel_is_told():
    """That is where the warning about a missing plugin stands."""
    assert str(own_channels(loaded("{channel: sms}").program)["sms"]) == "own.yaml:13:5"
    assert own_channels(load_policy("policies/nl/standard.yaml").program) == {}


@pytest.mark.parametrize(
    ("do", "code", "said"),
    [
        ("{channel: email}", "DW206", "cannot be 'email'"),
        ("{both: [email, {channel: letter}]}", "DW206", "cannot be 'letter'"),
        ("{channel: S M S}", "DW206", "cannot be 'S M S'"),
        ("{channel: sms, both: [email, letter]}", "DW209", "both `both` and `channel`"),
        ("{both: [{channel: sms}]}", "DW209", "one channel only, sms"),
        ("{both: [{channel: sms}, {channel: sms}]}", "DW209", "one channel only, sms"),
        ("{both: [email, sms]}", "DW205", "cannot be 'sms'"),
        ("{both: [email, {chanel: sms}]}", "DW201", "unknown key 'chanel'"),
        ("sms", "DW205", "cannot be 'sms'"),
        ("[email, letter]", "DW204", "is a list instead of one channel"),
    ],
)
def test_what_is_no_channel_is_told_once(do, code, said):
    """A misspelt word never becomes the name of a plugin's channel."""
    found = loaded(do)
    assert [problem.code for problem in found.problems] == [code]
    assert said in found.problems[0].message
    assert found.program is None


def test_a_limitation_is_not_interrupted_by_such_a_channel_alone():
    """The law asks for writing that is known to be received."""
    written = "limitation: {before: 3 months, do: {channel: sms}, template: interruption}"
    assert [problem.code for problem in loaded("email", written).problems] == ["DW217"]
    written = "limitation: {before: 3 months, do: {both: [letter, {channel: sms}]}, template: interruption}"
    assert loaded("email", written).problems == ()


def test_it_is_received_on_the_day_it_is_sent():
    """Unlike a letter beside it."""
    program = loaded("{channel: sms}").program
    sent = day("2026-02-05")
    assert receipt(program, sent, ("sms",)) == sent
    assert receipt(program, sent, ("sms", "letter")) > sent
