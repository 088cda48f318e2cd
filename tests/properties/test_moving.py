"""A case that moves to another text of its policy keeps what it owes, was promised and was told, whatever the texts."""

from dataclasses import dataclass
from dataclasses import replace as changed

from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.core.advance import advance
from dunwell.core.carry import carry
from dunwell.core.decide import decide
from dunwell.core.fold import fold, in_order, take_on
from dunwell.core.opening import stand
from dunwell.core.retell import retell
from dunwell.journal.cases import moved
from dunwell.journal.store import Move
from dunwell.language.events import MOVED, Event
from plays import play
from strategies import cases, compiled, histories, policies

OWED = ("facts", "principal", "interest", "costs", "received", "paid_charges", "stops", "promises_broken", "frozen")
"""What no text of a policy can change."""


@dataclass(frozen=True)
class Standing:
    """A case somewhere on its way; shown as its policy and its events."""

    drawn: object
    start: object
    events: tuple
    day: int

    @property
    def program(self):
        """The program it runs under."""
        return self.drawn.program

    def __repr__(self):
        return f"{self.drawn!r}\n{self.events}"


@st.composite
def standing(draw):
    """A case of a drawn policy, somewhere on its way: the program, its events, and where it stands."""
    drawn = draw(policies())
    program = drawn.program
    start = draw(cases(program))
    outside = draw(histories(program, start, most=5))
    luck = draw(st.lists(st.integers(0, 60), min_size=1))
    day = start.day + draw(st.integers(0, 120))
    events = play(program, start, [one for one in outside if one.at >= start.day], day, luck).journal
    events = tuple(one for one in events if one.at <= day)
    return Standing(drawn, start, events, day)


def deeds(program, position):
    """What was done, by name: how often, when it was sent, and until when its term runs."""
    steps = program.steps[0]
    done = {
        step.name: (position.counts[step.index], *position.anchors[step.sent : step.sent + 3])
        for step in steps
        if position.counts[step.index] or position.anchors[step.sent]
    }
    return done | {one.name: (one.times, one.sent, one.received, one.term) for one in position.past}


def move_on(old, new, day, sequence, renamed=()):
    """The event of a move and the program of a case that has made it."""
    said = (("from", "a"), ("to", "b"), ("from_version", "drawn 1"), ("to_version", "drawn 2"))
    return moved(old, new, Move("b", renamed)), Event(MOVED, day, said, sequence)


@settings(max_examples=15)
@given(case=standing())
def test_the_same_rules_under_another_version_change_nothing(case):
    """Carried to a text that says the same, a position is the same to the last bit, and nothing is lost."""
    if "steps" not in case.drawn.tree:
        return  # the shipped policy is no tree
    again, _ = compiled(case.drawn.tree | {"version": "2", "title": "Drawn again"})
    position = fold(case.program, case.start, case.events, case.day)
    carried = carry(case.program, again, position)
    assert (carried.position, carried.lost) == (position, ())


@settings(max_examples=15)
@given(case=standing(), other=policies())
def test_whatever_the_other_text_says_nothing_owed_or_done_is_lost(case, other):
    """Money, facts and stops stay, every deed is kept by its name, no term ends sooner, every hold and plan is kept or
    a person is asked; and the case can go on."""
    position = fold(case.program, case.start, case.events, case.day)
    carried = carry(case.program, other.program, position)
    after = carried.position
    assert [getattr(after, name) for name in OWED] == [getattr(position, name) for name in OWED]
    assert deeds(other.program, after) == deeds(case.program, position)
    assert after.granted >= position.granted
    assert max((one.last for one in after.holds), default=0) >= max((one.last for one in position.holds), default=0)
    assert (after.plan is None) <= (position.plan is None or ("plan" in [one.what for one in carried.lost]))
    later, _ = advance(other.program, after, case.day + 60)
    decide(other.program, later, case.day + 60)


@settings(max_examples=15)
@given(case=standing(), other=policies())
def test_moving_there_and_back_forgets_no_deed(case, other):
    """What the other text has no step for comes back with the first one."""
    position = fold(case.program, case.start, case.events, case.day)
    there = carry(case.program, other.program, position).position
    back = carry(other.program, case.program, there).position
    assert deeds(case.program, back) == deeds(case.program, position)
    assert back.counts == position.counts


@settings(max_examples=15)
@given(case=standing(), other=policies(), data=st.data())
def test_a_history_with_a_move_replays_the_same(case, other, data):
    """Events in any order, told or folded, in one hop or day by day: one position; what was told before stays told."""
    last = max((one.sequence for one in case.events), default=0)
    program, event = move_on(case.program, other.program, case.day, last + 1)
    before = retell(case.program, case.start, case.events, case.day).entries
    drawn = data.draw(histories(other.program, case.start, most=3))
    later = [changed(one, at=case.day + at, sequence=last + 2 + at) for at, one in enumerate(drawn)]
    every = [*case.events, event, *later]
    until = case.day + 40
    folded = fold(program, case.start, data.draw(st.permutations(every)), until)
    told = retell(program, case.start, every, until)
    assert told.position == folded
    assert told.entries[: len(before)] == before
    now, position = case.program, case.start
    for one in in_order(every):
        for day in range(position.day, one.at):
            position, _ = advance(now, position, day)
        now, position = take_on(program, now, position, one)
    assert advance(now, position, until)[0] == folded


def test_what_is_recorded_late_counts_under_the_text_of_its_day():
    """A payment of before the move that is recorded after it is folded under the old text, and then carried."""
    first, second = (compiled(_ladder(days))[0] for days in (3, 9))
    start = stand(first, FACTS, 738_000)
    program, event = move_on(first, second, 738_040, 1)
    late = Event("payment_received", 738_035, (("amount", 40_000),), 2)
    assert fold(program, start, (event, late), 738_050).received == 40_000
    same_day = Event("step_done", 738_040, (("step", "a"),), 2)
    position = fold(program, start, (event, same_day), 738_050)
    assert position.anchors[second.steps[0][0].sent + 2] == 738_049, "recorded after the move: its term is the new one"
    sooner = changed(same_day, sequence=1)
    position = fold(program, start, (sooner, changed(event, sequence=2)), 738_050)
    assert position.anchors[second.steps[0][0].sent + 2] == 738_043, "recorded before it: the term stays as it was told"


FACTS = {"invoice.total": 100_000, "invoice.issued": 738_000, "invoice.due": 738_030, "debtor.has_email": True}


def _ladder(days):
    """Two mails; the first with a term of so many days."""
    attention = {"owner": "desk", "after": "5 days", "escalate_to": "head"}
    first = {"step": "a", "start": "1 day after invoice.due", "do": "email", "template": "reminder"}
    second = {"step": "b", "start": "1 day after a.term", "do": "email", "template": "reminder"}
    return {
        "dunwell": 1, "policy": "p", "title": "P", "version": str(days), "valid_from": "2020-01-01", "law": "nl",
        "language": "nl", "applies_to": {"currency": "EUR"}, "attention": attention,
        "steps": [first | {"term": f"{days} days after sent"}, second | {"term": "3 days after sent"}],
    }  # fmt: skip
