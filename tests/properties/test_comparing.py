"""Whatever the policy: it differs from itself in nothing, and what is counted is what both really do."""

from hypothesis import given, settings

from dunwell.comparing.branches import branches_of
from dunwell.comparing.cases import made_cases, opened
from dunwell.comparing.reached import reached
from dunwell.comparing.stories import play_story, reactions_to
from dunwell.comparing.timelines import differences
from strategies import compiled, policies


def timelines(program, cases):
    """The timelines of the cases if nobody reacts, and after each reaction to the first entry that has any."""
    for case in cases:
        position = opened(program, case)
        if position is None:
            continue
        silent = play_story(program, position, ())
        yield case, (), silent
        answers = (list(reactions_to(program, entry, 0)) for entry in silent.entries)
        for reaction in next((found for found in answers if found), [])[:3]:
            yield case, (reaction,), play_story(program, position, (reaction,))


@settings(max_examples=15)
@given(policies())
def test_a_policy_and_itself_are_the_same(drawn):
    """Compiled twice, a policy does the same with every made-up case, and comes to branches of its own only."""
    again = drawn.program if "steps" not in drawn.tree else compiled(drawn.tree)[0]
    cases = made_cases(drawn.program, again)[:12]
    branches = set(branches_of(drawn.program))
    for case, story, timeline in timelines(drawn.program, cases):
        other = play_story(again, opened(again, case), story)
        assert differences(timeline, other) is None
        assert reached(drawn.program, timeline) <= branches


@settings(max_examples=15)
@given(policies(), policies())
def test_differences_are_seen_from_both_sides(one, other):
    """What differs from old to new differs from new to old, and what is earlier the one way is later the other."""
    mirrored = {"earlier": "later", "later": "earlier"}
    for case, story, timeline in timelines(one.program, made_cases(one.program, other.program)[:8]):
        position = opened(other.program, case)
        played = play_story(other.program, position, story) if position is not None else None
        there, back = differences(timeline, played), differences(played, timeline)
        assert (there is None) == (back is None)
        if there is not None:
            assert {mirrored.get(kind, kind) for kind in there.kinds} == set(back.kinds)
