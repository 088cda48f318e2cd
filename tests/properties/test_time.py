"""Time: the same case, however and whenever one looks at it."""

import random

from hypothesis import given
from hypothesis import strategies as st
from plays import play, replay
from strategies import OUTSIDE_EVENTS, cases, histories, policies

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import fold

LUCK = st.lists(st.integers(0, 40), min_size=1, max_size=8)


def keyed(decision):
    """What is due, without the day on which a message is looked at and without reasons."""
    return [(a.kind, a.step, a.attempt, a.channels, a.message, a.owner) for a in decision.actions]


@given(st.data())
def test_hopping_daily_and_refolding_agree(data):
    """A history gives one position and one list of transitions: in hops, day by day, and folded anew in any order."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    journal = data.draw(histories(program, opened))
    until = max([opened.day, *(event.at for event in journal)]) + 60
    hopped, told = replay(program, opened, journal, until)
    walked, told_daily = replay(program, opened, journal, until, daily=True)
    assert walked == hopped
    assert told_daily == told
    shuffled = journal.copy()
    random.Random(len(journal)).shuffle(shuffled)
    assert fold(program, opened, shuffled, until) == hopped
    assert hash(fold(program, opened, shuffled, until)) == hash(hopped)


@given(st.data())
def test_playing_and_refolding_agree(data):
    """What a run does live is what its journal says afterwards."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    outside = data.draw(histories(program, opened, OUTSIDE_EVENTS, most=5))
    until = opened.day + 200
    run = play(program, opened, outside, until, data.draw(LUCK), late=data.draw(st.sampled_from([0, 0, 3, 25])))
    refolded, told = replay(program, opened, run.journal, until)
    assert refolded == run.position
    assert told == run.told


@given(st.data())
def test_next_look_is_sound(data):
    """Between a day and the next look nothing is told and the same is due; the next look is later than the day."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    journal = data.draw(histories(program, opened, most=6))
    day = max([opened.day, *(event.at for event in journal)]) + data.draw(st.integers(0, 40))
    position = fold(program, opened, journal, day)
    for _ in range(12):
        decision = decide(program, position, day)
        look = decision.next_look
        assert look is None or look > day
        for between in {day + 1, day + ((look or day + 500) - day) // 2, (look or day + 500) - 1} - {day}:
            if look is not None and between >= look:
                continue
            later, told = advance(program, position, between)
            assert told == ()
            assert keyed(decide(program, later, between)) == keyed(decision)
        if look is None:
            break
        position, _ = advance(program, position, look)
        day = look


@given(st.data())
def test_deciding_changes_nothing(data):
    """Deciding twice gives the same, and deciding again after every due thing is recorded gives nothing new that day."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    outside = data.draw(histories(program, opened, OUTSIDE_EVENTS, most=4))
    run = play(program, opened, outside, opened.day + 200, data.draw(LUCK))
    seen = set()
    for look in run.looks:
        assert decide(program, look.position, look.day) == look.decision
        if look.done is not None and look.done.name in ("step_done", "call_made", "message_sent"):
            action = look.action
            key = (look.day, action.kind, action.step, action.message)
            task = action.kind == "step" and program.steps[0][action.step].kind == "task"
            assert task or key not in seen
            seen.add(key)
