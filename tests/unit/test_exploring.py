"""Made-up cases and stories: deterministic, cut at the policy's constants, and come to every branch."""

import pytest

from cookbooks import changed_policy
from dunwell.comparing.cases import made_cases, opened
from dunwell.comparing.exploring import MOST_PLAYS, explore
from dunwell.comparing.stories import ACTS, Reaction, Trigger, placed, play_planned, play_story
from dunwell.comparing.timelines import differences
from dunwell.language.events import EVENTS
from dunwell.loading import load_policy
from dunwell.resources import jurisdictions


def program_of(law):
    """The shipped policy of a jurisdiction."""
    return load_policy(f"policies/{law}/standard.yaml").program


@pytest.mark.parametrize("law", jurisdictions())
def test_every_branch_of_a_shipped_policy_is_reached(law):
    """The made-up cases with their stories come to every branch of every shipped policy, twice in the same way."""
    program = program_of(law)
    first, again = (explore(program, made_cases(program, program)) for _ in range(2))
    assert first.missing == ()
    assert first.plays <= MOST_PLAYS
    assert [(one.case.name, one.story) for one in first.told] == [(one.case.name, one.story) for one in again.told]


def test_amounts_are_cut_at_the_constants_of_both_policies(root, tmp_path):
    """A cent below, at and above each bound that either policy mentions stands among the cases."""
    text = (root / "policies/nl/standard.yaml").read_text().replace("at_least: EUR 250", "at_least: EUR 321")
    other = tmp_path / "other.yaml"
    other.write_text(text)
    cases = made_cases(program_of("nl"), load_policy(str(other)).program)
    totals = {case.given["invoice.total"] for case in cases}
    for bound in (500, 25_000, 32_100, 7_500, 10_000):
        assert {bound - 1, bound, bound + 1} <= totals


@pytest.mark.parametrize("name", ["no-calls-in-august", "letters-instead-of-calls-in-august", "quiet-at-christmas"])
def test_cases_come_into_quiet_periods_and_into_the_months_that_are_asked_for(name, tmp_path):
    """What a policy does on some days of the year is different for some of the cases."""
    (tmp_path / "own.yaml").write_text(changed_policy(name), encoding="utf-8")
    policies = program_of("nl"), load_policy(str(tmp_path / "own.yaml")).program
    cases = [case for case in made_cases(*policies) if ", due 2027" in case.name]
    played = [[play_planned(one, opened(one, case), ()) for one in policies] for case in cases]
    assert any(differences(*both) for both in played)
    assert not all(differences(*both) for both in played)


def test_a_story_is_placed_on_what_it_answers():
    """The same reaction comes on different days under different policies, and not at all where nothing is answered."""
    program = program_of("nl")
    position = opened(program, made_cases(program, program)[0])
    timeline = play_story(program, position, ())
    reminder = next(entry.day for entry in timeline.entries if entry.name == "reminder")
    event = placed(program, timeline, Reaction(Trigger("step", "reminder"), "pays_part", "", 3))
    assert (event.name, event.at, event.data) == ("payment_received", reminder + 3, (("amount", 60_500),))
    assert placed(program, timeline, Reaction(Trigger("step", "first_reminder"), "pays", "", 3)) is None
    assert placed(program, timeline, Reaction(Trigger("step", "reminder", "", 1), "pays", "", 3)) is None


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_an_event_that_says_enough(act):
    """Every act names an event and gives all that this event must say."""
    row = ACTS[act]
    said = {name for name, _ in row.data(740_000, 10_000, "upheld", "reminder")}
    assert (
        {datum.name for datum in EVENTS[row.event].data if datum.required}
        <= said
        <= {datum.name for datum in EVENTS[row.event].data}
    )
