"""Time: the same case, however and whenever one looks at it."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.moves import with_anchor
from dunwell.days import add_years
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE
from plays import replay
from strategies import cases, histories, policies


@given(st.data())
def test_any_history(data):
    """Whatever is recorded, in whatever order: one position, one story, and looks that miss nothing."""
    program = data.draw(policies()).program
    the_same_however_one_looks(data, program, data.draw(cases(program)))


@given(st.data())
def test_any_history_of_an_old_claim(data):
    """So too where the limitation comes near, is over, or is interrupted meanwhile."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    years = 2 if opened.facts[FACT_INDEX["debtor.kind"]] in (None, "consumer") else 5
    due = add_years(opened.day, -years) + data.draw(st.integers(-5, 100))
    the_same_however_one_looks(data, program, replace(opened, anchors=with_anchor(opened.anchors, DUE, due)))


def the_same_however_one_looks(data, program, opened):
    """In hops, day by day, or folded anew as if recorded late; and every next look is sound."""
    journal = data.draw(histories(program, opened))
    until = max([opened.day, *(event.at for event in journal)]) + data.draw(st.integers(0, 40))
    hopped, told = replay(program, opened, journal, until)
    assert replay(program, opened, journal, until, daily=True) == (hopped, told), "day by day"
    shuffled = random.Random(len(journal)).sample(journal, len(journal))
    refolded = fold(program, opened, shuffled, until)
    assert (refolded, hash(refolded)) == (hopped, hash(hopped)), "folded anew, as if recorded late"
    next_looks_are_sound(program, hopped, until)


def next_looks_are_sound(program, position, day):
    """Between a day and the next look nothing is told and the same is due; the next look is later than the day."""
    for _ in range(10):
        decision = decide(program, position, day)
        look = decision.next_look
        assert look is None or look > day
        last = (look or day + 500) - 1
        for between in sorted({day + 1, (day + last) // 2, last} - {day}):
            if between <= last:
                later, told = advance(program, position, between)
                assert told == ()
                assert due(decide(program, later, between)) == due(decision)
        if look is None:
            return
        position, _ = advance(program, position, look)
        day = look


def due(decision):
    """What is due, without the day on which one looks and without reasons."""
    return [(one.kind, one.step, one.attempt, one.channels, one.message, one.owner) for one in decision.actions]
