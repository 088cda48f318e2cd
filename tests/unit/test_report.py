"""The report on a policy: proven only if everything was seen and everything holds, and the worst of all its cases."""

import pytest

from dunwell.verifying.model import Breach, Move
from proofs_made import explored, report, short, story

BREACH = Breach("window-kept", ("reminder", 739651))


@pytest.mark.parametrize(
    ("several", "proven"),
    [
        ((), False),
        (({},), True),
        (({}, {"complete": False, "hit": "states"}), False),
        (({}, {"breaches": ((BREACH, story()),)}), False),
    ],
    ids=["nothing", "all", "limit", "breach"],
)
def test_it_is_proven_only_if_all_was_seen_and_holds(several, proven):
    """Nothing explored proves nothing, and a limit that was hit is no pass."""
    assert report(*(explored(**said) for said in several)).proven is proven


def test_a_way_round_without_an_end_is_no_proof(monkeypatch):
    """It stands in the text of the policy, so no story has to come to it."""
    monkeypatch.setattr("dunwell.verifying.report.endless", lambda program: (Breach("every-run-ends", ("a → a",)),))
    assert not report(explored()).proven


def test_it_gathers_its_cases():
    """All states, the limits that were hit, the plainest story of each breach, the longest wait of any."""
    long, longer = story(), story(Move(739651))
    made = report(
        explored(states=5, longest_wait=(30, long)),
        explored(states=7, longest_wait=(40, longer), complete=False, hit="days"),
        explored(),
    )
    assert made.states == 22
    assert [one.hit for one in made.incomplete] == ["days"]
    assert made.longest_wait == (40, longer)
    assert report(explored()).longest_wait is None


def test_findings_are_those_of_its_policy():
    """In the order of its steps, over all its cases."""
    made = report(
        explored({("step", "notice"): (9, 10)}), explored({("step", "reminder"): (1, 1), ("step", "notice"): (8, 9)})
    )
    assert [(one.key, one.days) for one in made.findings] == [("step reminder", (1, 1)), ("step notice", (8, 10))]
    assert made.program is short()
