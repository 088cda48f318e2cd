"""What one person may decide alone: by what it does, with all of its kind in the case, and with a word on why."""

import pytest

from dunwell.core.authority import beyond, beyond_text, decision_of, unexplained
from dunwell.core.decide import decide
from dunwell.core.fold import fold, met_by
from dunwell.core.refuse import refusals
from dunwell.language.authority import DECIDED
from dunwell.language.table import SHAPES
from dunwell.loading import compile_text
from stories import DUE, LADDER, journal, opened

AUTHORITY = """
authority:
  why: required
  second_person: {waived: {above: EUR 50}, written_off: {above: EUR 100}, credited: {above: EUR 300},
    approved: {above: EUR 500}, overridden: {above: EUR 0}}
"""
with open(LADDER.file, encoding="utf-8") as file:
    BOUND = compile_text(file.read() + AUTHORITY, LADDER.file).program
CLAIMED = "reminded; 23 handed_over interest=2000 costs=15000; 24 recalled"


def met(events, program=BOUND):
    """The last event of a story, the position that it meets, and the events before it."""
    *before, last = journal(events)
    return met_by(program, opened(), before, last)[1], before, last


CASES = {
    "a waiver within the limit": (f"{CLAIMED}; 25 waived amount=5000", None),
    "a waiver above it": (f"{CLAIMED}; 25 waived amount=5001", ("waived", 5001)),
    "two halves are no smaller than the whole": (
        f"{CLAIMED}; 25 waived amount=3000; 26 waived amount=2001 of=costs", ("waived", 5001)
    ),
    "a write-off": ("reminded; 3 written_off", ("written_off", 100_000)),
    "a write-off of a rest within the limit": ("reminded; 2 payment_received amount=90000; 3 written_off", None),
    "closed by a person with money open": ("reminded; 3 closed", ("written_off", 100_000)),
    "a credit note within the limit": ("3 credited amount=30000", None),
    "a credit note above it": ("3 credited amount=30001", ("credited", 30_001)),
    "a release of a large claim": ("warned; 23 approved", ("approved", 100_000)),
    "a release of a small one": ("warned; 22 payment_received amount=60000; 23 approved", None),
    "a step skipped": ("reminded; 9 overridden step=call", ("overridden", 100_000)),
    "a payment is no decision": ("reminded; 3 payment_received amount=90000", None),
    "an end that was paid for": ("reminded; 3 step_done step=reminder", None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_second_person_confirms(case):
    """By what the event does to the case, whatever it is called, against the limit of the policy."""
    events, expected = CASES[case]
    position, before, event = met(events)
    found = beyond(BOUND, position, before, event)
    assert (found and (found.decision, found.cents)) == expected
    if found:
        assert "second person" in beyond_text(BOUND, found)
        assert "authority" not in str(found.limit.place)


def test_a_task_whose_outcome_writes_off_is_a_write_off():
    """The shipped ladder lets a task write a small rest off; that is no way around the limit."""
    step = next(step for step in LADDER.steps[0] if step.kind == "task" and step.outcomes)
    closing = [name for name, route in step.outcomes if LADDER.routes[route].kind == "close"]
    for name in closing:
        position, _, event = met(f"reminded; 3 step_done step={step.name} outcome={name}")
        end = fold(BOUND, opened(), journal(f"reminded; 3 step_done step={step.name} outcome={name}"), DUE + 3).end
        assert decision_of(BOUND, position, event) == ("written_off" if end == "written_off" else "")


def test_a_policy_that_says_nothing_asks_for_nothing():
    """Every policy there was before keeps its meaning."""
    for events, _ in CASES.values():
        position, before, event = met(events, LADDER)
        assert beyond(LADDER, position, before, event) is None
        assert unexplained(LADDER, position, event) == ()


@pytest.mark.parametrize(
    ("events", "asked"),
    [
        ("reminded; 3 written_off", True),
        ("reminded; 3 written_off text=gone", False),
        ("reminded; 3 closed reason=bankrupt", False),
        ("reminded; 3 payment_received amount=1", False),
    ],
)
def test_who_decides_says_why(events, asked):
    """In free text, or as the reason with which a case is closed."""
    position, _, event = met(events)
    assert [one.code for one in unexplained(BOUND, position, event)] == ["DW073"] * asked


def test_every_decision_has_a_key():
    """The table of the language names each, and no other."""
    assert SHAPES["second_person"].key_names() == DECIDED


def test_a_waiver_says_of_what():
    """Costs or interest alone; without a word costs come first; more than there is of it is refused."""

    def left(events):
        position = fold(LADDER, opened(), journal(f"{CLAIMED}; {events}"), DUE + 30)
        return position.interest, position.costs

    assert left("25 waived amount=1500") == (2000, 13_500)
    assert left("25 waived amount=1500 of=interest") == (500, 15_000)
    assert left("25 waived amount=1500 of=costs") == (2000, 13_500)
    assert left("25 waived amount=16000") == (1000, 0)
    for said, code in (("amount=2001 of=interest", "DW972"), ("amount=1 of=principal", "DW974")):
        position, _, event = met(f"{CLAIMED}; 25 waived {said}", LADDER)
        assert [one.code for one in refusals(LADDER, position, event)] == [code]


def test_a_skipped_step_is_skipped_and_nothing_else():
    """The case goes on after it; a step that is not the current one is refused, and so is silence about why."""
    position = fold(LADDER, opened(), journal("reminded; 9 overridden step=call text=met"), DUE + 9)
    before = fold(LADDER, opened(), journal("reminded"), DUE + 9)
    step = LADDER.steps[0][before.step]
    assert (step.name, position.step) == ("call", step.next)
    for said, codes in (
        ("step=call", ["DW073"]), ("step=letter text=x", ["DW971"]), ("step=call text=x", [])
    ):  # fmt: skip
        met_position, _, event = met(f"reminded; 9 overridden {said}", LADDER)
        assert [one.code for one in refusals(LADDER, met_position, event)] == codes


def test_a_skipped_letter_makes_nothing_lawful():
    """What follows is held to its term and the law as ever: without the letter nothing is handed over by itself."""
    story = "called twice; 12 overridden step=letter text=x"
    position = fold(LADDER, opened(), journal(story), DUE + 40)
    actions = decide(LADDER, position, DUE + 40).actions
    assert all(action.kind != "step" for action in actions)
