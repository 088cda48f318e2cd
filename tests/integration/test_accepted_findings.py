"""What the shipped policies can do is as it was accepted, day by day.

Where a change is meant, read what has changed, and write them anew:
`for law in nl be de; do dunwell verify policies/$law/tests/findings.yaml --pin policies/$law/tests/findings.yaml; done`
"""

import pytest

from dunwell.language.pinned import read_pinned
from dunwell.loading import load_policy, read_source
from dunwell.proving.verified import Asked, verified
from dunwell.resources import jurisdictions, policy_files
from dunwell.verifying.budgets import BUDGETS
from dunwell.verifying.findings import changes


@pytest.mark.parametrize("law", jurisdictions())
def test_a_shipped_policy_does_what_was_accepted(law, root, monkeypatch):
    """All that must hold is proven for it, and no bound has moved; the file is none of the shipped policies."""
    monkeypatch.chdir(root)
    file = f"policies/{law}/tests/findings.yaml"
    pinned, problems = read_pinned(read_source(file).root)
    assert problems == ()
    asked = Asked(BUDGETS[pinned.budget], pinned.dues, jobs=1)
    report = verified(load_policy(f"policies/{law}/standard.yaml"), asked, None, lambda done: None)
    assert report.proven
    assert [(one.variant, one.key, one.old, one.new) for one in changes(pinned.accepted, report.findings)] == []
    assert file not in policy_files()
