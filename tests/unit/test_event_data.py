"""What is said of an event: read alike from a file and from a command line, every slip told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.days import day
from dunwell.language.event_data import Said, read_data, read_kind
from dunwell.language.events import EVENTS
from dunwell.loading import load_policy
from dunwell.problems import Place

if TYPE_CHECKING:
    from dunwell.language.program import Program


@pytest.fixture(scope="module")
def program() -> Program:
    """The shipped policy."""
    loaded = load_policy("policies/nl/standard.yaml")
    assert loaded.program is not None
    return loaded.program


def test_values_are_read_by_their_types_in_the_order_said(program: Program) -> None:
    """An amount becomes cents and a day an ordinal; facts take the type of the field they name."""
    data, problems = read_data(
        EVENTS["promise_made"], (Said("promised_on", "2026-02-27"), Said("amount", "400.00")), program
    )
    assert (data, problems) == ((("promised_on", day("2026-02-27")), ("amount", 40000)), ())
    for value, read in (("30", 30), ("2026-02-27", day("2026-02-27")), ("true", True), ("12.50", 1250)):
        fact = {30: "agreement.term", True: "debtor.natural_person", 1250: "invoice.total"}.get(read, "invoice.due")
        said = (Said("value", value), Said("fact", fact))
        assert read_data(EVENTS["fact_recorded"], said, program) == ((("value", read), ("fact", fact)), ())


def test_every_slip_comes_at_once(program: Program) -> None:
    """An unknown key, a wrong value and what is missing are three problems of one reading."""
    _, problems = read_data(EVENTS["promise_made"], (Said("amuont", "5"), Said("amount", "5,00")), program)
    assert [(one.code, one.fix) for one in problems] == [
        ("DW701", "did you mean 'amount'?"),
        ("DW705", 'write an amount such as "400.00"'),
        ("DW703", "add promised_on=…"),
    ]


def test_places_are_those_of_the_file(program: Program) -> None:
    """With places, a problem stands at the key or the value it is about, and the fix is written as a file has it."""
    event, key, value = (Place("s.yaml", 1, column) for column in (1, 5, 9))
    said = (Said("sum", "5", value, key), Said("text", None, value, key))
    _, problems = read_data(EVENTS["payment_received"], said, program, event)
    assert [(one.code, one.place) for one in problems] == [("DW701", key), ("DW702", value), ("DW703", event)]
    assert problems[2].fix == "add 'amount: …'"


@pytest.mark.parametrize(
    ("name", "code"), [("payment_received", None), ("payment_recieved", "DW312"), ("policy_changed", "DW704")]
)
def test_events_are_known_by_name(name: str, code: str | None) -> None:
    """A known event has its row; one of a later version, or a misspelt one, is told."""
    kind, problems = read_kind(name)
    assert [one.code for one in problems] == ([code] if code else [])
    assert kind is (None if problems else EVENTS[name])
    assert (kind is None) == bool(code)
