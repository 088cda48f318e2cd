"""Three ways through the same case tell the same: hopping, day by day, and a second interpreter made to be plain.

`HYPOTHESIS_PROFILE=long` tries ten times as many.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differential import agree
from drawn_histories import histories
from drawn_policies import policies
from dunwell.core.opening import open_case
from dunwell.language.yamlfile import plain, read_yaml
from dunwell.loading import load_policy
from strategies import invoices

TRIES = max(settings.default.max_examples * 6 // 10, 1)
PLAYS = 3
"""Cases tried with each drawn policy: it takes longer to draw one than to play it."""


def compared(data, program, tree):
    """A drawn case with a history of its own."""
    invoice = data.draw(invoices())
    if invoice.payable < 20 and data.draw(st.integers(0, 5)):
        invoice = replace(invoice, payable=invoice.payable + 100)  # few of the policies do much about a cent
    day = (invoice.issued or invoice.due).toordinal() + data.draw(st.sampled_from([0, 0, 0, 1, 45, 100]))
    opened = open_case(program, invoice, day, {}).position
    until = day + data.draw(st.sampled_from([150, 100, 400, 750]))
    agree(program, tree, invoice, opened, data.draw(histories(program, opened, until)), until)


@settings(max_examples=TRIES)
@given(st.data())
def test_drawn_policies(data):
    """Under any policy that the checks accept, in any of the laws."""
    drawn = data.draw(policies())
    for _ in range(PLAYS):
        compared(data, drawn.program, drawn.tree)


@pytest.mark.parametrize("law", ["be", "de", "nl"])
@settings(max_examples=TRIES * 2 // 3)
@given(data=st.data())
def test_shipped_policies(root, law, data):
    """Under the shipped ones, whatever happens."""
    file = Path(root, "policies", law, "standard.yaml")
    compared(data, load_policy(f"policies/{law}/standard.yaml").program, plain(read_yaml(file.read_bytes(), law)[0]))
