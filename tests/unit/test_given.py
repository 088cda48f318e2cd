"""What commands take from their arguments: facts taken for granted, every slip at once."""

import pytest

from dunwell.cli.given import read_assumed
from dunwell.days import day
from dunwell.problems import ProblemsFound


def test_facts_take_the_type_of_their_field():
    """Amounts in cents, days as ordinals, yes and no as such."""
    assert read_assumed(
        ("debtor.kind=consumer", "invoice.total=100.00", "invoice.due=2026-02-04", "debtor.natural_person=true")
    ) == {
        "debtor.kind": "consumer",
        "invoice.total": 10_000,
        "invoice.due": day("2026-02-04"),
        "debtor.natural_person": True,
    }


def test_every_slip_comes_at_once():
    """No pair, an unknown field, one that is worked out, and a value that the field cannot have."""
    with pytest.raises(ProblemsFound) as found:
        read_assumed(("consumer", "debtor.knd=consumer", "claim.open=5", "debtor.kind=firm"))
    assert [one.code for one in found.value.problems] == ["DW922", "DW923", "DW924", "DW924"]
