"""The branches of a policy, and which of them a timeline came to."""

import pytest

from dunwell.comparing.branches import branches_of
from dunwell.comparing.cases import made_cases, opened
from dunwell.comparing.reached import reached
from dunwell.comparing.stories import Reaction, Trigger, play_story
from dunwell.loading import load_policy
from dunwell.resources import jurisdictions

PROGRAM = load_policy("policies/nl/standard.yaml").program
CASES = {case.name: case for case in made_cases(PROGRAM, PROGRAM)}


def came_to(story=(), case="business"):
    """The branches of the Dutch policy that a made-up case comes to, as "part name: case"."""
    made = CASES[case]
    timeline = play_story(PROGRAM, opened(PROGRAM, made), story)
    return {f"{one.part} {one.name}: {one.case}" for one in reached(PROGRAM, timeline)}


@pytest.mark.parametrize("law", jurisdictions())
def test_every_part_of_a_policy_has_branches(law):
    """Each step, outcome, hold, plan and message of a policy stands among its branches, at a line of its file."""
    program = load_policy(f"policies/{law}/standard.yaml").program
    branches = branches_of(program)
    assert len(set(branches)) == len(branches)
    assert {one.place.file for one in branches} == {program.file}
    names = {(one.part, one.name) for one in branches}
    assert {("step", step.name) for step in program.steps[0]} <= names
    assert {("hold", hold.name) for hold in program.holds} <= names
    assert {("message", message.name) for message in program.messages} <= names
    outcomes = {("step", step.name, f"outcome {word}") for step in program.steps[0] for word, _ in step.outcomes}
    assert outcomes <= {(one.part, one.name, one.case) for one in branches}


@pytest.mark.parametrize(
    ("story", "case", "branch"),
    [
        ((), "business", "step notice: done (business)"),
        ((), "consumer", "step notice: done (consumer)"),
        ((), "business", "step call: no answer to the last call"),
        ((), "business", "step put_in_default: when does not hold"),
        ((), "consumer", "step put_in_default: when holds"),
        ((), "business, debtor.has_email no", "step reminder: fallback"),
        ((), "consumer, debtor.has_address no", "step put_in_default: fallback"),
        ((), "business, invoice.complete no", "step check_invoice: something required is missing"),
        ((), "business, invoice.complete no", "step mend_invoice: nobody did it in time"),
        ((Reaction(Trigger("step", "call"), "says", "promise"),), "business", "hold promise: outcome broken"),
        ((Reaction(Trigger("step", "reminder"), "disputes", "", 3),), "business", "hold dispute: expired"),
        ((Reaction(Trigger("step", "reminder"), "wants_plan", "", 3),), "business", "plan payment_plan: unanswered"),
        ((Reaction(Trigger("step", "reminder"), "credits", "", 3),), "business", "end credited: ends"),
        (
            (
                Reaction(Trigger("step", "reminder"), "promises", "", 3),
                Reaction(Trigger("step", "notice"), "promises", "", 3),
            ),
            "business",
            "hold promise: not opened again",
        ),
    ],
)
def test_what_a_timeline_tells_is_reached(story, case, branch):
    """Each kind of branch is seen in a timeline that comes to it, and not in that of a plain case that does not."""
    assert branch in came_to(story, case)
    plain = came_to((), "consumer" if case == "business" else "business")
    assert (branch not in plain) or not story


def test_what_did_not_happen_is_not_reached():
    """A debtor who never reacts keeps no promise, opens no hold and gets no payment plan."""
    found = came_to()
    assert not {one for one in found if one.startswith(("hold", "plan", "message"))}
    assert "step put_in_default: done" not in found
