"""Scenarios: events on a day or counted from an anchor, and every slip told at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.codes.policy_tests import CODES
from dunwell.language.scenario import Planned, read_scenario
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import load_policy

if TYPE_CHECKING:
    from dunwell.language.program import Program


@pytest.fixture(scope="module")
def program() -> Program:
    """The shipped policy."""
    loaded = load_policy("policies/nl/standard.yaml")
    assert loaded.program is not None
    return loaded.program


def read(text: str, program: Program) -> tuple[tuple[Planned, ...], list[tuple[str, str | None]]]:
    """The events, and code and fix of each problem."""
    root, problems = read_yaml(text, "s.yaml")
    assert problems == ()
    events, found = read_scenario(root, program)
    assert all(problem.place for problem in found)
    return events, [(problem.code, problem.fix) for problem in found]


def test_events_are_read(program: Program) -> None:
    """On a day, and counted from a day of the policy; money in cents, days as ordinals."""
    events, problems = read(
        "name: pays late\nevents:\n"
        '  - {at: 2026-02-20, event: payment_received, amount: "400.00"}\n'
        "  - {at: 3 days after reminder.sent, event: promise_made, promised_on: 2026-03-01}\n"
        "  - {at: 1 day before reminder.term, event: fact_recorded, fact: debtor.kind, value: consumer}\n",
        program,
    )
    assert problems == []
    assert events[0] == Planned("payment_received", (("amount", 40000),), at=739667)
    assert (events[1].anchor, events[1].count) == (program.anchor_slot("reminder.sent"), 3)
    assert events[2].count == -1
    assert events[2].data == (("fact", "debtor.kind"), ("value", "consumer"))


@pytest.mark.parametrize("text", ["- {at: 2026-02-20, event: question_asked}", "events: []", "# nothing\nevents: []"])
def test_a_bare_list_is_a_scenario_too(program: Program, text: str) -> None:
    """And an empty one means that nothing happens."""
    assert read(text, program)[1] == []


def test_nothing_read_gives_nothing(program: Program) -> None:
    """A file that could not be read was told already."""
    assert read_scenario(None, program) == ((), ())


REFUSED = [
    ("events: soon", "DW702", "write 'events:'"),
    ("event: []", "DW701", "did you mean 'events'?"),
    ("events: [payment]", "DW702", "write {at"),
    ("events: [{event: question_asked}]", "DW703", "say when"),
    ("events: [{at: 2026-02-20}]", "DW703", "say what happens"),
    ("events: [{at: tomorrow, event: question_asked}]", "DW401", "write a day"),
    ("events: [{at: 1 day after remindr.sent, event: question_asked}]", "DW303", "did you mean 'reminder.sent'?"),
    ("events: [{at: 2026-02-20, event: paid}]", "DW312", "did you mean"),
    ("events: [{at: 2026-02-20, event: policy_changed}]", "DW704", "leave it out"),
    ("events: [{at: 2026-02-20, event: payment_received}]", "DW703", "add 'amount: …'"),
    ("events: [{at: 2026-02-20, event: question_asked, sum: 5}]", "DW701", "write one of"),
    ('events: [{at: 2026-02-20, event: payment_received, amount: "4,00"}]', "DW705", "write an amount"),
    ('events: [{at: 2026-02-20, event: payment_received, amount: "-4.00"}]', "DW705", "without a sign"),
    ("events: [{at: 2026-02-20, event: payment_received, amount: [4]}]", "DW702", "same line"),
    ("events: [{at: 2026-02-20, event: delivered, step: remindr}]", "DW705", "did you mean 'reminder'?"),
    ("events: [{at: 2026-02-20, event: promise_made, promised_on: soon}]", "DW705", "write a day"),
    ("events: [{at: 2026-02-20, event: fact_recorded, fact: debtor.knd, value: x}]", "DW705", "did you mean"),
    ("events: [{at: 2026-02-20, event: fact_recorded, fact: debtor.kind, value: firm}]", "DW705", "business"),
]


@pytest.mark.parametrize(("text", "code", "fix"), REFUSED, ids=[text[9:60] for text, _, _ in REFUSED])
def test_slips_are_told(program: Program, text: str, code: str, fix: str) -> None:
    """The first problem has this code and says what to do."""
    problems = read(text, program)[1]
    assert problems[0][0] == code
    assert fix in (problems[0][1] or "")


def test_every_code_of_scenarios_fires_here() -> None:
    """No row of DW70x without a case."""
    assert {code.code for code in CODES if code.code < "DW710"} <= {code for _, code, _ in REFUSED}


SHOWN = [code for code in CODES if ":" in code.wrong and code.code < "DW710"]


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_examples_of_each_code_are_true(program: Program, code: object) -> None:
    """What `explain` calls wrong has this problem; what it calls right has none."""
    assert isinstance(code, type(CODES[0]))
    assert code.code in dict(read(whole(code.wrong), program)[1])
    assert read(whole(code.right), program)[1] == []


def whole(example: str) -> str:
    """An example as a scenario."""
    if example.startswith("amount"):
        return f"events: [{{at: 2026-02-20, event: payment_received, {example}}}]"
    return example
