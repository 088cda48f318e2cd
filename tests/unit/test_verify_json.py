"""A verification for other programs: the verdict, what was explored, breaches and findings with their stories."""

import json
from dataclasses import replace

from dunwell.render.verify_json import verify_document
from dunwell.verifying.findings import changes
from proofs_made import explored, report, verified_short


def test_a_proven_policy_is_a_document(snapshot):
    """All of it as JSON has it."""
    document = verify_document(verified_short(), "en")
    document["policy"]["sha256"] = len(document["policy"]["sha256"])
    assert json.dumps({**document, "held": len(document["held"])}, indent=2, ensure_ascii=False) == snapshot


def test_a_breach_has_its_story():
    """The invariant, its sentence in the language asked for, and what it took; it is not among what holds."""
    document = verify_document(verified_short(faulty=True), "nl")
    (breach,) = document["breaches"]
    assert breach["invariant"] == "window-kept"
    assert breach["invariant"] not in document["held"]
    assert breach["story"] == {"profile": "all", "due": "2026-03-06", "told": "niemand reageert", "outside": []}
    assert document["proven"] is False
    assert document["complete"] is True


def test_changes_and_limits_are_told():
    """Null where nothing was accepted; both days where something was; which limit was hit."""
    made = report(explored({("step", "notice"): (9, 20)}, complete=False, hit="days"))
    assert verify_document(made, "en")["changes"] is None
    document = verify_document(replace(made, changes=changes({"all": {"end paid": (1, 2)}}, made.findings)), "en")
    assert document["changes"] == [
        {"variant": "all", "key": "step notice", "old": None, "new": (9, 20)},
        {"variant": "all", "key": "end paid", "old": (1, 2), "new": None},
    ]
    assert document["explored"]["limits_hit"] == [{"profile": "all", "limit": "days"}]
    assert document["longest_wait"] is None
