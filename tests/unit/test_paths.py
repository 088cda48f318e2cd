"""How every state came about: moves by number, and what is kept of them."""

from dunwell.core.transitions import Action, Reason
from dunwell.language.events import Event
from dunwell.verifying.model import Breach, Look, Mark, Move
from dunwell.verifying.paths import START, Paths
from proofs import DUE, plain_case

PAID = Event("payment_received", DUE, (("amount", 100),))


def test_a_story_is_told_from_its_beginning():
    """Also where another story branches off on the way; actions lose their reasons."""
    paths = Paths()
    first = paths.add(START, Move(DUE - 1))
    paths.add(first, Move(DUE))
    action = Action("step", 1, reasons=(Reason("start", None),))
    last = paths.add(first, Move(DUE, PAID, action))
    story = paths.story(plain_case(), last)
    assert story.moves == (Move(DUE - 1), Move(DUE, PAID, Action("step", 1)))
    assert story.events == paths.events(last) == (PAID,)


def test_a_mark_has_its_first_and_its_last_day():
    """Of several on one day the plainest stands; days are counted from the due date."""
    paths, mark = Paths(), Mark("end", "paid")
    numbers = [paths.add(START, Move(day)) for day in (DUE + 3, DUE + 1, DUE + 3, DUE + 5)]
    for number in numbers:
        paths.note(Look(None, (), (mark,)), paths.moves[number].day, number)
    bound = paths.bounds(plain_case())[mark]
    assert (bound.first, bound.last) == (1, 5)
    assert bound.first_story.moves[0].day == DUE + 1


def test_of_each_invariant_the_first_breach_is_kept():
    """The plainest story comes first."""
    paths = Paths()
    for day in (DUE, DUE + 1):
        paths.note(Look(None, (Breach("late", (day,)),)), day, paths.add(START, Move(day)))
    ((breach, story),) = paths.told(plain_case())
    assert breach == Breach("late", (DUE,))
    assert story.moves == (Move(DUE),)
