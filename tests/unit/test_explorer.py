"""Exploring every story of a case: the plainest first, as a real run would go, with every bound that was hit said."""

from dataclasses import fields

import pytest

from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.render.verify_words import VerifyWords
from dunwell.verifying import explorer
from dunwell.verifying.budgets import world
from dunwell.verifying.explorer import explore
from dunwell.verifying.model import Mark
from proofs import Marking, budget, days_of, explored, plain_case, policy, small

NL = policy().program
NOTHING, EACH = budget(world(0)), ("promise", "call", "partial", "bounce", "question", "idle", "fact", "away", "failed")
ALONE = (*EACH, "dispute", "stop", "reversal", "credit", "recall", "plan infeasible")
PAIRS = ("plan infeasible", "plan infeasible partial", "promise call")
"""What the exploration that hops finds in the same way as the one that does not; `docs/verify.md` says where not."""


def differences(one, other):
    """The names of what two positions have otherwise."""
    return [field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)]


class Remembering(Marking):
    """Keeps every position that it saw later on a day, with what was decided."""

    def __init__(self):
        """Nothing was seen yet."""
        self.seen = []

    def look(self, program, memory, moved):
        """As it comes."""
        self.seen.append(moved)
        return super().look(program, memory, moved)


def test_in_the_plainest_world_a_case_goes_down_the_ladder():
    """Nobody pays, answers or is slow: reminder, two calls, notice, hand-over, and what a payment ends before that."""
    found = days_of(explored(NOTHING))
    assert found[Mark("end", "handed_over")] == (29, 29)
    assert found[Mark("end", "paid")][0] == -30
    assert found[Mark("step", str(NL.step_index("call")))] == (9, 11)


def test_the_plainest_story_of_a_breach_is_kept():
    """That a case is handed over needs no event from outside."""
    found = explored(small(dispute=1, call=1))
    ((breach, story),) = found.breaches
    assert breach.invariant == "never-handed-over"
    assert {move.outside for move in story.moves} == {0}
    assert story.moves[-1].day - found.profile.due == 29


@pytest.mark.parametrize("kind", [*EACH, "dispute", "part", "stop", "reversal", "late"])
def test_every_story_is_one_that_a_journal_would_tell(kind, monkeypatch):
    """Folding the events that led to a state gives its position: of every fourth state."""
    states, push = [], explorer._push

    def pushed(run, outside, moves, state):
        new = push(run, outside, moves, state)
        states.extend([(run, state)] * new)
        return new

    monkeypatch.setattr(explorer, "_push", pushed)
    explored(small(**{kind: 1}), variant="consumer")
    for run, state in states[::4]:
        if state.decision is not None:
            position = fold(NL, run.start, run.paths.events(state.at), state.day)
            assert not differences(position, state.position)


def test_what_is_decided_is_what_decide_says():
    """There is no second meaning: the decision that observers see is that of the interpreter."""
    seen = Remembering()
    explore(NL, plain_case(), small(promise=1), (seen,))
    decided = [moved for moved in seen.seen if moved.decision is not None]
    assert len(decided) > 50
    assert all(moved.decision == decide(NL, moved.after, moved.after.day) for moved in decided)


def test_exploring_again_gives_the_same():
    """Nothing is left to chance."""
    assert explored(small(dispute=1)) == explored(small(dispute=1))


@pytest.mark.parametrize(
    ("country", "variant"), [("nl", "business"), ("nl", "consumer"), ("be", "consumer"), ("de", "business")]
)
def test_hopping_finds_the_bounds_of_every_day(country, variant):
    """Going from day to day finds no earlier and no later day for anything, and takes many times the states."""
    for kinds in ALONE:
        compare(world(1, **dict.fromkeys(kinds.split(), 1)), country, variant)


@pytest.mark.parametrize("kinds", [*PAIRS, "request"])
def test_hopping_finds_the_bounds_of_every_day_for_two(kinds):
    """So it does for two events in one story, and for a debtor who asks for a payment plan at any time."""
    compare(world(1 if kinds == "request" else 2, **dict.fromkeys(kinds.split(), 1)), "nl", "business")


def compare(left, country, variant):
    """The first and last day of everything, by hopping and without."""
    hopping = explored(budget(left), country, variant)
    every_day = explored(budget(left), country, variant, every_day=True)
    assert hopping.complete
    assert days_of(hopping) == days_of(every_day), left
    assert hopping.states < every_day.states


def test_who_leaves_undone_what_is_asked_is_told():
    """From the day on which it was asked: a story of it is not one in which nobody reacts."""
    late = explored(small(idle=1)).bounds[Mark("end", "handed_over")].last_story
    (idle,) = [move for move in late.moves if move.outside]
    assert (idle.event, idle.away) == (None, 0)
    assert VerifyWords(NL, "en").story(late) == f"{VerifyWords(NL, 'en').day(idle.day)} what is asked is left undone"
    assert "blijft liggen" in VerifyWords(NL, "nl").story(late)


def test_a_bound_that_was_hit_is_said():
    """Too many states, or a story that lasts too long, is no pass."""
    few = explored(budget(world(1, dispute=1), states=50))
    short = explored(budget(world(0), days=5))
    assert [(one.complete, one.hit) for one in (few, short)] == [(False, "states"), (False, "days")]
    assert explored(NOTHING).complete


def test_the_longest_wait_is_told():
    """A disputed case waits thirty days for an answer."""
    wait, story = explored(small(dispute=1)).longest_wait
    assert wait == 31
    assert {"dispute_opened", "disputes"} & {story.events[-1].name, story.events[-1].word("outcome")}
