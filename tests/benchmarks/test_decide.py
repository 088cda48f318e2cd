"""How fast `decide` is beside a hand-written function that does the same ladder: a ratio, measured in one run."""

import gc
from collections import Counter
from itertools import chain
from statistics import median
from time import process_time

import pytest

from benchmarks.cases import played_cases
from benchmarks.hand_written import ladder
from dunwell.core.decide import decide
from dunwell.loading import load_policy

CASES, ROUNDS, MOST = 10_000, 21, 3.0
FEWEST = 50
"""So many cases at least stand at each stage."""


@pytest.fixture(scope="module")
def program():
    """The shipped Dutch policy."""
    return load_policy("policies/nl/standard.yaml").program


@pytest.fixture(scope="module")
def cases(program):
    """Positions and the days on which they are looked at."""
    return played_cases(program, CASES)


def stages(position):
    """The stages at which a case stands; one on hold stands at its step too."""
    if position.end:
        return ("ended",)
    phase = ("waiting", "due", "paused", "asking", "expecting")[position.phase]
    found = [phase, f"step {position.step}", f"variant {position.variant}"]
    found += ["stopped"] if position.stops else []
    found += ["on hold"] if position.holds else []
    found += ["sent to a side step"] if position.frame else []
    return (*found, "fallback") if position.channel else found


def plain_reasons(reasons):
    """Reasons as the hand-written function gives them: ids and numbers."""
    return tuple((reason.id, reason.args) for reason in reasons)


def plain(decision):
    """A decision as the hand-written function gives it."""
    actions = tuple((*action[:-1], plain_reasons(action.reasons)) for action in decision.actions)
    return actions, decision.next_look, plain_reasons(decision.reasons)


def test_the_cases_stand_at_all_stages(program, cases):
    """Every step and phase, both variants, holds, stops, side steps, fallbacks and ends are among the cases."""
    seen = Counter(chain.from_iterable(stages(position) for position, _ in cases))
    kinds = Counter(action.kind for position, day in cases for action in decide(program, position, day).actions)
    steps = [f"step {step.index}" for step in program.steps[0]]
    others = ["waiting", "due", "paused", "asking", "expecting", "variant 0", "variant 1", "ended", "stopped"]
    wanted = [*steps, *others, "on hold", "sent to a side step", "fallback"]
    assert len(cases) == CASES
    assert {name: seen[name] for name in wanted if seen[name] < FEWEST} == {}
    assert set(kinds) == {"step", "ask", "approve", "blocked", "message"}


def test_both_decide_the_same(program, cases):
    """Actions, next look and all reasons are equal on every case."""
    calendar = program.working_days
    different = [
        (position, day)
        for position, day in cases
        if plain(decide(program, position, day)) != ladder(position, day, calendar)
    ]
    assert different[:1] == [], f"and {len(different) - 1} more"


def test_decide_costs_at_most_three_times_the_hand_written_ladder(program, cases, capsys):
    """The median of the ratios of rounds run in turns, by processor time, so that a busy machine changes little."""
    calendar = program.working_days

    def decide_all():
        for position, day in cases:
            decide(program, position, day)

    def ladder_all():
        for position, day in cases:
            ladder(position, day, calendar)

    rounds = [(seconds(decide_all), seconds(ladder_all)) for _ in range(ROUNDS)]
    ratio = median(ours / theirs for ours, theirs in rounds)
    best, best_by_hand = (min(times) * 1e6 / CASES for times in zip(*rounds, strict=True))
    figures = f"decide {best:.2f} us, by hand {best_by_hand:.2f} us (best); median ratio {ratio:.2f}, at most {MOST}"
    with capsys.disabled():
        print(f"\n{figures}")
    assert ratio <= MOST


def seconds(run):
    """The processor time of one run, with everything made before it out of the garbage collector's way."""
    gc.collect()
    gc.freeze()
    start = process_time()
    run()
    took = process_time() - start
    gc.unfreeze()
    return took
